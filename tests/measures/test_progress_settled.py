"""A round whose report is proposed or signed: it stays as it was reported, and is corrected."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse

from ita_portal.documents.models import Document, Proposal
from ita_portal.errors import Refused
from measures.models import Round, StepReport
from measures.rules.progress.carrying import carry_on, carry_on_all
from measures.rules.progress.dates import default_dates
from measures.rules.progress.overview import rounds_standing
from measures.rules.progress.parts import return_part, send_part
from measures.rules.progress.reported import signed_report
from measures.rules.progress.rounds import round_of, set_dates
from tests.measures.progress_cast import (
    DONE,
    SIX_DUE,
    SIX_OPENS,
    TWELVE_OPENS,
    YEAR,
    note,
    opened_round,
    plan_of_groups,
    version_after,
)
from tests.measures.report_cast import propose_report, send_all, sign_report, signed_round


@pytest.fixture
def plan(office, officer, director):
    return plan_of_groups(office, officer, director)


@pytest.fixture
def round_(plan) -> Round:
    return opened_round()


def standing(round_: Round) -> tuple[object, ...]:
    """Return all that a change of the plan could change in the round."""
    parts = sorted(round_.parts.values_list("pk", "status", "return_comment"))
    notes = sorted(
        StepReport.objects.filter(part__round=round_).values_list("pk", "step_id", "is_dropped")
    )
    return Round.objects.get(pk=round_.pk).plan_id, parts, notes


def reword(part, officer, coordinator):
    """Send the part back and let one of its steps say otherwise."""
    return_part(part, comment="แก้ถ้อยคำ", by=coordinator, on=SIX_OPENS)
    first = part.steps.order_by("pk")[0]
    return note(first, officer, replace(DONE, result="ผลที่แก้แล้ว"))


def test_a_change_of_the_plan_leaves_a_signed_round_as_it_was(round_, plan, officer, director):
    signed_round(round_, officer, director)
    before = standing(round_)

    second = version_after(plan, officer, director)

    assert carry_on_all() == 0
    assert standing(round_) == before
    with pytest.raises(Refused, match="รายงานของรอบนี้เสนอหรือลงนามแล้ว"):
        carry_on(round_, second)


def test_a_change_of_the_plan_waits_for_the_decision_on_a_report(round_, plan, officer, director):
    proposal = propose_report(send_all(round_, officer), officer)
    second = version_after(plan, officer, director)
    waited = carry_on_all()

    Proposal.objects.filter(pk=proposal.pk).update(
        status="returned", returned_by=director, returned_at="2024-05-01T00:00Z", return_comment="x"
    )
    gone_on = carry_on_all()

    assert (waited, gone_on) == (0, 1)
    assert Round.objects.get().plan_id == second.pk


def test_the_round_after_a_signed_one_goes_on_with_the_new_version(round_, plan, officer, director):
    signed_round(round_, officer, director)
    twelve = opened_round(TWELVE_OPENS, 12)
    second = version_after(plan, officer, director)

    assert carry_on_all() == 1
    assert Round.objects.get(pk=twelve.pk).plan_id == second.pk


@pytest.mark.parametrize("is_signed", [False, True], ids=["proposed", "signed"])
def test_the_days_of_a_reported_round_stay(round_, officer, director, coordinator, is_signed):
    proposal = propose_report(send_all(round_, officer), officer)
    if is_signed:
        sign_report(proposal, director)
    fresh = round_of(round_.office, YEAR, 6)

    with pytest.raises(Refused, match="เปลี่ยนวันของรอบไม่ได้"):
        set_dates(
            fresh,
            dates=default_dates(YEAR, 6),
            expected_revision=fresh.revision,
            by=coordinator,
            today=SIX_DUE,
        )


def test_the_page_of_the_days_says_why_they_stay(round_, officer, director, coordinator, login):
    signed_round(round_, officer, director)

    page = login(coordinator).get(
        reverse("measures:progress_dates", args=[round_.office.code, YEAR, 6])
    )

    assert "เปลี่ยนวันของรอบไม่ได้" in page.content.decode()
    assert "บันทึกวัน</button>" not in page.content.decode()


# -- a corrected report ---------------------------------------------------------------------------


def test_a_signed_report_is_not_proposed_again_unchanged(round_, officer, director):
    signed_round(round_, officer, director)

    with pytest.raises(Refused, match="ยังไม่มีสิ่งใดเปลี่ยน"):
        propose_report(round_, officer, as_correction=True)


def test_a_correction_says_so_and_takes_the_place_of_the_signed_report(
    round_, officer, director, coordinator
):
    old = signed_round(round_, officer, director)
    part = round_.parts.first()
    reword(part, officer, coordinator)
    send_part(part, by=officer, on=SIX_OPENS)

    with pytest.raises(Refused, match="ฉบับแก้ไข"):
        propose_report(round_, officer)
    proposal = propose_report(round_, officer, as_correction=True)
    new = sign_report(proposal, director)

    assert Document.objects.get(pk=old.pk).replaced_by == new
    assert signed_report(round_).document == new
    assert any("ฉบับแก้ไข แทนฉบับลงวันที่" in line for line in new.words["subject_lines"])


def test_while_a_correction_is_on_its_way_the_round_stays_signed(
    round_, officer, director, coordinator
):
    signed_round(round_, officer, director)
    part = round_.parts.first()
    reword(part, officer, coordinator)
    send_part(part, by=officer, on=SIX_OPENS)
    propose_report(round_, officer, as_correction=True)

    found = rounds_standing(round_.office, YEAR)[0]

    assert (found.is_signed, found.report) == (True, "submitted")


def test_the_report_page_asks_that_a_correction_is_meant(
    round_, officer, director, coordinator, login
):
    signed_round(round_, officer, director)
    address = reverse("measures:progress_report", args=[round_.office.code, YEAR, 6])
    unchanged = login(coordinator).get(address).content.decode()
    part = round_.parts.first()
    reword(part, officer, coordinator)
    send_part(part, by=officer, on=SIX_OPENS)

    changed = login(coordinator).get(address).content.decode()

    assert "ยังไม่มีสิ่งใดเปลี่ยนจากฉบับที่ลงนาม" in unchanged
    assert "เสนอรายงาน</button>" not in unchanged
    assert 'name="as_correction"' in changed
    assert "เสนอฉบับแก้ไข" in changed
