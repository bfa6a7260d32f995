"""Offices, their groups, staff and appointments, and who may do what."""
