"""Write the results of an import, many at once, without overwriting what was confirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from django.utils import timezone

from assessments.models import Framework, Indicator, IndicatorScore, Result
from assessments.rules.files.bulk_rows import insert_rows
from assessments.rules.files.headings import FISCAL_YEAR
from assessments.rules.files.lines import is_line_of, says_no_more
from assessments.rules.files.rows import Entry
from assessments.rules.files.scores import Problem
from assessments.rules.results import Published
from ita_portal.audit.models import AuditEvent
from ita_portal.organisations.models import Office, User

DIFFERENT = "ผลของปีนี้ยืนยันไว้แล้วด้วยคะแนนอื่น จึงไม่เขียนทับ หากคะแนนเดิมผิด ให้สำนักงานเปิดแก้ไขก่อน"
WOULD_LOSE = "มีร่างที่กรอกคะแนนตัวชี้วัดไว้ แต่แถวนี้มีเพียงคะแนนรวม จึงไม่เขียนทับ"
_TOLD = ("published_total", "published_level", "rank", "rank_of", "national_mean")
_EVENT = (
    "at",
    "by_id",
    "by_name",
    "office_code",
    "verb",
    "subject_type",
    "subject_id",
    "subject_label",
    "detail",
)
_WRITTEN = (
    *_TOLD,
    "framework",
    "status",
    "difference_answer",
    "revision",
    "updated_at",
    "updated_by",
    "confirmed_at",
    "confirmed_by",
)


_COLUMNS = tuple(
    one.attname for one in Result._meta.concrete_fields if not one.primary_key
)  # named as insert_rows wants them, related rows by their keys


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
        self._indicators: dict[tuple[int | None, int], int] = {
            (framework, number): pk
            for framework, number, pk in Indicator.objects.values_list("framework", "number", "pk")
        }

    def store(self, entries: Sequence[Entry]) -> list[str]:
        """Store the entries; return the office's code for each that now stands as it says."""
        kept = self._kept(entries)
        good: list[str] = []
        new: list[tuple[Result, Entry]] = []
        drafts: list[tuple[Result, Entry]] = []
        for entry in entries:
            result = kept.get((entry.office_code, entry.fiscal_year))
            fate = self._fate(entry, result)
            self.standings[entry.row] = Standing(fate, result.revision if result else None)
            if fate != Fate.REFUSED:
                good.append(entry.office_code)
            if result is None and fate == Fate.NEW:
                new.append((self._new_result(entry), entry))
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
        return Fate.REPLACES if result.status == Result.Status.DRAFT else Fate.SAME

    def _kept(self, entries: Sequence[Entry]) -> dict[tuple[str, int], Result]:
        """Return the results that stand already, locked, with their scores."""
        offices = {self.offices[entry.office_code].pk for entry in entries}
        years = {entry.fiscal_year for entry in entries}
        results = (
            Result.objects.select_for_update(of=("self",))
            .filter(office__in=offices, fiscal_year__in=years)
            .select_related("office", "framework")
            .prefetch_related("scores__indicator")
        )
        return {(result.office.code, result.fiscal_year): result for result in results}

    def _new_result(self, entry: Entry) -> Result:
        return Result(
            office_id=self.offices[entry.office_code].pk,
            fiscal_year=entry.fiscal_year,
            revision=0,  # counted up when it is written
        )

    def _write(self, new: list[tuple[Result, Entry]], drafts: list[tuple[Result, Entry]]) -> None:
        now = timezone.now()
        for result, entry in new + drafts:
            self._fill(result, entry, now)
        self._insert([result for result, _ in new])
        Result.objects.bulk_update(
            [result for result, _ in drafts],
            _WRITTEN,
        )
        IndicatorScore.objects.filter(result__in=[result.pk for result, _ in drafts]).delete()
        insert_rows(
            IndicatorScore,
            ("result", "indicator", "score"),
            (
                (result.pk, self._indicators[result.framework_id, number], score)
                for result, entry in new + drafts
                for number, score in entry.scores.items()
            ),
        )
        insert_rows(AuditEvent, _EVENT, (self._event(*pair) for pair in new + drafts))
        self.changed.update(self.offices[entry.office_code] for _, entry in new + drafts)

    def _insert(self, results: Sequence[Result]) -> None:
        """Insert new results, and give them their keys."""
        insert_rows(
            Result, _COLUMNS, ([getattr(one, name) for name in _COLUMNS] for one in results)
        )
        offices = {result.office_id for result in results}
        years = {result.fiscal_year for result in results}
        rows = Result.objects.filter(office__in=offices, fiscal_year__in=years)
        keys = {(o, year): pk for o, year, pk in rows.values_list("office", "fiscal_year", "pk")}
        for result in results:
            result.pk = keys[result.office_id, result.fiscal_year]

    def _fill(self, result: Result, entry: Entry, now: datetime) -> None:
        """Give the result what the row says; rank and mean that a draft had stay if not told."""
        framework = self.frameworks.get(entry.fiscal_year)
        result.framework_id = framework.pk if framework else None
        result.published_total, result.published_level = None, ""
        result.difference_answer = ""
        for name, value in _told(entry.published).items():
            setattr(result, name, value)
        result.status = Result.Status.CONFIRMED
        result.confirmed_at = result.updated_at = now
        result.confirmed_by_id = result.updated_by_id = self.by.pk if self.by else None
        result.revision += 1

    def _event(self, result: Result, entry: Entry) -> tuple[object, ...]:
        """Return the line of the trail, as audit's `record` would write it one by one."""
        detail = {
            "fiscal_year": entry.fiscal_year,
            "row": entry.row,
            "total": None if entry.published.total is None else str(entry.published.total),
            "scores": {str(number): str(score) for number, score in entry.scores.items()},
        }
        return (
            result.updated_at,
            self.by.pk if self.by else None,
            self.by.full_name if self.by else "ระบบ",
            entry.office_code,
            "result.imported",
            Result._meta.label_lower,
            str(result.pk),
            str(result)[:250],
            detail,
        )


def _told(published: Published) -> dict[str, Decimal | str | int]:
    """Return what the row tells by the names of the result's fields; only what it tells."""
    values = (
        published.total,
        published.level,
        published.rank,
        published.rank_of,
        published.national_mean,
    )
    return {
        name: value
        for name, value in zip(_TOLD, values, strict=True)
        if value is not None and value != ""
    }


def _refusal(result: Result, entry: Entry) -> str:
    """Return why the row may not touch a result that stands already; empty when it may.

    A confirmed result that holds all that the row says, or more, needs no touching.
    """
    if result.status == Result.Status.DRAFT:
        return WOULD_LOSE if result.indicator_scores() and not entry.scores else ""
    return "" if says_no_more(entry, result) else DIFFERENT
