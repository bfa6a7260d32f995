"""A framework as its file shapes it: the same keys and tables, as plain values.

Facts become content to be written as TOML or edited on screen. `as_json` gives what a draft keeps
(numbers with decimals as text); `as_raw` turns that back into what a file's reader takes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from assessments.rules.frameworks.facts import (
    Band,
    FrameworkFacts,
    IndicatorFacts,
    InstrumentFacts,
    ItemFacts,
    QuestionFacts,
    Rounding,
    ScaleFacts,
)

Content = dict[str, Any]
"""What a framework's file says; keys and shapes as assessments/frameworks/README.md has them."""

_DECIMALS = {
    "pass_mark",
    "item_marks",
    "weight",
    "minimum_total",
    "minimum_instrument",
    "points",
    "points_reversed",
}


def content_of(facts: FrameworkFacts) -> Content:
    """Return what the file of these facts says; what is empty and may be absent is left out."""
    return _told(
        {
            "fiscal_year": facts.fiscal_year,
            "version": facts.version,
            "trust": facts.trust.value,
            "basis": facts.basis,
            "source": facts.source,
            "pass_mark": facts.pass_mark,
            "items_expected": facts.items_expected,
            "item_marks": list(facts.item_marks),
            "item_marks_certain": facts.item_marks_certain,
            "analysis_issues": list(facts.analysis_issues),
            "internal_measures": list(facts.internal_measures),
            "measure_documents": _told(
                {"analysis_and_measures": facts.measures_item, "report": facts.report_item}
            ),
            "rounding": _rounding(facts.rounding),
            "levels": _levels(facts),
            "instruments": [_instrument(one) for one in facts.instruments],
            "indicators": [_indicator(one) for one in facts.indicators],
            "subindicators": [
                {"number": one.number, "name": one.name, "indicator": one.indicator}
                for one in facts.subindicators
            ],
            "items": [_item(item) for item in facts.items],
            "questions": [_question(question) for question in facts.questions],
            "scales": {scale.code: _scale(scale) for scale in facts.scales},
        },
        keep={"item_marks"},
    )


def as_json(content: Mapping[str, Any]) -> Content:
    """Return the content as JSON keeps it: numbers with decimals as text, nothing lost."""
    mapped: Content = _map(content, lambda one: plain(one) if isinstance(one, Decimal) else one)
    return mapped


def as_raw(content: Mapping[str, Any]) -> Content:
    """Return a draft's content as a file's reader takes it: decimals as numbers again.

    A text that is no number stays a text, and is told as a problem by whoever reads the facts.
    """
    mapped: Content = _map(content, lambda value: value, decimals=True)
    return mapped


def plain(number: Decimal) -> str:
    """Return a number without an exponent and without zeros at its end: 85.00 is "85"."""
    return f"{number.normalize():f}"


def _map(value: Any, change: Callable[[Any], Any], *, decimals: bool = False) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, Mapping):
        return {
            key: _numbers(inner)
            if decimals and key in _DECIMALS
            else _map(inner, change, decimals=decimals)
            for key, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [_map(inner, change, decimals=decimals) for inner in value]
    return change(value)


def _numbers(value: object) -> object:
    if isinstance(value, list):
        return [_numbers(one) for one in value]
    if not isinstance(value, str):
        return value
    try:
        return Decimal(value)
    except InvalidOperation:
        return value


def _told(values: Mapping[str, Any], keep: Iterable[str] = ()) -> Content:
    """Leave out what is None, "" or empty, but for the keys in `keep`."""
    return {
        key: value
        for key, value in values.items()
        if key in keep or not (value is None or value in ("", [], {}))
    }


def _rounding(rounding: Rounding) -> Content:
    return _told(
        {
            "place": rounding.place.value,
            "decimals": rounding.decimals,
            "mode": rounding.mode,
            "certain": rounding.certain,
            "note": rounding.note,
        }
    )


def _levels(facts: FrameworkFacts) -> Content:
    return _told(
        {
            "rule": facts.level_rule,
            "certain": facts.levels_certain,
            "note": facts.levels_note,
            "bands": [_band(band) for band in facts.bands],
        }
    )


def _band(band: Band) -> Content:
    return _told(
        {
            "code": band.code,
            "name": band.name,
            "name_en": band.name_en,
            "minimum_total": band.minimum_total,
            "minimum_instrument": band.minimum_instrument,
            "passed": band.passed,
        }
    )


def _instrument(instrument: InstrumentFacts) -> Content:
    return _told(
        {
            "code": instrument.code,
            "name": instrument.name,
            "name_en": instrument.name_en,
            "weight": instrument.weight,
            "indicators": list(instrument.indicators),
        }
    )


def _indicator(indicator: IndicatorFacts) -> Content:
    return _told(
        {
            "number": indicator.number,
            "name": indicator.name,
            "instrument": indicator.instrument,
            "questions_expected": indicator.questions_expected,
        }
    )


def _item(item: ItemFacts) -> Content:
    return _told(
        {
            "code": item.code,
            "title": item.title,
            "subindicator": item.subindicator,
            "duties": list(item.duties),
            "components": list(item.components),
            "basis": item.basis,
        }
    )


def _question(question: QuestionFacts) -> Content:
    return _told(
        {
            "code": question.code,
            "instrument": question.instrument,
            "indicator": question.indicator,
            "topic": question.topic,
            "subquestions": question.subquestions,
            "scale": question.scale,
            "reverse_scored": question.reverse_scored,
            "reversed_parts": list(question.reversed_parts),
        }
    )


def _scale(scale: ScaleFacts) -> Content:
    return _told(
        {
            "labels": list(scale.labels),
            "points": list(scale.points),
            "points_reversed": list(scale.points_reversed),
            "certain": scale.certain,
        },
        keep={"labels", "points"},
    )
