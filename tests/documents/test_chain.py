"""The chain of a paper: who endorses it in which order, and what happens when nobody can."""

from __future__ import annotations

import datetime

import pytest

from ita_portal.audit.models import AuditEvent
from ita_portal.documents.models import Document, Proposal
from ita_portal.documents.rules.chain import (
    endorse,
    lead_all_on,
    lead_past_empty,
    merged,
    waiting_at,
    waiting_step,
)
from ita_portal.documents.rules.proposals import send_back, withdraw
from ita_portal.documents.rules.standing import way_of
from ita_portal.errors import Refused, Stale
from ita_portal.notifications.models import Message
from ita_portal.organisations.models import Appointment
from tests.documents.ways import COORDINATOR, DEPUTY, HEAD, set_chain, sign
from tests.factories.documents import propose_paper
from tests.factories.organisations import AppointmentFactory

Capacity = Appointment.Capacity


def in_group(user, office, place: int = 0):
    """Put the one post of a person into a group of the office."""
    group = list(office.groups.order_by("position"))[place]
    Appointment.objects.filter(user=user).update(group=group)
    return group


def ended(user) -> None:
    Appointment.objects.filter(user=user).update(ends_on=datetime.date(2020, 1, 1))


def states(proposal) -> list[str]:
    return [one.state for one in proposal.endorsements.all()]


@pytest.fixture
def chained(office, administrator, group_head, deputy, director):
    """Give an office whose papers go to the group head and the deputy before the director."""
    set_chain(office, [HEAD, DEPUTY], by=administrator)
    return office


def test_without_a_chain_a_paper_is_ready_at_once(office, officer, director):
    proposal = propose_paper(office, officer)

    assert waiting_step(proposal) is None
    assert Proposal.objects.ready_to_decide().get() == proposal


def test_a_paper_goes_to_each_in_the_order_of_the_chain(
    chained, officer, group_head, deputy, director
):
    proposal = propose_paper(chained, officer)

    with pytest.raises(Refused, match="วันนี้ท่านไม่มีตำแหน่ง"):
        endorse(proposal, position=1, by=deputy)
    endorse(proposal, position=1, by=group_head)
    assert not Proposal.objects.ready_to_decide().exists()
    endorse(proposal, position=2, note="เห็นควรอนุมัติ", by=deputy)

    assert states(proposal) == ["endorsed", "endorsed"]
    assert Proposal.objects.ready_to_decide().get() == proposal
    step = proposal.endorsements.last()
    assert (step.name, step.note) == (deputy.full_name, "เห็นควรอนุมัติ")
    assert step.lines == ["รองผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา"]


def test_the_director_cannot_sign_before_the_chain_is_through(chained, officer, director):
    proposal = propose_paper(chained, officer)

    with pytest.raises(Refused, match="ยังรอความเห็นชอบของผู้อำนวยการกลุ่ม"):
        sign(proposal, director)

    assert not Document.objects.exists()


def test_after_the_chain_the_director_signs(chained, officer, group_head, deputy, director):
    proposal = propose_paper(chained, officer)
    endorse(proposal, position=1, by=group_head)
    endorse(proposal, position=2, by=deputy)

    sign(proposal, director)

    assert Document.objects.get().signature.user == director


def test_the_group_head_is_the_one_of_who_proposed(chained, officer, group_head, deputy):
    in_group(group_head, chained, 0)
    own = AppointmentFactory(office=chained, role=HEAD, group=in_group(officer, chained, 1)).user
    proposal = propose_paper(chained, officer)

    with pytest.raises(Refused, match="วันนี้ท่านไม่มีตำแหน่ง"):
        endorse(proposal, position=1, by=group_head)
    endorse(proposal, position=1, by=own)

    assert not waiting_at(group_head, chained).exists()
    assert states(proposal) == ["endorsed", "waiting"]


def test_who_proposed_may_not_endorse_and_the_step_is_passed_over_with_the_reason(
    chained, group_head, deputy
):
    proposal = propose_paper(chained, group_head)

    step = proposal.endorsements.first()
    assert states(proposal) == ["passed", "waiting"]
    assert step.note == "ผู้ดำรงตำแหน่งนี้เป็นผู้เสนอเอกสารเอง"
    assert step.decided_by == group_head
    with pytest.raises(Stale):
        endorse(proposal, position=1, by=group_head)


