"""What a check finds: how bad it is, in one sentence, where it stands, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is; an error must be mended or answered before acceptance."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Check(StrEnum):
    """The codes of the checks, as others rely on them.

    **Source:** the table of checks in the contract.
    """

    FISCAL_YEAR = "fiscal_year"
    MIXED_YEARS = "mixed_years"
    CONTRADICTION = "contradiction"
    DOCUMENT_NUMBER = "document_number"
    DATE = "date"
    DATE_ORDER = "date_order"
    SIGNATURE = "signature"
    OFFICE_NAME = "office_name"
    COMPONENT = "component"
    MONTHLY = "monthly"
    LINK = "link"
    REUSED_FILE = "reused_file"
    PERSONAL_DATA = "personal_data"
    STALE = "stale"
    SCAN = "scan"
    FILE = "file"
    TITLE = "title"


@dataclass(frozen=True)
class Finding:
    """One thing that a check found. `where` names page and words, "" for the whole file.

    `same_as` names what stays the same finding though a number in its sentence changes, so that
    its answer holds; "" where the sentence itself and its place tell it from others.
    """

    check: Check
    severity: Severity
    message: str
    where: str = ""
    mend: str = ""
    same_as: str = ""

    @property
    def is_alarm(self) -> bool:
        """Whether somebody has to do something about it."""
        return self.severity is not Severity.INFO


def error(
    check: Check, message: str, *, where: str = "", mend: str = "", same_as: str = ""
) -> Finding:
    """Return a finding that must be mended or answered."""
    return Finding(check, Severity.ERROR, message, where, mend, same_as)


def warning(
    check: Check, message: str, *, where: str = "", mend: str = "", same_as: str = ""
) -> Finding:
    """Return a finding that should be looked at."""
    return Finding(check, Severity.WARNING, message, where, mend, same_as)


def info(
    check: Check, message: str, *, where: str = "", mend: str = "", same_as: str = ""
) -> Finding:
    """Return a finding that only tells."""
    return Finding(check, Severity.INFO, message, where, mend, same_as)
