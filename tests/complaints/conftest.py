"""What the tests of complaints need: an empty hour, quick hashes, and a form that is filled in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.cache import cache

from complaints.rules import codes
from tests.complaints.cast import filled_form


@pytest.fixture(autouse=True)
def _empty_hour_and_quick_codes(monkeypatch) -> None:
    cache.clear()
    monkeypatch.setattr(codes, "_COST", codes._COST | {"n": 2**4})


@pytest.fixture
def filled(client, office, complaint_officer) -> Callable[..., dict[str, object]]:
    """Give a function that opens the office's form and fills it in, with what a test changes."""
    return lambda **changes: filled_form(client, office, **changes)
