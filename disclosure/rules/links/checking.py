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
from disclosure.rules.checking.links import addresses_in
from disclosure.rules.links.own_pages import is_own
from disclosure.rules.links.verdicts import TOLD, Reason
from ita_portal.jobs.models import Job
from ita_portal.jobs.rules import enqueue
from ita_portal.organisations.models import Office, User

TASK = "disclosure.links"
MOST_IN_A_TEXT = 30
"""A text that names more addresses than this has the first ones tried."""
_WRITTEN = ("url", "text", "shown__url", "shown__text")


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

    On a machine without internet the portal's own pages are tried; others are only noted.
    What was tried less than `unless_within` ago is left alone; what waits already is not asked
    twice. `is_urgent` lets them pass what nobody waits for.
    """
    wanted = {mark_of(address): address for address in addresses}
    rows = LinkCheck.objects.of(office).filter(mark__in=wanted)
    known = set(rows.values_list("mark", flat=True))
    new = [_new(office, one) for mark, one in wanted.items() if mark not in known]
    LinkCheck.objects.bulk_create(new, ignore_conflicts=True)
    if not settings.LINKS_ARE_TRIED:
        rows = rows.filter(mark__in=[mark for mark, address in wanted.items() if is_own(address)])
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


def links_of(evidence: Evidence, *, shown: bool = True) -> list[str]:
    """Return the addresses that a piece stands on: what is worked on, and what the public sees.

    Without `shown` only what is worked on.
    """
    found = _written(evidence.url, evidence.text)
    if shown and evidence.shown is not None:
        found += _written(evidence.shown.url, evidence.shown.text)
    return list(dict.fromkeys(found))


def links_of_year(office: Office, fiscal_year: int) -> list[str]:
    """Return the addresses of all live evidence of the office in the year, in 1 query."""
    rows = Evidence.objects.of(office).live().filter(item__framework__fiscal_year=fiscal_year)
    return list(dict.fromkeys(one for row in rows.values_list(*_WRITTEN) for one in _all(row)))


def links_in_force() -> dict[int, list[str]]:
    """Return by office the addresses of all live evidence, above all what the public sees."""
    rows = Evidence.objects.live().filter(office__is_active=True)
    found: dict[int, list[str]] = {}
    for office, *row in rows.values_list("office_id", *_WRITTEN):
        found.setdefault(office, []).extend(_all(row))
    return found


def _all(row: Sequence[str | None]) -> list[str]:
    return [one for url, text in _pairs(row) for one in _written(url, text)]


def _pairs(row: Sequence[str | None]) -> Iterable[tuple[str | None, str | None]]:
    return zip(row[::2], row[1::2], strict=True)


def _written(url: str | None, text: str | None) -> list[str]:
    """Return the address of a link, or those that a text names."""
    return [url] if url else addresses_in(text or "")[:MOST_IN_A_TEXT]


def try_year(office: Office, fiscal_year: int, by: User | None = None) -> int:
    """Have all links of the year tried soon; return how many wait. `by` is who waits for it."""
    return ask_links(office, links_of_year(office, fiscal_year), is_urgent=by is not None)
