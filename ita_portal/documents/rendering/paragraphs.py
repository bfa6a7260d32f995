"""The paragraphs of a paper, numbered: what a comment stands at, and what differences are told of.

A paragraph is what a reader would point at: a paragraph of text, a heading, a point of a list, a
row of a table. Their places count from 1 in the order of the paper. What comes to the paper or
goes from it between the proposal and the signature has no place, so that a place means the same
in both: the draft mark, number, day, signature and verification. A template marks anything else
of that kind with the class `doc-outside`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from ita_portal.documents.rendering.document import body_html

EXCERPT = 80
"""How many letters of a paragraph stand for it."""

_TAGS = frozenset({"p", "h1", "h2", "h3", "h4", "li", "tr", "dt", "dd", "figcaption"})
_OUTSIDE_TAGS = frozenset({"thead", "details", "svg", "nav"})
_OUTSIDE = frozenset(
    {
        "doc-draft-mark",
        "doc-emblem",
        "doc-sign",
        "doc-dated",
        "doc-verification",
        "doc-photo-note",
        "doc-outside",
    }
)
_VOID = frozenset({"img", "br", "col", "hr", "input", "wbr"})


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with its place, from 1, and its text as it is read on the paper."""

    place: int
    text: str

    @property
    def excerpt(self) -> str:
        """The first words of the text."""
        return self.text if len(self.text) <= EXCERPT else f"{self.text[: EXCERPT - 1].rstrip()}…"


def paragraphs_of(words: Mapping[str, Any]) -> list[Paragraph]:
    """Return the paragraphs of a paper. The same words give the same places."""
    found = _found(body_html(words))
    return [Paragraph(place, one.text) for place, one in enumerate(found, 1)]


def placed_html(
    words: Mapping[str, Any],
    *,
    prefix: str = "p",
    photos_at: str = "",
    notes: Mapping[int, Sequence[str]] | None = None,
) -> SafeString:
    """Return the paper as `body_html` does, with `id="<prefix><place>"` on each paragraph.

    `notes` are remarks by place; each stands below its paragraph, escaped unless it is safe.
    """
    html = body_html(words, photos_at=photos_at)
    pieces, done = [], 0
    for place, one in enumerate(_found(html), 1):
        pieces += [html[done : one.id_at], f' id="{prefix}{place}"', html[one.id_at : one.notes_at]]
        pieces += [_note(one, note) for note in (notes or {}).get(place, ())]
        done = one.notes_at
    return mark_safe("".join([*pieces, html[done:]]))  # noqa: S308 - body_html's own, and escaped notes


def _note(at: _Found, note: str) -> str:
    said = f'<div class="doc-remark" role="note">{conditional_escape(note)}</div>'
    if at.tag == "tr":
        return f'<tr class="doc-remark-row"><td colspan="{at.cells or 1}">{said}</td></tr>'
    return said


@dataclass
class _Found:
    """A paragraph in the HTML: where its id goes, and where remarks about it go."""

    tag: str
    id_at: int
    depth: int
    notes_at: int = 0
    cells: int = 0
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())


def _found(html: str) -> list[_Found]:
    reader = _Reader(html)
    reader.feed(html)
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    """Finds the outermost paragraphs of a fragment that our own templates made."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[_Found] = []
        self._html = html
        self._lines = [0]
        self._open: list[str] = []
        self._outside: int | None = None
        self._now: _Found | None = None
        while (end := html.find("\n", self._lines[-1])) >= 0:
            self._lines.append(end + 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        self._open.append(tag)
        if self._outside is not None:
            return
        classes = (dict(attrs).get("class") or "").split()
        if tag in _OUTSIDE_TAGS or not _OUTSIDE.isdisjoint(classes):
            self._outside = len(self._open)
        elif self._now is not None:
            self._within(self._now, tag)
        elif tag in _TAGS:
            self._now = _Found(tag, self._at() + 1 + len(tag), len(self._open))

    def _within(self, one: _Found, tag: str) -> None:
        if tag in {"td", "th", "li", "p"}:
            one.texts.append(" ")
            one.cells += tag in {"td", "th"}

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or tag not in self._open:
            return
        depth = len(self._open) - self._open[::-1].index(tag)
        del self._open[depth - 1 :]
        if self._outside is not None and depth <= self._outside:
            self._outside = None
        if self._now is not None and depth <= self._now.depth:
            self._end(self._now)

    def _end(self, one: _Found) -> None:
        inside = one.tag in {"li", "dd", "dt"}
        one.notes_at = self._at() if inside else self._html.index(">", self._at()) + 1
        if one.text:
            self.found.append(one)
        self._now = None

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Nothing is in it."""

    def handle_data(self, data: str) -> None:
        if self._now is not None and self._outside is None:
            self._now.texts.append(data)

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column


def place_of(excerpt: str, near: int, paragraphs: Sequence[Paragraph]) -> int | None:
    """Return the place of the paragraph that begins as `excerpt` does, nearest to `near`.

    None when no paragraph does.
    """
    places = [one.place for one in paragraphs if one.excerpt == excerpt]
    if not places:
        return None
    at = bisect_left(places, near)
    return min(places[max(at - 1, 0) : at + 1], key=lambda place: abs(place - near))
