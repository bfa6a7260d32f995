"""Rounds at the same moment: opened, changed, noted and sent by several; nothing twice or lost."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

import pytest

from ita_portal.audit.models import AuditEvent
from ita_portal.documents.models import Document, Proposal
from ita_portal.errors import Refused
from ita_portal.notifications.models import Line
from measures.models import Round, StepReport
from measures.rules.progress.carrying import carry_on
from measures.rules.progress.dates import default_dates
from measures.rules.progress.noting import save_step
from measures.rules.progress.opening import open_due_rounds, open_round
from measures.rules.progress.parts import return_part, send_part
from measures.rules.progress.report import reading_of, submit_report
from measures.rules.progress.rounds import round_of, set_dates
from tests.measures.progress_cast import (
    DONE,
    SIX_OPENS,
    YEAR,
    complete,
    member,
    opened_round,
    plan_of_groups,
    tasks,
    version_after,
)
from tests.measures.report_cast import send_all, sign_report
from tests.races import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def plan(office, officer, director):
    return plan_of_groups(office, officer, director)


def abreast(**deeds: Callable[[], object]) -> dict[str, str]:
    """Do four different deeds at once; return "done" or the refusal of each by its name."""
    left, told = deque(deeds.items()), {}

    def next_one() -> None:
        name, deed = left.popleft()
        try:
            deed()
            told[name] = "done"
        except Refused as refused:
            told[name] = refused.message

    together(next_one)
    return told


def test_four_who_open_one_round_give_each_group_each_step_once(office, officer, plan):
    round_ = round_of(office, YEAR, 6)
    round_.save()

    outcomes = together(lambda: open_round(round_, by=officer))

    assert outcomes == ["done"] * 4
    assert len(tasks(round_)) == 4
    assert AuditEvent.objects.filter(verb="round.opened").count() == 1


def test_dates_that_are_set_while_the_scheduler_opens_make_no_second_round(office, officer, plan):
    def keep() -> None:
        set_dates(
            round_of(office, YEAR, 6),
            dates=default_dates(YEAR, 6),
            expected_revision=0,
            by=officer,
            today=SIX_OPENS,
        )

    told = abreast(
        keeps=keep,
        opens=lambda: open_due_rounds(SIX_OPENS),
        keeps_too=keep,
        opens_too=lambda: open_due_rounds(SIX_OPENS),
    )

    assert (told["opens"], told["opens_too"]) == ("done", "done")
    assert len(tasks(Round.objects.get())) == 4


def test_what_is_noted_while_the_plan_changes_is_kept_or_said_not_to_be(
    office, officer, director, plan
):
    part = opened_round().parts.get(group=office.groups.first())
    goes, stays = (part.steps.get(step__position=place) for place in (2, 1))
    second = version_after(plan, officer, director)

    def save(report: StepReport) -> None:
        save_step(report, values=DONE, expected_revision=1, by=officer, on=SIX_OPENS)

    told = abreast(
        carries=lambda: carry_on(part.round, second),
        goes=lambda: save(goes),
        stays=lambda: save(stays),
        carries_too=lambda: carry_on(part.round, second),
    )

    assert (told["carries"], told["carries_too"], told["stays"]) == ("done", "done", "done")
    assert StepReport.objects.get(pk=stays.pk).result == DONE.result
    kept = StepReport.objects.filter(pk=goes.pk).first()
    if told["goes"] == "done":
        assert (kept.result, kept.is_dropped) == (DONE.result, True)
    else:
        assert kept is None
        assert "ไม่มีในแผนฉบับปัจจุบันแล้ว" in told["goes"]


def test_a_part_that_is_sent_while_the_plan_changes_is_never_sent_without_its_new_steps(
    office, officer, director, plan
):
    part = opened_round().parts.get(group=office.groups.first())
    complete(part, officer)
    second = version_after(plan, officer, director)

    abreast(
        carries=lambda: carry_on(part.round, second),
        sends=lambda: send_part(part, by=officer, on=SIX_OPENS),
        sends_too=lambda: send_part(part, by=officer, on=SIX_OPENS),
        carries_too=lambda: carry_on(part.round, second),
    )

    part.refresh_from_db()
    assert part.status in {"open", "returned"}
    assert part.steps.filter(state="", is_dropped=False).count() == 1


def test_four_who_send_a_part_back_send_it_back_once(office, officer, coordinator, plan):
    person = member(office.groups.first())
    part = opened_round().parts.get(group=office.groups.first())
    complete(part, person)
    send_part(part, by=person, on=SIX_OPENS)

    outcomes = together(lambda: return_part(part, comment="ขอตัวเลข", by=coordinator, on=SIX_OPENS))

    assert outcomes.count("done") == 1
    assert Line.objects.filter(user=person).count() == 1


def test_four_proposals_of_a_report_give_one_and_four_corrections_one_more(
    officer, coordinator, director, plan
):
    round_ = send_all(opened_round(), officer)

    def propose(*, as_correction: bool = False) -> None:
        shown = reading_of(round_).words_sha256
        submit_report(
            round_,
            words_sha256=shown,
            without_silent=False,
            by=officer,
            as_correction=as_correction,
        )

    first = together(propose)
    sign_report(Proposal.objects.get(kind="progress_half"), director)
    part = round_.parts.first()
    return_part(part, comment="แก้", by=coordinator, on=SIX_OPENS)
    StepReport.objects.filter(part=part).update(result="แก้แล้ว")
    send_part(part, by=officer, on=SIX_OPENS)
    second = together(lambda: propose(as_correction=True))

    assert (first.count("done"), second.count("done")) == (1, 1)
    assert Document.objects.filter(kind="progress_half").count() == 1
