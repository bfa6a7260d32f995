"""A year's draft as it is typed, in whatever detail, and the figures that are kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TypeVar

from django.db import transaction

from assessments.models import (
    Framework,
    IndicatorScore,
    ItemScore,
    OITItem,
    Question,
    QuestionScore,
    Result,
)
from assessments.rules.arithmetic.items import Detail, DetailedScore, detailed_scores
from assessments.rules.arithmetic.scoring import HUNDRED, round_half_up
from assessments.rules.frameworks.facts import FrameworkFacts
from assessments.rules.frameworks.rows import facts_of
from assessments.rules.results.marks import require_possible
from assessments.rules.results.reading import (
    item_marks,
    kept_total,
    question_scores,
    told_scores,
    total_of,
)
from assessments.rules.results.told import Published
from ita_portal.audit.rules import record
from ita_portal.errors import Refused, Stale
from ita_portal.organisations.models import Office, User

Key = TypeVar("Key", int, str)

NO_FRAMEWORK = (
    "ยังไม่มีกรอบการประเมินของปีงบประมาณ พ.ศ. {year} จึงบันทึกได้เฉพาะคะแนนรวมที่ได้รับแจ้ง โปรดกรอกคะแนนรวม"
)
ALREADY_CONFIRMED = "ผลการประเมินปีนี้ยืนยันแล้ว โปรดเปิดให้แก้ไขก่อนจึงจะเปลี่ยนคะแนนได้"
ALREADY_LOCKED = "ผลการประเมินปีนี้ล็อกแล้ว โปรดปลดล็อกและเปิดให้แก้ไขก่อนจึงจะเปลี่ยนคะแนนได้"
_TWO_PLACES = Decimal("0.01")
_AT_ONCE = 500


@transaction.atomic
def save_scores(
    *,
    office: Office,
    fiscal_year: int,
    expected_revision: int | None,
    by: User,
    scores: Mapping[int, Decimal | None] | None = None,
    published: Published | None = None,
    difference_answer: str | None = None,
    marks: Mapping[str, Decimal | None] | None = None,
    questions: Mapping[str, Decimal | None] | None = None,
) -> Result:
    """Save a year's draft as it was typed, complete or not; make it when it is new.

    `scores` are those that the office was told, percent by indicator number, `marks` those of OIT
    items and `questions` those of questions by code; a value of None or a missing key means not
    entered. `published` is what else the office was told. Whatever is None altogether stays as it
    is. `expected_revision` is that of the form, None when there was no result yet.

    Raises Stale when somebody saved meanwhile; Refused when the result is settled, the year has no
    framework and no total was told, or an item cannot have its mark in this year. Raises
    ValueError for what no form lets through: an unknown indicator or code, a score outside 0–100
    or with more than two decimals, points beyond an instrument's weight.
    """
    given = [_entered(each) for each in (scores, marks, questions)]
    result = _open_draft(
        office, fiscal_year, published, expected_revision, has_detail=any(given), by=by
    )
    if published is not None:
        _take_published(result, published)
    if difference_answer is not None:
        result.difference_answer = difference_answer.strip()
    result.updated_by = by
    result.save()
    _write_details(result, given[1], given[2])
    _write_figures(_fresh(result), given[0])
    result = _fresh(result)
    record(by=by, office=office, verb="result.saved", subject=result, detail=figures(result))
    return result


@transaction.atomic
def keep_figures(result: Result) -> Result:
    """Write what counts into the result's rows, from what was told and what is detailed.

    Kept are score, detail and published score of each indicator, and total and level of the
    result. For whoever writes or moves scores without `save_scores`; safe to repeat. Returns the
    fresh result.
    """
    _write_figures(_fresh(result), None)
    return _fresh(result)


def complete_totals() -> int:
    """Keep totals and levels of results from before these were kept; return how many were.

    Safe to repeat: results that have a total, or whose scores are half-entered, are left alone.
    """
    found: list[Result] = []
    waiting = Result.objects.for_history().filter(total__isnull=True).order_by("pk")
    for result in waiting.iterator(chunk_size=_AT_ONCE):
        result.total, result.level = kept_total(result)
        if result.total is not None:
            found.append(result)
    Result.objects.bulk_update(found, ["total", "level"], batch_size=_AT_ONCE)
    return len(found)


def figures(result: Result) -> dict[str, object]:
    """Return the figures of a result as plain JSON values, for the trail."""
    total = total_of(result)
    detail: dict[str, object] = {
        "fiscal_year": result.fiscal_year,
        "revision": result.revision,
        "total": None if total is None else str(total),
        "scores": _as_texts(told_scores(result)),
    }
    for name, found in (("items", item_marks(result)), ("questions", question_scores(result))):
        if found:
            detail[name] = _as_texts(found)
    return detail


def require_revision(current: int | None, expected: int | None) -> None:
    """Raise Stale unless the form was made from the revision that stands now."""
    if current != expected:
        raise Stale


def _as_texts(scores: Mapping[Key, Decimal]) -> dict[str, str]:
    return {str(key): str(score) for key, score in sorted(scores.items())}


def _entered(scores: Mapping[Key, Decimal | None] | None) -> dict[Key, Decimal] | None:
    """Return what was typed of one kind of scores, None when it is not about them."""
    if scores is None:
        return None
    entered = {key: score for key, score in scores.items() if score is not None}
    for key, score in entered.items():
        if not 0 <= score <= HUNDRED or score != score.quantize(_TWO_PLACES):
            raise ValueError(f"indicator or code {key}: {score} is no score with two decimals")
    return entered


def _fresh(result: Result) -> Result:
    return Result.objects.for_history().get(pk=result.pk)


def _open_draft(
    office: Office,
    fiscal_year: int,
    published: Published | None,
    expected_revision: int | None,
    *,
    has_detail: bool,
    by: User,
) -> Result:
    """Return the year's draft, locked and counted up, or a new one."""
    framework = Framework.objects.of_year(fiscal_year)
    told_total = published.total if published else None
    if framework is None and (has_detail or told_total is None):
        raise Refused(NO_FRAMEWORK.format(year=fiscal_year))
    result, created = Result.objects.select_for_update().get_or_create(
        office=office,
        fiscal_year=fiscal_year,
        defaults={"framework": framework, "published_total": told_total, "updated_by": by},
    )
    if result.is_settled:
        is_locked = result.status == Result.Status.LOCKED
        raise Refused(ALREADY_LOCKED if is_locked else ALREADY_CONFIRMED)
    require_revision(None if created else result.revision, expected_revision)
    result.revision += not created
    result.framework = result.framework or framework
    return result


