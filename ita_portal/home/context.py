"""What the layout of the staff side shows on every page: the year's ribbon and the inbox count."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from ita_portal.home.chain import ChainStep, chain, facts_of_year
from ita_portal.home.waiting import waiting_for

STEP_OF_PAGE = {
    "assessments:result_edit": ("scores", 1),
    "assessments:result_confirm": ("scores", 1),
    "assessments:analysis": ("analysis", 1),
    "assessments:decoder": ("analysis", 1),
    "assessments:what_if": ("analysis", 1),
    "measures:plan": ("measures", 0),
    "measures:plan_edit": ("measures", 0),
    "measures:plan_submit": ("measures", 0),
    "measures:plan_decide": ("announcement", 0),
    "measures:plan_approve": ("announcement", 0),
    "measures:plan_send_back": ("announcement", 0),
    "disclosure:checklist": ("disclosure", 0),
    "disclosure:checklist_item": ("disclosure", 0),
    "home:year": ("", 0),
}
"""Which step a page belongs to, and how many years its own year lies before the chain's."""


def office_year(request: HttpRequest) -> dict[str, Any]:
    """Give templates `ribbon` and `inbox_count`, worked out only where they are shown."""
    office = getattr(request, "office", None)
    if office is None:
        return {}
    match = request.resolver_match

    def ribbon() -> list[ChainStep]:
        name = match.view_name if match else ""
        if not match or name not in STEP_OF_PAGE:
            return []
        step, before = STEP_OF_PAGE[name]
        facts = facts_of_year(office, int(match.kwargs["year"]) + before)
        return chain(office, facts, here=step)

    def count() -> int:
        permissions = request.office_permissions  # type: ignore[attr-defined]
        return waiting_for(request.user, office, permissions).count  # type: ignore[arg-type]

    return {"ribbon": SimpleLazyObject(ribbon), "inbox_count": SimpleLazyObject(count)}
