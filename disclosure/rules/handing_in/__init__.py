"""Handing in a year: the sheet of links, the act, the frozen copy, and what came later."""
