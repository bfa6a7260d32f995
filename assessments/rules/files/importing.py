"""Store the results of many offices from one score file: the good rows, naming each bad one.

An imported row is what an office was told, so its result is stored as confirmed.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from assessments.models import Framework, Indicator, Instrument, OITItem, Question
from assessments.rules.files.counted import YearFacts
from assessments.rules.files.headings import FISCAL_YEAR, Headings
from assessments.rules.files.layout import Layout, layout_of
from assessments.rules.files.offices import ImportOffices
from assessments.rules.files.own_rows import rows_of
from assessments.rules.files.rows import Entry, RowReader
from assessments.rules.files.scores import Problem, ScoreRow, ScoreSheet, read_scores
from assessments.rules.files.store import REFUSED, Fate, ResultStore, Standing
from assessments.rules.frameworks.rows import facts_of
from ita_portal.errors import Stale
from ita_portal.organisations.models import Office, User
from ita_portal.organisations.rules import touch_public

CHUNK = 500  # rows that are looked up and written together


@dataclass(frozen=True)
class ImportOutcome:
    """How many results of how many offices now stand as the file says, and what was wrong.

    Rows that said what was stored before count as stored. `notes` tell of rows that may be stored
    what their reader should know, such as a published score that the items do not give.
    """

    stored: int
    offices: int
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...] = ()


@dataclass
class ScoreReading:
    """What a score file says, judged by itself: all its rows, and those that hold together."""

    sheet: ScoreSheet
    frameworks: dict[int, Framework]
    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class ImportedRow:
    """A row of the file and what became of it; `entry` is None when it could not be read."""

    row: ScoreRow
    entry: Entry | None
    standing: Standing
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...] = ()

    @property
    def fate(self) -> Fate:
        """Whether the row was stored, and over what."""
        return self.standing.fate


@dataclass(frozen=True)
class Imported:
    """The outcome of an import, row by row. `problems` are those of the file as a whole.

    `places` tells in which column of the file (from 0) each column stands; `fingerprint` is the
    same for two imports that do the same to the same results.
    """

    outcome: ImportOutcome
    rows: tuple[ImportedRow, ...]
    problems: tuple[Problem, ...]
    places: dict[str, int]
    fingerprint: str


def import_scores(
    path: Path, *, dry_run: bool, by: User | None = None, only_office: Office | None = None
) -> ImportOutcome:
    """Read a score file and store each row without a problem; with `dry_run` store nothing.

    Makes offices that are new. With `only_office` its rows alone are stored, and they need not
    name it. Safe to repeat: what stands already is not written again, and a confirmed result with
    other figures is a problem, never overwritten; a draft is replaced. The number of queries
    grows with every 500 rows, not with every row. Raises Refused when the file cannot be used at
    all.
    """
    reading = read_score_file(path, only_office=only_office)
    return store_reading(reading, dry_run=dry_run, by=by).outcome


def read_score_file(
    path: Path, *, only_office: Office | None = None, name: str = ""
) -> ScoreReading:
    """Read and judge a file without looking at any result; the slow part, outside transactions.

    `name` is what its owner calls the file. Raises Refused when it cannot be used at all.
    """
    frameworks = {one.fiscal_year: one for one in Framework.objects.order_by("version")}
    codes = list(Instrument.objects.values_list("code", flat=True).distinct())
    details = detail_codes()
    headings = Headings(_indicator_names(), codes, details, one_office=only_office is not None)
    sheet = read_scores(path, headings, name=name)
    reading = ScoreReading(sheet, frameworks, problems=list(sheet.problems))
    rows = rows_of(only_office, sheet.rows, reading.problems) if only_office else sheet.rows
    _judge(reading, rows, layout_of(sheet.places, codes, details))
    return reading


@transaction.atomic
def store_reading(
    reading: ScoreReading, *, dry_run: bool, by: User | None, expected: str | None = None
) -> Imported:
    """Store what was read, as `import_scores` does; with `dry_run` only tell what would happen.

    `expected` is the fingerprint of a dry run that somebody agreed to: raises Stale, and stores
    nothing, when the same file would now do something else.
    """
    problems = list(reading.problems)
    offices = ImportOffices(problems, _names(reading.entries))
    entries = [entry for entry in reading.entries if offices.knows(entry)]
    offices.store()
    store = ResultStore(reading.frameworks, offices.by_code, by, problems)
    stored: Counter[str] = Counter()
    for start in range(0, len(entries), CHUNK):
        stored.update(store.store(entries[start : start + CHUNK]))
    imported = _imported(reading, store.standings, problems, stored)
    if expected is not None and imported.fingerprint != expected:
        raise Stale
    touch_public(*(office.pk for office in store.changed))
    if dry_run:
        transaction.set_rollback(True)
    return imported


def _indicator_names() -> dict[str, int]:
    """Know the indicators by the names of all years, but for a name that moved its number."""
    named: dict[str, set[int]] = {}
    for name, number in Indicator.objects.values_list("name", "number").distinct():
        named.setdefault(name, set()).add(number)
    return {name: numbers.pop() for name, numbers in named.items() if len(numbers) == 1}


def detail_codes() -> list[str]:
    """Return the codes of all years' items and questions, which are columns of a score file."""
    items = OITItem.objects.values_list("code", flat=True).order_by("code").distinct()
    questions = Question.objects.values_list("code", flat=True).order_by("code").distinct()
    return list(dict.fromkeys([*items, *questions]))


