"""Letting the office publish its channels, guideline and figures: by the director, once."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from complaints.models import Publication
from complaints.rules.channels import office_channels
from complaints.rules.masking import LEAST
from complaints.rules.publishing import permit, revoke, settled_years, standings
from complaints.rules.settings import handlers, settings_of
from complaints.views.statistics import for_page
from ita_portal.errors import Refused
from ita_portal.organisations.access import Permission
from ita_portal.organisations.pages import OfficePage


class PublishingPage(OfficePage):
    """The page on which one reads what would be public, and the base of what is decided there."""

    permission = Permission.COMPLAINT_SETTINGS

    def show(
        self, request: HttpRequest, *, mistake: tuple[str, str, str] | None = None
    ) -> HttpResponse:
        """Show the page; `mistake`: what could not be taken back, why, and the reason as typed."""
        context = {
            "standings": standings(self.office),
            "channels": office_channels(self.office),
            "handlers": handlers(self.office),
            "limits": settings_of(self.office),
            "years": for_page(settled_years(self.office)),
            "least": LEAST,
            "mistake": mistake,
        }
        status = 422 if mistake else 200
        return render(request, "complaints/publishing.html", context, status=status)


class Publishing(PublishingPage):
    """Read what may be published, and what is."""

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        return self.show(request)


class Permitting(PublishingPage):
    """Permit one of it (POST only)."""

    def post(self, request: HttpRequest, office: str, what: str) -> HttpResponse:
        wanted = _publication_or_404(what)
        try:
            permit(self.office, wanted, by=self.user)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, f"อนุญาตให้เผยแพร่{wanted.label}แล้ว")
        return redirect("complaints:publishing", office)


class Revoking(PublishingPage):
    """Take a permit back, with a reason (POST only)."""

    def post(self, request: HttpRequest, office: str, what: str) -> HttpResponse:
        wanted, reason = _publication_or_404(what), request.POST.get("reason", "")[:300]
        try:
            revoke(self.office, wanted, reason=reason, by=self.user)
        except Refused as refused:
            return self.show(request, mistake=(wanted, refused.message, reason))
        messages.success(request, f"ถอนการเผยแพร่{wanted.label}แล้ว")
        return redirect("complaints:publishing", office)


def _publication_or_404(what: str) -> Publication:
    try:
        return Publication(what)
    except ValueError as error:
        raise Http404 from error
