"""What may be done with evidence, and what the public and the staff read of it."""
