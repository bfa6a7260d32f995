"""Keeping an office's groups, people and their appointments."""
