"""The cast of the tests, and what they need of the world."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import hypothesis
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.models import Framework
from assessments.rules.frameworks.files import framework_paths
from assessments.rules.frameworks.loading import load_framework
from disclosure.rules.kept import YEAR_PAGES
from ita_portal.organisations.models import Appointment, Office, User
from tests.factories.organisations import (
    AppointmentFactory,
    GroupFactory,
    OfficeFactory,
    UserFactory,
)

Role = Appointment.Role

# A busy machine is no mistake, and the same code passes or fails the same way every time; new
# examples are searched with --hypothesis-profile=search.
hypothesis.settings.register_profile("portal", deadline=None, derandomize=True)
hypothesis.settings.register_profile("search", deadline=None, max_examples=500)
hypothesis.settings.load_profile("portal")

DATABASE = {"db", "transactional_db", "django_db_serialized_rollback", "live_server"}

SEND_AWAY = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND state = 'idle'
"""
OTHERS = """
    SELECT backend_type, state, query FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the tests that touch the database alone, where ITA_ONLY_DATABASE is set.

    CI runs all tests on SQLite; what never asks a database need not be run again on PostgreSQL.
    """
    if not os.environ.get("ITA_ONLY_DATABASE"):
        return
    others = [item for item in items if not _asks_a_database(item)]
    config.hook.pytest_deselected(items=others)
    items[:] = [item for item in items if _asks_a_database(item)]


def _asks_a_database(item: pytest.Item) -> bool:
    names = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(names & DATABASE)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Leave nobody in the test database at the end, for it is dropped then.

    A thread of a test may keep an idle connection until its process ends, and the server may be
    tidying up on its own: the idle are sent away, the busy are waited for. Who is still at work
    after that is told, with what was asked last.
    """
    yield
    if connection.vendor != "postgresql":
        return
    with django_db_blocker.unblock():
        until = time.monotonic() + 20
        while others := _others():
            assert time.monotonic() < until, f"still in the test database: {others}"
            time.sleep(0.2)


def _others() -> list[tuple[str, str, str]]:
    """Send the idle away, and return who else is in the database and what was asked last."""
    with connection.cursor() as cursor:
        cursor.execute(SEND_AWAY)
        cursor.execute(OTHERS)
        return cursor.fetchall()


@pytest.fixture(autouse=True)
def _quick_and_closed(settings) -> None:
    """Hash passwords quickly, keep the queue in memory, and forget kept pages between tests."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CELERY_BROKER_URL = "memory://"
    YEAR_PAGES.clear()


@pytest.fixture
def office(db) -> Office:
    """Give the office that the tests are about, with two groups."""
    office = OfficeFactory(
        code="sample1",
        name="สำนักงานเขตพื้นที่การศึกษาประถมศึกษาตัวอย่าง เขต 1",
        short_name="สพป.ตัวอย่าง เขต 1",
    )
    GroupFactory(office=office, name="กลุ่มอำนวยการ", position=1)
    GroupFactory(office=office, name="กลุ่มส่งเสริมการจัดการศึกษา", position=2)
    return office


@pytest.fixture
def other_office(db) -> Office:
    """Give another office, whose things are none of ours."""
    return OfficeFactory(code="other1")


def _person(office: Office, role: str, **facts: object) -> User:
    return AppointmentFactory(office=office, role=role, **facts).user


@pytest.fixture
def officer(office) -> User:
    """Give somebody who enters scores and plans."""
    return _person(office, Role.OFFICER)


@pytest.fixture
def coordinator(office) -> User:
    """Give the ITA coordinator."""
    return _person(office, Role.COORDINATOR)


@pytest.fixture
def group_head(office) -> User:
    """Give the head of a group."""
    return _person(office, Role.GROUP_HEAD)


@pytest.fixture
def director(office) -> User:
    """Give the director, who decides and signs."""
    return _person(office, Role.DIRECTOR, title=f"ผู้อำนวยการ{office.name}")


@pytest.fixture
def deputy(office) -> User:
    """Give a deputy director without power to sign for the director."""
    return _person(office, Role.DEPUTY_DIRECTOR, title="รองผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา")


@pytest.fixture
def administrator(office) -> User:
    """Give who keeps groups, staff and appointments."""
    return _person(office, Role.ADMINISTRATOR)


@pytest.fixture
def complaint_officer(office) -> User:
    """Give who takes the office's complaints."""
    return _person(office, Role.COMPLAINT_OFFICER, title="นิติกรชำนาญการ")


@pytest.fixture
def substitute(office) -> User:
    """Give who takes complaints about the director and about those who take the others."""
    return _person(office, Role.COMPLAINT_SUBSTITUTE, title="รองผู้อำนวยการสำนักงาน")


@pytest.fixture
def supervisor(db) -> User:
    """Give the national supervisor, who reads everywhere and changes nothing."""
    return AppointmentFactory(office=None, role=Role.SUPERVISOR).user


@pytest.fixture
def stranger(other_office) -> User:
    """Give somebody with every right in another office, and none in ours."""
    return _person(other_office, Role.COORDINATOR)


@pytest.fixture
def outsider(db) -> User:
    """Give somebody who can sign in but holds no appointment."""
    return UserFactory()


@pytest.fixture
def login() -> Callable[[User], Client]:
    """Give a function that returns a browser in which the user has signed in."""

    def enter(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return enter


@pytest.fixture
def load_year(db) -> Callable[[int], Framework]:
    """Give a function that loads the shipped framework of a fiscal year."""

    def load(fiscal_year: int) -> Framework:
        path = next(p for p in framework_paths() if p.stem == str(fiscal_year))
        load_framework(path)
        return Framework.objects.get(fiscal_year=fiscal_year)

    return load


@pytest.fixture
def count_queries(db) -> Iterator[Callable[[], AbstractContextManager]]:
    """Give a context that keeps the queries asked inside; `len()` counts them."""
    return lambda: CaptureQueriesContext(connection)


@pytest.fixture
def run_jobs(django_capture_on_commit_callbacks, monkeypatch) -> Callable[[], None]:
    """Give a function that does all waiting jobs at once, as the worker would."""
    from ita_portal.jobs import tasks  # noqa: PLC0415 - after the settings of the test
    from ita_portal.jobs.models import Job  # noqa: PLC0415

    def run() -> None:
        for job_id in Job.objects.filter(state=Job.State.QUEUED).values_list("pk", flat=True):
            tasks.run_job(job_id)

    return run
