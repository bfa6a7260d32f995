"""The numbers that a written text says, whichever digits it is written in. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

FIRST_YEAR, LAST_YEAR = 2540, 2640
"""Buddhist-era years that a text may name without a source."""

_NUMBER = re.compile(r"(?<![A-Za-z0-9])[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)*(?![A-Za-z0-9])")
_LABEL = re.compile(r"(?m)^\s*\(?[0-9.]{1,8}[).]\s|\([0-9]{1,2}\)|(?<![0-9.])[0-9]{1,2}\)")
_COUNT = re.compile(r"(?<![0-9.,A-Za-z])([0-9]+)\s*ตัว")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: as it is written with Arabic digits, and where it stands."""

    text: str
    start: int
    end: int

    @property
    def value(self) -> str:
        """The number in one spelling: "1,234.50" and "1234.5" are the same."""
        return spelled(self.text)


@dataclass(frozen=True, slots=True)
class Known:
    """What a text may say without being asked: numbers in one spelling, counts of indicators."""

    numbers: frozenset[str]
    counts: frozenset[str]


def plain_digits(text: str) -> str:
    """Return `text` with every digit of any script as an Arabic one, and as long as it was."""
    return "".join(str(int(one)) if one.isdecimal() else one for one in text)


def spelled(number: str) -> str:
    """Return a number in its one spelling; what is no decimal number, as 9.1.2, stays as it is."""
    bare = number.replace(",", "")
    if bare.count(".") > 1:
        return bare
    return f"{Decimal(bare).normalize():f}"


def numbers_in(text: str) -> list[Number]:
    """Return the numbers of a text in order; not labels as "1)" nor codes as O42."""
    plain = plain_digits(text)
    labels = [match.span() for match in _LABEL.finditer(plain)]
    return [
        Number(match[0], match.start(), match.end())
        for match in _NUMBER.finditer(plain)
        if not any(start <= match.start() < end for start, end in labels)
    ]


def values_in(text: str) -> set[str]:
    """Return the numbers of a text in one spelling."""
    return {number.value for number in numbers_in(text)}


def known_from(texts: Iterable[str], more: Iterable[str] = ()) -> Known:
    """Return what `texts`, which are true, say; and the numbers of `more` beside them."""
    listed = list(texts)
    numbers = {value for text in [*listed, *more] for value in values_in(text)}
    counts = {found for text in listed for found in _COUNT.findall(plain_digits(text))}
    return Known(frozenset(numbers), frozenset(counts))


def without_source(text: str, known: Known) -> list[str]:
    """Return the numbers of `text` that are neither known nor a year, as they are written.

    A count of indicators must be one of the known counts: "4 ตัว" is wrong where three are meant,
    though 4 is the number of an indicator.
    """
    plain = plain_digits(text)
    counts = {match.start(): match[1] for match in _COUNT.finditer(plain)}
    return [
        text[number.start : number.end]
        for number in numbers_in(text)
        if (
            counts[number.start] not in known.counts
            if number.start in counts
            else number.value not in known.numbers and not _is_year(number.text)
        )
    ]


def _is_year(number: str) -> bool:
    return len(number) == 4 and number.isdecimal() and FIRST_YEAR <= int(number) <= LAST_YEAR
