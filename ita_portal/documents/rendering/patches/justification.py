"""Justified Thai lines spread between the letters, as Word's “Thai distributed” does.

WeasyPrint justifies by widening spaces only. Thai puts spaces between phrases, not words: lines
with one space get a hole, lines without any stay short.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text import line_break
from weasyprint.text.ffi import TO_UNITS, ffi, pango

Box = Any
"""One of WeasyPrint's boxes, contexts or layouts; the package has no types."""

_MARK = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u200b]")  # stand above or below a letter
_THAI = re.compile("[ก-๛]")
_SHARES_OF_A_SPACE = 4
_FEWEST_SHARES = 10
_WIDEST_SHARE = 0.05
"""Of the size of the letters: a line that would be pulled farther apart, since a long address
follows it, stays short instead."""

ORIGINAL_LINE = inline.justify_line
ORIGINAL_SET_TEXT = line_break.Layout.set_text


def shares(text: str) -> int:
    """Return into how many equal parts a line's slack is cut: 1 a letter, 4 a space."""
    return len(_MARK.sub("", text)) + (_SHARES_OF_A_SPACE - 1) * text.count(" ")


def justify_line(context: Box, line: Box, slack: float) -> None:
    """Make `line` wider by `slack` (CSS pixels), between letters if it is a line of Thai text."""
    text = "".join(box.text for box in _text_boxes(line)).rstrip()
    gaps = shares(text) - 1
    if not _THAI.search(text) or gaps < _FEWEST_SHARES or not _only_text(line):
        ORIGINAL_LINE(context, line, slack)
        return
    if slack / gaps > _WIDEST_SHARE * line.style["font_size"]:
        return
    moved = 0.0
    for child in line.children:
        moved = _spread(context, child, slack / gaps, moved)
    line.width += slack


def _text_boxes(box: Box) -> Iterator[Box]:
    if isinstance(box, boxes.TextBox):
        yield box
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        for child in box.children:
            yield from _text_boxes(child)


def _only_text(line: Box) -> bool:
    return all(isinstance(child, boxes.TextBox | boxes.InlineBox) for child in line.children)


def _spread(context: Box, box: Box, share: float, moved: float) -> float:
    """Move `box` right by `moved`, widen its text, and return how far the next box moves."""
    box.position_x += moved
    if isinstance(box, boxes.TextBox):
        layout = line_break.create_layout(box.text, box.style, context, None, 0)
        layout.thai_share = share
        layout.deactivate()
        box.pango_layout = layout
        gained = share * shares(box.text)
        box.width += gained
        return moved + gained
    start = moved
    for child in getattr(box, "children", ()):
        moved = _spread(context, child, share, moved)
    box.width += moved - start
    return moved


def set_text(layout: Box, text: str, justify: bool = False) -> None:  # noqa: FBT001, FBT002
    """Give `layout` its text; when it is drawn, with the spacing that the line was given."""
    ORIGINAL_SET_TEXT(layout, text, justify)
    share = getattr(layout, "thai_share", 0)
    if justify and share and layout.text:
        _space_letters(layout, share)


def _space_letters(layout: Box, share: float) -> None:
    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    encoded = layout.text.encode()
    spaces = [(*space.span(), _SHARES_OF_A_SPACE * share) for space in re.finditer(b" ", encoded)]
    for start, end, width in [(0, len(encoded), share), *spaces]:
        attribute = pango.pango_attr_letter_spacing_new(int(width * TO_UNITS))
        attribute.start_index, attribute.end_index = start, end
        pango.pango_attr_list_change(attributes, attribute)
    pango.pango_layout_set_attributes(layout.layout, attributes)


def apply() -> None:
    """Let WeasyPrint justify by letters."""
    inline.justify_line = justify_line
    line_break.Layout.set_text = set_text
