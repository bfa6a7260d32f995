"""A visitor says that an item does not open or is not right; the office answers."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from assessments.models import OITItem
from complaints.rules.limits import TooMany
from complaints.rules.proving import has_worked, is_answered, new_token, question, read_token
from complaints.views.public import NOT_PROVEN, OLD_PAGE, SpeakingPage
from disclosure.forms import NoteAnswerForm, NoteForm
from disclosure.models import Evidence, NoteStatus, VisitorNote
from disclosure.rules.checklist import item_or_none
from disclosure.rules.heading import YearHead
from disclosure.rules.noting import answer_note, note_item
from disclosure.views.item import ItemPage
from disclosure.views.public import head_or_404
from ita_portal.errors import Refused
from ita_portal.organisations.access import Permission

TRAP = "website"
"""A field that no person sees; a program that fills all fields fills it too."""


@dataclass(frozen=True)
class _About:
    """What a note is about: an item, and one piece of its evidence, if the visitor chose it."""

    head: YearHead
    item: OITItem
    evidence: Evidence | None

    @property
    def purpose(self) -> str:
        """What the form's token is good for."""
        return f"note:{self.head.code}.{self.head.fiscal_year}.{self.item.code}"


class NoteItem(SpeakingPage):
    """The form for visitors: a kind and, if they like, words. Without account or cookie."""

    def get(self, request: HttpRequest, office: str, year: int, item: str) -> HttpResponse:
        about = _about(request.GET.get("evidence", ""), office, year, item)
        return self._page(about, NoteForm())

    def post(self, request: HttpRequest, office: str, year: int, item: str) -> HttpResponse:
        about = _about(request.POST.get("evidence", ""), office, year, item)
        form, token = NoteForm(request.POST), request.POST.get("token", "")
        if not read_token(token, purpose=about.purpose):
            form.add_error(None, OLD_PAGE)
            return self._page(about, form, status=422)
        worked = has_worked(token, request.POST.get("work", ""))
        if not worked and not is_answered(token, request.POST.get("sum", "")):
            form.add_error("sum", NOT_PROVEN)
        if not form.is_valid():
            return self._page(about, form, token=token, status=422)
        if not request.POST.get(TRAP):
            try:
                _note(about, form)
            except Refused as refused:
                form.add_error(None, refused.message)
                status = 429 if isinstance(refused, TooMany) else 422
                return self._page(about, form, token=token, status=status)
        context = {"office": about.head.office, "head": about.head, "item": about.item}
        return self.show("disclosure/noted.html", context)

    def _page(
        self, about: _About, form: NoteForm, *, token: str = "", status: int = 200
    ) -> HttpResponse:
        token = token or new_token(about.purpose)
        context = {
            "office": about.head.office,
            "head": about.head,
            "item": about.item,
            "evidence": about.evidence,
            "form": form,
            "token": token,
            "question": question(token),
        }
        return self.show("disclosure/note.html", context, status=status)


def _about(evidence: str, office: str, year: int, code: str) -> _About:
    """Return what the form is about, or raise 404; evidence that is not public is none."""
    head = head_or_404(office, year)
    item = item_or_none(year, code)
    if item is None:
        raise Http404
    rows = Evidence.objects.published().of_item(year, item.code).filter(office_id=head.office_id)
    is_number = evidence.isascii() and evidence.isdigit() and len(evidence) < 19
    found = rows.filter(pk=evidence).select_related("shown").first() if is_number else None
    return _About(head, item, found)


def _note(about: _About, form: NoteForm) -> None:
    note_item(
        about.head,
        about.item.code,
        kind=form.cleaned_data["kind"],
        words=form.cleaned_data["words"],
        evidence=about.evidence,
    )


class NotesPage(ItemPage):
    """A page that shows what visitors said of an item, with its answers and forms for them."""

    def notes(
        self,
        request: HttpRequest,
        item: OITItem,
        *,
        answered: tuple[int, NoteAnswerForm] | None = None,
    ) -> HttpResponse:
        """Show the notes; `answered` is the form of one whose answer was refused."""
        year = item.framework.fiscal_year
        rows = VisitorNote.objects.of_item(self.office.pk, year, item.code)
        rows = rows.select_related("evidence", "answered_by")
        pk, form = answered or (0, None)
        notes = [
            (note, form if form and note.pk == pk else NoteAnswerForm(auto_id=f"id_{note.pk}_%s"))
            for note in rows
        ]
        notes.sort(key=lambda pair: pair[0].status != NoteStatus.OPEN)
        context = {"item": item, "year": year, "notes": notes, "form": form}
        context["may_answer"] = self.may(Permission.DISCLOSURE_EDIT)
        return render(
            request, "disclosure/item_notes.html", context, status=422 if answered else 200
        )


class ItemNotes(NotesPage):
    """What visitors said of an item, for the staff."""

    def get(self, request: HttpRequest, office: str, year: int, item: str) -> HttpResponse:
        return self.notes(request, self.item_or_404(year, item))


class NoteAnswer(NotesPage):
    """Answer a visitor's note (POST only)."""

    permission = Permission.DISCLOSURE_EDIT

    def post(
        self, request: HttpRequest, office: str, year: int, item: str, pk: int
    ) -> HttpResponse:
        found = self.item_or_404(year, item)
        if pk >= 2**63:
            raise Http404
        rows = VisitorNote.objects.of_item(self.office.pk, year, found.code)
        note = get_object_or_404(rows, pk=pk)
        form = NoteAnswerForm(request.POST, auto_id=f"id_{note.pk}_%s")
        if not form.is_valid():
            return self.notes(request, found, answered=(note.pk, form))
        status, words = NoteStatus(form.cleaned_data["status"]), form.cleaned_data["answer"]
        try:
            answer_note(note, status=status, words=words, by=self.user)
        except Refused as refused:
            form.add_error(None, refused.message)
            return self.notes(request, found, answered=(note.pk, form))
        messages.success(request, "บันทึกคำตอบแล้ว แสดงที่หน้าสาธารณะของข้อนี้")
        return redirect("disclosure:item_notes", office, year, found.code)
