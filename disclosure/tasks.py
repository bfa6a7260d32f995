"""What the worker does for disclosure: the deeds of the day, and publishing at its hour."""

from __future__ import annotations

import logging
from datetime import date

from celery import shared_task

from disclosure.rules.links.nightly import ask_links_in_force
from disclosure.rules.links.working import hand_over
from disclosure.rules.rechecking import ask_offices
from disclosure.rules.versions import publish_due

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
    """Publish what is due, have all evidence checked again, and all links of what is public tried.

    Safe to repeat and at once.
    """
    publish_due()
    logger.info("%s links are tried again", ask_links_in_force())
    logger.info("evidence of %s offices is checked again", ask_offices(day_id))


def note_failure(day_id: int) -> None:
    """Leave a word in the log; the scheduler hands the day over again a while later."""
    logger.error("the deeds of %s on disclosure have failed", date.fromordinal(day_id))
