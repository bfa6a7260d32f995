"""Fill a portal with 10,000 public files of some pages each, and search it; see bench.search."""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable

import django

django.setup()

from django.db import connection, transaction  # noqa: E402 - after the setup
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from assessments.models import OITItem  # noqa: E402
from bench.full_year import YEAR, load_frameworks  # noqa: E402
from disclosure.models import Evidence, EvidenceVersion, PublicText  # noqa: E402
from disclosure.rules.search.grams import grams_of  # noqa: E402
from disclosure.rules.search.placing import row_of, with_grams  # noqa: E402
from ita_portal.organisations.models import Office, User  # noqa: E402
from ita_portal.organisations.rules import create_office  # noqa: E402

FILES = 10_000
LETTERS = 4_000  # of each file: some two full pages
OFFICES = 60
ROUNDS = 30
LIMIT = 1.5
SEED = 2567
COMMON = "แผน งาน"  # two words of one syllable, beside the one of two below
TWO_SYLLABLES = "บุคคล"
RARE = "จตุรงคพิธ"
BODIES = 200
"""Different texts; the first holds the rare word and stands in four files."""
_ONSETS, _VOWELS, _ENDS = (
    "กขคงจชซดตถทนบปผพฟมยรลวสหอ",
    "ะาิีุูเแโไ",
    ["", "น", "ง", "ม", "ก", "ด", "่", "้"],
)


def main() -> int:
    """Print what was measured, and return 1 when a common word takes more than its share."""
    random.seed(SEED)
    reverse("disclosure:search")  # all the portal's code is loaded before the clock runs
    begun = time.perf_counter()
    _fill()
    megabytes = _size() / 2**20
    taken = time.perf_counter() - begun
    print(f"{connection.vendor}: {FILES:,} files of {LETTERS:,} letters, filled in {taken:.0f} s,")
    print(f"  {megabytes:,.0f} MB in the database")
    failed = 0
    for where in ("/search/", "/o/bench0/search/"):
        failed += _compared(where)
    return 1 if failed else 0


def _compared(where: str) -> int:
    client = Client(HTTP_HOST="localhost")

    def ask(words: str) -> Callable[[], None]:
        return lambda: _answered(client, where, words)

    asked = {"rare": RARE, "common": TWO_SYLLABLES, "two common": COMMON, "nowhere": "ฆฌฮฯพิเศษ"}
    times: dict[str, list[float]] = {name: [] for name in asked}
    for words in asked.values():
        ask(words)()
    for _ in range(ROUNDS):
        for name, words in asked.items():
            times[name].append(_timed(ask(words)))
    failed = 0
    rare = statistics.median(times["rare"])
    for name in asked:
        ratio = statistics.median(
            mine / base for mine, base in zip(times[name], times["rare"], strict=True)
        )
        good = ratio <= LIMIT
        failed += not good
        print(f"  {where:<20}{name:<12}{statistics.median(times[name]) * 1000:7.2f} ms", end="")
        print(f"  ratio {ratio:.2f}  limit {LIMIT}  {'ok' if good else 'BEYOND'}")
    return int(failed > 0 and rare > 0)


def _fill() -> None:
    load_frameworks()
    items = list(OITItem.objects.filter(framework__fiscal_year=YEAR).select_related("framework"))
    offices = [
        create_office(code=f"bench{n}", name=f"Office {n}", kind=Office.Kind.OTHER)[0]
        for n in range(OFFICES)
    ]
    user, other = (User.objects.create_user(name, "x") for name in ("author", "acceptor"))
    words = ["".join(_syllable() for _ in range(random.randint(1, 3))) for _ in range(6_000)]  # noqa: S311
    bodies = [_text(words, is_rare=number == 0) for number in range(BODIES)]
    grams = [grams_of(body) for body in bodies]
    for start in range(0, FILES, 500):
        with transaction.atomic():
            rows = []
            for number in range(start, start + 500):
                piece = _piece(offices[number % OFFICES], items[number % len(items)], user, other)
                body = 1 + number % (BODIES - 1) if number % 2_500 else 0
                row = with_grams(row_of(*piece))
                row.text, row.is_read = bodies[body], True
                row.grams = " ".join(grams[body].union(row.grams.split()))
                rows.append(row)
            PublicText.objects.bulk_create(rows, 100)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _piece(
    office: Office, item: OITItem, user: User, other: User
) -> tuple[Evidence, EvidenceVersion]:
    now = timezone.now()
    said = {
        "kind": "text",
        "title": f"เอกสารประกอบข้อ {item.code}",
        "text": "x",
        "status": "accepted",
    }
    told = {"proposed_at": now, "proposed_by": user, "decided_at": now, "decided_by": other}
    piece = Evidence.objects.create(office=office, item=item, number=1, **said, **told)
    version = EvidenceVersion.objects.create(evidence=piece, number=1, **said, **told)
    piece.shown, piece.shown_at, piece.was_public = version, now, True
    piece.save(update_fields=["shown", "shown_at", "was_public"])
    return piece, version


def _syllable() -> str:
    return random.choice(_ONSETS) + random.choice(_VOWELS) + random.choice(_ENDS)  # noqa: S311


def _text(words: list[str], *, is_rare: bool) -> str:
    """Return some pages of made-up Thai; in each somewhere the common words stand."""
    parts: list[str] = []
    size = 0
    while size < LETTERS:
        word = random.choice(words) + (" " if random.random() < 0.2 else "")  # noqa: S311
        parts.append(word)
        size += len(word)
    for word in (TWO_SYLLABLES, *COMMON.split(), *([RARE] if is_rare else [])):
        parts.insert(random.randrange(len(parts)), word)  # noqa: S311
    return "".join(parts)


def _size() -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
        cursor.execute("PRAGMA page_count")
        pages = int(cursor.fetchone()[0])
        cursor.execute("PRAGMA page_size")
        return pages * int(cursor.fetchone()[0])


def _answered(client: Client, where: str, words: str) -> None:
    answer = client.get(where, {"q": words})
    if answer.status_code != 200:
        raise RuntimeError(f"the search answered {answer.status_code}")


def _timed(deed: Callable[[], None]) -> float:
    begun = time.perf_counter()
    deed()
    return time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main())
