"""A paper's way to its signature: proposed, sent back, withdrawn, approved."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from ita_portal.audit.models import AuditEvent
from ita_portal.documents.kinds import ANALYSIS_REPORT
from ita_portal.documents.models import PROPOSAL_LIFECYCLE, Document, Proposal
from ita_portal.documents.rules import signing
from ita_portal.documents.rules.proposals import LONGEST_COMMENT, send_back, withdraw
from ita_portal.documents.rules.signing import approve, intent_of, words_to_sign
from ita_portal.documents.rules.words import fingerprint
from ita_portal.errors import Refused, Stale
from ita_portal.home.trail import VERBS
from ita_portal.jobs.models import Job
from ita_portal.organisations.models import Appointment
from tests.documents import report_samples
from tests.factories.documents import propose_paper
from tests.factories.organisations import AppointmentFactory

Status = Proposal.Status


@pytest.fixture
def proposal(office, officer) -> Proposal:
    return propose_paper(office, officer)


def shown_to(person, proposal) -> str:
    """Return the fingerprint of what the page shows to who decides."""
    return fingerprint(words_to_sign(proposal, by=person, on=timezone.localdate()))


def sign(proposal, person) -> Document:
    return approve(proposal, words_sha256=shown_to(person, proposal), by=person)


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def test_what_is_proposed_is_settled_with_its_fingerprint(office, officer):
    words = report_samples.draft()

    proposal = propose_paper(office, officer, words=words)
    words["parts"].clear()

    kept = Proposal.objects.get()
    assert kept.status == Status.SUBMITTED
    assert kept.submitted_by == officer
    assert kept.words["parts"]
    assert kept.words_sha256 == fingerprint(kept.words) == proposal.words_sha256
    assert verbs() == ["proposal.submitted"]
    assert not Document.objects.exists()


def test_an_approved_proposal_becomes_a_signed_paper(proposal, director):
    document = sign(proposal, director)

    proposal.refresh_from_db()
    assert (proposal.status, proposal.document) == (Status.APPROVED, document)
    assert (proposal.approved_by, document.kind) == (director, "analysis_report")
    assert (document.fiscal_year, document.title) == (2569, proposal.title)
    assert document.duties == ["integrity_measures"]
    assert document.signature.intent == intent_of(ANALYSIS_REPORT)
    assert document.words["parts"] == proposal.words["parts"]
    assert document.words["draft_mark"] == ""
    assert Job.objects.filter(key=document.job_key).exists()
    assert verbs()[-2:] == ["document.signed", "proposal.approved"]


def test_who_proposes_may_not_approve(office, director, officer):
    own = propose_paper(office, director)

    with pytest.raises(Refused, match="ของตนเองไม่ได้"):
        sign(own, director)

    assert not Document.objects.exists()


def test_who_has_no_power_to_sign_today_does_not_sign(proposal, deputy):
    with pytest.raises(Refused, match="ไม่มีตำแหน่งหรือคำสั่ง"):
        approve(proposal, words_sha256="", by=deputy)


def test_a_director_whose_appointment_ended_this_morning_does_not_sign(proposal, director):
    shown = shown_to(director, proposal)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    Appointment.objects.filter(user=director).update(ends_on=yesterday)

    with pytest.raises(Refused, match="วันนี้ท่านไม่มี"):
        approve(proposal, words_sha256=shown, by=director)


def test_what_was_read_yesterday_is_not_signed_today(proposal, director):
    with time_machine.travel("2026-11-20T03:00:00+00:00", tick=False):
        shown = shown_to(director, proposal)

    with (
        time_machine.travel("2026-11-21T03:00:00+00:00", tick=False),
        pytest.raises(Stale, match="เปลี่ยนไปจากที่ท่านได้อ่าน"),
    ):
        approve(proposal, words_sha256=shown, by=director)

    assert not Document.objects.exists()


def test_what_another_director_read_is_not_what_one_signs(office, proposal, director):
    acting = AppointmentFactory(
        office=office,
        role=Appointment.Role.DIRECTOR,
        title="รองผู้อำนวยการ",
        capacity="acting",
        principal_title="ผู้อำนวยการสำนักงาน",
        order_number="12/2569",
    ).user

    with pytest.raises(Stale):
        approve(proposal, words_sha256=shown_to(acting, proposal), by=director)


def test_sending_back_says_why_and_ends_the_proposal(proposal, director):
    send_back(proposal, comment="  เพิ่มสาเหตุของตัวชี้วัดที่ 8 ", by=director)

    proposal.refresh_from_db()
    assert (proposal.status, proposal.returned_by) == (Status.RETURNED, director)
    assert proposal.return_comment == "เพิ่มสาเหตุของตัวชี้วัดที่ 8"
    assert proposal.is_open_for_writing
    assert verbs()[-1] == "proposal.returned"


@pytest.mark.parametrize("comment", ["", " \n ", "\u200b", "ก" * (LONGEST_COMMENT + 1)])
def test_sending_back_needs_a_comment_of_bearable_length(proposal, director, comment):
    with pytest.raises(Refused, match="ความเห็น"):
        send_back(proposal, comment=comment, by=director)

    proposal.refresh_from_db()
    assert proposal.awaits_decision


def test_a_proposal_after_a_return_is_a_new_one_and_the_old_stays(office, officer, director):
    first = propose_paper(office, officer)
    send_back(first, comment="แก้คำผิด", by=director)

    second = propose_paper(office, officer, words=report_samples.draft(parts=[]))

    assert second.after == first
    assert list(Proposal.objects.returned_to(officer)) == []
    assert sign(second, director).words["parts"] == []
    first.refresh_from_db()
    assert (first.status, first.return_comment) == (Status.RETURNED, "แก้คำผิด")
    assert first.words["parts"]


def test_what_was_sent_back_waits_with_who_proposed_it_until_it_is_proposed_again(
    office, officer, coordinator, director
):
    returned = send_back(propose_paper(office, officer), comment="แก้คำผิด", by=director)

    assert list(Proposal.objects.returned_to(officer)) == [returned]
    assert list(Proposal.objects.returned_to(coordinator)) == []
    propose_paper(office, coordinator)
    assert list(Proposal.objects.returned_to(officer)) == []


def test_only_who_proposed_takes_it_back(proposal, officer, coordinator):
    with pytest.raises(Refused, match="ผู้เสนอเอกสารนี้เท่านั้น"):
        withdraw(proposal, by=coordinator)

    withdraw(proposal, by=officer)

    proposal.refresh_from_db()
    assert (proposal.status, proposal.withdrawn_by) == (Status.WITHDRAWN, officer)
    assert proposal.is_open_for_writing
    assert verbs()[-1] == "proposal.withdrawn"


@pytest.mark.parametrize("end", [Status.RETURNED, Status.WITHDRAWN, Status.APPROVED])
def test_what_is_decided_is_decided(proposal, officer, director, end):
    shown = shown_to(director, proposal)
    ends = {
        Status.RETURNED: lambda: send_back(proposal, comment="แก้คำผิด", by=director),
        Status.WITHDRAWN: lambda: withdraw(proposal, by=officer),
        Status.APPROVED: lambda: approve(proposal, words_sha256=shown, by=director),
    }
    ends[end]()

    for deed in ends.values():
        with pytest.raises(Refused, match="จึงเปลี่ยนเป็น"):
            deed()
    assert not [after for after in Status if PROPOSAL_LIFECYCLE.allows(end, after)]


def test_a_year_has_one_report_that_awaits_its_decision(office, officer, coordinator, proposal):
    with pytest.raises(Refused, match="รอพิจารณาอยู่"):
        propose_paper(office, coordinator)

    propose_paper(office, coordinator, fiscal_year=2570)
    assert Proposal.objects.awaiting_decision().count() == 2


def test_another_offices_proposal_is_no_hindrance(
    office, other_office, officer, stranger, proposal
):
    theirs = propose_paper(other_office, stranger)

    assert theirs.after is None
    assert list(Proposal.objects.of(office)) == [proposal]


@pytest.mark.parametrize("last_step", ["issue", "record"])
def test_an_approval_happens_wholly_or_not_at_all(proposal, director, monkeypatch, last_step):
    shown = shown_to(director, proposal)

    def fail(**_):
        raise OSError("the disk is full")

    monkeypatch.setattr(signing, last_step, fail)
    with pytest.raises(OSError, match="full"):
        approve(proposal, words_sha256=shown, by=director)

    proposal.refresh_from_db()
    assert proposal.awaits_decision
    assert not Document.objects.exists()
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "lost"},
        {"status": "approved"},
        {"status": "returned"},
        {"status": "withdrawn"},
        {"return_comment": "เหตุผลที่ไม่มีผู้ส่งคืน"},
        {"returned_at": datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)},
        {"fiscal_year": 2026},
    ],
    ids=lambda wrong: "-".join(wrong),
)
def test_the_database_keeps_no_state_without_what_it_means(proposal, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(**wrong)


def test_the_database_keeps_no_approval_of_ones_own(proposal, director):
    sign(proposal, director)

    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(submitted_by=director)


def test_the_trail_has_words_for_every_deed(proposal, director, officer):
    send_back(proposal, comment="แก้คำผิด", by=director)
    withdraw(propose_paper(proposal.office, officer), by=officer)
    sign(propose_paper(proposal.office, officer), director)

    assert {verb for verb in verbs() if verb.startswith("proposal.")} <= set(VERBS)
    assert len([verb for verb in verbs() if verb.startswith("proposal.")]) == 6
