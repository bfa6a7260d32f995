"""What an office has set for its complaints, and who takes them."""

from __future__ import annotations

from django.utils import timezone

from complaints.models import ComplaintSettings
from ita_portal.organisations.access import Role
from ita_portal.organisations.models import Appointment, AppointmentQuerySet, Office


def settings_of(office: Office) -> ComplaintSettings:
    """Return the office's settings, not saved when it has none."""
    found = ComplaintSettings.objects.filter(office=office).first()
    return found or ComplaintSettings(office=office)


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
