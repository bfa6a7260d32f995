"""What the portal knows of offices and the people in them."""

from ita_portal.organisations.models.appointment import Appointment, AppointmentQuerySet
from ita_portal.organisations.models.office import Office, OfficeGroup, OfficeQuerySet
from ita_portal.organisations.models.user import User

__all__ = ["Appointment", "AppointmentQuerySet", "Office", "OfficeGroup", "OfficeQuerySet", "User"]
