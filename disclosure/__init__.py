"""The OIT checklist, its evidence, and the public pages of an office."""
