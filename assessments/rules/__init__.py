"""What the assessment rules say: facts of the years, scoring, and where an office stands."""
