"""The director reads the announcement as it will be, and decides."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from ita_portal.documents.rendering.document import body_html
from ita_portal.documents.rules import fingerprint
from ita_portal.errors import Refused, Stale
from ita_portal.organisations.access import Permission
from ita_portal.organisations.pages import OfficePage
from measures.forms.decision import SendBackForm, SignForm
from measures.models import Plan
from measures.rules.findings import items_shown_by
from measures.rules.missing import checks
from measures.rules.plan import approve_plan, send_back_plan, words_to_sign
from measures.views.plans import plan_of_year


class Decision(OfficePage):
    """What the pages of a decision share: the right, and the page itself."""

    permission = Permission.PLAN_DECIDE

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        """Lead to the page of the decision whoever comes back to the address of a form."""
        return redirect("measures:plan_decide", office=office, year=year)

    def page(
        self,
        request: HttpRequest,
        plan: Plan,
        *,
        sign_form: SignForm | None = None,
        send_back_form: SendBackForm | None = None,
    ) -> HttpResponse:
        """Show the announcement with both forms; elsewhere when nothing awaits a decision."""
        if plan.status != Plan.Status.SUBMITTED:
            messages.warning(
                request, f"แผนนี้อยู่ในสถานะ “{plan.get_status_display()}” จึงไม่มีสิ่งที่รอท่านพิจารณา"
            )
            return redirect("measures:plan", office=self.office.code, year=plan.fiscal_year)
        try:
            context = self._context(plan, sign_form, send_back_form)
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect("measures:plan", office=self.office.code, year=plan.fiscal_year)
        return render(request, "measures/plan_decide.html", context)

    def _context(
        self, plan: Plan, sign_form: SignForm | None, send_back_form: SendBackForm | None
    ) -> dict[str, Any]:
        today = timezone.localdate()
        words = words_to_sign(plan, by=self.user, on=today)
        return {
            "plan": plan,
            "today": today,
            "body": body_html(words),
            "words_sha256": fingerprint(words),
            "checks": checks(plan),
            "items": items_shown_by(plan.fiscal_year),
            "is_own": plan.submitted_by_id == self.user.pk,
            "sign_form": sign_form or SignForm(),
            "send_back_form": send_back_form or SendBackForm(),
        }


@method_decorator(never_cache, name="dispatch")
class PlanDecide(Decision):
    """The announcement as it will be, what was checked, and both ways to decide."""

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        return self.page(request, plan_of_year(self.office, year))


@method_decorator([never_cache, sensitive_post_parameters("password")], name="dispatch")
class PlanApprove(Decision):
    """Approve, sign and issue, with the password asked again (POST only)."""

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        plan = plan_of_year(self.office, year)
        form = SignForm(request.POST)
        if not form.is_valid() or not self._is_the_person(request, form):
            return self.page(request, plan, sign_form=form)
        try:
            approve_plan(plan, words_sha256=request.POST.get("words_sha256", ""), by=self.user)
        except Stale as stale:
            messages.error(request, stale.message)
            return redirect("measures:plan_decide", office=office, year=year)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, "ลงนามแล้ว ระบบกำลังจัดทำไฟล์ PDF ของประกาศ")
        return redirect("measures:plan", office=office, year=year)

    def _is_the_person(self, request: HttpRequest, form: SignForm) -> bool:
        """Ask for the password as signing in does, so that wrong ones are counted together."""
        person = authenticate(
            request, username=self.user.username, password=form.cleaned_data["password"]
        )
        if person is None:
            form.add_error("password", "รหัสผ่านไม่ถูกต้อง ระบบจึงยังไม่ลงนาม โปรดลองอีกครั้ง")
        return person is not None


class PlanSendBack(Decision):
    """Send the plan back with a comment (POST only)."""

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        plan = plan_of_year(self.office, year)
        form = SendBackForm(request.POST)
        if not form.is_valid():
            return self.page(request, plan, send_back_form=form)
        comment = form.cleaned_data["comment"]
        try:
            send_back_plan(plan, comment=comment, by=self.user)
        except Refused as refused:
            messages.error(request, f"{refused.message} ความเห็นที่ท่านพิมพ์ไว้: “{comment}”")
        else:
            messages.success(request, "ส่งคืนแผนพร้อมความเห็นแล้ว")
        return redirect("measures:plan", office=office, year=year)
