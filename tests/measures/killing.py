"""The deeds of the day as they are, but that they wait in the middle until a test lets them go on.

Loaded by the worker alone. It waits after the second bundle of rounds, and after the second
bundle of reminders, each written and not committed: whoever is killed there has done the first.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from ita_portal.notifications import rules
from measures import tasks
from measures.rules.progress import opening

ROUNDS_AT_ONCE, LINES_AT_ONCE = 2, 4
PLACES = ("opening", "reminding")

_spread, _gather = opening.spread, rules._gather
_spreads, _gathers = count(1), count(1)


def _wait_at(place: str) -> None:
    """Say that the middle is reached, and wait to be killed or let go."""
    folder = Path(settings.DATA_DIR)
    (folder / f"{place}.reached").touch()
    while not (folder / f"{place}.go").exists():
        time.sleep(0.02)


def _spread_and_wait(ids: Sequence[int]) -> None:
    _spread(ids)
    if next(_spreads) == 2:
        _wait_at("opening")


def _gather_and_wait(part: list[Any], day: date) -> int:
    with transaction.atomic():
        told = _gather(part, day)
        if next(_gathers) == 2:
            _wait_at("reminding")
        return told


do_day: Callable[[int], None] = tasks.do_day
opening._AT_ONCE, rules._TOGETHER = ROUNDS_AT_ONCE, LINES_AT_ONCE
opening.spread, rules._gather = _spread_and_wait, _gather_and_wait
