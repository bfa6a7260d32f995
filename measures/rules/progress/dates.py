"""The dates of rounds before anybody sets others, and the days of reminders: facts in a file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ita_portal.thai.fiscal_year import BUDDHIST_ERA

_FILE = Path(__file__).with_name("rounds.toml")


@dataclass(frozen=True)
class RoundDates:
    """When a round opens, up to when results count, and by when groups are asked to be done."""

    opens_on: date
    cut_off_on: date
    due_on: date


@dataclass(frozen=True)
class ReminderDays:
    """Days before the due day, and the rhythm and number of reminders after it."""

    before: tuple[int, ...]
    late_every: int
    late_most: int


def default_dates(fiscal_year: int, months: int) -> RoundDates:
    """Return the dates that the 6- or 12-month round of a Buddhist fiscal year begins with."""
    told = _facts()["rounds"][str(months)]
    days = (f"{fiscal_year - BUDDHIST_ERA}-{told[key]}" for key in ("opens", "cut_off", "due"))
    return RoundDates(*map(date.fromisoformat, days))


def note_on_dates() -> str:
    """Return the sentence that says how certain the dates are."""
    return str(_facts()["note"])


def reminder_days() -> ReminderDays:
    """Return when people are reminded."""
    told = _facts()["reminders"]
    return ReminderDays(tuple(told["before"]), told["late_every"], told["late_most"])


@cache
def _facts() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
