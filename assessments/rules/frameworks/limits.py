"""What the database can keep of a year's facts: lengths, decimals, the size of whole numbers.

A file beyond these is refused like any other mistake, not by the database halfway through.
"""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from assessments.rules.frameworks.facts import FrameworkFacts
from assessments.rules.frameworks.faults import Fault

LARGEST_WHOLE = 32767
TWO_PLACES = Decimal("0.01")
LENGTHS: dict[str, dict[str, int]] = {
    "levels": {"rule": 40},
    "levels.bands": {"code": 40, "name": 80, "name_en": 80},
    "instruments": {"code": 10, "name": 200, "name_en": 200},
    "indicators": {"name": 200},
    "subindicators": {"number": 10, "name": 200},
    "items": {"code": 10, "title": 400},
    "questions": {"code": 10, "topic": 400, "scale": 20},
    "scales": {"code": 20},
}
"""The longest texts by table and key, as the columns have them."""


def _rows(facts: FrameworkFacts) -> dict[str, Sequence[object]]:
    return {
        "levels.bands": facts.bands,
        "instruments": facts.instruments,
        "indicators": facts.indicators,
        "subindicators": facts.subindicators,
        "items": facts.items,
        "questions": facts.questions,
        "scales": facts.scales,
    }


def _lengths(facts: FrameworkFacts) -> Iterator[Fault]:
    if len(facts.level_rule) > LENGTHS["levels"]["rule"]:
        yield Fault("levels", 0, "rule", _too_long("levels.rule", LENGTHS["levels"]["rule"]))
    for table, rows in _rows(facts).items():
        for index, row in enumerate(rows):
            for key, longest in LENGTHS[table].items():
                if len(getattr(row, key) or "") > longest:
                    yield Fault(table, index, key, _too_long(f"{table}.{key}", longest))


def _wholes(facts: FrameworkFacts) -> Iterator[Fault]:
    told: list[tuple[str, int, str, int | None]] = [
        ("", 0, "fiscal_year", facts.fiscal_year),
        ("", 0, "version", facts.version),
        ("", 0, "items_expected", facts.items_expected),
        *(("indicators", i, "number", one.number) for i, one in enumerate(facts.indicators)),
        *(
            ("indicators", i, "questions_expected", one.questions_expected)
            for i, one in enumerate(facts.indicators)
        ),
        *(("questions", i, "subquestions", q.subquestions) for i, q in enumerate(facts.questions)),
    ]
    for table, index, key, number in told:
        if (number or 0) > LARGEST_WHOLE:
            yield Fault(table, index, key, f"ต้องไม่เกิน {LARGEST_WHOLE}")


def _decimals(facts: FrameworkFacts) -> Iterator[Fault]:
    told: list[tuple[str, int, str, Decimal | None]] = [
        ("", 0, "pass_mark", facts.pass_mark),
        *(("instruments", i, "weight", one.weight) for i, one in enumerate(facts.instruments)),
        *(("levels.bands", i, "minimum_total", b.minimum_total) for i, b in enumerate(facts.bands)),
        *(
            ("levels.bands", i, "minimum_instrument", band.minimum_instrument)
            for i, band in enumerate(facts.bands)
        ),
    ]
    for table, index, key, number in told:
        if number is not None and abs(number) <= LARGEST_WHOLE and _is_fine(number):
            yield Fault(table, index, key, f"{number} มีทศนิยมได้ไม่เกิน 2 ตำแหน่ง")


def _is_fine(number: Decimal) -> bool:
    """Tell whether the number has more than two decimals."""
    return number != number.quantize(TWO_PLACES)


def _too_long(what: str, longest: int) -> str:
    return f"{what} ยาวเกินไป ต้องไม่เกิน {longest} ตัวอักษร"


LIMITS: tuple[Callable[[FrameworkFacts], Iterator[Fault]], ...] = (_lengths, _wholes, _decimals)
