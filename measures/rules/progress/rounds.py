"""The two rounds of a year: their dates, as the coordinator sets them."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from ita_portal.audit.rules import record
from ita_portal.errors import Refused, Stale
from ita_portal.organisations.models import Office, User
from ita_portal.thai.fiscal_year import FiscalYear
from measures.models import Round, RoundMonths
from measures.rules.progress.dates import RoundDates, default_dates
from measures.rules.progress.opening import in_force, open_round
from measures.rules.progress.reported import standing_report


def round_of(office: Office, fiscal_year: int, months: int) -> Round:
    """Return the round, or one that is not kept yet, with the usual dates.

    Raises ValueError for months that make no round.
    """
    kept = Round.objects.filter(office=office, fiscal_year=fiscal_year, months=months)
    found = kept.select_related("plan").first()
    dates = default_dates(fiscal_year, RoundMonths(months))
    return found or Round(
        office=office, fiscal_year=fiscal_year, months=months, revision=0, **vars(dates)
    )


@transaction.atomic
def set_dates(
    round_: Round, *, dates: RoundDates, expected_revision: int, by: User, today: date
) -> Round:
    """Set the dates of a round, which is kept from now on; open it when its day has come.

    `expected_revision` is 0 for a round that nobody has kept yet. What groups noted stays, and so
    do marks of lateness. Raises Stale when somebody was quicker, Refused when the days are in no
    order that can be, the office has no signed plan of the year, or the round's report is
    proposed or signed: it says up to which day its figures count.
    """
    _require_order(round_, dates)
    # Two at once: one waits. A lock on the key as well would hold up the scheduler, which this
    # waits for when it makes the round at this moment.
    Office.objects.select_for_update(no_key=True).get(pk=round_.office_id)
    fresh = round_of(round_.office, round_.fiscal_year, round_.months)
    if fresh.revision != expected_revision:
        raise Stale
    if in_force(fresh.office, fresh.fiscal_year) is None:
        raise Refused("ปีนี้ยังไม่มีแผนมาตรการที่ลงนามแล้ว จึงยังกำหนดรอบรายงานไม่ได้")
    if standing_report(fresh):
        raise Refused("รายงานของรอบนี้เสนอหรือลงนามแล้ว จึงเปลี่ยนวันของรอบไม่ได้")
    fresh.opens_on, fresh.cut_off_on, fresh.due_on = dates.opens_on, dates.cut_off_on, dates.due_on
    fresh.revision += 1
    _keep(fresh)
    detail = {key: day.isoformat() for key, day in vars(dates).items()}
    record(by=by, office=fresh.office, verb="round.dated", subject=fresh, detail=detail)
    if fresh.opened_at is None and fresh.opens_on <= today:
        return open_round(fresh, by=by)
    return fresh


def _keep(round_: Round) -> None:
    """Save the round. Raises Stale when the scheduler made one of its own at this moment."""
    try:
        with transaction.atomic():
            round_.save()
    except IntegrityError:
        raise Stale from None


def _require_order(round_: Round, dates: RoundDates) -> None:
    year = FiscalYear(round_.fiscal_year)
    if dates.due_on < dates.opens_on:
        raise Refused("วันครบกำหนดส่งต้องไม่อยู่ก่อนวันเปิดรอบ")
    if not year.starts <= dates.cut_off_on <= year.ends:
        raise Refused(f"วันที่ตัดข้อมูลต้องอยู่ใน{year.label}")
