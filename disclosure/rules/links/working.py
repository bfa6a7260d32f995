"""The worker's way through the links that wait: politely, one after another, and never for long."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from disclosure.models import Evidence, LinkCheck
from disclosure.rules.links.checking import call_worker
from disclosure.rules.links.guard import Guard
from disclosure.rules.links.limits import CLAIM, HOST_PAUSE, HOSTS_AT_ONCE, KEPT_TRIES, WORK
from disclosure.rules.links.own_pages import is_own, own_hosts, try_own_page
from disclosure.rules.links.tries import Tried, failing, pause_after, standing
from disclosure.rules.links.trying import LinkTry, try_link
from disclosure.rules.links.verdicts import Reason
from disclosure.rules.running import ask_checks

logger = logging.getLogger(__name__)

Trier = Callable[[str], LinkTry]


def try_once(address: str) -> LinkTry:
    """Try an address now: the portal's own pages without network, all others over it.

    On a machine without internet the others stay untried.
    """
    if not settings.LINKS_ARE_TRIED and not is_own(address):
        return LinkTry(Reason.UNTRIED)
    guard = Guard(ports=frozenset(settings.LINK_PORTS))
    tried = try_link(address, own_hosts=own_hosts(), guard=guard)
    return try_own_page(tried.final) if tried.reason is Reason.OWN else tried


def run(_ordinal_id: int) -> None:
    """Try what waits for a while, then hand the rest to a next job. Safe to repeat and at once."""
    work()


def note_failure(_ordinal_id: int) -> None:
    """Leave a word in the log; what waits is handed over again by the minute."""
    logger.error("the links that wait could not be tried")


def work(trier: Trier = try_once) -> int:
    """Try the links that wait, a host at a time with a pause; return how many were tried."""
    ends, count = time.monotonic() + WORK.total_seconds(), 0
    while time.monotonic() < ends:
        check = _claim()
        if check is not None:
            keep_try(check.pk, _safely(trier, check.address))
            count += 1
        elif _only_pauses():
            time.sleep(HOST_PAUSE.total_seconds() / 4)
        else:
            return count
    with transaction.atomic():
        call_worker()
    return count


def _safely(trier: Trier, address: str) -> LinkTry:
    """One address that breaks the portal's own code must not hold up the others."""
    try:
        return trier(address)
    except Exception:
        logger.exception("a link could not be tried")
        return LinkTry(Reason.UNTRIED)


def _claim() -> LinkCheck | None:
    """Take the next link whose host is left in peace; None when there is none to be had."""
    now = timezone.now()
    if LinkCheck.objects.filter(claimed_until__gt=now).count() >= HOSTS_AT_ONCE:
        return None
    busy = LinkCheck.objects.filter(Q(claimed_until__gt=now) | Q(tried_at__gt=now - HOST_PAUSE))
    free = LinkCheck.objects.waiting().exclude(host__in=busy.values("host"))
    check = free.first()
    if check is None:
        return None
    idle = LinkCheck.objects.filter(pk=check.pk).filter(
        Q(claimed_until__isnull=True) | Q(claimed_until__lte=now)
    )
    return check if idle.update(claimed_until=now + CLAIM) else None


def _only_pauses() -> bool:
    """Tell whether something waits that nobody tries now: its host is only given a pause."""
    now = timezone.now()
    being_tried = LinkCheck.objects.filter(claimed_until__gt=now).count()
    return being_tried < HOSTS_AT_ONCE and LinkCheck.objects.waiting().exists()


@transaction.atomic
def keep_try(pk: int, tried: LinkTry, *, at: datetime | None = None) -> LinkCheck:
    """Keep a try and what all tries say now; evidence that stands on the link is checked again."""
    now = at or timezone.now()
    check = LinkCheck.objects.select_for_update(of=("self",)).select_related("office").get(pk=pk)
    before = (check.verdict, check.reason, check.words)
    tries = [*tries_of(check), Tried(now, tried)][-KEPT_TRIES:]
    stands, failed = standing(tries), failing(tries)
    check.verdict, check.reason = stands.verdict.value, stands.reason.value
    check.words, check.mend = stands.words, stands.mend
    check.tries = [_written(one) for one in tries]
    check.tried_at, check.claimed_until, check.done = now, None, check.asked
    check.is_urgent = False
    check.opened_at = now if tried.reason is Reason.OK else check.opened_at
    check.failing_since = (check.failing_since or failed[0].at) if failed else None
    pause = pause_after(tries)
    check.next_try_at = now + pause if pause else None
    check.save()
    if before != (check.verdict, check.reason, check.words):
        tell_evidence(check, occasion=f"link {check.pk} {check.done}")
    return check


def _written(tried: Tried) -> dict[str, object]:
    one = asdict(tried.one)
    return {"at": tried.at.isoformat(), "verdict": tried.one.verdict.value, **one}


def tries_of(check: LinkCheck) -> list[Tried]:
    """Return the tries that are kept, oldest first."""
    return [_tried(row) for row in check.tries]


def _tried(row: dict[str, object]) -> Tried:
    at = parse_datetime(str(row["at"]))
    if at is None:
        raise ValueError(f"no time of a try: {row['at']}")
    status, seconds = row.get("status"), row.get("seconds")
    one = LinkTry(
        reason=Reason(str(row["reason"])),
        status=status if isinstance(status, int) else None,
        final=str(row.get("final") or ""),
        seconds=float(seconds) if isinstance(seconds, int | float) else 0.0,
    )
    return Tried(at, one)


def tell_evidence(check: LinkCheck, *, occasion: str) -> None:
    """Have the evidence that stands on the link checked again, in the caller's transaction."""
    stands_on = Q(url=check.address) | Q(text__contains=check.address.partition("://")[2])
    rows = Evidence.objects.of(check.office).live().filter(stands_on)
    for evidence in rows.select_related("office"):
        ask_checks(evidence, occasion=occasion)


def hand_over(now: datetime | None = None) -> int:
    """Ask for the links whose time to be tried again has come, and wake the worker; by the minute.

    Returns how many wait. Safe to repeat and at the same time.
    """
    now = now or timezone.now()
    due = list(LinkCheck.objects.due(now).values_list("pk", flat=True)[:500])
    with transaction.atomic():
        if settings.LINKS_ARE_TRIED:
            _ask(due, now)
        waiting = LinkCheck.objects.waiting().count()
        if waiting:
            call_worker()
    return waiting


def _ask(pks: list[int], now: datetime) -> None:
    for check in LinkCheck.objects.select_for_update(of=("self",)).due(now).filter(pk__in=pks):
        check.asked, check.asked_at, check.next_try_at = check.asked + 1, now, None
        check.save(update_fields=["asked", "asked_at", "next_try_at"])
