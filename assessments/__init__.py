"""Frameworks of each year, scores of each office, and what they show."""
