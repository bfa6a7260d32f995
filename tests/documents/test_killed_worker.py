"""Processes that are killed outright on a paper's way: it is made once, and no number is lost.

The worker is another process with a queue on disk and a database in a file, as in an office.
"""

from __future__ import annotations

import signal

import pytest

from tests.documents.papers_of_portal import SWEEP, PaperPortal


@pytest.fixture(scope="module")
def portal(tmp_path_factory) -> PaperPortal:
    """Give a portal with an office; the papers of one test stay for the next."""
    return PaperPortal.made_in(tmp_path_factory.mktemp("papers"))


MOMENTS = {
    "while rendering": "before to_pdf",
    "between rendering and sealing": "before sealed",
    "before the file is written": "before _keep_file",
    "between the file and the row": "after _keep_file",
}


def test_a_worker_that_is_killed_leaves_no_paper_public_and_the_next_one_makes_each_once(portal):
    """Four papers at four moments, with one cut of the power."""
    count = len(MOMENTS)
    numbers = list(range(1, count + 1))
    portal.stop_at(list(MOMENTS.values()))
    portal.propose(count)
    assert portal.sign() == 0
    with portal.worker(threads=count) as worker:
        portal.wait_for(lambda: portal.stopped == count, "the papers did not come to their moments")
        portal.kill(worker)
    assert portal.states == [("pending", number, "used", "running") for number in numbers]

    portal.stop_at([])
    portal.pretend_that_time_went_by()
    with portal.worker() as worker:
        portal.wait_until_ready(count)
        worker.terminate()
        worker.wait()

    assert [row[1] for row in portal.states] == numbers
    assert len(portal.files) == count, portal.files
    assert portal.ask("SELECT DISTINCT starts FROM jobs_job WHERE task = 'documents.render'") == [
        (2,)
    ]


def test_a_process_that_dies_while_signing_has_signed_all_of_it_or_nothing(portal):
    before = len(portal.states)
    portal.propose(1)

    died = portal.sign("before-commit")

    assert died == -signal.SIGKILL
    assert len(portal.states) == before
    [reserved] = portal.ask("SELECT number FROM documents_papernumber WHERE state = 'reserved'")
    assert portal.ask("SELECT count(*) FROM documents_signature") == [(before,)]

    assert portal.sign("before-message") == -signal.SIGKILL

    status, number, _, job = portal.states[-1]
    assert (status, number, job) == ("pending", reserved[0], "queued")
    with portal.worker() as worker:
        portal.do(SWEEP)
        portal.wait_until_ready(before + 1)
        worker.terminate()
        worker.wait()
    assert [row[1] for row in portal.states] == list(range(1, before + 2))
