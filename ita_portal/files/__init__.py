"""The private files of people: checked, kept whole, and sent so that nothing in them runs."""
