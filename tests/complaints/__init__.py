"""Tests of what the public is told about complaints."""
