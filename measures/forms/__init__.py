"""What people type for a plan and its decision, turned into values."""
