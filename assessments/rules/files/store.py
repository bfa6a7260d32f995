"""Write the results of an import, many at once, without overwriting what was confirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils import timezone

from assessments.models import (
    Framework,
    IndicatorScore,
    ItemScore,
    OITItem,
    Question,
    QuestionScore,
    Result,
)
from assessments.rules.files.bulk_rows import insert_rows
from assessments.rules.files.headings import FISCAL_YEAR
from assessments.rules.files.lines import is_line_of, is_more_than, says_no_more
from assessments.rules.files.rows import Entry
from assessments.rules.files.scores import Problem
from assessments.rules.files.written import BLANK, COLUMNS, EVENT, REPLACED, ScoreKeys, Writer
from ita_portal.audit.models import AuditEvent
from ita_portal.organisations.models import Office, User

DIFFERENT = (
    "ผลของปีนี้ยืนยันไว้แล้วด้วยคะแนนอื่น หรือไม่ละเอียดเท่าแถวนี้ จึงไม่เขียนทับ "
    "หากคะแนนเดิมผิดหรือไม่ครบ ให้สำนักงานเปิดแก้ไขก่อน"
)
LOCKED = (
    "ผลของปีนี้ล็อกไว้แล้วด้วยคะแนนอื่น หรือไม่ละเอียดเท่าแถวนี้ จึงไม่เขียนทับ "
    "หากคะแนนเดิมผิดหรือไม่ครบ ให้สำนักงานปลดล็อกและเปิดแก้ไขก่อน"
)
WOULD_LOSE = "มีร่างที่กรอกคะแนนรายตัวชี้วัด รายข้อ หรือข้อคำถามไว้ละเอียดกว่าแถวนี้ จึงไม่เขียนทับ"


class Fate(StrEnum):
    """What an import does with a row."""

    NEW = "new"
    REPLACES = "replaces"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True)
class Standing:
    """A row's fate, and the revision of the result that stood before; None when there was none."""

    fate: Fate
    revision: int | None = None


REFUSED = Standing(Fate.REFUSED)
Written = list[tuple[int, Entry]]
"""Rows with the keys of their results."""


