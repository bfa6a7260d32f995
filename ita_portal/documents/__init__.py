"""Official papers of an office: frozen words, signatures, PDF, and the page that verifies them.

The room knows none of its customers: an app hands over a kind and a dict of words, and all
that is printed later comes from these words alone.
"""
