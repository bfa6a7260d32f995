"""What the tests of scores share."""

from __future__ import annotations

import pytest


@pytest.fixture
def import_portal(load_year, settings, tmp_path) -> None:
    """Give a portal with the years of the two real offices, and private files of its own."""
    settings.PRIVATE_FILES = tmp_path / "private"
    load_year(2562)
    load_year(2564)
