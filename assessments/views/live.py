"""What the browser needs to compute as the server does; scores in whole hundredths."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeVar

from assessments.models import Result
from assessments.rules.arithmetic.items import items_are_known, questions_are_known
from assessments.rules.arithmetic.standing import PUBLISHED_TOLERANCE
from assessments.rules.frameworks.facts import FrameworkFacts
from assessments.rules.results import item_marks, question_scores, told_scores

Key = TypeVar("Key", int, str)


def live_facts(facts: FrameworkFacts) -> dict[str, Any]:
    """Return weights, levels and the place of rounding of a year."""
    return {
        "rounding": facts.rounding.place,
        "tolerance": int(PUBLISHED_TOLERANCE * 100),
        "instruments": [
            {
                "code": instrument.code,
                "weight": int(instrument.weight * 100),
                "indicators": instrument.indicators,
            }
            for instrument in facts.instruments
        ],
        "bands": [
            {
                "name": band.name,
                "names": sorted({band.code, band.name, band.name_en} - {""}),
                "minimum_total": int(band.minimum_total * 100),
                "minimum_instrument": (
                    None if band.minimum_instrument is None else int(band.minimum_instrument * 100)
                ),
                "passed": band.passed,
            }
            for band in facts.bands
        ],
    }


def live_details(facts: FrameworkFacts, result: Result | None) -> dict[str, Any]:
    """Return what indicators are computed from, and what is stored of it.

    `parts` are the sub-indicators with the codes of their items, `questions` the codes of each
    indicator's questions, where all are known; `told`, `marks` and `answers` the stored scores.
    """
    parts = facts.subindicators if items_are_known(facts) else ()
    return {
        "parts": [
            {
                "number": sub.number,
                "indicator": sub.indicator,
                "items": [item.code for item in facts.items if item.subindicator == sub.number],
            }
            for sub in parts
        ],
        "questions": {
            one.number: [asked.code for asked in facts.questions if asked.indicator == one.number]
            for one in facts.indicators
            if questions_are_known(facts, one.number)
        },
        "told": _hundredths(told_scores(result)) if result else {},
        "marks": _hundredths(item_marks(result)) if result else {},
        "answers": _hundredths(question_scores(result)) if result else {},
    }


def _hundredths(scores: Mapping[Key, Decimal]) -> dict[Key, int]:
    return {key: int(score * 100) for key, score in scores.items()}