def test_another_holder_endorses_when_one_of_two_proposed(chained, group_head):
    other = AppointmentFactory(office=chained, role=HEAD).user
    proposal = propose_paper(chained, group_head)

    with pytest.raises(Refused, match="ท่านเป็นผู้เสนอเอกสารนี้"):
        endorse(proposal, position=1, by=group_head)
    endorse(proposal, position=1, by=other)

    assert states(proposal) == ["endorsed", "waiting"]


def test_a_step_whose_post_nobody_holds_is_passed_over_with_the_reason(
    chained, officer, group_head, deputy
):
    ended(group_head)
    ended(deputy)

    proposal = propose_paper(chained, officer)

    assert states(proposal) == ["passed", "passed"]
    assert "ไม่มีผู้ดำรงตำแหน่งรองผู้อำนวยการสำนักงาน" in proposal.endorsements.last().note
    assert Proposal.objects.ready_to_decide().exists()


def test_a_post_that_ends_while_a_paper_waits_there_can_be_led_past(
    chained, officer, group_head, deputy
):
    proposal = propose_paper(chained, officer)
    with pytest.raises(Refused, match="มีผู้ให้ความเห็นชอบได้"):
        lead_past_empty(proposal, by=officer)
    ended(group_head)

    assert way_of(proposal).is_stuck
    lead_past_empty(proposal, by=officer)

    assert states(proposal) == ["passed", "waiting"]
    assert proposal.endorsements.first().decided_by == officer


def test_an_acting_deputy_endorses_as_the_appointment_says(chained, officer, group_head, deputy):
    ended(deputy)
    acting = AppointmentFactory(
        office=chained,
        role=DEPUTY,
        title="ผู้อำนวยการกลุ่มอำนวยการ",
        capacity=Capacity.ACTING,
        principal_title="รองผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา",
        order_number="คำสั่งที่ 12/2569",
    ).user
    proposal = propose_paper(chained, officer)
    endorse(proposal, position=1, by=group_head)

    endorse(proposal, position=2, by=acting)

    assert proposal.endorsements.last().lines == [
        "ผู้อำนวยการกลุ่มอำนวยการ รักษาราชการแทน",
        "รองผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา",
    ]


def test_the_same_person_endorses_as_deputy_and_signs_as_acting_director(
    chained, officer, group_head, deputy, director
):
    ended(director)
    AppointmentFactory(
        user=deputy,
        office=chained,
        role=Appointment.Role.DIRECTOR,
        title="รองผู้อำนวยการ",
        capacity=Capacity.ACTING,
        principal_title="ผู้อำนวยการสำนักงาน",
        order_number="คำสั่งที่ 15/2569",
    )
    proposal = propose_paper(chained, officer)
    endorse(proposal, position=1, by=group_head)
    endorse(proposal, position=2, by=deputy)

    sign(proposal, deputy)

    signature = Document.objects.get().signature
    assert signature.lines == ["รองผู้อำนวยการ รักษาราชการแทน", "ผู้อำนวยการสำนักงาน"]
    assert proposal.endorsements.last().lines == ["รองผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา"]


def test_a_step_that_somebody_did_meanwhile_is_not_done_twice(chained, officer, group_head):
    other = AppointmentFactory(office=chained, role=HEAD).user
    proposal = propose_paper(chained, officer)
    endorse(proposal, position=1, by=other)

    with pytest.raises(Stale, match="มีผู้ให้ความเห็นชอบไปแล้ว"):
        endorse(proposal, position=1, by=group_head)

    assert proposal.endorsements.first().decided_by == other


def test_another_chain_does_not_touch_what_is_under_way(
    chained, officer, group_head, administrator, coordinator
):
    proposal = propose_paper(chained, officer)

    set_chain(chained, [COORDINATOR], by=administrator)

    assert [one.role for one in proposal.endorsements.all()] == [HEAD, DEPUTY]
    later = propose_paper(chained, officer, fiscal_year=2570)
    assert [one.role for one in later.endorsements.all()] == [COORDINATOR]


def test_whose_turn_it_is_sends_back_and_so_does_the_director_but_nobody_else(
    chained, officer, group_head, deputy, director
):
    proposal = propose_paper(chained, officer)

    with pytest.raises(Refused, match="ในขั้นของตน"):
        send_back(proposal, comment="แก้", by=deputy)
    send_back(proposal, comment="แก้ปี", by=group_head)
    again = propose_paper(chained, officer)
    send_back(again, comment="แก้ชื่อ", by=director)

    assert [one.return_comment for one in Proposal.objects.order_by("pk")] == ["แก้ปี", "แก้ชื่อ"]
    assert again.after == proposal


