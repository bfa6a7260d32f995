"""The trail of what was done, by whom and when; rows are added, never changed."""
