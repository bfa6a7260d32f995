"""The figures for everybody: page, open data, and that purged cases still count."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from complaints.models import Case, Publication, PurgedFigure
from complaints.rules.publishing import permit, published_years, settle
from complaints.rules.retention import purge
from complaints.rules.statistics import figures_of
from ita_portal.organisations.models import Appointment
from tests.complaints.cast import case_of, words

PAGE = "/o/sample1/complaints/statistics/"
AFTER = date(2026, 11, 21)
"""A day after both halves of 2569 and before those of 2570 have ended."""


@pytest.fixture(autouse=True)
def _many(monkeypatch) -> None:
    monkeypatch.setattr("complaints.rules.receiving.limits.take", lambda *_, **__: None)
    monkeypatch.setattr("complaints.rules.statistics.timezone.localdate", lambda: AFTER)


def came(office, *days: str, told: str = "", kind: str = "delay") -> None:
    """Let complaints come in on these days of 2569."""
    for day in days:
        case = case_of(office, kind=kind)
        facts = {"received_on": date.fromisoformat(day), "fiscal_year": 2569}
        if told:
            facts |= {"told_on": date.fromisoformat(told), "status": "told", "ending": "mended"}
        Case.objects.filter(pk=case.pk).update(
            **facts, number=1000 + case.pk, due_on=None, due_what=""
        )


def publish(office, director) -> None:
    """Let the director permit the figures, as they are settled on that day."""
    permit(office, Publication.STATISTICS, by=director)


def test_a_year_with_nothing_says_so(office, complaint_officer, director, client):
    Appointment.objects.filter(user=complaint_officer).update(starts_on=date(2025, 10, 1))
    publish(office, director)
    page = words(client.get(PAGE))

    assert "ไม่มีเรื่องร้องเรียน" in page
    assert "2569" in page
    assert "2570" not in page
    assert "2568" not in page


def test_of_the_time_before_the_office_took_complaints_here_nothing_is_said(
    office, director, client
):
    publish(office, director)
    assert "ไม่มีเรื่องร้องเรียน" not in words(client.get(PAGE))
    assert client.get(f"{PAGE}data.csv").status_code == 404


def test_a_half_is_shown_when_it_has_ended(office, complaint_officer):
    came(office, *["2025-11-03"] * 3)

    assert figures_of(office, 2569, today=date(2026, 3, 31)).halves == ()
    half = figures_of(office, 2569, today=date(2026, 4, 1))
    assert (half.until, half.total, len(half.halves)) == (date(2026, 3, 31), 3, 1)


def test_the_year_is_shown_by_month_half_and_kind(office, complaint_officer, director, client):
    came(office, *["2025-11-03"] * 4, told="2026-01-05")
    came(office, *["2026-05-04"] * 3, kind="neglect")
    publish(office, director)
    figures = figures_of(office, 2569, today=AFTER)

    assert figures.total == 7
    assert (figures.outcome.done, figures.outcome.open) == (4, 3)
    assert dict(figures.halves[0].by_month)[11] == 4
    assert dict(figures.halves[1].by_kind)["neglect"] == 3
    assert "7 เรื่อง" in words(client.get(PAGE))


def test_small_cells_take_their_table_with_them(office, complaint_officer, director, client):
    came(office, *["2025-11-03"] * 3, "2025-12-01")
    came(office, "2026-05-04")
    publish(office, director)
    figures = figures_of(office, 2569, today=AFTER)

    first, second = figures.halves
    assert (first.total, first.by_month) == (4, None)
    assert (second.total, second.by_kind, figures.total) == (None, None, None)
    page = words(client.get(PAGE))
    assert "ไม่ถึง 3 เรื่อง" in page
    assert "5 เรื่อง" not in page


def test_open_data_holds_what_the_page_shows_and_no_more(
    office, complaint_officer, director, client
):
    came(office, *["2025-11-03"] * 3, "2025-12-01")
    publish(office, director)

    answer = client.get(f"{PAGE}data.csv")

    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    mine = [row for row in rows if row["fiscal_year"] == "2569"]
    counts = {(row["table"], row["cell"]): row["count"] for row in mine}
    assert counts["half", "1"] == "4"
    assert counts["month", "11"] == counts["month", "12"] == ""
    assert not {row["count"] for row in rows} & {"1", "2"}


def test_a_purge_changes_no_figure(office, complaint_officer, director):
    came(office, *["2025-11-03"] * 4, told="2026-01-05")
    publish(office, director)
    before = published_years(office)
    case = Case.objects.first()
    Case.objects.filter(pk=case.pk).update(
        status="closed", closed_on=date(2026, 1, 6), purge_warned_on=date(2030, 1, 1)
    )

    assert purge(case.pk, today=date(2047, 1, 1))

    assert PurgedFigure.objects.get().count == 1
    assert settle(office, today=date(2027, 4, 1))
    assert published_years(office)[1:] == before


def test_cases_that_go_round_count_as_well(office, complaint_officer, substitute):
    came(office, *["2025-11-03"] * 2)
    case = case_of(office, about_director=True)
    Case.objects.filter(pk=case.pk).update(received_on=date(2025, 11, 4), fiscal_year=2569)

    assert figures_of(office, 2569, today=AFTER).total == 3


def test_the_page_asks_no_more_when_there_are_more(
    office, complaint_officer, director, count_queries
):
    publish(office, director)
    asked = []
    for day in (AFTER, date(2027, 4, 1)):
        came(office, *["2025-11-03"] * 4)
        settle(office, today=day)
        with count_queries() as queries:
            published_years(office)
        asked.append(len(queries))

    assert asked == [2, 2]


def test_an_office_that_is_not_there_has_no_figures(client, office):
    assert client.get("/o/nowhere/complaints/statistics/").status_code == 404
    assert client.get("/o/nowhere/complaints/statistics/data.csv").status_code == 404
