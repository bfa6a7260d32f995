"""The editor: a whole plan on one page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ita_portal.errors import Refused, Stale
from ita_portal.organisations.access import Permission
from ita_portal.organisations.models import OfficeGroup
from ita_portal.organisations.pages import OfficePage
from ita_portal.thai.fiscal_year import FiscalYear
from measures.forms.reading import Problem, problems, read, row_number
from measures.forms.typed import TypedPlan, TypedStep
from measures.models import Plan
from measures.rules.findings import indicator_choices
from measures.rules.plan import save_plan
from measures.views.plans import plan_of_year


class PlanEdit(OfficePage):
    """Write the plan: issues, their measures, the steps of each.

    Buttons named `change` add, remove and move rows; with script the browser does it itself.
    """

    permission = Permission.PLAN_EDIT

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        plan = plan_of_year(self.office, year)
        if not plan.is_open:
            messages.error(request, f"แผนอยู่ในสถานะ “{plan.status.label}” จึงแก้ไขไม่ได้")
            return redirect("measures:plan", office=office, year=year)
        return self._page(request, plan, TypedPlan.of(plan).ready(), [])

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        plan = plan_of_year(self.office, year)
        typed = TypedPlan.posted(request.POST, FiscalYear(year))
        if "change" in request.POST:
            return self._page(request, plan, typed.change(request.POST["change"]), [])
        groups, indicators = self._choices(plan)
        content = read(
            typed,
            groups=[group.pk for group in groups],
            indicators=[choice.pk for choice in indicators],
        )
        found = problems(typed)
        if found:
            return self._page(request, plan, typed, found)
        expected = row_number(typed.revision) or 0
        try:
            save_plan(plan, content=content, expected_revision=expected, by=self.user)
        except Refused as refused:
            return self._refused(request, plan, typed, refused)
        messages.success(request, "บันทึกแผนแล้ว")
        stays = request.POST.get("then") == "stay"
        return redirect(f"measures:{'plan_edit' if stays else 'plan'}", office=office, year=year)

    def _refused(
        self, request: HttpRequest, plan: Plan, typed: TypedPlan, refused: Refused
    ) -> HttpResponse:
        """Show all that was typed once more; after a look at the other's words it may be saved."""
        if isinstance(refused, Stale):
            typed.revision = str(plan.revision)
        messages.error(request, refused.message)
        return self._page(request, plan, typed, [], is_stale=isinstance(refused, Stale))

    def _choices(self, plan: Plan) -> tuple[list[OfficeGroup], list[Any]]:
        """Return the groups that may own a measure, and the indicators that may be answered."""
        used = {
            group.pk
            for issue in plan.issues.all()
            for measure in issue.measures.all()
            for group in measure.owners.all()
        }
        groups = OfficeGroup.objects.filter(Q(is_active=True) | Q(pk__in=used), office=self.office)
        return list(groups), indicator_choices(plan.result)

    def _page(
        self,
        request: HttpRequest,
        plan: Plan,
        typed: TypedPlan,
        found: list[Problem],
        *,
        is_stale: bool = False,
    ) -> HttpResponse:
        groups, indicators = self._choices(plan)
        context = {
            "plan": plan,
            "typed": typed,
            "problems": found,
            "is_stale": is_stale,
            "layouts": Plan.Layout.choices,
            "groups": [(str(group.pk), group.name) for group in groups],
            "indicators": [(str(choice.pk), choice.words) for choice in indicators],
            **_blanks(typed),
        }
        return render(request, "measures/plan_edit.html", context)


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