def _take_published(result: Result, published: Published) -> None:
    result.published_total = published.total
    result.published_level = published.level.strip()
    result.rank = published.rank
    result.rank_of = published.rank_of
    result.national_mean = published.national_mean
    _require_instruments(result, published)
    result.published_points = {code: str(points) for code, points in published.points.items()}
    result.respondents = dict(published.respondents)


def _require_instruments(result: Result, published: Published) -> None:
    facts = facts_of(result.framework) if result.framework else None
    weights = {one.code: one.weight for one in (facts.instruments if facts else ())}
    for code in (*published.points, *published.respondents):
        if code not in weights:
            raise ValueError(f"{result.fiscal_year} has no instrument {code}")
    for code, points in published.points.items():
        if not 0 <= points <= weights[code]:
            raise ValueError(f"{code}: {points} is not from 0 to {weights[code]}")
    for code, people in published.respondents.items():
        if people < 0:
            raise ValueError(f"{code}: {people} respondents cannot be")


def _write_details(
    result: Result,
    marks: Mapping[str, Decimal] | None,
    questions: Mapping[str, Decimal] | None,
) -> None:
    """Put marks and questions in place of those the result had; None leaves them."""
    if marks is not None:
        if marks and result.framework:
            require_possible(facts_of(result.framework), marks)
        known = OITItem.objects.filter(framework=result.framework_id)
        items = _keys(dict(known.values_list("code", "pk")), marks)
        result.item_scores.all().delete()
        ItemScore.objects.bulk_create(
            ItemScore(result=result, item_id=items[code], score=mark)
            for code, mark in marks.items()
        )
    if questions is not None:
        asked = Question.objects.filter(framework=result.framework_id)
        keys = _keys(dict(asked.values_list("code", "pk")), questions)
        result.question_scores.all().delete()
        QuestionScore.objects.bulk_create(
            QuestionScore(result=result, question_id=keys[code], score=score)
            for code, score in questions.items()
        )


def _write_figures(result: Result, told: Mapping[int, Decimal] | None) -> None:
    """Put the indicators' rows, total and level as they follow; None leaves what was told.

    `result` must be fresh: its items and questions are read as they are prefetched.
    """
    told = told_scores(result) if told is None else told
    rows = _indicator_rows(result, result.framework, told) if result.framework else []
    result.scores.all().delete()
    IndicatorScore.objects.bulk_create(rows)
    written = _fresh(result)
    written.total, written.level = kept_total(written)
    written.save(update_fields=["total", "level"])


def _indicator_rows(
    result: Result, framework: Framework, told: Mapping[int, Decimal]
) -> list[IndicatorScore]:
    known = _keys(dict(framework.indicators.values_list("number", "pk")), told)
    facts = facts_of(framework)
    found = detailed_scores(
        facts, told, marks=item_marks(result), questions=question_scores(result)
    )
    return [_indicator_row(result, known[one.number], one, facts) for one in found.values()]


def _indicator_row(
    result: Result, indicator: int, found: DetailedScore, facts: FrameworkFacts
) -> IndicatorScore:
    return IndicatorScore(
        result=result,
        indicator_id=indicator,
        score=round_half_up(found.score, facts.rounding.decimals),
        detail=found.detail.value,
        published=None if found.detail is Detail.TOLD else found.published,
    )


def _keys(known: Mapping[Key, int], scores: Mapping[Key, Decimal]) -> Mapping[Key, int]:
    """Return `known`, the keys of rows; raises ValueError when a score is of none of them."""
    if unknown := scores.keys() - known.keys():
        raise ValueError(f"no such indicators or codes: {sorted(map(str, unknown))}")
    return known
