"""Tests of what all pages share in their looks."""