def _judge(reading: ScoreReading, rows: Sequence[ScoreRow], layout: Layout) -> None:
    """Keep the rows that can be read; of two for one office and year only the first."""
    years = {year: YearFacts(facts_of(one)) for year, one in reading.frameworks.items()}
    reader = RowReader(years, layout)
    first_rows: dict[tuple[str, int], int] = {}
    for row in rows:
        entry, problems = reader.read(row)
        reading.problems.extend(problems)
        if entry is None:
            continue
        key = entry.office_code, entry.fiscal_year
        first = entry.row if entry.doubts else first_rows.setdefault(key, entry.row)
        if first == entry.row:
            reading.entries.append(entry)
        else:
            message = f"สำนักงานและปีนี้อยู่ในแถวที่ {first} แล้ว"
            reading.problems.append(Problem(entry.row, FISCAL_YEAR, message))


def _names(entries: Sequence[Entry]) -> dict[str, str]:
    """Return the first name that any row gives for each code; an office's other rows need none."""
    names: dict[str, str] = {}
    for entry in entries:
        if entry.office_name and not entry.doubts:
            names.setdefault(entry.office_code, entry.office_name)
    return names


def _imported(
    reading: ScoreReading,
    standings: dict[int, Standing],
    problems: Sequence[Problem],
    stored: Counter[str],
) -> Imported:
    entries = {entry.row: entry for entry in reading.entries}
    of_row: defaultdict[int | None, list[Problem]] = defaultdict(list)
    for problem in problems:
        of_row[problem.row].append(problem)
    rows = tuple(
        ImportedRow(
            row,
            entries.get(row.number),
            standings.get(row.number, REFUSED),
            tuple(of_row.pop(row.number, ())),
            entries[row.number].notes if row.number in entries else (),
        )
        for row in reading.sheet.rows
    )
    in_order = sorted(problems, key=lambda problem: problem.row or 0)
    notes = tuple(note for row in rows if row.fate != Fate.REFUSED for note in row.notes)
    return Imported(
        outcome=ImportOutcome(stored.total(), len(stored), tuple(in_order), notes),
        rows=rows,
        problems=tuple(problem for rest in of_row.values() for problem in rest),
        places=reading.sheet.places,
        fingerprint=_fingerprint(rows),
    )


def _fingerprint(rows: Sequence[ImportedRow]) -> str:
    digest = hashlib.sha256()
    for one in rows:
        digest.update(f"{one.row.number}:{one.fate}:{one.standing.revision};".encode())
    return digest.hexdigest()
