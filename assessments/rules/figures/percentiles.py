"""Where one figure stands among many, without telling any of the others: pure arithmetic.

Counts go in, shares come out; scores are percent (0–100). Nothing here sees another office.
"""

from dataclasses import dataclass
from decimal import Decimal

from assessments.rules.arithmetic.scoring import HUNDRED, round_half_up
from ita_portal.thai.numerals import MINUS, NOTHING

MINIMUM_OFFICES = 5
"""How many offices must be loaded before anything of them is told.

With fewer, an office that knows its own figure could work out another's from the mean: of two it
is certain, of three or four a guess that one published figure makes certain. Statistical offices
withhold cells of fewer than three to five contributors for the same reason; five is careful.
"""

EXACT_FROM = ((100, 2), (20, 1), (MINIMUM_OFFICES, 0))
"""From how many offices on a mean is told with how many decimals.

Who notes the mean before and after one more office is confirmed can work that office's figure out:
the new sum less the old one. Rounding blurs this by half a last digit for every office counted
before and after, here always by more than a whole point.
"""

HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Tally:
    """What the database counts of the offices: how many, their sum, how many below and equal.

    `below` and `equal` are held against one office's own figure; it is itself among the `equal`.
    """

    offices: int
    sum: Decimal
    below: int
    equal: int


@dataclass(frozen=True, slots=True)
class Standing:
    """One office's figure among those of its kind.

    `mean` has as many decimals as EXACT_FROM allows for so many offices; `difference` is own,
    rounded alike, minus mean, so that its sign is never wrong. `percentile` (0–100, one decimal)
    and `below` are None where the own figure is not one of those that are compared.
    """

    own: Decimal | None
    offices: int
    mean: Decimal
    difference: Decimal | None
    percentile: Decimal | None
    below: int | None

    @property
    def is_exact(self) -> bool:
        """Whether the mean is told with all the decimals that scores have."""
        return decimals_of(self.offices) == EXACT_FROM[0][1]

    @property
    def difference_words(self) -> str:
        """The difference with its sign, as exact as the mean; "–" for None."""
        if self.difference is None:
            return NOTHING
        if not self.difference:
            return f"{abs(self.difference)}"
        return f"{'+' if self.difference > 0 else MINUS}{abs(self.difference)}"


def percentile_rank(below: int, equal: int, offices: int) -> Decimal:
    """Return the percentile rank of a figure among `offices` figures, its own included, 0–100.

    It is the share of figures below it and half of those equal to it: (below + equal / 2) of all.
    So equal figures stand equally, one alone stands in the middle, and turning the order around
    gives what is missing to 100. Rounded half up to one decimal. Raises ValueError when the
    figure itself is not among the equal ones, or more are counted than there are.

    **Source:** the usual definition of a percentile rank, as L. Crocker and J. Algina give it in
    Introduction to Classical and Modern Test Theory (1986): (cf + 0.5 f) / N × 100.
    """
    if below < 0 or equal < 1 or below + equal > offices:
        raise ValueError(f"{below} below and {equal} equal do not fit {offices} figures")
    return round_half_up((below + equal * HALF) * HUNDRED / offices, 1)


def decimals_of(offices: int) -> int:
    """Return with how many decimals the mean of so many offices may be told."""
    return next(decimals for fewest, decimals in EXACT_FROM if offices >= fewest)


def standing(tally: Tally, own: Decimal | None, *, counted: bool) -> Standing | None:
    """Return where `own` stands, None while fewer than MINIMUM_OFFICES are loaded.

    `counted` tells that the own figure is one of the tally's. While it is not, e.g. of a draft,
    no place is told: who may change a figure at will could feel for those of the others by it.
    """
    if tally.offices < MINIMUM_OFFICES:
        return None
    decimals = decimals_of(tally.offices)
    mean = round_half_up(tally.sum / tally.offices, decimals)
    placed = counted and own is not None
    return Standing(
        own=own,
        offices=tally.offices,
        mean=mean,
        difference=None if own is None else round_half_up(own, decimals) - mean,
        percentile=(percentile_rank(tally.below, tally.equal, tally.offices) if placed else None),
        below=tally.below if placed else None,
    )
