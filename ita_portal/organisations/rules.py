"""What happens to offices as a whole."""

from __future__ import annotations

from django.db.models import F

from ita_portal.organisations.models import Office


def touch_public(office_id: int) -> None:
    """Note that something public of the office changed, so that its kept pages are made anew.

    Call it in the transaction of the change itself. Safe to repeat.
    """
    Office.objects.filter(pk=office_id).update(public_revision=F("public_revision") + 1)
