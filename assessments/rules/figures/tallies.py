"""How many offices stand below and beside one: sums and counts, made inside the database.

This is SQL by hand, against the custom of the house: a row must meet the own row of the same year,
and the object layer knows no way from a result to another office's. Telling it every own figure as
a case of its own took longer to write down than to count. Only standard words are used, for SQLite
and PostgreSQL alike. No figure of another office leaves the database, only sums and counts.
"""

from __future__ import annotations

from decimal import Decimal

from django.db import connection

from assessments.rules.arithmetic.scoring import round_half_up
from assessments.rules.figures.percentiles import Tally
from ita_portal.organisations.models import Office

TOTALS = """
SELECT mine.fiscal_year, COUNT(*), SUM(theirs.total),
       SUM(CASE WHEN theirs.total < mine.total THEN 1 ELSE 0 END),
       SUM(CASE WHEN theirs.total = mine.total THEN 1 ELSE 0 END)
FROM assessments_result mine
JOIN assessments_result theirs ON theirs.fiscal_year = mine.fiscal_year
JOIN organisations_office office ON office.id = theirs.office_id
WHERE mine.office_id = %s
  AND office.kind = %s
  AND theirs.status IN ('confirmed', 'locked')
  AND theirs.total IS NOT NULL
GROUP BY mine.fiscal_year
"""
"""The totals of each year of an office, whether it has one itself or not."""

INDICATORS = """
SELECT own.id, COUNT(*), SUM(score.score),
       SUM(CASE WHEN score.score < own.score THEN 1 ELSE 0 END),
       SUM(CASE WHEN score.score = own.score THEN 1 ELSE 0 END)
FROM assessments_result mine
JOIN assessments_indicatorscore own ON own.result_id = mine.id
JOIN assessments_indicator asked ON asked.id = own.indicator_id
JOIN assessments_framework framework ON framework.fiscal_year = mine.fiscal_year
JOIN assessments_indicator alike
  ON alike.framework_id = framework.id
 AND alike.number = asked.number
 AND alike.name = asked.name
JOIN assessments_indicatorscore score ON score.indicator_id = alike.id
JOIN assessments_result theirs ON theirs.id = score.result_id
JOIN organisations_office office ON office.id = theirs.office_id
WHERE mine.office_id = %s
  AND mine.total IS NOT NULL
  AND office.kind = %s
  AND theirs.status IN ('confirmed', 'locked')
  AND theirs.total IS NOT NULL
GROUP BY own.id
"""
"""Each score of an office beside the others of the year whose indicator has its number and name:
versions of a framework that ask the same count together."""


def tallies_of_totals(office: Office) -> dict[int, Tally]:
    """Return the tally of each year of the office, by fiscal year; one query."""
    return _tallies(TOTALS, office)


def tallies_of_indicators(office: Office) -> dict[int, Tally]:
    """Return the tally of each indicator score of the office, by its key; one query.

    Scores that are not whole, so that there is no total, have none.
    """
    return _tallies(INDICATORS, office)


def _tallies(sql: str, office: Office) -> dict[int, Tally]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [office.pk, office.kind])
        rows = cursor.fetchall()
    return {
        key: Tally(count, _exact(sum_), below, equal) for key, count, sum_, below, equal in rows
    }


def _exact(total: Decimal | float) -> Decimal:
    """Return a sum of figures with two decimals as it is; SQLite adds them up in binary."""
    return round_half_up(Decimal(str(total)))
