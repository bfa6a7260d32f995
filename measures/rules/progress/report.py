"""The report of a round: what it still lacks, and its way to the director."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from assessments.models import OITItem
from ita_portal.audit.rules import record
from ita_portal.documents.models import Proposal
from ita_portal.documents.rules.proposals import propose
from ita_portal.documents.rules.words import fingerprint
from ita_portal.errors import Refused, Stale
from ita_portal.organisations.models import User
from measures.models import Round
from measures.rules.progress.gathering import Gathered, gather_round
from measures.rules.progress.report_words import HEADING, kind_of, report_words

DUTY = "integrity_measures_report"
OF_YEAR_BEFORE = "ปีก่อนหน้า"


@dataclass(frozen=True)
class Reading:
    """A report as it would be proposed now; `lacks` forbid it, `doubts` are to be looked at."""

    words: dict[str, Any]
    words_sha256: str
    lacks: list[str]
    doubts: list[str]
    silent: tuple[str, ...]
    evidence_year: int


def reading_of(round_: Round) -> Reading:
    """Return the report of an open round as it stands."""
    gathered = gather_round(round_)
    words = report_words(gathered)
    return Reading(
        words=words,
        words_sha256=fingerprint(words),
        lacks=_lacks(gathered),
        doubts=_doubts(gathered),
        silent=gathered.silent,
        evidence_year=evidence_year(round_),
    )


def evidence_year(round_: Round) -> int:
    """Return the fiscal year whose OIT item asks for the report.

    That of the round, but where its item asks for the year before: then the next one's.
    """
    items = OITItem.objects.filter(framework__fiscal_year=round_.fiscal_year)
    titles = [item.title for item in items if DUTY in item.duties]
    return round_.fiscal_year + any(OF_YEAR_BEFORE in title for title in titles)


def _lacks(gathered: Gathered) -> list[str]:
    if not gathered.sent:
        return ["ยังไม่มีกลุ่มใดส่งรายงาน จึงยังไม่มีสิ่งที่จะรายงาน"]
    return []


def _doubts(gathered: Gathered) -> list[str]:
    doubts = [f"{group} ยังไม่ส่งรายงาน" for group in gathered.silent]
    doubts += [f"มาตรการที่ {one.number} ยังไม่มีผู้รายงานผล" for one in gathered.unreported]
    for one in gathered.measures:
        if one.lines and one.line.measure.budget and one.budget_used is None:
            doubts.append(f"มาตรการที่ {one.line.number} มีงบประมาณ แต่ยังไม่มีผู้บันทึกงบประมาณที่ใช้")
        without = sum(not line.note.files.all() for line in one.lines if line.note.state == "done")
        if without:
            doubts.append(
                f"มาตรการที่ {one.line.number} แล้วเสร็จ {without} รายการ แต่ไม่มีไฟล์หรือภาพประกอบ"
            )
    return doubts


@transaction.atomic
def submit_report(round_: Round, *, words_sha256: str, without_silent: bool, by: User) -> Proposal:
    """Propose the report to the director, who takes note and permits publication.

    `words_sha256` is the fingerprint of the report that was read. `without_silent` says that it
    goes without the groups that have not sent their part; the report names them. Raises Stale
    when it reads otherwise by now, Refused when it lacks something or awaits its decision already.
    """
    round_ = (
        Round.objects.select_for_update(of=("self",)).select_related("office").get(pk=round_.pk)
    )
    reading = reading_of(round_)
    if reading.lacks:
        raise Refused("ยังเสนอไม่ได้ เพราะ" + " · ".join(reading.lacks))
    if reading.silent and not without_silent:
        raise Refused("ยังมีกลุ่มที่ไม่ส่งรายงาน โปรดรอให้ครบ หรือยืนยันว่าเสนอโดยไม่รอ")
    if reading.words_sha256 != words_sha256:
        raise Stale("มีผู้แก้ไขหรือส่งรายงานเพิ่มหลังจากที่ท่านเปิดหน้าไว้ โปรดอ่านรายงานฉบับล่าสุดแล้วเสนออีกครั้ง")
    round_.proposal = propose(
        kind=kind_of(round_),
        office=round_.office,
        fiscal_year=reading.evidence_year,
        title=f"{HEADING} {round_.get_months_display()} ปีงบประมาณ พ.ศ. {round_.fiscal_year}",
        words=reading.words,
        by=by,
    )
    round_.save(update_fields=["proposal"])
    detail = {"words_sha256": words_sha256, "silent": list(reading.silent)}
    record(by=by, office=round_.office, verb="progress.submitted", subject=round_, detail=detail)
    return round_.proposal
