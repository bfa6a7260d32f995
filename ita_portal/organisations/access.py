"""Who may do what: the whole permission matrix of the portal on one page.

Roles reach people through appointments with dates; nothing else gives a right. That who
proposes may not approve is not a right but a rule, and stands with the rules.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from django.db.models import Exists
from django.utils import timezone

from ita_portal.organisations.models import Appointment, AppointmentQuerySet, Office, User

Role = Appointment.Role


class Permission(StrEnum):
    """What one may do, and its name for people."""

    OFFICE_VIEW = "office.view"
    OFFICE_MANAGE = "office.manage"
    AUDIT_VIEW = "audit.view"
    SCORES_VIEW = "scores.view"
    SCORES_EDIT = "scores.edit"
    SCORES_CONFIRM = "scores.confirm"
    SCORES_LOCK = "scores.lock"
    ANALYSIS_EDIT = "analysis.edit"
    ANALYSIS_SUBMIT = "analysis.submit"
    FRAMEWORK_EDIT = "framework.edit"
    PLAN_VIEW = "plan.view"
    PLAN_EDIT = "plan.edit"
    PLAN_SUBMIT = "plan.submit"
    PLAN_DECIDE = "plan.decide"
    PROGRESS_VIEW = "progress.view"
    PROGRESS_REPORT = "progress.report"
    PROGRESS_MANAGE = "progress.manage"
    DOCUMENT_VIEW = "document.view"
    DOCUMENT_WRITE = "document.write"
    DOCUMENT_ENDORSE = "document.endorse"
    DOCUMENT_NUMBER = "document.number"
    DOCUMENT_RETRY = "document.retry"
    DOCUMENT_DECIDE = "document.decide"
    DOCUMENT_SETTINGS = "document.settings"
    DISCLOSURE_VIEW = "disclosure.view"
    DISCLOSURE_EDIT = "disclosure.edit"
    DISCLOSURE_ACCEPT = "disclosure.accept"
    DISCLOSURE_MANAGE = "disclosure.manage"
    DISCLOSURE_HAND_IN = "disclosure.hand_in"
    COMPLAINT_HANDLE = "complaint.handle"
    COMPLAINT_USUAL = "complaint.usual"
    COMPLAINT_ROUND = "complaint.round"
    COMPLAINT_APPOINT = "complaint.appoint"
    COMPLAINT_SETTINGS = "complaint.settings"


PERMISSION_NAMES = {
    Permission.OFFICE_VIEW: "ดูหน้าทำงานของสำนักงาน",
    Permission.OFFICE_MANAGE: "จัดการกลุ่ม บุคลากร และการแต่งตั้ง",
    Permission.AUDIT_VIEW: "ดูบันทึกการดำเนินการ",
    Permission.SCORES_VIEW: "ดูคะแนนและผลวิเคราะห์",
    Permission.SCORES_EDIT: "บันทึกคะแนน",
    Permission.SCORES_CONFIRM: "ยืนยันคะแนน",
    Permission.SCORES_LOCK: "ล็อกและปลดล็อกคะแนน",
    Permission.ANALYSIS_EDIT: "เขียนการวิเคราะห์ผล",
    Permission.ANALYSIS_SUBMIT: "เสนอรายงานการวิเคราะห์ผล",
    Permission.FRAMEWORK_EDIT: "จัดทำกรอบการประเมินของปีใหม่",
    Permission.PLAN_VIEW: "ดูแผนมาตรการ",
    Permission.PLAN_EDIT: "จัดทำแผนมาตรการ",
    Permission.PLAN_SUBMIT: "เสนอแผนมาตรการ",
    Permission.PLAN_DECIDE: "ส่งคืน อนุมัติ และลงนามประกาศ",
    Permission.PROGRESS_VIEW: "ดูความคืบหน้าของมาตรการ",
    Permission.PROGRESS_REPORT: "รายงานผลของกลุ่มที่ตนสังกัด",
    Permission.PROGRESS_MANAGE: "กำหนดรอบรายงาน รวบรวม และส่งคืนส่วนของกลุ่ม",
    Permission.DOCUMENT_VIEW: "ดูเอกสารและสถานะการจัดทำ",
    Permission.DOCUMENT_WRITE: "เขียนและเสนอคำสั่ง บันทึกข้อความ และประกาศ",
    Permission.DOCUMENT_ENDORSE: "ให้ความเห็นชอบหรือส่งคืนตามลำดับการเสนอ",
    Permission.DOCUMENT_NUMBER: "ออกเลขและบันทึกฉบับที่ลงนามบนกระดาษ",
    Permission.DOCUMENT_SETTINGS: "ตั้งค่าเอกสาร ตรา เลข ลำดับการเสนอ และใบรับรอง",
    Permission.DOCUMENT_DECIDE: "ส่งคืน อนุมัติ และลงนามเอกสารที่เสนอ",
    Permission.DOCUMENT_RETRY: "สั่งจัดทำเอกสารใหม่เมื่อไม่สำเร็จ",
    Permission.DISCLOSURE_VIEW: "ดูแบบตรวจการเปิดเผยข้อมูล",
    Permission.DISCLOSURE_EDIT: "เสนอหลักฐานของข้อ OIT",
    Permission.DISCLOSURE_ACCEPT: "รับหลักฐานขึ้นเผยแพร่",
    Permission.DISCLOSURE_MANAGE: "กำหนดผู้รับผิดชอบและกำหนดเสร็จของข้อ OIT",
    Permission.DISCLOSURE_HAND_IN: "ส่งแบบตรวจการเปิดเผยข้อมูลและเก็บสำเนาของวันที่ส่ง",
    Permission.COMPLAINT_HANDLE: "เข้าทะเบียนเรื่องร้องเรียนที่ตนมีสิทธิ์เห็น",
    Permission.COMPLAINT_USUAL: "เห็นและดำเนินเรื่องร้องเรียนทั่วไป",
    Permission.COMPLAINT_ROUND: "เห็นและดำเนินเรื่องที่ร้องเรียนผู้อำนวยการหรือผู้รับเรื่อง",
    Permission.COMPLAINT_APPOINT: "แต่งตั้งผู้รับเรื่องร้องเรียน (ไม่เห็นเรื่อง)",
    Permission.COMPLAINT_SETTINGS: "ตั้งกำหนดเวลาของเรื่องร้องเรียน และดูจำนวนที่เลยกำหนด (ไม่เห็นเรื่อง)",
}

_VIEWS = frozenset(
    {
        Permission.OFFICE_VIEW,
        Permission.SCORES_VIEW,
        Permission.PLAN_VIEW,
        Permission.PROGRESS_VIEW,
        Permission.DOCUMENT_VIEW,
        Permission.DISCLOSURE_VIEW,
    }
)
_OFFICER = _VIEWS | {
    Permission.SCORES_EDIT,
    Permission.SCORES_CONFIRM,
    Permission.ANALYSIS_EDIT,
    Permission.ANALYSIS_SUBMIT,
    Permission.PLAN_EDIT,
    Permission.PLAN_SUBMIT,
    Permission.PROGRESS_REPORT,
    Permission.DOCUMENT_WRITE,
    Permission.DOCUMENT_NUMBER,
    Permission.DOCUMENT_RETRY,
    Permission.DISCLOSURE_EDIT,
}

ROLE_PERMISSIONS: dict[str, frozenset[Permission]] = {
    Role.OFFICER: _OFFICER,
    Role.GROUP_HEAD: _OFFICER | {Permission.DOCUMENT_ENDORSE, Permission.DISCLOSURE_ACCEPT},
    Role.COORDINATOR: _OFFICER
    | {
        Permission.SCORES_LOCK,
        Permission.PROGRESS_MANAGE,
        Permission.DOCUMENT_ENDORSE,
        Permission.DOCUMENT_SETTINGS,
        Permission.DISCLOSURE_ACCEPT,
        Permission.DISCLOSURE_MANAGE,
        Permission.DISCLOSURE_HAND_IN,
        Permission.AUDIT_VIEW,
    },
    Role.DEPUTY_DIRECTOR: _VIEWS
    | {Permission.DOCUMENT_ENDORSE, Permission.AUDIT_VIEW, Permission.DISCLOSURE_ACCEPT},
    Role.DIRECTOR: _VIEWS
    | {
        Permission.SCORES_LOCK,
        Permission.PLAN_DECIDE,
        Permission.DOCUMENT_DECIDE,
        Permission.DOCUMENT_RETRY,
        Permission.DISCLOSURE_ACCEPT,
        Permission.DISCLOSURE_HAND_IN,
        Permission.COMPLAINT_APPOINT,
        Permission.COMPLAINT_SETTINGS,
        Permission.AUDIT_VIEW,
    },
    Role.ADMINISTRATOR: _VIEWS
    | {
        Permission.OFFICE_MANAGE,
        Permission.DOCUMENT_RETRY,
        Permission.DOCUMENT_SETTINGS,
        Permission.AUDIT_VIEW,
    },
    Role.SUPERVISOR: _VIEWS | {Permission.FRAMEWORK_EDIT},
    Role.COMPLAINT_OFFICER: _VIEWS | {Permission.COMPLAINT_HANDLE, Permission.COMPLAINT_USUAL},
    Role.COMPLAINT_SUBSTITUTE: _VIEWS | {Permission.COMPLAINT_HANDLE, Permission.COMPLAINT_ROUND},
}


COMPLAINT_ROLES = frozenset({Role.COMPLAINT_OFFICER, Role.COMPLAINT_SUBSTITUTE})
"""Who takes complaints: appointed by the director, seen as such by everybody."""

SINGLE_OFFICE: dict[str, frozenset[Permission]] = {
    Role.COORDINATOR: frozenset({Permission.FRAMEWORK_EDIT}),
}
"""What a role may do besides, in a portal that has no other office."""


def permissions_of(user: User, office: Office, *, on: date | None = None) -> frozenset[Permission]:
    """Return what `user` may do in `office` on the day `on` (today in Bangkok by default).

    Empty for a stranger, for whom the office's pages do not exist (404). In a portal of a single
    office there is no national supervisor: its coordinator makes the frameworks.
    """
    on = on or timezone.localdate()
    held = (
        Appointment.objects.filter(user=user)
        .reaching(office)
        .current(on)
        .annotate(has_others=Exists(Office.objects.exclude(pk=office.pk)))
        .values_list("role", "has_others")
    )
    alone = frozenset().union(*(SINGLE_OFFICE.get(role, ()) for role, others in held if not others))
    return alone.union(*(ROLE_PERMISSIONS[role] for role, _ in held))


def groups_of(user: User, office: Office, *, on: date | None = None) -> frozenset[int]:
    """Return the ids of the groups of `office` for which `user` reports on that day.

    Those in which the person holds a post whose role reports progress.
    """
    posts = reporting_posts(user, office, on=on or timezone.localdate())
    return frozenset(posts.values_list("group_id", flat=True))


def reporting_posts(user: User, office: Office, *, on: date) -> AppointmentQuerySet:
    """Return the posts in groups of `office` by which `user` reports progress on that day."""
    reporting = roles_with(Permission.PROGRESS_REPORT)
    held = Appointment.objects.filter(user=user, office=office, role__in=reporting)
    return held.current(on).filter(group__isnull=False)


def ended_on(user: User, office: Office, permission: Permission) -> date | None:
    """Return the last day on which an appointment gave `user` that right in `office`.

    None when none ever did, or none has ended before today.
    """
    held = Appointment.objects.filter(user=user, role__in=roles_with(permission)).reaching(office)
    ended = held.filter(ends_on__lt=timezone.localdate()).order_by("-ends_on")
    return ended.values_list("ends_on", flat=True).first()


def roles_with(permission: Permission) -> list[str]:
    """Return the roles that give a right in every portal."""
    return [role for role, may in ROLE_PERMISSIONS.items() if permission in may]


def offices_of(user: User, *, on: date | None = None) -> list[Office]:
    """Return the offices that an appointment of `user` reaches on that day, in Thai order.

    All of them for one who holds an appointment for the whole country.
    """
    held = Appointment.objects.filter(user=user).current(on or timezone.localdate())
    ids = set(held.values_list("office_id", flat=True))
    offices = Office.objects.for_list()
    return list(offices if None in ids else offices.filter(pk__in=ids))


def signing_appointment(user: User, office: Office, *, on: date) -> Appointment | None:
    """Return the appointment by which `user` signs for the director of `office` on that day.

    The own post comes before acting or delegated ones; None when there is no power to sign.
    """
    held = Appointment.objects.filter(user=user, office=office, role=Role.DIRECTOR).current(on)
    return max(
        held,
        key=lambda post: (post.capacity == Appointment.Capacity.OWN, post.starts_on),
        default=None,
    )
