"""Frameworks that hold together and that nobody wrote: what any year could come up with."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from assessments.rules.frameworks.duties import MEASURES_DUTY, REPORT_DUTY, documents_of
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

HUNDREDTHS = 10_000
LETTERS = "กขคงจฉชซฐณดตถทนบปผฝพฟภมยรลวศษสหฬอฮABCabc0189๐๙ัิีุูเแโใไ็่้๊๋์ำะา "
ODD = "\"'\\\n\t#=[]{}.,é\u007f\u0001–“”\u00a0😀"

percents = st.integers(0, HUNDREDTHS).map(lambda number: Decimal(number) / 100)


def words(longest: int = 60) -> st.SearchStrategy[str]:
    """Texts as files may hold them: Thai, signs that need escaping, never empty, in NFC."""
    texts = st.text(st.sampled_from(LETTERS + ODD), min_size=1, max_size=longest // 2)
    return texts.map(lambda text: unicodedata.normalize("NFC", text)).filter(
        lambda text: bool(text.strip()) and len(text) <= longest
    )


def codes(prefix: str, count: int) -> list[str]:
    """Return as many codes as asked."""
    return [f"{prefix}{number}" for number in range(1, count + 1)]


@st.composite
def frameworks(draw: st.DrawFn, fiscal_year: int = 2575) -> FrameworkFacts:
    """A framework that `load_framework` takes, of the given year."""
    instruments = draw(_instruments())
    indicators = tuple(
        IndicatorFacts(
            number, draw(words(80)), instrument.code, draw(st.none() | st.integers(500, 600))
        )
        for instrument in instruments
        for number in instrument.indicators
    )
    pass_mark = draw(percents)
    scales = tuple(draw(_scale(code)) for code in codes("scale_", draw(st.integers(0, 2))))
    subindicators = draw(_subindicators(indicators))
    items = draw(_items(subindicators))
    measures, report = documents_of(items)
    return FrameworkFacts(
        fiscal_year=fiscal_year,
        version=draw(st.integers(1, 9)),
        trust=draw(st.sampled_from(Trust)),
        basis=draw(words()),
        source=draw(words()),
        pass_mark=pass_mark,
        rounding=Rounding(
            place=draw(st.sampled_from(RoundingPlace)),
            decimals=2,
            mode="half_up",
            certain=draw(st.booleans()),
            note=draw(st.just("") | words()),
        ),
        level_rule=draw(words(40)),
        levels_certain=draw(st.booleans()),
        levels_note=draw(st.just("") | words()),
        bands=draw(_bands(pass_mark)),
        instruments=instruments,
        indicators=tuple(sorted(indicators, key=lambda one: one.number)),
        subindicators=subindicators,
        items=items,
        items_expected=len(items) + draw(st.integers(0, 3)),
        item_marks=tuple(draw(st.lists(percents, max_size=3))),
        item_marks_certain=draw(st.booleans()),
        questions=draw(_questions(indicators, scales)),
        scales=scales,
        analysis_issues=tuple(draw(st.lists(words(), max_size=2))),
        internal_measures=tuple(draw(st.lists(words(), max_size=2))),
        measures_item=measures,
        report_item=report,
    )


@st.composite
def _instruments(draw: st.DrawFn) -> tuple[InstrumentFacts, ...]:
    """Instruments whose weights add up to 100, each with its share of the indicators."""
    count = draw(st.integers(1, 4))
    cuts = draw(
        st.lists(
            st.integers(1, HUNDREDTHS - 1), min_size=count - 1, max_size=count - 1, unique=True
        )
    )
    edges = [0, *sorted(cuts), HUNDREDTHS]
    numbers = draw(st.permutations(range(1, draw(st.integers(count, 8)) + 1)))
    shares = [sorted(numbers[place::count]) for place in range(count)]
    return tuple(
        InstrumentFacts(
            code=code,
            name=draw(words(80)),
            name_en=draw(st.just("") | words(80)),
            weight=Decimal(edges[place + 1] - edges[place]) / 100,
            indicators=tuple(shares[place]),
        )
        for place, code in enumerate(codes("T", count))
    )


@st.composite
def _bands(draw: st.DrawFn, pass_mark: Decimal) -> tuple[Band, ...]:
    """Levels from best to worst, some with a minimum for each instrument, the last from 0."""
    heights = draw(st.lists(st.integers(1, HUNDREDTHS), max_size=4, unique=True))
    minimums = [Decimal(one) / 100 for one in sorted(heights, reverse=True)] + [Decimal(0)]
    bands = [
        Band(
            code=code,
            name=draw(words(40)),
            name_en=draw(st.just("") | words(40)),
            minimum_total=minimum,
            minimum_instrument=draw(st.none() | st.just(minimum)) if minimum else None,
            passed=minimum >= pass_mark,
        )
        for code, minimum in zip(codes("L", len(minimums)), minimums, strict=True)
    ]
    return tuple(bands)


@st.composite
def _scale(draw: st.DrawFn, code: str) -> ScaleFacts:
    points = tuple(draw(st.lists(percents, max_size=4)))
    turned = tuple(reversed(points)) if draw(st.booleans()) else ()
    labels = tuple(draw(words()) for _ in points)
    return ScaleFacts(code, labels, points, turned, certain=draw(st.booleans()))


@st.composite
def _subindicators(
    draw: st.DrawFn, indicators: tuple[IndicatorFacts, ...]
) -> tuple[SubIndicatorFacts, ...]:
    last = indicators[-1].number
    count = draw(st.integers(0, 3))
    return tuple(
        SubIndicatorFacts(f"{last}.{place}", draw(words(80)), last) for place in range(1, count + 1)
    )


@st.composite
def _items(draw: st.DrawFn, subindicators: tuple[SubIndicatorFacts, ...]) -> tuple[ItemFacts, ...]:
    """Items with duties, two of which may be those of the measures and of the report."""
    count = draw(st.integers(0, 6))
    numbers = st.none() | st.sampled_from([sub.number for sub in subindicators] or [None])
    items = [
        ItemFacts(
            code=code,
            title=draw(words(200)),
            subindicator=draw(numbers),
            duties=(f"duty_{code.lower()}",),
            components=tuple(draw(st.lists(words(), max_size=2))),
            basis=draw(st.sampled_from(["source", "carried", "derived", "memory"])),
        )
        for code in codes("O", count)
    ]
    for duty in (MEASURES_DUTY, REPORT_DUTY):
        if items and draw(st.booleans()):
            place = draw(st.integers(0, count - 1))
            items[place] = replace(items[place], duties=(*items[place].duties, duty))
    return tuple(items)


@st.composite
def _questions(
    draw: st.DrawFn, indicators: tuple[IndicatorFacts, ...], scales: tuple[ScaleFacts, ...]
) -> tuple[QuestionFacts, ...]:
    if not scales:
        return ()
    return tuple(
        draw(_question(code, indicators, scales)) for code in codes("I", draw(st.integers(0, 4)))
    )


@st.composite
def _question(
    draw: st.DrawFn,
    code: str,
    indicators: tuple[IndicatorFacts, ...],
    scales: tuple[ScaleFacts, ...],
) -> QuestionFacts:
    indicator = draw(st.sampled_from(indicators))
    parts = draw(st.none() | st.integers(1, 4))
    reverse = draw(st.sampled_from([None, True, False]))
    turned = tuple(draw(st.lists(st.integers(1, parts), max_size=2, unique=True))) if parts else ()
    return QuestionFacts(
        code=code,
        instrument=indicator.instrument,
        indicator=indicator.number,
        topic=draw(st.none() | words(200)),
        subquestions=parts,
        scale=draw(st.sampled_from(scales)).code,
        reverse_scored=None if turned else reverse,
        reversed_parts=turned,
    )
