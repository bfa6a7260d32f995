"""The search behind the decoder: losses that add up to a score, in whole units and exactly.

Points are fractions; brought to the largest unit of which all losses are multiples, what a group
of sub-indicators can lose together is a set of whole numbers, kept as the bits of one integer.
Nothing is guessed and nothing is tried in vain, so the same question takes the same time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from math import ceil, floor, gcd, lcm
from operator import or_

from assessments.rules.frameworks.facts import FrameworkFacts

MOST_WORK = 8 * 10**9
"""How many bits a search may move, well below a second; a finer puzzle is not tried."""


@dataclass(frozen=True, slots=True)
class Puzzle:
    """Choose one loss of each part so that they add up to `least` … `most` units.

    A part is a sub-indicator; its possible losses map units to lost items.
    """

    parts: tuple[Mapping[int, Decimal], ...]
    least: int
    most: int

    @property
    def work(self) -> int:
        """How many bits are moved to learn which sums the parts can make up."""
        size = sum(max(part) for part in self.parts)
        return size * sum(len(part) for part in self.parts) * len(self.parts)


def puzzle_of(facts: FrameworkFacts, counts: Sequence[int], score: Decimal) -> Puzzle:
    """Return the puzzle of an indicator whose sub-indicators have `counts` items each.

    `score` is percent, rounded half up to the year's decimals. The year's item marks must be
    known and differ from each other.
    """
    best = max(facts.item_marks)
    points = [
        {Fraction(lost) / (count * len(counts)): lost / best for lost in _lost_marks(facts, count)}
        for count in counts
    ]
    unit = _common_unit([loss for part in points for loss in part])
    half = Fraction(1, 2 * 10**facts.rounding.decimals)
    missing = Fraction(best) - Fraction(score)
    return Puzzle(
        parts=tuple({int(loss / unit): items for loss, items in part.items()} for part in points),
        # Rounding half up: the score's lower end belongs to it, the upper one does not.
        least=floor((missing - half) / unit) + 1,
        most=floor((missing + half) / unit),
    )


def solutions(puzzle: Puzzle) -> Iterator[tuple[int, ...]]:
    """Yield every choice of losses that adds up, as units in the order of the parts.

    Before each step it asks whether the parts behind can still make up the rest, so the work
    grows only with the number of solutions.
    """
    reachable = [_bytes_of(bits) for bits in _reachable(puzzle, puzzle.parts)]

    def walk(place: int, rest: int) -> Iterator[tuple[int, ...]]:
        if place == len(puzzle.parts):
            yield ()
            return
        for units in puzzle.parts[place]:
            if _has(reachable[place + 1], rest - units):
                for further in walk(place + 1, rest - units):
                    yield (units, *further)

    return walk(0, puzzle.most)


def always_lost(puzzle: Puzzle) -> Iterator[int]:
    """Yield the places of the parts without whose loss the others cannot make up the score."""
    for place in range(len(puzzle.parts)):
        others = [*puzzle.parts[:place], *puzzle.parts[place + 1 :]]
        if not _has(_bytes_of(_reachable(puzzle, others)[0]), puzzle.most):
            yield place


def _lost_marks(facts: FrameworkFacts, count: int) -> list[Decimal]:
    """Return the sums of marks that `count` items can lose, least first."""
    best = max(facts.item_marks)
    lost = [Fraction(best - mark) for mark in facts.item_marks]
    unit = _common_unit(lost)
    sums = 1  # bit 7 is set when 7 units can be lost
    for _ in range(count):
        sums = reduce(or_, (sums << int(one / unit) for one in lost))
    size = Decimal(unit.numerator) / unit.denominator
    return [size * units for units, bit in enumerate(reversed(f"{sums:b}")) if bit == "1"]


def _common_unit(losses: Sequence[Fraction]) -> Fraction:
    denominator = lcm(*(loss.denominator for loss in losses))
    return Fraction(gcd(*(int(loss * denominator) for loss in losses)), denominator)


def _reachable(puzzle: Puzzle, parts: Sequence[Mapping[int, Decimal]]) -> list[int]:
    """Return for each place, and the end, the rests that the parts from there on can make up.

    Bit 7 is set when a rest of 7 units can be made up, or as little less as rounding lets the
    score vary.
    """
    bits = [(1 << (puzzle.most - puzzle.least + 1)) - 1]
    for part in reversed(parts):
        bits.append(reduce(or_, (bits[-1] << units for units in part)))
    return bits[::-1]


def _bytes_of(bits: int) -> bytes:
    """Return the bits as bytes, in which one can be asked for without copying all."""
    return bits.to_bytes(ceil(bits.bit_length() / 8), "little")


def _has(bits: bytes, place: int) -> bool:
    return 0 <= place < 8 * len(bits) and bool(bits[place >> 3] >> (place & 7) & 1)
