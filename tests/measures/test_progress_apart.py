"""One round or office that cannot be done does not keep the others from theirs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ita_portal.errors import Stale
from ita_portal.notifications.models import Line
from measures import tasks
from measures.models import GroupReport, Round
from measures.rules.progress import carrying, opening, reminding
from measures.rules.progress.carrying import carry_on_all
from measures.rules.progress.dates import default_dates
from measures.rules.progress.opening import open_due_rounds
from measures.rules.progress.reminding import remind
from measures.rules.progress.rounds import round_of, set_dates
from tests.factories.organisations import GroupFactory
from tests.measures.progress_cast import (
    SIX_DUE,
    SIX_OPENS,
    YEAR,
    member,
    plan_of_groups,
    version_after,
)


@pytest.fixture
def plans(office, other_office, officer, director):
    """Give the signed plans of two offices."""
    GroupFactory(office=other_office, name="กลุ่มของอีกสำนักงาน")
    return [plan_of_groups(one, officer, director) for one in (office, other_office)]


@pytest.fixture
def people(office, other_office):
    return [member(one.groups.first()) for one in (office, other_office)]


def refuse(real, is_bad):
    """Return the function as it is, but failing for what is bad."""

    def guarded(first, *more):
        if is_bad(first):
            raise RuntimeError("a mistake")
        return real(first, *more)

    return guarded


def rounds_opened() -> set[int]:
    opened = Round.objects.filter(opened_at__isnull=False)
    return set(opened.values_list("office_id", flat=True))


def reminded() -> list[int]:
    """Return who was reminded of a round, as often as they were."""
    lines = Line.objects.filter(key__startswith="progress:")
    return sorted(lines.values_list("user_id", flat=True))


def test_a_round_that_cannot_be_opened_stays_closed_alone(plans, office, other_office, monkeypatch):
    bad = Round.objects.create(
        office=office, fiscal_year=YEAR, months=6, **vars(default_dates(YEAR, 6))
    )
    with monkeypatch.context() as patch:
        patch.setattr(opening, "spread", refuse(opening.spread, lambda ids: bad.pk in ids))
        with pytest.raises(ExceptionGroup):
            open_due_rounds(SIX_OPENS)
    opened_without = rounds_opened()

    open_due_rounds(SIX_OPENS)

    assert opened_without == {other_office.pk}
    assert rounds_opened() == {office.pk, other_office.pk}
    assert GroupReport.objects.count() == 3


def test_a_round_that_cannot_go_on_does_not_keep_the_others(plans, officer, director, monkeypatch):
    open_due_rounds(SIX_OPENS)
    newer = [version_after(plan, officer, director) for plan in plans]
    bad = Round.objects.order_by("pk")[0]
    real = carrying.carry_on
    monkeypatch.setattr(carrying, "carry_on", refuse(real, lambda round_: round_.pk == bad.pk))

    with pytest.raises(ExceptionGroup):
        carry_on_all()

    followed = set(Round.objects.values_list("plan_id", flat=True)) & {one.pk for one in newer}
    assert len(followed) == 1


def test_an_office_that_cannot_be_reminded_does_not_keep_the_others(
    plans, people, office, monkeypatch
):
    open_due_rounds(SIX_OPENS)
    words = refuse(reminding._words, lambda part: part.round.office_id == office.pk)
    with monkeypatch.context() as patch:
        patch.setattr(reminding, "_words", words)
        with pytest.raises(ExceptionGroup):
            remind(SIX_OPENS)
    told_without = reminded()

    remind(SIX_OPENS)

    assert told_without == [people[1].pk]
    assert reminded() == sorted(person.pk for person in people)


def test_people_are_reminded_although_nothing_could_be_opened(plans, people, monkeypatch):
    open_due_rounds(SIX_OPENS)
    monkeypatch.setattr(tasks, "open_due_rounds", lambda today: 1 / 0)

    with pytest.raises(ExceptionGroup):
        tasks.do_day(SIX_OPENS.toordinal())

    assert len(reminded()) == 2


def test_a_disk_that_is_away_is_told_as_such_so_that_the_worker_tries_again(plans, monkeypatch):
    def away(today):
        raise OSError("no disk")

    monkeypatch.setattr(tasks, "remind", away)

    with pytest.raises(OSError, match="no disk"):
        tasks.do_day(SIX_OPENS.toordinal())


def test_what_is_late_beyond_reminding_is_not_even_looked_at(plans, people, count_queries):
    open_due_rounds(SIX_OPENS)

    with count_queries() as asked:
        assert remind(SIX_DUE + timedelta(days=57)) == 0

    assert len(asked) <= 1


def test_dates_that_the_scheduler_made_at_the_same_moment_are_told_and_no_mistake(
    plans, office, coordinator, monkeypatch
):
    unkept = round_of(office, YEAR, 6)
    open_due_rounds(SIX_OPENS)
    monkeypatch.setattr("measures.rules.progress.rounds.round_of", lambda *place: unkept)

    with pytest.raises(Stale):
        set_dates(
            unkept,
            dates=default_dates(YEAR, 6),
            expected_revision=0,
            by=coordinator,
            today=SIX_OPENS,
        )

    assert Round.objects.filter(office=office).count() == 1
