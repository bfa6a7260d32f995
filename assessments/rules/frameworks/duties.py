"""The duties that the portal itself asks for, and the OIT items that carry them in a year."""

from collections.abc import Iterable

from assessments.rules.frameworks.facts import ItemFacts

MEASURES_DUTY = "integrity_measures"
REPORT_DUTY = "integrity_measures_report"


def documents_of(items: Iterable[ItemFacts]) -> tuple[str | None, str | None]:
    """Return the codes of the first items that ask for the measures, and for the report on them.

    None for a year that has no such item.
    """
    listed = list(items)
    return _first_with(listed, MEASURES_DUTY), _first_with(listed, REPORT_DUTY)


def _first_with(items: list[ItemFacts], duty: str) -> str | None:
    return next((item.code for item in items if duty in item.duties), None)
