"""The scores: what offices have confirmed, and nothing else."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from assessments.models import ItemScore, Result
from assessments.rules.files.importing import import_scores
from assessments.rules.frameworks.rows import facts_of
from assessments.rules.results import outcome_of, reopen_result
from tests.factories.assessments import ResultFactory, khon_kaen_marks
from tests.factories.organisations import OfficeFactory
from tests.opendata.reading import API, body, every_row, lines, read, rows


@pytest.fixture
def result(office, load_year) -> Result:
    """Give a confirmed result of 2564."""
    return ResultFactory(office=office, framework=load_year(2564))


def test_a_confirmed_result_stands_with_all_its_figures(result):
    (row,) = rows("scores")

    computed = outcome_of(result)
    assert (row["office_code"], row["fiscal_year"]) == ("sample1", 2564)
    assert row["fiscal_year_starts_on"] == "2020-10-01"
    assert row["total"] == str(computed.total) == "91.50"
    assert row["level"] == "A"
    assert [row[f"indicator_{n}"] for n in (1, 9, 10)] == ["99.13", "75.92", "93.75"]
    assert [row[one.code.casefold()] for one in computed.instruments] == [
        str(one.weighted) for one in computed.instruments
    ]
    assert row["passed"] is True
    assert row["total_alone"] is False


def test_a_day_stands_with_its_year_of_the_buddhist_era(result):
    (row,) = rows("scores")

    assert int(row["confirmed_on"][:4]) + 543 == row["confirmed_year_be"]


def test_a_total_that_stands_alone_has_no_indicators(office):
    Result.objects.create(
        office=office,
        fiscal_year=2559,
        published_total=Decimal("79.40"),
        total=Decimal("79.40"),
        status="confirmed",
        confirmed_at="2016-12-01T09:00:00+07:00",
    )

    (row,) = rows("scores")

    assert (row["total"], row["indicator_1"], row["iit"]) == ("79.40", None, None)
    assert row["total_alone"] is True
    assert row["passed"] is None


def test_points_come_from_unrounded_items_where_those_are_known(office, load_year, officer):
    framework = load_year(2564)
    result = ResultFactory(office=office, framework=framework)
    marks = {code: str(mark) for code, mark in khon_kaen_marks(facts_of(framework)).items()}
    items = {item.code: item for item in framework.items.all()}
    ItemScore.objects.bulk_create(
        ItemScore(result=result, item=items[code], score=mark) for code, mark in marks.items()
    )
    result.scores.filter(indicator__number__in=(9, 10)).update(detail="items")
    ResultFactory(office=office, framework=load_year(2566))

    row, _ = rows("scores")

    computed = outcome_of(Result.objects.for_history().get(pk=result.pk))
    assert [row["iit"], row["eit"], row["oit"]] == [
        str(one.weighted) for one in computed.instruments
    ]
    assert row["passed"] is computed.band.passed


def test_a_draft_is_neither_shown_nor_counted(office, load_year):
    ResultFactory(office=office, framework=load_year(2564), status="draft", confirmed_at=None)

    page = read("scores")

    assert (page["count"], page["rows"]) == (0, [])
    assert lines("scores.csv") == []
    index = {one["name"]: one for one in read("")["datasets"]}
    assert index["scores"]["updated"] is None


def test_a_result_that_is_opened_again_is_gone_at_once(result, officer):
    before = Client().get(f"{API}scores")

    reopen_result(result, reason="คะแนนผิด", by=officer)

    after = Client().get(f"{API}scores", headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert after.json()["rows"] == []


def test_an_office_out_of_use_is_gone_from_every_table(result):
    result.office.is_active = False
    result.office.save()

    assert read("scores")["count"] == read("offices")["count"] == 0
    assert Client().get(f"{API}scores?office=sample1").status_code == 404


def test_rows_come_by_office_and_year(load_year):
    for code in ("b2", "a1", "b-1"):
        office = OfficeFactory(code=code)
        for year in (2566, 2564):
            ResultFactory(office=office, framework=load_year(year))

    places = [(row["office_code"], row["fiscal_year"]) for row in every_row("scores", limit=1)]

    assert places == [(code, year) for code in sorted(("a1", "b-1", "b2")) for year in (2564, 2566)]
    assert places == [(row["office_code"], int(row["fiscal_year"])) for row in lines("scores.csv")]


def test_scores_are_narrowed_by_office_and_year(result, other_office, load_year):
    ResultFactory(office=other_office, framework=result.framework)
    ResultFactory(office=result.office, framework=load_year(2566))

    assert read("scores", office="sample1")["count"] == 2
    assert read("scores", fiscal_year="๒๕๖๔")["count"] == 2
    (row,) = rows("scores", office="sample1", fiscal_year=2566)
    assert row["fiscal_year"] == 2566


def test_the_file_of_scores_can_be_imported_and_says_the_same(result, tmp_path):
    file = tmp_path / "scores.csv"
    file.write_bytes(body("scores.csv"))

    told = import_scores(file, dry_run=True)

    assert (told.problems, told.stored) == ((), 1)


@pytest.mark.parametrize("file", ["scores", "scores.csv"])
def test_many_offices_take_as_many_queries_as_one(load_year, count_queries, file):
    framework = load_year(2564)
    ResultFactory(office=OfficeFactory(), framework=framework)
    body(file)
    with count_queries() as one:
        body(file)
    for _ in range(12):
        ResultFactory(office=OfficeFactory(), framework=framework)

    with count_queries() as many:
        body(file)

    assert len(many) == len(one)
