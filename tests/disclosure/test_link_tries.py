"""What several tries of a link say together, and when it is tried again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from disclosure.models import LinkVerdict
from disclosure.rules.links.tries import STILL_TRYING, Tried, pause_after, standing
from disclosure.rules.links.trying import LinkTry
from disclosure.rules.links.verdicts import TOLD, Reason, Verdict

BEGIN = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def tried(*row: tuple[float, Reason]) -> list[Tried]:
    """Give tries by the hour after the first."""
    return [Tried(BEGIN + timedelta(hours=hour), LinkTry(reason)) for hour, reason in row]


def test_a_host_that_answers_500_for_an_hour_is_not_condemned():
    tries = tried(*((minutes / 60, Reason.SERVER_ERROR) for minutes in range(0, 61, 5)))

    found = standing(tries)

    assert (found.verdict, found.reason) == (Verdict.UNSURE, Reason.SERVER_ERROR)
    assert found.words.endswith(STILL_TRYING)


def test_three_failed_tries_over_a_day_condemn():
    tries = tried((0, Reason.SERVER_ERROR), (12, Reason.CLOSED), (24, Reason.NOT_FOUND))

    assert standing(tries).verdict is Verdict.FAILS
    assert standing(tries).words == TOLD[Reason.NOT_FOUND].words


def test_two_failed_tries_over_a_week_do_not():
    assert standing(tried((0, Reason.GONE), (168, Reason.GONE))).verdict is Verdict.UNSURE


def test_a_try_that_opened_between_begins_the_count_anew():
    tries = tried((0, Reason.NOT_FOUND), (10, Reason.OK), (12, Reason.NOT_FOUND), (25, Reason.GONE))

    assert standing(tries).verdict is Verdict.UNSURE


def test_a_link_that_opens_again_is_clean_at_once():
    failed = tried((0, Reason.GONE), (12, Reason.GONE), (24, Reason.GONE), (25, Reason.OK))

    assert standing(failed).verdict is Verdict.OPENS


@pytest.mark.parametrize("reason", [Reason.SLOW, Reason.FORBIDDEN, Reason.BUSY, Reason.OFFLINE])
def test_what_cannot_be_told_is_never_condemned(reason):
    tries = tried(*((hour, reason) for hour in range(0, 240, 12)))

    assert standing(tries).verdict is Verdict.UNSURE


@pytest.mark.parametrize("reason", [Reason.LOGIN, Reason.DRIVE, Reason.PRIVATE, Reason.SCHEME])
def test_what_no_waiting_changes_is_told_at_once(reason):
    assert standing(tried((0, reason))).verdict is Verdict.FAILS


def test_tries_are_spread_so_that_a_day_is_over_with_the_third():
    tries: list[Tried] = []
    hours = 0.0
    while len(tries) < 3:
        tries += tried((hours, Reason.NOT_FOUND))
        hours += (pause_after(tries) or timedelta(0)) / timedelta(hours=1)
    tries += tried((hours, Reason.NOT_FOUND))

    assert standing(tries[:3]).verdict is Verdict.UNSURE
    assert standing(tries).verdict is Verdict.FAILS
    assert pause_after(tries) is None


def test_a_host_that_names_a_time_is_not_asked_before():
    late = Tried(BEGIN, LinkTry(Reason.BUSY, retry_after=4 * 3600))
    endless = Tried(BEGIN, LinkTry(Reason.BUSY, retry_after=10**9))

    assert pause_after([late]) == timedelta(hours=4)
    assert pause_after([endless]) == timedelta(hours=12)


def test_what_opens_is_tried_again_at_night_only():
    assert pause_after(tried((0, Reason.OK))) is None


def test_every_reason_has_its_words():
    assert set(TOLD) == set(Reason)
    assert {one.value for one in Verdict} == set(LinkVerdict.values)
    assert all(told.mend for told in TOLD.values() if told.verdict is Verdict.FAILS)
