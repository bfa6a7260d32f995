"""The pages of a paper before it is signed, for those of the office who may read the paper."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from ita_portal.documents.models import Preview, picture_name
from ita_portal.documents.rules.previewing import draw_again
from ita_portal.errors import Refused
from ita_portal.organisations.access import Permission
from ita_portal.organisations.pages import OfficePage


class PreviewBase(OfficePage):
    """What the addresses of a preview share: finding it in the office."""

    permission = Permission.DOCUMENT_VIEW

    def preview(self, code: str) -> Preview:
        """Return the office's preview of the words with this fingerprint, or raise 404."""
        rows = Preview.objects.filter(office=self.office).defer("words")
        return get_object_or_404(rows, words_sha256=code)


class PreviewState(PreviewBase):
    """The pages, or how far they are: a part of a page that asks again until they stand."""

    def get(self, request: HttpRequest, office: str, code: str) -> HttpResponse:
        preview = self.preview(code)
        job = None if preview.made_at else preview.job
        if request.GET.get("seen") == "waiting" and job and job.finished_at is None:
            return HttpResponse(status=204)  # nothing to say aloud again
        back = urlsplit(request.headers.get("HX-Current-URL", "")).path
        context = {"preview": preview, "back": back}
        return render(request, "documents/parts/pages_state.html", context)


class PreviewPage(PreviewBase):
    """The picture of one page, `size` "large" or "small"; kept by nobody on the way."""

    def get(
        self, request: HttpRequest, office: str, code: str, place: int, size: str
    ) -> HttpResponseBase:
        preview = self.preview(code)
        if not 1 <= place <= len(preview.sizes):
            raise Http404
        return _picture(preview.folder / picture_name(place, size))


class PreviewRetry(PreviewBase):
    """Have failed pictures made again (POST only)."""

    permission = Permission.DOCUMENT_RETRY

    def post(self, request: HttpRequest, office: str, code: str) -> HttpResponse:
        try:
            draw_again(self.preview(code))
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, "สั่งจัดทำภาพหน้าเอกสารใหม่แล้ว")
        return redirect(self._back(request))

    def _back(self, request: HttpRequest) -> str:
        """Return the page with the preview on it, if the form names one of this portal."""
        back = request.POST.get("next", "")
        if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
            return back
        return reverse("documents:document_list", args=[self.office.code])


def _picture(path: Path) -> HttpResponseBase:
    answer: HttpResponseBase
    if settings.ACCEL_PREFIX:
        name = path.relative_to(settings.PRIVATE_FILES).as_posix()
        answer = HttpResponse(content_type="image/webp")
        answer.headers["X-Accel-Redirect"] = f"{settings.ACCEL_PREFIX}{name}"
    else:
        try:
            answer = FileResponse(path.open("rb"), content_type="image/webp")
        except FileNotFoundError as error:
            raise Http404 from error
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
