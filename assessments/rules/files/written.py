"""What an import writes of a row: the values of a result, its scores, its line in the trail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from assessments.models import Framework, Indicator, OITItem, Question, Result
from assessments.rules.arithmetic.scoring import round_half_up
from assessments.rules.files.rows import Entry
from assessments.rules.frameworks.rows import facts_of
from assessments.rules.results import level_told_alone
from ita_portal.organisations.models import User

Values = dict[str, Any]

COLUMNS = tuple(one.attname for one in Result._meta.concrete_fields if not one.primary_key)
"""The fields of a result as `insert_rows` wants them, related rows by their keys."""

BLANK: Values = {
    one.attname: one.get_default() for one in Result._meta.concrete_fields if not one.primary_key
}
REPLACED = (
    *("published_total", "published_level", "published_points", "respondents"),
    *("total", "level", "rank", "rank_of", "national_mean", "framework", "status"),
    *("difference_answer", "revision", "updated_at", "updated_by", "confirmed_at", "confirmed_by"),
)
"""The fields of a draft that an import replaces."""

EVENT = (
    *("at", "by_id", "by_name", "office_code", "verb"),
    *("subject_type", "subject_id", "subject_label", "detail"),
)
_WHOLE_DECIMALS = 2  # what the column of a score keeps


@dataclass(frozen=True)
class Writer:
    """Knows what to write of a row; `frameworks` are the newest by year, `by` imports at `now`."""

    frameworks: Mapping[int, Framework]
    by: User | None
    now: datetime

    def told(self, entry: Entry, before: Values) -> Values:
        """Return the values of a result that the row gives; rank and the like stay if not told."""
        framework = self.frameworks.get(entry.fiscal_year)
        by, published = self.by.pk if self.by else None, entry.published
        total, level = self._counts(entry, framework)
        return {
            "framework_id": framework.pk if framework else None,
            "published_total": published.total,
            "published_level": published.level,
            "published_points": {code: str(one) for code, one in published.points.items()},
            "respondents": {**before["respondents"], **published.respondents},
            "total": total,
            "level": level,
            "rank": published.rank or before["rank"],
            "rank_of": published.rank_of or before["rank_of"],
            "national_mean": _or(published.national_mean, before["national_mean"]),
            "difference_answer": "",
            "status": Result.Status.CONFIRMED.value,
            "confirmed_at": self.now,
            "updated_at": self.now,
            "confirmed_by_id": by,
            "updated_by_id": by,
        }

    def event(self, entry: Entry, subject: int) -> tuple[object, ...]:
        """Return the line of the trail, as audit's `record` would write it one by one."""
        total = entry.published.total
        detail: dict[str, object] = {
            "fiscal_year": entry.fiscal_year,
            "row": entry.row,
            "total": None if total is None else str(total),
            "scores": {str(number): str(score) for number, score in entry.scores.items()},
        }
        for name, scores in (("items", entry.marks), ("questions", entry.questions)):
            if scores:
                detail[name] = {code: str(score) for code, score in scores.items()}
        return (
            self.now,
            self.by.pk if self.by else None,
            self.by.full_name if self.by else "ระบบ",
            entry.office_code,
            "result.imported",
            Result._meta.label_lower,
            str(subject),
            _label(entry.fiscal_year),
            detail,
        )

    def _counts(self, entry: Entry, framework: Framework | None) -> tuple[Decimal | None, str]:
        """Return the total and level that count, as `results.kept_total` does."""
        if entry.counted:
            return entry.counted.total, entry.counted.band.code
        total = entry.published.total
        if total is None:
            return None, ""
        facts = facts_of(framework) if framework else None
        return total, level_told_alone(facts, total, entry.published.level)


class ScoreKeys:
    """The keys of all years' indicators, items and questions, by framework and number or code."""

    def __init__(self) -> None:
        self._indicators: dict[tuple[int, int], int] = {
            (framework, number): pk
            for framework, number, pk in Indicator.objects.values_list("framework", "number", "pk")
        }
        self._decimals: dict[int, int] = {}
        self._codes: dict[type[OITItem] | type[Question], dict[tuple[int, str], int]] = {}

    def told(self, result: int, framework: int, entry: Entry) -> Iterator[tuple[object, ...]]:
        """Yield result, indicator and score of what was told and counts."""
        computed = entry.counted.computed if entry.counted else {}
        for number, score in entry.scores.items():
            if number not in computed:
                yield result, self._indicators[framework, number], score

    def computed(
        self, result: int, framework: Framework, entry: Entry
    ) -> Iterator[tuple[object, ...]]:
        """Yield result, indicator, score, detail and published score of what was computed."""
        decimals = facts_of(framework).rounding.decimals
        for number, one in (entry.counted.computed if entry.counted else {}).items():
            indicator = self._indicators[framework.pk, number]
            shown = round_half_up(one.score, decimals)
            yield result, indicator, shown, one.detail.value, one.published

    def details(
        self,
        model: type[OITItem] | type[Question],
        result: int,
        framework: int,
        scores: Mapping[str, Decimal],
    ) -> Iterator[tuple[object, ...]]:
        """Yield result, item or question, and score."""
        if model not in self._codes:
            rows = model.objects.values_list("framework", "code", "pk")
            self._codes[model] = {(one, code): pk for one, code, pk in rows}
        keys = self._codes[model]
        for code, score in scores.items():
            yield result, keys[framework, code], score


@lru_cache(maxsize=256)
def _label(fiscal_year: int) -> str:
    return str(Result(fiscal_year=fiscal_year))[:250]


def _or(said: Decimal | None, before: Decimal | None) -> Decimal | None:
    return before if said is None else said
