"""Read the file of all scores and write the same from bare SQL, in turns; see open_data.

Prints the median ratio, the memory for all offices to that for a fifth, and the median seconds of
the file, of the bare one, of a page, and of one that did not change.
"""

from __future__ import annotations

import csv
import io
import tracemalloc
from collections.abc import Callable
from itertools import groupby
from statistics import median
from time import perf_counter

import django

django.setup()

from django.db import connection  # noqa: E402 - after the setup
from django.test import Client  # noqa: E402

from ita_portal.organisations.models import Office  # noqa: E402

ROUNDS = 9
ADDRESS = "/api/v1/scores"
SQL = """
    SELECT o.code, o.name, r.fiscal_year, r.total, r.level, r.confirmed_at, i.number, s.score
    FROM assessments_result r JOIN organisations_office o ON o.id = r.office_id
    JOIN assessments_indicatorscore s ON s.result_id = r.id
    JOIN assessments_indicator i ON i.id = s.indicator_id
    WHERE r.status IN ('confirmed', 'locked') AND o.is_active
    ORDER BY o.code, r.fiscal_year, i.number
"""


def bare() -> int:
    """Write the scores from one statement; return how many lines."""
    file, lines = io.StringIO(), 0
    writer = csv.writer(file)
    with connection.cursor() as cursor:
        cursor.execute(SQL)
        for head, rows in groupby(cursor, key=lambda row: row[:6]):
            writer.writerow([*head, *(row[7] for row in rows)])
            lines += 1
    return lines


def whole(client: Client) -> int:
    """Read the file to its end; return how many lines it has below its head."""
    answer = client.get(f"{ADDRESS}.csv")
    return sum(part.count(b"\r\n") for part in answer) - 1


def seconds(deed: Callable[[], object]) -> float:
    """Return how long `deed` takes."""
    start = perf_counter()
    deed()
    return perf_counter() - start


def most_memory(client: Client) -> int:
    """Return the bytes at the highest while the file is read."""
    tracemalloc.start()
    whole(client)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def main() -> None:
    """Measure in turns and print the figures; raises RuntimeError when lines are missing."""
    client = Client(SERVER_NAME="localhost")
    if whole(client) != bare() or not bare():
        raise RuntimeError("the file does not hold what the database does")
    files, bares = [], []
    for _ in range(ROUNDS):
        files.append(seconds(lambda: whole(client)))
        bares.append(seconds(bare))
    etag = client.get(ADDRESS)["ETag"]
    pages = [seconds(lambda: client.get(ADDRESS)) for _ in range(ROUNDS)]
    known = [
        seconds(lambda: client.get(ADDRESS, headers={"If-None-Match": etag})) for _ in range(ROUNDS)
    ]
    for_all = most_memory(client)
    fifth = Office.objects.order_by("code").values_list("pk", flat=True)[::5]
    Office.objects.exclude(pk__in=list(fifth)).update(is_active=False)
    ratio = median(file / plain for file, plain in zip(files, bares, strict=True))
    memory = for_all / most_memory(client)
    print(ratio, memory, median(files), median(bares), median(pages), median(known))


if __name__ == "__main__":
    main()
