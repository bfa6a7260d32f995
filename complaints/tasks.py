"""The daily deed of this room: handlers are told what came in, and nobody's files are swept up."""

from __future__ import annotations

import logging
from datetime import date

from complaints.rules.clocks import reckon_everywhere
from complaints.rules.copying import let_old_go
from complaints.rules.filing import sweep
from complaints.rules.news import hand_over
from complaints.rules.publishing import ask_directors, settle_everywhere
from complaints.rules.reminding import remind
from complaints.rules.retention import purge_due, warn

logger = logging.getLogger(__name__)


def do_day(day_id: int) -> None:
    """Tell the handlers what came in before the day, an ordinal. Safe to run twice and at once.

    Once a day alone: a message at once would tell the hour of an arrival.
    """
    today = date.fromordinal(day_id)
    reckoned = reckon_everywhere()
    settled = settle_everywhere(today)
    told = remind(today) + ask_directors(today)
    hand_over(today)
    gone = (warn(today), purge_due(today))
    swept = let_old_go(today) + sweep()
    logger.info(
        "complaints of %s: open %s, settled %s, told %s, purged %s, swept %s",
        *(today, reckoned, settled, told, gone, swept),
    )


def note_failure(day_id: int) -> None:
    """Leave a word in the log; the scheduler hands the day over again a while later."""
    logger.error("the deeds of %s on complaints have failed", date.fromordinal(day_id))
