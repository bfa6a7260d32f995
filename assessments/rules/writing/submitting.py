"""Proposing the report of an analysis, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from assessments.documents import Words, report_title
from assessments.models import Analysis, Result
from assessments.rules.writing.checks import Lack, doubts, lacks
from assessments.rules.writing.gathering import matter_of
from assessments.rules.writing.numbers import values_in
from assessments.rules.writing.report import Report, report_words
from assessments.rules.writing.saving import (
    NOT_OPEN,
    analysis_of_result,
    first_content,
    stored_content,
    stored_sentences,
    target_of,
)
from assessments.rules.writing.states import Material, Sentence, sentences_of
from ita_portal.audit.rules import record
from ita_portal.documents.kinds import ANALYSIS_REPORT
from ita_portal.documents.rules.proposals import propose
from ita_portal.documents.rules.words import fingerprint
from ita_portal.errors import Refused, Stale
from ita_portal.organisations.models import User

CHANGED = "มีผู้แก้ไขการวิเคราะห์หลังจากที่ท่านเปิดหน้าไว้ ระบบจึงยังไม่เสนอ โปรดอ่านรายงานฉบับล่าสุดแล้วเสนออีกครั้ง"


@dataclass(frozen=True)
class Reading:
    """An analysis as it reads now: its report, what it lacks, what to look at once more."""

    analysis: Analysis | None
    sentences: list[Sentence]
    words: Words
    words_sha256: str
    lacks: list[Lack]
    doubts: list[Lack]

    @property
    def has_other_figures(self) -> bool:
        """Whether the paper that was proposed says other numbers than the scores do today."""
        proposal = self.analysis.proposal if self.analysis else None
        if proposal is None or proposal.is_open_for_writing:
            return False
        return values_in(str(proposal.words)) != values_in(str(self.words))


def reading_of(result: Result) -> Reading:
    """Return the report of what is stored about `result`, as it would be proposed now."""
    analysis = analysis_of_result(result)
    material = Material.of(matter_of(result, target=target_of(analysis)))
    content = stored_content(analysis) if analysis else first_content(material)
    sentences = sentences_of(material, stored_sentences(analysis))
    words = report_words(Report(result.office.name, material.matter, sentences, content))
    return Reading(
        analysis=analysis,
        sentences=sentences,
        words=words,
        words_sha256=fingerprint(words),
        lacks=lacks(result, material, sentences, content),
        doubts=doubts(material, sentences, content),
    )


@transaction.atomic
def submit_analysis(result: Result, *, words_sha256: str, by: User) -> Analysis:
    """Propose the report on `result`; its words are settled here.

    `words_sha256` is the fingerprint of the report that was read. The paper counts for the next
    fiscal year, whose item asks for the measures together with this analysis. Raises Stale when
    the report reads otherwise by now, be it by a save or by a score; Refused when it is proposed
    already, was never saved, or lacks something.
    """
    Result.objects.select_for_update(of=("self",)).get(pk=result.pk)
    result = Result.objects.for_history().get(pk=result.pk)
    reading = reading_of(result)
    analysis = reading.analysis
    if analysis is None:
        raise Refused("ยังไม่ได้บันทึกการวิเคราะห์ โปรดตรวจข้อความแล้วบันทึกก่อนเสนอ")
    if not analysis.is_open:
        raise Refused(NOT_OPEN)
    if reading.words_sha256 != words_sha256:
        raise Stale(CHANGED)
    if reading.lacks:
        raise Refused("ยังเสนอไม่ได้ เพราะ" + " · ".join(one.words for one in reading.lacks))
    office = result.office
    analysis.proposal = propose(
        kind=ANALYSIS_REPORT,
        office=office,
        fiscal_year=result.fiscal_year + 1,
        title=report_title(result.fiscal_year, office.name),
        words=reading.words,
        by=by,
    )
    analysis.save(update_fields=["proposal"])
    detail = {"fiscal_year": result.fiscal_year, "words_sha256": words_sha256}
    record(by=by, office=office, verb="analysis.submitted", subject=analysis, detail=detail)
    return analysis
