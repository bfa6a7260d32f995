"""What is done to numbers by hand: taken from the office's own registry, made anew, made void."""

from __future__ import annotations

import re
from datetime import date

from django.db import transaction
from django.utils import timezone

from ita_portal.audit.rules import record
from ita_portal.documents.kinds import KINDS, DocumentKind
from ita_portal.documents.models import NumberSeries, PaperNumber, Proposal
from ita_portal.documents.models.settings import NumberingMode
from ita_portal.documents.rules.chain import require_ready
from ita_portal.documents.rules.numbers import (
    Origin,
    State,
    give_back,
    locked_series,
    number_of,
    reserve,
    reserve_numbers,
    written,
)
from ita_portal.documents.rules.settings import Mode, ways_of
from ita_portal.documents.rules.together import locked_together
from ita_portal.errors import Refused
from ita_portal.organisations.models import Office, User
from ita_portal.thai.fiscal_year import BUDDHIST_ERA
from ita_portal.thai.numerals import arabic_digits
from ita_portal.thai.text import clean

LONGEST_NUMBER, LONGEST_REASON = 80, 300
MOST_NUMBERS = 1_000_000

_WITH_YEAR = re.compile(r"(\d{1,7}) ?/ ?(25\d\d|26\d\d|27\d\d)$")
_LAST_DIGITS = re.compile(r"(\d{1,7})$")


@transaction.atomic
def reserve_anew(proposal: Proposal, *, by: User) -> Proposal:
    """Give the paper, or its whole bundle, numbers of this year where they lack them.

    What was reserved in a year that is over is void then. Safe to repeat. Raises Refused when
    the paper is not ready to be signed, or the office numbers its papers by hand.
    """
    papers = locked_together(proposal)
    _require_open(papers[0])
    require_ready(papers)
    this_year = timezone.localdate().year
    stale = PaperNumber.objects.filter(proposal__in=papers, state=State.RESERVED)
    old = set(stale.exclude(year=this_year).values_list("proposal_id", flat=True))
    give_back([paper for paper in papers if paper.pk in old], by=by)
    reserve_numbers(papers, by=by)
    by_hand = [one for one in papers if _mode(one) == Mode.REGISTRY and number_of(one) is None]
    if by_hand:
        raise Refused(
            f"สำนักงานออกเลขของ{KINDS[by_hand[0].kind].word}จากทะเบียนของตน โปรดกรอกเลขจากทะเบียน"
        )
    return proposal


def _mode(paper: Proposal) -> NumberingMode:
    return ways_of(paper.office, KINDS[paper.kind]).numbering


def _require_open(paper: Proposal) -> None:
    if not paper.awaits_decision:
        raise Refused(f"เอกสารนี้อยู่ในสถานะ “{paper.get_status_display()}” แล้ว จึงเปลี่ยนเลขที่ไม่ได้")


@transaction.atomic
def take_from_registry(
    proposal: Proposal, *, text: str, dated_on: date | None, by: User
) -> PaperNumber:
    """Note the number, and the day, that the office's own registry gave to a proposed paper.

    A number that the paper had is given back. Raises Refused when the paper awaits no decision,
    the office does not number this kind by hand, the day lies in the future, the number is of
    another year, or another paper has it.
    """
    papers = locked_together(proposal)
    paper = next(one for one in papers if one.pk == proposal.pk)
    _require_open(paper)
    kind = KINDS[paper.kind]
    ways = ways_of(paper.office, kind)
    if ways.numbering != Mode.REGISTRY:
        raise Refused(f"สำนักงานไม่ได้ตั้งให้กรอกเลขของ{kind.word}จากทะเบียน โปรดดูหน้าตั้งค่าเอกสาร")
    day = _checked_day(dated_on)
    text = checked_number(text, kind=kind, prefix=ways.prefix, year=day.year)
    give_back([paper], by=by)
    series = locked_series(paper.office, kind.register, day.year)
    number = _row_of(series, text)
    number.dated_on = dated_on
    reserve(number, paper, by=by)
    return number


def _checked_day(dated_on: date | None) -> date:
    today = timezone.localdate()
    if dated_on and dated_on > today:
        raise Refused("วันที่ของเอกสารอยู่ในอนาคต โปรดตรวจวันที่จากทะเบียน")
    return dated_on or today


