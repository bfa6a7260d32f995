"""The daily deed of this room: rounds open, go on with a changed plan, and people are reminded."""

from __future__ import annotations

import logging
from datetime import date

from measures.rules.progress.carrying import carry_on_all
from measures.rules.progress.opening import open_due_rounds
from measures.rules.progress.reminding import remind

logger = logging.getLogger(__name__)


def do_day(day_id: int) -> None:
    """Open what is due on the day, an ordinal, and remind. Safe to run twice and at once."""
    today = date.fromordinal(day_id)
    opened, carried, told = open_due_rounds(today), carry_on_all(), remind(today)
    logger.info("rounds opened %s, carried on %s, reminders %s", opened, carried, told)


def note_failure(day_id: int) -> None:
    """Leave a word in the log; the next day does what is still due then."""
    logger.error("the deeds of %s on progress have failed", date.fromordinal(day_id))
