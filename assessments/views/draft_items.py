"""The OIT items of a draft: their list, one of them, splitting one, merging several."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from assessments.forms.framework_items import ItemForm, PlacedItemForm, SplitForm
from assessments.forms.summary import FormError, errors_of
from assessments.rules.frameworks.contents import Content
from assessments.rules.frameworks.editing import (
    TOO_FEW,
    Row,
    added_item,
    changed_item,
    known_duties,
    merge_items,
    merged,
    numbered,
    removed_item,
    split_item,
    with_item_codes,
)
from assessments.rules.frameworks.limits import LENGTHS
from assessments.views.drafts import DraftBase
from ita_portal.errors import Refused, Stale
from ita_portal.thai.numerals import narrow

LONGEST_PLACE = 5
"""Digits of a place in a list of items: more than there can be."""


class ItemsBase(DraftBase):
    """What the pages of items share; not a page itself."""

    @property
    def items(self) -> list[Row]:
        """The items of the draft in their order."""
        return list(self.draft.content.get("items", []))

    def item(self, place: int) -> Row:
        """Return the item at a place, from 1; raises Http404 when there is none."""
        if not 1 <= place <= len(self.items):
            raise Http404
        return self.items[place - 1]

    def save(self, change: Callable[[Content], Content], done: str) -> HttpResponse | str:
        """Save a change of the items and lead to their list, else return why not."""
        try:
            self.change(change, "items")
        except Stale as stale:
            self.latest()
            return stale.message
        except Refused as refused:
            return refused.message
        messages.success(self.request, done)
        return self.to_list()

    def to_list(self) -> HttpResponse:
        """Lead to the list of items."""
        return redirect(
            "assessments:draft_items", office=self.office.code, year=self.kwargs["year"]
        )

    def form_page(
        self,
        template: str,
        forms: list[Any],
        *,
        refusal: str = "",
        **context: Any,  # noqa: ANN401 - what the template shows
    ) -> HttpResponse:
        """Show forms of an item, with all that is wrong on top."""
        problems = [
            error for form in forms if form.is_bound for error in errors_of(form, form.fields)
        ]
        if refusal:
            problems.insert(0, FormError("", refusal))
        shown = {
            "forms": forms,
            "problems": problems,
            "known_duties": known_duties(self.draft.content),
            "revision": self.draft.revision,
            "items": list(enumerate(self.items, 1)),
        }
        return self.page(template, shown | context)


class DraftItems(ItemsBase):
    """All items: other numbers for them, and the way to each, to a new one, to a merger."""

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        if request.POST.get("then") == "merge":
            return self._to_merge()
        if request.POST.get("then") == "number":
            found = self.save(numbered, "เรียงเลขข้อใหม่ตามลำดับแล้ว")
            return self._page(found) if isinstance(found, str) else found
        codes = [narrow(code) for code in request.POST.getlist("code")]
        longest = LENGTHS["items"]["code"]
        if any(not 0 < len(code) <= longest for code in codes):
            return self._page(f"เลขข้อต้องไม่ว่าง และยาวไม่เกิน {longest} ตัวอักษร", codes)
        found = self.save(partial(with_item_codes, codes=codes), "บันทึกเลขข้อแล้ว")
        return self._page(found, codes) if isinstance(found, str) else found

    def _to_merge(self) -> HttpResponse:
        chosen = QueryDict(mutable=True)
        chosen.setlist("place", self.request.POST.getlist("place"))
        if len(chosen.getlist("place")) < 2:
            return self._page(TOO_FEW)
        where = [self.office.code, self.kwargs["year"]]
        return redirect(f"{reverse('assessments:draft_merge', args=where)}?{chosen.urlencode()}")

    def _page(self, refusal: str = "", codes: list[str] | None = None) -> HttpResponse:
        typed = codes if codes and len(codes) == len(self.items) else None
        rows = [
            {
                "place": place,
                "item": item,
                "code": typed[place - 1] if typed else item["code"],
                "is_chosen": str(place) in self.request.POST.getlist("place"),
            }
            for place, item in enumerate(self.items, 1)
        ]
        codes_now = [item["code"] for item in self.items]
        twice = sorted({code for code in codes_now if codes_now.count(code) > 1})
        context = {
            "rows": rows,
            "refusal": refusal,
            "twice": twice,
            "missing": self.draft.content["items_expected"] - len(rows),
        }
        return self.page("items", context)


class DraftItemAdd(ItemsBase):
    """A new item at the end of the list."""

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        code = f"O{len(self.items) + 1}"
        form = ItemForm(content=self.draft.content, initial={"code": code, "basis": "source"})
        return self.form_page("item", [form], heading="เพิ่มข้อ OIT")

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        form = ItemForm(request.POST, content=self.draft.content)
        if not form.is_valid():
            return self.form_page("item", [form], heading="เพิ่มข้อ OIT")
        found = self.save(partial(added_item, item=form.item()), "เพิ่มข้อแล้ว")
        if isinstance(found, str):
            return self.form_page("item", [form], heading="เพิ่มข้อ OIT", refusal=found)
        return found


class DraftItem(ItemsBase):
    """One item: its words, its place, its duties; or its removal."""

    def get(self, request: HttpRequest, office: str, year: int, place: int) -> HttpResponse:
        form = PlacedItemForm(
            content=self.draft.content, initial=self.item(place) | {"place": place}
        )
        return self._page(form, place)

    def post(self, request: HttpRequest, office: str, year: int, place: int) -> HttpResponse:
        if request.POST.get("then") == "remove":
            found = self.save(partial(removed_item, place=place - 1), "ตัดข้อแล้ว")
            form = PlacedItemForm(request.POST, content=self.draft.content)
            return self._page(form, place, found) if isinstance(found, str) else found
        form = PlacedItemForm(request.POST, content=self.draft.content)
        if not form.is_valid():
            return self._page(form, place)
        to = min(form.cleaned_data["place"], len(self.items)) - 1
        change = partial(changed_item, place=place - 1, item=form.item(), to=to)
        found = self.save(change, "บันทึกข้อแล้ว")
        return self._page(form, place, found) if isinstance(found, str) else found

    def _page(self, form: PlacedItemForm, place: int, refusal: str = "") -> HttpResponse:
        return self.form_page(
            "item",
            [form],
            refusal=refusal,
            heading=f"ข้อ {self.item(place)['code']}",
            item=self.item(place),
            place=place,
        )


class DraftItemSplit(ItemsBase):
    """Two items in place of one, which divide or share its duties."""

    def get(self, request: HttpRequest, office: str, year: int, place: int) -> HttpResponse:
        item = self.item(place)
        duties = item["duties"]
        shares = [duties[:1], duties[1:]] if len(duties) > 1 else [duties, duties]
        return self._page(place, self._forms(item, shares))

    def post(self, request: HttpRequest, office: str, year: int, place: int) -> HttpResponse:
        forms = self._forms(self.item(place), [[], []], request.POST)
        checked = [form.is_valid() for form in forms]
        if not all(checked):
            return self._page(place, forms)
        change = partial(split_item, place=place - 1, parts=[form.item() for form in forms])
        found = self.save(change, "แยกข้อแล้ว โปรดตรวจเลขข้อที่ตามมา")
        return self._page(place, forms, found) if isinstance(found, str) else found

    def _forms(self, item: Row, shares: list[list[str]], data: Any = None) -> list[SplitForm]:  # noqa: ANN401 - a QueryDict or None
        initial = [item, {**item, "code": ""}]
        return [
            SplitForm(
                data,
                prefix=f"part{number}",
                duties=item["duties"],
                initial={**start, "duties": share},
            )
            for number, (start, share) in enumerate(zip(initial, shares, strict=True), 1)
        ]

    def _page(self, place: int, forms: list[SplitForm], refusal: str = "") -> HttpResponse:
        item = self.item(place)
        heading = f"แยกข้อ {item['code']}"
        return self.form_page(
            "split", forms, refusal=refusal, heading=heading, item=item, place=place
        )


class DraftMerge(ItemsBase):
    """One item in place of several, which carries the duties of all; `?place=` names them."""

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        if len(self._places()) < 2:
            messages.error(request, TOO_FEW)
            return self.to_list()
        proposed = merged(self.draft.content, self._places())
        return self._page(ItemForm(content=self.draft.content, initial=proposed))

    def post(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        form = ItemForm(request.POST, content=self.draft.content)
        if not form.is_valid():
            return self._page(form)
        change = partial(merge_items, places=self._places(), item=form.item())
        found = self.save(change, "รวมข้อแล้ว โปรดตรวจเลขข้อที่ตามมา")
        return self._page(form, found) if isinstance(found, str) else found

    def _places(self) -> list[int]:
        """Return the chosen places, from 0; raises Http404 when one is not there."""
        asked = {
            int(place) - 1
            for place in self.request.GET.getlist("place")
            if place.isascii() and place.isdigit() and len(place) <= LONGEST_PLACE
        }
        if not all(0 <= place < len(self.items) for place in asked):
            raise Http404
        return sorted(asked)

    def _page(self, form: ItemForm, refusal: str = "") -> HttpResponse:
        chosen = [self.items[place] for place in self._places()]
        heading = f"รวมข้อ {', '.join(item['code'] for item in chosen)}"
        return self.form_page("merge", [form], refusal=refusal, heading=heading, chosen=chosen)
