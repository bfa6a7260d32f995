"""What an office has set for its complaints, and who takes them."""

from __future__ import annotations

from django.utils import timezone

from complaints.models import KEEP_FIELDS, ComplaintSettings
from ita_portal.organisations.access import Role
from ita_portal.organisations.models import Appointment, AppointmentQuerySet, Office


def settings_of(office: Office) -> ComplaintSettings:
    """Return the office's settings, not saved when it has none."""
    found = ComplaintSettings.objects.filter(office=office).first()
    return found or ComplaintSettings(office=office)


def kept_years(found: ComplaintSettings) -> list[tuple[str, int]]:
    """Return for how many years closed cases are kept, each with the words for which ones."""
    fields = ComplaintSettings._meta.concrete_fields
    names = {field.name: str(field.verbose_name) for field in fields}
    return [(names[name], getattr(found, name)) for name in KEEP_FIELDS]


def handlers(office: Office) -> AppointmentQuerySet:
    """Return the posts of today's usual handlers, with their people."""
    return _holding(office, Role.COMPLAINT_OFFICER)


def substitutes(office: Office) -> AppointmentQuerySet:
    """Return the posts of those who take complaints about the director or the handlers.

    Without one the office must not take such a complaint: it would reach whom it is about.
    """
    return _holding(office, Role.COMPLAINT_SUBSTITUTE)


def _holding(office: Office, role: str) -> AppointmentQuerySet:
    held = Appointment.objects.filter(office=office, role=role).current(timezone.localdate())
    return held.select_related("user").order_by("pk")
