"""Writing a plan from what is known: suggestions, last year's plan, and the plan in force."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ita_portal.errors import Refused, Stale
from ita_portal.organisations.access import Permission
from ita_portal.organisations.pages import OfficePage
from measures.forms.copying import CopyForm
from measures.forms.leftovers import LeftForm
from measures.forms.reading import row_number
from measures.forms.suggestions import Chosen, boxes, chosen_of
from measures.models import Plan
from measures.rules.amending import amend, differences_to_before, drop_amendment
from measures.rules.copying import copy_plan, settle
from measures.rules.leftovers import Source, left_before, source_for, undecided
from measures.rules.suggesting import suggestions_for, take_over
from measures.views.plans import plan_of_year


class DraftPage(OfficePage):
    """What the pages share that write into an open plan."""

    permission = Permission.PLAN_EDIT

    def open_plan(self, request: HttpRequest, year: int) -> Plan | None:
        """Return the plan of the year, or None, with a message, when it is not open."""
        plan = plan_of_year(self.office, year)
        if plan.is_open:
            return plan
        messages.error(request, f"แผนอยู่ในสถานะ “{plan.status.label}” จึงแก้ไขไม่ได้")
        return None

    def to_plan(self, year: int, name: str = "plan") -> HttpResponse:
        """Lead to a page of the plan."""
        return redirect(f"measures:{name}", office=self.office.code, year=year)


class Suggestions(DraftPage):
    """What may answer each weak point and issue, to be taken over row by row."""

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        plan = self.open_plan(request, year)
        return self._page(request, plan, None) if plan else self.to_plan(year)

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        plan = self.open_plan(request, year)
        if plan is None:
            return self.to_plan(year)
        chosen = chosen_of(request.POST)
        expected = row_number(request.POST.get("revision", "")) or 0
        try:
            take_over(plan, chosen=chosen, expected_revision=expected, by=self.user)
        except Stale:
            messages.error(
                request,
                "มีผู้แก้ไขแผนหลังจากที่ท่านเปิดหน้านี้ รายการข้างล่างเป็นปัจจุบันแล้ว "
                "และยังเลือกไว้ตามเดิม โปรดตรวจแล้วกดอีกครั้ง",
            )
            return self._page(request, plan_of_year(self.office, year), chosen)
        except Refused as refused:
            messages.error(request, refused.message)
            return self._page(request, plan, chosen)
        messages.success(request, f"รับเข้าแผนแล้ว {len(chosen)} มาตรการ แก้ไขให้เป็นของสำนักงานได้ในหน้านี้")
        return self.to_plan(year, "plan_edit")

    def _page(self, request: HttpRequest, plan: Plan, chosen: Chosen | None) -> HttpResponse:
        points = suggestions_for(plan)
        context = {"plan": plan, "points": boxes(points, chosen)}
        return render(request, "measures/suggestions.html", context)


class CopyPlan(DraftPage):
    """The measures of the latest plan before, with what to do about all that was unfinished."""

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        plan = self.open_plan(request, year)
        if plan is None:
            return self.to_plan(year)
        source = source_for(plan)
        form = CopyForm(source, None) if source else None
        return self._page(request, plan, form)

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        plan = self.open_plan(request, year)
        source = source_for(plan) if plan else None
        if plan is None or source is None:
            return self.to_plan(year)
        form = CopyForm(source, request.POST)
        if not form.is_valid():
            return self._page(request, plan, form)
        expected = row_number(request.POST.get("revision", "")) or 0
        try:
            copied = copy_plan(
                plan,
                source=source,
                wanted=form.wanted,
                decided=form.decided,
                expected_revision=expected,
                by=self.user,
            )
        except Refused as refused:
            messages.error(request, refused.message)
            return self._page(request, plan_of_year(self.office, year), form)
        words = f"คัดลอกแล้ว {copied} มาตรการ ระยะเวลาเลื่อนมาเป็นปี {year} โปรดตรวจทุกแถว"
        messages.success(request, words)
        return self.to_plan(year, "plan_edit")

    def _page(self, request: HttpRequest, plan: Plan, form: CopyForm | None) -> HttpResponse:
        context = {"plan": plan, "form": form, "source": form.source if form else None}
        status = 422 if form and form.problems else 200
        return render(request, "measures/copy.html", context, status=status)


class Leftovers(DraftPage):
    """What the year before left unfinished: each step closed, moved or explained."""

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        plan = self.open_plan(request, year)
        if plan is None:
            return self.to_plan(year)
        source = left_before(plan)
        form = LeftForm(plan, source, None) if source else None
        return self._page(request, plan, source, form)

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        plan = self.open_plan(request, year)
        source = left_before(plan) if plan else None
        if plan is None or source is None:
            return self.to_plan(year)
        form = LeftForm(plan, source, request.POST)
        if not form.is_valid():
            return self._page(request, plan, source, form)
        try:
            settle(
                plan,
                source=source,
                decided=form.decided,
                as_new=form.as_new,
                expected_revision=row_number(request.POST.get("revision", "")) or 0,
                by=self.user,
            )
        except Refused as refused:
            messages.error(request, refused.message)
            return self._page(request, plan_of_year(self.office, year), source, form)
        return self._done(request, plan_of_year(self.office, year))

    def _done(self, request: HttpRequest, plan: Plan) -> HttpResponse:
        """Lead to the plan once all is decided, else back to what is left."""
        left = len(undecided(plan))
        more = f" เหลืออีก {left} ข้อ" if left else " ครบทุกข้อแล้ว"
        messages.success(request, f"บันทึกผลการพิจารณาเรื่องค้างแล้ว{more}")
        return self.to_plan(plan.fiscal_year, "leftovers" if left else "plan")

    def _page(
        self, request: HttpRequest, plan: Plan, source: Source | None, form: LeftForm | None
    ) -> HttpResponse:
        context = {"plan": plan, "source": source, "form": form}
        status = 422 if form and form.problems else 200
        return render(request, "measures/leftovers.html", context, status=status)


class Amend(OfficePage):
    """Confirm that the plan in force is to be changed; the next version is made of it."""

    permission = Permission.PLAN_EDIT

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        plan = plan_of_year(self.office, year)
        return render(request, "measures/amend.html", self._context(plan))

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        plan = plan_of_year(self.office, year)
        try:
            version = amend(plan, by=self.user)
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect("measures:plan", office=office, year=year)
        messages.success(
            request,
            f"เริ่มปรับแผนเป็นฉบับที่ {version.version} แล้ว ฉบับที่ {plan.version} ยังใช้อยู่จนกว่าจะลงนามฉบับใหม่",
        )
        return redirect("measures:plan_edit", office=office, year=year)

    def _context(self, plan: Plan) -> dict[str, Any]:
        return {
            "plan": plan,
            "may_amend": plan.status == Plan.Status.APPROVED,
            "may_drop": plan.replaces_id is not None and plan.is_open,
            "differences": differences_to_before(plan),
        }


class DropAmendment(OfficePage):
    """Give up a version that was never signed (POST only)."""

    permission = Permission.PLAN_EDIT

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        """Lead to the page of the change whoever comes back to the address of its form."""
        return redirect("measures:amend", office=office, year=year)

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        plan = plan_of_year(self.office, year)
        try:
            drop_amendment(plan, by=self.user)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, "ยกเลิกการปรับแล้ว แผนฉบับเดิมยังใช้อยู่ตามประกาศ")
        return redirect("measures:plan", office=office, year=year)
