"""What the tests of looks share: the typeface of papers."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from ita_portal.documents.rendering.fonts import FontSet, installed_fonts


@pytest.fixture(scope="session")
def fonts() -> FontSet:
    return installed_fonts(Path(settings.FONT_DIR))
