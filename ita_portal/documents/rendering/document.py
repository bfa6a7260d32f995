"""The HTML of a paper: the fragment that is read on screen, and the page that is printed.

Both come from the same partial, so what is read before signing is what is printed after it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from ita_portal.documents.kinds import KINDS
from ita_portal.documents.rendering.blocks import parts_for_print
from ita_portal.documents.rendering.fonts import FontSet
from ita_portal.documents.rendering.headings import heading_lines
from ita_portal.documents.rendering.prose import NEVER_PRINTED, printed, printed_text
from ita_portal.documents.rendering.qr import qr_data_uri
from ita_portal.documents.rendering.tables import table_for_print
from ita_portal.thai.dates import parse_date, plain_date, short_date

_KIND = re.compile(r"[a-z_]+")
_SPOKEN = re.compile("</title><desc[^>]*>(.*?)</desc>", re.DOTALL)
"""A drawing's title and description: in a PDF a screen reader hears the title alone."""

_IMAGE = re.compile(r"data:image/(?:png|jpeg|svg\+xml)[;,]")


def body_html(
    words: Mapping[str, Any], *, is_printed: bool = False, photos_at: str = ""
) -> SafeString:
    """Return the paper as an HTML fragment for `<article class="paper">`.

    Photographs are in it when it `is_printed`, or when `photos_at` is the address below which each
    is found by the number of its file; else their captions stand for them.

    The words decide all of it: the same words give the same fragment. Raises ValueError for
    words of no kind, with a block of no type, or with an emblem that is not a data URI.
    """
    if not _KIND.fullmatch(words["kind"]):
        raise ValueError(f"{words['kind']!r} is no kind of paper")
    context = {**printed(words), "emblem": _emblem(words.get("emblem"))}
    context |= {"printed": is_printed, "photos_at": photos_at}
    thai = words.get("digits") == "thai"
    context |= _day_of_memo(words.get("dated", ""), thai=thai)
    if context.get("table"):
        context["table"] = table_for_print(context["table"], thai=thai)
    if context.get("parts"):
        lines = heading_lines(words["heading"])
        context["heading_lines"] = [printed_text(line, thai=thai) for line in lines]
        for key in {"parts", "annexes"} & context.keys():
            context[key] = parts_for_print(context[key], thai=thai)
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
        "counting": "thai" if words.get("digits") == "thai" else "decimal",
        "body": mark_safe(_SPOKEN.sub(r". \1</title>", body_html(words, is_printed=True))),  # noqa: S308 - it is safe
    }
    return render_to_string("documents/pdf.html", context)


def document_title(words: Mapping[str, Any]) -> str:
    """Return the paper's title in one line: its heading and its subject, as its kind joins them."""
    subject = " ".join(words["subject_lines"])
    between = KINDS[words["kind"]].before_subject if subject else ""
    return " ".join(part for part in (words["heading"], between, subject) if part)


def _day_of_memo(dated: str, *, thai: bool) -> dict[str, SafeString]:
    """Return the day as the head of a memo has it, and as it stands beside a signature."""
    try:
        day = parse_date(dated)
    except ValueError:
        return {}
    plain, short = plain_date(day), short_date(day)
    return {
        "dated_plain": printed_text(plain, thai=thai),
        "dated_short": printed_text(short, thai=thai),
    }


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
