"""Load a framework file into rows: safe to repeat, and never under a result's feet."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from django.db import transaction
from django.db.models import Model, ProtectedError

from assessments.models import (
    Framework,
    Indicator,
    Instrument,
    OITItem,
    Question,
    RatingBand,
    SubIndicator,
)
from assessments.rules.frameworks.facts import FrameworkFacts
from assessments.rules.frameworks.files import checksum, read_framework
from assessments.rules.frameworks.rows import SCORE_DECIMALS

# Parts first: what points to another stands before what it points to.
_PARTS: tuple[type[Model], ...] = (
    Question,
    OITItem,
    SubIndicator,
    Indicator,
    Instrument,
    RatingBand,
)
_MESSAGES = {
    "created": "โหลดใหม่",
    "unchanged": "ไม่เปลี่ยนแปลง",
    "completed": "เติมส่วนที่ระบบรุ่นก่อนไม่ได้เก็บ",
    "replaced": "โหลดแทนชุดเดิม",
}


@dataclass(frozen=True)
class LoadOutcome:
    """What became of one file, and why: a key of `_MESSAGES`, or "refused"."""

    fiscal_year: int
    status: str
    message: str


@transaction.atomic
def load_framework(path: Path) -> LoadOutcome:
    """Load one framework file; a version that results use is never changed.

    Safe to repeat: a file that says the same leaves the rows alone, save that it fills in the
    item marks of a row from before they were kept. A file that says something else replaces the
    rows of its version in place while nothing uses them, and is refused otherwise: then the
    changed list needs a new version number. Raises FrameworkFileError when the file does not
    hold together, OSError when it cannot be read.
    """
    facts, mark = read_framework(path), checksum(path)
    if facts.rounding.decimals != SCORE_DECIMALS:
        return _refused(facts, f"เก็บคะแนนได้เพียง {SCORE_DECIMALS} ตำแหน่งทศนิยม")
    framework = (
        Framework.objects.select_for_update()
        .filter(fiscal_year=facts.fiscal_year, version=facts.version)
        .first()
    )
    if framework is None:
        return _outcome(facts, _write(Framework(), facts, mark, "created"))
    if framework.checksum == mark:
        return _outcome(facts, _complete(framework, facts))
    used = framework.results.count()
    if used:
        reason = f"มีผลการประเมิน {used} รายการใช้กรอบฉบับที่ {framework.version} อยู่"
        return _refused(facts, f"{reason} จึงแก้ไขไม่ได้ โปรดออกเป็นฉบับใหม่")
    return _replace(framework, facts, mark)


def _replace(framework: Framework, facts: FrameworkFacts, mark: str) -> LoadOutcome:
    try:
        with transaction.atomic():
            for part in _PARTS:
                part._default_manager.filter(framework=framework).delete()
            return _outcome(facts, _write(framework, facts, mark, "replaced"))
    except ProtectedError as error:
        reason = f"มีข้อมูลอื่น {len(error.protected_objects)} รายการอ้างถึงกรอบนี้"
        return _refused(facts, f"{reason} จึงแก้ไขไม่ได้ โปรดออกเป็นฉบับใหม่")


def _complete(framework: Framework, facts: FrameworkFacts) -> str:
    """Fill in the item marks of a row that is older than their columns; return what was done.

    The file is the one that the row was loaded from, and no score was ever computed from these
    columns while they were empty, so results that use the row do not matter.
    """
    kept = framework.item_marks, framework.item_marks_certain
    if kept == (_marks(facts), facts.item_marks_certain):
        return "unchanged"
    framework.item_marks, framework.item_marks_certain = _marks(facts), facts.item_marks_certain
    framework.save(update_fields=["item_marks", "item_marks_certain", "loaded_at"])
    return "completed"


def _marks(facts: FrameworkFacts) -> list[str]:
    """Return the marks as JSON keeps them without loss: as texts."""
    return [str(mark) for mark in facts.item_marks]


def _outcome(facts: FrameworkFacts, status: str) -> LoadOutcome:
    return LoadOutcome(facts.fiscal_year, status, _MESSAGES[status])


def _refused(facts: FrameworkFacts, message: str) -> LoadOutcome:
    return LoadOutcome(facts.fiscal_year, "refused", message)


def _write(framework: Framework, facts: FrameworkFacts, mark: str, status: str) -> str:
    """Write all rows of the framework and return `status`."""
    framework.fiscal_year = facts.fiscal_year
    framework.version = facts.version
    framework.trust = facts.trust.value
    framework.basis = facts.basis
    framework.source = facts.source
    framework.pass_mark = facts.pass_mark
    framework.rounding_place = facts.rounding.place.value
    framework.rounding_certain = facts.rounding.certain
    framework.levels_certain = facts.levels_certain
    framework.items_expected = facts.items_expected
    framework.item_marks = _marks(facts)
    framework.item_marks_certain = facts.item_marks_certain
    framework.analysis_issues = list(facts.analysis_issues)
    framework.internal_measures = list(facts.internal_measures)
    framework.checksum = mark
    framework.save()
    indicators = _write_indicators(framework, facts)
    _write_items(framework, facts, indicators)
    _write_questions(framework, facts, indicators)
    RatingBand.objects.bulk_create(
        RatingBand(framework=framework, position=position, **asdict(band))
        for position, band in enumerate(facts.bands, start=1)
    )
    return status


def _write_indicators(framework: Framework, facts: FrameworkFacts) -> dict[int, Indicator]:
    """Write instruments and indicators; return the indicators by their numbers."""
    instruments = Instrument.objects.bulk_create(
        Instrument(
            framework=framework,
            position=position,
            code=one.code,
            name=one.name,
            name_en=one.name_en,
            weight=one.weight,
        )
        for position, one in enumerate(facts.instruments, start=1)
    )
    by_code = {instrument.code: instrument for instrument in instruments}
    indicators = Indicator.objects.bulk_create(
        Indicator(
            framework=framework,
            instrument=by_code[one.instrument],
            number=one.number,
            name=one.name,
        )
        for one in facts.indicators
    )
    return {indicator.number: indicator for indicator in indicators}


def _write_items(
    framework: Framework, facts: FrameworkFacts, indicators: dict[int, Indicator]
) -> None:
    subindicators = SubIndicator.objects.bulk_create(
        SubIndicator(
            framework=framework,
            indicator=indicators[sub.indicator],
            position=position,
            number=sub.number,
            name=sub.name,
        )
        for position, sub in enumerate(facts.subindicators, start=1)
    )
    by_number: dict[str | None, SubIndicator] = {sub.number: sub for sub in subindicators}
    OITItem.objects.bulk_create(
        OITItem(
            framework=framework,
            subindicator=by_number.get(item.subindicator),
            position=position,
            code=item.code,
            title=item.title,
            duties=list(item.duties),
            components=list(item.components),
            basis=item.basis,
        )
        for position, item in enumerate(facts.items, start=1)
    )


def _write_questions(
    framework: Framework, facts: FrameworkFacts, indicators: dict[int, Indicator]
) -> None:
    Question.objects.bulk_create(
        Question(
            framework=framework,
            indicator=indicators[question.indicator],
            position=position,
            code=question.code,
            topic=question.topic or "",
            subquestions=question.subquestions,
            scale=question.scale,
            reverse_scored=bool(question.reverse_scored),
        )
        for position, question in enumerate(facts.questions, start=1)
    )
