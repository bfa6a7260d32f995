"""What a template of a paper is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ita_portal.documents.models import Document
from ita_portal.organisations.models import Office, User
from ita_portal.papers.kinds.outline import FIRST, PLAIN
from ita_portal.papers.rules.content import new_key

ITA = "การประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ"
"""The official name of the assessment."""


@dataclass(frozen=True)
class Wanted:
    """What a paper is begun for. `year` is a Buddhist fiscal year, `months` 6 or 12."""

    office: Office
    year: int
    months: int
    by: User
    on: date


@dataclass(frozen=True)
class Started:
    """A paper as it begins; `note` tells what could not be filled in, and why.

    `replaces` is the signed paper in whose place it is written.
    """

    kind: str
    subject: str
    content: dict[str, Any] = field(default_factory=dict)
    note: str = ""
    replaces: Document | None = None


@dataclass(frozen=True)
class Template:
    """A paper of the yearly work. `has_months` is whether it is of a round of reporting."""

    code: str
    name: str
    told: str
    place: int
    start: Callable[[Wanted], Started]
    has_months: bool = False


def points(*texts: str, lead: str = "") -> list[dict[str, str]]:
    """Return rows: a plain paragraph if there is a `lead`, then a point for each text."""
    rows = [(PLAIN, lead)] if lead else []
    rows += [(FIRST, text) for text in texts]
    return [{"key": new_key(), "level": level, "text": text} for level, text in rows]


def plain(*texts: str) -> list[dict[str, str]]:
    """Return a plain paragraph for each text."""
    return [{"key": new_key(), "level": PLAIN, "text": text} for text in texts]


def listed(texts: Sequence[str]) -> list[dict[str, str]]:
    """Return the rows of a list of papers."""
    return [{"key": new_key(), "text": text} for text in texts]
