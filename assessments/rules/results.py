"""An office's result of a year: entered, compared with what was told, confirmed, read.

Scores and totals are percent (0–100) with two decimals; fiscal years are Buddhist-era numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from assessments.models import RESULT_LIFECYCLE, Framework, Indicator, IndicatorScore, Result
from assessments.rules.arithmetic.scoring import Outcome, band_for, outcome
from assessments.rules.arithmetic.standing import changes, compare_published
from assessments.rules.frameworks.facts import Band, FrameworkFacts
from assessments.rules.frameworks.rows import facts_of
from ita_portal.audit.rules import record
from ita_portal.errors import Refused, Stale
from ita_portal.organisations.models import Office, User
from ita_portal.organisations.rules import touch_public

HUNDRED = Decimal(100)
_TWO_PLACES = Decimal("0.01")

NO_FRAMEWORK = (
    "ยังไม่มีกรอบการประเมินของปีงบประมาณ พ.ศ. {year} จึงบันทึกได้เฉพาะคะแนนรวมที่ได้รับแจ้ง โปรดกรอกคะแนนรวม"
)
INCOMPLETE = (
    "คะแนนตัวชี้วัดยังไม่ครบ (มี {have} จาก {need} ตัวชี้วัด) "
    "โปรดกรอกให้ครบ หรือกรอกเฉพาะคะแนนรวมที่ได้รับแจ้ง แล้วจึงยืนยัน"
)
NOTHING_ENTERED = "ยังไม่มีคะแนน โปรดกรอกคะแนนตัวชี้วัดให้ครบ หรือกรอกคะแนนรวมที่ได้รับแจ้ง แล้วจึงยืนยัน"
DIFFERS = (
    "ผลที่ได้รับแจ้งไม่ตรงกับผลที่คำนวณได้ (คะแนนรวม {total} ระดับ {level}) "
    "โปรดตรวจสอบคะแนน หรือกรอกคำชี้แจงก่อนยืนยัน"
)
ALREADY_CONFIRMED = "ผลการประเมินปีนี้ยืนยันแล้ว โปรดเปิดให้แก้ไขก่อนจึงจะเปลี่ยนคะแนนได้"
NO_REASON = "โปรดระบุเหตุผลที่เปิดให้แก้ไขคะแนนที่ยืนยันแล้ว"


@dataclass(frozen=True)
class Published:
    """What the office was told of its result; all that was not told is None or empty."""

    total: Decimal | None = None
    level: str = ""
    rank: int | None = None
    rank_of: int | None = None
    national_mean: Decimal | None = None


@dataclass(frozen=True)
class Comparison:
    """What the office was told beside what its indicators give.

    `difference` is published minus computed, None when no total was told. `agrees` holds when
    the total differs by 0.01 at most and the level is the same.
    """

    published_total: Decimal | None
    published_level: str
    computed_total: Decimal
    computed_level: str
    difference: Decimal | None
    level_agrees: bool
    agrees: bool


@dataclass(frozen=True)
class HistoryYear:
    """A year's total and its change from the year before it in the list (None for the first)."""

    fiscal_year: int
    total: Decimal
    change: Decimal | None
    is_draft: bool


# --- reading --------------------------------------------------------------------------------


def outcome_of(result: Result) -> Outcome | None:
    """Return what the indicators give, None while they are not complete.

    Half-entered scores never show as a total. Prefetch with `Result.objects.for_history()` when
    there are several results; the framework's facts are kept in the process.
    """
    if result.framework is None:
        return None
    facts, scores = facts_of(result.framework), result.indicator_scores()
    return outcome(facts, scores) if len(scores) == len(facts.indicators) else None


def total_of(result: Result) -> Decimal | None:
    """Return the computed total, else the total that was told alone, without any indicator."""
    computed = outcome_of(result)
    if computed is not None:
        return computed.total
    return None if result.indicator_scores() else result.published_total


def level_of_total(facts: FrameworkFacts, total: Decimal) -> Band | None:
    """Return the level of a total without indicators, None where instruments decide about it."""
    best = band_for(facts, total, {"": HUNDRED})
    worst = band_for(facts, total, {"": Decimal(0)})
    return best if best is worst else None


def named(band: Band, level: str) -> bool:
    """Tell whether `level` is a name of the band: its code, its Thai or its English name."""
    names = {band.code, band.name, band.name_en}
    return level.casefold() in {name.casefold() for name in names if name}


def compare(result: Result) -> Comparison | None:
    """Compare what was told with what is computed; None when either of them is missing."""
    computed = outcome_of(result)
    told = result.published_total is not None or result.published_level
    if computed is None or not told:
        return None
    found = compare_published(computed, result.published_total, result.published_level)
    return Comparison(
        published_total=result.published_total,
        published_level=result.published_level,
        computed_total=computed.total,
        computed_level=computed.band.name,
        difference=found.difference,
        level_agrees=found.level_agrees,
        agrees=found.agrees,
    )


def history(office: Office) -> list[HistoryYear]:
    """Return the office's years that have a total, in order, drafts marked; three queries."""
    results = {result.fiscal_year: result for result in Result.objects.of(office).for_history()}
    totals = [
        (year, total) for year, result in results.items() if (total := total_of(result)) is not None
    ]
    return [
        HistoryYear(
            fiscal_year=year.fiscal_year,
            total=year.total,
            change=year.change,
            is_draft=results[year.fiscal_year].status == Result.Status.DRAFT,
        )
        for year in changes(totals)
    ]


# --- writing --------------------------------------------------------------------------------


