"""Rounds open by themselves: each once, with every group's steps, whatever stands still or dies."""

from __future__ import annotations

import logging
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from ita_portal.audit.rules import record
from ita_portal.documents.models import Proposal
from ita_portal.errors import Refused
from ita_portal.organisations.models import Office, User
from ita_portal.thai.fiscal_year import FiscalYear
from measures.models import Plan, Round, RoundMonths
from measures.rules.progress.apart import Failures
from measures.rules.progress.dates import default_dates
from measures.rules.progress.spreading import spread

logger = logging.getLogger(__name__)

LOOKS_BACK = timedelta(days=60)
"""How long after its end a fiscal year still gets rounds by itself, after a standstill."""
_AT_ONCE = 200
"""Rounds that are opened in one transaction, each whole or not at all."""

_APPROVED = Plan.objects.filter(proposal__status=Proposal.Status.APPROVED)


def open_due_rounds(today: date) -> int:
    """Open every round that is due on `today` and has a plan in force; return how many.

    Rounds whose dates nobody has set are made with the usual ones, as far as the office's plan was
    signed before they were due. Safe to run twice, at the same time, and after an end in the
    middle: rounds are opened some hundred at a time, each with all its steps or not at all.

    One that cannot be opened does not keep the others closed: where some hundred fail they are
    opened one by one. Raises what failed when the others are done.
    """
    _make_usual_rounds(today)
    opened = 0
    try:
        while ids := _open_some(_due(today)):
            opened += len(ids)
    except Exception:
        logger.exception("some rounds could not be opened together; each is opened alone")
        opened += _open_one_by_one(today)
    return opened


def _open_one_by_one(today: date) -> int:
    failures, opened = Failures(), 0
    for pk in list(_due(today).order_by("pk").values_list("pk", flat=True)):
        with failures.apart(f"opening round {pk}"):
            opened += len(_open_some(_due(today).filter(pk=pk)))
    failures.raise_any("rounds could not be opened")
    return opened


@transaction.atomic
def open_round(round_: Round, *, by: User) -> Round:
    """Open a round now, whatever its day. Raises Refused without a plan in force.

    Safe to repeat: one that is open stays as it is.
    """
    if not in_force(round_.office, round_.fiscal_year):
        raise Refused(
            f"ปีงบประมาณ พ.ศ. {round_.fiscal_year} ยังไม่มีแผนมาตรการที่ลงนามแล้ว จึงยังเปิดรอบรายงานไม่ได้"
        )
    _open_some(_openable().filter(pk=round_.pk), by=by)
    return Round.objects.get(pk=round_.pk)


def in_force(office: Office, fiscal_year: int) -> Plan | None:
    """Return the newest signed version of the year's plan."""
    of_year = _APPROVED.filter(office=office, fiscal_year=fiscal_year)
    return of_year.order_by("-version").first()


def _openable() -> QuerySet[Round]:
    return Round.objects.filter(Exists(_plan_of_round()), opened_at=None)


def _due(today: date) -> QuerySet[Round]:
    return _openable().filter(opens_on__lte=today)


def _plan_of_round() -> QuerySet[Plan]:
    same = _APPROVED.filter(office=OuterRef("office_id"), fiscal_year=OuterRef("fiscal_year"))
    return same.order_by("-version")


@transaction.atomic
def _open_some(rounds: QuerySet[Round], *, by: User | None = None) -> list[int]:
    """Open some of the rounds and return their ids.

    The order keeps two that open at the same time from waiting for each other in a circle.
    """
    held = rounds.select_for_update(of=("self",)).order_by("pk")[:_AT_ONCE]
    found = list(held.select_related("office"))
    ids = [one.pk for one in found]
    if not ids:
        return []
    plan = Subquery(_plan_of_round().values("pk")[:1])
    Round.objects.filter(pk__in=ids).update(plan_id=plan, opened_at=timezone.now())
    spread(ids)
    for one in found:
        detail = {"fiscal_year": one.fiscal_year, "months": one.months}
        record(by=by, office=one.office, verb="round.opened", subject=one, detail=detail)
    return ids


def _make_usual_rounds(today: date) -> None:
    """Make the rounds that have begun by their usual dates and are in no office's list yet."""
    for year in {FiscalYear.of(today).year, FiscalYear.of(today - LOOKS_BACK).year}:
        for months in RoundMonths:
            if default_dates(year, months).opens_on <= today:
                _make_rounds(year, months)


def _make_rounds(year: int, months: RoundMonths) -> None:
    dates = default_dates(year, months)
    known = Round.objects.filter(office=OuterRef("office_id"), fiscal_year=year, months=months)
    in_time = _APPROVED.filter(
        ~Exists(known), fiscal_year=year, proposal__approved_at__date__lte=dates.due_on
    )
    offices = in_time.values_list("office_id", flat=True).distinct().order_by("office_id")
    Round.objects.bulk_create(
        (
            Round(office_id=office_id, fiscal_year=year, months=months, **vars(dates))
            for office_id in offices
        ),
        ignore_conflicts=True,
    )
