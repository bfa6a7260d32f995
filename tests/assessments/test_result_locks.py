"""A confirmed result is locked, and unlocked with a reason; each by one, at one moment."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assessments.models import Result
from assessments.rules.results import (
    confirm_result,
    lock_result,
    reopen_result,
    save_scores,
    unlock_result,
)
from ita_portal.audit.models import AuditEvent
from ita_portal.errors import Refused, Stale
from ita_portal.home.trail import sentence
from tests.factories.assessments import ResultFactory
from tests.races import AT_ONCE, together


@pytest.fixture
def confirmed(office, officer, load_year):
    """Give the confirmed result of 2564."""
    return ResultFactory(office=office, framework=load_year(2564), confirmed_by=officer)


@pytest.fixture
def locked(confirmed, coordinator):
    """Give it locked."""
    return lock_result(confirmed, expected_revision=1, by=coordinator)


def test_locking_keeps_who_and_when_and_who_confirmed(locked, officer, coordinator):
    assert locked.status == Result.Status.LOCKED
    assert (locked.locked_by, locked.confirmed_by) == (coordinator, officer)
    assert locked.locked_at is not None
    assert locked.is_settled


def test_a_locked_result_is_not_opened_confirmed_or_saved_over(locked, office, officer):
    with pytest.raises(Refused, match="ปลดล็อก"):
        reopen_result(locked, reason="คะแนนผิด", by=officer)
    with pytest.raises(Refused, match="ปลดล็อก"):
        confirm_result(locked, expected_revision=2, by=officer)
    with pytest.raises(Refused, match="ปลดล็อก"):
        save_scores(
            office=office,
            fiscal_year=2564,
            scores={1: Decimal(50)},
            expected_revision=2,
            by=officer,
        )

    assert Result.objects.get().status == Result.Status.LOCKED
    assert Result.objects.get().revision == 2


def test_unlocking_needs_a_reason_and_leaves_the_result_confirmed(locked, officer, director):
    with pytest.raises(Refused, match="เหตุผล"):
        unlock_result(locked, reason=" ", by=director)

    unlocked = unlock_result(locked, reason="หน่วยกำกับแจ้งแก้ผล", by=director)

    assert unlocked.status == Result.Status.CONFIRMED
    assert (unlocked.locked_at, unlocked.locked_by) == (None, None)
    assert unlocked.confirmed_by == officer
    event = AuditEvent.objects.get(verb="result.unlocked")
    assert (event.detail["reason"], event.by_id) == ("หน่วยกำกับแจ้งแก้ผล", director.pk)


@pytest.mark.parametrize("status", [Result.Status.DRAFT, Result.Status.LOCKED])
def test_only_a_confirmed_result_is_locked(office, officer, load_year, status, locked):
    if status == Result.Status.DRAFT:
        draft = unlock_result(locked, reason="ตรวจใหม่", by=officer)
        locked = reopen_result(draft, reason="ตรวจใหม่", by=officer)

    with pytest.raises(Refused, match="ล็อกแล้ว"):
        lock_result(locked, expected_revision=locked.revision, by=officer)


def test_what_is_not_locked_is_not_unlocked(confirmed, officer):
    with pytest.raises(Refused, match="ยืนยันแล้ว"):
        unlock_result(confirmed, reason="ตรวจใหม่", by=officer)


def test_locking_what_somebody_corrected_meanwhile_is_stale(confirmed, officer):
    opened = reopen_result(confirmed, reason="คะแนนผิด", by=officer)
    confirm_result(opened, expected_revision=opened.revision, by=officer)

    with pytest.raises(Stale):
        lock_result(confirmed, expected_revision=1, by=officer)

    assert Result.objects.get().status == Result.Status.CONFIRMED


def test_the_trail_says_it_in_words(locked, director):
    unlock_result(locked, reason="ตรวจใหม่", by=director)

    verbs = AuditEvent.objects.order_by("pk").values_list("verb", flat=True)
    assert [sentence(verb) for verb in verbs] == ["ล็อกคะแนน", "ปลดล็อกคะแนน"]


@pytest.mark.django_db(transaction=True)
def test_four_who_lock_at_once_lock_once(confirmed, coordinator):
    said = together(lambda: lock_result(confirmed, expected_revision=1, by=coordinator))

    assert said.count("done") == 1
    assert len(said) == AT_ONCE
    assert AuditEvent.objects.filter(verb="result.locked").count() == 1


@pytest.mark.django_db(transaction=True)
def test_locking_and_opening_at_once_gives_one_of_both(confirmed, coordinator, officer):
    deeds = iter(
        [
            lambda: lock_result(confirmed, expected_revision=1, by=coordinator),
            lambda: reopen_result(confirmed, reason="คะแนนผิด", by=officer),
        ]
        * (AT_ONCE // 2)
    )
    said = together(lambda: next(deeds)())

    stands = Result.objects.get()
    assert said.count("done") == 1
    assert (stands.locked_at is None) == (stands.status == Result.Status.DRAFT)


@pytest.mark.django_db(transaction=True)
def test_four_who_save_items_at_once_save_once(office, officer, load_year):
    draft = ResultFactory(
        office=office, framework=load_year(2564), status=Result.Status.DRAFT, confirmed_at=None
    )

    said = together(
        lambda: save_scores(
            office=office,
            fiscal_year=2564,
            marks={"O1": Decimal(100)},
            expected_revision=draft.revision,
            by=officer,
        )
    )

    assert said.count("done") == 1
    assert Result.objects.get().revision == draft.revision + 1
