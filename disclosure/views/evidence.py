"""Writing evidence: a new piece, and a piece anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from assessments.models import OITItem
from disclosure.forms import EvidenceForm
from disclosure.models import Evidence
from disclosure.rules.content import Facts
from disclosure.rules.entries import entry_of
from disclosure.rules.evidence import add_evidence, change_evidence
from disclosure.rules.uploads import taken_in
from disclosure.views.item import ItemPage
from ita_portal.errors import Refused, Stale
from ita_portal.files.uploads import given_name
from ita_portal.organisations.access import Permission

DRAFT = "draft"
SAVED = {
    True: "บันทึกร่างแล้ว ยังไม่มีผู้ใดตรวจจนกว่าท่านจะเสนอ",
    False: "เสนอหลักฐานแล้ว จะเผยแพร่เมื่อผู้อื่นตรวจและรับ",
}


def is_draft(request: HttpRequest) -> bool:
    """Tell whether what is sent is only to be kept, and not yet proposed."""
    return request.POST.get("deed") == DRAFT


def require_version(evidence: Evidence, carried: str) -> None:
    """Raise Stale unless the page that was answered showed this version of the evidence."""
    if evidence.proposed_at.isoformat() != carried:
        raise Stale


class EvidencePage(ItemPage):
    """A page with the form of a piece of evidence."""

    permission = Permission.DISCLOSURE_EDIT

    def form_of(
        self,
        request: HttpRequest,
        item: OITItem,
        *,
        evidence: Evidence | None = None,
        initial: dict[str, object] | None = None,
    ) -> EvidenceForm:
        """Return the form, with what was sent where something was."""
        return EvidenceForm(
            request.POST if request.method == "POST" else None,
            request.FILES if request.method == "POST" else None,
            office=self.office,
            components=item.components or entry_of(self.office, item).components,
            evidence=evidence,
            initial=initial,
        )

    def save(
        self,
        request: HttpRequest,
        item: OITItem,
        form: EvidenceForm,
        deed: Callable[[Facts], Evidence],
        *,
        evidence: Evidence | None = None,
    ) -> HttpResponse:
        """Do the deed with what a valid form says; else show the form again."""
        if not form.is_valid():
            return self.page(request, item, form, evidence)
        try:
            with self._facts(form) as facts:
                deed(facts)
        except Refused as refused:
            form.add_error(None, refused.message)
            return self.page(request, item, form, evidence)
        messages.success(request, SAVED[is_draft(request)])
        return self.to_item(item)

    @contextmanager
    def _facts(self, form: EvidenceForm) -> Iterator[Facts]:
        facts, upload = form.facts(), form.upload
        if upload is None:
            yield facts
            return
        chunks, name = upload.chunks(), given_name(upload)
        with taken_in(chunks, name=name, office=self.office, by=self.user) as file:
            yield {**facts, "file": file}

    def page(
        self, request: HttpRequest, item: OITItem, form: EvidenceForm, evidence: Evidence | None
    ) -> HttpResponse:
        """Show the form."""
        year = item.framework.fiscal_year
        context = {"item": item, "year": year, "forms": [form], "form": form, "evidence": evidence}
        return render(request, "disclosure/evidence_form.html", context)


class EvidenceAdd(EvidencePage):
    """Write evidence for an item, as a draft or proposed. `?title=` begins with a title."""

    def get(self, request: HttpRequest, office: str, year: int, item: str) -> HttpResponse:
        found = self.item_or_404(year, item)
        owner = entry_of(self.office, found).owner_id
        initial: dict[str, object] = {"title": request.GET.get("title", "")[:300], "owner": owner}
        return self.page(request, found, self.form_of(request, found, initial=initial), None)

    def post(self, request: HttpRequest, office: str, year: int, item: str) -> HttpResponse:
        found = self.item_or_404(year, item)
        form = self.form_of(request, found)

        def add(facts: Facts) -> Evidence:
            is_shared = form.cleaned_data["is_shared"]
            return add_evidence(
                found,
                office=self.office,
                by=self.user,
                as_draft=is_draft(request),
                facts=facts,
                is_shared=is_shared,
            )

        return self.save(request, found, form, add)


class EvidenceEdit(EvidencePage):
    """Write a draft, what was returned, or a new version of what is public."""

    def get(self, request: HttpRequest, office: str, year: int, item: str, pk: int) -> HttpResponse:
        evidence = self.evidence_or_404(year, item, pk)
        found = self.item_or_404(year, item)
        return self.page(request, found, self.form_of(request, found, evidence=evidence), evidence)

    def post(
        self, request: HttpRequest, office: str, year: int, item: str, pk: int
    ) -> HttpResponse:
        evidence, found = self.evidence_or_404(year, item, pk), self.item_or_404(year, item)
        form = self.form_of(request, found, evidence=evidence)

        def change(facts: Facts) -> Evidence:
            require_version(evidence, form.cleaned_data["version"])
            is_shared = form.cleaned_data["is_shared"]
            return change_evidence(
                evidence, by=self.user, as_draft=is_draft(request), facts=facts, is_shared=is_shared
            )

        return self.save(request, found, form, change, evidence=evidence)
