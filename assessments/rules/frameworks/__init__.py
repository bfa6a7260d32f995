"""The facts of a year: read from files, checked, kept as rows, shown."""
