"""An office's limits for complaints and its days off: set by who sees no case."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from complaints.forms import DayOffForm, LimitsForm
from complaints.models import DayOff
from complaints.rules.limiting import (
    FIELDS,
    add_day_off,
    late_count,
    remove_day_off,
    set_limits,
)
from complaints.rules.settings import settings_of
from ita_portal.errors import Refused
from ita_portal.organisations.access import Permission
from ita_portal.organisations.pages import OfficePage
from ita_portal.thai.dates import buddhist_year
from ita_portal.thai.working_days import holidays_of


class SettingsPage(OfficePage):
    """The page of limits and days off, and the base of what is done on it."""

    permission = Permission.COMPLAINT_SETTINGS

    def show(
        self, request: HttpRequest, limits: LimitsForm | None = None, day: DayOffForm | None = None
    ) -> HttpResponse:
        """Show the page, with what was typed into a form that was refused."""
        found = settings_of(self.office)
        today = timezone.localdate()
        years = [buddhist_year(today), buddhist_year(today) + 1]
        context = {
            "limits": limits or LimitsForm(initial={**vars(found)}),
            "day": day or DayOffForm(),
            "mistaken": limits or day,
            "late": late_count(self.office),
            "days_off": DayOff.objects.filter(office=self.office),
            "years": [(year, holidays_of(year)) for year in years],
        }
        status = 422 if limits or day else 200
        return render(request, "complaints/settings.html", context, status=status)


class Limits(SettingsPage):
    """See and set the limits; how many cases are past one."""

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        return self.show(request)

    def post(self, request: HttpRequest, office: str) -> HttpResponse:
        form = LimitsForm(request.POST)
        if not form.is_valid():
            return self.show(request, limits=form)
        values = {name: form.cleaned_data[name] for name in FIELDS}
        try:
            set_limits(self.office, values, revision=form.cleaned_data["revision"], by=self.user)
        except Refused as refused:
            form.add_error(None, refused.message)
            return self.show(request, limits=_anew(form, settings_of(self.office).revision))
        messages.success(request, "บันทึกแล้ว กำหนดของเรื่องที่ยังไม่เสร็จคำนวณใหม่แล้ว")
        return redirect("complaints:settings", office)


class DayOffAdd(SettingsPage):
    """Add a day on which the office is closed (POST only)."""

    def post(self, request: HttpRequest, office: str) -> HttpResponse:
        form = DayOffForm(request.POST)
        if not form.is_valid():
            return self.show(request, day=form)
        facts = form.cleaned_data
        try:
            add_day_off(self.office, on=facts["on"], name=facts["name"], by=self.user)
        except Refused as refused:
            form.add_error("on", refused.message)
            return self.show(request, day=form)
        messages.success(request, "เพิ่มวันหยุดแล้ว")
        return redirect("complaints:settings", office)


class DayOffRemove(SettingsPage):
    """Take such a day away again (POST only)."""

    def post(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        day = get_object_or_404(DayOff.objects.select_related("office"), office=self.office, pk=pk)
        remove_day_off(day, by=self.user)
        messages.success(request, "นำวันหยุดออกแล้ว")
        return redirect("complaints:settings", office)


def _anew(form: LimitsForm, revision: int) -> LimitsForm:
    """Return the form as it was typed, with the revision that may be overwritten now."""
    typed = {name: form.data.get(name, "") for name in form.fields} | {"revision": revision}
    again = LimitsForm(typed)
    again.full_clean()
    for error in form.non_field_errors():
        again.add_error(None, error)
    return again
