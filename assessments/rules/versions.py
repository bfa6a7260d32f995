"""A result and the newer versions of its framework: what would change, and moving a draft over.

A result stays on the version that it was entered by. Scores find their new place by the number and
name of an indicator, the duties of an item, the code and topic of a question; what has no place is
named, and then the result does not move.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from django.db import transaction

from assessments.models import (
    Framework,
    Indicator,
    IndicatorScore,
    ItemScore,
    OITItem,
    Question,
    QuestionScore,
    Result,
)
from assessments.rules.arithmetic.items import detailed_scores, mark_is_possible
from assessments.rules.frameworks.facts import FrameworkFacts
from assessments.rules.frameworks.matching import places_of
from assessments.rules.frameworks.rows import facts_of
from assessments.rules.results import (
    figures,
    has_scores,
    item_marks,
    keep_figures,
    kept_total,
    level_told_alone,
    outcome_from,
    question_scores,
    told_scores,
)
from ita_portal.audit.rules import record
from ita_portal.errors import Refused, Stale
from ita_portal.organisations.models import Office, User

Key = TypeVar("Key", int, str)

NOT_A_DRAFT = "ผลการประเมินปีนี้ยืนยันแล้ว จึงคงอยู่กับกรอบฉบับเดิม โปรดเปิดให้แก้ไขก่อนจึงจะเปลี่ยนฉบับได้"
NOT_NEWER = "กรอบฉบับนี้ไม่ใช่ฉบับที่ใหม่กว่าของปีเดียวกัน โปรดเปิดหน้าคะแนนใหม่แล้วตรวจอีกครั้ง"
NO_PLACE = "คะแนนต่อไปนี้ยังไม่มีที่ในกรอบฉบับใหม่: {lost} โปรดแก้หรือล้างคะแนนเหล่านี้ในหน้าคะแนนก่อน แล้วจึงเปลี่ยนฉบับ"


@dataclass(frozen=True)
class Effect:
    """What another version would do to one result; totals and levels are None and "" when none.

    `lost` names the scores that have no place in that version.
    """

    result: Result
    total_before: Decimal | None
    total_after: Decimal | None
    level_before: str
    level_after: str
    lost: tuple[str, ...]

    @property
    def changes(self) -> bool:
        """Whether total or level would be another, or scores would have no place."""
        before = self.total_before, self.level_before
        return before != (self.total_after, self.level_after) or bool(self.lost)


@dataclass(frozen=True)
class Moved:
    """The scores of a result in their places of another version, and the names of the others."""

    told: dict[int, Decimal]
    marks: dict[str, Decimal]
    questions: dict[str, Decimal]
    lost: tuple[str, ...]


def newer_version(result: Result) -> Framework | None:
    """Return the newest version of the result's framework, None when it has that one."""
    if result.framework is None:
        return None
    newest = Framework.objects.of_year(result.fiscal_year)
    return newest if newest and newest.version > result.framework.version else None


def touched_results(fiscal_year: int, *, offices: Iterable[Office]) -> list[Result]:
    """Return the year's results of these offices that have a framework, by office."""
    found = Result.objects.for_history().filter(
        fiscal_year=fiscal_year, framework__isnull=False, office__in=list(offices)
    )
    return list(found.order_by("office__code"))


def effect_of(result: Result, facts: FrameworkFacts) -> Effect:
    """Return what the framework of these facts would make of the result; nothing is stored.

    Asks nothing of the database for a result that comes from `Result.objects.for_history()`.
    """
    total, level = kept_total(result)
    if result.framework is None:
        return Effect(result, total, total, level, level, ())
    old = facts_of(result.framework)
    moved = _moved(result, old, facts)
    detailed = detailed_scores(facts, moved.told, marks=moved.marks, questions=moved.questions)
    outcome = outcome_from(facts, detailed)
    before = _name(old, level)
    if outcome is not None:
        return Effect(result, total, outcome.total, before, outcome.band.name, moved.lost)
    if has_scores(result):
        return Effect(result, total, None, before, "", moved.lost)
    after = "" if total is None else level_told_alone(facts, total, result.published_level)
    return Effect(result, total, total, before, _name(facts, after), moved.lost)


