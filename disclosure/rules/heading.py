"""The head of a public year: whose it is, and by what its kept page is known to be fresh."""

from __future__ import annotations

from typing import NamedTuple

from django.db import connection
from django.utils import timezone

from assessments.models import Framework
from disclosure.rules.versions import publish_due
from ita_portal.thai.fiscal_year import FIRST_YEAR, LAST_YEAR

# One plain statement, since it is asked on every request, also where the page is kept: the ORM
# would take longer to write it than the database to answer.
_STATEMENT = """
    SELECT o.id, o.code, o.name, o.short_name, f.fiscal_year, f.id, f.trust, f.items_expected,
    o.public_revision, f.checksum, (SELECT MAX(id) FROM assessments_framework),
    EXISTS (SELECT 1 FROM disclosure_evidence WHERE office_id = o.id AND coming_at <= %s)
    FROM organisations_office o, assessments_framework f
    WHERE o.code = %s AND o.is_active AND f.id =
    (SELECT id FROM assessments_framework WHERE fiscal_year = %s ORDER BY version DESC LIMIT 1)
"""


class OfficeOfYear(NamedTuple):
    """What the layout of a public page shows of its office."""

    code: str
    name: str
    short_name: str


class YearHead(NamedTuple):
    """An office and the framework of a fiscal year, as the public pages begin with them.

    The revision, the checksum and the newest framework tell one state of everything public from
    another: the office's own count of its changes, and what is loaded of the frameworks (the
    pages name the other years too). `is_due` says that the hour of some evidence has come.
    """

    office_id: int
    code: str
    name: str
    short_name: str
    fiscal_year: int
    framework_id: int
    trust: str
    items_expected: int
    public_revision: int
    checksum: str
    newest_framework: int
    is_due: bool

    @property
    def office(self) -> OfficeOfYear:
        """The office, as the layout of public pages wants it."""
        return OfficeOfYear(self.code, self.name, self.short_name)

    @property
    def is_verified(self) -> bool:
        """Whether the year's list was read in the offices' own sources."""
        return self.trust == Framework.Trust.OFFICE

    @property
    def trust_words(self) -> str:
        """How far the year's list may be relied on."""
        return str(Framework.Trust(self.trust).label)


def year_head(office_code: str, fiscal_year: int) -> YearHead | None:
    """Return the head of the year's page, in 1 query; what is due is published before.

    None when the office is unknown or no longer in use, or the year has no framework.
    """
    # Databases refuse to compare a number that is too large, or a text with a NUL in it.
    if not FIRST_YEAR <= fiscal_year <= LAST_YEAR or "\0" in office_code:
        return None
    head = _read(office_code, fiscal_year)
    if head is not None and head.is_due:
        publish_due(office_id=head.office_id)
        head = _read(office_code, fiscal_year)
    return head


def _read(office_code: str, fiscal_year: int) -> YearHead | None:
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, [now, office_code, fiscal_year])
        row = cursor.fetchone()
    return YearHead(*row) if row else None
