"""A framework in the making: its check list, its parts, its release."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from assessments.forms import RevisionForm
from assessments.forms.framework_items import ReleaseForm
from assessments.forms.framework_parts import PARTS, Part, QuestionsPart
from assessments.models import Framework, FrameworkDraft
from assessments.rules.frameworks.contents import Content
from assessments.rules.frameworks.differences import differences
from assessments.rules.frameworks.drafting import change_draft, discard_draft
from assessments.rules.frameworks.releasing import (
    Finding,
    facts_of_draft,
    findings_of,
    release_draft,
)
from assessments.rules.frameworks.rows import facts_of
from assessments.rules.versions import effect_of, touched_results
from ita_portal.errors import Refused, Stale
from ita_portal.organisations.access import Permission, offices_of
from ita_portal.organisations.pages import OfficePage

NO_REVISION = -1
"""No draft has this revision: a form that was tampered with is treated as an old one."""

_PART_OF_TABLE = {
    "": "facts",
    "rounding": "facts",
    "levels": "levels",
    "levels.bands": "levels",
    "instruments": "weights",
    "indicators": "structure",
    "subindicators": "structure",
    "questions": "questions",
}

_PART_OF_KEY = {("", "pass_mark"): "levels", ("instruments", "indicators"): "structure"}
"""Where a key is changed that is not on the page of its table."""


class DraftBase(OfficePage):
    """What the pages of a draft share; not a page itself."""

    permission = Permission.FRAMEWORK_EDIT

    @cached_property
    def draft(self) -> FrameworkDraft:
        """The year's draft; raises Http404 when there is none."""
        drafts = FrameworkDraft.objects.select_related("based_on", "updated_by")
        return get_object_or_404(drafts, fiscal_year=self.kwargs["year"])

    @property
    def revision(self) -> int:
        """The revision that the sent form was made from."""
        form = RevisionForm(self.request.POST)
        return form.cleaned_data["revision"] if form.is_valid() else NO_REVISION

    def change(self, change: Callable[[Content], Content], part: str) -> None:
        """Save a change of the draft; raises Refused as the rule does."""
        change_draft(
            self.draft,
            change,
            expected_revision=self.revision,
            part=part,
            office=self.office,
            by=self.user,
        )

    def latest(self) -> FrameworkDraft:
        """Return the draft as it stands now, after somebody else saved it; Http404 when gone."""
        del self.draft
        return self.draft

    def page(self, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        """Show a page of the draft."""
        known = {"draft": self.draft, "year": self.draft.fiscal_year}
        return render(
            self.request, f"assessments/framework_{template}.html", known | context, status=status
        )


class DraftPage(DraftBase):
    """The draft at a glance: the way to its parts, and what is wrong or unknown in it."""

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        content = self.draft.content
        found = findings_of(content, year)
        context = {
            "content": content,
            "errors": [self._told(one) for one in found if one.is_error],
            "doubts": [self._told(one) for one in found if not one.is_error],
            "instruments": content.get("instruments", []),
            "weights": _sum_of_weights(content),
            "changes": self._changes(),
        }
        return self.page("draft", context)

    def _changes(self) -> int | None:
        """Return how many differences there are to the framework that was copied."""
        facts, base = facts_of_draft(self.draft), self.draft.based_on
        return len(differences(facts_of(base), facts)) if facts and base else None

    def _told(self, finding: Finding) -> dict[str, str]:
        return {"words": finding.message, "href": self._place_of(finding)}

    def _place_of(self, finding: Finding) -> str:
        """Return the address of the field that a finding is about."""
        where = [self.office.code, self.draft.fiscal_year]
        if finding.table in {"items", "measure_documents"}:
            items = self.draft.content.get("items", [])
            if finding.table == "items" and finding.index < len(items):
                address = reverse("assessments:draft_item", args=[*where, finding.index + 1])
                return f"{address}#id_{finding.key}"
            return reverse("assessments:draft_items", args=where)
        part = _PART_OF_KEY.get((finding.table, finding.key)) or _PART_OF_TABLE.get(
            finding.table, "scales"
        )
        address = reverse("assessments:draft_part", args=[*where, part])
        if part == "questions":
            return f"{address}{self._question_place(finding)}"
        if part == "scales":
            return f"{address}#{self._scale_place(finding)}"
        return f"{address}#{_anchor(finding)}"

    def _scale_place(self, finding: Finding) -> str:
        codes = list(self.draft.content.get("scales", {}))
        code = finding.table.removeprefix("scales.")
        if code in codes:
            return f"id_scales-{codes.index(code)}-{finding.key or 'code'}"
        return f"id_scales-{finding.index}-code" if finding.table == "scales" else "scales"

    def _question_place(self, finding: Finding) -> str:
        questions = self.draft.content.get("questions", [])
        if finding.index >= len(questions):
            return ""
        code = questions[finding.index]["instrument"]
        mine = [place for place, one in enumerate(questions) if one["instrument"] == code]
        return f"?instrument={code}#id_questions-{mine.index(finding.index)}-{finding.key}"


class DraftPart(DraftBase):
    """One part of the draft as a form; what is half-done is kept."""

    def get(self, request: HttpRequest, office: str, year: int, part: str) -> HttpResponse:
        return self._page(self._part(part, self.draft.content))

    def post(self, request: HttpRequest, office: str, year: int, part: str) -> HttpResponse:
        typed = self._part(part, self.draft.content, request.POST)
        if not typed.is_valid():
            return self._page(typed)
        try:
            self.change(typed.applied, part)
        except Stale as stale:
            messages.error(request, stale.message)
            latest = self._part(part, self.latest().content, ids="latest")
            return self._page(typed, latest=latest)
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect("assessments:framework_list", office=office)
        messages.success(request, f"บันทึก{typed.heading}แล้ว")
        if request.POST.get("then") == "stay":
            return redirect(request.get_full_path())
        return redirect("assessments:draft", office=office, year=year)

    def _part(self, name: str, content: Content, data: Any = None, *, ids: str = "id") -> Part:  # noqa: ANN401 - a QueryDict or None
        if name not in PARTS:
            raise Http404
        if name != QuestionsPart.name:
            return PARTS[name](content, data, ids=ids)
        codes = [one["code"] for one in content.get("instruments", [])]
        codes += [one["instrument"] for one in content.get("questions", [])]
        asked = self.request.GET.get("instrument") or (codes[0] if codes else "")
        if asked not in codes:
            raise Http404
        return QuestionsPart(content, data, ids=ids, instrument=asked)

    def _page(self, part: Part, *, latest: Part | None = None) -> HttpResponse:
        context = {
            "part": part,
            "latest": latest,
            "problems": part.errors() if part.data is not None else [],
            "instruments": [one["code"] for one in self.draft.content.get("instruments", [])],
            "revision": self.draft.revision if latest or part.data is None else self.revision,
        }
        return self.page("part", context)


class DraftRelease(DraftBase):
    """What a release would change and touch, and the release itself."""

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        return self._page(ReleaseForm())

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        form = ReleaseForm(request.POST)
        if not form.is_valid():
            return self._page(form)
        try:
            framework = release_draft(
                self.draft,
                change_note=form.cleaned_data["change_note"],
                expected_revision=form.cleaned_data["revision"],
                office=self.office,
                by=self.user,
            )
        except Stale as stale:
            self.latest()
            form.add_error(None, stale.message)
            return self._page(form)
        except Refused as refused:
            form.add_error(None, refused.message)
            return self._page(form)
        messages.success(request, f"ออกกรอบปี {year} ฉบับที่ {framework.version} แล้ว")
        return redirect("assessments:framework", office=office, year=year)

    def _page(self, form: ReleaseForm) -> HttpResponse:
        facts = facts_of_draft(self.draft)
        before = Framework.objects.of_year(self.draft.fiscal_year)
        base = before or self.draft.based_on
        found = findings_of(self.draft.content, self.draft.fiscal_year)
        context: dict[str, Any] = {
            "form": form,
            "before": before,
            "base": base,
            "version": before.version + 1 if before else 1,
            "errors": [one for one in found if one.is_error],
            "doubts": [one.message for one in found if not one.is_error],
        }
        if facts and base:
            results = touched_results(facts.fiscal_year, offices=offices_of(self.user))
            effects = [effect_of(result, facts) for result in results]
            context |= {
                "differences": differences(facts_of(base), facts),
                "touched": [one for one in effects if one.changes],
                "untouched": [one for one in effects if not one.changes],
            }
        return self.page("release", context)


class DraftDiscard(DraftBase):
    """Throw the draft away, after one look."""

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        return self.page("discard", {})

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        draft = self.draft
        try:
            discard_draft(draft, expected_revision=self.revision, office=self.office, by=self.user)
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect("assessments:draft", office=office, year=year)
        messages.success(request, f"ทิ้งร่างกรอบการประเมินปีงบประมาณ พ.ศ. {year} แล้ว")
        return redirect("assessments:framework_list", office=office)


def _sum_of_weights(content: Content) -> Decimal:
    weights = [Decimal(one.get("weight") or 0) for one in content.get("instruments", [])]
    return sum(weights, Decimal(0))


def _anchor(finding: Finding) -> str:
    """Return the id of the field that a finding is about, else of its sheet."""
    rows = {"levels.bands", "instruments", "indicators", "subindicators"}
    if finding.table == "instruments" and finding.key == "indicators":
        return "indicators"
    if finding.table in rows and finding.key and finding.key != "passed":
        return f"id_{finding.table.removeprefix('levels.')}-{finding.index}-{finding.key}"
    if finding.table in {"", "rounding", "levels"} and finding.key:
        return f"id_{finding.key}"
    return finding.table.removeprefix("levels.") or "facts"
