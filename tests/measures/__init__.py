"""Plans and their announcements."""
