"""What the tests of written papers share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ita_portal.papers.models import Paper
from ita_portal.papers.rules.content import content_of
from ita_portal.papers.rules.merging import base_of
from ita_portal.papers.rules.saving import save_paper
from tests.papers.samples import begin_order


@pytest.fixture
def order(office, officer) -> Paper:
    """Give an order that is complete."""
    return begin_order(office, officer)


@pytest.fixture
def save() -> Callable[..., Paper]:
    """Give a function that saves changes as a page that was made from what is stored now."""

    def change(paper: Paper, by, **fields: object) -> Paper:
        stored = content_of(paper)
        saved, _ = save_paper(paper, content={**stored, **fields}, base=base_of(stored), by=by)
        return saved

    return change
