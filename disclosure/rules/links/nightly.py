"""Every link in force, tried again each night."""

from __future__ import annotations

from disclosure.rules.links.checking import ask_links, links_in_force
from disclosure.rules.links.limits import NIGHTLY_AFTER
from ita_portal.organisations.models import Office


def ask_links_in_force() -> int:
    """Have the links of every office tried that have rested for a while; return how many wait."""
    found = links_in_force()
    offices = Office.objects.filter(pk__in=found)
    return sum(ask_links(one, found[one.pk], unless_within=NIGHTLY_AFTER) for one in offices)
