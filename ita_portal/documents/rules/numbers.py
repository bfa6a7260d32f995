"""Numbers of papers: reserved before a paper is signed, used by it, given back when it returns.

Whoever changes numbers has locked the papers first and the registers after them, several
registers in the order of their codes and years; so nobody waits in a circle.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from ita_portal.audit.rules import record
from ita_portal.documents.kinds import KINDS, DocumentKind, Numbering
from ita_portal.documents.models import Document, NumberSeries, PaperNumber, Proposal
from ita_portal.documents.rules.settings import Mode, ways_of
from ita_portal.errors import Refused
from ita_portal.organisations.models import Office, User
from ita_portal.thai.dates import short_date
from ita_portal.thai.fiscal_year import BUDDHIST_ERA

Origin, State = PaperNumber.Origin, PaperNumber.State

YEAR_IS_OVER = "ไม่ได้ใช้ก่อนสิ้นปีปฏิทิน"


def number_of(paper: Proposal) -> PaperNumber | None:
    """Return the number that a paper has now, reserved or used; one query."""
    return PaperNumber.objects.filter(proposal=paper).first()


def is_due(paper: Proposal) -> bool:
    """Tell whether the paper cannot be signed without a number.

    So it is when its form asks for one, or when the office lets the portal give it. What a
    registry numbers late, as it does with memos, may go without.
    """
    kind = KINDS[paper.kind]
    if kind.numbering == Numbering.REQUIRED:
        return True
    return ways_of(paper.office, kind).numbering == Mode.PORTAL


def written(kind: DocumentKind, *, prefix: str, number: int, year: int) -> str:
    """Return a number as papers of the kind carry it, in Arabic digits; `year` is Gregorian."""
    text = kind.number_form.format(prefix=prefix, number=number, year=year + BUDDHIST_ERA)
    return text.strip("/ ")


def reserve_numbers(papers: Sequence[Proposal], *, by: User) -> None:
    """Reserve this year's number for each locked paper to which the portal has to give one.

    A paper that has a number keeps it, so it is safe to repeat. Free numbers of the register are
    given out before new ones, the lowest first.
    """
    year = timezone.localdate().year
    for paper in sorted(papers, key=lambda one: KINDS[one.kind].register):
        kind = KINDS[paper.kind]
        ways = ways_of(paper.office, kind)
        if ways.numbering == Mode.PORTAL and number_of(paper) is None:
            series = locked_series(paper.office, kind.register, year)
            reserve(_free(series) or _next(series, kind, ways.prefix), paper, by=by)


def reserve(number: PaperNumber, paper: Proposal, *, by: User) -> None:
    """Keep a number for a paper; its register is locked."""
    number.state, number.proposal = State.RESERVED, paper
    number.reserved_at, number.reserved_by = timezone.now(), by
    number.save()
    detail = {"number": number.text, "origin": number.origin}
    record(by=by, office=paper.office, verb="number.reserved", subject=paper, detail=detail)


def locked_series(office: Office, register: str, year: int) -> NumberSeries:
    """Return a register of a Gregorian year, locked until the transaction ends.

    `register` is its code (`DocumentKind.register`).
    """
    NumberSeries.objects.get_or_create(office=office, kind=register, year=year)
    return NumberSeries.objects.select_for_update().get(office=office, kind=register, year=year)


def _free(series: NumberSeries) -> PaperNumber | None:
    """Return the lowest number of the portal that was given back."""
    free = _in(series).filter(origin=Origin.PORTAL, state=State.FREE)
    return free.order_by("number").first()


def _next(series: NumberSeries, kind: DocumentKind, prefix: str) -> PaperNumber:
    """Return the number after the last one; those that were noted by hand are passed over."""
    noted = set(_in(series).values_list("text", flat=True))
    while True:
        series.last += 1
        text = written(kind, prefix=prefix, number=series.last, year=series.year)
        if text not in noted:
            break
    series.save(update_fields=["last"])
    return PaperNumber(
        office_id=series.office_id,
        kind=series.kind,
        year=series.year,
        number=series.last,
        text=text,
        origin=Origin.PORTAL,
    )


def _in(series: NumberSeries) -> QuerySet[PaperNumber]:
    """Return the numbers of a register."""
    return PaperNumber.objects.filter(office=series.office_id, kind=series.kind, year=series.year)


def give_back(papers: Sequence[Proposal], *, by: User) -> None:
    """Free the numbers that were reserved for locked papers; safe to repeat.

    One of a year that is over can serve no other paper any more, and is void.
    """
    of = {paper.pk: paper for paper in papers}
    numbers = PaperNumber.objects.filter(proposal__in=of, state=State.RESERVED)
    for number in numbers.order_by("kind", "year", "number", "pk"):
        paper = of[number.proposal_id or 0]
        locked_series(paper.office, number.kind, number.year)
        is_over = number.year < timezone.localdate().year
        number.state = State.VOID if is_over else State.FREE
        number.void_reason = YEAR_IS_OVER if is_over else ""
        number.proposal = number.dated_on = None
        number.save()
        detail = {"number": number.text, "void": is_over}
        record(by=by, office=paper.office, verb="number.given_back", subject=paper, detail=detail)


def number_to_sign(paper: Proposal, *, on: date) -> PaperNumber | None:
    """Return the number with which the paper is signed on that day, or None when none is due.

    Raises Refused when one is due and there is none, when it is one of another calendar year, or
    the registry dated it on a later day.
    """
    number = number_of(paper)
    name = KINDS[paper.kind].word
    if number is None:
        if is_due(paper):
            raise Refused(f"{name}ฉบับนี้ยังไม่มีเลขที่ จึงยังลงนามไม่ได้ โปรดออกเลขหรือกรอกเลขจากทะเบียนก่อน")
        return None
    if number.year != on.year:
        raise Refused(
            f"เลขที่ {number.text} เป็นเลขของปี พ.ศ. {number.year + BUDDHIST_ERA} "
            f"จึงใช้กับ{name}ที่ลงวันที่ในปี พ.ศ. {on.year + BUDDHIST_ERA} ไม่ได้ โปรดออกเลขใหม่ก่อนลงนาม"
        )
    if number.dated_on and number.dated_on > on:
        raise Refused(f"ทะเบียนลงวันที่ {short_date(number.dated_on)} ให้{name}ฉบับนี้ จึงลงนามก่อนวันนั้นไม่ได้")
    return number


def day_of(number: PaperNumber | None, *, on: date) -> date:
    """Return the day that stands on the paper: the one the registry gave, else the day `on`."""
    return (number.dated_on if number else None) or on


def use_number(number: PaperNumber, document: Document) -> None:
    """Note that the signed paper has the number that was reserved for its locked proposal.

    Raises Refused when the number is not reserved for it any more.
    """
    reserved = PaperNumber.objects.filter(
        pk=number.pk, proposal=number.proposal_id, state=State.RESERVED
    )
    if not reserved.update(state=State.USED, document=document):
        raise Refused(f"เลขที่ {number.text} ไม่ได้จองไว้ให้เอกสารฉบับนี้แล้ว โปรดเปิดหน้าใหม่แล้วลองอีกครั้ง")
