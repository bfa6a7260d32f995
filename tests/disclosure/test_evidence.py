"""Proposing, accepting, returning and withdrawing evidence."""

from __future__ import annotations

import pytest

from disclosure.models import Evidence
from disclosure.rules.evidence import (
    accept_evidence,
    propose_evidence,
    resubmit_evidence,
    return_evidence,
    withdraw_evidence,
)
from ita_portal.audit.models import AuditEvent
from ita_portal.errors import Refused, Stale
from tests.factories.organisations import GroupFactory

Status = Evidence.Status
LINK = {"kind": "link", "title": "ผังโครงสร้าง", "url": "https://www.example.go.th/1.pdf"}
TEXT = {"kind": "text", "title": "ผังโครงสร้าง", "text": "แบ่งเป็น 10 กลุ่ม\n1 หน่วย"}


def revision(office):
    office.refresh_from_db()
    return office.public_revision


def verbs():
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def test_proposed_evidence_waits_and_changes_nothing_public(item, office, officer):
    before = revision(office)

    evidence = propose_evidence(item, office=office, by=officer, **LINK)

    assert (evidence.status, evidence.proposed_by) == (Status.PROPOSED, officer)
    assert revision(office) == before
    assert verbs() == ["evidence.proposed"]


def test_a_text_keeps_its_lines(item, office, officer):
    evidence = propose_evidence(item, office=office, by=officer, **TEXT)

    assert (evidence.kind, evidence.url) == ("text", "")
    assert evidence.text == "แบ่งเป็น 10 กลุ่ม\n1 หน่วย"


def test_the_same_proposal_twice_gives_one_piece(item, office, officer):
    propose_evidence(item, office=office, by=officer, **LINK)

    with pytest.raises(Refused, match="มีอยู่ในข้อนี้แล้ว"):
        propose_evidence(item, office=office, by=officer, **LINK)

    assert Evidence.objects.count() == 1


def test_pieces_stand_in_the_order_in_which_they_were_proposed(item, office, officer):
    first = propose_evidence(item, office=office, by=officer, **LINK)
    second = propose_evidence(item, office=office, by=officer, **TEXT)

    assert (first.position, second.position) == (0, 1)


@pytest.mark.parametrize(
    "facts", [LINK | {"title": "คลิก"}, LINK | {"url": "ftp://x"}, TEXT | {"text": " \n"}]
)
def test_a_rule_refuses_what_the_form_would_refuse(item, office, officer, facts):
    with pytest.raises(Refused):
        propose_evidence(item, office=office, by=officer, **facts)


def test_a_group_of_another_office_is_a_mistake_of_the_program(item, office, officer):
    with pytest.raises(ValueError, match="is not of office"):
        propose_evidence(item, office=office, by=officer, owner=GroupFactory(), **LINK)


def test_accepted_evidence_is_public_and_tells_by_whom(office, proposed, coordinator):
    before = revision(office)

    evidence = accept_evidence(proposed, by=coordinator)

    assert (evidence.status, evidence.decided_by) == (Status.ACCEPTED, coordinator)
    assert list(Evidence.objects.published()) == [evidence]
    assert revision(office) == before + 1
    assert verbs() == ["evidence.accepted"]


def test_the_author_may_not_accept(office, proposed, officer):
    before = revision(office)

    with pytest.raises(Refused, match="ของตนเอง"):
        accept_evidence(proposed, by=officer)

    assert not Evidence.objects.published().exists()
    assert revision(office) == before
    assert verbs() == []


def test_accepting_twice_is_refused_and_done_once(office, proposed, coordinator, director):
    accept_evidence(proposed, by=coordinator)
    before = revision(office)

    with pytest.raises(Refused, match="เผยแพร่แล้ว"):
        accept_evidence(proposed, by=director)

    assert revision(office) == before
    assert verbs() == ["evidence.accepted"]


def test_what_was_mended_since_it_was_read_is_not_accepted_unread(
    proposed, officer, coordinator, director
):
    returned = return_evidence(proposed, comment="ลิงก์ผิดปี", by=coordinator)
    resubmit_evidence(returned, by=officer, **LINK)

    with pytest.raises(Stale):
        accept_evidence(proposed, by=director)


def test_returned_evidence_carries_the_comment_and_can_be_proposed_again(
    office, proposed, officer, coordinator
):
    before = revision(office)
    returned = return_evidence(proposed, comment="  ลิงก์ผิดปี ", by=coordinator)
    assert (returned.status, returned.comment) == (Status.RETURNED, "ลิงก์ผิดปี")

    again = resubmit_evidence(returned, by=officer, **TEXT)

    assert (again.status, again.kind, again.comment) == (Status.PROPOSED, "text", "")
    assert (again.decided_by, again.decided_at, again.url) == (None, None, "")
    assert revision(office) == before
    assert verbs() == ["evidence.returned", "evidence.resubmitted"]


def test_only_the_author_mends_what_was_returned(proposed, colleague, coordinator):
    returned = return_evidence(proposed, comment="ลิงก์ผิดปี", by=coordinator)

    with pytest.raises(Refused, match="ผู้ที่เสนอ"):
        resubmit_evidence(returned, by=colleague, **LINK)


def test_returning_needs_a_comment_and_somebody_else(proposed, officer, coordinator):
    with pytest.raises(Refused, match="เหตุผล"):
        return_evidence(proposed, comment=" \u200b ", by=coordinator)
    with pytest.raises(Refused, match="ถอนหลักฐาน"):
        return_evidence(proposed, comment="ไม่ใช้แล้ว", by=officer)


def test_withdrawing_takes_it_from_the_public_and_keeps_the_row(office, proposed, coordinator):
    accepted = accept_evidence(proposed, by=coordinator)
    before = revision(office)

    withdrawn = withdraw_evidence(accepted, comment="มีฉบับใหม่", by=coordinator)

    assert (withdrawn.status, withdrawn.comment) == (Status.WITHDRAWN, "มีฉบับใหม่")
    assert not Evidence.objects.published().exists()
    assert revision(office) == before + 1
    assert AuditEvent.objects.get(verb="evidence.withdrawn").detail["was_public"] is True


def test_withdrawing_what_was_never_public_changes_nothing_public(office, proposed, officer):
    before = revision(office)

    withdraw_evidence(proposed, comment="เสนอผิดข้อ", by=officer)

    assert revision(office) == before


def test_withdrawing_needs_a_reason_and_the_state_that_was_seen(proposed, officer, coordinator):
    with pytest.raises(Refused, match="เหตุผล"):
        withdraw_evidence(proposed, comment="", by=officer)

    accept_evidence(proposed, by=coordinator)
    with pytest.raises(Stale):
        withdraw_evidence(proposed, comment="เสนอผิดข้อ", by=officer)


def test_what_was_withdrawn_is_at_its_end(proposed, officer, coordinator):
    withdrawn = withdraw_evidence(proposed, comment="เสนอผิดข้อ", by=officer)

    for step in (
        lambda: accept_evidence(withdrawn, by=coordinator),
        lambda: return_evidence(withdrawn, comment="x", by=coordinator),
        lambda: resubmit_evidence(withdrawn, by=officer, **LINK),
        lambda: withdraw_evidence(withdrawn, comment="x", by=officer),
    ):
        with pytest.raises(Refused, match="ถอนออกแล้ว"):
            step()
