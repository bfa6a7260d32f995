"""The HTML of a paper: the fragment that is read on screen, and the page that is printed.

Both come from the same partial, so what is read before signing is what is printed after it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from ita_portal.documents.rendering.fonts import FontSet
from ita_portal.documents.rendering.prose import NEVER_PRINTED, printed, printed_text
from ita_portal.documents.rendering.qr import qr_data_uri
from ita_portal.thai.dates import parse_date

TALL_ROW = 700
"""Characters from which a table row may break over pages; a shorter one stays whole."""

_KIND = re.compile(r"[a-z_]+")
_IMAGE = re.compile(r"data:image/(?:png|jpeg|svg\+xml)[;,]")


def body_html(words: Mapping[str, Any]) -> SafeString:
    """Return the paper as an HTML fragment for `<article class="paper">`.

    The words decide all of it: the same words give the same fragment. Raises ValueError for
    words of no kind or with an emblem that is not a data URI.
    """
    if not _KIND.fullmatch(words["kind"]):
        raise ValueError(f"{words['kind']!r} is no kind of paper")
    context = {**printed(words), "emblem": _emblem(words.get("emblem"))}
    if context.get("table"):
        context["table"] = _table(context["table"], thai=words.get("digits") == "thai")
    if context.get("verification"):
        context["verification"]["qr"] = qr_data_uri(words["verification"]["url"])
    return render_to_string(f"documents/{words['kind']}/body.html", context)


def document_html(words: Mapping[str, Any], *, fonts: FontSet) -> str:
    """Return the whole HTML page from which `pdf.to_pdf` makes the PDF, styles included.

    Raises as `body_html` does.
    """
    context = {
        "title": NEVER_PRINTED.sub("", document_title(words)),
        "author": NEVER_PRINTED.sub("", words["office_name"]),
        "dated_on": _iso_date(words.get("dated", "")),
        "family": mark_safe(f'"{fonts.name}"'),  # noqa: S308 - a constant of fonts.py
        "size": fonts.size,
        "draft_mark": words.get("draft_mark", ""),
        "body": body_html(words),
    }
    return render_to_string("documents/pdf.html", context)


def document_title(words: Mapping[str, Any]) -> str:
    """Return the paper's title in one line: its heading and its subject."""
    subject = " ".join(words["subject_lines"])
    return f"{words['heading']} เรื่อง {subject}" if subject else str(words["heading"])


def _iso_date(dated: str) -> str:
    """Return the day on which the paper is dated, or nothing while it has none."""
    try:
        return parse_date(dated).isoformat()
    except ValueError:
        return ""


def _emblem(value: str | None) -> str:
    """Return the emblem's data URI, or nothing.

    Only a data URI is frozen with the words; a file's content could change under a paper.
    """
    if value and not _IMAGE.match(value):
        raise ValueError("an emblem must be a data URI of a PNG, JPEG or SVG image")
    return value or ""


def _table(table: Mapping[str, Any], *, thai: bool) -> dict[str, Any]:
    """Return a table as the template wants it: cells in the order of the columns."""
    columns = table["columns"]
    groups = [
        {**group, "rows": [_row(row["cells"], columns, thai=thai) for row in group["rows"]]}
        for group in table["groups"]
    ]
    return {**table, "groups": groups}


def _row(
    cells: Mapping[str, Any], columns: Sequence[Mapping[str, Any]], *, thai: bool
) -> dict[str, Any]:
    shown = [
        {"title": column["title"], **_cell(cells.get(column["key"], ""), thai=thai)}
        for column in columns
    ]
    size = max((cell["length"] for cell in shown), default=0)
    return {"cells": shown, "tall": size > TALL_ROW}


def _cell(value: str | list[str], *, thai: bool) -> dict[str, Any]:
    """Return one cell; a list of several lines is numbered here, so that a copy has the numbers."""
    if isinstance(value, list) and len(value) < 2:
        value = value[0] if value else ""
    if isinstance(value, str):
        return {"text": value, "lines": [], "length": len(value)}
    lines = [
        {"number": printed_text(f"{number}.", thai=thai), "text": line}
        for number, line in enumerate(value, 1)
    ]
    return {"text": "", "lines": lines, "length": sum(map(len, value))}
