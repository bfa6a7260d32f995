"""What people give to the portal to keep, good and bad."""
