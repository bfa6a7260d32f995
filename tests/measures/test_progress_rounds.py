"""Rounds open by themselves: each group gets each of its steps once, whatever happens meanwhile."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from ita_portal.audit.models import AuditEvent
from ita_portal.errors import Refused, Stale
from measures.models import GroupReport, Round, Step, StepReport
from measures.rules.progress import opening
from measures.rules.progress.dates import RoundDates, default_dates
from measures.rules.progress.opening import open_due_rounds
from measures.rules.progress.rounds import round_of, set_dates
from tests.factories.measures import IssueFactory, MeasureFactory, PlanFactory
from tests.factories.organisations import GroupFactory
from tests.measures.progress_cast import (
    SIX_DUE,
    SIX_OPENS,
    TWELVE_OPENS,
    YEAR,
    opened_round,
    plan_of_groups,
    sign,
    tasks,
)
from tests.races import together


@pytest.fixture
def plan(office, officer, director):
    return plan_of_groups(office, officer, director)


def test_each_owner_group_gets_its_steps_and_a_measure_without_steps_counts_as_one(office, plan):
    round_ = opened_round()

    every = plan.issues.get().measures.get(every_group=True).title
    assert tasks(round_) == [
        ("กลุ่มส่งเสริมการจัดการศึกษา", every),
        ("กลุ่มอำนวยการ", every),
        ("กลุ่มอำนวยการ", "สำรวจขั้นตอนเดิม"),
        ("กลุ่มอำนวยการ", "เผยแพร่ฉบับใหม่"),
    ]


def test_of_a_step_with_sub_steps_only_these_are_given_out(office, plan):
    measure = plan.issues.get().measures.get(position=1)
    whole = measure.steps.get(position=1)
    Step.objects.create(measure=measure, part_of=whole, position=1, text="ขั้นตอนย่อย")

    words = [step for _, step in tasks(opened_round())]

    assert "ขั้นตอนย่อย" in words
    assert whole.text not in words


def test_a_group_out_of_use_gets_nothing(office, plan):
    GroupFactory(office=office, name="กลุ่มเก่า", is_active=False)

    assert "กลุ่มเก่า" not in {group for group, _ in tasks(opened_round())}


@pytest.mark.parametrize(
    ("day", "months"),
    [
        (SIX_OPENS - timedelta(days=1), []),
        (SIX_OPENS, [6]),
        (SIX_DUE + timedelta(days=20), [6]),
        (TWELVE_OPENS, [6, 12]),
        (date(2024, 10, 15), [6, 12]),
        (date(2025, 1, 15), []),
    ],
)
def test_rounds_open_on_their_day_and_after_a_standstill_but_not_in_years_long_past(
    plan, day, months
):
    open_due_rounds(day)

    assert list(Round.objects.values_list("months", flat=True)) == months


def test_a_round_that_was_due_before_the_plan_was_signed_does_not_open(office, officer, director):
    late = PlanFactory(office=office, fiscal_year=YEAR)
    MeasureFactory(issue=IssueFactory(plan=late), owners=[office.groups.first()])
    sign(late, officer, director, at=datetime(2024, 5, 2, tzinfo=UTC))

    open_due_rounds(TWELVE_OPENS)

    assert list(Round.objects.values_list("months", flat=True)) == [12]


def test_a_plan_that_nobody_signed_opens_nothing(office):
    MeasureFactory(issue=IssueFactory(plan=PlanFactory(office=office, fiscal_year=YEAR)))

    assert open_due_rounds(SIX_OPENS) == 0


def test_opening_twice_changes_nothing(plan):
    round_ = opened_round()
    before = tasks(round_), round_.opened_at

    assert open_due_rounds(SIX_OPENS + timedelta(days=1)) == 0

    assert (tasks(round_), Round.objects.get().opened_at) == before
    assert AuditEvent.objects.filter(verb="round.opened").count() == 1


def test_an_end_in_the_middle_leaves_whole_rounds_or_none(office, plan, monkeypatch):
    real = opening.spread

    def dies(ids):
        real(ids)
        raise KeyboardInterrupt

    monkeypatch.setattr(opening, "spread", dies)
    with pytest.raises(KeyboardInterrupt):
        open_due_rounds(SIX_OPENS)
    left = GroupReport.objects.count(), Round.objects.filter(opened_at__isnull=False).count()
    monkeypatch.setattr(opening, "spread", real)
    open_due_rounds(SIX_OPENS)

    assert left == (0, 0)
    assert len(tasks(Round.objects.get())) == 4


def test_opening_costs_no_query_more_for_more_steps_and_groups(
    office, officer, director, plan, count_queries
):
    measure = plan.issues.get().measures.get(position=1)
    with count_queries() as few:
        open_due_rounds(SIX_OPENS)
    Round.objects.all().delete()
    for place in range(3, 43):
        Step.objects.create(measure=measure, position=place, text=f"ขั้นตอน {place}")
    for _ in range(10):
        GroupFactory(office=office)

    with count_queries() as many:
        open_due_rounds(SIX_OPENS)

    assert len(many) == len(few)
    assert StepReport.objects.count() == 54


@pytest.mark.django_db(transaction=True)
def test_four_schedulers_at_once_give_each_group_each_step_once(plan):
    outcomes = together(lambda: open_due_rounds(SIX_OPENS))

    assert outcomes == ["done"] * 4
    assert len(tasks(Round.objects.get())) == 4
    assert AuditEvent.objects.filter(verb="round.opened").count() == 1


def test_the_coordinator_sets_the_dates_and_a_round_whose_day_has_come_opens(
    office, plan, coordinator
):
    dates = RoundDates(date(2024, 2, 1), date(2024, 2, 29), date(2024, 3, 15))

    first = set_dates(
        round_of(office, YEAR, 6),
        dates=dates,
        expected_revision=0,
        by=coordinator,
        today=date(2024, 1, 31),
    )
    open_due_rounds(date(2024, 2, 1))

    assert first.opened_at is None
    kept = Round.objects.get()
    assert (kept.due_on, kept.opened_at is not None) == (date(2024, 3, 15), True)


def test_a_year_long_past_opens_when_the_coordinator_says_so(office, plan, coordinator):
    set_dates(
        round_of(office, YEAR, 6),
        dates=default_dates(YEAR, 6),
        expected_revision=0,
        by=coordinator,
        today=date(2026, 11, 21),
    )

    assert len(tasks(Round.objects.get())) == 4


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        (RoundDates(date(2024, 3, 2), date(2024, 3, 1), date(2024, 3, 1)), "ก่อนวันเปิดรอบ"),
        (RoundDates(date(2024, 3, 1), date(2024, 10, 1), date(2024, 4, 1)), "ปีงบประมาณ พ.ศ. 2567"),
    ],
)
def test_days_in_no_order_are_refused(office, plan, coordinator, dates, words):
    with pytest.raises(Refused, match=words):
        set_dates(
            round_of(office, YEAR, 6),
            dates=dates,
            expected_revision=0,
            by=coordinator,
            today=SIX_OPENS,
        )


def test_dates_are_not_set_over_somebody_elses(office, plan, coordinator):
    opened_round()

    with pytest.raises(Stale):
        set_dates(
            round_of(office, YEAR, 6),
            dates=default_dates(YEAR, 6),
            expected_revision=0,
            by=coordinator,
            today=SIX_OPENS,
        )
