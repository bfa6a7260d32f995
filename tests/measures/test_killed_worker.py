"""The worker is killed while it opens rounds and while it reminds; nothing is lost or done twice.

A real one, in a process of its own, with a database in a file and a queue on disk.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.jobs.real_portal import Portal
from tests.measures.progress_cast import SIX_DUE

OFFICES, GROUPS, STEPS = 6, 3, 4
TASKS = OFFICES * GROUPS * STEPS
DAY = SIX_DUE - timedelta(days=31)
"""Rounds are open then and nothing is near; on the next day the 30 days begin."""

FILL = """
import django
django.setup()
from datetime import date
from bench.open_once import make_office
from ita_portal.organisations.models import Appointment, OfficeGroup, User
by = User.objects.create_user("officer")
User.objects.create_user("bench-director")
for number in range({offices}):
    make_office(number, {groups}, {steps}, by)
for group in OfficeGroup.objects.all():
    person = User.objects.create_user(f"person-{{group.pk}}")
    Appointment.objects.create(
        user=person, office=group.office, group=group, role="officer", starts_on=date(2019, 10, 1)
    )
"""
SCHEDULER = """
import sys, django
django.setup()
from datetime import datetime
import time_machine
from ita_portal.jobs.tasks import begin_day, sweep
for _ in range(2):
    with time_machine.travel(datetime.fromisoformat(sys.argv[1] + "T09:00:00+07:00")):
        begin_day()
sweep()
"""


@pytest.fixture
def portal(tmp_path) -> Portal:
    """Give a portal with signed plans of several offices, each group with one person."""
    made = Portal(tmp_path, "tests.measures.killing_settings")
    made.run("manage.py", "migrate", "--run-syncdb", "-v", "0")
    made.run("-c", FILL.format(offices=OFFICES, groups=GROUPS, steps=STEPS))
    return made


def schedule(portal: Portal, day: date) -> None:
    """Run the scheduler twice on that day."""
    portal.run("-c", SCHEDULER, day.isoformat())


def state_of(portal: Portal, day: date) -> str:
    key = f"measures.day:{day.isoformat()}"
    return str(portal.ask("SELECT state FROM jobs_job WHERE key = ?", key)[0][0])


def killed_at(portal: Portal, place: str) -> None:
    """Start a worker, kill it when it has come to the place, and let the next one pass there."""
    with portal.worker() as worker:
        reached = portal.folder / f"{place}.reached"
        portal.wait_for(reached.exists, f"the worker did not come to {place}")
        portal.kill(worker)
    (portal.folder / f"{place}.go").touch()
    portal.pretend_that_time_went_by()


def count(portal: Portal, what: str) -> int:
    return len(portal.ask(f"SELECT 1 FROM {what}"))  # noqa: S608 - the tests' own words


def test_killed_twice_and_scheduled_twice_each_has_each_task_and_each_reminder_once(portal):
    schedule(portal, DAY)
    killed_at(portal, "opening")
    opened = count(portal, "measures_round WHERE opened_at IS NOT NULL")
    given = count(portal, "measures_stepreport")
    killed_at(portal, "reminding")
    told = count(portal, "notifications_line")
    schedule(portal, DAY)
    with portal.worker():
        portal.wait_for(lambda: state_of(portal, DAY) == "done", "the day was not done")
        schedule(portal, DAY + timedelta(days=1))
        portal.wait_for(
            lambda: state_of(portal, DAY + timedelta(days=1)) == "done", "the next day was not done"
        )

    assert (opened, given, told) == (2, 2 * GROUPS * STEPS, 4)
    assert count(portal, "measures_stepreport") == TASKS
    assert count(portal, "(SELECT DISTINCT part_id, step_key FROM measures_stepreport)") == TASKS
    assert count(portal, "measures_groupreport") == OFFICES * GROUPS
    assert count(portal, "audit_auditevent WHERE verb = 'round.opened'") == OFFICES
    occasions = portal.ask("SELECT user_id, key FROM notifications_line")
    assert len(occasions) == len(set(occasions)) == 2 * OFFICES * GROUPS
    days = portal.ask("SELECT user_id, day FROM notifications_message")
    assert len(days) == len(set(days)) == 2 * OFFICES * GROUPS
