"""The pages of a proposed paper: who reads, who decides, who takes it back."""

from __future__ import annotations

import html
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from ita_portal.documents.models import Document, Proposal
from ita_portal.documents.rules.proposals import send_back
from ita_portal.documents.rules.signing import approve, words_to_sign
from ita_portal.documents.rules.words import fingerprint
from ita_portal.files.models import StoredFile
from ita_portal.organisations.models import Appointment
from tests.documents import report_samples
from tests.factories.documents import propose_paper, propose_photo

PASSWORD = "ทดสอบลงนาม-2569"


@pytest.fixture
def proposal(office, officer) -> Proposal:
    return propose_paper(office, officer)


@pytest.fixture
def signatory(director):
    director.set_password(PASSWORD)
    director.save()
    return director


def at(proposal: Proposal, step: str = "") -> str:
    name = f"documents:proposal_{step}" if step else "documents:proposal"
    return reverse(name, args=[proposal.office.code, proposal.pk])


def words(response) -> str:
    """Return what a page says, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def shown(response) -> str:
    """Return the fingerprint that the page carries."""
    return re.search(r'name="words_sha256" value="(\w+)"', response.content.decode())[1]


def signing(client, proposal, **changes) -> dict[str, str]:
    page = client.get(at(proposal))
    return {"words_sha256": shown(page), "password": PASSWORD, "intent": "on"} | changes


def test_everybody_of_the_office_reads_what_is_proposed(login, officer, coordinator, proposal):
    page = login(coordinator).get(at(proposal))

    assert "ฉบับร่าง ยังไม่ลงนาม" in words(page)
    assert "ผลการประเมินในภาพรวม" in words(page)
    assert officer.full_name.split()[0] in words(page)
    assert "<form method=" not in page.content.decode().split('id="decide"')[1]


def test_who_decides_reads_the_paper_as_it_will_be(login, director, proposal):
    page = words(login(director).get(at(proposal)))

    assert "(นางสมใจ" in page
    assert "รายงาน ณ วันที่ ....." not in page
    assert "ข้าพเจ้าได้อ่านรายงานการวิเคราะห์ผลฉบับนี้แล้ว" in page
    assert "เผยแพร่รายงานการวิเคราะห์ผลให้ทุกคนอ่านได้ทันที" in page


def test_signing_issues_the_paper_and_says_so(login, signatory, proposal):
    client = login(signatory)

    answer = client.post(at(proposal, "approve"), signing(client, proposal), follow=True)

    document = Document.objects.get()
    assert "ลงนามแล้ว" in words(answer)
    assert document.code in words(answer)
    assert document.signature.user == signatory


def test_the_signed_paper_is_public_as_page_pdf_and_on_its_item(
    login, signatory, proposal, run_jobs, client, load_year
):
    load_year(2569)
    decider = login(signatory)
    decider.post(at(proposal, "approve"), signing(decider, proposal))

    run_jobs()

    document = Document.objects.get()
    office = proposal.office.code
    page = client.get(reverse("documents:public", args=[office, document.code]))
    pdf = client.get(reverse("documents:pdf", args=[office, document.code]))
    item = next(i.code for i in load_year(2569).items.all() if "integrity_measures" in i.duties)
    shown_at = client.get(reverse("disclosure:public_item", args=[office, 2569, item]))
    verified = client.get(reverse("documents:verify", args=[document.code]))
    assert "ผลการประเมินในภาพรวม" in words(page)
    assert "ตัวเลขของแผนภูมิ" in words(page)
    assert b"".join(pdf).startswith(b"%PDF-1.7")
    assert document.title in words(shown_at)
    assert "เอกสารจริง" in words(verified)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"password": "ผิด"}, "รหัสผ่านไม่ถูกต้อง"),
        ({"password": ""}, "โปรดกรอกรหัสผ่านของท่าน"),
        ({"intent": ""}, "โปรดอ่านรายงานการวิเคราะห์ผล แล้วทำเครื่องหมาย"),
    ],
)
def test_a_slip_in_signing_signs_nothing_and_keeps_the_rest(
    login, signatory, proposal, typed, said
):
    client = login(signatory)
    form = {key: value for key, value in signing(client, proposal, **typed).items() if value}

    page = client.post(at(proposal, "approve"), form)

    assert said in words(page)
    assert "ยังไม่ได้ลงนาม" in words(page)
    assert shown(page) == form["words_sha256"]
    assert ("checked" in page.content.decode()) == ("intent" in form)
    assert PASSWORD not in page.content.decode()
    assert Proposal.objects.get().awaits_decision


def test_wrong_passwords_are_counted_as_at_the_door(login, signatory, proposal, settings):
    settings.AXES_ENABLED = True
    client = login(signatory)
    form = signing(client, proposal, password="ผิด")

    for _ in range(settings.AXES_FAILURE_LIMIT):
        client.post(at(proposal, "approve"), form)
    answer = client.post(at(proposal, "approve"), form | {"password": PASSWORD})

    assert answer.status_code in {200, 403, 429}
    assert Proposal.objects.get().awaits_decision


def test_a_paper_that_changed_since_it_was_read_is_shown_again(login, signatory, proposal):
    client = login(signatory)
    form = signing(client, proposal)
    Appointment.objects.filter(user=signatory).update(title="ผู้อำนวยการเชี่ยวชาญ")

    answer = client.post(at(proposal, "approve"), form, follow=True)

    assert "เปลี่ยนไปจากที่ท่านได้อ่าน" in words(answer)
    assert Proposal.objects.get().awaits_decision
    assert shown(answer) != form["words_sha256"]


def test_ones_own_proposal_has_no_place_to_sign(login, signatory, office):
    own = propose_paper(office, signatory)

    page = login(signatory).get(at(own))

    assert "ผู้เสนออนุมัติเรื่องของตนเองไม่ได้" in words(page)
    assert "words_sha256" not in page.content.decode()
    assert "ถอนเอกสารที่เสนอ" in words(page)


def test_who_lost_the_power_to_sign_reads_why(login, director, proposal, monkeypatch):
    monkeypatch.setattr(
        "ita_portal.documents.rules.signing.signing_appointment", lambda *_, **__: None
    )

    page = login(director).get(at(proposal))

    assert "วันนี้ท่านไม่มีตำแหน่งหรือคำสั่ง" in words(page)
    assert "words_sha256" not in page.content.decode()


def test_sending_back_reaches_the_inbox_of_who_proposed(login, director, officer, proposal):
    answer = login(director).post(
        at(proposal, "send_back"), {"comment": "เพิ่มสาเหตุของตัวชี้วัดที่ 8"}, follow=True
    )

    inbox = words(login(officer).get(reverse("home:inbox", args=["sample1"])))
    page = words(login(officer).get(at(proposal)))
    assert "ส่งคืนเอกสารพร้อมความเห็นแล้ว" in words(answer)
    assert "เอกสารที่ส่งคืนให้ท่านแก้ไข" in inbox
    assert "เพิ่มสาเหตุของตัวชี้วัดที่ 8" in inbox
    assert "แก้ไขแล้วเสนอใหม่" in page


def test_a_proposed_paper_waits_in_the_inbox_of_who_decides(login, director, officer, proposal):
    theirs = words(login(director).get(reverse("home:inbox", args=["sample1"])))
    own = words(login(officer).get(reverse("home:inbox", args=["sample1"])))

    assert "เอกสารที่รอลงนาม" in theirs
    assert proposal.title in theirs
    assert "เอกสารที่รอลงนาม" not in own


def test_sending_back_without_a_comment_says_what_is_missing(login, director, proposal):
    page = login(director).post(at(proposal, "send_back"), {"comment": " "})

    assert "ยังไม่ได้ส่งคืน" in words(page)
    assert "<details" in page.content.decode()
    assert Proposal.objects.get().awaits_decision


def test_a_comment_that_comes_too_late_is_not_lost(login, director, signatory, proposal):
    sha = fingerprint(words_to_sign(proposal, by=signatory, on=timezone.localdate()))
    approve(proposal, words_sha256=sha, by=signatory)

    answer = login(director).post(
        at(proposal, "send_back"), {"comment": "ความเห็นยาวที่พิมพ์ไว้"}, follow=True
    )

    assert "ความเห็นยาวที่พิมพ์ไว้" in words(answer)
    assert Proposal.objects.get().status == Proposal.Status.APPROVED


def test_the_proposer_takes_it_back_and_the_list_says_so(login, officer, proposal):
    client = login(officer)

    answer = client.post(at(proposal, "withdraw"), follow=True)

    assert "ถอนเอกสารที่เสนอแล้ว" in words(answer)
    listed = words(client.get(reverse("documents:document_list", args=["sample1"])))
    assert "ผู้เสนอถอนแล้ว" in listed


@pytest.mark.parametrize("who", ["director", "coordinator", "supervisor"])
def test_nobody_takes_back_what_another_proposed(login, proposal, request, who):
    answer = login(request.getfixturevalue(who)).post(at(proposal, "withdraw"))

    assert answer.status_code == 403
    assert Proposal.objects.get().awaits_decision


@pytest.mark.parametrize("step", ["approve", "send_back"])
def test_who_may_not_decide_is_sent_away(login, officer, coordinator, proposal, step):
    assert login(coordinator).post(at(proposal, step)).status_code == 403
    assert login(officer).post(at(proposal, step)).status_code == 403


@pytest.mark.parametrize("step", ["", "approve", "send_back", "withdraw"])
def test_another_offices_proposal_is_not_found(login, director, other_office, stranger, step):
    theirs = propose_paper(other_office, stranger)
    address = at(theirs, step).replace(other_office.code, "sample1")

    answer = login(director).post(address) if step else login(director).get(address)

    assert answer.status_code == 404


def photo_at(proposal: Proposal, file: int) -> str:
    return reverse("documents:proposal_photo", args=[proposal.office.code, proposal.pk, file])


def test_who_decides_sees_the_photographs_and_not_their_captions_alone(
    login, office, officer, director
):
    proposal, stored = propose_photo(office, officer)
    client = login(director)

    page = client.get(at(proposal)).content.decode()
    seen = client.get(photo_at(proposal, stored.pk))

    assert f'src="{photo_at(proposal, stored.pk)}"' in page
    assert "ภาพอยู่ในไฟล์ PDF" not in page
    assert b"".join(seen.streaming_content)[:2] == b"\xff\xd8"


def test_a_photograph_is_for_the_office_of_its_paper_alone(
    login, office, officer, other_office, stranger
):
    proposal, stored = propose_photo(office, officer)
    theirs, their_photo = propose_photo(other_office, stranger)
    client = login(officer)

    assert login(stranger).get(photo_at(proposal, stored.pk)).status_code == 404
    assert client.get(photo_at(proposal, their_photo.pk)).status_code == 404
    assert client.get(photo_at(theirs, their_photo.pk)).status_code == 404


def test_a_photograph_that_is_not_the_frozen_one_is_not_shown(login, office, officer, director):
    proposal, stored = propose_photo(office, officer)
    StoredFile.objects.filter(pk=stored.pk).update(sha256="0" * 64)

    assert login(director).get(photo_at(proposal, stored.pk)).status_code == 404


def test_what_was_proposed_before_is_told_with_its_comment(login, office, officer, director):
    first = send_back(propose_paper(office, officer), comment="แก้คำผิดในส่วนที่ 2", by=director)
    second = propose_paper(office, officer)

    page = login(director).get(at(second))

    assert "ฉบับที่เสนอก่อนหน้า" in words(page)
    assert "แก้คำผิดในส่วนที่ 2" in words(page)
    assert at(first) in page.content.decode()


def test_the_page_asks_no_more_when_it_came_back_more_often(
    login, office, officer, director, count_queries
):
    client, counts = login(officer), []
    for _ in range(4):
        proposal = propose_paper(office, officer)
        with count_queries() as asked:
            page = client.get(at(proposal))
        counts.append(len(asked))
        send_back(proposal, comment="โปรดแก้ไข", by=director)

    assert words(page).count("ฉบับที่เสนอเมื่อ") == 3
    assert counts[1] == counts[3]


def test_hostile_words_are_shown_as_words(login, office, officer, director):
    evil = "<script>alert(1)</script>"
    parts = [report_samples.part(1, evil, report_samples.paragraph(evil))]
    proposal = propose_paper(office, officer, title=evil, words=report_samples.draft(parts=parts))
    send_back(proposal, comment=evil, by=director)
    again = propose_paper(office, officer, title=evil, words=report_samples.draft(parts=parts))

    pages = [
        login(director).get(at(again)),
        login(officer).get(at(proposal)),
        login(officer).get(reverse("documents:document_list", args=["sample1"])),
        login(director).get(reverse("home:inbox", args=["sample1"])),
    ]

    assert all(page.status_code == 200 for page in pages)
    assert not [page for page in pages if evil in page.content.decode()]


def test_the_list_asks_no_more_of_the_database_when_proposals_come(
    login, office, officer, count_queries
):
    client, address = login(officer), reverse("documents:document_list", args=["sample1"])
    propose_paper(office, officer, fiscal_year=2560)
    with count_queries() as few:
        client.get(address)

    for year in range(2561, 2570):
        propose_paper(office, officer, fiscal_year=year)
    with count_queries() as many:
        client.get(address)

    assert len(many) == len(few)
