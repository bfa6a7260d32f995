"""Whole ways through the portal, walked in a real browser against real processes."""
