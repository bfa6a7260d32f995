"""What happens to a plan: started, saved, submitted, sent back, approved and signed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments.models import Result
from ita_portal.audit.rules import record
from ita_portal.documents.kinds import MEASURES_ANNOUNCEMENT
from ita_portal.documents.rules import Signing, fingerprint, issue
from ita_portal.errors import Refused, Stale
from ita_portal.organisations.access import signing_appointment
from ita_portal.organisations.models import Appointment, Office, OfficeGroup, User
from ita_portal.thai.fiscal_year import FiscalYear
from ita_portal.thai.text import clean
from measures.documents import Words, announcement_words, dated_and_signed
from measures.models import PLAN_LIFECYCLE, Plan
from measures.rules.content import IssueContent, MeasureContent, PlanContent, StepContent
from measures.rules.findings import offered_issues, result_before
from measures.rules.missing import missing
from measures.rules.rows import write_rows

__all__ = [
    "INTENT",
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

INTENT = "ข้าพเจ้าได้อ่านประกาศฉบับนี้แล้ว และลงนามด้วยลายมือชื่ออิเล็กทรอนิกส์"
"""What one declares by signing; kept with the signature."""

LONGEST_COMMENT = 2000


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
def start_plan(*, office: Office, fiscal_year: int, by: User) -> Plan:
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
                subject=_subject(office, fiscal_year),
                opening=_opening(office, fiscal_year),
                closing=_closing(office),
            )
    except IntegrityError:
        raise Refused(f"ปีงบประมาณ พ.ศ. {fiscal_year} มีแผนมาตรการอยู่แล้ว") from None
    write_rows(plan, _content(plan, offered_issues(result, fiscal_year)))
    record(by=by, office=office, verb="plan.started", subject=plan)
    return plan


def _subject(office: Office, fiscal_year: int) -> str:
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
def save_plan(plan: Plan, *, content: PlanContent, expected_revision: int, by: User) -> Plan:
    """Save a plan as it was written, complete or not; rows known by number are kept in place.

    Raises Stale when it was saved since `expected_revision`, Refused when it is not open for
    editing or names a group that is not the office's.
    """
    plan = Plan.objects.select_for_update(of=("self",)).select_related("office").get(pk=plan.pk)
    if not plan.is_open:
        raise Refused(f"แผนนี้อยู่ในสถานะ “{plan.get_status_display()}” จึงแก้ไขไม่ได้")
    if plan.revision != expected_revision:
        raise Stale
    _require_own_groups(plan.office, content)
    if plan.result_id is None:
        plan.result = result_before(plan.office, plan.fiscal_year)
    plan.subject, plan.layout = content.subject, content.layout
    plan.opening, plan.closing = content.opening, content.closing
    plan.revision += 1
    plan.save()
    write_rows(plan, content)
    measures = sum(len(one.measures) for one in content.issues)
    detail = {"revision": plan.revision, "measures": measures}
    record(by=by, office=plan.office, verb="plan.saved", subject=plan, detail=detail)
    return plan


def _require_own_groups(office: Office, content: PlanContent) -> None:
    named = {pk for one in content.issues for m in one.measures for pk in m.owner_ids}
    own = set(OfficeGroup.objects.filter(office=office).values_list("pk", flat=True))
    if named - own:
        raise Refused("มีกลุ่มผู้รับผิดชอบที่ไม่ใช่กลุ่มของสำนักงานนี้ โปรดเลือกใหม่")


@transaction.atomic
def submit_plan(plan: Plan, *, expected_revision: int, by: User) -> Plan:
    """Submit a complete plan for decision; the words of its announcement are settled here.

    Raises Stale when it was saved since `expected_revision`, and Refused when it is not open or
    lacks something; the message then names all that is missing.
    """
    plan = _locked(plan)
    PLAN_LIFECYCLE.require(Plan.Status(plan.status), Plan.Status.SUBMITTED)
    if plan.revision != expected_revision:
        raise Stale("มีผู้แก้ไขแผนหลังจากที่ท่านเปิดหน้าไว้ ระบบจึงยังไม่เสนอ โปรดอ่านแผนฉบับล่าสุดแล้วเสนออีกครั้ง")
    lacks = missing(plan)
    if lacks:
        raise Refused("ยังเสนอไม่ได้ เพราะ" + " · ".join(lacks))
    plan.words = announcement_words(plan, dated_on=None, appointment=None)
    plan.words_sha256 = fingerprint(plan.words)
    plan.status = Plan.Status.SUBMITTED
    plan.submitted_at, plan.submitted_by = timezone.now(), by
    plan.save(
        update_fields=[
            "words",
            "words_sha256",
            "status",
            "submitted_at",
            "submitted_by",
            "updated_at",
        ]
    )
    detail = {"revision": plan.revision, "words_sha256": plan.words_sha256}
    record(by=by, office=plan.office, verb="plan.submitted", subject=plan, detail=detail)
    return plan


def _locked(plan: Plan) -> Plan:
    """Read the plan anew with all its parts, locked for the rest of the transaction."""
    Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    return Plan.objects.for_page().get(pk=plan.pk)


@transaction.atomic
def send_back_plan(plan: Plan, *, comment: str, by: User) -> Plan:
    """Send a submitted plan back to be changed, saying why.

    Raises Refused when it is not submitted, or the comment is empty or too long.
    """
    plan = Plan.objects.select_for_update(of=("self",)).select_related("office").get(pk=plan.pk)
    PLAN_LIFECYCLE.require(Plan.Status(plan.status), Plan.Status.RETURNED)
    comment = clean(comment).strip()
    if not comment:
        raise Refused("โปรดเขียนความเห็นว่าต้องแก้ไขอะไร ก่อนส่งคืน")
    if len(comment) > LONGEST_COMMENT:
        raise Refused(f"ความเห็นยาวเกิน {LONGEST_COMMENT:,} ตัวอักษร โปรดย่อให้สั้นลง")
    plan.status = Plan.Status.RETURNED
    plan.returned_at, plan.returned_by, plan.return_comment = timezone.now(), by, comment
    plan.save(
        update_fields=["status", "returned_at", "returned_by", "return_comment", "updated_at"]
    )
    record(by=by, office=plan.office, verb="plan.returned", subject=plan)
    return plan


def words_to_sign(plan: Plan, *, by: User, on: date) -> Words:
    """Return the announcement exactly as `by` would sign it on the day `on`.

    Raises Refused when `by` has no power to sign for the director on that day.
    """
    post = _signing_post(plan, by=by, on=on)
    return dated_and_signed(plan.words or {}, dated_on=on, appointment=post)


def _signing_post(plan: Plan, *, by: User, on: date) -> Appointment:
    post = signing_appointment(by, plan.office, on=on)
    if post is None:
        raise Refused("วันนี้ท่านไม่มีตำแหน่งหรือคำสั่งที่ให้อำนาจลงนามของสำนักงานนี้")
    return post


@transaction.atomic
def approve_plan(plan: Plan, *, words_sha256: str, by: User) -> Plan:
    """Approve a submitted plan, sign its announcement and issue it.

    `words_sha256` is the fingerprint of the words that `by` was shown. The row is locked first,
    so two approvals at once give one announcement. Raises Refused when the plan is not submitted,
    when `by` submitted it (who proposes may not approve) or may not sign today; Stale when the
    words are not those that were shown, be it by a change, another day or another appointment.
    """
    Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    plan = Plan.objects.select_related("office").get(pk=plan.pk)
    PLAN_LIFECYCLE.require(Plan.Status(plan.status), Plan.Status.APPROVED)
    if plan.submitted_by_id == by.pk:
        raise Refused("ผู้เสนอแผนอนุมัติแผนของตนเองไม่ได้ ต้องให้ผู้มีอำนาจคนอื่นเป็นผู้ลงนาม")
    now = timezone.now()
    today = timezone.localdate(now)
    post = _signing_post(plan, by=by, on=today)
    words = dated_and_signed(plan.words or {}, dated_on=today, appointment=post)
    if fingerprint(words) != words_sha256:
        raise Stale("ประกาศเปลี่ยนไปจากที่ท่านได้อ่าน ระบบจึงยังไม่ลงนาม โปรดอ่านฉบับล่าสุดแล้วลงนามอีกครั้ง")
    plan.announcement = issue(
        kind=MEASURES_ANNOUNCEMENT,
        office=plan.office,
        fiscal_year=plan.fiscal_year,
        title=plan.subject,
        words=words,
        dated_on=today,
        signing=Signing(user=by, appointment=post, intent=INTENT, at=now),
    )
    plan.status = Plan.Status.APPROVED
    plan.approved_at, plan.approved_by = now, by
    plan.save(update_fields=["announcement", "status", "approved_at", "approved_by", "updated_at"])
    detail = {"announcement": plan.announcement.code}
    record(by=by, office=plan.office, verb="plan.approved", subject=plan, detail=detail)
    return plan
