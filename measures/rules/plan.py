"""What happens to a plan: started, saved, submitted, sent back, approved and signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from assessments.models import Result
from ita_portal.audit.rules import record
from ita_portal.documents.kinds import MEASURES_ANNOUNCEMENT
from ita_portal.documents.models import Proposal
from ita_portal.documents.rules import proposals, signing
from ita_portal.documents.rules.issuing import Confirmation
from ita_portal.documents.rules.together import locked_together
from ita_portal.errors import Refused, Stale
from ita_portal.organisations.models import Office, User
from ita_portal.thai.fiscal_year import FiscalYear
from measures.documents import Words, announcement_words
from measures.models import PLAN_LIFECYCLE, Plan, PlanStatus
from measures.rules.content import IssueContent, MeasureContent, PlanContent, StepContent
from measures.rules.findings import default_basis, offered_issues, result_before
from measures.rules.missing import missing
from measures.rules.notes import keep_notes
from measures.rules.rows import write_rows
from measures.rules.saving import locked, save_plan

__all__ = [
    "IssueContent",
    "MeasureContent",
    "PlanContent",
    "StepContent",
    "approve_plan",
    "save_plan",
    "send_back_plan",
    "start_plan",
    "startable_years",
    "submit_plan",
    "words_to_sign",
    "year_to_start",
]


def startable_years(office: Office, *, on: date) -> list[int]:
    """Return the fiscal years for which a plan may be started, latest first.

    The year that `on` lies in, its neighbours, and every year after one with a result, as far as
    they have no plan yet.
    """
    now = FiscalYear.of(on).year
    results = Result.objects.of(office).values_list("fiscal_year", flat=True)
    taken = set(Plan.objects.of(office).values_list("fiscal_year", flat=True))
    years = {now - 1, now, now + 1} | {year + 1 for year in results}
    return sorted(years - taken, reverse=True)


def year_to_start(office: Office, years: Sequence[int], *, on: date) -> int | None:
    """Return which of `years` is most likely wanted: the one after the latest result, or now's."""
    latest = Result.objects.of(office).order_by("-fiscal_year").first()
    wanted = [latest.fiscal_year + 1] if latest else []
    wanted += [FiscalYear.of(on).year, *years]
    return next((year for year in wanted if year in years), None)


@transaction.atomic
def start_plan(*, office: Office, fiscal_year: int, by: User | None) -> Plan:
    """Start the plan of `fiscal_year` (Buddhist) with words and issues to begin from.

    Raises Refused when the year has a plan already.
    """
    result = result_before(office, fiscal_year)
    try:
        with transaction.atomic():
            plan = Plan.objects.create(
                office=office,
                fiscal_year=fiscal_year,
                result=result,
                basis=default_basis(result, fiscal_year),
                subject=default_subject(office, fiscal_year),
                opening=_opening(office, fiscal_year),
                closing=_closing(office),
            )
    except IntegrityError:
        raise Refused(f"ปีงบประมาณ พ.ศ. {fiscal_year} มีแผนมาตรการอยู่แล้ว") from None
    write_rows(plan, _content(plan, offered_issues(result, fiscal_year)))
    record(by=by, office=office, verb="plan.started", subject=plan)
    return plan


def default_subject(office: Office, fiscal_year: int) -> str:
    """Return what a plan is called until somebody calls it otherwise."""
    year = FiscalYear(fiscal_year).label
    return f"มาตรการส่งเสริมคุณธรรมและความโปร่งใส ของ{office.name} ประจำ{year}"


def _opening(office: Office, fiscal_year: int) -> str:
    year = FiscalYear(fiscal_year)
    return (
        f"ด้วย{office.name} ได้วิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ "
        f"ประจำ{year.previous.label} แล้ว เพื่อให้การบริหารงานและการให้บริการโปร่งใส ตรวจสอบได้ "
        "และแก้ไขเรื่องที่ควรพัฒนาได้ตรงจุด จึงกำหนดมาตรการส่งเสริมคุณธรรมและความโปร่งใส "
        f"ประจำ{year.label} ให้บุคลากรในสังกัดถือปฏิบัติ ดังนี้"
    )


def _closing(office: Office) -> str:
    return (
        "ให้กลุ่มและหน่วยที่ได้รับมอบหมายรายงานผลการดำเนินการตามมาตรการนี้ รอบ 6 เดือน และรอบ 12 เดือน "
        f"ต่อผู้ประสานงาน ITA ของสำนักงาน เพื่อรวบรวมเสนอผู้อำนวยการ{office.name} ต่อไป"
    )


