"""Scores in files: read, judged, stored, written."""
