"""The report of the figures: what the page shows, proposed once, signed by the director."""

from __future__ import annotations

import json

import pytest

from complaints.rules.masking import Half, Outcome
from complaints.rules.publishing import settle
from complaints.rules.reporting import propose_report, report_words
from complaints.rules.settling import YearFigures
from complaints.rules.statistics import figures_of
from ita_portal.documents.models import Proposal
from ita_portal.documents.rendering.document import body_html
from ita_portal.errors import Refused
from tests.complaints.cast import words
from tests.complaints.test_statistics import AFTER, _many, came  # noqa: F401 - a fixture

REPORT = "/office/sample1/complaints/report/"


def test_a_shown_year_is_told_with_its_table(office, complaint_officer):
    came(office, *["2025-11-03"] * 4, told="2026-01-05")
    came(office, *["2026-05-04"] * 3, kind="neglect")

    told = report_words(figures_of(office, 2569, today=AFTER), office)

    assert "ทั้งหมด 7 เรื่อง" in told["opening"][0]
    assert told["table"]
    assert "๗ เรื่อง" in body_html(told)


def test_what_the_page_hides_the_report_hides_as_well(office, complaint_officer):
    came(office, *["2025-11-03"] * 4)
    came(office, "2026-05-04")

    told = report_words(figures_of(office, 2569, today=AFTER), office)

    assert told["table"] is None
    assert "4 เรื่อง" in told["opening"][0]
    assert "5 เรื่อง" not in json.dumps(told, ensure_ascii=False)
    assert "ไม่ถึง 3 เรื่อง" in told["opening"][0]


def test_kinds_that_may_not_be_shown_are_one_column(office):
    halves = (Half(1, 6, None, None),)
    figures = YearFigures(2569, AFTER, halves, 6, Outcome(3, 3))

    titles = [column["title"] for column in report_words(figures, office)["table"]["columns"]]

    assert titles == ["ช่วงเวลา", "ทุกประเภท", "รวม"]


def test_a_year_without_complaints_says_so(office):
    told = report_words(figures_of(office, 2569, today=AFTER), office)

    assert "ไม่มีเรื่องร้องเรียน" in told["opening"][0]


def test_before_a_half_has_ended_there_is_no_report(office):
    with pytest.raises(Refused, match="31 มีนาคม"):
        report_words(figures_of(office, 2570, today=AFTER), office)


def test_a_handler_proposes_the_report_once(office, complaint_officer, director, login):
    came(office, *["2025-11-03"] * 4, told="2026-01-05")
    settle(office, today=AFTER)
    client = login(complaint_officer)
    assert "ปีงบประมาณ พ.ศ. 2569" in words(client.get(REPORT))

    for _ in range(2):
        assert client.post(f"{REPORT}2569/").status_code == 302

    proposal = Proposal.objects.get()
    assert (proposal.kind, proposal.fiscal_year) == ("complaint_statistics", 2569)
    with pytest.raises(Refused):
        propose_report(figures_of(office, 2569, today=AFTER), office=office, by=complaint_officer)


def test_a_year_that_shows_nothing_has_no_report_to_propose(complaint_officer, login):
    assert login(complaint_officer).post(f"{REPORT}2571/").status_code == 404
