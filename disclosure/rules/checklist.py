"""What the staff sees of a year: each item's state, and the evidence of one item with its steps."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from assessments.models import Framework, OITItem
from assessments.rules.looking_back import asks_for_year_before
from disclosure.models import EVIDENCE_LIFECYCLE, Evidence
from disclosure.rules.evidence import may_withdraw
from disclosure.rules.pieces import Piece, papers_around
from disclosure.rules.reading import NOT_KNOWN_HERE, NOTHING_KNOWN
from ita_portal.organisations.access import Permission
from ita_portal.organisations.models import Office, User

Status = Evidence.Status


class Line(NamedTuple):
    """An item of the checklist. `public` counts its papers and its accepted evidence."""

    code: str
    title: str
    owners: str
    public: int
    waiting: int
    returned: int


class LineGroup(NamedTuple):
    """A sub-indicator with its items."""

    title: str
    lines: list[Line]


@dataclass(frozen=True)
class ChecklistPage:
    """A year of the checklist."""

    groups: list[LineGroup]

    @property
    def lines(self) -> list[Line]:
        """All items of the year."""
        return [line for group in self.groups for line in group.lines]

    @property
    def public(self) -> int:
        """How many items the public finds something at."""
        return sum(1 for line in self.lines if line.public)

    @property
    def waiting(self) -> int:
        """How many pieces of evidence wait to be accepted."""
        return sum(line.waiting for line in self.lines)

    @property
    def returned(self) -> int:
        """How many pieces of evidence were returned to their authors."""
        return sum(line.returned for line in self.lines)


def checklist_page(office: Office, framework: Framework) -> ChecklistPage:
    """Return the checklist of the framework's year, in 3 queries however much it holds."""
    items = list(
        OITItem.objects.filter(framework=framework)
        .order_by("position", "pk")
        .values_list("code", "title", "duties", "subindicator__number", "subindicator__name")
    )
    counts: Counter[tuple[str, str]] = Counter()
    owners: dict[str, dict[str, None]] = {}
    for code, status, owner in _live(office, framework):
        counts[code, status] += 1
        if owner:
            owners.setdefault(code, {})[owner] = None
    duties_shown = Counter(
        (is_before, duty)
        for is_before, duties, _ in papers_around(office.pk, office.code, framework.fiscal_year)
        for duty in duties
    )
    unknown = NOT_KNOWN_HERE if any(number for *_, number, _ in items) else NOTHING_KNOWN
    groups: dict[str, list[Line]] = {}
    for code, title, duties, number, name in items:
        is_before = asks_for_year_before(title)
        papers = max((duties_shown[is_before, duty] for duty in duties), default=0)
        line = Line(
            code,
            title,
            " · ".join(owners.get(code, ())),
            papers + counts[code, Status.ACCEPTED],
            counts[code, Status.PROPOSED],
            counts[code, Status.RETURNED],
        )
        groups.setdefault(f"{number} {name}" if number else unknown, []).append(line)
    return ChecklistPage([LineGroup(title, lines) for title, lines in groups.items()])


def _live(office: Office, framework: Framework) -> list[tuple[str, str, str | None]]:
    live = Evidence.objects.of(office).exclude(status=Status.WITHDRAWN)
    year = live.filter(item__framework__fiscal_year=framework.fiscal_year)
    return list(year.order_by().values_list("item__code", "status", "owner__name"))


@dataclass(frozen=True)
class EvidenceCard:
    """A piece of evidence with what the person who looks may do with it."""

    evidence: Evidence
    is_own: bool
    may_accept: bool
    may_return: bool
    may_withdraw: bool
    may_edit: bool

    @property
    def version(self) -> str:
        """Which version of it is shown, for the forms that decide about it."""
        return self.evidence.proposed_at.isoformat()

    @property
    def return_place(self) -> str:
        """The id of the field for the comment with which it is returned."""
        return f"return-{self.evidence.pk}"

    @property
    def withdraw_place(self) -> str:
        """The id of the field for the reason for which it is withdrawn."""
        return f"withdraw-{self.evidence.pk}"


def item_or_none(fiscal_year: int, code: str) -> OITItem | None:
    """Return the item of the year's newest framework; None when there is none."""
    items = OITItem.objects.filter(framework__fiscal_year=fiscal_year, code=code)
    newest = items.select_related("framework", "subindicator").order_by("-framework__version")
    return newest.first()


def item_evidence(office: Office, item: OITItem) -> list[Evidence]:
    """Return all evidence of the office for the item of that year, in 1 query."""
    year = item.framework.fiscal_year
    rows = Evidence.objects.of(office).filter(
        item__framework__fiscal_year=year, item__code=item.code
    )
    return list(rows.select_related("owner", "proposed_by", "decided_by"))


def item_papers(office: Office, item: OITItem) -> list[Piece]:
    """Return the signed papers that stand at the item by their duty, in 1 query."""
    wanted = asks_for_year_before(item.title)
    papers = papers_around(office.pk, office.code, item.framework.fiscal_year)
    return [
        piece
        for is_before, duties, piece in papers
        if is_before == wanted and not set(duties).isdisjoint(item.duties)
    ]


def card_of(evidence: Evidence, *, user: User, may: frozenset[Permission]) -> EvidenceCard:
    """Return what `user`, who may do `may` in the office, can do with the evidence now."""
    status, is_own = Status(evidence.status), evidence.proposed_by_id == user.pk
    decides = Permission.DISCLOSURE_ACCEPT in may and not is_own
    return EvidenceCard(
        evidence=evidence,
        is_own=is_own,
        may_accept=decides and EVIDENCE_LIFECYCLE.allows(status, Status.ACCEPTED),
        may_return=decides and EVIDENCE_LIFECYCLE.allows(status, Status.RETURNED),
        may_withdraw=may_withdraw(evidence, user=user, may=may),
        may_edit=(
            is_own
            and Permission.DISCLOSURE_EDIT in may
            and EVIDENCE_LIFECYCLE.allows(status, Status.PROPOSED)
        ),
    )
