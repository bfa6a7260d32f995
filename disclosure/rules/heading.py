"""The head of a public year: whose it is, and by what its kept page is known to be fresh."""

from __future__ import annotations

from typing import NamedTuple

from django.db import connection

from assessments.models import Framework
from ita_portal.thai.fiscal_year import FIRST_YEAR, LAST_YEAR

# One plain statement, since it is asked on every request, also where the page is kept: the ORM
# would take longer to write it than the database to answer.
_STATEMENT = """
    SELECT office.id, office.code, office.name, office.short_name, framework.fiscal_year,
           framework.id, framework.trust, framework.items_expected, office.public_revision,
           framework.checksum, (SELECT COUNT(*) FROM assessments_framework),
           (SELECT MAX(id) FROM assessments_framework)
    FROM organisations_office office,
         (SELECT * FROM assessments_framework WHERE fiscal_year = %s
          ORDER BY version DESC LIMIT 1) framework
    WHERE office.code = %s AND office.is_active
"""


class OfficeOfYear(NamedTuple):
    """What the layout of a public page shows of its office."""

    code: str
    name: str
    short_name: str


class YearHead(NamedTuple):
    """An office and the framework of a fiscal year, as the public pages begin with them.

    The last four tell one state of everything public from another: the office's own count of
    its changes, and what is loaded of the frameworks (the pages name the other years too).
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
    frameworks: int
    newest_framework: int

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
    """Return the head of the year's page, in 1 query.

    None when the office is unknown or no longer in use, or the year has no framework.
    """
    if not FIRST_YEAR <= fiscal_year <= LAST_YEAR:  # else too large for the database to compare
        return None
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, [fiscal_year, office_code])
        row = cursor.fetchone()
    return YearHead(*row) if row else None
