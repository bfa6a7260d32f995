"""The act of handing in a year: what it says before, and what it keeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from assessments.models import Framework
from disclosure.models import CopyStatus, FrozenPiece, HandIn
from disclosure.rules.handing_in.archive_names import file_place
from disclosure.rules.handing_in.sheet import Sheet, sheet_of
from disclosure.rules.handing_in.snapshot import Facts, fingerprint, snapshot_of
from disclosure.rules.standing import Standing
from disclosure.rules.versions import publish_due
from disclosure.rules.wording import reason
from ita_portal.audit.rules import record
from ita_portal.errors import Refused, Stale
from ita_portal.jobs.rules import enqueue, try_again
from ita_portal.organisations.access import Permission, roles_with
from ita_portal.organisations.models import Appointment, Office, User
from ita_portal.organisations.rules import touch_public

TASK = "disclosure.freeze"
NOTHING_PUBLIC = "ยังไม่มีข้อมูลใดเผยแพร่ในปีนี้ จึงยังไม่มีสิ่งที่จะส่ง"


@dataclass(frozen=True)
class Open:
    """What is still open when a year is about to be handed in."""

    items: list[Standing]
    sheet: Sheet

    @property
    def late(self) -> list[Standing]:
        """The items past their date."""
        return [item for item in self.items if item.is_late]

    @property
    def waiting(self) -> int:
        """How many pieces wait to be accepted: they are not handed in."""
        return sum(item.waiting for item in self.sheet.year.items)

    @property
    def is_anything(self) -> bool:
        """Whether a reason is asked for."""
        return bool(self.items or self.waiting or not self.sheet.is_ready)


def open_of(sheet: Sheet) -> Open:
    """Return what is still open of the year."""
    return Open([item for item in sheet.year.items if item.is_open], sheet)


def latest_hand_in(office_id: int, fiscal_year: int) -> HandIn | None:
    """Return the year as it was handed in last, in 1 query; None while it was not."""
    return HandIn.objects.of(office_id, fiscal_year).first()


def next_number(office: Office, fiscal_year: int) -> int:
    """Return which time it would be that the year is handed in."""
    latest = latest_hand_in(office.pk, fiscal_year)
    return latest.number + 1 if latest else 1


def hand_in(
    office: Office, framework: Framework, *, number: int, revision: int, note: str, by: User
) -> HandIn:
    """Hand the year in as it is public now, and have the copy made; return what is kept.

    `number` and `revision` (the office's public revision) are those of the page on which it was
    confirmed. The same person sending the same number twice gets the same one. Raises Stale when
    something public has changed since, or somebody else was quicker; Refused when nothing is
    public, or something is open and `note` does not say why it is handed in all the same.
    """
    publish_due(office_id=office.pk)
    return _hand_in(office, framework, number=number, revision=revision, note=note, by=by)


@transaction.atomic
def _hand_in(
    office: Office, framework: Framework, *, number: int, revision: int, note: str, by: User
) -> HandIn:
    office = Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    year = framework.fiscal_year
    kept = HandIn.objects.of(office.pk, year).filter(number=number).first()
    if kept is not None and kept.handed_by_id == by.pk:
        return kept
    if number != next_number(office, year) or revision != office.public_revision:
        raise Stale
    now = timezone.now()
    sheet = sheet_of(office, framework, now=now)
    note = _note(sheet, note)
    facts = snapshot_of(office, framework, sheet)
    kept = _keep(office, framework, facts, number=number, note=note, by=by, now=now)
    touch_public(office.pk)
    detail = {"year": year, "number": number, "sha256": kept.snapshot_sha256}
    record(by=by, office=office, verb="checklist.handed_in", subject=kept, detail=detail)
    ask_copy(kept)
    return kept


def bring_up(office: Office) -> Office:
    """Publish what is due, and return the office with the revision that a page is about."""
    publish_due(office_id=office.pk)
    return Office.objects.get(pk=office.pk)


def _note(sheet: Sheet, typed: str) -> str:
    if not any(item.public for item in sheet.year.items):
        raise Refused(NOTHING_PUBLIC)
    if not open_of(sheet).is_anything and not typed.strip():
        return ""
    return reason(typed, what_for="ส่งทั้งที่ยังไม่ครบ")


def _keep(
    office: Office,
    framework: Framework,
    facts: Facts,
    *,
    number: int,
    note: str,
    by: User,
    now: datetime,
) -> HandIn:
    kept = HandIn.objects.create(
        office=office,
        fiscal_year=framework.fiscal_year,
        number=number,
        handed_at=now,
        handed_by=by,
        handed_by_name=by.full_name,
        handed_by_title=_title(by, office),
        note=note,
        readiness=facts["readiness"],
        not_applicable=[item["code"] for item in facts["items"] if item["not_applicable"]],
        snapshot=facts,
        snapshot_sha256=fingerprint(facts),
    )
    FrozenPiece.objects.bulk_create(_pieces(kept, facts))
    return kept


def _pieces(kept: HandIn, facts: Facts) -> list[FrozenPiece]:
    pieces: list[FrozenPiece] = []
    for item in facts["items"]:
        for number, piece in enumerate(item["pieces"], 1):
            file = piece.get("file")
            pieces.append(
                FrozenPiece(
                    hand_in=kept,
                    position=len(pieces) + 1,
                    code=item["code"],
                    kind=piece["kind"],
                    title=piece["title"],
                    anchor=piece["anchor"],
                    evidence_id=piece.get("evidence"),
                    version_id=piece.get("version"),
                    document_code=piece.get("document_code", ""),
                    file_id=file.get("stored") if file else None,
                    path=_path(item["code"], number, file) if file else "",
                    sha256=file["sha256"] if file else "",
                )
            )
    return pieces


def _path(code: str, number: int, file: Facts) -> str:
    return file_place(code, number, file["name"], file["media_type"])


def _title(user: User, office: Office) -> str:
    """Return the post by which the person hands in."""
    posts = Appointment.objects.filter(
        user=user, office=office, role__in=roles_with(Permission.DISCLOSURE_HAND_IN)
    )
    post = posts.current(timezone.localdate()).order_by("-starts_on").first()
    return post.title if post else ""


def ask_copy(kept: HandIn) -> None:
    """Have the copy made that was asked for last, in the caller's transaction."""
    title = f"ทำสำเนาแบบตรวจปีงบประมาณ {kept.fiscal_year} ครั้งที่ {kept.number}"
    enqueue(task=TASK, subject_id=kept.pk, key=kept.job_key, title=title, office=kept.office)


@transaction.atomic
def copy_again(kept: HandIn, *, by: User) -> None:
    """Have a copy made that has failed. Raises Refused when it has not (any more)."""
    kept = HandIn.objects.select_for_update(of=("self",)).select_related("office").get(pk=kept.pk)
    if kept.status != CopyStatus.FAILED:
        raise Refused("สำเนานี้ไม่ได้อยู่ในสถานะไม่สำเร็จแล้ว จึงไม่ต้องสั่งทำใหม่")
    try_again(kept.job_key)
    kept.status = CopyStatus.PENDING
    kept.save(update_fields=["status"])
    record(by=by, office=kept.office, verb="checklist.copy_again", subject=kept)
