"""First pages, an office's year, what awaits a decision: knows all rooms, known by none."""
