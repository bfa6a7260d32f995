"""The chain of a paper: who reads and endorses it, one after the other, before it is signed.

The steps are made when it is proposed, from what the office has set that day. A step that nobody
can do, since nobody holds the post or only who proposed it does, is passed over with the reason
when the paper comes to it.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from ita_portal.audit.rules import record
from ita_portal.documents.kinds import KINDS
from ita_portal.documents.models import Endorsement, Proposal, ProposalQuerySet
from ita_portal.documents.rules.numbers import reserve_numbers
from ita_portal.documents.rules.settings import ENDORSING, ways_of
from ita_portal.documents.rules.telling import tell_signatories, tell_turn
from ita_portal.documents.rules.together import locked_together
from ita_portal.errors import Refused, Stale
from ita_portal.organisations.access import reporting_posts
from ita_portal.organisations.models import (
    Appointment,
    AppointmentQuerySet,
    Office,
    OfficeGroup,
    User,
)
from ita_portal.thai.dates import short_date
from ita_portal.thai.text import clean

logger = logging.getLogger(__name__)

LONGEST_NOTE = 2000

Role, State = Appointment.Role, Endorsement.State


def begin_chain(papers: Sequence[Proposal], *, by: User) -> None:
    """Make the steps of newly proposed papers and lead them to the first who can endorse.

    Must run in the transaction of the proposal. The papers of a bundle have one chain in common.
    """
    office, today = papers[0].office, timezone.localdate()
    roles = merged([ways_of(office, KINDS[paper.kind]).chain for paper in papers])
    group = group_of(by, office, on=today) if Role.GROUP_HEAD in roles else None
    Endorsement.objects.bulk_create(
        Endorsement(
            proposal=paper,
            position=position,
            role=role,
            group=group if role == Role.GROUP_HEAD else None,
        )
        for paper in papers
        for position, role in enumerate(roles, 1)
    )
    lead_on(papers, by=by)


def merged(chains: Sequence[Sequence[str]]) -> list[str]:
    """Return one chain in which every role of `chains` stands once.

    The longest keeps its order. A role that it lacks follows the one after which it stands in
    its own chain; one that stands first there comes before those of a higher rank.
    """
    whole: list[str] = []
    for chain in sorted(chains, key=len, reverse=True):
        for before, role in zip([None, *chain], chain, strict=False):
            if role not in whole:
                whole.insert(whole.index(before) + 1 if before else _by_rank(whole, role), role)
    return whole


def _by_rank(whole: Sequence[str], role: str) -> int:
    """Return where `role` stands before the first of a higher rank."""
    rank = ENDORSING.index(role)
    higher = (place for place, other in enumerate(whole) if ENDORSING.index(other) > rank)
    return next(higher, len(whole))


def group_of(user: User, office: Office, *, on: date) -> OfficeGroup | None:
    """Return the group in which `user` works on that day; the first held post counts."""
    post = reporting_posts(user, office, on=on).select_related("group").order_by("pk").first()
    return post.group if post else None


def lead_on(papers: Sequence[Proposal], *, by: User) -> None:
    """Lead locked papers past the steps that nobody can do, and tell those to whom they come.

    Safe to repeat: a step with somebody to do it is left as it is, and nobody is told twice.
    """
    today = timezone.localdate()
    while step := waiting_step(papers[0]):
        people = [post.user for post in able(papers[0], step, on=today).select_related("user")]
        if people:
            tell_turn(papers, step, set(people))
            return
        _pass_over(papers, step, reason=_why_nobody(papers[0], step, today), by=by)
    _ready(papers, today, by=by)


def _ready(papers: Sequence[Proposal], today: date, *, by: User) -> None:
    """Do what has to be done when papers can be decided about."""
    reserve_numbers(papers, by=by)
    posts = signing_posts(papers[0], on=today).select_related("user")
    tell_signatories(papers, {post.user for post in posts})


def waiting_step(proposal: Proposal) -> Endorsement | None:
    """Return the step at which a submitted paper stands, or None when it is ready to decide."""
    waiting = proposal.endorsements.filter(state=State.WAITING).order_by("position")
    return waiting.select_related("group").first()


def holders(proposal: Proposal, step: Endorsement, *, on: date) -> AppointmentQuerySet:
    """Return the posts that a step asks for, as they are held on that day."""
    posts = Appointment.objects.filter(office=proposal.office_id, role=step.role).current(on)
    return posts.filter(group=step.group_id) if step.group_id else posts


def able(proposal: Proposal, step: Endorsement, *, on: date) -> AppointmentQuerySet:
    """Return the posts by which somebody can endorse: held by others than who proposed."""
    return holders(proposal, step, on=on).exclude(user=proposal.submitted_by_id)


def signing_posts(proposal: Proposal, *, on: date) -> AppointmentQuerySet:
    """Return the posts by which somebody can sign on that day: not those of who proposed."""
    posts = Appointment.objects.filter(office=proposal.office_id, role=Role.DIRECTOR).current(on)
    return posts.exclude(user=proposal.submitted_by_id)


def _why_nobody(proposal: Proposal, step: Endorsement, today: date) -> str:
    if holders(proposal, step, on=today).exists():
        return "ผู้ดำรงตำแหน่งนี้เป็นผู้เสนอเอกสารเอง"
    where = f"ของ{step.group.name}" if step.group else ""
    return f"วันที่ {short_date(today)} ไม่มีผู้ดำรงตำแหน่ง{step.get_role_display()}{where}"


def _pass_over(papers: Sequence[Proposal], step: Endorsement, *, reason: str, by: User) -> None:
    rows = Endorsement.objects.filter(proposal__in=papers, position=step.position)
    rows.update(state=State.PASSED, decided_at=timezone.now(), decided_by=by, note=reason)
    for paper in papers:
        detail = {"position": step.position, "role": step.role, "reason": reason}
        record(
            by=by, office=paper.office, verb="proposal.step_passed", subject=paper, detail=detail
        )


def endorsing_post(proposal: Proposal, *, by: User, on: date) -> Appointment | None:
    """Return the post by which `by` can endorse the paper where it stands, or None.

    The own post comes before an acting one.
    """
    step = waiting_step(proposal) if proposal.awaits_decision else None
    if step is None:
        return None
    posts = able(proposal, step, on=on).filter(user=by).select_related("user")
    return max(posts, key=lambda post: post.capacity == Appointment.Capacity.OWN, default=None)


@transaction.atomic
def endorse(proposal: Proposal, *, position: int, note: str = "", by: User) -> list[Proposal]:
    """Endorse a paper, or its whole bundle, at the step `position` that `by` was shown.

    Returns the papers. Raises Refused when it is not under way any more, when `by` proposed it or
    holds no post that the step asks for today, or the note is too long; Stale when somebody else
    has done the step already.
    """
    papers = locked_together(proposal)
    step = _step_to_do(papers[0], position)
    post = endorsing_post(papers[0], by=by, on=timezone.localdate())
    if post is None:
        raise Refused(_why_not(papers[0], by))
    Endorsement.objects.filter(proposal__in=papers, position=step.position).update(
        state=State.ENDORSED,
        decided_at=timezone.now(),
        decided_by=by,
        name=post.user.full_name,
        lines=post.signature_lines,
        note=_checked_note(note),
    )
    for paper in papers:
        detail = {"position": step.position, "role": step.role, "as": post.signature_lines}
        record(by=by, office=paper.office, verb="proposal.endorsed", subject=paper, detail=detail)
    lead_on(papers, by=by)
    return papers


def _step_to_do(proposal: Proposal, position: int) -> Endorsement:
    step = waiting_step(proposal)
    if not proposal.awaits_decision:
        raise Refused(f"เอกสารนี้อยู่ในสถานะ “{proposal.get_status_display()}” จึงไม่มีสิ่งที่รอความเห็นชอบ")
    if step is None or step.position != position:
        raise Stale("ขั้นนี้มีผู้ให้ความเห็นชอบไปแล้ว ระบบจึงไม่ได้บันทึกซ้ำ โปรดดูว่าเอกสารอยู่ที่ใคร")
    return step


def _why_not(proposal: Proposal, by: User) -> str:
    if proposal.submitted_by_id == by.pk:
        return "ท่านเป็นผู้เสนอเอกสารนี้ จึงให้ความเห็นชอบเองไม่ได้"
    return "วันนี้ท่านไม่มีตำแหน่งหรือคำสั่งที่ให้ความเห็นชอบในขั้นนี้ได้"


def _checked_note(note: str) -> str:
    note = clean(note).strip()
    if len(note) > LONGEST_NOTE:
        raise Refused(f"ความเห็นยาวเกิน {LONGEST_NOTE:,} ตัวอักษร โปรดย่อให้สั้นลง")
    return note


@transaction.atomic
def lead_past_empty(proposal: Proposal, *, by: User) -> list[Proposal]:
    """Lead a paper on whose step nobody can do any more, e.g. since an appointment has ended.

    Returns the papers. Raises Refused when it is not under way, or somebody can do the step.
    """
    papers = locked_together(proposal)
    step = waiting_step(papers[0])
    if not papers[0].awaits_decision or step is None:
        raise Refused("เอกสารนี้ไม่ได้รอความเห็นชอบของผู้ใด")
    if able(papers[0], step, on=timezone.localdate()).exists():
        raise Refused(f"ขั้น{step.get_role_display()}มีผู้ให้ความเห็นชอบได้ จึงข้ามไม่ได้")
    lead_on(papers, by=by)
    return papers


def lead_all_on() -> int:
    """Lead on, or tell of, all papers under way, since posts begin and end with the days.

    A step whose post has become empty is passed over; who has come to a post is told what waits
    there. Safe to repeat and at the same time, each paper or bundle by itself. Returns how many
    papers and bundles are under way; what is refused is left where it is, and logged.
    """
    under_way = Proposal.objects.awaiting_decision().leading()
    numbers = list(under_way.values_list("pk", flat=True))
    for number in numbers:
        try:
            _lead_one_on(number)
        except Refused as refused:
            logger.warning("proposal %s is left where it is: %s", number, refused.message)
    return len(numbers)


@transaction.atomic
def _lead_one_on(number: int) -> None:
    papers = locked_together(Proposal.objects.get(pk=number))
    if papers[0].awaits_decision:
        lead_on(papers, by=papers[0].submitted_by)


def waiting_at(user: User, office: Office) -> ProposalQuerySet:
    """Return the papers that `user` can endorse today, the longest waiting first; one query.

    A bundle is there once, by its first paper.
    """
    posts = Appointment.objects.filter(user=user, office=office, role=OuterRef("role"))
    posts = posts.current(timezone.localdate())
    waiting = Endorsement.objects.filter(state=State.WAITING)
    earlier = waiting.filter(proposal=OuterRef("proposal"), position__lt=OuterRef("position"))
    mine = waiting.exclude(Exists(earlier)).filter(
        Exists(posts.filter(group=OuterRef("group"))) | (Q(group=None) & Exists(posts))
    )
    papers = Proposal.objects.of(office).awaiting_decision().leading().for_list()
    papers = papers.filter(pk__in=mine.values("proposal")).exclude(submitted_by=user)
    return papers.order_by("submitted_at", "pk")


def where_they_stand(papers: Sequence[Proposal]) -> dict[int, str]:
    """Return by primary key at whose step submitted papers stand, in Thai; one query."""
    waiting = Endorsement.objects.filter(state=State.WAITING, proposal__in=papers)
    at = {step.proposal_id: step for step in waiting.order_by("-position")}
    return {
        paper.pk: f"รอ{at[paper.pk].get_role_display()}" if paper.pk in at else "รอลงนาม"
        for paper in papers
        if paper.awaits_decision
    }


def require_ready(papers: Sequence[Proposal]) -> None:
    """Let papers pass that can be decided about; raise Refused while they wait at a step."""
    step = waiting_step(papers[0])
    if step is not None:
        where = f" {step.group.name}" if step.group else ""
        raise Refused(f"เอกสารนี้ยังรอความเห็นชอบของ{step.get_role_display()}{where} จึงยังลงนามไม่ได้")


def may_send_back(proposal: Proposal, *, by: User) -> bool:
    """Tell whether `by` may send the paper back today: whose turn it is, and who may sign."""
    today = timezone.localdate()
    signs = Appointment.objects.filter(
        Q(user=by), office=proposal.office_id, role=Role.DIRECTOR
    ).current(today)
    return endorsing_post(proposal, by=by, on=today) is not None or signs.exists()