@dataclass
class ResultStore:
    """Stores entries of known offices; `changed` holds the offices of which something was written.

    `standings` tells of each row what became of it. `frameworks` are the newest by year, `by` is
    who imports (None: the portal itself).
    """

    frameworks: Mapping[int, Framework]
    offices: Mapping[str, Office]
    by: User | None
    problems: list[Problem]
    changed: set[Office] = field(default_factory=set)
    standings: dict[int, Standing] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._keys = ScoreKeys()

    def store(self, entries: Sequence[Entry]) -> list[str]:
        """Store the entries; return the office's code for each that now stands as it says."""
        kept = self._kept(entries)
        good: list[str] = []
        new: list[Entry] = []
        drafts: list[tuple[Result, Entry]] = []
        for entry in entries:
            result = kept.get((entry.office_code, entry.fiscal_year))
            fate = self._fate(entry, result)
            self.standings[entry.row] = Standing(fate, result.revision if result else None)
            if fate != Fate.REFUSED:
                good.append(entry.office_code)
            if fate == Fate.NEW:
                new.append(entry)
            elif result and fate == Fate.REPLACES:
                drafts.append((result, entry))
        self._write(new, drafts)
        return good

    def _fate(self, entry: Entry, result: Result | None) -> Fate:
        """Decide what happens to a row; name the problems of one that is refused."""
        if entry.doubts:
            if result and is_line_of(entry, result):
                return Fate.SAME
            self.problems += entry.doubts
            return Fate.REFUSED
        if result is None:
            return Fate.NEW
        if refusal := _refusal(result, entry):
            self.problems.append(Problem(entry.row, FISCAL_YEAR, refusal))
            return Fate.REFUSED
        return Fate.SAME if result.is_settled else Fate.REPLACES

    def _kept(self, entries: Sequence[Entry]) -> dict[tuple[str, int], Result]:
        """Return the results that stand already, locked, with their scores."""
        offices = {self.offices[entry.office_code].pk for entry in entries}
        years = {entry.fiscal_year for entry in entries}
        results = (
            Result.objects.for_history()
            .select_for_update(of=("self",))
            .filter(office__in=offices, fiscal_year__in=years)
        )
        return {(result.office.code, result.fiscal_year): result for result in results}

    def _write(self, new: Sequence[Entry], drafts: Sequence[tuple[Result, Entry]]) -> None:
        writer = Writer(self.frameworks, self.by, timezone.now())
        written = self._insert(new, writer) + self._replace(drafts, writer)
        self._write_scores(written)
        insert_rows(AuditEvent, EVENT, (writer.event(entry, pk) for pk, entry in written))
        self.changed.update(self.offices[entry.office_code] for _, entry in written)

    def _insert(self, entries: Sequence[Entry], writer: Writer) -> Written:
        """Insert new results; return them with their keys."""
        if not entries:
            return []
        offices = [self.offices[entry.office_code].pk for entry in entries]
        rows = (
            {
                **BLANK,
                "office_id": office,
                "fiscal_year": entry.fiscal_year,
                **writer.told(entry, BLANK),
            }
            for office, entry in zip(offices, entries, strict=True)
        )
        insert_rows(Result, COLUMNS, ([row[name] for name in COLUMNS] for row in rows))
        years = {entry.fiscal_year for entry in entries}
        found = Result.objects.filter(office__in=set(offices), fiscal_year__in=years)
        keys = {
            (one, year): pk for one, year, pk in found.values_list("office", "fiscal_year", "pk")
        }
        return [
            (keys[office, entry.fiscal_year], entry)
            for office, entry in zip(offices, entries, strict=True)
        ]

    def _replace(self, drafts: Sequence[tuple[Result, Entry]], writer: Writer) -> Written:
        """Put the rows in the place of drafts, whose scores go."""
        for result, entry in drafts:
            before = {name: getattr(result, name) for name in COLUMNS}
            for name, value in writer.told(entry, before).items():
                setattr(result, name, value)
            result.revision += 1
        results = [result for result, _ in drafts]
        Result.objects.bulk_update(results, REPLACED)
        if results:
            for model in (IndicatorScore, ItemScore, QuestionScore):
                model.objects.filter(result__in=results).delete()
        return [(result.pk, entry) for result, entry in drafts]

    def _write_scores(self, written: Written) -> None:
        """Write what counts of each indicator, and the items and questions that it comes from."""
        keys, framework = self._keys, self.frameworks
        known = [
            (pk, framework[e.fiscal_year], e) for pk, e in written if e.fiscal_year in framework
        ]
        insert_rows(
            IndicatorScore,
            ("result", "indicator", "score"),
            (row for pk, year, entry in known for row in keys.told(pk, year.pk, entry)),
        )
        detailed = [one for one in known if one[2].marks or one[2].questions]
        insert_rows(
            IndicatorScore,
            ("result", "indicator", "score", "detail", "published"),
            (row for pk, year, entry in detailed for row in keys.computed(pk, year, entry)),
        )
        insert_rows(
            ItemScore,
            ("result", "item", "score"),
            (
                row
                for pk, year, entry in detailed
                for row in keys.details(OITItem, pk, year.pk, entry.marks)
            ),
        )
        insert_rows(
            QuestionScore,
            ("result", "question", "score"),
            (
                row
                for pk, year, entry in detailed
                for row in keys.details(Question, pk, year.pk, entry.questions)
            ),
        )


def _refusal(result: Result, entry: Entry) -> str:
    """Return why the row may not touch a result that stands already; empty when it may.

    A settled result that holds all that the row says, or more, needs no touching.
    """
    if not result.is_settled:
        return WOULD_LOSE if is_more_than(result, entry) else ""
    if says_no_more(entry, result):
        return ""
    return LOCKED if result.status == Result.Status.LOCKED else DIFFERENT
