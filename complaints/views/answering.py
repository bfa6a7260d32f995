"""The office's answer templates: seen and changed by who handles complaints."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from complaints.forms.answering import TemplateForm
from complaints.models import AnswerTemplate
from complaints.rules.answering import STARTERS, keep_template, remove_template
from complaints.views.register import HandlerPage
from ita_portal.errors import Refused


class Templates(HandlerPage):
    """All templates, and adding one; `?from=` begins with one of the portal's own."""

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        name, words = STARTERS.get(request.GET.get("from", ""), ("", ""))
        return self.page(request, TemplateForm(initial={"name": name, "words": words}))

    def post(self, request: HttpRequest, office: str) -> HttpResponse:
        form = TemplateForm(request.POST)
        if not form.is_valid() or not self.kept(form):
            return self.page(request, form)
        messages.success(request, "เก็บแบบคำตอบแล้ว")
        return redirect("complaints:templates", office)

    def kept(self, form: TemplateForm, pk: int | None = None) -> bool:
        """Keep what was typed; False when it is refused, which the form then says."""
        facts = form.cleaned_data
        try:
            keep_template(
                self.office,
                name=facts["name"],
                words=facts["words"],
                by=self.user,
                pk=pk,
                revision=facts.get("revision") or 0,
            )
        except Refused as refused:
            form.add_error(None, refused.message)
            return False
        return True

    def page(self, request: HttpRequest, form: TemplateForm) -> HttpResponse:
        """Show the page."""
        context = {
            "form": form,
            "own": AnswerTemplate.objects.filter(office=self.office).select_related("changed_by"),
            "starters": [(key, name, words) for key, (name, words) in STARTERS.items()],
        }
        status = 422 if form.is_bound else 200
        return render(request, "complaints/templates.html", context, status=status)


class TemplateEdit(Templates):
    """Change one of them."""

    def get(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:  # type: ignore[override]
        row = get_object_or_404(AnswerTemplate, office=self.office, pk=pk)
        initial = {"name": row.name, "words": row.words, "revision": row.revision}
        return self.one(request, row, TemplateForm(initial=initial))

    def post(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:  # type: ignore[override]
        row = get_object_or_404(AnswerTemplate, office=self.office, pk=pk)
        form = TemplateForm(request.POST)
        if not form.is_valid() or not self.kept(form, pk):
            return self.one(request, row, form)
        messages.success(request, "เก็บแบบคำตอบแล้ว")
        return redirect("complaints:templates", office)

    def one(self, request: HttpRequest, row: AnswerTemplate, form: TemplateForm) -> HttpResponse:
        """Show the page of one."""
        status = 422 if form.is_bound else 200
        context = {"form": form, "row": row}
        return render(request, "complaints/template_edit.html", context, status=status)


class TemplateRemove(HandlerPage):
    """Remove one of them (POST only)."""

    def post(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        if remove_template(self.office, pk):
            messages.success(request, "ลบแบบคำตอบแล้ว")
        return redirect("complaints:templates", office)
