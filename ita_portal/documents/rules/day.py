"""The daily deed of this room: reminders of certificates, papers led on, what is old swept."""

from __future__ import annotations

import logging
from datetime import date

from ita_portal.documents.rules.certificates import reminders_of
from ita_portal.documents.rules.chain import lead_all_on
from ita_portal.documents.rules.leftovers import sweep_leftovers
from ita_portal.documents.rules.previewing import sweep_previews
from ita_portal.notifications.rules import gather

logger = logging.getLogger(__name__)


def do_day(day_id: int) -> None:
    """Do what is due on the day, an ordinal. Safe to run twice and at once."""
    today = date.fromordinal(day_id)
    told = gather(reminders_of(today), day=today)
    under_way, swept, left = lead_all_on(), sweep_previews(), sweep_leftovers()
    logger.info(
        "papers of %s: %s told, %s under way, %s previews and %s leftovers swept",
        *(today, told, under_way, swept, left),
    )


def note_failure(day_id: int) -> None:
    """Leave a word in the log; the scheduler hands the day over again a while later."""
    logger.error("the deeds of %s on papers have failed", date.fromordinal(day_id))
