"""The order in which the evidence of an item stands, for the staff and for the public."""

from __future__ import annotations

from django.db import transaction

from disclosure.models import Evidence
from ita_portal.audit.rules import record
from ita_portal.organisations.models import Office, User
from ita_portal.organisations.rules import touch_public


@transaction.atomic
def move_evidence(evidence: Evidence, *, up: bool, by: User) -> bool:
    """Change places with the neighbour above or below; tell whether there was one.

    The office's row is locked, so two people who order at once leave every place taken once.
    """
    office = Office.objects.select_for_update(no_key=True).get(pk=evidence.office_id)
    framework = evidence.item.framework
    rows = Evidence.objects.of(office).of_item(framework.fiscal_year, evidence.item.code).live()
    order = list(rows.order_by("position", "pk"))
    place = next((n for n, one in enumerate(order) if one.pk == evidence.pk), None)
    if place is None or not 0 <= (other := place + (-1 if up else 1)) < len(order):
        return False
    order[place], order[other] = order[other], order[place]
    for position, one in enumerate(order):
        one.position = position
    Evidence.objects.bulk_update(order, ["position"])
    touch_public(office.pk)
    detail = {"up": up, "title": evidence.title}
    record(by=by, office=office, verb="evidence.ordered", subject=evidence, detail=detail)
    return True
