"""Pages of papers: for everybody, for the office, and for who decides."""
