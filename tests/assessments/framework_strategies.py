"""Frameworks that load, drawn at random, and scores that fit them.

Everything that the checks of a framework file allow may come: other instruments and weights, any
number of indicators, levels with and without a minimum for instruments, any place of rounding.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from itertools import pairwise

from hypothesis import strategies as st

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

YEAR = 2590
ALL_OR_NOTHING = (Decimal(0), Decimal(100))
HALVES = (Decimal(0), Decimal(50), Decimal(100))
MARKS = st.sampled_from([(), ALL_OR_NOTHING, HALVES])
_CODES = ("IIT", "EIT", "OIT", "XIT")
_NAMES = ("การปฏิบัติหน้าที่", "การใช้งบประมาณ", "การเปิดเผยข้อมูล", "การใช้อำนาจ", "คุณภาพการดำเนินงาน")
_SCALE = ScaleFacts("yes", ("ไม่มี", "มี"), ALL_OR_NOTHING, (), True)

percents = st.integers(0, 10000).map(lambda hundredths: Decimal(hundredths) / 100)
"""Scores from 0.00 to 100.00 with two decimals."""


@st.composite
def bands(draw: st.DrawFn, pass_mark: Decimal) -> tuple[Band, ...]:
    """Draw levels from the best down to the one that begins at 0."""
    minimums = sorted(draw(st.sets(percents.filter(bool), max_size=5)), reverse=True)
    heights: list[tuple[Decimal, Decimal | None]] = []
    for minimum in minimums:
        lowest = st.integers(1, int(minimum * 100)).map(lambda part: Decimal(part) / 100)
        inner = draw(st.lists(lowest, max_size=2, unique=True))
        heights += [(minimum, one) for one in sorted(inner, reverse=True)]
        if not inner or draw(st.booleans()):
            heights.append((minimum, None))
    listed = [*heights, (Decimal(0), None)]
    return tuple(
        Band(f"L{n}", f"ระดับที่ {n}", "", total, lowest, total >= pass_mark)
        for n, (total, lowest) in enumerate(listed, 1)
    )


@st.composite
def weights(draw: st.DrawFn, count: int) -> list[Decimal]:
    """Draw weights that add up to 100."""
    cuts = draw(st.sets(st.integers(1, 9999), min_size=count - 1, max_size=count - 1))
    edges = [0, *sorted(cuts), 10000]
    return [Decimal(end - start) / 100 for start, end in pairwise(edges)]


@st.composite
def frameworks(
    draw: st.DrawFn,
    *,
    most_decimals: int = 4,
    marks: st.SearchStrategy[tuple[Decimal, ...]] | None = None,
) -> FrameworkFacts:
    """Draw the facts of a year that the checks accept; the last instrument has the items."""
    per_instrument = draw(st.lists(st.integers(1, 5), min_size=1, max_size=4))
    numbers = iter(range(1, sum(per_instrument) + 1))
    shares = [[next(numbers) for _ in range(count)] for count in per_instrument]
    instruments = tuple(
        InstrumentFacts(code, f"แบบวัด {code}", "", weight, tuple(share))
        for code, weight, share in zip(_CODES, draw(weights(len(shares))), shares, strict=False)
    )
    questions = draw(_questions(instruments[:-1]))
    asked = Counter(question.indicator for question in questions)
    indicators = tuple(
        IndicatorFacts(
            number,
            draw(st.sampled_from(_NAMES)),
            one.code,
            draw(st.sampled_from([None, asked[number], asked[number], asked[number] + 1])),
        )
        for one in instruments
        for number in one.indicators
    )
    subs, items = draw(_items(shares[-1]))
    pass_mark = draw(percents)
    place, decimals = draw(st.sampled_from(RoundingPlace)), draw(st.integers(0, most_decimals))
    return FrameworkFacts(
        fiscal_year=YEAR,
        version=1,
        trust=Trust.OFFICE,
        basis="สุ่มขึ้นเพื่อทดสอบ",
        source="การทดสอบ",
        pass_mark=pass_mark,
        rounding=Rounding(place, decimals, mode="half_up", certain=True, note=""),
        level_rule="drawn",
        levels_certain=True,
        levels_note="",
        bands=draw(bands(pass_mark)),
        instruments=instruments,
        indicators=indicators,
        subindicators=subs,
        items=items,
        items_expected=len(items),
        item_marks=draw(MARKS if marks is None else marks),
        item_marks_certain=draw(st.booleans()),
        questions=questions,
        scales=(_SCALE,),
        analysis_issues=(),
        internal_measures=(),
        measures_item=None,
        report_item=None,
    )


@st.composite
def _items(
    draw: st.DrawFn, indicators: list[int]
) -> tuple[tuple[SubIndicatorFacts, ...], tuple[ItemFacts, ...]]:
    """Draw sub-indicators under the indicators, each with its items."""
    subs = tuple(
        SubIndicatorFacts(f"{number}.{place}", draw(st.sampled_from(_NAMES)), number)
        for number in indicators
        for place in range(1, draw(st.integers(1, 4)) + 1)
    )
    homes = [sub.number for sub in subs for _ in range(draw(st.integers(1, 6)))]
    items = tuple(
        ItemFacts(f"O{place}", f"ข้อมูลที่ {place}", home, (f"duty-{place}",), (), "source")
        for place, home in enumerate(homes, 1)
    )
    return subs, items


@st.composite
def _questions(
    draw: st.DrawFn, instruments: tuple[InstrumentFacts, ...]
) -> tuple[QuestionFacts, ...]:
    """Draw questions under the indicators that have no items; some have none."""
    homes = [
        (one.code, number)
        for one in instruments
        for number in one.indicators
        for _ in range(draw(st.integers(0, 3)))
    ]
    return tuple(
        QuestionFacts(f"{code[0]}{place}", code, number, f"เรื่องที่ {place}", 1, "yes", False)
        for place, (code, number) in enumerate(homes, 1)
    )


@st.composite
def scored(
    draw: st.DrawFn, facts: st.SearchStrategy[FrameworkFacts] | None = None
) -> tuple[FrameworkFacts, dict[int, Decimal]]:
    """Draw a framework and a score of each of its indicators."""
    drawn = draw(frameworks() if facts is None else facts)
    return drawn, {one.number: draw(percents) for one in drawn.indicators}


@st.composite
def marked(
    draw: st.DrawFn, marks: tuple[Decimal, ...]
) -> tuple[FrameworkFacts, dict[str, Decimal]]:
    """Draw a framework whose items can earn `marks`, and a mark of each."""
    drawn = draw(frameworks(most_decimals=2, marks=st.just(marks)))
    return drawn, {item.code: draw(st.sampled_from(marks)) for item in drawn.items}
