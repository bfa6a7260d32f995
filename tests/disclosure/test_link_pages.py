"""The links of evidence on the item's page: how they answered, another try, a person's word."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from disclosure.models import Evidence, LinkCheck
from disclosure.models.link import mark_of
from disclosure.rules.links.checking import latest
from disclosure.rules.links.confirming import confirm_link
from disclosure.rules.links.trying import LinkTry
from disclosure.rules.links.verdicts import Reason
from disclosure.rules.links.working import keep_try
from disclosure.rules.running import run_checks
from ita_portal.audit.models import AuditEvent
from ita_portal.errors import Refused
from tests.factories.disclosure import EvidenceFactory

pytestmark = pytest.mark.django_db
PAGE = "https://www.example.go.th/plan.pdf"
ITEM = "/office/sample1/disclosure/2564/O1/"
WORDS = "เปิดจากโทรศัพท์ที่ไม่ได้ลงชื่อเข้าใช้ ได้ไฟล์แผนครบทุกหน้า"


@pytest.fixture(autouse=True)
def _links_are_tried(settings) -> None:
    settings.LINKS_ARE_TRIED = True


@pytest.fixture
def linked(item, office, officer) -> Evidence:
    """Give a link of the officer that waits to be accepted."""
    title = "แผนปฏิบัติการประจำปีงบประมาณ พ.ศ. 2564"
    return EvidenceFactory(item=item, office=office, proposed_by=officer, title=title, url=PAGE)


def answered(office, reason: Reason, address: str = PAGE) -> LinkCheck:
    """Keep that the page answered so; return what stands."""
    known = latest(office, [address]).get(address)
    if known is None:
        known = LinkCheck.objects.create(office=office, mark=mark_of(address), address=address)
    rested = timezone.now() - timedelta(minutes=5)
    return keep_try(known.pk, LinkTry(reason, final=address), at=rested)


def words(response) -> str:
    return response.content.decode()


def path(linked, check, deed) -> str:
    return f"{ITEM}{linked.pk}/links/{check.pk}/{deed}/"


def severities(linked) -> list[str]:
    run_checks(linked.pk)
    return [
        one.severity
        for one in linked.findings.filter(code="link", gone_at=None, place__contains=PAGE)
    ]


@pytest.mark.parametrize(
    ("reason", "chip"),
    [(Reason.OK, "เปิดได้"), (Reason.LOGIN, "เปิดไม่ได้"), (Reason.FORBIDDEN, "ยังบอกไม่ได้")],
)
def test_the_page_shows_the_verdict_its_reason_and_the_way_out(
    login, officer, office, linked, reason, chip
):
    check = answered(office, reason)

    page = words(login(officer).get(ITEM))

    assert chip in page
    assert check.words in page
    assert check.mend in page
    assert "ลองแล้ว 1 ครั้ง" in page


def test_a_link_that_waits_is_asked_for_again_by_the_page(login, officer, office, linked):
    check = answered(office, Reason.SLOW)
    client = login(officer)

    response = client.post(path(linked, check, "try"), follow=True)

    assert "ผลจะแสดงที่หลักฐาน" in words(response)
    assert 'hx-trigger="every 2s"' in words(response)
    part = words(client.get(f"{ITEM}{linked.pk}/links/"))
    assert "ระบบกำลังจะลองเปิด" in part
    assert "<html" not in part


def test_who_asks_again_at_once_is_told_to_wait(login, officer, office, linked):
    check = answered(office, Reason.SLOW)
    LinkCheck.objects.update(tried_at=timezone.now())

    page = words(login(officer).post(path(linked, check, "try"), follow=True))

    assert "โปรดรอครึ่งนาที" in page
    assert not latest(office, [PAGE])[PAGE].is_waiting


def test_a_persons_word_turns_the_error_into_something_to_know(login, group_head, office, linked):
    check = answered(office, Reason.LOGIN)
    before = severities(linked)

    page = words(
        login(group_head).post(path(linked, check, "confirm"), {"comment": WORDS}, follow=True)
    )

    assert (before, severities(linked)) == (["error"], ["info"])
    assert "มีผู้ยืนยันว่าเปิดได้" in page
    assert WORDS in page
    told = AuditEvent.objects.get(verb="link.confirmed")
    assert (told.detail["because"], told.by_id) == (WORDS, group_head.pk)


def test_a_word_without_a_reason_is_shown_again_at_its_field(login, group_head, office, linked):
    check = answered(office, Reason.FORBIDDEN)

    page = words(login(group_head).post(path(linked, check, "confirm"), {"comment": "  "}))

    assert f'href="#confirm-{check.pk}"' in page
    assert f'id="confirm-{check.pk}"' in page
    assert "กรุณาเขียนเหตุผล" in page


def test_a_word_holds_for_a_month_and_for_its_reason_only(office, linked, group_head):
    confirm_link(answered(office, Reason.FORBIDDEN), words=WORDS, by=group_head)
    assert severities(linked) == ["info"]

    with time_machine.travel(timezone.now() + timedelta(days=31)):
        later = severities(linked)
    answered(office, Reason.LOGIN)

    assert later == ["warning"]
    assert severities(linked) == ["error"]


def test_nobody_confirms_what_they_wrote_themselves(office, linked, group_head):
    Evidence.objects.update(proposed_by=group_head)

    with pytest.raises(Refused, match="ของตนเอง"):
        confirm_link(answered(office, Reason.FORBIDDEN), words=WORDS, by=group_head)


@pytest.mark.parametrize("reason", [Reason.OK, Reason.PRIVATE, Reason.SCHEME])
def test_no_word_opens_what_opens_or_what_nobody_can_open(office, linked, group_head, reason):
    with pytest.raises(Refused, match="ยืนยันแทนผลการตรวจไม่ได้"):
        confirm_link(answered(office, reason), words=WORDS, by=group_head)


def test_an_officer_may_not_confirm(login, colleague, office, linked):
    check = answered(office, Reason.FORBIDDEN)

    assert login(colleague).post(path(linked, check, "confirm")).status_code == 403


def test_a_link_of_other_evidence_or_another_office_is_not_found(
    login, group_head, office, other_office, linked
):
    foreign, unused = answered(other_office, Reason.SLOW), answered(office, Reason.SLOW, f"{PAGE}x")
    client = login(group_head)

    for check in (foreign, unused):
        for deed in ("try", "confirm"):
            assert client.post(path(linked, check, deed)).status_code == 404


def test_links_in_a_text_stand_on_the_page_too(login, officer, office, item):
    EvidenceFactory(office=office, item=item, as_text=True, text=f"อ่านที่ {PAGE}, และ www.a.go.th")
    answered(office, Reason.DRIVE)

    page = words(login(officer).get(ITEM))

    assert "ที่เก็บไฟล์ร่วมขอสิทธิ์" in page
    assert "https://www.a.go.th" in page


def test_more_links_cost_no_more_questions(login, officer, office, item, count_queries):
    client = login(officer)
    for number in range(12):
        address = f"{PAGE}?{number}"
        EvidenceFactory(office=office, item=item, url=address)
        answered(office, Reason.LOGIN, address)
        if number == 0:
            client.get(ITEM)
            with count_queries() as one:
                client.get(ITEM)

    with count_queries() as many:
        client.get(ITEM)

    assert len(many) <= len(one)
