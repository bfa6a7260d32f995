"""What a validator holds against a finished PDF, as PDF/A-3a and as PDF/UA-1."""

from __future__ import annotations

import io

import page
import pikepdf

PROFILES = ("3a", "ua1")
MISREAD = {"PDFA3A-STREAM-LENGTH-001"}
"""Held by page-validation 0.11.0 against a stream whose last byte happens to be a carriage return:
it takes that for the line end before `endstream`. The length is right (ISO 32000-1, 7.3.8.1), and
qpdf, which measures it too, is asked instead."""


def findings(data: bytes) -> list[str]:
    """Return what the validator and qpdf find; nothing for a sound file."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = list(pdf.check_pdf_syntax())
    for profile in PROFILES:
        report = page.validate_pdf_bytes(data, profile=profile)
        assert report.rules.total > 100
        held = [one for one in report.failures if one.rule_id not in MISREAD]
        found += [f"{one.rule_id}: {one.message}" for one in held]
    return found
