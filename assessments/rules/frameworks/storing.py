"""Write a framework's facts into rows: the way in of a file, and of a draft that is released."""

from __future__ import annotations

from dataclasses import asdict

from django.db.models import Model

from assessments.models import (
    Framework,
    Indicator,
    Instrument,
    OITItem,
    Question,
    RatingBand,
    SubIndicator,
)
from assessments.rules.frameworks.facts import FrameworkFacts, ScaleFacts

# Parts first: what points to another stands before what it points to.
_PARTS: tuple[type[Model], ...] = (
    Question,
    OITItem,
    SubIndicator,
    Indicator,
    Instrument,
    RatingBand,
)


def write_framework(framework: Framework, facts: FrameworkFacts, mark: str) -> Framework:
    """Write all rows of a new framework, or of one whose parts were deleted; return it.

    `mark` is the checksum of the file that says these facts. Call it in a transaction.
    """
    _take(framework, facts)
    framework.checksum = mark
    framework.save()
    indicators = _write_indicators(framework, facts)
    _write_items(framework, facts, indicators)
    _write_questions(framework, facts, indicators)
    RatingBand.objects.bulk_create(
        RatingBand(framework=framework, position=position, **asdict(band))
        for position, band in enumerate(facts.bands, start=1)
    )
    return framework


def delete_parts(framework: Framework) -> None:
    """Delete all parts of a framework; raises ProtectedError when anything refers to one."""
    for part in _PARTS:
        part._default_manager.filter(framework=framework).delete()


def complete_framework(framework: Framework, facts: FrameworkFacts) -> None:
    """Fill in what the row's columns did not keep when it was loaded; `facts` are its file's."""
    _take(framework, facts)
    framework.save()
    told = {question.code: question for question in facts.questions}
    rows = list(framework.questions.all())
    for row in rows:
        row.reverse_scored = told[row.code].reverse_scored
        row.reversed_parts = list(told[row.code].reversed_parts)
    Question.objects.bulk_update(rows, ["reverse_scored", "reversed_parts"])
    expected = {one.number: one.questions_expected for one in facts.indicators}
    indicators = list(framework.indicators.all())
    for indicator in indicators:
        indicator.questions_expected = expected[indicator.number]
    Indicator.objects.bulk_update(indicators, ["questions_expected"])


def _take(framework: Framework, facts: FrameworkFacts) -> None:
    """Put the facts of the year itself into the row's columns."""
    framework.fiscal_year = facts.fiscal_year
    framework.version = facts.version
    framework.trust = facts.trust.value
    framework.basis = facts.basis
    framework.source = facts.source
    framework.pass_mark = facts.pass_mark
    framework.rounding_place = facts.rounding.place.value
    framework.rounding_certain = facts.rounding.certain
    framework.rounding_note = facts.rounding.note
    framework.level_rule = facts.level_rule
    framework.levels_certain = facts.levels_certain
    framework.levels_note = facts.levels_note
    framework.items_expected = facts.items_expected
    framework.item_marks = _marks(facts)
    framework.item_marks_certain = facts.item_marks_certain
    framework.scales = [_scale(scale) for scale in facts.scales]
    framework.analysis_issues = list(facts.analysis_issues)
    framework.internal_measures = list(facts.internal_measures)


def _marks(facts: FrameworkFacts) -> list[str]:
    """Return the marks as JSON keeps them without loss: as texts."""
    return [str(mark) for mark in facts.item_marks]


def _scale(scale: ScaleFacts) -> dict[str, object]:
    return {
        "code": scale.code,
        "labels": list(scale.labels),
        "points": [str(point) for point in scale.points],
        "points_reversed": [str(point) for point in scale.points_reversed],
        "certain": scale.certain,
    }


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
            questions_expected=one.questions_expected,
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
            reverse_scored=question.reverse_scored,
            reversed_parts=list(question.reversed_parts),
        )
        for position, question in enumerate(facts.questions, start=1)
    )
