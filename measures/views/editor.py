"""The editor: a whole plan on one page, which saves itself as it is written."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone

from ita_portal.errors import Refused
from ita_portal.organisations.access import Permission
from ita_portal.organisations.models import OfficeGroup
from ita_portal.organisations.pages import OfficePage
from ita_portal.thai.fiscal_year import FiscalYear
from measures.forms.autosaving import base_after, rows_given_up, rows_left_out
from measures.forms.filling import typed_of
from measures.forms.hints import Names, add_hints, show_both
from measures.forms.orders import change, fill
from measures.forms.reading import Problem, problems, read
from measures.forms.typed import TypedPlan, TypedStep
from measures.models import Issue, Measure, Plan
from measures.rules.answering import Finding, choices, findings_of, ref_of, weak_points
from measures.rules.content import PlanContent
from measures.rules.findings import issues_of
from measures.rules.merging import Base
from measures.rules.notes import notes_of, remarks_of, with_remarks
from measures.rules.rows import content_of
from measures.rules.saving import BothChanged, save_merged
from measures.views.plans import plan_of_year


class Editing(OfficePage):
    """What the pages of the editor share: the right, and what may be chosen."""

    permission = Permission.PLAN_EDIT
    plan: Plan
    groups: list[OfficeGroup]
    findings: list[Finding]
    answers: Mapping[str, list[tuple[str, str]]]

    def fetch(self, year: int) -> None:
        """Fetch the plan, the groups that may own a measure, and what may be answered."""
        self.plan = plan_of_year(self.office, year)
        self.request.plan = self.plan  # type: ignore[attr-defined] # the ribbon need not ask again
        issues = self.plan.issues.all()
        measures = [measure for issue in issues for measure in issue.measures.all()]
        used = {group.pk for measure in measures for group in measure.owners.all()}
        groups = OfficeGroup.objects.filter(Q(is_active=True) | Q(pk__in=used), office=self.office)
        self.groups = list(groups)
        self.findings = findings_of(self.plan.result)
        rows: list[Issue | Measure] = [*issues, *measures]
        self.answers = choices(self.findings, map(ref_of, rows))

    def read(self, typed: TypedPlan) -> PlanContent:
        """Read what was typed; what cannot be read is noted in `typed`."""
        groups = [group.pk for group in self.groups]
        findings = [ref for rows in self.answers.values() for ref, _ in rows]
        return read(typed, groups=groups, findings=findings)


class PlanEdit(Editing):
    """Write the plan: issues, their measures, the steps of each.

    Buttons named `change` add, remove and move rows; with script the browser does it itself.
    """

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        self.fetch(year)
        plan = self.plan
        if not plan.is_open:
            messages.error(request, f"แผนอยู่ในสถานะ “{plan.status.label}” จึงแก้ไขไม่ได้")
            return redirect("measures:plan", office=office, year=year)
        content = content_of(plan)
        typed = typed_of(content, revision=plan.revision, year=FiscalYear(year))
        return self._page(request, typed.ready(), content)

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        self.fetch(year)
        typed = TypedPlan.posted(request.POST, FiscalYear(year))
        if "change" in request.POST:
            return self._changed(request, typed, request.POST["change"])
        content = self.read(typed)
        if problems(typed):
            return self._page(request, typed, content, problems(typed))
        try:
            save_merged(
                self.plan,
                content=content,
                base=Base.read(typed.base),
                unchanged=rows_given_up(typed),
                by=self.user,
            )
        except BothChanged as both:
            return self._both(request, both)
        except Refused as refused:
            messages.error(request, refused.message)
            return self._page(request, typed, content)
        messages.success(request, "บันทึกแผนแล้ว")
        stays = request.POST.get("then") == "stay"
        return redirect(f"measures:{'plan_edit' if stays else 'plan'}", office=office, year=year)

    def _changed(self, request: HttpRequest, typed: TypedPlan, order: str) -> HttpResponse:
        """Show the page with its rows changed; nothing is saved."""
        if order == "fill":
            offered = issues_of(typed.basis, self.plan.result, self.plan.fiscal_year)
            typed = fill(typed, offered)
        else:
            typed = change(typed, order)
        return self._page(request, typed, self.read(deepcopy(typed)))

    def _both(self, request: HttpRequest, both: BothChanged) -> HttpResponse:
        """Show both words of the rows that two people have changed, and ask which shall stay."""
        self.fetch(self.plan.fiscal_year)
        saved, merged = content_of(self.plan), both.merged
        year = FiscalYear(self.plan.fiscal_year)
        typed = typed_of(merged.content, revision=self.plan.revision, year=year, saved=saved)
        findings = dict(row for rows in self.answers.values() for row in rows)
        names = Names({group.pk: group.name for group in self.groups}, findings)
        places = show_both(typed.ready(), merged, saved, names)
        return self._page(request, typed, merged.content, both=places)

    def _page(
        self,
        request: HttpRequest,
        typed: TypedPlan,
        content: PlanContent,
        found: list[Problem] | None = None,
        *,
        both: list[str] | None = None,
    ) -> HttpResponse:
        closed = {group.pk: group.name for group in self.groups if not group.is_active}
        remarks = remarks_of(self.plan)
        notes = with_remarks(notes_of(self.plan), remarks)
        add_hints(typed, content, closed=closed, notes=notes)
        context = {
            "plan": self.plan,
            "typed": typed,
            "is_typed": request.method == "POST",
            "problems": found or [],
            "remarks": remarks,
            "both": both or [],
            "weak_points": weak_points(self.plan, self.findings),
            "layouts": Plan.Layout.choices,
            "bases": Plan.Basis.choices,
            "groups": [(str(group.pk), group.name, not group.is_active) for group in self.groups],
            "answers": list(self.answers.items()),
            **_blanks(typed),
        }
        return render(request, "measures/plan_edit.html", context)


class PlanAutosave(Editing):
    """Save what stands on the page, as far as it can be read, and answer in JSON (POST only).

    200 tells the new revision, what the page is made from now and the panel of weak points; 409
    that rows were changed by two people or that the plan is not open, with nothing saved.
    """

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        """Lead to the editor whoever comes to the address of its saving."""
        return redirect("measures:plan_edit", office=office, year=year)

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        self.fetch(year)
        typed = TypedPlan.posted(request.POST, FiscalYear(year))
        content = self.read(typed)
        left_out = rows_left_out(typed)
        try:
            plan = save_merged(
                self.plan,
                content=content,
                base=Base.read(typed.base),
                unchanged=left_out | rows_given_up(typed),
                by=self.user,
            )
        except Refused as refused:
            return JsonResponse({"message": refused.message}, status=409)
        plan = Plan.objects.for_page().get(pk=plan.pk)
        saved = content_of(plan)
        base, others = base_after(content, saved, Base.read(typed.base), left_out)
        return JsonResponse(
            {
                "revision": plan.revision,
                "base": base.written(),
                "others": others,
                "problems": len(problems(typed)),
                "at": f"{timezone.localtime():%H.%M}",
                "weak": self._weak(plan),
            }
        )

    def _weak(self, plan: Plan) -> str:
        """Return the panel of the weak points as it is after the saving."""
        context = {"plan": plan, "weak_points": weak_points(plan, self.findings)}
        return render_to_string("measures/parts/weak_points.html", context, self.request)


def _blanks(typed: TypedPlan) -> dict[str, Any]:
    """Return the empty rows that the script copies; it puts numbers for PARENT and NEW."""
    whole = TypedPlan(year=typed.year, issues=[typed.new_issue()]).numbered()
    issue = whole.issues[0]
    issue.prefix = "issue-NEW"
    issue.measures[0].prefix = "issue-NEW-measure-0"
    issue.measures[0].steps[0].prefix = "issue-NEW-measure-0-step-0"
    measure = typed.new_measure()
    measure.prefix = "PARENT-measure-NEW"
    measure.steps[0].prefix = "PARENT-measure-NEW-step-0"
    return {
        "blank_issue": issue,
        "blank_measure": measure,
        "blank_step": TypedStep(prefix="PARENT-step-NEW"),
    }
