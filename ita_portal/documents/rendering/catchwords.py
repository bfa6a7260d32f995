"""The catchword (คำต่อเนื่อง): a page that continues ends with the next page's first words.

CSS cannot see the next page: `patches.next_page` asks here when all pages are laid out, before
their margins are filled.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import get_log_attrs

Page = Any
"""A page box as WeasyPrint laid it out; the package has no types."""

FRESH = "doc-fresh"
"""The class of a heading that begins a page of its own."""

LONGEST = 22
"""Characters of the next page that are shown, at most; one word always is."""


def catchwords(pages: Sequence[Page]) -> list[str]:
    """Return what each of the laid-out `pages` ends with; "" where nothing goes on."""
    following = [first_line(page) for page in pages[1:]]
    return [catchword(line) if line else "" for line in (*following, "")]


def first_line(page: Page) -> str:
    """Return the first line of text on a page; nothing if it begins with a table or a drawing.

    What stands side by side is one line, as the number and the name of a member. A table repeats
    its head, which tells more than a catchword would; a drawing has no words. Nor has a page one
    that begins anew: what stands before it does not continue there.
    """
    for area in page.children:
        if not isinstance(area, boxes.MarginBox):
            return _first_line(area.descendants())
    return ""


def _first_line(found: Iterable[Any]) -> str:
    for box in found:
        if isinstance(box, boxes.TableBox | boxes.ReplacedBox) or _begins_anew(box):
            return ""
        if isinstance(box, boxes.FlexBox):
            return " ".join(
                filter(None, (_first_line(part.descendants()) for part in box.children))
            )
        if isinstance(box, boxes.LineBox):
            text = "".join(
                part.text for part in box.descendants() if isinstance(part, boxes.TextBox)
            )
            if text.strip():
                return " ".join(text.split())
    return ""


def _begins_anew(box: Any) -> bool:  # noqa: ANN401 - the package has no types
    return box.element is not None and FRESH in box.element.get("class", "").split()


def catchword(line: str) -> str:
    """Return the catchword for a page that begins with `line`: "/๓. ด้านการปรับปรุง..."."""
    shown = ""
    for word in _words(line):
        if shown and len(shown + word) > LONGEST:
            break
        shown += word
    return f"/{shown.strip()}..."


def _words(line: str) -> list[str]:
    """Cut `line` where Pango's dictionary lets a line break."""
    attributes = get_log_attrs(line, "th")
    cuts = [at for at in range(1, len(line)) if attributes[at].is_line_break]
    return [line[start:end] for start, end in zip([0, *cuts], [*cuts, len(line)], strict=True)]
