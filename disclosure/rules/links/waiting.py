"""Links that nobody has tried yet, tried here and now: for who asks by command."""

from __future__ import annotations

from django.utils import timezone

from disclosure.models import LinkCheck
from disclosure.rules.links.checking import links_of_year, try_year
from disclosure.rules.links.working import work
from ita_portal.organisations.models import Office


def try_untried(office: Office, fiscal_year: int) -> int:
    """Try the links of the year, those first that never were; return how many were tried here.

    It takes no longer than one job of the worker, which is asked to go on with what is left.
    """
    try_year(office, fiscal_year)
    wanted = LinkCheck.objects.of(office).at(links_of_year(office, fiscal_year))
    fresh = wanted.filter(tried_at__isnull=True)
    if not fresh.exists():
        return 0
    fresh.update(is_urgent=True, asked_at=timezone.now())
    return work()
