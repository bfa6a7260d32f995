"""What the tests of papers share: the installed typeface, and papers rendered once."""

from __future__ import annotations

import io
import re
from functools import cached_property
from pathlib import Path

import pytest
from django.conf import settings
from pypdf import PdfReader

from ita_portal.documents.rendering.document import document_html
from ita_portal.documents.rendering.fonts import FontSet, installed_fonts
from ita_portal.documents.rendering.pdf import RenderedPdf, to_pdf
from tests.documents import samples
from tests.documents.pages import Page, pages_of
from tests.documents.paper_samples import KINDS
from tests.documents.redis_server import PROGRAM

collect_ignore = [] if PROGRAM else ["test_redis_restarted.py"]
"""A machine of one office has no Redis and needs none: nothing is started anew there."""


class Paper:
    """A rendered paper, and what a reader program gets out of it."""

    def __init__(self, pdf: RenderedPdf) -> None:
        self.pdf = pdf
        self.reader = PdfReader(io.BytesIO(pdf.data))
        self.pages = [page.extract_text() for page in self.reader.pages]

    @cached_property
    def places(self) -> list[Page]:
        """What stands where on each page."""
        return pages_of(self.pdf.data)

    @property
    def text(self) -> str:
        """All text without white space: line ends differ from what was typed."""
        return squeezed("".join(self.pages))


def squeezed(text: str) -> str:
    """Return `text` without white space."""
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="session")
def fonts() -> FontSet:
    return installed_fonts(Path(settings.FONT_DIR))


@pytest.fixture(scope="session")
def paper(fonts):
    """A function that renders words."""

    def render(words: dict) -> Paper:
        return Paper(to_pdf(document_html(words, fonts=fonts), fonts=fonts))

    return render


@pytest.fixture(scope="session")
def narrative(paper) -> Paper:
    return paper(samples.announcement())


@pytest.fixture(scope="session")
def tabular(paper) -> Paper:
    return paper(samples.table_announcement())


@pytest.fixture(scope="session")
def papers(paper) -> dict[str, Paper]:
    """A paper of every form, rendered once; see paper_samples."""
    return {name: paper(words()) for name, words in KINDS.items()}
