"""Where an office stands: order, highest, lowest, weak, change – always computed, never typed.

Real papers named the wrong highest indicator and miscounted their own tables. So each sentence
that carries a figure is built here from the figures. Scores are percent (0–100), years are
Buddhist-era numbers, and everything works on what an `Outcome` shows, i.e. on rounded figures.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assessments.rules.arithmetic.scoring import IndicatorOutcome, Outcome

PUBLISHED_TOLERANCE = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class YearChange:
    """A year's total and its difference from the entry before it; None for the first."""

    fiscal_year: int
    total: Decimal
    change: Decimal | None


@dataclass(frozen=True, slots=True)
class PublishedComparison:
    """How a published result fits the computed one.

    `difference` is published minus computed, None when no total was published; `agrees` holds
    when all that was published fits.
    """

    agrees: bool
    difference: Decimal | None
    level_agrees: bool


def order(outcome: Outcome) -> list[IndicatorOutcome]:
    """Return the indicators best first; equal scores in the order of their numbers."""
    return sorted(outcome.indicators, key=lambda indicator: (-indicator.score, indicator.number))


def highest(outcome: Outcome) -> list[int]:
    """Return the numbers of the indicators with the highest score: several when they tie."""
    return _numbers_at(outcome, max(indicator.score for indicator in outcome.indicators))


def lowest(outcome: Outcome) -> list[int]:
    """Return the numbers of the indicators with the lowest score: several when they tie."""
    return _numbers_at(outcome, min(indicator.score for indicator in outcome.indicators))


def weak(outcome: Outcome) -> list[int]:
    """Return the numbers of the indicators below the year's pass mark, in order of number."""
    return sorted(indicator.number for indicator in outcome.indicators if not indicator.passed)


def changes(history: Sequence[tuple[int, Decimal]]) -> list[YearChange]:
    """Return (fiscal year, total) pairs in order of year, each with its change from the last one.

    A gap between years does not matter: the change is from the entry before. Raises ValueError
    when a year stands twice.
    """
    listed = sorted(history)
    if len({year for year, _ in listed}) < len(listed):
        raise ValueError(f"a year stands twice in {[year for year, _ in listed]}")
    entries: list[YearChange] = []
    for year, total in listed:
        change = total - entries[-1].total if entries else None
        entries.append(YearChange(year, total, change))
    return entries


def compare_published(
    outcome: Outcome,
    published_total: Decimal | None,
    published_level: str,
    tolerance: Decimal = PUBLISHED_TOLERANCE,
) -> PublishedComparison:
    """Compare what the office was told with what its indicators give.

    A level may be written as its code or as its Thai or English name; an empty one was not
    published and agrees. A total agrees up to and including `tolerance`.
    """
    difference = None if published_total is None else published_total - outcome.total
    names = {outcome.band.code, outcome.band.name, outcome.band.name_en} - {""}
    written = published_level.strip().casefold()
    level_agrees = not written or written in {name.casefold() for name in names}
    total_agrees = difference is None or abs(difference) <= tolerance
    return PublishedComparison(total_agrees and level_agrees, difference, level_agrees)


def summary_sentences(outcome: Outcome, previous_total: Decimal | None) -> list[str]:
    """Return Thai sentences on the result: level, highest, lowest, weak, change.

    The sentence on the change is left out when `previous_total` is None. Figures stand in Arabic
    digits with two decimals; a paper turns them into Thai digits itself.
    """
    sentences = [_level_sentence(outcome), *_extreme_sentences(outcome), _weak_sentence(outcome)]
    if previous_total is not None:
        sentences.append(_change_sentence(outcome.total - previous_total, previous_total))
    return sentences


def _numbers_at(outcome: Outcome, score: Decimal) -> list[int]:
    return sorted(one.number for one in outcome.indicators if one.score == score)


def _named(outcome: Outcome, numbers: Iterable[int]) -> str:
    by_number = {indicator.number: indicator for indicator in outcome.indicators}
    return _listed(f"ตัวชี้วัดที่ {number} {by_number[number].name}" for number in numbers)


def _listed(parts: Iterable[str]) -> str:
    """Join as Thai does: commas, and the word for “and” before the last one."""
    *front, last = parts
    return f"{', '.join(front)} และ{last}" if front else last


def _level_sentence(outcome: Outcome) -> str:
    verdict = "ผ่านเกณฑ์" if outcome.band.passed else "ไม่ผ่านเกณฑ์"
    return (
        f"ปีงบประมาณ พ.ศ. {outcome.fiscal_year} ได้คะแนนรวม {outcome.total:.2f} คะแนน "
        f"อยู่ในระดับ {outcome.band.name} ซึ่ง{verdict}การประเมิน"
    )


def _extreme_sentences(outcome: Outcome) -> list[str]:
    best, worst = highest(outcome), lowest(outcome)
    if best == worst:
        return [f"ตัวชี้วัดทุกตัวได้คะแนนเท่ากัน คือ {outcome.indicators[0].score:.2f} คะแนน"]
    return [
        _extreme_sentence(outcome, "สูงที่สุด", best),
        _extreme_sentence(outcome, "ต่ำที่สุด", worst),
    ]


def _extreme_sentence(outcome: Outcome, which: str, numbers: list[int]) -> str:
    score = next(one.score for one in outcome.indicators if one.number == numbers[0])
    shared = f"เท่ากัน {len(numbers)} ตัว " if len(numbers) > 1 else ""
    return f"คะแนน{which}{shared}คือ {_named(outcome, numbers)} ได้ {score:.2f} คะแนน"


def _weak_sentence(outcome: Outcome) -> str:
    below = [one for one in outcome.indicators if not one.passed]
    if not below:
        return f"ตัวชี้วัดทุกตัวได้ตั้งแต่ {outcome.pass_mark:.2f} คะแนนขึ้นไป ไม่มีตัวใดต่ำกว่าเกณฑ์ผ่าน"
    names = _listed(
        f"ตัวชี้วัดที่ {one.number} {one.name} ({one.score:.2f} คะแนน)"
        for one in sorted(below, key=lambda one: one.number)
    )
    return f"ตัวชี้วัดที่ต่ำกว่าเกณฑ์ผ่าน {outcome.pass_mark:.2f} คะแนน มี {len(below)} ตัว ได้แก่ {names}"


def _change_sentence(change: Decimal, previous_total: Decimal) -> str:
    if change == 0:
        return f"คะแนนรวมเท่ากับครั้งก่อน ({previous_total:.2f} คะแนน)"
    direction = "เพิ่มขึ้น" if change > 0 else "ลดลง"
    return f"คะแนนรวม{direction}จากครั้งก่อน ({previous_total:.2f} คะแนน) {abs(change):.2f} คะแนน"
