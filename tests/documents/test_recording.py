"""Papers that are signed by hand: the scan is the official copy, beside the words."""

from __future__ import annotations

import errno
import hashlib
import io
from datetime import date, timedelta
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from ita_portal.documents.kinds import MEMO, ORDER
from ita_portal.documents.models import Document, PaperNumber, Preview, Proposal, Signature
from ita_portal.documents.rules import recording
from ita_portal.documents.rules.proposals import Writing, propose_together
from ita_portal.documents.rules.recording import (
    ByHand,
    keep_scan,
    papers_by_hand,
    record_signed,
)
from ita_portal.documents.rules.together import shown_fingerprint
from ita_portal.documents.rules.verifying import Copy, Verdict, verify_file
from ita_portal.documents.tasks import make_preview, render_document
from ita_portal.errors import Refused, Stale
from ita_portal.files.models import StoredFile
from ita_portal.jobs.models import Job
from ita_portal.organisations.models import Appointment
from tests.documents.numbering import NEW_YEAR, numbered_by, propose_order
from tests.factories.documents import issue_paper, with_pdf, words
from tests.files.samples import pdf, picture


def upload(data: bytes, name: str = "ลงนามแล้ว.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


@pytest.fixture
def proposal(office, officer) -> Proposal:
    return propose_order(office, officer)


@pytest.fixture
def by_director(director) -> ByHand:
    """Say that the director signed it by hand today."""
    return ByHand(Appointment.objects.get(user=director), timezone.localdate())


def record(proposal, signed, by, **changes) -> Document:
    """Give a scan for each paper and record them."""
    papers = papers_by_hand(proposal, signed, by=by)
    scans = {
        one.proposal.pk: keep_scan([upload(pdf(pages=place))], office=proposal.office, by=by)
        for place, one in enumerate(papers, 1)
    }
    facts = {
        "scans": scans,
        "words_sha256": shown_fingerprint([one.words for one in papers]),
        "by": by,
    }
    return record_signed(proposal, signed, **{**facts, **changes})


def test_what_was_signed_by_hand_is_a_signed_paper_with_its_scan(
    proposal, by_director, coordinator, director
):
    paper = record(proposal, by_director, coordinator)

    signature = Signature.objects.get(document=paper)
    assert (signature.method, signature.user, signature.recorded_by) == (
        "paper",
        director,
        coordinator,
    )
    assert paper.scan.media_type == "application/pdf"
    assert paper.number_text == "1/2569"
    assert paper.words["signature"]["signed_note"] == "ลงลายมือชื่อบนกระดาษ"
    proposal.refresh_from_db()
    assert (proposal.status, proposal.approved_by) == (Proposal.Status.APPROVED, director)
    assert PaperNumber.objects.get().state == "used"
    assert paper.status == Document.Status.PENDING
    assert not Document.objects.published().exists()


def test_the_scan_is_what_the_public_address_sends_and_the_words_lie_beside(
    client, proposal, by_director, coordinator
):
    paper = record(proposal, by_director, coordinator)
    render_document(paper.pk)
    paper.refresh_from_db()
    place = [paper.office.code, paper.code]

    scan = b"".join(client.get(reverse("documents:pdf", args=place)).streaming_content)
    printed = b"".join(client.get(reverse("documents:words_pdf", args=place)).streaming_content)
    page = client.get(reverse("documents:public", args=place)).content.decode()

    assert hashlib.sha256(scan).hexdigest() == paper.scan.sha256
    assert hashlib.sha256(printed).hexdigest() == paper.sha256
    assert "บนกระดาษ" in page
    assert reverse("documents:words_pdf", args=place) in page
    for data, copy in ((scan, Copy.SCAN), (printed, Copy.PDF)):
        file = Path(settings.PRIVATE_FILES) / "to-verify.pdf"
        file.write_bytes(data)
        found = verify_file(file)
        assert (found.verdict, found.copy, found.document) == (Verdict.GENUINE, copy, paper)


def test_a_paper_that_was_signed_here_has_its_words_at_its_own_address_only(
    client, office, director
):
    from_factory = _ready_paper(director)

    answer = client.get(reverse("documents:words_pdf", args=[office.code, from_factory.code]))

    assert answer.status_code == 302
    assert answer.url == reverse("documents:pdf", args=[office.code, from_factory.code])


def _ready_paper(director) -> Document:
    return with_pdf(issue_paper(Appointment.objects.get(user=director)))


def test_who_proposed_does_not_record_the_signature_on_it(proposal, by_director, officer):
    with pytest.raises(Refused, match="ผู้เสนอบันทึกการลงนาม"):
        record(proposal, by_director, officer)


def test_only_the_day_on_which_somebody_had_the_power_counts(
    proposal, director, coordinator, time_machine
):
    post = Appointment.objects.get(user=director)
    Appointment.objects.filter(pk=post.pk).update(ends_on=timezone.localdate())
    tomorrow = timezone.localdate() + timedelta(days=1)
    time_machine.move_to(timezone.now() + timedelta(days=1))

    with pytest.raises(Refused, match="ไม่มีตำแหน่งหรือคำสั่ง"):
        record(proposal, ByHand(post, tomorrow), coordinator)

    assert record(proposal, ByHand(post, tomorrow - timedelta(days=1)), coordinator)


@pytest.mark.parametrize(("days", "why"), [(1, "อนาคต"), (-1, "เสนอเมื่อ")])
def test_a_day_before_the_paper_or_after_today_cannot_be(
    proposal, by_director, coordinator, days, why
):
    signed = ByHand(by_director.post, by_director.signed_on + timedelta(days=days))

    with pytest.raises(Refused, match=why):
        record(proposal, signed, coordinator)


def test_what_was_signed_before_the_turn_of_the_year_is_recorded_after_it(
    office, officer, coordinator, director, time_machine
):
    time_machine.move_to("2025-12-30T03:00:00Z")
    proposal = propose_order(office, officer)
    time_machine.move_to(NEW_YEAR)
    post = Appointment.objects.get(user=director)

    paper = record(proposal, ByHand(post, date(2025, 12, 30)), coordinator)

    assert (paper.number_text, paper.dated_on) == ("1/2568", date(2025, 12, 30))


def test_a_paper_without_the_number_that_is_due_is_not_recorded(proposal, by_director, coordinator):
    PaperNumber.objects.all().delete()

    with pytest.raises(Refused, match="ยังไม่มีเลขที่"):
        record(proposal, by_director, coordinator)


def test_other_words_than_those_that_were_compared_are_not_recorded(
    proposal, by_director, coordinator
):
    with pytest.raises(Stale):
        record(proposal, by_director, coordinator, words_sha256="0" * 64)

    assert not Document.objects.exists()


def test_a_paper_that_waits_at_a_step_is_not_recorded(
    office, officer, group_head, coordinator, by_director
):
    numbered_by(office, "portal", by=officer, chain=["group_head"])

    with pytest.raises(Refused, match="รอความเห็นชอบ"):
        record(propose_order(office, officer), by_director, coordinator)


def test_each_paper_of_a_bundle_has_a_scan_of_its_own(office, officer, by_director, coordinator):
    writings = [Writing(MEMO, 2569, "ขออนุมัติ", words()), Writing(ORDER, 2569, "แต่งตั้ง", words())]
    memo, _order = propose_together(writings, office=office, title="ชุด", by=officer)

    record(memo, by_director, coordinator)

    scans = {one.scan_id for one in Document.objects.all()}
    assert len(scans) == 2


def test_photographs_become_one_pdf_that_tells_nothing_of_the_camera(office, officer):
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "SecretCamera"  # lies on its side; the maker
    photo = picture(size=(400, 300), exif=exif)

    kept = keep_scan([upload(photo, "1.JPG"), upload(photo, "2.jpeg")], office=office, by=officer)

    data = (Path(settings.PRIVATE_FILES) / "kept" / kept.key[:2] / kept.key).read_bytes()
    with pikepdf.open(io.BytesIO(data)) as made:
        sizes = [(float(page.mediabox[2]), float(page.mediabox[3])) for page in made.pages]
    assert (kept.name, kept.media_type) == ("1.pdf", "application/pdf")
    assert len(sizes) == 2
    assert all(height == pytest.approx(842, abs=1) and width < height for width, height in sizes)
    assert b"SecretCamera" not in data


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ([], "โปรดเลือกไฟล์"),
        ([upload(b"MZ\x90", "a.exe")], "PDF"),
        ([upload(b"not a pdf", "a.pdf")], "เนื้อหา"),
        ([upload(b"half a picture", "a.jpg")], "ภาพ"),
        ([upload(pdf()), upload(pdf(), "b.pdf")], "ไฟล์เดียว"),
        ([upload(picture(), f"{n}.jpg") for n in range(21)], "ไม่เกิน 20"),
    ],
    ids=["none", "program", "no pdf", "no picture", "two", "many"],
)
def test_what_is_no_scan_is_not_kept(office, officer, files, why):
    with pytest.raises(Refused, match=why):
        keep_scan(files, office=office, by=officer)

    assert not StoredFile.objects.exists()


