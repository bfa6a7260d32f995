"""The director reads the announcement as it will be, and decides."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from ita_portal.documents.forms import SendBackForm, SignForm
from ita_portal.documents.kinds import MEASURES_ANNOUNCEMENT
from ita_portal.documents.models import Proposal
from ita_portal.documents.rendering.document import body_html
from ita_portal.documents.rules.chain import require_ready
from ita_portal.documents.rules.emblem import emblem_lack
from ita_portal.documents.rules.previewing import preview_of
from ita_portal.documents.rules.standing import way_of
from ita_portal.documents.rules.words import fingerprint
from ita_portal.documents.views.numbers import standing_of
from ita_portal.documents.views.signing import confirmation_of, is_the_person
from ita_portal.errors import Refused, Stale
from ita_portal.organisations.access import Permission
from ita_portal.organisations.pages import OfficePage
from measures.forms.notes import note_fields, typed_notes
from measures.models import Plan
from measures.models.numbering import numbered_measures
from measures.rules.amending import differences_to_before
from measures.rules.findings import items_shown_by
from measures.rules.missing import checks
from measures.rules.notes import notes_with
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
        proposal = plan.proposal
        if plan.status != Plan.Status.SUBMITTED or proposal is None:
            messages.warning(request, f"แผนนี้อยู่ในสถานะ “{plan.status.label}” จึงไม่มีสิ่งที่รอท่านพิจารณา")
            return redirect("measures:plan", office=self.office.code, year=plan.fiscal_year)
        if proposal.bundle_id is not None:  # its papers are read and decided about on one page
            return redirect("documents:proposal", office=self.office.code, pk=proposal.pk)
        context = self._context(plan, proposal, sign_form, send_back_form)
        return render(request, "measures/plan_decide.html", context)

    def _paper(self, plan: Plan, proposal: Proposal) -> dict[str, Any]:
        """Return the announcement as the person would sign it, or why they cannot (yet)."""
        words, told = dict(proposal.words), {}
        try:
            require_ready([proposal])
            words = words_to_sign(plan, by=self.user, on=timezone.localdate())
        except Refused as refused:
            told["no_power"] = refused.message
        else:
            told |= {"words_sha256": fingerprint(words), "dated": words["dated"]}
        preview = preview_of(words, office=self.office, by=self.user)
        return {"body": body_html(words), "preview": preview, **told}

    def _context(
        self,
        plan: Plan,
        proposal: Proposal,
        sign_form: SignForm | None,
        send_back_form: SendBackForm | None,
    ) -> dict[str, Any]:
        fields = note_fields(plan, self.request.POST)
        before = notes_with(proposal.after)
        is_own, paper = proposal.submitted_by_id == self.user.pk, self._paper(plan, proposal)
        may_sign = "words_sha256" in paper and not is_own
        way = way_of(proposal)
        return {
            "plan": plan,
            "proposal": proposal,
            "way": way,
            "may_lead_on": way.is_stuck,
            **paper,
            **standing_of([proposal]),
            "checks": checks(plan),
            "differences": differences_to_before(plan),
            "items": items_shown_by(plan.fiscal_year),
            "note_fields": fields,
            "has_notes": any(field.text for field in fields),
            "notes_before": [
                {"number": row.number, "text": before[row.measure.key]}
                for row in numbered_measures(plan)
                if row.measure.key in before
            ],
            "is_own": is_own,
            "lacks_emblem": emblem_lack([proposal.words], self.office),
            "sign_form": (sign_form or SignForm(kind=MEASURES_ANNOUNCEMENT)) if may_sign else None,
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
        form = SignForm(request.POST, kind=MEASURES_ANNOUNCEMENT)
        if not form.is_valid() or not is_the_person(request, form, self.user):
            return self.page(request, plan, sign_form=form)
        try:
            approve_plan(
                plan,
                words_sha256=request.POST.get("words_sha256", ""),
                by=self.user,
                confirmation=confirmation_of(request),
            )
        except Stale as stale:
            messages.error(request, stale.message)
            return redirect("measures:plan_decide", office=office, year=year)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, "ลงนามแล้ว ระบบกำลังจัดทำไฟล์ PDF ของประกาศ")
        return redirect("measures:plan", office=office, year=year)


class PlanSendBack(Decision):
    """Send the plan back with a comment (POST only)."""

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        plan = plan_of_year(self.office, year)
        form, notes = SendBackForm(request.POST), typed_notes(request.POST)
        form.fields["comment"].required = not notes
        if not form.is_valid():
            return self.page(request, plan, send_back_form=form)
        comment = form.cleaned_data["comment"]
        try:
            _require_what_was_read(request, plan)
            send_back_plan(plan, comment=comment, notes=notes, by=self.user)
        except Refused as refused:
            written = " · ".join(filter(None, [comment, *notes.values()]))
            messages.error(request, f"{refused.message} ความเห็นที่ท่านพิมพ์ไว้: “{written}”")
        else:
            messages.success(request, "ส่งคืนแผนพร้อมความเห็นแล้ว")
        return redirect("measures:plan", office=office, year=year)


def _require_what_was_read(request: HttpRequest, plan: Plan) -> None:
    """Raise Stale when another proposal of the plan awaits its decision by now."""
    seen = request.POST.get("proposal")
    if seen and seen != str(plan.proposal_id):
        raise Stale("มีการเสนอฉบับใหม่หลังจากที่ท่านเปิดหน้าไว้ ระบบจึงยังไม่ส่งคืน โปรดอ่านฉบับล่าสุดก่อน")
