"""Several people at the same moment, for tests with `django_db(transaction=True)`."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from ita_portal.errors import Refused

AT_ONCE = 4


def together(deed: Callable[[], object]) -> list[str]:
    """Do `deed` in four threads at once; return "done" or the refusal of each."""
    start = Barrier(AT_ONCE)

    def attempt(_: int) -> str:
        try:
            start.wait(timeout=10)
            deed()
        except Refused as refused:
            return refused.message
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(attempt, range(AT_ONCE)))
