"""Setting an item: who looks after it, and whether it concerns the office at all."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from assessments.models import OITItem
from disclosure.forms import EntryForm
from disclosure.models import Entry
from disclosure.rules.entries import (
    ask_again,
    decide_not_applicable,
    entry_of,
    propose_not_applicable,
    set_entry,
)
from disclosure.rules.owners import holders_in, posts_by_group
from disclosure.views.item import ItemPage, Typed
from ita_portal.errors import Refused
from ita_portal.organisations.access import Permission


class EntryEdit(ItemPage):
    """Set the components and the place; who coordinates also the owner, the deputy and the date."""

    permission = Permission.DISCLOSURE_EDIT

    def get(self, request: HttpRequest, office: str, year: int, item: str) -> HttpResponse:
        found = self.item_or_404(year, item)
        return self._page(request, found, self._form(found, entry_of(self.office, found)))

    def post(self, request: HttpRequest, office: str, year: int, item: str) -> HttpResponse:
        found = self.item_or_404(year, item)
        form = self._form(found, entry_of(self.office, found), request)
        if not form.is_valid():
            return self._page(request, found, form)
        revision = form.cleaned_data["revision"]
        try:
            set_entry(self.office, found, revision=revision, by=self.user, **form.facts())
        except Refused as refused:
            form.add_error(None, refused.message)
            return self._page(request, found, form)
        messages.success(request, f"บันทึกการตั้งค่าข้อ {found.code} แล้ว")
        return self.to_item(found)

    def _form(self, item: OITItem, entry: Entry, request: HttpRequest | None = None) -> EntryForm:
        return EntryForm(
            request.POST if request else None,
            entry=entry,
            components=item.components or entry.components,
            has_own_list=bool(item.components),
            sets_owners=self.may(Permission.DISCLOSURE_MANAGE),
        )

    def _page(self, request: HttpRequest, item: OITItem, form: EntryForm) -> HttpResponse:
        posts = posts_by_group(holders_in(self.office, timezone.localdate()))
        known = dict.fromkeys(title for titles in posts.values() for title in titles if title)
        year = item.framework.fiscal_year
        posts_shown = known if "post" in form.fields else {}
        context = {"item": item, "year": year, "form": form, "forms": [form], "posts": posts_shown}
        return render(request, "disclosure/entry_form.html", context)


class NotApplicablePropose(ItemPage):
    """Say that the item does not concern the office (POST only)."""

    permission = Permission.DISCLOSURE_EDIT

    def post(self, request: HttpRequest, office: str, year: int, item: str) -> HttpResponse:
        found, words = self.item_or_404(year, item), request.POST.get("comment", "")
        try:
            propose_not_applicable(self.office, found, words=words, by=self.user)
        except Refused as refused:
            typed = Typed("not-applicable", words, refused.message)
            return self.show(request, found, typed=typed)
        messages.success(request, "เสนอว่าข้อนี้ไม่เกี่ยวข้องแล้ว รอผู้อื่นพิจารณา")
        return self.to_item(found)


class NotApplicableDecide(ItemPage):
    """Accept or refuse that the item does not concern the office: `deed` (POST only)."""

    permission = Permission.DISCLOSURE_ACCEPT

    def post(self, request: HttpRequest, office: str, year: int, item: str) -> HttpResponse:
        found, words = self.item_or_404(year, item), request.POST.get("comment", "")
        accept = request.POST.get("deed") == "accept"
        try:
            decide_not_applicable(self.office, found, accept=accept, comment=words, by=self.user)
        except Refused as refused:
            typed = Typed("refuse-not-applicable", words, refused.message)
            return self.show(request, found, typed=typed)
        done = "รับว่าข้อนี้ไม่เกี่ยวข้องแล้ว" if accept else "ไม่รับคำขอ ข้อนี้ยังต้องเปิดเผย"
        messages.success(request, done)
        return self.to_item(found)


class NotApplicableEnd(ItemPage):
    """Let the item concern the office again (POST only)."""

    permission = Permission.DISCLOSURE_EDIT

    def post(self, request: HttpRequest, office: str, year: int, item: str) -> HttpResponse:
        found = self.item_or_404(year, item)
        try:
            ask_again(self.office, found, by=self.user)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, "ข้อนี้กลับมาต้องเปิดเผย")
        return self.to_item(found)
