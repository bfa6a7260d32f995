"""A year with its items, and evidence on them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assessments.models import Framework, OITItem
from disclosure.models import Evidence
from disclosure.rules.kept import YEAR_PAGES
from tests.factories.disclosure import EvidenceFactory
from tests.factories.organisations import AppointmentFactory


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Forget kept pages: each test begins with an empty database and the same ids."""
    YEAR_PAGES.clear()


@pytest.fixture
def framework_2564(load_year) -> Framework:
    """Give the framework of 2564, with 43 items that were read in the offices' sources."""
    return load_year(2564)


@pytest.fixture
def item(framework_2564) -> OITItem:
    """Give item O1 of 2564."""
    return framework_2564.items.get(code="O1")


@pytest.fixture
def full_items(framework_2564, office) -> Callable[[int], list[Evidence]]:
    """Give a function that puts accepted evidence on the first items of 2564."""

    def fill(count: int) -> list[Evidence]:
        items = list(framework_2564.items.all()[:count])
        return [EvidenceFactory(office=office, item=item, accepted=True) for item in items]

    return fill


@pytest.fixture
def proposed(item, office, officer) -> Evidence:
    """Give evidence of the officer that waits to be accepted."""
    return EvidenceFactory(item=item, office=office, proposed_by=officer, title="ผังโครงสร้างสำนักงาน")


@pytest.fixture
def colleague(office):
    """Give a second officer of the same office."""
    return AppointmentFactory(office=office, role="officer").user
