"""The files of evidence: the public version for everybody, every version for the staff."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views import View

from disclosure.models import Evidence
from disclosure.views.item import ItemPage
from disclosure.views.public import head_or_404
from ita_portal.errors import Refused
from ita_portal.files.models import StoredFile
from ita_portal.files.sending import public_response, response

MOST_PK = 2**63 - 1


class PublicFile(View):
    """The file of the version that the public sees, at an address that stays with the evidence."""

    def get(
        self, request: HttpRequest, office: str, year: int, item: str, pk: int
    ) -> HttpResponseBase:
        head = head_or_404(office, year)
        if pk > MOST_PK or not item.isalnum():
            raise Http404
        rows = Evidence.objects.published().of_item(year, item).filter(office_id=head.office_id)
        evidence = get_object_or_404(rows.select_related("shown__file"), pk=pk)
        if evidence.shown is None or evidence.shown.file is None or evidence.shown_at is None:
            raise Http404
        try:
            return public_response(request, evidence.shown.file, changed_at=evidence.shown_at)
        except Refused as refused:
            raise Http404(refused.message) from refused


class EvidenceFile(ItemPage):
    """The file of the present content, be it a draft."""

    def get(
        self, request: HttpRequest, office: str, year: int, item: str, pk: int
    ) -> HttpResponseBase:
        return sent(self.evidence_or_404(year, item, pk).file)


class VersionFile(ItemPage):
    """The file of a version that was proposed once."""

    def get(
        self, request: HttpRequest, office: str, year: int, item: str, pk: int, number: int
    ) -> HttpResponseBase:
        evidence = self.evidence_or_404(year, item, pk)
        if number > 2**15:
            raise Http404
        versions = evidence.versions.select_related("file")
        return sent(get_object_or_404(versions, number=number).file)


def sent(file: StoredFile | None) -> HttpResponseBase:
    """Send a file; 404 where there is none, or where it is not what was kept any more."""
    if file is None:
        raise Http404
    try:
        return response(file, inline=True)
    except Refused as refused:
        raise Http404(refused.message) from refused
