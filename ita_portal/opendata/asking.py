"""The parameters of a question: read from the address, each checked, Thai digits or Arabic."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict

from ita_portal.opendata.columns import Column, Kind
from ita_portal.opendata.dataset import Dataset, Key, Selection
from ita_portal.opendata.problems import BAD_PARAMETER, NOT_FOUND, UNKNOWN_PARAMETER, Problem
from ita_portal.organisations.models import Office
from ita_portal.organisations.models.office import OFFICE_CODE
from ita_portal.thai.fiscal_year import FIRST_YEAR, LAST_YEAR
from ita_portal.thai.numerals import echo, narrow

USUAL_LIMIT = 100
MOST_ROWS = 1000
"""Rows in one page."""

_NUMBER = re.compile("[0-9]{1,9}")
_ITEM = re.compile("O[0-9]{1,3}")
_DATASET = re.compile("[a-z][a-z-]{0,40}")


@dataclass(frozen=True)
class Asked:
    """A question that makes sense; `limit` is None where none was given."""

    selection: Selection
    limit: int | None


def asked_of(dataset: Dataset, given: QueryDict) -> Asked:
    """Return what is asked of a table. Raises Problem for what cannot be understood or found."""
    known = {**{name: _READERS[name] for name in dataset.parameters}, "limit": _limit}
    values: dict[str, Any] = {}
    for name, texts in given.lists():
        if name not in {*known, "cursor"}:
            raise _unknown(name, [*known, "cursor"])
        if len(texts) > 1:
            raise _bad(name, "ระบุได้ครั้งเดียว", "may be given only once")
        if texts[0]:
            read = known.get(name)
            values[name] = read(texts[0]) if read else _cursor(texts[0], dataset)
    limit, after = values.pop("limit", None), values.pop("cursor", None)
    selection = Selection(**values, after=after)
    if selection.office:
        _require_office(selection.office)
    return Asked(selection, limit)


def cursor_of(key: Key) -> str:
    """Return the key of a row as it stands in an address."""
    text = json.dumps(key, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _bad(name: str, detail: str, detail_en: str) -> Problem:
    return Problem(BAD_PARAMETER, f"{name}: {detail}", f"{name}: {detail_en}", name)


def _unknown(name: str, known: list[str]) -> Problem:
    shown, names = echo(name), ", ".join(known)
    return Problem(
        UNKNOWN_PARAMETER,
        f"ไม่มีตัวเลือก “{shown}” ใช้ได้: {names}",
        f"There is no parameter “{shown}”; there are: {names}",
        shown,
    )


def _number(name: str, text: str, least: int, most: int) -> int:
    typed = narrow(text)
    if not _NUMBER.fullmatch(typed) or not least <= int(typed) <= most:
        raise _bad(
            name,
            f"“{echo(text)}” ต้องเป็นจำนวนเต็มตั้งแต่ {least} ถึง {most}",
            f"“{echo(text)}” is not a whole number from {least} to {most}",
        )
    return int(typed)


def _limit(text: str) -> int:
    return _number("limit", text, 1, MOST_ROWS)


def _fiscal_year(text: str) -> int:
    """Read a fiscal year; one of the common era is refused, since it may mean two."""
    return _number("fiscal_year", text, FIRST_YEAR, LAST_YEAR)


def _office(text: str) -> str:
    try:
        OFFICE_CODE(text)
    except ValidationError as error:
        told = f"“{echo(text)}” is not an office code: a-z, 0-9 and -, at most 32"
        raise _bad("office", f"“{echo(text)}” ไม่ใช่รหัสสำนักงาน", told) from error
    return text


def _require_office(code: str) -> None:
    if not Office.objects.filter(code=code, is_active=True).exists():
        raise Problem(NOT_FOUND, f"ไม่พบสำนักงานรหัส {code}", f"There is no office {code}", "office")


def _item(text: str) -> str:
    typed = narrow(text).upper()
    if not _ITEM.fullmatch(typed):
        told = f"“{echo(text)}” is not the code of an item, such as O18"
        raise _bad("item", f"“{echo(text)}” ไม่ใช่รหัสข้อ เช่น O18", told)
    return typed


def _dataset(text: str) -> str:
    if not _DATASET.fullmatch(text):
        raise _bad("dataset", f"“{echo(text)}” ไม่ใช่ชื่อชุดข้อมูล", f"“{echo(text)}” names no dataset")
    return text


_READERS: dict[str, Callable[[str], Any]] = {
    "office": _office,
    "fiscal_year": _fiscal_year,
    "item": _item,
    "dataset": _dataset,
}


def _cursor(text: str, dataset: Dataset) -> Key:
    """Return the key of the row behind which to go on."""
    try:
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        key = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError) as error:
        raise _bad_cursor() from error
    columns = dataset.key_columns
    if not isinstance(key, list) or len(key) != len(columns):
        raise _bad_cursor()
    if not all(map(_fits, columns, key)) or not re.fullmatch("[a-z0-9-]{1,40}", key[0]):
        raise _bad_cursor()
    return tuple(key)


def _fits(column: Column, value: object) -> bool:
    return type(value) is (int if column.kind is Kind.INTEGER else str)


def _bad_cursor() -> Problem:
    told = "is none that this table gave; begin again without it"
    return _bad("cursor", "ไม่ใช่ค่าที่ชุดข้อมูลนี้ให้ไว้ โปรดเริ่มใหม่โดยไม่ระบุ", told)
