"""Who takes complaints: appointed by the director, who sees none of them."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from complaints.forms import HandlerForm
from complaints.rules.settings import handlers, substitutes
from ita_portal.errors import Refused
from ita_portal.organisations.access import COMPLAINT_ROLES, Permission
from ita_portal.organisations.models import Appointment
from ita_portal.organisations.pages import OfficePage
from ita_portal.staff.rules import appoint, end_appointment


class Handlers(OfficePage):
    """Who takes the office's complaints, and appointing one more."""

    permission = Permission.COMPLAINT_APPOINT

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        initial = {"starts_on": timezone.localdate()}
        return self._page(request, HandlerForm(office=self.office, by=self.user, initial=initial))

    def post(self, request: HttpRequest, office: str) -> HttpResponse:
        form = HandlerForm(request.POST, office=self.office, by=self.user)
        if not form.is_valid():
            return self._page(request, form)
        facts = form.cleaned_data
        person = facts["person"]
        held = Appointment.objects.filter(user=person, office=self.office).current(
            timezone.localdate()
        )
        post = {
            "role": facts["role"],
            "title": held.order_by("pk")[0].title,
            "capacity": Appointment.Capacity.OWN,
            "order_number": facts["order_number"],
            "starts_on": facts["starts_on"],
        }
        try:
            appoint(person, office=self.office, post=post, by=self.user)
        except Refused as refused:
            form.add_error(None, refused.message)
            return self._page(request, form)
        messages.success(request, f"แต่งตั้ง {person.full_name} แล้ว")
        return redirect("complaints:handlers", office)

    def _page(self, request: HttpRequest, form: HandlerForm) -> HttpResponse:
        context = {
            "form": form,
            "handlers": handlers(self.office),
            "substitutes": substitutes(self.office),
        }
        status = 422 if form.is_bound else 200
        return render(request, "complaints/handlers.html", context, status=status)


class HandlerEnd(OfficePage):
    """End such an appointment with the day before (POST only), or today if it began today."""

    permission = Permission.COMPLAINT_APPOINT

    def post(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        held = Appointment.objects.filter(office=self.office, role__in=COMPLAINT_ROLES)
        post = get_object_or_404(held, pk=pk)
        last = max(post.starts_on, timezone.localdate() - timedelta(days=1))
        try:
            end_appointment(post, on=last, by=self.user)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            ended = "แล้ว" if last < timezone.localdate() else "เมื่อสิ้นวันนี้ เพราะเริ่มวันนี้"
            messages.success(request, f"สิ้นสุดการแต่งตั้ง{ended}")
        return redirect("complaints:handlers", office)
