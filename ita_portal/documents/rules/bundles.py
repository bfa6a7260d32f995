"""Bundles: papers that are proposed already, put together so that they go their way as one."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from ita_portal.audit.rules import record
from ita_portal.documents.models import Bundle, Endorsement, Proposal, ProposalQuerySet
from ita_portal.documents.rules.chain import begin_chain
from ita_portal.documents.rules.numbers import give_back
from ita_portal.documents.rules.proposals import checked_title
from ita_portal.errors import Refused, Stale
from ita_portal.organisations.models import Office, User

CHANGED = "มีเอกสารที่เปลี่ยนสถานะหลังจากที่ท่านเปิดหน้าไว้ ระบบจึงยังไม่รวมเป็นชุด โปรดเลือกใหม่จากรายการล่าสุด"

State = Endorsement.State


def singles_of(user: User, office: Office) -> ProposalQuerySet:
    """Return what `user` has proposed alone in `office` and nobody has decided or endorsed yet."""
    own = Proposal.objects.of(office).filter(submitted_by=user, bundle=None)
    endorsed = Endorsement.objects.filter(state=State.ENDORSED).values("proposal")
    return own.awaiting_decision().exclude(pk__in=endorsed)


@transaction.atomic
def bundle(numbers: Sequence[int], *, title: str, office: Office, by: User) -> list[Proposal]:
    """Put one's own single proposals together, in the order of their `numbers` (primary keys).

    They begin the chain of the bundle anew, which nobody has endorsed; numbers that were reserved
    stay when the bundle is ready at once, and are given back while it has a chain to go. Raises
    Refused for less than two, for one that is named twice, or without a title; Stale when one was
    decided about, endorsed, or came into a bundle meanwhile.
    """
    title = checked_title(title)
    if len(numbers) < 2 or len(set(numbers)) != len(numbers):
        raise Refused("โปรดเลือกเอกสารอย่างน้อย 2 ฉบับ แต่ละฉบับครั้งเดียว")
    papers = _locked(numbers, office, by)
    whole = Bundle.objects.create(
        office=office, title=title, submitted_at=timezone.now(), submitted_by=by
    )
    for place, paper in enumerate(papers):
        paper.bundle, paper.place = whole, place
        paper.save(update_fields=["bundle", "place"])
    _begin_anew(papers, by=by)
    detail = {"papers": [paper.pk for paper in papers]}
    record(by=by, office=office, verb="bundle.made", subject=whole, detail=detail)
    return papers


def _locked(numbers: Sequence[int], office: Office, by: User) -> list[Proposal]:
    """Return the papers in the order of `numbers`, locked, as they may be put together."""
    rows = Proposal.objects.select_for_update(of=("self",)).filter(pk__in=numbers).order_by("pk")
    held = {paper.pk: paper for paper in rows.select_related("office", "submitted_by")}
    free = set(singles_of(by, office).filter(pk__in=held).values_list("pk", flat=True))
    if free != set(numbers):
        raise Stale(CHANGED)
    return [held[number] for number in numbers]


def _begin_anew(papers: Sequence[Proposal], *, by: User) -> None:
    """Put the chain of the bundle in place of those of its papers, on which nobody has acted."""
    Endorsement.objects.filter(proposal__in=papers).delete()
    begin_chain(papers, by=by)
    if papers[0].endorsements.filter(state=State.WAITING).exists():
        give_back(papers, by=by)