def test_what_came_back_or_was_taken_back_is_not_endorsed_any_more(chained, officer, group_head):
    proposal = propose_paper(chained, officer)
    withdraw(proposal, by=officer)

    with pytest.raises(Refused, match="ผู้เสนอถอนแล้ว"):
        endorse(proposal, position=1, by=group_head)

    assert not waiting_at(group_head, chained).exists()


def test_a_paper_that_came_back_begins_its_chain_anew(chained, officer, group_head, deputy):
    proposal = propose_paper(chained, officer)
    endorse(proposal, position=1, by=group_head)
    send_back(proposal, comment="แก้", by=deputy)

    again = propose_paper(chained, officer)

    assert states(again) == ["waiting", "waiting"]


def test_each_is_told_once_when_a_paper_comes_comes_back_or_is_signed(
    chained, officer, group_head, deputy, director
):
    proposal = propose_paper(chained, officer)
    endorse(proposal, position=1, by=group_head)
    endorse(proposal, position=2, by=deputy)
    sign(proposal, director)

    told = [(one.user, one.subject.split(":")[0]) for one in Message.objects.order_by("pk")]
    assert told == [
        (group_head, "เอกสารรอความเห็นชอบของท่าน"),
        (deputy, "เอกสารรอความเห็นชอบของท่าน"),
        (director, "เอกสารรอลงนาม"),
        (officer, "ลงนามแล้ว"),
    ]


def test_who_proposed_reads_in_the_message_why_it_came_back(chained, officer, group_head):
    proposal = propose_paper(chained, officer)

    send_back(proposal, comment="โปรดแก้ปีในข้อ 2", by=group_head)

    message = Message.objects.get(user=officer)
    assert "โปรดแก้ปีในข้อ 2" in message.lines.first().text


def test_every_step_is_in_the_trail(chained, officer, group_head, deputy):
    ended(deputy)
    proposal = propose_paper(chained, officer)

    endorse(proposal, position=1, by=group_head)

    verbs = list(AuditEvent.objects.values_list("verb", flat=True))
    assert "proposal.endorsed" in verbs
    assert "proposal.step_passed" in verbs


def test_the_way_says_who_has_it_since_when_and_what_comes_next(
    chained, officer, group_head, deputy, director
):
    proposal = propose_paper(chained, officer)

    said = way_of(proposal).sentence

    assert said.startswith(f"ขณะนี้อยู่ที่ผู้อำนวยการกลุ่ม ({group_head.full_name}) ตั้งแต่ ")
    assert said.endswith("ต่อไปเสนอรองผู้อำนวยการสำนักงาน แล้วจึงเสนอผู้มีอำนาจลงนามของสำนักงาน")


def test_a_note_that_is_too_long_endorses_nothing(chained, officer, group_head):
    proposal = propose_paper(chained, officer)

    with pytest.raises(Refused, match="ยาวเกิน 2,000"):
        endorse(proposal, position=1, note="ก" * 2001, by=group_head)

    assert states(proposal) == ["waiting", "waiting"]


@pytest.mark.parametrize(
    ("chains", "whole"),
    [
        ([[], []], []),
        ([[HEAD, DEPUTY], []], [HEAD, DEPUTY]),
        ([[HEAD, DEPUTY], [HEAD, COORDINATOR, DEPUTY]], [HEAD, COORDINATOR, DEPUTY]),
        ([[HEAD, DEPUTY], [HEAD, COORDINATOR]], [HEAD, COORDINATOR, DEPUTY]),
        ([[DEPUTY], [HEAD]], [HEAD, DEPUTY]),
        ([[DEPUTY, HEAD], [HEAD, DEPUTY]], [DEPUTY, HEAD]),
    ],
)
def test_chains_of_a_bundle_become_one_in_which_each_stands_once(chains, whole):
    assert merged(chains) == whole


def test_the_day_leads_papers_past_posts_that_have_ended_and_tells_who_came(
    chained, officer, group_head, deputy
):
    proposal = propose_paper(chained, officer)
    ended(group_head)
    ended(deputy)
    newcomer = AppointmentFactory(office=chained, role=DEPUTY).user

    lead_all_on()
    lead_all_on()

    assert states(proposal) == ["passed", "waiting"]
    assert Message.objects.filter(user=newcomer).count() == 1


def test_the_day_leaves_what_is_decided_alone(chained, officer, group_head):
    proposal = propose_paper(chained, officer)
    withdraw(proposal, by=officer)
    ended(group_head)

    assert lead_all_on() == 0

    assert states(proposal) == ["waiting", "waiting"]
