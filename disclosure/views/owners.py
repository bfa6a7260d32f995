"""Setting who looks after many items of a year at once."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from disclosure.forms import OwnersForm
from disclosure.rules.owning import set_owners
from disclosure.rules.year import by_heading, year_of
from disclosure.views.checklist import YearPage
from ita_portal.errors import Refused
from ita_portal.organisations.access import Permission


class Owners(YearPage):
    """Choose items, and set their owner, post, deputy and date together."""

    permission = Permission.DISCLOSURE_MANAGE

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        return self._page(request, year, OwnersForm(office=self.office))

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        framework = self.framework_or_404(year)
        form, seen = OwnersForm(request.POST, office=self.office), _seen(request)
        if not form.is_valid():
            return self._page(request, year, form, chosen=seen)
        try:
            changed = set_owners(
                self.office, framework, seen=seen, change=form.change(), by=self.user
            )
        except Refused as refused:
            form.add_error(None, refused.message)
            return self._page(request, year, form, chosen=seen)
        messages.success(request, f"ตั้งค่าแล้ว {changed} ข้อ จากที่เลือก {len(seen)} ข้อ")
        return redirect("disclosure:owners", self.office.code, year)

    def _page(
        self, request: HttpRequest, year: int, form: OwnersForm, *, chosen: Iterable[str] = ()
    ) -> HttpResponse:
        items = year_of(self.office, self.framework_or_404(year)).items
        context = {
            "year": year,
            "form": form,
            "forms": [form],
            "groups": by_heading(items),
            "chosen": set(chosen),
        }
        return render(request, "disclosure/owners.html", context)


def _seen(request: HttpRequest) -> dict[str, int]:
    """Return the chosen items with the revision that each had on the page: `O1:3`."""
    found = {}
    for chosen in request.POST.getlist("item"):
        code, _, revision = chosen.partition(":")
        if revision.isascii() and revision.isdigit():
            found[code[:10]] = int(revision[:9])
    return found
