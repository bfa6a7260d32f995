"""Ask for the national comparison as a page and as bare SQL, in turns; see national_comparison.

Prints the median ratio of a round, the most queries of the page for any role, and the median
seconds of both.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from statistics import median
from time import perf_counter

import django

django.setup()

from django.db import connection  # noqa: E402 - after the setup
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from assessments.models import Result  # noqa: E402
from assessments.rules.figures.national import own_query  # noqa: E402
from assessments.rules.figures.tallies import INDICATORS, TOTALS  # noqa: E402
from ita_portal.organisations.models import Appointment, Office, User  # noqa: E402

OFFICE, ROUNDS = "bench-123", 31


def browser(office: Office, role: str) -> Client:
    """Return a browser in which somebody with `role` in the office has signed in."""
    user = User.objects.create_user(f"{office.code}-{role}", first_name=role, last_name="ทดสอบ")
    Appointment.objects.create(
        user=user, office=office, role=role, title="ทดสอบ", starts_on=date(2020, 10, 1)
    )
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def bare_sql(office: Office) -> Callable[[], None]:
    """Return what asks the page's own three queries of the database and fetches every row."""
    asked = [
        own_query(office).query.sql_with_params(),
        (TOTALS, [office.pk, office.kind]),
        (INDICATORS, [office.pk, office.kind]),
    ]

    def ask() -> None:
        with connection.cursor() as cursor:
            for sql, told in asked:
                cursor.execute(sql, told)
                cursor.fetchall()

    return ask


def seconds(deed: Callable[[], object]) -> float:
    """Return how long `deed` takes."""
    start = perf_counter()
    deed()
    return perf_counter() - start


def main() -> None:
    """Measure in turns and print the figures; raises RuntimeError when the page tells nothing."""
    office = Office.objects.get(code=OFFICE)
    year = Result.objects.of(office).latest("fiscal_year").fiscal_year
    address = reverse("assessments:comparison", args=[OFFICE, year])
    clients = [browser(office, role) for role in Appointment.Role.values if role != "supervisor"]
    most = 0
    for client in clients:  # the first request loads code and facts
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        if answer.status_code != 200 or "เปอร์เซ็นไทล์ <b" not in answer.content.decode():
            raise RuntimeError(f"{address} tells no percentile: {answer.status_code}")
        most = max(most, len(asked))
    ask = bare_sql(office)
    ask()
    rounds = [(seconds(lambda: clients[0].get(address)), seconds(ask)) for _ in range(ROUNDS)]
    ratio = median(page / bare for page, bare in rounds)
    print(ratio, most, median(page for page, _ in rounds), median(bare for _, bare in rounds))


if __name__ == "__main__":
    main()
