"""What everybody reads of how far measures are: what signed reports tell, and nothing before."""

from __future__ import annotations

import pytest
from django.urls import reverse

from measures.models import Measure, Plan, Round
from measures.rules.progress.noting import StepNote
from measures.rules.progress.parts import return_part, send_part
from tests.factories.documents import with_pdf
from tests.measures.progress_cast import (
    SIX_OPENS,
    TWELVE_OPENS,
    YEAR,
    note,
    opened_round,
    plan_of_groups,
)
from tests.measures.report_cast import propose_report, send, send_all, sign_report, signed_round


@pytest.fixture
def published(office, officer, director) -> Plan:
    """Give a signed plan whose announcement everybody can read."""
    plan = plan_of_groups(office, officer, director)
    with_pdf(plan.announcement)
    return plan


@pytest.fixture
def round_(published) -> Round:
    return opened_round()


@pytest.fixture
def page(client, office):
    """Give a function that returns the public page of the year."""
    address = reverse("measures:public", args=[office.code, YEAR])
    return lambda: client.get(address).content.decode()


NOTHING = "ยังไม่มีรายงานผลการดำเนินการที่ลงนามแล้ว"


def test_without_a_signed_report_the_public_reads_no_state(published, round_, officer, page):
    send_all(round_, officer)
    sent = page()
    propose_report(round_, officer)

    assert Measure.objects.filter(issue__plan=published).first().title in sent
    assert NOTHING in sent
    assert "แล้วเสร็จ" not in sent
    assert NOTHING in page()


def test_a_signed_report_shows_states_its_day_and_its_paper_but_no_words(
    round_, officer, director, page
):
    paper = with_pdf(signed_round(round_, officer, director))

    shown = page()

    assert "แล้วเสร็จ 3 จาก 3 ขั้นตอน" in shown
    assert "ข้อมูล ณ วันที่ 31 มีนาคม พ.ศ. 2567" in shown
    assert paper.code in shown
    assert "ประชุมและเผยแพร่คู่มือแล้ว" not in shown


def test_a_signed_report_is_not_told_before_its_paper_can_be_read(round_, officer, director, page):
    signed_round(round_, officer, director)

    assert NOTHING in page()


def test_a_part_that_comes_back_after_the_signature_changes_nothing_for_the_public(
    round_, officer, director, coordinator, page
):
    with_pdf(signed_round(round_, officer, director))
    part = round_.parts.first()
    return_part(part, comment="แก้", by=coordinator, on=SIX_OPENS)
    returned = page()
    stuck = StepNote("not_possible", obstacles="ฝนตก")
    note(part.steps.order_by("pk")[0], officer, stuck)
    send_part(part, by=officer, on=SIX_OPENS)

    assert "แล้วเสร็จ 3 จาก 3 ขั้นตอน" in returned
    assert "แล้วเสร็จ 3 จาก 3 ขั้นตอน" in page()


def test_a_corrected_report_is_told_in_place_of_the_first(
    round_, officer, director, coordinator, page
):
    with_pdf(signed_round(round_, officer, director))
    part = round_.parts.first()
    return_part(part, comment="แก้", by=coordinator, on=SIX_OPENS)
    stuck = StepNote("not_possible", obstacles="ฝนตก")
    note(part.steps.order_by("pk")[0], officer, stuck)
    send_part(part, by=officer, on=SIX_OPENS)

    with_pdf(sign_report(propose_report(round_, officer, as_correction=True), director))

    assert "แล้วเสร็จ 2 จาก 3 ขั้นตอน" in page()


def test_the_later_report_comes_over_the_earlier_where_it_says_something(
    office, round_, officer, director, page
):
    with_pdf(signed_round(round_, officer, director))
    twelve = opened_round(TWELVE_OPENS, 12)
    send(twelve.parts.get(group=office.groups.last()), officer, TWELVE_OPENS)

    with_pdf(sign_report(propose_report(twelve, officer), director))

    shown = page()
    assert "แล้วเสร็จ 3 จาก 3 ขั้นตอน" in shown
    assert "รายงานรอบ 6 เดือน" in shown
    assert "ข้อมูล ณ วันที่ 31 สิงหาคม พ.ศ. 2567" in shown
