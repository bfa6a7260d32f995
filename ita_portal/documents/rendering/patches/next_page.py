"""The catchword is written in one layout: WeasyPrint's margin boxes cannot see the next page.

When all pages stand, and before their margins are filled, the first words of each page are given
to the one before it as the named string `catchword`, which the style sheet puts at its foot:
`content: string(catchword)`. A second layout for them would double the time of every paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint import layout

from ita_portal.documents.rendering.catchwords import catchwords

Box = Any
"""A box or the context of WeasyPrint's layout; the package has no types."""

NAME = "catchword"
ORIGINAL = layout.make_all_pages


def make_all_pages(context: Box, *rest: object) -> Iterator[Box]:
    """Lay the pages out, and note for each what it ends with; run again, it notes it anew."""
    pages = list(ORIGINAL(context, *rest))
    noted = context.string_set[NAME]
    noted.clear()
    noted.update({number: [words] for number, words in enumerate(catchwords(pages), 1)})
    yield from pages


def apply() -> None:
    """Let a page end with the first words of the next."""
    layout.make_all_pages = make_all_pages
