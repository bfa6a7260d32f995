"""The links of an office as they answered: asking for tries, keeping what came, telling it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from disclosure.models import Evidence, LinkCheck
from disclosure.models.link import mark_of
from disclosure.rules.links.verdicts import TOLD, Reason
from ita_portal.jobs.models import Job
from ita_portal.jobs.rules import enqueue
from ita_portal.organisations.models import Office, User

TASK = "disclosure.links"


def latest(office: Office, addresses: Iterable[str]) -> dict[str, LinkCheck]:
    """Return what is known of these addresses of the office, in 1 query.

    An address that nobody has asked about is left out; one whose `tried_at` is None waits for its
    first try.
    """
    wanted = list(dict.fromkeys(addresses))
    if not wanted:
        return {}
    rows = LinkCheck.objects.of(office).at(wanted).select_related("confirmed_by")
    return {check.address: check for check in rows}


@transaction.atomic
def ask_links(
    office: Office,
    addresses: Iterable[str],
    *,
    unless_within: timedelta = timedelta(0),
    is_urgent: bool = False,
) -> int:
    """Have the addresses tried soon; return how many of them wait now. Safe to repeat.

    On a machine without internet they are only noted, and none waits.
    What was tried less than `unless_within` ago is left alone; what waits already is not asked
    twice. `is_urgent` lets them pass what nobody waits for.
    """
    wanted = {mark_of(address): address for address in addresses}
    rows = LinkCheck.objects.of(office).filter(mark__in=wanted)
    known = set(rows.values_list("mark", flat=True))
    new = [_new(office, one) for mark, one in wanted.items() if mark not in known]
    LinkCheck.objects.bulk_create(new, ignore_conflicts=True)
    if not settings.LINKS_ARE_TRIED:
        return 0
    now = timezone.now()
    idle = rows.filter(asked=F("done"))
    if unless_within:
        idle = idle.filter(Q(tried_at__isnull=True) | Q(tried_at__lte=now - unless_within))
    idle.update(asked=F("asked") + 1, asked_at=now, is_urgent=is_urgent, next_try_at=None)
    waiting = rows.exclude(asked=F("done"))
    if is_urgent:
        waiting.update(is_urgent=True)
    count = waiting.count()
    if count:
        call_worker()
    return count


def _new(office: Office, address: str) -> LinkCheck:
    told = TOLD[Reason.UNTRIED]
    return LinkCheck(
        office=office,
        mark=mark_of(address),
        address=address,
        host=host_of(address),
        words=told.words,
        mend=told.mend,
    )


def host_of(address: str) -> str:
    """Return the host of an address in small letters, "" where it has none."""
    try:
        return (urlsplit(address).hostname or "")[:255]
    except ValueError:
        return ""


def call_worker() -> None:
    """Have the worker go through what waits, in the caller's transaction; one job at a time."""
    if Job.objects.filter(task=TASK, state=Job.State.QUEUED).exists():
        return
    key = f"{TASK}:{timezone.now().isoformat()}"
    enqueue(task=TASK, subject_id=0, key=key, title="ลองเปิดลิงก์", office=None)


def links_of(evidence: Evidence) -> list[str]:
    """Return the addresses that a piece stands on: what is worked on, and what the public sees."""
    shown = evidence.shown.url if evidence.shown_id and evidence.shown else ""
    return [one for one in dict.fromkeys((evidence.url, shown)) if one]


def links_of_year(office: Office, fiscal_year: int) -> list[str]:
    """Return the addresses of all live evidence of the office in the year, in 1 query."""
    rows = Evidence.objects.of(office).live().filter(item__framework__fiscal_year=fiscal_year)
    return _addresses(rows.values_list("url", "shown__url"))


def _addresses(rows: Iterable[Sequence[str | None]]) -> list[str]:
    return list(dict.fromkeys(address for row in rows for address in row if address))


def links_in_force() -> dict[int, list[str]]:
    """Return by office the addresses of all live evidence, above all what the public sees."""
    rows = Evidence.objects.live().filter(office__is_active=True)
    found: dict[int, list[str]] = {}
    for office, *addresses in rows.values_list("office_id", "url", "shown__url", "coming__url"):
        found.setdefault(office, []).extend(one for one in addresses if one)
    return found


def try_year(office: Office, fiscal_year: int, by: User | None = None) -> int:
    """Have all links of the year tried soon; return how many wait. `by` is who waits for it."""
    return ask_links(office, links_of_year(office, fiscal_year), is_urgent=by is not None)
