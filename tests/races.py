"""Several people at the same moment, for tests with `django_db(transaction=True)`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from ita_portal.errors import Refused

AT_ONCE = 4


def together(deed: Callable[[], object]) -> list[str]:
    """Do `deed` in four threads at once; return "done" or the refusal of each."""
    return at_once([deed] * AT_ONCE)


def at_once(deeds: Sequence[Callable[[], object]]) -> list[str]:
    """Do all `deeds` in a thread each at once; return "done" or the refusal of each."""
    start = Barrier(len(deeds))

    def attempt(deed: Callable[[], object]) -> str:
        try:
            start.wait(timeout=30)
            deed()
        except Refused as refused:
            return refused.message
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(attempt, deeds))
