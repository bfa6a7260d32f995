"""Signing: with number, code, power, and the place from which it was confirmed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from ita_portal.documents.kinds import FREE_ANNOUNCEMENT, MEMO, ORDER
from ita_portal.documents.models import Document, PaperNumber, Proposal, Signature
from ita_portal.documents.rendering.document import body_html, document_html
from ita_portal.documents.rendering.fonts import installed_fonts
from ita_portal.documents.rules.issuing import Confirmation
from ita_portal.documents.rules.numbers import number_of
from ita_portal.documents.rules.proposals import Writing, propose_together
from ita_portal.documents.rules.registry import take_from_registry, void_number
from ita_portal.documents.rules.signing import approve, words_to_sign
from ita_portal.documents.rules.words import fingerprint
from ita_portal.errors import Refused, Stale
from ita_portal.jobs.models import Job
from ita_portal.organisations.models import Appointment
from ita_portal.thai.numerals import thai_digits
from tests.documents.numbering import numbered_by, propose_order, shown_to, sign
from tests.factories.documents import propose_paper, words
from tests.factories.organisations import AppointmentFactory

PASSWORD = "pass-word-1"


def test_what_is_shown_is_what_is_signed_but_for_the_note_that_it_is(office, officer, director):
    proposal = propose_order(office, officer)
    shown = words_to_sign(proposal, by=director, on=timezone.localdate())

    paper = sign(proposal, director)

    note = paper.words["signature"]["signed_note"]
    assert "ลงลายมือชื่ออิเล็กทรอนิกส์" in note
    as_shown = {**paper.words["signature"], "signed": False, "signed_note": ""}
    assert {**paper.words, "signature": as_shown} == shown
    assert paper.signature.words_sha256 == fingerprint(shown)
    assert shown["draft_mark"] == ""


def test_the_paper_has_the_code_that_was_read_before_it_was_signed(office, officer, director):
    proposal = propose_paper(office, officer)

    paper = sign(proposal, director)

    assert paper.code == proposal.code == paper.words["verification"]["code"]
    assert paper.words["verification"]["url"].endswith(f"/verify/{paper.code}/")


def test_a_kind_of_a_fixed_form_shows_no_code_unless_the_office_wants_it(office, officer, director):
    plain = sign(propose_order(office, officer), director)
    numbered_by(office, "portal", by=officer, carries_qr=True)
    shown = sign(propose_order(office, officer), director)

    assert plain.words["verification"] is None
    assert shown.words["verification"]["code"] == shown.code


def test_the_signature_keeps_from_where_it_was_confirmed(office, officer, director):
    proposal = propose_order(office, officer)
    here = Confirmation("203.0.113.7", "Firefox")

    paper = approve(
        proposal, words_sha256=shown_to(director, proposal), by=director, confirmation=here
    )

    kept = Signature.objects.get(document=paper)
    assert (kept.confirmed_from, kept.device) == ("203.0.113.7", "Firefox")
    assert (kept.method, kept.recorded_by) == ("electronic", None)


@pytest.mark.parametrize(
    ("https", "address"), [(True, "198.51.100.9"), (False, "127.0.0.1")], ids=["proxy", "direct"]
)
def test_behind_the_proxy_the_address_is_the_one_it_names(
    login, office, officer, director, monkeypatch, https, address
):
    proposal = propose_order(office, officer)
    monkeypatch.setattr(settings, "HTTPS", https)
    typed = {
        "password": PASSWORD,
        "intent": "on",
        "words_sha256": shown_to(director, proposal),
    }

    login(director).post(
        reverse("documents:proposal_approve", args=[office.code, proposal.pk]),
        typed,
        headers={"X-Forwarded-For": "10.0.0.1, 198.51.100.9", "User-Agent": "x\x00y" + "z" * 400},
    )

    kept = Signature.objects.get()
    assert kept.confirmed_from == address
    assert len(kept.device) == 300
    assert "\x00" not in kept.device


def test_an_appointment_that_ended_this_morning_signs_nothing(
    office, officer, director, time_machine
):
    proposal = propose_order(office, officer)
    shown = shown_to(director, proposal)
    Appointment.objects.filter(user=director).update(ends_on=timezone.localdate())

    time_machine.move_to(timezone.now() + timedelta(days=1))

    with pytest.raises(Refused, match="ไม่มีตำแหน่ง"):
        approve(proposal, words_sha256=shown, by=director)
    assert_nothing_happened(proposal)


def assert_nothing_happened(proposal: Proposal) -> None:
    proposal.refresh_from_db()
    assert proposal.awaits_decision
    assert not Document.objects.exists()
    assert not Signature.objects.exists()
    assert not Job.objects.filter(task="documents.render").exists()
    assert not PaperNumber.objects.filter(state="used").exists()


def test_a_day_of_the_registry_before_the_power_to_sign_is_refused(office, officer, deputy):
    numbered_by(office, "registry", by=officer)
    proposal = propose_order(office, officer)
    today = timezone.localdate()
    take_from_registry(proposal, text="7", dated_on=today - timedelta(days=2), by=officer)
    AppointmentFactory(
        user=deputy,
        office=office,
        role="director",
        title="รองผู้อำนวยการ",
        capacity="acting",
        principal_title="ผู้อำนวยการ",
        order_number="คำสั่งที่ 8/2569",
        starts_on=today - timedelta(days=1),
    )

    with pytest.raises(Refused, match="ไม่มีผล"):
        words_to_sign(proposal, by=deputy, on=today)


def test_a_number_that_went_void_between_reading_and_signing_signs_nothing(
    office, officer, director
):
    proposal = propose_order(office, officer)
    shown = shown_to(director, proposal)
    void_number(number_of(proposal), reason="ซ้ำกับสมุดทะเบียน", by=officer)

    with pytest.raises(Refused, match="ยังไม่มีเลขที่"):
        approve(proposal, words_sha256=shown, by=director)

    assert_nothing_happened(proposal)


def test_another_number_than_the_one_that_was_read_is_shown_again(office, officer, director):
    numbered_by(office, "registry", by=officer)
    proposal = propose_order(office, officer)
    take_from_registry(proposal, text="7", dated_on=None, by=officer)
    shown = shown_to(director, proposal)
    take_from_registry(proposal, text="8", dated_on=None, by=officer)

    with pytest.raises(Stale):
        approve(proposal, words_sha256=shown, by=director)

    assert_nothing_happened(proposal)


def bundle(office, officer) -> list[Proposal]:
    """Propose a memo with the order that it asks for."""
    writings = [
        Writing(MEMO, 2569, "ขออนุมัติแต่งตั้งคณะกรรมการ", words()),
        Writing(ORDER, 2569, "แต่งตั้งคณะกรรมการ", words()),
    ]
    return propose_together(writings, office=office, title="แต่งตั้งคณะกรรมการวิเคราะห์", by=officer)


def test_a_bundle_is_signed_in_one_act_each_paper_with_its_own_signature(office, officer, director):
    numbered_by(office, "portal", by=officer, kind="memo", prefix="ศธ 04152")
    _memo, order = bundle(office, officer)

    paper = sign(order, director)

    papers = Document.objects.order_by("pk")
    assert [one.number_text for one in papers] == ["ศธ 04152/1", f"1/{this_year()}"]
    assert paper == papers[1] == Proposal.objects.get(pk=order.pk).document
    assert Signature.objects.count() == 2
    (intent,) = {one.signature.intent for one in papers}
    assert "ทั้ง 2 ฉบับในชุดนี้" in intent


def test_an_announcement_that_the_office_numbers_shows_its_number(office, officer, director):
    numbered_by(office, "portal", by=officer, kind="free_announcement")
    kind = {"kind": FREE_ANNOUNCEMENT, "words": words()}

    paper = sign(propose_order(office, officer, **kind), director)

    number = thai_digits(paper.number_text)
    assert f"ที่ {number}" in body_html(paper.words)
    assert number in document_html(paper.words, fonts=installed_fonts(Path(settings.FONT_DIR)))


def test_one_declares_to_have_read_an_announcement_whatever_the_list_of_kinds_calls_it(
    office, officer, director
):
    paper = sign(propose_order(office, officer, kind=FREE_ANNOUNCEMENT, words=words()), director)

    assert paper.signature.intent.startswith("ข้าพเจ้าได้อ่านประกาศฉบับนี้แล้ว")


def this_year() -> int:
    return timezone.localdate().year + 543


def test_of_a_bundle_all_is_signed_or_nothing(office, officer, director):
    memo, order = bundle(office, officer)
    shown = shown_to(director, memo)
    void_number(number_of(order), reason="ซ้ำกับสมุดทะเบียน", by=officer)

    with pytest.raises(Refused, match="ยังไม่มีเลขที่"):
        approve(memo, words_sha256=shown, by=director)

    assert_nothing_happened(memo)
    assert_nothing_happened(order)


def test_a_bundle_is_signed_as_the_whole_that_was_shown(office, officer, director):
    _memo, order = bundle(office, officer)
    alone = fingerprint(words_to_sign(order, by=director, on=timezone.localdate()))

    with pytest.raises(Stale, match="ชุดเอกสาร"):
        approve(order, words_sha256=alone, by=director)


def test_a_paper_that_still_waits_at_a_step_is_not_signed(office, officer, group_head, director):
    numbered_by(office, "portal", by=officer, chain=["group_head"])
    proposal = propose_order(office, officer)

    with pytest.raises(Refused, match="รอความเห็นชอบ"):
        approve(proposal, words_sha256="", by=director)


def test_the_page_says_why_it_cannot_be_signed_and_offers_a_number_of_this_year(
    login, office, officer, director, time_machine
):
    time_machine.move_to("2025-12-31T16:00:00Z", tick=False)
    proposal = propose_order(office, officer)
    time_machine.move_to("2025-12-31T18:00:00Z", tick=False)
    client = login(director)
    place = reverse("documents:proposal", args=[office.code, proposal.pk])
    anew = reverse("documents:proposal_number_anew", args=[office.code, proposal.pk])

    page = client.get(place).content.decode()
    renewed = client.post(anew, follow=True).content.decode()

    assert "เป็นเลขของปี พ.ศ. 2568" in page
    assert anew in page
    assert 'name="password"' not in page
    assert "1/2569" in renewed
    assert 'name="password"' in renewed


def test_a_number_is_for_who_numbers_or_signs(login, office, officer, deputy, supervisor):
    proposal = propose_order(office, officer)
    anew = reverse("documents:proposal_number_anew", args=[office.code, proposal.pk])

    assert login(deputy).post(anew).status_code == 403
    assert login(supervisor).post(anew).status_code == 403
    assert login(officer).post(anew).status_code == 302
