"""The public page of complaints."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.views import View

from complaints.rules.channels import OUTSIDE, office_channels
from ita_portal.organisations.models import Office


class Channels(View):
    """How a complaint about the office can be brought in, to it and to bodies outside."""

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        found = get_object_or_404(Office, code=office, is_active=True)
        context = {"office": found, "channels": office_channels(found), "outside": OUTSIDE}
        page = render_to_string("complaints/channels.html", context)
        return HttpResponse(page, headers={"Cache-Control": "no-cache"})
