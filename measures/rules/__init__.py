"""What may be done with a plan, and what it lacks."""
