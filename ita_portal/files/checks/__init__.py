"""Looking into a file before it is kept: what it is, and whether it is safe and whole."""

from ita_portal.files.checks.looking import Found, look_into

__all__ = ["Found", "look_into"]
