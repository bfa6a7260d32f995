"""Where papers stand on their way, in plain Thai: who has them, since when, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from ita_portal.documents.models import Endorsement, Proposal
from ita_portal.documents.rules.chain import able, signing_posts
from ita_portal.organisations.models import Appointment, AppointmentQuerySet
from ita_portal.thai.templatetags.thai import time_of

State = Endorsement.State

SIGNS = "ผู้มีอำนาจลงนามของสำนักงาน"
NOBODY_SIGNS = "วันนี้ไม่มีผู้มีอำนาจลงนามคนอื่นนอกจากผู้เสนอ"


@dataclass(frozen=True)
class StepShown:
    """A step of the way. `state` is "done", "passed", "now", "next" or "never".

    `people` are who did it, or who can do it now; `at` is when it was done, or since when it is
    their turn.
    """

    title: str
    state: str
    people: list[str]
    lines: list[str]
    at: datetime | None
    note: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it waits and nobody can do it (any more)."""
        return self.state == "now" and not self.people


@dataclass(frozen=True)
class Way:
    """The whole way of papers under way or signed, and one sentence about where they are now."""

    steps: list[StepShown]
    sentence: str

    @property
    def now(self) -> StepShown | None:
        """The step at which they stand, if they are under way."""
        return next((step for step in self.steps if step.state == "now"), None)

    @property
    def is_stuck(self) -> bool:
        """Whether they stand at a step of the chain that nobody can do (any more)."""
        return self.now is not None and self.now is not self.steps[-1] and not self.now.people


def way_of(proposal: Proposal) -> Way:
    """Return the way of a proposal, which is that of its whole bundle; 3 queries at most."""
    endorsements = list(proposal.endorsements.select_related("group"))
    today, since = timezone.localdate(), proposal.submitted_at
    steps: list[StepShown] = []
    waits = False
    for one in endorsements:
        steps.append(_step(proposal, one, today, since, is_next=waits))
        waits = waits or one.state == State.WAITING
        since = one.decided_at or since
    steps.append(_signing(proposal, today, since, is_next=waits))
    return Way(steps, _sentence(steps) if proposal.awaits_decision else "")


def _step(
    proposal: Proposal, one: Endorsement, today: date, since: datetime, *, is_next: bool
) -> StepShown:
    title = f"{one.get_role_display()} {one.group.name}" if one.group else one.get_role_display()
    if one.state == State.ENDORSED:
        return StepShown(title, "done", [one.name], one.lines, one.decided_at, one.note)
    if one.state == State.PASSED:
        return StepShown(title, "passed", [], [], one.decided_at, one.note)
    if is_next or not proposal.awaits_decision:
        return StepShown(title, _later(proposal), [], [], None)
    people = _names(able(proposal, one, on=today))
    return StepShown(title, "now", people, [], since)


def _signing(proposal: Proposal, today: date, since: datetime, *, is_next: bool) -> StepShown:
    if proposal.approved_by:
        return StepShown(SIGNS, "done", [proposal.approved_by.full_name], [], proposal.approved_at)
    if is_next or not proposal.awaits_decision:
        return StepShown(SIGNS, _later(proposal), [], [], None)
    people = _names(signing_posts(proposal, on=today))
    return StepShown(SIGNS, "now", people, [], since, "" if people else NOBODY_SIGNS)


def _later(proposal: Proposal) -> str:
    """Return what becomes of a step to which the papers have not come."""
    return "next" if proposal.awaits_decision else "never"


def _names(posts: AppointmentQuerySet) -> list[str]:
    """Return who holds the posts, with the word of their capacity when they act for another."""
    named = {
        post.user.full_name
        if post.capacity == Appointment.Capacity.OWN
        else f"{post.user.full_name} ({post.get_capacity_display()})": None
        for post in posts.select_related("user").order_by("pk")
    }
    return list(named)


def _sentence(steps: list[StepShown]) -> str:
    """Say who has the papers now, since when, and what comes after them."""
    place = next(at for at, step in enumerate(steps) if step.state == "now")
    now, after = steps[place], steps[place + 1 :]
    who = f" ({' หรือ '.join(now.people)})" if now.people else ""
    since = f" ตั้งแต่ {time_of(now.at)}" if now.at else ""
    said = f"ขณะนี้อยู่ที่{now.title}{who}{since}"
    if not after:
        return f"{said} เพื่อพิจารณาลงนาม"
    return f"{said} ต่อไปเสนอ{' แล้วจึงเสนอ'.join(step.title for step in after)}"
