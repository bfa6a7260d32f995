"""Open data: what is public, as JSON and CSV."""
