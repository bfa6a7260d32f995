"""Importing a plan that an office has in Excel or Word: read, understood, shown, stored."""
