"""The frameworks of the years: which there are, what one says, and its file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from assessments.forms.framework_items import DraftYearForm
from assessments.models import Framework, FrameworkDraft
from assessments.rules.frameworks.drafting import start_draft
from assessments.rules.frameworks.rows import facts_of
from assessments.rules.frameworks.tree import loose_items, questions_of, tree_of
from assessments.rules.frameworks.writing import toml_of
from ita_portal.errors import Refused
from ita_portal.organisations.access import Permission
from ita_portal.organisations.pages import OfficePage

LONGEST_VERSION = 4
"""Digits of a version in an address: more than there will ever be."""


class FrameworkRead(OfficePage):
    """What the pages of one framework share; not a page itself."""

    permission = Permission.SCORES_VIEW

    def asked(self, year: int) -> Framework:
        """Return the version in `?version=`, else the newest; raises Http404 when there is none."""
        version = self.request.GET.get("version", "")
        if not version:
            found = Framework.objects.of_year(year)
        elif version.isascii() and version.isdigit() and len(version) <= LONGEST_VERSION:
            found = Framework.objects.filter(fiscal_year=year, version=int(version)).first()
        else:
            found = None
        if found is None:
            raise Http404
        return found


class FrameworkList(OfficePage):
    """All frameworks and drafts; who may, starts the draft of a year here."""

    permission = Permission.SCORES_VIEW
    method_permissions = {"post": Permission.FRAMEWORK_EDIT}

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        return self._page(DraftYearForm())

    def post(self, request: HttpRequest, office: str) -> HttpResponse:
        form = DraftYearForm(request.POST)
        if not form.is_valid():
            return self._page(form)
        year = form.cleaned_data["year"]
        try:
            start_draft(fiscal_year=year, office=self.office, by=self.user)
        except Refused as refused:
            form.add_error("year", refused.message)
            return self._page(form)
        messages.success(request, f"เริ่มร่างกรอบการประเมินปีงบประมาณ พ.ศ. {year} แล้ว")
        return redirect("assessments:draft", office=office, year=year)

    def _page(self, form: DraftYearForm) -> HttpResponse:
        frameworks = list(Framework.objects.select_related("released_by"))
        context: dict[str, Any] = {"frameworks": frameworks, "may_edit": self.may_edit}
        if self.may_edit:
            latest = max((one.fiscal_year for one in frameworks), default=None)
            if latest and not form.is_bound:
                form.initial = {"year": latest + 1}
            context |= {
                "form": form,
                "drafts": FrameworkDraft.objects.select_related("based_on", "updated_by").order_by(
                    "-fiscal_year"
                ),
            }
        return render(self.request, "assessments/framework_list.html", context)

    @property
    def may_edit(self) -> bool:
        """Whether the person may make frameworks here."""
        return self.may(Permission.FRAMEWORK_EDIT)


class FrameworkPage(FrameworkRead):
    """The framework of a year, readable: what is asked, how it counts, how far it is known."""

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        framework = self.asked(year)
        facts = facts_of(framework)
        versions = Framework.objects.filter(fiscal_year=year).select_related("released_by")
        context = {
            "year": year,
            "framework": framework,
            "facts": facts,
            "tree": tree_of(facts),
            "loose": loose_items(facts),
            "questions": questions_of(facts),
            "versions": versions,
            "newest": versions[0],
            "may_edit": self.may(Permission.FRAMEWORK_EDIT),
            "has_draft": FrameworkDraft.objects.filter(fiscal_year=year).exists(),
        }
        return render(request, "assessments/framework.html", context)


class FrameworkExport(FrameworkRead):
    """The framework as the TOML file that another portal loads with `load_frameworks`."""

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        text = toml_of(facts_of(self.asked(year)))
        response = HttpResponse(text, content_type="application/toml; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{year}.toml"'
        return response
