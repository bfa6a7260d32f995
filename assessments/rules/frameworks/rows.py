"""The facts of a year's framework as the database keeps them: the same as its file tells."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from assessments.models import (
    Framework,
    Indicator,
    OITItem,
    Question,
)
from assessments.rules.frameworks.duties import documents_of
from assessments.rules.frameworks.facts import (
    Band,
    FrameworkFacts,
    IndicatorFacts,
    InstrumentFacts,
    ItemFacts,
    QuestionFacts,
    Rounding,
    RoundingPlace,
    ScaleFacts,
    SubIndicatorFacts,
    Trust,
)

SCORE_DECIMALS = 2  # the scores' columns keep no more
_MOST_KEPT = 64

_kept: dict[tuple[object, ...], FrameworkFacts] = {}


def facts_of(framework: Framework) -> FrameworkFacts:
    """Return the facts of `framework`, read from its rows with six queries.

    A loaded framework never changes without a new checksum, so the facts are kept in the
    process by the row's key and checksum, and the next call asks nothing. What an older portal
    did not keep may come later, see `loading.load_framework`: its marks belong to the key, and
    the name of its level rule, which is never empty once all is there.
    """
    marks = tuple(framework.item_marks)
    key = (
        framework.pk,
        framework.checksum,
        marks,
        framework.item_marks_certain,
        framework.level_rule,
    )
    if key not in _kept:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[key] = _read(framework)
    return _kept[key]


def _read(framework: Framework) -> FrameworkFacts:
    indicators = list(framework.indicators.select_related("instrument"))
    subindicators = list(framework.subindicators.all())
    by_pk = {row.pk: row for row in indicators}
    numbers = {row.pk: row.number for row in subindicators}
    items = tuple(_item(row, numbers) for row in framework.items.all())
    measures, report = documents_of(items)
    return FrameworkFacts(
        fiscal_year=framework.fiscal_year,
        version=framework.version,
        trust=Trust(framework.trust),
        basis=framework.basis,
        source=framework.source,
        pass_mark=framework.pass_mark,
        rounding=_rounding(framework),
        level_rule=framework.level_rule,
        levels_certain=framework.levels_certain,
        levels_note=framework.levels_note,
        bands=_bands(framework),
        instruments=_instruments(framework, indicators),
        indicators=tuple(
            IndicatorFacts(row.number, row.name, row.instrument.code, row.questions_expected)
            for row in indicators
        ),
        subindicators=tuple(
            SubIndicatorFacts(row.number, row.name, by_pk[row.indicator_id].number)
            for row in subindicators
        ),
        items=items,
        items_expected=framework.items_expected,
        item_marks=tuple(Decimal(mark) for mark in framework.item_marks),
        item_marks_certain=framework.item_marks_certain,
        questions=tuple(
            _question(row, by_pk[row.indicator_id]) for row in framework.questions.all()
        ),
        scales=tuple(_scale(scale) for scale in framework.scales),
        analysis_issues=tuple(framework.analysis_issues),
        internal_measures=tuple(framework.internal_measures),
        measures_item=measures,
        report_item=report,
    )


def _rounding(framework: Framework) -> Rounding:
    return Rounding(
        place=RoundingPlace(framework.rounding_place),
        decimals=SCORE_DECIMALS,
        mode="half_up",
        certain=framework.rounding_certain,
        note=framework.rounding_note,
    )


def _bands(framework: Framework) -> tuple[Band, ...]:
    return tuple(
        Band(
            code=row.code,
            name=row.name,
            name_en=row.name_en,
            minimum_total=row.minimum_total,
            minimum_instrument=row.minimum_instrument,
            passed=row.passed,
        )
        for row in framework.bands.all()
    )


def _instruments(framework: Framework, indicators: list[Indicator]) -> tuple[InstrumentFacts, ...]:
    return tuple(
        InstrumentFacts(
            code=row.code,
            name=row.name,
            name_en=row.name_en,
            weight=row.weight,
            indicators=tuple(one.number for one in indicators if one.instrument_id == row.pk),
        )
        for row in framework.instruments.all()
    )


def _item(row: OITItem, numbers: Mapping[int, str]) -> ItemFacts:
    return ItemFacts(
        code=row.code,
        title=row.title,
        subindicator=numbers[row.subindicator_id] if row.subindicator_id else None,
        duties=tuple(row.duties),
        components=tuple(row.components),
        basis=row.basis,
    )


def _question(row: Question, indicator: Indicator) -> QuestionFacts:
    return QuestionFacts(
        code=row.code,
        instrument=indicator.instrument.code,
        indicator=indicator.number,
        topic=row.topic or None,
        subquestions=row.subquestions,
        scale=row.scale,
        reverse_scored=row.reverse_scored,
        reversed_parts=tuple(row.reversed_parts),
    )


def _scale(kept: Mapping[str, Any]) -> ScaleFacts:
    """Return a scale as its JSON keeps it: points as texts, so that none is lost."""
    return ScaleFacts(
        code=kept["code"],
        labels=tuple(kept["labels"]),
        points=tuple(Decimal(point) for point in kept["points"]),
        points_reversed=tuple(Decimal(point) for point in kept["points_reversed"]),
        certain=kept["certain"],
    )
