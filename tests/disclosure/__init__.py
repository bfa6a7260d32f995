"""Tests of the evidence and of the public pages of an office."""
