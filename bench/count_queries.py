"""Count the queries of pages for offices with 1, 11, 43… items; see query_growth."""

from __future__ import annotations

import sys

import django

django.setup()

from django.db import connection  # noqa: E402 - after the setup
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench.full_year import YEAR  # noqa: E402
from ita_portal.organisations.models import User  # noqa: E402

PAGES = {
    "public page of a year": "/o/{office}/oit/{year}/",
    "public page, searched": "/o/{office}/oit/{year}/?q=2564",
    "public page of an item": "/o/{office}/oit/{year}/O1/",
    "checklist": "/office/{office}/disclosure/{year}/",
    "item of the checklist": "/office/{office}/disclosure/{year}/O1/",
}


def queries(path: str, office: str) -> int:
    """Return how many queries the page asks, seen by somebody of the office."""
    client = Client(SERVER_NAME="localhost")
    backend = "django.contrib.auth.backends.ModelBackend"
    client.force_login(User.objects.get(username=f"{office}-officer"), backend=backend)
    address = path.format(office=office, year=YEAR)
    with CaptureQueriesContext(connection) as asked:
        if client.get(address).status_code != 200:
            raise RuntimeError(f"{address} does not answer")
    return len(asked)


def main(counts: list[str]) -> int:
    """Print the counts of each page and return 1 when one grows."""
    print(f"{'queries for items with evidence':<34}", *(f"{count:>5}" for count in counts))
    grown = False
    for name, path in PAGES.items():
        asked = [queries(path, f"bench-{count}") for count in counts]
        grown = grown or max(asked) > asked[0]
        print(
            f"{name:<34}", *(f"{number:>5}" for number in asked), " GROWS" * (max(asked) > asked[0])
        )
    return 1 if grown else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
