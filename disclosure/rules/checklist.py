"""What the staff sees at one item: its papers, its evidence, what was found, and the next steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Prefetch

from assessments.models import OITItem
from assessments.rules.looking_back import asks_for_year_before
from disclosure.models import (
    EVIDENCE_LIFECYCLE,
    Evidence,
    EvidenceFinding,
    EvidenceQuerySet,
    EvidenceVersion,
    LinkCheck,
    Severity,
)
from disclosure.rules.evidence import may_change, may_withdraw
from disclosure.rules.links.lines import LinkLine, lines_of
from disclosure.rules.pieces import Piece, papers_around
from disclosure.rules.running import ANSWERED
from ita_portal.organisations.access import Permission
from ita_portal.organisations.models import Office, User

Status = Evidence.Status


@dataclass(frozen=True)
class FindingLine:
    """What was found, its answer if it holds for the present version, and whether one may answer.

    `older` is an answer that was given for an earlier version: it is shown, and does not count.
    """

    finding: EvidenceFinding
    is_answered: bool
    may_answer: bool

    @property
    def is_open(self) -> bool:
        """Whether it keeps the evidence from being accepted."""
        return self.finding.severity == Severity.ERROR and not self.is_answered

    @property
    def older(self) -> str:
        """The answer of an earlier version; "" when there is none."""
        return "" if self.is_answered else self.finding.answer

    @property
    def place(self) -> str:
        """The id of the field for its answer."""
        return f"answer-{self.finding.pk}"


@dataclass(frozen=True)
class EvidenceCard:
    """A piece of evidence with what the person who looks may do with it."""

    evidence: Evidence
    is_own: bool
    may_accept: bool
    may_return: bool
    may_withdraw: bool
    may_edit: bool
    may_drop: bool
    may_order: bool
    findings: list[FindingLine]
    versions: list[EvidenceVersion]
    links: list[LinkLine]

    @property
    def waits_for_links(self) -> bool:
        """Whether a link of it is about to be tried."""
        return any(line.check is not None and line.check.is_waiting for line in self.links)

    @property
    def version(self) -> str:
        """Which version of it is shown, for the forms that decide about it."""
        return self.evidence.proposed_at.isoformat()

    @property
    def open_errors(self) -> int:
        """How many errors were neither mended nor answered."""
        return sum(1 for line in self.findings if line.is_open)

    @property
    def is_public_older(self) -> bool:
        """Whether the public sees another version than the one that is worked on."""
        return self.evidence.shown_id is not None and self.evidence.status != Status.ACCEPTED

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
    """Return all evidence of the office for the item of that year, in 3 queries."""
    rows = Evidence.objects.of(office).of_item(item.framework.fiscal_year, item.code)
    return list(with_all(rows))


def with_all(rows: EvidenceQuerySet) -> EvidenceQuerySet:
    """Have the rows read with what a card shows: what was found that still stands, and versions."""
    standing = EvidenceFinding.objects.filter(gone_at__isnull=True).select_related("answered_by")
    versions = EvidenceVersion.objects.select_related("proposed_by", "decided_by", "file")
    return rows.select_related(
        "office", "owner", "proposed_by", "decided_by", "file", "shown"
    ).prefetch_related(Prefetch("findings", standing), Prefetch("versions", versions))


def item_papers(office: Office, item: OITItem) -> list[Piece]:
    """Return the signed papers that stand at the item by their duty, in 1 query."""
    wanted = asks_for_year_before(item.title)
    papers = papers_around(office.pk, office.code, item.framework.fiscal_year)
    return [
        piece
        for is_before, duties, piece in papers
        if is_before == wanted and not set(duties).isdisjoint(item.duties)
    ]


def card_of(
    evidence: Evidence,
    *,
    user: User,
    may: frozenset[Permission],
    editors: frozenset[int],
    checks: Mapping[str, LinkCheck],
) -> EvidenceCard:
    """Return what `user`, who may do `may` in the office, can do with the evidence now.

    `editors` are the ids of those who may write evidence there, `checks` what is known of links.
    """
    status, is_own = Status(evidence.status), evidence.proposed_by_id == user.pk
    edits, accepts = Permission.DISCLOSURE_EDIT in may, Permission.DISCLOSURE_ACCEPT in may
    decides = accepts and not is_own
    is_own_to_change = edits and may_change(evidence, user=user, editors=editors)
    return EvidenceCard(
        evidence=evidence,
        is_own=is_own,
        may_accept=decides and EVIDENCE_LIFECYCLE.allows(status, Status.ACCEPTED),
        may_return=decides and EVIDENCE_LIFECYCLE.allows(status, Status.RETURNED),
        may_withdraw=may_withdraw(evidence, user=user, may=may),
        may_edit=is_own_to_change and EVIDENCE_LIFECYCLE.allows(status, Status.PROPOSED),
        may_drop=is_own_to_change and _has_newer(evidence),
        may_order=edits,
        findings=[
            FindingLine(
                finding=finding,
                is_answered=finding.answered_for == evidence.number != 0,
                may_answer=decides and status in ANSWERED,
            )
            for finding in evidence.findings.all()
        ],
        versions=list(evidence.versions.all()),
        links=lines_of(evidence, checks, user=user, may=may),
    )


def _has_newer(evidence: Evidence) -> bool:
    """Tell whether something newer than what is public, or will be, can be dropped."""
    is_up = evidence.shown_id is not None or evidence.coming_id is not None
    return is_up and evidence.status not in {Status.ACCEPTED, Status.WITHDRAWN}
