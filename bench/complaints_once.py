"""Fill two registers and measure them, the look-up of codes, and the figures of five years.

Run by bench.complaints.
"""

from __future__ import annotations

import secrets
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

import django

django.setup()

from django.db import connection  # noqa: E402 - after the setup
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from complaints.models import Case, Kind, Status  # noqa: E402
from complaints.rules.codes import hash_of  # noqa: E402
from complaints.rules.publishing import settle, settled_years  # noqa: E402
from complaints.rules.settling import settled  # noqa: E402
from complaints.rules.statistics import truths_of  # noqa: E402
from complaints.rules.tracking import find  # noqa: E402
from ita_portal.organisations.models import Appointment, Office, User  # noqa: E402
from ita_portal.organisations.rules import create_office  # noqa: E402

FEW, MANY = 200, 20_000
MOST_QUERIES = 12
MOST_TIMES = 1.5
ROUNDS = 25
LOOK_UPS = 40
MOST_TIMES_SQL = 2
YEARS = [2566, 2567, 2568, 2569, 2570]
TODAY = date(2027, 12, 1)
RIGHT, WRONG = "1234" * 5, "4321" * 5


def main() -> int:
    """Print what was measured, and return 1 when something is beyond its limit."""
    small, large = (_filled(count) for count in (FEW, MANY))
    return 1 if _registers(small, large) + _codes(large) + _figures() else 0


def _filled(count: int) -> Client:
    office, _ = create_office(
        code=f"bench{count}", name=f"Office {count}", short_name=f"O{count}", kind=Office.Kind.OTHER
    )
    Case.objects.bulk_create([_case(office, number) for number in range(1, count + 1)], 1000)
    user = User.objects.create_user(f"user{count}", secrets.token_hex(8))
    Appointment.objects.create(
        user=user,
        office=office,
        role=Appointment.Role.COMPLAINT_OFFICER,
        title="x",
        starts_on=date(2020, 1, 1),
    )
    client = Client(HTTP_HOST="localhost")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    client.bench_path = f"/office/{office.code}/complaints/"  # type: ignore[attr-defined]
    return client


def _case(office: Office, number: int) -> Case:
    """Return a case as large as a real one, with noise in place of what is sealed."""
    return Case(
        office=office,
        fiscal_year=2566 + number % 5,
        number=number,
        received_on=date(2023, 1, 1) + timedelta(days=number % 1000),
        channel="web",
        way="unnamed",
        kind=list(Kind)[number % len(Kind)],
        status=list(Status)[number % 7],
        code_hash=secrets.token_hex(32),
        seal=secrets.token_hex(16),
        content_key=secrets.token_bytes(200),
        content=secrets.token_bytes(2076),
    )


def _registers(small: Client, large: Client) -> int:
    with CaptureQueriesContext(connection) as queries:
        _opened(large)
        asked = len(queries)  # the next request forgets them
    ratios, times = [], []
    for _ in range(ROUNDS):
        few, many = _timed(lambda: _opened(small)), _timed(lambda: _opened(large))
        ratios.append(many / few)
        times.append(many)
    ratio = statistics.median(ratios)
    good = asked <= MOST_QUERIES and ratio <= MOST_TIMES
    print(f"register of {MANY:,}: {statistics.median(times) * 1000:.1f} ms, {asked} queries")
    print(f"against {FEW}: ratio {ratio:.2f}  limit {MOST_TIMES}  {'ok' if good else 'BEYOND'}")
    return 0 if good else 1


def _codes(large: Client) -> int:
    Case.objects.filter(pk=Case.objects.latest("pk").pk).update(code_hash=hash_of(RIGHT))
    right, wrong = [], []
    for _ in range(LOOK_UPS):
        right.append(_timed(lambda: find(RIGHT)))
        wrong.append(_timed(lambda: find(WRONG)))
    apart = abs(statistics.median(right) - statistics.median(wrong))
    noise = statistics.pstdev(right + wrong)
    good = apart <= noise
    print(f"look-up: right {statistics.median(right) * 1000:.2f} ms,", end=" ")
    print(f"wrong {statistics.median(wrong) * 1000:.2f} ms, apart {apart * 1000:.2f} ms,", end=" ")
    print(f"noise {noise * 1000:.2f} ms  {'ok' if good else 'BEYOND'}")
    return 0 if good else 1


def _figures() -> int:
    """Measure the figures of five years from the register, and as they are published."""
    office = Office.objects.get(code=f"bench{MANY}")
    with CaptureQueriesContext(connection) as asked:
        truths_of(office, YEARS, today=TODAY)
    statements = [query["sql"] for query in asked.captured_queries]
    settle(office, today=TODAY)
    ratios, published = [], []
    for _ in range(ROUNDS):
        bare = _timed(lambda: _ask(statements))
        ratios.append(_timed(lambda: _settled_anew(office)) / bare)
        published.append(_timed(lambda: settled_years(office)) / bare)
    ratio, shown = statistics.median(ratios), statistics.median(published)
    good = max(ratio, shown) <= MOST_TIMES_SQL
    print(f"figures of {len(YEARS)} years of {MANY:,}: ratio to bare SQL {ratio:.2f},", end=" ")
    print(f"published {shown:.2f}  limit {MOST_TIMES_SQL}  {'ok' if good else 'BEYOND'}")
    return 0 if good else 1


def _settled_anew(office: Office) -> None:
    for truth in truths_of(office, YEARS, today=TODAY).values():
        settled(truth, Kind.values)


def _ask(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            cursor.fetchall()


def _opened(client: Client) -> None:
    answer = client.get(client.bench_path)  # type: ignore[attr-defined]
    if answer.status_code != 200:
        raise RuntimeError(f"the register answered {answer.status_code}")


def _timed(deed: Callable[[], object]) -> float:
    begun = time.perf_counter()
    deed()
    return time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main())