def checked_number(text: str, *, kind: DocumentKind, prefix: str, year: int) -> str:
    """Return a number from a registry as papers carry it; `year` is Gregorian.

    Of a bare figure the rest is filled in as the kind writes its numbers. Raises Refused when
    it is empty, too long, or says that it is of another year.
    """
    text = " ".join(arabic_digits(clean(text)).split())
    if not text:
        raise Refused("โปรดกรอกเลขที่จากทะเบียน")
    if text.isdecimal():
        text = written(kind, prefix=prefix, number=int(text[:9]), year=year)
    found = _WITH_YEAR.search(text)
    if found:
        text = f"{text[: found.start()]}{int(found[1])}/{found[2]}"
        if int(found[2]) != year + BUDDHIST_ERA:
            raise Refused(f"เลขที่ {text} ไม่ใช่เลขของปี พ.ศ. {year + BUDDHIST_ERA} ซึ่งเป็นปีของวันที่ที่กรอก")
    if len(text) > LONGEST_NUMBER:
        raise Refused(f"เลขที่ยาวเกิน {LONGEST_NUMBER} ตัวอักษร โปรดตรวจอีกครั้ง")
    return text


def _row_of(series: NumberSeries, text: str) -> PaperNumber:
    """Return the row of a number in its locked register: a new one, or one that is free."""
    kept = PaperNumber.objects.filter(
        office=series.office_id, kind=series.kind, year=series.year, text=text
    )
    number = kept.select_related("proposal", "document").first()
    if number is None:
        found = _WITH_YEAR.search(text) or _LAST_DIGITS.search(text)
        return PaperNumber(
            office_id=series.office_id,
            kind=series.kind,
            year=series.year,
            number=int(found[1]) if found else None,
            text=text,
            origin=Origin.REGISTRY,
        )
    if number.state == State.VOID:
        raise Refused(f"เลขที่ {text} ถูกยกเลิกไว้แล้ว เพราะ “{number.void_reason}” จึงใช้ไม่ได้")
    if number.proposal:
        raise Refused(
            f"เลขที่ {text} ใช้กับเรื่อง “{number.proposal.title}” แล้ว โปรดตรวจเลขจากทะเบียนอีกครั้ง"
        )
    return number


@transaction.atomic
def void_number(number: PaperNumber, *, reason: str, by: User) -> PaperNumber:
    """Make a number void for good, saying why; a paper that waits with it needs another one.

    Raises Refused when a signed paper has it, when it is void already, or no reason is given.
    """
    reason = " ".join(clean(reason).split())
    if not reason:
        raise Refused("โปรดเขียนเหตุที่ยกเลิกเลขนี้ เพื่อให้ทะเบียนตรวจสอบได้")
    if len(reason) > LONGEST_REASON:
        raise Refused(f"เหตุที่ยกเลิกยาวเกิน {LONGEST_REASON} ตัวอักษร โปรดย่อให้สั้นลง")
    if number.proposal:
        locked_together(number.proposal)
    locked_series(number.office, number.kind, number.year)
    fresh = PaperNumber.objects.select_related("office").get(pk=number.pk)
    if fresh.state not in {State.FREE, State.RESERVED} or fresh.proposal_id != number.proposal_id:
        raise Refused(f"เลขที่ {fresh.text} อยู่ในสถานะ “{fresh.get_state_display()}” แล้ว จึงยกเลิกไม่ได้")
    fresh.state, fresh.void_reason, fresh.proposal = State.VOID, reason, None
    fresh.save(update_fields=["state", "void_reason", "proposal"])
    detail = {"number": fresh.text, "reason": reason}
    record(by=by, office=fresh.office, verb="number.voided", subject=fresh, detail=detail)
    return fresh


@transaction.atomic
def begin_after(office: Office, kind: DocumentKind, *, year: int, last: int, by: User) -> int:
    """Set the last number of a Gregorian year that the office had used outside the portal.

    The portal goes on after it. Returns `last`. Raises Refused when the portal has given that
    number or a higher one already, or the number is out of range.
    """
    if not 0 <= last < MOST_NUMBERS:
        raise Refused(f"เลขล่าสุดต้องเป็นจำนวนตั้งแต่ 0 ถึง {MOST_NUMBERS - 1:,}")
    series = locked_series(office, kind.register, year)
    given = PaperNumber.objects.filter(
        office=office, kind=kind.register, year=year, origin=Origin.PORTAL
    )
    highest = given.order_by("-number").values_list("number", flat=True).first() or 0
    if last < highest:
        raise Refused(f"ระบบออกเลข {highest} ไปแล้ว เลขล่าสุดจึงน้อยกว่านั้นไม่ได้")
    before, series.last = series.last, last
    series.save(update_fields=["last"])
    detail = {"kind": kind.register, "year": year, "before": before, "last": last}
    record(by=by, office=office, verb="numbers.begun_after", subject=series, detail=detail)
    return last
