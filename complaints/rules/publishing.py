"""What an office publishes of its complaints: when the director permits it, and nothing else.

The page, the open data, the signed report and the portal's interface for programs all show
what `published_figures` gives, so that no two of them can be compared to learn of anybody.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from complaints.models import Kind, Permit, Publication, SettledFigures
from complaints.rules.settings import handlers
from complaints.rules.settling import Truth, YearFigures, read, settled, written
from complaints.rules.statistics import YEARS, half_ended, truths_of, years_to_settle
from ita_portal.audit.rules import record
from ita_portal.errors import Refused
from ita_portal.notifications.people import holders_of
from ita_portal.notifications.rules import Reminder, gather
from ita_portal.organisations.access import Permission, roles_with
from ita_portal.organisations.models import Office, User
from ita_portal.organisations.rules import touch_public
from ita_portal.thai.fiscal_year import LAST_YEAR, FiscalYear

_ALREADY = "สิ่งนี้อนุญาตให้เผยแพร่อยู่แล้ว"
_NOT_YET = "สิ่งนี้ยังไม่ได้อนุญาตให้เผยแพร่ หรือถอนไปแล้ว"
_WHY = "โปรดเขียนเหตุที่ถอน"
_ASKED = "สำนักงานรับเรื่องร้องเรียนในระบบแล้ว โปรดพิจารณาว่าจะให้เผยแพร่ช่องทาง แนวปฏิบัติ และสถิติในข้อ OIT หรือไม่"


@dataclass(frozen=True)
class Standing:
    """What may be published and whether it is; `last` is the latest permit, also one taken back."""

    what: Publication
    permit: Permit | None
    last: Permit | None


def published_figures(office: Office, fiscal_year: int) -> YearFigures | None:
    """Return the masked figures of a year that everybody may see, in 2 queries.

    None while the director has not permitted them, for a year before the permit, and for one of
    which no half has ended yet.
    """
    held = permit_of(office, Publication.STATISTICS)
    if held is None or not held.from_year <= fiscal_year <= LAST_YEAR:
        return None
    row = SettledFigures.objects.filter(office=office, fiscal_year=fiscal_year).first()
    return read(row.fiscal_year, row.figures) if row else None


def published_years(office: Office) -> list[YearFigures]:
    """Return the years that everybody may see, latest first, in 2 queries."""
    held = permit_of(office, Publication.STATISTICS)
    if held is None:
        return []
    return [one for one in settled_years(office) if one.fiscal_year >= held.from_year]


def published_of(
    offices: Collection[int], fiscal_year: int | None = None
) -> dict[int, list[YearFigures]]:
    """Return the same of many offices by their keys, earliest year first, in 2 queries.

    All years that were ever settled are among them, or `fiscal_year` alone.
    """
    held = Permit.objects.filter(
        office__in=offices, what=Publication.STATISTICS, revoked_at__isnull=True
    )
    first = dict(held.values_list("office", "from_year"))
    rows = SettledFigures.objects.filter(office__in=offices).order_by("fiscal_year")
    if fiscal_year is not None:
        rows = rows.filter(fiscal_year=fiscal_year)
    found: dict[int, list[YearFigures]] = {pk: [] for pk in offices}
    for row in rows:
        if first.get(row.office_id, LAST_YEAR + 1) <= row.fiscal_year:
            found[row.office_id].append(read(row.fiscal_year, row.figures))
    return found


def settled_years(office: Office) -> list[YearFigures]:
    """Return what is published or would be, latest year first: for who decides about it."""
    rows = SettledFigures.objects.filter(office=office).order_by("-fiscal_year")[:YEARS]
    return [read(row.fiscal_year, row.figures) for row in rows]


def settle(office: Office, *, today: date) -> bool:
    """Settle the figures of the halves that have ended; tell whether anything changed.

    Repeatable and safe to run at the same time: what is settled to the last half stays.
    """
    ended, changed = half_ended(today), False
    years = years_to_settle(office, today)
    rows = {row.fiscal_year: row for row in SettledFigures.objects.filter(office=office)}
    open_years = [one for one in years if one not in rows or rows[one].settled_to < ended]
    if not open_years:
        return False
    for truth in truths_of(office, open_years, today=today).values():
        if truth.ends:
            changed |= _settle_year(office, truth, ended)
    return changed


def settle_everywhere(today: date) -> int:
    """Settle the figures of all offices; return of how many something changed."""
    return sum(settle(office, today=today) for office in Office.objects.filter(is_active=True))


def permit_of(office: Office, what: Publication) -> Permit | None:
    """Return the permit that holds; None when there is none."""
    held = Permit.objects.filter(office=office, what=what, revoked_at__isnull=True)
    return held.first()


def standings(office: Office) -> list[Standing]:
    """Return how it stands with everything that may be published, in 1 query."""
    rows = list(
        Permit.objects.filter(office=office)
        .select_related("permitted_by", "revoked_by")
        .order_by("pk")
    )
    held = {row.what: row for row in rows if row.revoked_at is None}
    last = {row.what: row for row in rows}
    return [Standing(what, held.get(what), last.get(what)) for what in Publication]


@transaction.atomic
def permit(office: Office, what: Publication, *, by: User) -> Permit:
    """Let something be published from now on, and stand on its OIT items by itself.

    Figures are shown of all years that the portal has, the rest from this fiscal year on. Raises
    Refused when it is permitted already.
    """
    today = timezone.localdate()
    settle(office, today=today)
    years = [FiscalYear.of(today).year]
    if what == Publication.STATISTICS:
        years += years_to_settle(office, today)
    try:
        with transaction.atomic():
            row = Permit.objects.create(
                office=office,
                what=what,
                from_year=min(years),
                permitted_at=timezone.now(),
                permitted_by=by,
            )
    except IntegrityError as error:
        raise Refused(_ALREADY) from error
    _noted("complaints.publication_permitted", row, by)
    return row


@transaction.atomic
def revoke(office: Office, what: Publication, *, reason: str, by: User) -> Permit:
    """Take such a permit back. Raises Refused without a reason, or when there is none."""
    if not reason.strip():
        raise Refused(_WHY)
    held = Permit.objects.select_for_update().filter(office=office, what=what)
    row = held.filter(revoked_at__isnull=True).first()
    if row is None:
        raise Refused(_NOT_YET)
    row.revoked_at, row.revoked_by, row.reason = timezone.now(), by, reason.strip()
    row.save(update_fields=["revoked_at", "revoked_by", "reason"])
    _noted("complaints.publication_revoked", row, by)
    return row


def ask_directors(today: date) -> int:
    """Ask the director of each office that takes complaints whether to publish: once."""
    asked = Office.objects.filter(is_active=True).exclude(pk__in=Permit.objects.values("office"))
    offices = [office for office in asked if handlers(office).exists()]
    roles = roles_with(Permission.COMPLAINT_SETTINGS)
    people = holders_of(roles, offices, today)
    return gather(
        (
            Reminder(
                user_id=user_id,
                office_id=office.pk,
                key=f"complaints:publish:{office.pk}",
                text=_ASKED,
                href=reverse("complaints:publishing", args=[office.code]),
            )
            for office in offices
            for user_id in people[office.pk]
        ),
        day=today,
    )


@transaction.atomic
def _settle_year(office: Office, truth: Truth, ended: date) -> bool:
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    row = SettledFigures.objects.filter(office=office, fiscal_year=truth.fiscal_year).first()
    if row and row.settled_to >= ended:  # another was quicker
        return False
    shown = read(row.fiscal_year, row.figures) if row else None
    figures = settled(truth, Kind.values, shown)
    SettledFigures.objects.update_or_create(
        office=office,
        fiscal_year=truth.fiscal_year,
        defaults={"settled_to": ended, "figures": written(figures)},
    )
    touch_public(office.pk)
    return figures != shown


def _noted(verb: str, row: Permit, by: User) -> None:
    detail = {"what": row.what, "from_year": row.from_year}
    record(by=by, office=row.office, verb=verb, subject=row.office, detail=detail)
    touch_public(row.office_id)
