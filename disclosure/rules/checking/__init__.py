"""The checks of evidence: what would cost a point is found before an assessor finds it.

Pure: content and context go in, findings come out; no database, no network, no clock.
"""
