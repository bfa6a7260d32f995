"""Redis is started anew while papers wait to be made: its messages are gone, the jobs are not.

Collected where there is a Redis (see conftest.py), as there is on every machine of production.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.documents.papers_of_portal import SWEEP, PaperPortal
from tests.documents.redis_server import Redis

COUNT = 3


@pytest.fixture
def redis(tmp_path) -> Iterator[Redis]:
    server = Redis(tmp_path)
    server.start()
    yield server
    server.kill()


@pytest.fixture
def portal(tmp_path, redis) -> PaperPortal:
    """Give a portal with an office whose queue is in Redis."""
    made = PaperPortal.made_in(tmp_path)
    made.environment["REDIS_URL"] = redis.address
    return made


def test_papers_that_wait_when_redis_is_started_anew_are_made_once_each(portal, redis):
    portal.propose(COUNT)
    assert portal.sign() == 0
    redis.kill()
    portal.propose(1)
    assert portal.sign() == 0, "one signs while Redis is away, too"
    waiting = [row[0] for row in portal.states]
    redis.start()

    portal.pretend_that_time_went_by()
    with portal.worker() as worker:
        portal.wait_until_ready(COUNT + 1)
        redis.kill()
        redis.start()
        portal.propose(1)
        assert portal.sign() == 0
        portal.pretend_that_time_went_by()
        portal.do(SWEEP)
        portal.wait_until_ready(COUNT + 2)
        worker.terminate()
        worker.wait()

    assert waiting == ["pending"] * (COUNT + 1)
    assert [row[1] for row in portal.states] == list(range(1, COUNT + 3))
    assert len(portal.files) == COUNT + 2
    starts = "SELECT DISTINCT starts FROM jobs_job WHERE task = 'documents.render'"
    assert portal.ask(starts) == [(1,)]
