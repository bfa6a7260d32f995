"""The report of a round: what it still lacks, and its way to the director."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from assessments.models import OITItem
from assessments.rules.looking_back import asks_for_year_before
from ita_portal.audit.rules import record
from ita_portal.documents.models import Document, Proposal
from ita_portal.documents.rules.proposals import propose
from ita_portal.documents.rules.words import fingerprint
from ita_portal.errors import Refused, Stale
from ita_portal.organisations.models import User
from measures.models import Round
from measures.rules.progress.doubting import doubts_about
from measures.rules.progress.gathering import Gathered, gather_round
from measures.rules.progress.report_words import HEADING, report_words
from measures.rules.progress.reported import kind_of, signed_report

DUTY = "integrity_measures_report"


@dataclass(frozen=True)
class Reading:
    """A report as it would be proposed now; `lacks` forbid it, `doubts` are to be looked at.

    `corrects` is the signed report in whose place it would come, if there is one; `is_new` says
    whether it tells anything else than that. `evidence_years` are those of `evidence_years`.
    """

    words: dict[str, Any]
    words_sha256: str
    lacks: list[str]
    doubts: list[str]
    silent: tuple[str, ...]
    evidence_years: list[int]
    corrects: Document | None
    is_new: bool


def reading_of(round_: Round) -> Reading:
    """Return the report of an open round as it stands."""
    gathered, signed = gather_round(round_), signed_report(round_)
    corrects = signed.document if signed else None
    words = report_words(gathered, corrects=corrects.dated_on if corrects else None)
    return Reading(
        words=words,
        words_sha256=fingerprint(words),
        lacks=_lacks(gathered),
        doubts=doubts_about(gathered),
        silent=gathered.silent,
        evidence_years=evidence_years(round_.fiscal_year),
        corrects=corrects,
        is_new=signed is None or reported(signed.words) != reported(words),
    )


def reported(words: dict[str, Any]) -> tuple[Any, Any]:
    """Return what a report tells, its day and head aside."""
    return words["parts"], words.get("annexes", [])


def evidence_years(fiscal_year: int) -> list[int]:
    """Return the fiscal years whose OIT items ask for the report on a year, as far as is known.

    The year itself, where its item does not ask for the year before; the next one, where its item
    does, or is not known yet while this year's does. Both where offices change from one to the
    other; the paper is of its own year, and the disclosure pages know which items look back.
    """
    rows = OITItem.objects.filter(framework__fiscal_year__in=[fiscal_year, fiscal_year + 1])
    looks_back = {
        item.framework.fiscal_year: asks_for_year_before(item.title)
        for item in rows.select_related("framework").order_by("framework__version")
        if DUTY in item.duties
    }
    own = looks_back.get(fiscal_year, False)
    years = [] if own else [fiscal_year]
    return [*years, fiscal_year + 1] if looks_back.get(fiscal_year + 1, own) else years


def _lacks(gathered: Gathered) -> list[str]:
    if not gathered.sent:
        return ["ยังไม่มีกลุ่มใดส่งรายงาน จึงยังไม่มีสิ่งที่จะรายงาน"]
    return []


@transaction.atomic
def submit_report(
    round_: Round,
    *,
    words_sha256: str,
    without_silent: bool,
    by: User,
    as_correction: bool = False,
) -> Proposal:
    """Propose the report to the director, who takes note and permits publication.

    `words_sha256` is the fingerprint of the report that was read. `without_silent` says that it
    goes without the groups that have not sent their part; the report names them. `as_correction`
    says that it shall take the place of the one that is signed. Raises Stale when it reads
    otherwise by now, Refused when it lacks something, awaits its decision already, or one is
    signed and this one is no correction of it.
    """
    round_ = (
        Round.objects.select_for_update(of=("self",)).select_related("office").get(pk=round_.pk)
    )
    reading = reading_of(round_)
    _require_whole(reading, without_silent=without_silent, as_correction=as_correction)
    if reading.words_sha256 != words_sha256:
        raise Stale("มีผู้แก้ไขหรือส่งรายงานเพิ่มหลังจากที่ท่านเปิดหน้าไว้ โปรดอ่านรายงานฉบับล่าสุดแล้วเสนออีกครั้ง")
    round_.proposal = propose(
        kind=kind_of(round_),
        office=round_.office,
        fiscal_year=round_.fiscal_year,
        title=f"{HEADING} {round_.get_months_display()} ปีงบประมาณ พ.ศ. {round_.fiscal_year}",
        words=reading.words,
        by=by,
        replaces=reading.corrects,
    )
    round_.save(update_fields=["proposal"])
    detail = {"words_sha256": words_sha256, "silent": list(reading.silent)}
    record(by=by, office=round_.office, verb="progress.submitted", subject=round_, detail=detail)
    return round_.proposal


def _require_whole(reading: Reading, *, without_silent: bool, as_correction: bool) -> None:
    if reading.lacks:
        raise Refused("ยังเสนอไม่ได้ เพราะ" + " · ".join(reading.lacks))
    if reading.silent and not without_silent:
        raise Refused("ยังมีกลุ่มที่ไม่ส่งรายงาน โปรดรอให้ครบ หรือยืนยันว่าเสนอโดยไม่รอ")
    if not reading.is_new:
        raise Refused("รายงานของรอบนี้ลงนามแล้ว และยังไม่มีสิ่งใดเปลี่ยนจากฉบับที่ลงนาม")
    if reading.corrects and not as_correction:
        raise Refused("รายงานของรอบนี้ลงนามแล้ว หากจะเสนออีก โปรดยืนยันว่าเป็นฉบับแก้ไขแทนฉบับเดิม")
