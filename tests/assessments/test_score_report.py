"""The report gives the real offices' figures to the last digit, in the promised shape."""

import json
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from assessments.rules.files.importing import import_scores
from assessments.rules.frameworks.rows import facts_of
from assessments.rules.results import Published, save_scores
from ita_portal.organisations.models import Office
from ita_portal.organisations.rules import create_office
from tests.assessments.score_tables import (
    SAMUT_SAKHON,
    both_offices,
    csv_file,
    row,
    xlsx_file,
)
from tests.factories.assessments import KHON_KAEN_2564, khon_kaen_marks

pytestmark = pytest.mark.django_db


def report(office: str, year: int) -> dict:
    out = StringIO()
    call_command(
        "score_report", "--office", office, "--fiscal-year", str(year), "--json", stdout=out
    )
    return json.loads(out.getvalue())


@pytest.fixture
def load_years(load_year):
    for year in (2562, 2563, 2564, 2568):
        load_year(year)


@pytest.fixture(params=[csv_file, xlsx_file], ids=["csv", "xlsx"])
def imported(request, load_years, tmp_path):
    """Import both real offices, once from each kind of file."""
    import_scores(request.param(tmp_path, *both_offices()), dry_run=False)


@pytest.mark.usefixtures("imported")
def test_samut_sakhon_2562_comes_out_as_printed():
    told = report("skn1", 2562)

    assert told["office"] == {"code": "skn1", "name": SAMUT_SAKHON}
    assert [one["weighted"] for one in told["instruments"]] == ["29.56", "27.72", "33.97"]
    assert (told["total"], told["level"], told["passed"]) == ("91.25", "A", True)
    assert (told["highest"], told["lowest"], told["weak"]) == ([3], [10], [10])
    assert told["published"] == {"total": "91.25", "level": "A", "agrees": True}
    assert told["history"] == [{"fiscal_year": 2562, "total": "91.25", "change": None}]


@pytest.mark.usefixtures("imported")
def test_khon_kaen_2564_comes_out_as_printed():
    told = report("kkn-sec", 2564)

    assert [one["weighted"] for one in told["instruments"]] == ["28.38", "29.19", "33.93"]
    assert [one["weight"] for one in told["instruments"]] == ["30.00", "30.00", "40.00"]
    assert (told["total"], told["level"], told["passed"]) == ("91.50", "A", True)
    assert (told["highest"], told["lowest"], told["weak"]) == ([1], [9], [9])
    assert told["indicators"][8] == {
        "number": 9,
        "name": "การเปิดเผยข้อมูล",
        "score": "75.92",
        "level": "B",
        "passed": False,
    }


def test_khon_kaen_2564_comes_out_the_same_from_its_items(load_years, office, officer, load_year):
    scores = {number: Decimal(score) for number, score in enumerate(KHON_KAEN_2564[:8], 1)}
    save_scores(
        office=office,
        fiscal_year=2564,
        scores=scores | {9: Decimal("80.00")},
        marks=khon_kaen_marks(facts_of(load_year(2564))),
        published=Published(points={"OIT": Decimal("34.00")}),
        expected_revision=None,
        by=officer,
    )

    told = report(office.code, 2564)

    assert [one["score"] for one in told["indicators"]] == KHON_KAEN_2564
    assert [one["weighted"] for one in told["instruments"]] == ["28.38", "29.19", "33.93"]
    assert (told["total"], told["level"]) == ("91.50", "A")
    assert told["details"][8:] == [
        {"number": 9, "detail": "items", "published": "80.00", "difference": "4.08"},
        {"number": 10, "detail": "items", "published": None, "difference": None},
    ]
    assert told["told_points"] == [
        {"code": "OIT", "told": "34.00", "computed": "33.93", "difference": "0.07"}
    ]


@pytest.mark.parametrize("missing", ["O1", "O43"])
def test_half_entered_items_give_no_report(load_years, office, officer, load_year, missing):
    scores = {number: Decimal(score) for number, score in enumerate(KHON_KAEN_2564[:8], 1)}
    marks = khon_kaen_marks(facts_of(load_year(2564)))
    del marks[missing]
    save_scores(
        office=office,
        fiscal_year=2564,
        scores=scores,
        marks=marks,
        expected_revision=None,
        by=officer,
    )

    with pytest.raises(CommandError, match="ยังไม่ครบ") as ended:
        report(office.code, 2564)

    assert ended.value.returncode == 2


@pytest.mark.usefixtures("imported")
def test_khon_kaen_has_six_differences():
    history = report("kkn-sec", 2564)["history"]

    assert [year["fiscal_year"] for year in history] == list(range(2558, 2565))
    assert [year["total"] for year in history] == [
        *("80.25", "80.96", "75.54", "66.57", "86.82", "87.67", "91.50")
    ]
    assert [year["change"] for year in history] == [
        *(None, "0.71", "-5.42", "-8.97", "20.25", "0.85", "3.83")
    ]


@pytest.mark.usefixtures("imported")
@pytest.mark.parametrize(("year", "level", "passed"), [(2558, None, None), (2563, "A", True)])
def test_a_total_alone_has_no_indicators(year, level, passed):
    told = report("kkn-sec", year)

    assert (told["level"], told["passed"]) == (level, passed)
    for name in ("instruments", "indicators", "highest", "lowest", "weak"):
        assert told[name] == []
    assert told["published"]["agrees"] is True


@pytest.mark.usefixtures("load_years")
@pytest.mark.parametrize(
    ("total", "level", "told_level", "passed"),
    [
        ("90.00", "", None, True),  # its instruments would decide, and nobody told the level
        ("90.00", "ผ่านดี", "ผ่านดี", True),
        ("80.00", "", "ต้องปรับปรุง", False),
    ],
)
def test_a_level_that_instruments_decide_is_not_guessed(tmp_path, total, level, told_level, passed):
    alone = row("x", "สพป.ทดสอบ", 2568, total=total, level=level)
    import_scores(csv_file(tmp_path, alone), dry_run=False)

    told = report("x", 2568)

    assert (told["level"], told["passed"]) == (told_level, passed)


@pytest.mark.usefixtures("load_years")
def test_indicators_without_a_printed_total_have_nothing_published(tmp_path):
    import_scores(csv_file(tmp_path, row("x", "สพป.ก", 2564, KHON_KAEN_2564)), dry_run=False)

    assert report("x", 2564)["published"] is None


@pytest.mark.usefixtures("load_years")
def test_ties_are_all_named(tmp_path):
    scores = ["90.00", "95.00", "95.00", *["92.00"] * 5, "80.00", "80.00"]
    import_scores(csv_file(tmp_path, row("x", "สพป.ก", 2564, scores)), dry_run=False)

    told = report("x", 2564)

    assert (told["highest"], told["lowest"], told["weak"]) == ([2, 3], [9, 10], [9, 10])


@pytest.mark.parametrize("office", ["x", "none"])
def test_an_unknown_office_or_year_ends_with_two(office):
    create_office(code="x", name="สพป.ทดสอบ", kind=Office.Kind.PRIMARY)

    with pytest.raises(CommandError) as ended:
        report(office, 2564)

    assert ended.value.returncode == 2


@pytest.mark.usefixtures("imported")
def test_without_json_the_report_reads_as_lines():
    out = StringIO()

    call_command("score_report", "--office", "skn1", "--fiscal-year", "2562", stdout=out)

    assert "คะแนนรวม 91.25 ระดับ A" in out.getvalue()
    assert "IIT 98.52 (ถ่วงน้ำหนัก 29.56)" in out.getvalue()