@transaction.atomic
def save_scores(
    *,
    office: Office,
    fiscal_year: int,
    scores: Mapping[int, Decimal | None],
    published: Published,
    difference_answer: str,
    expected_revision: int | None,
    by: User,
) -> Result:
    """Save a year's draft as it was typed, complete or not; make it when it is new.

    `scores` are percent by indicator number; None or absent means not entered. `published` is
    what the office was told. `expected_revision` is that of the form, None when there was no
    result yet. Raises Stale when somebody saved meanwhile, Refused when the result is confirmed
    or the year has no framework and no total was told. Raises ValueError for a score outside
    0–100, with more than two decimals, or of an indicator that the year does not have.
    """
    entered = {number: score for number, score in scores.items() if score is not None}
    framework = Framework.objects.of_year(fiscal_year)
    if framework is None and (entered or published.total is None):
        raise Refused(NO_FRAMEWORK.format(year=fiscal_year))
    result, created = Result.objects.select_for_update().get_or_create(
        office=office,
        fiscal_year=fiscal_year,
        defaults={"framework": framework, "published_total": published.total, "updated_by": by},
    )
    if result.status == Result.Status.CONFIRMED:
        raise Refused(ALREADY_CONFIRMED)
    _require_revision(None if created else result.revision, expected_revision)
    result.revision += not created
    result.framework = result.framework or framework
    result.difference_answer = difference_answer.strip()
    result.updated_by = by
    _take_published(result, published)
    result.save()
    _write_scores(result, entered)
    result = Result.objects.for_history().get(pk=result.pk)
    record(by=by, office=office, verb="result.saved", subject=result, detail=figures(result))
    return result


@transaction.atomic
def confirm_result(result: Result, *, expected_revision: int, by: User) -> Result:
    """Confirm a year's result, which from then on is the office's word.

    Raises Stale when somebody changed it meanwhile; Refused when it is confirmed already, when
    indicators are missing and no total stands alone, or when what was told differs by more than
    0.01 (or in its level) from what is computed and nobody has answered for that.
    """
    result = _locked(result)
    RESULT_LIFECYCLE.require(Result.Status(result.status), Result.Status.CONFIRMED)
    _require_revision(result.revision, expected_revision)
    _require_complete(result)
    _require_answered(result)
    result.status = Result.Status.CONFIRMED
    result.confirmed_at = timezone.now()
    result.confirmed_by = by
    result.revision += 1
    result.save(update_fields=["status", "confirmed_at", "confirmed_by", "revision"])
    record(
        by=by, office=result.office, verb="result.confirmed", subject=result, detail=figures(result)
    )
    touch_public(result.office_id)
    return result


@transaction.atomic
def reopen_result(result: Result, *, reason: str, by: User) -> Result:
    """Open a confirmed result for correction; it is a draft again.

    Raises Refused without a reason, or when the result is not confirmed.
    """
    result = _locked(result)
    RESULT_LIFECYCLE.require(Result.Status(result.status), Result.Status.DRAFT)
    if not reason.strip():
        raise Refused(NO_REASON)
    result.status = Result.Status.DRAFT
    result.confirmed_at = None
    result.confirmed_by = None
    result.revision += 1
    result.save(update_fields=["status", "confirmed_at", "confirmed_by", "revision"])
    detail = {"fiscal_year": result.fiscal_year, "reason": reason.strip()}
    record(by=by, office=result.office, verb="result.reopened", subject=result, detail=detail)
    touch_public(result.office_id)
    return result


def figures(result: Result) -> dict[str, object]:
    """Return the figures of a result as plain JSON values, for the trail."""
    total = total_of(result)
    return {
        "fiscal_year": result.fiscal_year,
        "revision": result.revision,
        "total": None if total is None else str(total),
        "scores": {str(n): str(s) for n, s in sorted(result.indicator_scores().items())},
    }


def _locked(result: Result) -> Result:
    return (
        Result.objects.select_for_update(of=("self",))
        .select_related("office", "framework")
        .prefetch_related("scores__indicator")
        .get(pk=result.pk)
    )


def _require_revision(current: int | None, expected: int | None) -> None:
    if current != expected:
        raise Stale


def _require_complete(result: Result) -> None:
    have = len(result.indicator_scores())
    if total_of(result) is not None:
        return
    if not have or result.framework is None:
        raise Refused(NOTHING_ENTERED)
    need = len(facts_of(result.framework).indicators)
    raise Refused(INCOMPLETE.format(have=have, need=need))


def _require_answered(result: Result) -> None:
    found = compare(result)
    if found and not found.agrees and not result.difference_answer:
        raise Refused(DIFFERS.format(total=found.computed_total, level=found.computed_level))


def _take_published(result: Result, published: Published) -> None:
    result.published_total = published.total
    result.published_level = published.level.strip()
    result.rank = published.rank
    result.rank_of = published.rank_of
    result.national_mean = published.national_mean


def _write_scores(result: Result, scores: Mapping[int, Decimal]) -> None:
    """Put `scores` in place of those the result had."""
    known = dict(
        Indicator.objects.filter(framework=result.framework_id).values_list("number", "pk")
    )
    if unknown := scores.keys() - known.keys():
        raise ValueError(f"{result.fiscal_year} has no indicators {sorted(unknown)}")
    for number, score in scores.items():
        if not 0 <= score <= HUNDRED or score != score.quantize(_TWO_PLACES):
            raise ValueError(f"indicator {number}: {score} is no score with two decimals")
    result.scores.all().delete()
    IndicatorScore.objects.bulk_create(
        IndicatorScore(result=result, indicator_id=known[number], score=score)
        for number, score in scores.items()
    )
