"""Writing the analysis of a year, reading its report, and proposing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from assessments.forms.summary import FormError
from assessments.forms.writing import TypedAnalysis, TypedText
from assessments.forms.writing_merging import merge
from assessments.forms.writing_reading import problems, read
from assessments.models import Analysis, Result
from assessments.rules.writing.bound import refreshed
from assessments.rules.writing.content import PointContent
from assessments.rules.writing.gathering import matter_of
from assessments.rules.writing.issues import issue_titles, issues_heading
from assessments.rules.writing.saving import (
    analysis_of_result,
    first_content,
    save_analysis,
    stored_content,
    stored_sentences,
    target_of,
)
from assessments.rules.writing.states import Material, sentences_of
from assessments.rules.writing.submitting import reading_of, submit_analysis
from assessments.views.writing_rows import current_sentences, rows_of
from ita_portal.documents.rendering.document import body_html
from ita_portal.errors import Refused, Stale
from ita_portal.organisations.access import Permission
from ita_portal.organisations.pages import OfficePage


class WritingPage(OfficePage):
    """What the pages of one office-year's written analysis share; not a page itself."""

    permission = Permission.SCORES_VIEW

    def result(self, year: int) -> Result:
        """Return the year's result; raises Http404 when nothing is entered for it."""
        result = Result.objects.of(self.office).for_history().filter(fiscal_year=year).first()
        if result is None:
            raise Http404
        return result


class AnalysisEdit(WritingPage):
    """Write the analysis on one page; who may not, or no more, is led to its report.

    Buttons named `change` change what is typed without saving: points are added, removed and
    moved, and sentences built anew or refreshed.
    """

    method_permissions = {"post": Permission.ANALYSIS_EDIT}

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        result = self.result(year)
        analysis = analysis_of_result(result)
        if not self.may(Permission.ANALYSIS_EDIT) or (analysis and not analysis.is_open):
            return redirect("assessments:analysis_report", office=office, year=year)
        material = Material.of(matter_of(result, target=target_of(analysis)))
        return self._page(result, material, _stored(analysis, material), analysis)

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        result = self.result(year)
        analysis = analysis_of_result(result)
        material = Material.of(matter_of(result, target=target_of(analysis)))
        facts = material.matter.facts
        titles = issue_titles(facts)
        typed = TypedAnalysis.posted(request.POST, titles)
        if "change" in request.POST:
            self._change(request, material, typed, analysis)
            return self._page(result, material, typed, analysis)
        content = read(typed, facts=facts, titles=titles)
        if found := problems(typed):
            return self._page(result, material, typed, analysis, found=found)
        try:
            save_analysis(
                result, content=content, expected_revision=typed.revision_read, by=self.user
            )
        except Refused as refused:
            return self._refused(result, material, typed, refused)
        messages.success(request, "บันทึกการวิเคราะห์แล้ว")
        reads = request.POST.get("then") == "read"
        name = "analysis_report" if reads else "analysis_edit"
        return redirect(f"assessments:{name}", office=office, year=year)

    def _refused(
        self, result: Result, material: Material, typed: TypedAnalysis, refused: Refused
    ) -> HttpResponse:
        """Show all that was typed once more, beside what somebody else has saved meanwhile."""
        analysis = analysis_of_result(result)
        is_stale = isinstance(refused, Stale)
        if is_stale:
            merge(typed, _stored(analysis, material))
        messages.error(self.request, refused.message)
        return self._page(result, material, typed, analysis, is_stale=is_stale)

    def _change(
        self,
        request: HttpRequest,
        material: Material,
        typed: TypedAnalysis,
        analysis: Analysis | None,
    ) -> None:
        order = request.POST["change"]
        verb, _, what = order.partition(" ")
        if verb == "add-point":
            typed.add_point(request.POST.get("new-place", ""))
        elif verb == "fill-points":
            added = typed.add_proposed(material.proposed)
            words = (
                f"เติมประเด็นจากคะแนนแล้ว {added} ประเด็น" if added else "ไม่มีประเด็นใหม่ที่จะเติมจากคะแนน"
            )
            messages.info(request, words)
        elif verb in {"rebuild", "refresh"}:
            _mend(verb, what, material, typed, analysis)
        else:
            typed.change_points(order)

    def _page(
        self,
        result: Result,
        material: Material,
        typed: TypedAnalysis,
        analysis: Analysis | None,
        *,
        found: list[FormError] | None = None,
        is_stale: bool = False,
    ) -> HttpResponse:
        sentences = current_sentences(material, typed, stored_sentences(analysis))
        typed.note_new(sentences)
        context = {
            "year": result.fiscal_year,
            "result": result,
            "analysis": analysis,
            "typed": typed,
            "problems": found or [],
            "is_stale": is_stale,
            "is_typed": self.request.method == "POST",
            "matter": material.matter,
            "issues_heading": issues_heading(material.matter.facts),
            "rows": rows_of(material, typed, sentences),
            "latest_points": self._latest_points(analysis, typed),
        }
        return render(self.request, "assessments/writing_edit.html", context)

    def _latest_points(self, analysis: Analysis | None, typed: TypedAnalysis) -> list[PointContent]:
        differ = any(one.anchor == "points" for one in typed.differing)
        return list(stored_content(analysis).points) if analysis and differ else []


class AnalysisReport(WritingPage):
    """The report as it stands: proposed or approved, else as it would be proposed now."""

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        result = self.result(year)
        reading = reading_of(result)
        analysis = reading.analysis
        proposal = analysis.proposal if analysis else None
        is_open = analysis is None or analysis.is_open
        context: dict[str, Any] = {
            "year": year,
            "result": result,
            "analysis": analysis,
            "proposal": proposal,
            "is_open": is_open,
            "reading": reading,
            "body": body_html(reading.words if is_open or proposal is None else proposal.words),
            "may_edit": is_open and self.may(Permission.ANALYSIS_EDIT),
            "may_submit": is_open and self.may(Permission.ANALYSIS_SUBMIT),
        }
        return render(request, "assessments/writing_report.html", context)


class AnalysisSubmit(WritingPage):
    """Propose the report (POST); its address leads back to the report."""

    permission = Permission.ANALYSIS_SUBMIT

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        return redirect("assessments:analysis_report", office=office, year=year)

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        result = self.result(year)
        read_words = str(request.POST.get("words_sha256", ""))
        try:
            submit_analysis(result, words_sha256=read_words, by=self.user)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, "เสนอรายงานการวิเคราะห์แล้ว ข้อความล็อกไว้จนกว่าจะพิจารณา")
        return redirect("assessments:analysis_report", office=office, year=year)


def _stored(analysis: Analysis | None, material: Material) -> TypedAnalysis:
    """Return what is saved as it stands in the editor; the first time with proposed points."""
    titles = issue_titles(material.matter.facts)
    sentences = sentences_of(material, stored_sentences(analysis))
    content = stored_content(analysis) if analysis else first_content(material)
    revision = analysis.revision if analysis else 0
    return TypedAnalysis.of(content, revision=revision, sentences=sentences, titles=titles)


def _mend(
    verb: str, key: str, material: Material, typed: TypedAnalysis, analysis: Analysis | None
) -> None:
    """Put the built sentence in place of the typed one, or today's figures into it."""
    sentences = current_sentences(material, typed, stored_sentences(analysis))
    sentence = next((one for one in sentences if one.key == key), None)
    if sentence is None:
        return
    text = (
        sentence.built
        if verb == "rebuild"
        else refreshed(sentence.text, sentence.kept, sentence.today)
    )
    typed.sentences[key] = TypedText(text)
