"""The office's papers in writing, and beginning a new one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from ita_portal.errors import Refused
from ita_portal.organisations.access import Permission
from ita_portal.organisations.pages import OfficePage
from ita_portal.papers.forms.starting import StartForm
from ita_portal.papers.kinds import WRITTEN
from ita_portal.papers.models import Paper
from ita_portal.papers.rules.beginning import (
    begin,
    started_as_copy,
    started_empty,
    started_from,
    started_in_place_of,
    wanted_of,
)
from ita_portal.papers.rules.templates import TEMPLATES, Started
from ita_portal.thai.fiscal_year import FiscalYear


class PaperList(OfficePage):
    """What is being written, what is under way, and what was signed."""

    permission = Permission.DOCUMENT_VIEW

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        papers = list(Paper.objects.of(self.office).for_list())
        context = {
            "open": [one for one in papers if one.is_open],
            "closed": [one for one in papers if not one.is_open],
            "kinds": {code: kind.kind.name for code, kind in WRITTEN.items()},
            "may_write": self.may(Permission.DOCUMENT_WRITE),
        }
        return render(request, "papers/list.html", context)


class PaperNew(OfficePage):
    """Choose what a new paper begins as: empty, a template, or a copy."""

    permission = Permission.DOCUMENT_WRITE

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        year = FiscalYear.of(timezone.localdate()).year
        asked = {
            "start": request.GET.get("template", ""),
            "year": request.GET.get("year") or str(year),
            "months": request.GET.get("months") or "6",
        }
        return self._page(request, StartForm(initial=asked), asked["start"])

    def post(self, request: HttpRequest, office: str) -> HttpResponse:
        form = StartForm(request.POST)
        if not form.is_valid():
            return self._page(request, form, request.POST.get("start", ""))
        try:
            started = self._started(form.cleaned_data)
            year = form.cleaned_data["year"]
            paper = begin(started, office=self.office, fiscal_year=year, by=self.user)
        except Refused as refused:
            form.add_error("start", refused.message)
            return self._page(request, form, request.POST.get("start", ""))
        if started.note:
            messages.warning(request, started.note)
        return redirect("papers:edit", office=office, pk=paper.pk)

    def _started(self, chosen: dict[str, Any]) -> Started:
        """Return what the paper begins as. Raises Refused for what cannot be begun."""
        verb, _, what = chosen["start"].rpartition(":")
        wanted = wanted_of(
            self.office,
            year=chosen["year"],
            months=int(chosen["months"] or 6),
            by=self.user,
            on=timezone.localdate(),
        )
        if verb in {"copy", "replace"}:
            papers = Paper.objects.of(self.office).for_list()
            found = papers.filter(pk=int(what)).first() if what.isdecimal() else None
            if found is None:
                raise Refused("ไม่พบเอกสารที่เลือก โปรดเลือกใหม่")
            return started_as_copy(found) if verb == "copy" else started_in_place_of(found)
        if verb == "empty" and what in WRITTEN:
            return started_empty(WRITTEN[what], wanted)
        return started_from(what, wanted)

    def _page(self, request: HttpRequest, form: StartForm, chosen: str) -> HttpResponse:
        context = {
            "form": form,
            "chosen": chosen,
            "chosen_copy": _copied(chosen),
            "templates": TEMPLATES.values(),
            "kinds": WRITTEN.values(),
            "copies": Paper.objects.of(self.office).for_list()[:50],
        }
        return render(request, "papers/new.html", context)


def _copied(chosen: str) -> int:
    """Return which paper was chosen to be copied, 0 for none."""
    what = chosen.removeprefix("copy:")
    return int(what) if chosen.startswith("copy:") and what.isdecimal() else 0
