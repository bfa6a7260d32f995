"""One and the same plan is understood in whatever layout it is written, and no word is lost."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from measures.rules.importing.found import PlanReading
from measures.rules.importing.owners import GroupName
from measures.rules.importing.reading import read_plan_file
from tests.measures.varied_plans import GROUPS, Varied, as_document, as_workbook, plans

NAMES = [GroupName(number, name) for number, name in enumerate(GROUPS, 1)]


def read(path: Path) -> PlanReading:
    """Read a file as the command does."""
    return read_plan_file(path, name=path.name, fiscal_year=2567, groups=NAMES)


def check(plan: Varied, found: PlanReading) -> None:
    """Compare what was read with what was meant, and every word with what is told."""
    assert [one.title for one in found.measures] == [one.title for one in plan.measures]
    for read_one, meant in zip(found.measures, plan.measures, strict=True):
        assert read_one.steps == meant.steps
        assert read_one.issue == meant.issue
        assert [group.name for group in read_one.matched.groups] == list(meant.owners)
        days = (str(read_one.period.starts_on), str(read_one.period.ends_on))
        assert days == plan.days(meant)
        assert read_one.monitoring == meant.others.get("monitoring", "")
        assert read_one.target == meant.others.get("target", "")
    told = repr(found.measures) + repr(found.problems)
    assert [word for word in plan.words if word not in told] == []
    notes = [one.others["note"] for one in plan.measures if "note" in one.others]
    assert len(found.problems) == len(notes)
    assert found.title == plan.title


@given(plans(), st.booleans())
def test_a_workbook_in_any_layout_is_understood(plan, split):
    with TemporaryDirectory() as folder:
        check(plan, read(as_workbook(Path(folder) / "แผน.xlsx", plan, split=split)))


@given(plans(), st.booleans())
def test_a_document_in_any_layout_is_understood(plan, split):
    with TemporaryDirectory() as folder:
        check(plan, read(as_document(Path(folder) / "แผน.docx", plan, split=split)))