def test_a_full_disk_keeps_no_scan_and_says_so(office, officer, monkeypatch):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(recording, "keep", full)

    with pytest.raises(Refused, match="พื้นที่เต็ม"):
        keep_scan([upload(pdf())], office=office, by=officer)


@pytest.fixture
def at(proposal) -> str:
    return reverse("documents:proposal_on_paper", args=[proposal.office.code, proposal.pk])


def test_the_page_prints_the_very_paper_and_says_what_will_be_recorded(
    login, at, office, coordinator, director
):
    client = login(coordinator)
    first = client.get(at).content.decode()
    preview = Preview.objects.get()
    make_preview(preview.pk)

    page = client.get(at).content.decode()
    copy = client.get(reverse("documents:preview_print", args=[office.code, preview.words_sha256]))

    assert "กำลังจัดทำ" in first
    assert director.full_name in page
    assert "1/2569" in page
    assert b"".join(copy.streaming_content).startswith(b"%PDF-")
    assert copy.headers["Cache-Control"] == "private, no-store"


def test_the_page_records_and_leads_back_to_the_paper(login, at, proposal, coordinator, director):
    client = login(coordinator)

    answer = client.post(at, typed(proposal, director, coordinator))

    assert answer.status_code == 302
    paper = Document.objects.get()
    assert paper.signature.method == "paper"
    assert paper.signature.confirmed_from == "127.0.0.1"
    assert Job.objects.filter(key=paper.job_key).exists()


