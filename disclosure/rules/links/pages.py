"""What a page of the web says: its title, its words, whether it asks for a password."""

from __future__ import annotations

import codecs
import html
import re
from dataclasses import dataclass

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_THAI = {"tis-620": "cp874", "windows-874": "cp874", "iso-8859-11": "cp874", "cp874": "cp874"}
_TITLE = re.compile(r"<title[^>]{0,200}>(.{0,600}?)</title", re.IGNORECASE | re.DOTALL)
_HEADING = re.compile(r"<h[12][^>]{0,500}>(.{0,300}?)</h[12]", re.IGNORECASE | re.DOTALL)
_HIDDEN = re.compile(r"<(script|style|noscript|template|svg)\b", re.IGNORECASE)
_ENDS = {
    name: re.compile(f"</{name}", re.IGNORECASE)
    for name in ("script", "style", "noscript", "template", "svg")
}
_TAG = re.compile(r"<[^<>]{0,5000}>")
_META = re.compile(r"<meta\s[^<>]{0,1000}>", re.IGNORECASE)
_REFRESH = re.compile(r"http-equiv\s*=\s*[\"']?refresh", re.IGNORECASE)
_TO = re.compile(
    r"content\s*=\s*([\"'])\s*([0-9.]*)\s*[;,]?\s*url\s*=\s*['\"]?(.*?)\1", re.I | re.S
)
_PASSWORD = re.compile(r"<input\b[^<>]{0,1000}type\s*=\s*[\"']?password", re.IGNORECASE)
_SHOWS = re.compile(r"<(?:img|iframe|frame|embed|object|video|canvas|script|svg)\b", re.IGNORECASE)
_SOON = 15.0
_HEAD = 60_000
"""Characters in which the title is looked for."""


@dataclass(frozen=True)
class WebPage:
    """The words of a page. `text` is what is seen of it in one line, `shows_more` whether it holds
    pictures, frames or programs that may show what no text says; `refresh` is where it sends on.
    """

    title: str
    headings: str
    text: str
    asks_password: bool
    shows_more: bool
    refresh: str = ""

    @property
    def said(self) -> str:
        """Title and headings."""
        return f"{self.title} {self.headings}"


def read_page(body: bytes, content_type: str = "") -> WebPage:
    """Return what the beginning of a page says; any bytes give something. Takes linear time."""
    source = body.decode(_charset(body, content_type), "replace")
    seen = _without_hidden(source)
    title = _TITLE.search(source[:_HEAD])
    return WebPage(
        title=_words(title[1]) if title else "",
        headings=" ".join(_words(one[1]) for one in _HEADING.finditer(seen)),
        text=_words(_TITLE.sub(" ", seen, count=1)),
        asks_password=bool(_PASSWORD.search(seen)),
        shows_more=bool(_SHOWS.search(source)),
        refresh=_refresh(source),
    )


def _charset(body: bytes, content_type: str) -> str:
    told = _CHARSET.search(content_type.encode("ascii", "ignore")) or _CHARSET.search(body[:2048])
    name = told[1].decode().lower() if told else "utf-8"
    name = _THAI.get(name, name)
    try:
        is_text = codecs.lookup(name)._is_text_encoding
    except LookupError:
        is_text = False
    return name if is_text else "utf-8"


def _without_hidden(source: str) -> str:
    """Return the source without comments, programs and styles."""
    source = _without(source, "<!--", "-->")
    kept, place = [], 0
    while match := _HIDDEN.search(source, place):
        kept.append(source[place : match.start()])
        end = _ENDS[match[1].lower()].search(source, match.end())
        if end is None:
            return "".join(kept)
        place = end.start()
    return "".join([*kept, source[place:]])


def _without(source: str, begin: str, end: str) -> str:
    """Return the source without what stands between the two signs."""
    kept = []
    for number, part in enumerate(source.split(begin)):
        kept.append(part.partition(end)[2] if number and end in part else "" if number else part)
    return "".join(kept)


def _words(source: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", source)).split())


def _refresh(source: str) -> str:
    for meta in _META.finditer(source[:20_000]):
        to = _TO.search(meta[0]) if _REFRESH.search(meta[0]) else None
        if to and float(to[2].strip(".") or 0) <= _SOON:
            return html.unescape(to[3]).strip()
    return ""
