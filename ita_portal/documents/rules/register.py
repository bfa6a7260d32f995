"""The registers of an office as they are read: every number of a year, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils import timezone

from ita_portal.documents.kinds import KINDS, DocumentKind, Numbering
from ita_portal.documents.models import NumberSeries, PaperNumber, Proposal
from ita_portal.documents.models.settings import NumberingMode
from ita_portal.documents.rules.numbers import Origin, State, number_of, number_to_sign
from ita_portal.documents.rules.settings import Mode, ways_of
from ita_portal.errors import Refused
from ita_portal.organisations.models import Office


@dataclass(frozen=True)
class Register:
    """A register in a Gregorian year; `numbers` are the highest first.

    `kinds` are those that are numbered in it, with who gives the numbers of each; `kind` is the
    one after which it is called. A register of old that is not in use any more has no kinds.

    `outside` names the numbers up to the last one that the portal has never given: the office
    used them elsewhere, e.g. ["1–12"].
    """

    kind: DocumentKind
    year: int
    kinds: list[tuple[DocumentKind, NumberingMode]]
    last: int
    numbers: list[PaperNumber]
    outside: list[str]

    @property
    def given_here(self) -> bool:
        """Whether the portal gives numbers of it."""
        return any(mode == Mode.PORTAL for _, mode in self.kinds)

    @property
    def free(self) -> int:
        """How many numbers wait to be given out again."""
        return sum(one.state == State.FREE for one in self.numbers)

    @property
    def used(self) -> int:
        """How many signed papers have a number."""
        return sum(one.state == State.USED for one in self.numbers)


def registers_of(office: Office, year: int) -> list[Register]:
    """Return the registers of a Gregorian year: those in use, and those with a number in them."""
    numbers: dict[str, list[PaperNumber]] = {}
    rows = PaperNumber.objects.filter(office=office, year=year).select_related(
        "proposal", "document__signature", "reserved_by"
    )
    for number in rows.defer("proposal__words", "document__words"):
        numbers.setdefault(number.kind, []).append(number)
    last = dict(NumberSeries.objects.filter(office=office, year=year).values_list("kind", "last"))
    registers = []
    for kind in KINDS.values():
        sharing = _numbered_in(kind.code, office)
        if sharing or kind.code in numbers:
            found = numbers.get(kind.code, [])
            end = last.get(kind.code, 0)
            registers.append(Register(kind, year, sharing, end, found, _outside(found, end)))
    return registers


def _numbered_in(register: str, office: Office) -> list[tuple[DocumentKind, NumberingMode]]:
    """Return the kinds whose papers get their numbers from a register, as the office has it."""
    modes = [
        (kind, ways_of(office, kind).numbering)
        for kind in KINDS.values()
        if kind.register == register and kind.numbering != Numbering.NEVER
    ]
    return [(kind, mode) for kind, mode in modes if mode != Mode.NONE]


def _outside(numbers: Iterable[PaperNumber], last: int) -> list[str]:
    """Return the stretches of 1 to `last` that no number of the portal fills."""
    given = sorted(one.number for one in numbers if one.origin == Origin.PORTAL and one.number)
    bounds = pairwise([0, *given, last + 1])
    return [_stretch(low + 1, high - 1) for low, high in bounds if high - low > 1]


def _stretch(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def years_of(office: Office) -> list[int]:
    """Return the Gregorian years of which there is a register, and this one; latest first."""
    years = NumberSeries.objects.filter(office=office).values_list("year", flat=True)
    return sorted({*years, timezone.localdate().year}, reverse=True)


@dataclass(frozen=True)
class NumberStanding:
    """How it stands with the number of a paper that waits: `problem` says why it cannot be signed.

    `by_hand` is whether somebody types it from the office's registry, `may_anew` whether the
    portal can give one of this year at once.
    """

    proposal: Proposal
    kind: DocumentKind
    number: PaperNumber | None
    problem: str
    by_hand: bool
    may_anew: bool


def number_standings(papers: Sequence[Proposal], *, is_ready: bool) -> list[NumberStanding]:
    """Return the standing of each paper that waits and has or gets a number, in their order.

    `is_ready` is whether the papers can be signed: before that the portal gives no number, and
    its lack is no problem.
    """
    found = []
    for paper in papers:
        mode, number = ways_of(paper.office, KINDS[paper.kind]).numbering, number_of(paper)
        if not paper.awaits_decision or (mode == Mode.NONE and number is None):
            continue
        problem = why_no_number(paper) if is_ready else ""
        by_hand = mode == Mode.REGISTRY
        may_anew = bool(problem) and mode == Mode.PORTAL
        found.append(NumberStanding(paper, KINDS[paper.kind], number, problem, by_hand, may_anew))
    return found


def why_no_number(paper: Proposal) -> str:
    """Return why the paper cannot be signed today with the number it has; "" when it can."""
    try:
        number_to_sign(paper, on=timezone.localdate())
    except Refused as refused:
        return refused.message
    return ""