@transaction.atomic
def take_version(
    result: Result, *, framework: Framework, expected_revision: int, by: User
) -> Result:
    """Move a draft result to a newer version of its framework, with all its scores.

    Raises Stale when somebody saved meanwhile; Refused when the result is settled, the framework
    is no newer version of the same year, or a score has no place there: then nothing moves.
    """
    locked = Result.objects.select_for_update().get(pk=result.pk)
    if locked.is_settled:
        raise Refused(NOT_A_DRAFT)
    if locked.revision != expected_revision:
        raise Stale
    result = Result.objects.for_history().get(pk=locked.pk)
    if not _is_newer(framework, result.framework):
        raise Refused(NOT_NEWER)
    before = figures(result) | {"version": result.framework.version if result.framework else None}
    moved = _moved(result, facts_of(result.framework), facts_of(framework))  # type: ignore[arg-type]
    if moved.lost:
        raise Refused(NO_PLACE.format(lost=", ".join(moved.lost)))
    _write(result, framework, moved, by)
    result = keep_figures(result)
    detail = {"version": framework.version, "before": before, "after": figures(result)}
    record(by=by, office=result.office, verb="result.moved", subject=result, detail=detail)
    return result


def _is_newer(framework: Framework, before: Framework | None) -> bool:
    return (
        before is not None
        and framework.fiscal_year == before.fiscal_year
        and framework.version > before.version
    )


def _moved(result: Result, old: FrameworkFacts, new: FrameworkFacts) -> Moved:
    """Put each score where it belongs in `new`; a mark that the new year forbids has no place."""
    places = places_of(old, new)
    told, lost_told = _put(told_scores(result), places.indicators, "คะแนนตัวชี้วัดที่ {}")
    marks, lost_marks = _put(item_marks(result), places.items, "คะแนนข้อ {}")
    questions, lost_questions = _put(question_scores(result), places.questions, "คะแนนข้อคำถาม {}")
    forbidden = [code for code, mark in marks.items() if not mark_is_possible(new, mark)]
    words = [f"คะแนนข้อ {code} ({marks.pop(code)})" for code in forbidden]
    lost = (*lost_told, *lost_marks, *lost_questions, *words, *_lost_of_instruments(result, new))
    return Moved(told, marks, questions, lost)


def _lost_of_instruments(result: Result, new: FrameworkFacts) -> list[str]:
    """Name what was told of instruments that the new version does not have."""
    known = {one.code for one in new.instruments}
    return [
        f"{words} {code}"
        for words, told in (
            ("คะแนนถ่วงน้ำหนัก", result.published_points),
            ("จำนวนผู้ตอบ", result.respondents),
        )
        for code in told
        if code not in known
    ]


def _put(
    scores: Mapping[Key, Decimal], places: Mapping[Key, Key], words: str
) -> tuple[dict[Key, Decimal], list[str]]:
    """Return the scores by their new keys, and the words of those without one."""
    put = {places[key]: score for key, score in scores.items() if key in places}
    return put, [words.format(key) for key in scores if key not in places]


def _write(result: Result, framework: Framework, moved: Moved, by: User) -> None:
    """Write the scores as told ones and details of the new version; figures follow from them."""
    indicators = dict(Indicator.objects.filter(framework=framework).values_list("number", "pk"))
    items = dict(OITItem.objects.filter(framework=framework).values_list("code", "pk"))
    questions = dict(Question.objects.filter(framework=framework).values_list("code", "pk"))
    for rows in (result.scores, result.item_scores, result.question_scores):
        rows.all().delete()
    IndicatorScore.objects.bulk_create(
        IndicatorScore(result=result, indicator_id=indicators[number], score=score)
        for number, score in moved.told.items()
    )
    ItemScore.objects.bulk_create(
        ItemScore(result=result, item_id=items[code], score=mark)
        for code, mark in moved.marks.items()
    )
    QuestionScore.objects.bulk_create(
        QuestionScore(result=result, question_id=questions[code], score=score)
        for code, score in moved.questions.items()
    )
    result.framework = framework
    result.updated_by = by
    result.revision += 1
    result.save(update_fields=["framework", "updated_by", "updated_at", "revision"])


def _name(facts: FrameworkFacts, code: str) -> str:
    return next((band.name for band in facts.bands if band.code == code), code)
