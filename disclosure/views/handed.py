"""A year as it was handed in, for everybody: the copy with its hash, and each item as it was."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.views import View

from disclosure.models import FrozenArchive, FrozenKind, FrozenPiece, HandIn
from disclosure.rules.handing_in.appealing import current_archive, item_facts
from disclosure.rules.handing_in.freezing import path_of
from disclosure.rules.handing_in.frozen_pages import FrozenView
from disclosure.rules.handing_in.later import item_later, year_later
from disclosure.rules.handing_in.snapshot import Facts
from disclosure.rules.heading import YearHead
from disclosure.views.files import MOST_PK
from disclosure.views.handing_in import MOST_NUMBER
from disclosure.views.public import head_or_404
from ita_portal.errors import Refused
from ita_portal.files.sending import public_response


def handed_or_404(office: str, year: int, number: int) -> tuple[YearHead, HandIn]:
    """Return the head of the year and what was handed in under that number, or raise 404."""
    head = head_or_404(office, year)
    if number > MOST_NUMBER:
        raise Http404
    rows = HandIn.objects.filter(office_id=head.office_id, fiscal_year=year)
    return head, get_object_or_404(rows.select_related("office"), number=number)


class PublicHandIn(View):
    """The year as it was handed in: when, how far it was, the copy and how to verify it."""

    def get(self, request: HttpRequest, office: str, year: int, number: int) -> HttpResponse:
        head, hand_in = handed_or_404(office, year, number)
        context = {
            "office": head.office,
            "head": head,
            "hand_in": hand_in,
            "archive": current_archive(hand_in),
            "replaced": list(hand_in.archives.filter(replaced_at__isnull=False)),
            "taken": list(hand_in.pieces.filter(taken_out_at__isnull=False)),
            "items": hand_in.snapshot["items"],
            "later": year_later(head),
        }
        return render(request, "disclosure/handed_year.html", context)


class PublicHandInCopy(View):
    """The frozen copy as one ZIP; none while another is being made in its place."""

    def get(self, request: HttpRequest, office: str, year: int, number: int) -> HttpResponseBase:
        _, hand_in = handed_or_404(office, year, number)
        archive = current_archive(hand_in)
        if archive is None:
            raise Http404
        etag = f'"{archive.sha256}"'
        response = get_conditional_response(request, etag=etag) or _copy(archive)
        response.headers["ETag"] = etag
        response.headers["Cache-Control"] = "no-cache"
        return response


class PublicHandedItem(View):
    """An item as it was handed in, also when something else stands at its address now."""

    def get(
        self, request: HttpRequest, office: str, year: int, number: int, item: str
    ) -> HttpResponse:
        head, hand_in = handed_or_404(office, year, number)
        facts = item_facts(hand_in, item)
        if facts is None:
            raise Http404
        rows = hand_in.pieces.filter(code=item).select_related("file").order_by("position")
        pieces = [
            (FrozenView(piece, row, ""), row.anchor)
            for piece, row in zip(facts["pieces"], rows, strict=True)
        ]
        context = {
            "office": head.office,
            "head": head,
            "hand_in": hand_in,
            "item": facts,
            "pieces": pieces,
            "later": item_later(head, item),
        }
        return render(request, "disclosure/handed_item.html", context)


class PublicHandedFile(View):
    """A file as it was handed in, also when its evidence was withdrawn; unless it was taken out."""

    def get(
        self, request: HttpRequest, office: str, year: int, number: int, item: str, pk: int
    ) -> HttpResponseBase:
        _, hand_in = handed_or_404(office, year, number)
        facts = item_facts(hand_in, item)
        rows = hand_in.pieces.filter(code=item).select_related("file")
        piece: FrozenPiece = get_object_or_404(rows, pk=min(pk, MOST_PK))
        if piece.is_taken_out:
            raise Http404(f"นำออกเมื่อวันส่งผ่านแล้ว เพราะ{piece.taken_out_because}")
        if piece.document_code:
            return redirect("documents:pdf", office=office, code=piece.document_code)
        if piece.kind == FrozenKind.PAGE and facts is not None:
            return _page(piece, facts)
        if piece.file is None:
            raise Http404
        try:
            return public_response(request, piece.file, changed_at=hand_in.handed_at)
        except Refused as refused:
            raise Http404(refused.message) from refused


def _page(piece: FrozenPiece, facts: Facts) -> HttpResponse:
    """Send what a page of the portal said that day, so that nothing in it can run."""
    told = next(one for one in facts["pieces"] if one["anchor"] == piece.anchor)
    answer = HttpResponse(told["file"]["content"], content_type=told["file"]["media_type"])
    name = quote(told["file"]["name"], safe="")
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _copy(archive: FrozenArchive) -> HttpResponseBase:
    """Send the copy from the private folder; behind nginx it is sent by nginx itself."""
    response: HttpResponseBase
    if settings.ACCEL_PREFIX:
        response = HttpResponse(content_type="application/zip")
        response.headers["X-Accel-Redirect"] = f"{settings.ACCEL_PREFIX}{archive.place}"
    else:
        path: Path = path_of(archive)
        if not path.is_file():
            raise Http404
        response = FileResponse(path.open("rb"), content_type="application/zip")
        response.headers["Content-Length"] = str(archive.size)
    kept = archive.hand_in
    name = quote(
        f"สำเนา OIT ปี {kept.fiscal_year} ครั้งที่ {kept.number} {kept.office.short_name}.zip", safe=""
    )
    plain = f"oit-{kept.office.code}-{kept.fiscal_year}-{kept.number}.zip"
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{name}"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
