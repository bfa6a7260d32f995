"""Filters that show values as Thai offices write them; each gives "–" where there is no value.

The digits stay Arabic; `thai_digits` comes last where a paper wants Thai ones, and before
any filter that makes HTML, whose character references it would break.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils import timezone

from ita_portal.thai import dates, numerals, text
from ita_portal.thai.fiscal_year import FiscalYear

register = template.Library()
register.filter("thai_digits", numerals.thai_digits)
register.filter("thai_digits_in_prose", numerals.thai_digits_in_prose)

# A template's unknown variable is "", whatever the types promise; a score of 0 is a value.
_NO_VALUE: tuple[object, ...] = (None, "")


def _local_day(value: date) -> date:
    """Return the day here: in UTC a Bangkok morning still belongs to the day before."""
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


def _dated(value: date | None, written: Callable[[date], str]) -> str:
    return written(_local_day(value)) if value else numerals.NOTHING


@register.filter
def full_date(value: date | None) -> str:
    """Return "25 มิถุนายน พ.ศ. 2563" for a day or an aware moment."""
    return _dated(value, dates.full_date)


@register.filter
def plain_date(value: date | None) -> str:
    """Return "25 มิถุนายน 2563" for a day or an aware moment."""
    return _dated(value, dates.plain_date)


@register.filter
def short_date(value: date | None) -> str:
    """Return "25 มิ.ย. 2563" for a day or an aware moment."""
    return _dated(value, dates.short_date)


@register.filter
def time_of(value: datetime | None) -> str:
    """Return "20 พ.ย. 2569 14:20 น." in the current time zone.

    Raises ValueError for a moment without a time zone.
    """
    if not value:
        return numerals.NOTHING
    local = timezone.localtime(value)
    return f"{dates.short_date(local)} {local.hour:02}:{local.minute:02} น."


@register.filter
def score(value: Decimal | None) -> str:
    """Return "91.25": two decimals, rounded half up."""
    return numerals.NOTHING if value in _NO_VALUE else numerals.format_score(value)


@register.filter
def signed(value: Decimal | None) -> str:
    """Return a change as "+3.83" or "−5.42"."""
    return numerals.NOTHING if value in _NO_VALUE else numerals.signed(value)


@register.filter
def file_size(value: int | None) -> str:
    """Return a number of bytes as "420 กิโลไบต์"."""
    return numerals.NOTHING if value is None or value in _NO_VALUE else text.file_size(value)


@register.filter
def fiscal_label(value: FiscalYear | int | None) -> str:
    """Return "ปีงบประมาณ พ.ศ. 2568" for a fiscal year or its number."""
    if not value:
        return numerals.NOTHING
    return (value if isinstance(value, FiscalYear) else FiscalYear(value)).label
