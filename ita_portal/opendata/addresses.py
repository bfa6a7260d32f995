"""Full addresses for what is read far from the portal."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

ROOT = "/api/v1"


def absolute(path: str) -> str:
    """Return the full address of a path; one that is full already stays as it is."""
    return f"{settings.BASE_URL}{path}" if path.startswith("/") else path


def data_address(file: str) -> str:
    """Return the full address of a table or a description, e.g. of "scores.csv"."""
    return absolute(reverse("opendata:data", args=[file]))
