"""Store the results of many offices from one score file: the good rows, naming each bad one.

An imported row is what an office was told, so its result is stored as confirmed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from assessments.models import Framework, Indicator, Instrument
from assessments.rules.facts import FrameworkFacts
from assessments.rules.framework_rows import facts_of
from assessments.rules.import_store import ResultStore
from assessments.rules.score_files import Problem, ScoreSheet, read_scores
from assessments.rules.score_headings import FISCAL_YEAR, OFFICE_CODE, OFFICE_NAME, Headings
from assessments.rules.score_rows import Entry, RowReader
from ita_portal.errors import Refused
from ita_portal.organisations.models import Office, User
from ita_portal.organisations.rules import full_name_of, kind_of, new_office, touch_public
from ita_portal.thai.numerals import echo

CHUNK = 500  # rows that are looked up and written together


@dataclass(frozen=True)
class ImportOutcome:
    """How many results of how many offices now stand as the file says, and what was wrong.

    Rows that said what was stored before count as stored.
    """

    stored: int
    offices: int
    problems: tuple[Problem, ...]


@transaction.atomic
def import_scores(path: Path, *, dry_run: bool, by: User | None = None) -> ImportOutcome:
    """Read a score file and store each row without a problem; with `dry_run` store nothing.

    Makes offices that are new. Safe to repeat: what stands already is not written again, and a
    confirmed result with other figures is a problem, never overwritten; a draft is replaced.
    The number of queries grows with every 500 rows, not with every row. Raises Refused when the
    file cannot be used at all.
    """
    frameworks = _frameworks()
    sheet = read_scores(path, _headings())
    problems = list(sheet.problems)
    entries = _entries(sheet, {year: facts_of(one) for year, one in frameworks.items()}, problems)
    offices = _Offices(problems, _names(entries))
    entries = [entry for entry in entries if offices.knows(entry)]
    offices.store()
    store = ResultStore(frameworks, offices.by_code, by, problems)
    stored: Counter[str] = Counter()
    for start in range(0, len(entries), CHUNK):
        stored.update(store.store(entries[start : start + CHUNK]))
    touch_public(*(office.pk for office in store.changed))
    if dry_run:
        transaction.set_rollback(True)
    return ImportOutcome(stored.total(), len(stored), tuple(sorted(problems, key=_place)))


def _frameworks() -> dict[int, Framework]:
    """Return the newest framework of each year."""
    return {one.fiscal_year: one for one in Framework.objects.order_by("version")}


def _headings() -> Headings:
    """Know the indicators by the names of all years, but for a name that moved its number."""
    named: dict[str, set[int]] = {}
    for name, number in Indicator.objects.values_list("name", "number").distinct():
        named.setdefault(name, set()).add(number)
    names = {name: numbers.pop() for name, numbers in named.items() if len(numbers) == 1}
    return Headings(names, list(Instrument.objects.values_list("code", flat=True).distinct()))


def _entries(
    sheet: ScoreSheet, frameworks: dict[int, FrameworkFacts], problems: list[Problem]
) -> list[Entry]:
    """Return the rows that hold together; of two for one office and year only the first."""
    entries: list[Entry] = []
    first_rows: dict[tuple[str, int], int] = {}
    for row in sheet.rows:
        reader = RowReader(row, frameworks)
        entry = reader.entry()
        problems.extend(reader.problems)
        if entry is None:
            continue
        first = first_rows.setdefault((entry.office_code, entry.fiscal_year), entry.row)
        if first == entry.row:
            entries.append(entry)
        else:
            message = f"สำนักงานและปีนี้อยู่ในแถวที่ {first} แล้ว"
            problems.append(Problem(entry.row, FISCAL_YEAR, message))
    return entries


def _names(entries: list[Entry]) -> dict[str, str]:
    """Return the first name that any row gives for each code; an office's other rows need none."""
    names: dict[str, str] = {}
    for entry in entries:
        if entry.office_name:
            names.setdefault(entry.office_code, entry.office_name)
    return names


def _place(problem: Problem) -> int:
    return problem.row or 0


@dataclass
class _Offices:
    """The offices of the portal and those that the file adds.

    A code that stands for another name is most likely a typing mistake, and scores under a wrong
    office are worse than a row that was not stored.
    """

    problems: list[Problem]
    names: dict[str, str]
    by_code: dict[str, Office] = field(default_factory=dict)
    _codes: dict[str, str] = field(default_factory=dict)
    _new: list[Office] = field(default_factory=list)

    def __post_init__(self) -> None:
        for office in Office.objects.all():
            self._add(office)

    def knows(self, entry: Entry) -> bool:
        """Tell whether the row's office stands or can be made; name what is wrong otherwise."""
        office = self.by_code.get(entry.office_code)
        wrong = self._wrong_name(entry, office) if office else self._cannot_be_made(entry)
        if wrong:
            self.problems.append(Problem(entry.row, *wrong))
        return wrong is None

    def store(self) -> None:
        """Write the new offices."""
        Office.objects.bulk_create(self._new)

    def _add(self, office: Office) -> None:
        self.by_code[office.code] = office
        for name in (office.name, office.short_name):
            self._codes.setdefault(full_name_of(name), office.code)

    def _wrong_name(self, entry: Entry, office: Office) -> tuple[str, str] | None:
        names = {full_name_of(office.name), full_name_of(office.short_name)}
        if not entry.office_name or full_name_of(entry.office_name) in names:
            return None
        return OFFICE_NAME, f"รหัส {office.code} เป็นของ “{office.name}” ชื่อในแถวนี้ไม่ตรงกัน"

    def _cannot_be_made(self, entry: Entry) -> tuple[str, str] | None:
        code, name = entry.office_code, self.names.get(entry.office_code)
        if not name:
            return OFFICE_NAME, f"ยังไม่มีสำนักงานรหัส {echo(code)} ต้องมีชื่อจึงจะสร้างได้"
        taken = self._codes.get(full_name_of(name))
        if taken:
            return OFFICE_CODE, f"“{echo(name)}” มีรหัส {taken} อยู่แล้ว"
        try:
            office = new_office(code=code, name=name, kind=kind_of(name))
        except Refused as refused:
            return OFFICE_CODE, refused.message
        self._add(office)
        self._new.append(office)
        return self._wrong_name(entry, office)
