"""From a published OIT indicator score back to the items that were lost: pure, exact arithmetic.

Offices are told an indicator's score, seldom the marks of its items. But items earn only the
marks their year allows, so few losses can give a score of two decimals. A pattern says for each
sub-indicator how many of its items were lost; which ones they are it cannot say.

**Source:** a sub-indicator is the mean of its items, an indicator that of its sub-indicators; the
year's ITA manual, as the framework file's `source` and `basis` name it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from assessments.rules.arithmetic.items import items_are_known
from assessments.rules.arithmetic.scoring import HUNDRED
from assessments.rules.decoding.search import MOST_WORK, always_lost, puzzle_of, solutions
from assessments.rules.frameworks.facts import FrameworkFacts
from ita_portal.errors import Refused

MOST_PATTERNS = 2000
"""After so many patterns the search stops: they say no more, and nobody reads them."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What one sub-indicator lost: `lost` of its `of` items; half an item where half marks are."""

    subindicator: str
    lost: Decimal
    of: int


Pattern = tuple[Loss, ...]
"""The losses of all sub-indicators of an indicator, in order, also those that lost nothing."""


@dataclass(frozen=True, slots=True)
class Decoding:
    """All patterns that give a score, those with the fewest lost items first.

    `always_lost` are the sub-indicators that lost something in every pattern there is, also in
    those that were not listed. `complete` is false when the search stopped before its end;
    `marks_certain` while the year's item marks are known, not assumed.
    """

    fiscal_year: int
    indicator: int
    score: Decimal
    patterns: tuple[Pattern, ...]
    always_lost: tuple[str, ...]
    complete: bool
    marks_certain: bool


@dataclass(frozen=True, slots=True)
class Look:
    """A sub-indicator in which to look for lost items.

    It lost something in `patterns` of the listed patterns, at least `least` and at most `most`
    of its `of` items. `share` is the mean share of it that was lost (0–1).
    """

    subindicator: str
    of: int
    patterns: int
    least: Decimal
    most: Decimal
    share: Decimal


def decode(
    facts: FrameworkFacts, indicator: int, score: Decimal, *, most_patterns: int = MOST_PATTERNS
) -> Decoding:
    """Return the patterns of lost items that give `score` when rounded half up as the year does.

    The work is bounded, the same each time, and well below a second: after `most_patterns`, or
    where the marks divide an indicator too finely, the answer is not `complete`. No pattern at
    all means that the score cannot come from the year's marks. Raises Refused, saying why, for an
    indicator without sub-indicators, a year whose items or their marks are not known, and a score
    not from 0 to 100 with the year's decimals.
    """
    require_decodable(facts)
    counts = item_counts(facts, indicator)
    _require_score(facts, score)
    puzzle = puzzle_of(facts, list(counts.values()), score)
    if puzzle.work > MOST_WORK:
        return _decoding(facts, indicator, score, (), (), complete=False)
    chosen = list(islice(solutions(puzzle), most_patterns + 1))
    patterns = [
        tuple(
            Loss(number, part[units], of)
            for (number, of), part, units in zip(counts.items(), puzzle.parts, one, strict=True)
        )
        for one in chosen[:most_patterns]
    ]
    numbers = list(counts)
    return _decoding(
        facts,
        indicator,
        score,
        tuple(sorted(patterns, key=_fewest_first)),
        tuple(numbers[place] for place in always_lost(puzzle)) if chosen else (),
        complete=len(chosen) <= most_patterns,
    )


def decodable(facts: FrameworkFacts) -> tuple[int, ...]:
    """Return the numbers of the indicators that have sub-indicators, which `decode` can ask for."""
    return tuple(sorted({sub.indicator for sub in facts.subindicators}))


def require_decodable(facts: FrameworkFacts) -> None:
    """Refuse a year whose items, or the marks that an item can earn, are not known."""
    year = f"ปีงบประมาณ พ.ศ. {facts.fiscal_year}"
    if not items_are_known(facts):
        raise Refused(f"ยังไม่ทราบข้อ OIT ของ{year} ครบทุกข้อพร้อมตัวชี้วัดย่อย จึงถอดคะแนนไม่ได้")
    if len(set(facts.item_marks)) < 2:
        raise Refused(
            f"ยังไม่ทราบว่าข้อ OIT ของ{year} ได้คะแนนเป็นค่าใดได้บ้าง "
            "(อาจมีคะแนนบางส่วน) จึงบอกไม่ได้ว่าเสียคะแนนที่ข้อใด"
        )


def item_counts(facts: FrameworkFacts, indicator: int) -> dict[str, int]:
    """Return how many items each sub-indicator of an OIT indicator has, in order.

    Raises Refused when the year has no such indicator.
    """
    counts = {
        sub.number: sum(item.subindicator == sub.number for item in facts.items)
        for sub in facts.subindicators
        if sub.indicator == indicator
    }
    if not counts:
        known = " และ ".join(str(number) for number in decodable(facts))
        raise Refused(
            f"ถอดคะแนนได้เฉพาะตัวชี้วัดของ OIT ซึ่งปีงบประมาณ พ.ศ. {facts.fiscal_year} "
            f"คือ {known} ไม่ใช่ตัวชี้วัดที่ {indicator}"
        )
    return counts


def where_to_look(patterns: Sequence[Pattern]) -> list[Look]:
    """Return the sub-indicators that may have lost items, the surest and dearest first.

    Order: in how many patterns it lost something, then how much of it was lost on the mean (each
    pattern counting the same), which is what the indicator loses by it; then as they stand.
    """
    looks = [_look([pattern[place] for pattern in patterns]) for place in range(_width(patterns))]
    losing = [look for look in looks if look.patterns]
    return sorted(losing, key=lambda look: (-look.patterns, -look.share))


def _width(patterns: Sequence[Pattern]) -> int:
    return len(patterns[0]) if patterns else 0


def _look(losses: Sequence[Loss]) -> Look:
    lost = [loss.lost for loss in losses]
    return Look(
        subindicator=losses[0].subindicator,
        of=losses[0].of,
        patterns=sum(one > 0 for one in lost),
        least=min(lost),
        most=max(lost),
        share=sum(lost, Decimal(0)) / len(lost) / losses[0].of,
    )


def _decoding(
    facts: FrameworkFacts,
    indicator: int,
    score: Decimal,
    patterns: tuple[Pattern, ...],
    always_lost: tuple[str, ...],
    *,
    complete: bool,
) -> Decoding:
    return Decoding(
        fiscal_year=facts.fiscal_year,
        indicator=indicator,
        score=score,
        patterns=patterns,
        always_lost=always_lost,
        complete=complete,
        marks_certain=facts.item_marks_certain,
    )


def _fewest_first(pattern: Pattern) -> tuple[Decimal, tuple[Decimal, ...]]:
    lost = tuple(loss.lost for loss in pattern)
    return sum(lost, Decimal(0)), lost


def _require_score(facts: FrameworkFacts, score: Decimal) -> None:
    decimals = facts.rounding.decimals
    if not score.is_finite() or not 0 <= score <= HUNDRED:
        raise Refused("คะแนนต้องอยู่ระหว่าง 0 ถึง 100")
    if score != round(score, decimals):
        raise Refused(f"คะแนนที่ประกาศมีทศนิยมได้ไม่เกิน {decimals} ตำแหน่ง")
