"""Frozen words made ready for print: escaped, in the paper's digits, names kept on one line.

A user's text is only ever a value: what leaves this module is escaped and holds no tag but
the spans that are put in here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from ita_portal.thai.dates import MONTHS
from ita_portal.thai.numerals import INVISIBLE, thai_digits_in_prose

VERBATIM = frozenset(
    {"kind", "digits", "code", "url", "key", "width", "align", "type", "emblem", "sha256"}
)
"""Keys whose values are not prose: they stay as they are, and the template escapes them."""

DRAWN = "chart"
"""The key of a chart, which is data: who draws it makes its texts ready for print."""

NEVER_PRINTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufff9-\uffff"
    "\U000e0000-\U0010ffff" + INVISIBLE + "]"
)
"""Controls, private-use characters and marks of direction: none of them is a word."""

_DIGIT = "[0-9๐-๙]"
_FIGURE = rf"{_DIGIT}+(?:[.,]{_DIGIT}+)*"
_COUNTED = "คะแนน|บาท|ประเด็น|ข้อ|เดือน|ปี|วัน|คน|แห่ง|เรื่อง|ครั้ง|ตัวชี้วัด|ตัว|ฉบับ|รายการ|กลุ่ม|ขั้นตอน|มาตรการ"
"""What figures in papers count: at the end of a line a figure alone reads ill."""
_TOGETHER = re.compile(
    rf"(?:{_DIGIT}{{1,2}} +(?:{'|'.join(MONTHS)}) +)?พ\.ศ\. *{_DIGIT}{{4}}"
    rf"|{_DIGIT}{{1,2}} +(?:{'|'.join(MONTHS)})(?: +{_DIGIT}{{4}})?"
    rf"|(?:มาตรา|ข้อ|ร้อยละ|ตัวชี้วัดที่|เขต) +{_DIGIT}+(?:\.{_DIGIT}+)?"
    r"|(?:ประจำ)?ปีงบประมาณ"  # the dictionary would part it after the year
)
_COUNT = re.compile(
    rf"(?<![.,])(?<!{_DIGIT}){_FIGURE} +(?:{_COUNTED})"
    rf"|(?:ลำ|อัน)ดับที่ +{_FIGURE}"
)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[!-;=?-~]{1,52}(?![!-;=?-~])|[!-;=?-~]{1,40}@[!-;=?-~]{3,20}"
)
"""A web or mail address that fits into a line; escaped text is looked at, so `&` ends none."""
_SYMBOL = re.compile("[\u2190-\u22ff\u2300-\u2bff]+")


def printed(words: Mapping[str, Any]) -> dict[str, Any]:
    """Return `words` with every text ready for a template, as `printed_text` makes it.

    `words["digits"]` is "thai" or "arabic". Keys and shape stay; see VERBATIM for what is
    left alone.
    """
    thai = words.get("digits") == "thai"
    return {key: _printed(key, value, thai=thai) for key, value in words.items()}


def _printed(key: str, value: Any, *, thai: bool) -> Any:  # noqa: ANN401 - JSON has no one type
    if key == DRAWN:
        return _without_controls(value)
    if isinstance(value, Mapping):
        return {inner: _printed(inner, item, thai=thai) for inner, item in value.items()}
    if isinstance(value, list | tuple):
        return [_printed(key, item, thai=thai) for item in value]
    if isinstance(value, str):
        clean = NEVER_PRINTED.sub("", value)
        return clean if key in VERBATIM else printed_text(clean, thai=thai)
    return value


def _without_controls(value: Any) -> Any:  # noqa: ANN401 - as above
    if isinstance(value, Mapping):
        return {key: _without_controls(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_without_controls(item) for item in value]
    return NEVER_PRINTED.sub("", value) if isinstance(value, str) else value


def printed_text(text: str, *, thai: bool) -> SafeString:
    """Return `text` as safe HTML: no controls, escaped, with Thai digits if `thai`.

    Dates, “พ.ศ. ๒๕๖๓”, “มาตรา ๙” and their like stand in a span that does not break, as do
    addresses that fit into a line, and figures with what they count; symbols in one that sets
    them smaller, since they come from another typeface.
    """
    text = NEVER_PRINTED.sub("", text)
    if thai:
        text = thai_digits_in_prose(text)
    html = str(escape(text))
    html = _TOGETHER.sub(r'<span class="nb">\g<0></span>', html)
    html = _COUNT.sub(r'<span class="count">\g<0></span>', html)
    html = _ADDRESS.sub(r'<span class="url">\g<0></span>', html)
    html = _SYMBOL.sub(r'<span class="sym">\g<0></span>', html)
    return mark_safe(html)  # noqa: S308 - escaped above; only the two spans were added
