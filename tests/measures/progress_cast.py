"""A signed plan with groups, and rounds on it, for the tests of progress."""

from __future__ import annotations

from datetime import UTC, date, datetime

from ita_portal.documents.models import Proposal
from ita_portal.organisations.models import Appointment, Office, OfficeGroup, User
from measures.models import GroupReport, Measure, Plan, Round, Step, StepReport
from measures.rules.progress.files import add_step_file
from measures.rules.progress.noting import StepNote, save_step
from measures.rules.progress.opening import open_due_rounds, open_round
from measures.rules.progress.rounds import round_of
from tests.factories.documents import issue_paper
from tests.factories.measures import IssueFactory, MeasureFactory, PlanFactory, propose_plan
from tests.factories.organisations import AppointmentFactory
from tests.files.samples import picture

YEAR = 2567
SIX_OPENS, SIX_DUE = date(2024, 3, 1), date(2024, 4, 10)
TWELVE_OPENS, TWELVE_DUE = date(2024, 8, 1), date(2024, 9, 10)
SIGNED = datetime(2023, 11, 1, 3, tzinfo=UTC)
DONE = StepNote(state="done", result="ประชุมและเผยแพร่คู่มือแล้ว")


def sign(plan: Plan, by: User, director: User, at: datetime = SIGNED) -> Plan:
    """Let the plan be signed at that moment, whatever it lacks."""
    propose_plan(plan, by)
    paper = issue_paper(
        Appointment.objects.get(user=director), office=plan.office, fiscal_year=plan.fiscal_year
    )
    Proposal.objects.filter(pk=plan.proposal_id).update(
        status=Proposal.Status.APPROVED, approved_at=at, approved_by=director, document=paper
    )
    return Plan.objects.get(pk=plan.pk)


def plan_of_groups(office: Office, by: User, director: User, **facts: object) -> Plan:
    """Make a signed plan: the first group owns two steps, every group one measure without steps."""
    plan = PlanFactory(office=office, fiscal_year=YEAR, **facts)
    issue = IssueFactory(plan=plan)
    first = [office.groups.first()]
    MeasureFactory(issue=issue, position=1, owners=first)
    MeasureFactory(issue=issue, position=2, every_group=True, owners=first, steps=[]).owners.clear()
    return sign(plan, by, director)


def opened_round(on: date = SIX_OPENS, months: int = 6) -> Round:
    """Open what is due on the day, and return the round."""
    open_due_rounds(on)
    return Round.objects.get(months=months)


def member(group: OfficeGroup, role: str = "officer") -> User:
    """Give somebody of the group."""
    return AppointmentFactory(office=group.office, group=group, role=role).user


def tasks(round_: Round) -> list[tuple[str, str]]:
    """Return the groups of a round with the words of each of their steps."""
    notes = StepReport.objects.filter(part__round=round_).select_related(
        "part__group", "step", "measure"
    )
    return sorted(
        (note.part.group.name, note.step.text if note.step else note.measure.title)
        for note in notes
    )


def note(report: StepReport, by: User, values: StepNote = DONE, on: date = SIX_OPENS) -> StepReport:
    """Note something on a step as it stands now."""
    report.refresh_from_db()
    return save_step(report, values=values, expected_revision=report.revision, by=by, on=on)


def complete(part: GroupReport, by: User, on: date = SIX_OPENS) -> None:
    """Note every step of the part as done."""
    for report in part.steps.filter(is_dropped=False):
        note(report, by, on=on)


def version_after(plan: Plan, by: User, director: User) -> Plan:
    """Sign a second version: the first step stays in new words, the second goes, one is new."""
    second = PlanFactory(office=plan.office, fiscal_year=YEAR, version=2, replaces=plan)
    issue = IssueFactory(plan=second)
    before = Measure.objects.get(issue__plan=plan, position=1)
    after = MeasureFactory(
        issue=issue, key=before.key, position=1, owners=list(before.owners.all()), steps=[]
    )
    kept = before.steps.get(position=1)
    Step.objects.create(measure=after, key=kept.key, position=1, text="ขั้นตอนเดิมในถ้อยคำใหม่")
    Step.objects.create(measure=after, position=2, text="ขั้นตอนที่เพิ่ม")
    return sign(second, by, director)


def places_of_progress(plan: Plan, by: User) -> dict[str, dict[str, object]]:
    """Open a round of a signed plan with a note and a file; return where each page of it is."""
    group = plan.office.groups.first()
    MeasureFactory(issue=IssueFactory(plan=plan), owners=[group])
    round_ = round_of(plan.office, plan.fiscal_year, 6)
    round_.save()
    part = open_round(round_, by=by).parts.get()
    report = part.steps.order_by("pk")[0]
    added = add_step_file(report, [picture()], name="a.jpg", by=by)
    place = {"year": plan.fiscal_year, "months": 6, "group": group.pk}
    pages = ("year", "dates", "round", "report", "carry_on", "group", "send", "copy", "return")
    return {f"measures:progress_{page}": place for page in pages} | {
        "measures:progress_step": {**place, "pk": report.pk},
        "measures:progress_file": {**place, "pk": added.pk},
        "measures:progress_photo": {**place, "pk": added.file_id},
        "measures:progress_file_remove": {**place, "pk": added.pk},
    }
