"""The figures of complaints: masked, settled, permitted; and nothing else in any answer."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from complaints.models import Case, Permit, Publication, SettledFigures
from complaints.rules.publishing import permit, revoke, settle
from tests.complaints.test_statistics import AFTER, _many, came  # noqa: F401 - a fixture
from tests.opendata.reading import API, body, every_row, lines, read, rows

TABLE = "complaint-statistics"


@pytest.fixture
def cases(office, complaint_officer) -> None:
    """Let four complaints of a month come in, two of them told, and one in another month."""
    came(office, *["2025-11-03"] * 4, told="2026-01-05")
    came(office, "2026-05-04")
    settle(office, today=AFTER)


@pytest.fixture
def published(office, cases, director) -> None:
    """Let the director permit the figures."""
    permit(office, Publication.STATISTICS, by=director)


def cells() -> dict[tuple[str, str], int | None]:
    return {(row["table"], row["cell"]): row["count"] for row in rows(TABLE, fiscal_year=2569)}


def test_nothing_is_told_before_the_director_permits_it(cases):
    page = read(TABLE)

    assert SettledFigures.objects.exists()
    assert (page["count"], page["rows"], lines(f"{TABLE}.csv")) == (0, [], [])
    index = {one["name"]: one["updated"] for one in read("")["datasets"]}
    assert index[TABLE] is None


def test_permitted_figures_are_those_of_the_offices_own_open_data(published, client):
    own = client.get("/o/sample1/complaints/statistics/2569/data.csv").content.decode("utf-8-sig")

    told = [line.split(",")[3:] for line in own.splitlines()[1:]]
    here = [
        [line["table"], line["cell"], line["count"]]
        for line in lines(f"{TABLE}.csv", fiscal_year=2569)
    ]
    assert told == here != []


def test_a_count_that_would_point_to_somebody_is_empty_and_not_hidden_in_a_sum(published):
    found = cells()

    assert found["half", "1"] == found["month", "11"] == 4
    assert found["half", "2"] is None
    assert found["month", "5"] is None
    assert found["total", "all"] is None
    assert not {1, 2} & set(found.values())


def test_cells_are_named_in_thai(published):
    names = {row["cell"]: row["cell_th"] for row in rows(TABLE) if row["table"] == "month"}

    assert names["11"] == "พฤศจิกายน"


def test_a_new_case_changes_neither_rows_nor_tag(published, office):
    before = Client().get(f"{API}{TABLE}")

    came(office, *["2025-11-04"] * 3)

    after = Client().get(f"{API}{TABLE}", headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 304


def test_what_is_taken_back_is_gone_at_once(published, office, director):
    before = Client().get(f"{API}{TABLE}")
    revoke(office, Publication.STATISTICS, reason="ตัวเลขยังไม่ครบ", by=director)

    after = Client().get(f"{API}{TABLE}", headers={"If-None-Match": before["ETag"]})

    assert before.json()["count"] > 0
    assert (after.status_code, after.json()["count"]) == (200, 0)


def test_a_year_before_the_permit_is_not_told(published, office):
    Permit.objects.update(from_year=2570)

    assert read(TABLE)["count"] == 0


def test_nothing_of_a_case_stands_in_any_answer(published, office):
    """Numbers, receipt days and what was told: whatever the tables are asked."""
    case = Case.objects.first()
    told = "".join(
        body(file).decode()
        for name in ("offices", "scores", "disclosure", "measures", TABLE)
        for file in (f"{name}.json", f"{name}.csv")
    )

    assert str(case.seal) not in told
    assert "2025-11-03" not in told
    assert str(case.number) not in json.dumps(read(TABLE)["rows"])


def test_the_count_is_the_number_of_rows(published):
    for narrowed in ({}, {"fiscal_year": "๒๕๖๙"}, {"office": "sample1"}, {"fiscal_year": 2560}):
        count = read(TABLE, **narrowed)["count"]
        assert count == len(lines(f"{TABLE}.csv", **narrowed))
        assert count == len(every_row(TABLE, limit=5, **narrowed))


def test_many_offices_take_as_many_queries_as_one(
    published, office, other_office, director, count_queries
):
    body(f"{TABLE}.csv")
    with count_queries() as one:
        body(f"{TABLE}.csv")
    for row in SettledFigures.objects.all():
        row.pk, row.office = None, other_office
        row.save()
    for row in Permit.objects.all():
        row.pk, row.office = None, other_office
        row.save()

    with count_queries() as many:
        body(f"{TABLE}.csv")

    assert len(many) == len(one)
    assert {row["office_code"] for row in lines(f"{TABLE}.csv")} == {"sample1", "other1"}
