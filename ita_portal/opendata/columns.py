"""A column of a table: what it holds, in words and as a schema, and how a value is written.

Everything that describes a table – OpenAPI, dictionary, catalogue – and everything that writes it
reads these lines, so that neither can say what the other does not do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils import timezone

from assessments.rules.files.sheet import guarded
from ita_portal.thai.dates import buddhist_year

Value = str | int | bool | Decimal | date | datetime | None
Row = tuple[Value, ...]
"""The values of a row, in the order of the table's columns."""

_TWO_PLACES = Decimal("0.01")


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    MOMENT = "date-time"
    URL = "url"
    BOOLEAN = "boolean"


_SCHEMAS: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {"type": "string"},
    Kind.INTEGER: {"type": "integer"},
    Kind.DECIMAL: {"type": "string", "pattern": r"^[0-9]+\.[0-9]{2}$"},
    Kind.DATE: {"type": "string", "format": "date"},
    Kind.MOMENT: {"type": "string", "format": "date-time"},
    Kind.URL: {"type": "string", "format": "uri"},
    Kind.BOOLEAN: {"type": "boolean"},
}


@dataclass(frozen=True)
class Column:
    """A column by its name in files; `th` and `en` say what it holds, `values` what it may be.

    Columns that are `is_key` stand first and tell one row from another; a table is in their order.
    """

    name: str
    kind: Kind
    th: str
    en: str
    is_key: bool = False
    may_be_empty: bool = False
    values: tuple[str, ...] = ()

    def schema(self) -> dict[str, Any]:
        """Return the JSON schema of a value."""
        found: dict[str, Any] = dict(_SCHEMAS[self.kind])
        if self.values:
            found["enum"] = [*self.values, *([None] if self.may_be_empty else [])]
        if self.may_be_empty:
            found["type"] = [found["type"], "null"]
        return found | {"title": self.th, "description": self.en}


def as_json(value: Value) -> str | int | bool | None:
    """Return a value as JSON holds it: days and moments by ISO 8601, decimals as text."""
    if isinstance(value, Decimal):
        return str(value.quantize(_TWO_PLACES))
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return value


def as_cell(value: Value) -> str:
    """Return a value as a cell of a CSV file; no spreadsheet takes it for a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return guarded(value)
    return str(as_json(value))


def day_and_year(moment: datetime | date | None) -> tuple[date | None, int | None]:
    """Return the day of a moment in Bangkok and its year of the Buddhist era."""
    if moment is None:
        return None, None
    day = timezone.localtime(moment).date() if isinstance(moment, datetime) else moment
    return day, buddhist_year(day)


def day_columns(name: str, th: str, en: str, *, may_be_empty: bool = False) -> tuple[Column, ...]:
    """Return the two columns of a day: `<name>_on` by ISO 8601 and `<name>_year_be`."""
    return (
        Column(f"{name}_on", Kind.DATE, th, f"{en} (ISO 8601)", may_be_empty=may_be_empty),
        Column(
            f"{name}_year_be",
            Kind.INTEGER,
            f"ปี พ.ศ. ของวันที่{th.removeprefix('วันที่')}",
            f"Buddhist-era calendar year of {name}_on",
            may_be_empty=may_be_empty,
        ),
    )


LIST_VERIFIED = Column(
    "list_verified",
    Kind.BOOLEAN,
    "รายการของปีนั้นอ่านจากเอกสารของเขตพื้นที่การศึกษาแล้วหรือไม่ ว่างเมื่อไม่มีรายการของปี",
    "Whether the year's framework was read in the offices' own sources; empty where there is none",
    may_be_empty=True,
)
OFFICE_CODE = Column(
    "office_code", Kind.TEXT, "รหัสสำนักงาน", "Code of the office in this portal", is_key=True
)
OFFICE_NAME = Column("office_name", Kind.TEXT, "ชื่อสำนักงาน", "Full name of the office, in Thai")
FISCAL_YEAR = Column(
    "fiscal_year",
    Kind.INTEGER,
    "ปีงบประมาณ พ.ศ.",
    "Fiscal year by its Buddhist-era number: 2564 is 1 October 2020 to 30 September 2021",
    is_key=True,
)
YEAR_STARTS_ON = Column(
    "fiscal_year_starts_on",
    Kind.DATE,
    "วันแรกของปีงบประมาณ",
    "First day of the fiscal year (ISO 8601, common era)",
)
