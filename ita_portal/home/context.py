"""What the layout of the staff side shows: the year's ribbon, how much waits and is unread."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from ita_portal.home.chain import ChainStep, chain, facts_of_year
from ita_portal.home.waiting import count_waiting
from ita_portal.notifications.rules import count_unread

STEP_OF_PAGE = {
    "assessments:result_edit": ("scores", 1),
    "assessments:result_confirm": ("scores", 1),
    "assessments:result_items": ("scores", 1),
    "assessments:result_questions": ("scores", 1),
    "assessments:source_files": ("scores", 1),
    "assessments:analysis": ("analysis", 1),
    "assessments:analysis_edit": ("analysis", 1),
    "assessments:analysis_report": ("analysis", 1),
    "assessments:arithmetic": ("analysis", 1),
    "assessments:decoder": ("analysis", 1),
    "assessments:what_if": ("analysis", 1),
    "measures:plan": ("measures", 0),
    "measures:plan_edit": ("measures", 0),
    "measures:plan_submit": ("measures", 0),
    "measures:suggestions": ("measures", 0),
    "measures:plan_copy": ("measures", 0),
    "measures:leftovers": ("measures", 0),
    "measures:plan_version": ("measures", 0),
    "measures:amend": ("measures", 0),
    "measures:overview": ("measures", 0),
    "measures:plan_decide": ("announcement", 0),
    "measures:plan_approve": ("announcement", 0),
    "measures:plan_send_back": ("announcement", 0),
    "measures:progress_dates": ("months_{months}", 0),
    "measures:progress_round": ("months_{months}", 0),
    "measures:progress_group": ("months_{months}", 0),
    "measures:progress_report": ("months_{months}", 0),
    "disclosure:checklist": ("disclosure", 0),
    "disclosure:checklist_item": ("disclosure", 0),
    "home:year": ("", 0),
}
"""Which step a page belongs to, and how many years its own year lies before the chain's."""


def office_year(request: HttpRequest) -> dict[str, Any]:
    """Give templates `ribbon` and the two counts of the menu, worked out only where shown."""
    office = getattr(request, "office", None)
    if office is None:
        return {}
    match = request.resolver_match

    def ribbon() -> list[ChainStep]:
        name = match.view_name if match else ""
        if not match or name not in STEP_OF_PAGE:
            return []
        step, before = STEP_OF_PAGE[name]
        step = step.format(**match.kwargs)
        year = int(match.kwargs["year"]) + before
        facts = facts_of_year(office, year, plan=getattr(request, "plan", None))
        return chain(office, facts, here=step)

    def count() -> int:
        permissions = request.office_permissions  # type: ignore[attr-defined]
        return count_waiting(request.user, office, permissions)  # type: ignore[arg-type]

    def unread() -> int:
        return count_unread(request.user, office)  # type: ignore[arg-type]

    return {
        "ribbon": SimpleLazyObject(ribbon),
        "inbox_count": SimpleLazyObject(count),
        "unread_count": SimpleLazyObject(unread),
    }