def typed(proposal, director, recorder, **changes) -> dict[str, object]:
    """Return what the page sends when all is filled in."""
    post, today = Appointment.objects.get(user=director), timezone.localdate()
    papers = papers_by_hand(proposal, ByHand(post, today), by=recorder)
    facts = {
        "signed_on": today.isoformat(),
        "post": post.pk,
        "words_sha256": shown_fingerprint([one.words for one in papers]),
        "compared": "on",
        f"scan_{proposal.pk}": upload(pdf()),
    }
    return {**facts, **changes}


@pytest.mark.parametrize(
    ("slip", "why"),
    [
        ({"compared": ""}, "ทำเครื่องหมาย"),
        ({"signed_on": "เมื่อวาน"}, "วันที่"),
        ({"words_sha256": "0"}, "เปลี่ยนไป"),
    ],
    ids=["not compared", "no day", "other words"],
)
def test_a_slip_records_nothing_keeps_no_file_and_says_what_is_wrong(
    login, at, proposal, coordinator, director, slip, why
):
    page = login(coordinator).post(at, typed(proposal, director, coordinator, **slip))

    assert page.status_code == 200
    assert why in page.content.decode()
    assert not Document.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_wrong_file_records_nothing_and_says_what_is_wrong(
    login, at, proposal, coordinator, director
):
    wrong = {f"scan_{proposal.pk}": upload(b"MZ", "a.exe")}

    page = login(coordinator).post(at, typed(proposal, director, coordinator, **wrong))

    assert "error-summary" in page.content.decode()
    assert not Document.objects.exists()


def test_the_page_says_why_it_cannot_be_recorded(login, at, officer, director):
    page = login(officer).get(at).content.decode()

    assert "ผู้เสนอบันทึกการลงนามของเอกสารตนเองไม่ได้" in page
    assert 'type="file"' not in page