def _content(plan: Plan, issues: tuple[IssueContent, ...]) -> PlanContent:
    return PlanContent(plan.subject, plan.layout, plan.opening, plan.closing, issues)


@transaction.atomic
def submit_plan(plan: Plan, *, expected_revision: int, by: User) -> Plan:
    """Submit a complete plan for decision; the words of its announcement are settled here.

    Raises Stale when it was saved since `expected_revision`, and Refused when it is not open or
    lacks something; the message then names all that is missing.
    """
    plan = locked(plan)
    PLAN_LIFECYCLE.require(plan.status, Plan.Status.SUBMITTED)
    if plan.revision != expected_revision:
        raise Stale("มีผู้แก้ไขแผนหลังจากที่ท่านเปิดหน้าไว้ ระบบจึงยังไม่เสนอ โปรดอ่านแผนฉบับล่าสุดแล้วเสนออีกครั้ง")
    lacks = missing(plan)
    if lacks:
        raise Refused("ยังเสนอไม่ได้ เพราะ" + " · ".join(lacks))
    plan.proposal = proposals.propose(
        kind=MEASURES_ANNOUNCEMENT,
        office=plan.office,
        fiscal_year=plan.fiscal_year,
        title=plan.subject,
        words=announcement_words(plan, dated_on=None, appointment=None),
        by=by,
        replaces=plan.replaces.announcement if plan.replaces else None,
    )
    plan.save(update_fields=["proposal", "updated_at"])
    detail = {"revision": plan.revision, "words_sha256": plan.proposal.words_sha256}
    record(by=by, office=plan.office, verb="plan.submitted", subject=plan, detail=detail)
    return plan


@transaction.atomic
def send_back_plan(
    plan: Plan, *, comment: str, by: User, notes: Mapping[UUID, str] | None = None
) -> Plan:
    """Send a submitted plan back to be changed, saying why; `notes` are comments at measures.

    With notes the comment on the whole may be empty. Raises Refused when it is not submitted, or
    nothing is said, or too much.
    """
    plan = _locked_with_papers(plan)
    proposal = _proposal(plan, Plan.Status.RETURNED)
    kept = keep_notes(plan, proposal, notes or {})
    if kept and not comment.strip():
        comment = f"โปรดแก้ไขตามความเห็นที่มาตรการ {' '.join(kept)}"
    proposals.send_back(proposal, comment=comment, by=by)
    return _fresh(plan)


def _locked_with_papers(plan: Plan) -> Plan:
    """Lock the proposed papers before the plan, as the general page of papers does.

    So two who decide on the two pages at once wait for each other and not in a circle.
    """
    if plan.proposal:
        locked_together(plan.proposal)
    return locked(plan)


def _proposal(plan: Plan, target: PlanStatus) -> Proposal:
    """Return the proposal that is decided about. Raises Refused when none awaits a decision."""
    PLAN_LIFECYCLE.require(plan.status, target)
    if plan.proposal is None:
        raise ValueError(f"plan {plan.pk} is {plan.status} without a proposal")
    return plan.proposal


def _fresh(plan: Plan) -> Plan:
    return Plan.objects.for_page().get(pk=plan.pk)


def words_to_sign(plan: Plan, *, by: User, on: date) -> Words:
    """Return the announcement exactly as `by` would sign it on the day `on`.

    Raises Refused when `by` has no power to sign for the director on that day, or the plan was
    never submitted.
    """
    if plan.proposal is None:
        raise Refused("แผนนี้ยังไม่ได้เสนอ จึงยังไม่มีประกาศให้ลงนาม")
    return signing.words_to_sign(plan.proposal, by=by, on=on)


@transaction.atomic
def approve_plan(
    plan: Plan, *, words_sha256: str, by: User, confirmation: Confirmation | None = None
) -> Plan:
    """Approve a submitted plan, sign its announcement and issue it.

    `words_sha256` is the fingerprint of the words that `by` was shown, `confirmation` from where
    it was confirmed. The row is locked first, so two approvals at once give one announcement.
    What follows from the approval is named in the setting AFTER_APPROVAL: it is the same however
    the announcement is approved. Raises Refused when the plan is not submitted, and as
    `signing.approve` does, Stale included.
    """
    plan = _locked_with_papers(plan)
    proposal = _proposal(plan, Plan.Status.APPROVED)
    signing.approve(proposal, words_sha256=words_sha256, by=by, confirmation=confirmation)
    return _fresh(plan)
