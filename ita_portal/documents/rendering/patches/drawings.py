"""The words of a drawing (inline SVG) stand in the paper's typeface, drawn whole.

WeasyPrint draws SVG text one code point at a time, so each Thai mark is set on a dotted circle
instead of its letter. And it passes neither typeface nor size of the page on to an inline
drawing, as a browser does: its words came in whatever sans-serif the machine has.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint import html, svg

Node = Any
"""WeasyPrint's element, box, drawing or node; the package has no types."""

_SVG = "{http://www.w3.org/2000/svg}svg"
_PLACES = ("x", "y", "dx", "dy", "rotate")
_LETTER_BY_LETTER = ("letter-spacing", "textLength")

ORIGINAL_TEXT = svg.TAGS["text"]
ORIGINAL_HANDLER = html.HTML_HANDLERS[_SVG]


class Whole(str):
    """A text that counts as one letter, so that HarfBuzz sees all of it."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        yield str(self)


def draw_text(drawing: Node, node: Node, font_size: float) -> None:
    """Draw a text node whole, unless its letters have places of their own."""
    placed = any(len(node.get(name, "").replace(",", " ").split()) > 1 for name in _PLACES)
    if node.text and not placed and not any(node.get(name) for name in _LETTER_BY_LETTER):
        node._etree_node.text = Whole(node.text)
    ORIGINAL_TEXT(drawing, node, font_size)


def inherit_type(element: Node, box: Node, *rest: object) -> list[Node]:
    """Give an inline drawing the typeface and the size (CSS pixels) of the text around it."""
    family = ", ".join(box.style["font_family"])
    for name, value in (("font-family", family), ("font-size", f"{box.style['font_size']:g}")):
        if not element.get(name):
            element.set(name, value)
    boxes: list[Node] = ORIGINAL_HANDLER(element, box, *rest)
    return boxes


def apply() -> None:
    """Let WeasyPrint draw SVG text whole, and in the page's typeface."""
    svg.text = draw_text  # which draw_node compares the tags' functions with
    svg.TAGS.update(dict.fromkeys(("text", "tspan", "textPath", "a"), draw_text))
    html.HTML_HANDLERS[_SVG] = inherit_type
