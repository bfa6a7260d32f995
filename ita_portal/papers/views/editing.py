"""Writing a paper: the form, its saving by itself, and the paper beside it as it stands."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString

from ita_portal.documents.rules.comments import ShownComment
from ita_portal.documents.views.reading import commented_html
from ita_portal.errors import Refused
from ita_portal.papers.forms.changing import change
from ita_portal.papers.forms.reading import Problem, problems_of
from ita_portal.papers.forms.remarks import remarks_at
from ita_portal.papers.forms.typed import TypedPaper, split_lines
from ita_portal.papers.kinds.base import Rows, WrittenKind
from ita_portal.papers.models import Paper
from ita_portal.papers.rules.content import content_of, written_kind
from ita_portal.papers.rules.merging import base_of
from ita_portal.papers.rules.saving import BothChanged, save_paper
from ita_portal.papers.rules.wording import words_from
from ita_portal.papers.views.base import PaperPage, doubts_about, said_about

TOOLS = (
    ("up", "arrow-up", "เลื่อนขึ้น"),
    ("down", "arrow-down", "เลื่อนลง"),
    ("next", "plus-lg", "แทรกต่อจากนี้"),
    ("remove", "trash", "ลบ"),
)
"""The buttons of a row: what it does, its icon and its name."""


class Writing(PaperPage):
    """What the pages of the form share."""

    record: Paper
    kind: WrittenKind

    def fetch(self, pk: int) -> None:
        """Fetch the paper and its form."""
        self.record = self.paper(pk)
        self.kind = written_kind(self.record.kind)

    def posted(self, request: HttpRequest) -> TypedPaper:
        """Return the page as it was sent."""
        return TypedPaper.posted(self.kind, request.POST, content_of(self.record))

    def body(self, typed: TypedPaper) -> tuple[SafeString, list[ShownComment]]:
        """Return the paper as it is with what stands on the page, and what was said about it."""
        on = timezone.localdate()
        words = words_from(self.kind, typed.content, office=self.office, by=self.user, on=on)
        said = said_about(self.record, words)
        return commented_html(words, said, prefix="p"), said


class PaperEdit(Writing):
    """The form of a paper. Buttons named `change` change its rows; with script the browser does."""

    def get(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        self.fetch(pk)
        if not self.record.is_open:
            messages.error(request, f"เอกสารอยู่ในสถานะ “{self.record.status.label}” จึงแก้ไขไม่ได้")
            return redirect("papers:paper", office=office, pk=pk)
        return self._page(request, TypedPaper.stored(self.kind, content_of(self.record)))

    def post(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        self.fetch(pk)
        typed = self.posted(request)
        if "change" in request.POST:
            change(typed, request.POST["change"], request.POST, self.people())
            return self._page(request, typed)
        for one in self.kind.fields():
            if isinstance(one, Rows):
                typed.content[one.name] = split_lines(one, typed.content[one.name])
        found = problems_of(typed)
        if found:
            return self._page(request, typed, found)
        try:
            save_paper(self.record, content=typed.content, base=typed.base, by=self.user)
        except BothChanged as both:
            return self._both(request, both)
        except Refused as refused:
            messages.error(request, refused.message)
            return self._page(request, typed)
        messages.success(request, "บันทึกแล้ว")
        stays = request.POST.get("then") == "stay"
        return redirect(f"papers:{'edit' if stays else 'paper'}", office=office, pk=pk)

    def _both(self, request: HttpRequest, both: BothChanged) -> HttpResponse:
        """Show both words at the places that two people have changed, and ask which shall stay."""
        self.fetch(self.record.pk)
        stored = content_of(self.record)
        typed = TypedPaper(self.kind, both.merged.content, base_of(stored), both.merged.conflicts)
        return self._page(request, typed)

    def _page(
        self, request: HttpRequest, typed: TypedPaper, found: list[Problem] | None = None
    ) -> HttpResponse:
        typed.errors = {one.name: one.words for one in found or []}
        body, said = self.body(typed)
        typed.remarks = remarks_at(self.kind, typed.content, said)
        context = {
            "paper": self.record,
            "kind": self.kind,
            "typed": typed,
            "is_typed": request.method == "POST",
            "problems": found or [],
            "body": body,
            "doubts": doubts_about(self.record),
            "tools": TOOLS,
            **self.offered(self.people()),
        }
        return render(request, "papers/edit.html", context)


class PaperAutosave(Writing):
    """Save what stands on the page, and answer in JSON (POST only).

    200 tells the new revision and what the page is made from now; 409 that places were changed
    by two people or that the paper is not open, with nothing saved.
    """

    def get(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        """Lead to the form whoever comes to the address of its saving."""
        return redirect("papers:edit", office=office, pk=pk)

    def post(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        self.fetch(pk)
        typed = self.posted(request)
        found = problems_of(typed)
        at = f"{timezone.localtime():%H.%M}"
        if found:
            kept = {"revision": self.record.revision, "base": typed.written_base}
            return JsonResponse({**kept, "others": 0, "problems": len(found), "at": at})
        try:
            paper, merged = save_paper(
                self.record, content=typed.content, base=typed.base, by=self.user
            )
        except Refused as refused:
            return JsonResponse({"message": refused.message}, status=409)
        base = TypedPaper.stored(self.kind, typed.content).written_base  # it shows this from now on
        answer = {"revision": paper.revision, "base": base, "others": merged.others}
        return JsonResponse({**answer, "problems": 0, "at": at})


class PaperLive(Writing):
    """The paper as it is with what stands on the page, which is not saved (POST only).

    Answers in JSON: the paper as HTML, and the number of each row by its key.
    """

    def get(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        """Lead to the form whoever comes to the address of its preview."""
        return redirect("papers:edit", office=office, pk=pk)

    def post(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        self.fetch(pk)
        typed = self.posted(request)
        return JsonResponse({"body": self.body(typed)[0], "numbers": typed.numbers()})
