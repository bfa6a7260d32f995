"""Valid rows by default, one file per app."""
