"""A paper's code: the address that its QR leads to, and the code as somebody typed it."""

from __future__ import annotations

import re

from django.conf import settings
from django.urls import reverse

from ita_portal.documents.models import CODE_LENGTH, CODE_LETTERS
from ita_portal.thai.numerals import narrow

_BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212]")  # spaces, hyphens, dashes, minus
_WITHIN = re.compile(r"(?<![0-9A-Z])[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}(?![0-9A-Z-])")


def verification_url(code: str) -> str:
    """Return the full address of a paper's verification page, as its QR code carries it."""
    return f"{settings.BASE_URL}{reverse('documents:verify', args=[code])}"


def read_code(typed: str) -> str | None:
    """Return the code that somebody typed or read aloud, in its one spelling, or None.

    Small letters, spaces, missing or other hyphens, Thai digits and what copying brings along
    are understood, and so is the address that the QR carries, or a sentence with the code in it.
    None means that no paper can have such a code: its length is wrong, or it has a letter that
    codes leave out.
    """
    plain = narrow(typed).upper()
    within = set(_WITHIN.findall(plain))
    plain = _BETWEEN.sub("", within.pop() if len(within) == 1 else plain)
    if len(plain) != CODE_LENGTH or any(letter not in CODE_LETTERS for letter in plain):
        return None
    return "-".join((plain[:4], plain[4:8], plain[8:]))
