"""What the worker does for disclosure: the deeds of the day, and publishing at its hour."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date

from celery import shared_task

from disclosure.rules.handing_in.freezing import sweep
from disclosure.rules.links.nightly import ask_links_in_force
from disclosure.rules.links.working import hand_over
from disclosure.rules.rechecking import ask_offices
from disclosure.rules.reminding import remind
from disclosure.rules.search.placing import place_missing
from disclosure.rules.versions import publish_due
from measures.rules.progress.apart import Failures

logger = logging.getLogger(__name__)


@shared_task(name="disclosure.publish")
def publish() -> None:
    """Show the evidence whose hour has come. Safe to repeat and at the same time."""
    publish_due()


@shared_task(name="disclosure.links_due")
def links_due() -> None:
    """Wake the worker for the links that wait. Safe to repeat and at the same time."""
    hand_over()


def do_day(day_id: int) -> None:
    """Publish what is due, have evidence and links checked again, tidy, and remind. Safe to repeat.

    What fails does not keep the rest from being done; it is raised at the end, so that the day is
    tried again.
    """
    today, failures = date.fromordinal(day_id), Failures()
    deeds: dict[str, Callable[[], int]] = {
        "published": publish_due,
        "things made known to the search": place_missing,
        "links tried again": ask_links_in_force,
        "offices checked again": lambda: ask_offices(day_id),
        "files of copies swept": sweep,
        "reminders": lambda: remind(today),
    }
    for what, deed in deeds.items():
        with failures.kept(f"disclosure of {today}: {what}"):
            logger.info("disclosure of %s: %s %s", today, what, deed())
    failures.raise_any("the deeds of the day on disclosure")


def note_failure(day_id: int) -> None:
    """Leave a word in the log; the scheduler hands the day over again a while later."""
    logger.error("the deeds of %s on disclosure have failed", date.fromordinal(day_id))
