"""The daily deed of this room: rounds open, go on with a changed plan, and people are reminded."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date

from measures.rules.progress.apart import Failures
from measures.rules.progress.carrying import carry_on_all
from measures.rules.progress.opening import open_due_rounds
from measures.rules.progress.reminding import remind

logger = logging.getLogger(__name__)


def do_day(day_id: int) -> None:
    """Open what is due on the day, an ordinal, and remind. Safe to run twice and at once.

    What fails, be it one round, does not keep the rest from being done; it is raised at the end,
    so that the day is tried again.
    """
    today, failures = date.fromordinal(day_id), Failures()
    deeds: dict[str, Callable[[], int]] = {
        "opened": lambda: open_due_rounds(today),
        "carried on": carry_on_all,
        "reminders": lambda: remind(today),
    }
    for what, deed in deeds.items():
        with failures.kept(f"progress of {today}: {what}"):
            logger.info("progress of %s: %s %s", today, what, deed())
    failures.raise_any("the deeds of the day on progress")


def note_failure(day_id: int) -> None:
    """Leave a word in the log; the scheduler hands the day over again a while later."""
    logger.error("the deeds of %s on progress have failed", date.fromordinal(day_id))
