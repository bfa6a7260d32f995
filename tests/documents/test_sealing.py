"""The seal: put on the paper when it is made, whole or not at all, and looked at when verified."""

import io
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from defusedxml.ElementTree import fromstring
from django.conf import settings as real_settings
from django.utils import timezone

from ita_portal.documents import tasks
from ita_portal.documents.models import Certificate, Document, Seal
from ita_portal.documents.rendering import sealing
from ita_portal.documents.rules.installing import install, lock_anew
from ita_portal.documents.rules.verifying import Verdict, verify_file
from ita_portal.documents.tasks import render_document
from ita_portal.jobs.models import Job
from ita_portal.jobs.tasks import run_job
from ita_portal.organisations.models import Appointment
from tests.documents import authority
from tests.documents.verdict import findings
from tests.factories.documents import issue_paper

Status = Document.Status
NOWHERE_ON_THE_PAGE = "PDFUA1-WIDGET-FORM-TAG-001"
"""The seal's field stands in no form element; veraPDF asks that only of fields within the page."""


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    """Give the test keys and trusted authorities of its own; the fonts stay where they are."""
    settings.DATA_DIR = tmp_path


@pytest.fixture
def certificate(office, administrator) -> Certificate:
    """Give the office's certificate."""
    data = authority.container()
    return install(office, data=data, password=authority.PASSWORD, by=administrator)


@pytest.fixture
def pending(director) -> Document:
    """Give a paper whose PDF is to be made."""
    return issue_paper(Appointment.objects.get(user=director))


def made(document: Document) -> Path:
    """Make the paper's PDF, and return where it lies."""
    render_document(document.pk)
    document.refresh_from_db()
    return Path(real_settings.PRIVATE_FILES) / document.pdf.name


def trust() -> None:
    """Put the authority among the trusted ones."""
    folder = Path(real_settings.DATA_DIR) / "trust"
    folder.mkdir()
    (folder / "root.pem").write_bytes(authority.root_pem())


def test_a_paper_is_sealed_and_its_seal_is_whole(pending, certificate):
    path = made(pending)

    found = verify_file(path)
    seal = Seal.objects.get()
    assert (seal.is_sealed, seal.trusted_time, seal.note) == (True, False, "")
    assert found.verdict == Verdict.GENUINE
    [in_file] = found.seals
    assert in_file.is_whole
    assert in_file.fingerprint == certificate.fingerprint
    assert not in_file.is_trusted
    assert found.is_own_certificate


def test_an_authority_that_the_portal_trusts_makes_the_seal_trusted(pending, certificate):
    trust()

    [seal] = verify_file(made(pending)).seals

    assert seal.is_whole
    assert seal.is_trusted


@pytest.mark.usefixtures("certificate")
def test_the_unsealed_bytes_stand_unchanged_before_the_seal(pending, monkeypatch):
    before = []
    monkeypatch.setattr(
        tasks,
        "sealed",
        lambda paper, pdf, at: before.append(pdf) or sealing.sealed(paper, pdf, at=at),
    )

    data = made(pending).read_bytes()

    assert data.startswith(before[0])
    assert len(data) > len(before[0])


def test_a_seal_with_an_rsa_key_is_whole(pending, office, administrator):
    data = authority.container(kind="rsa")
    install(office, data=data, password=authority.PASSWORD, by=administrator)

    [seal] = verify_file(made(pending)).seals

    assert seal.is_whole


@pytest.mark.usefixtures("certificate")
def test_the_sealed_file_is_still_a_pdf_for_archives(pending):
    with pikepdf.open(made(pending)) as pdf:
        metadata = pdf.Root.Metadata.read_bytes()
        field = pdf.Root.AcroForm.Fields[0]

        assert b"pdfaid" in metadata
        assert b"pdfuaid" in metadata
        assert pending.code in fromstring(metadata).itertext()
        assert str(pdf.docinfo["/ITAPaper"]) == pending.code
        assert pdf.Root.Lang is not None
        assert field.V.SubFilter == "/ETSI.CAdES.detached"
        assert list(field.Rect) == [0, 0, 0, 0]
    found = findings(made(pending).read_bytes())
    assert [one for one in found if not one.startswith(NOWHERE_ON_THE_PAGE)] == []


@pytest.mark.usefixtures("certificate")
def test_a_changed_byte_breaks_the_seal_and_is_said(pending, tmp_path):
    data = bytearray(made(pending).read_bytes())
    data[len(data) // 3] ^= 1
    path = tmp_path / "changed.pdf"
    path.write_bytes(data)

    found = verify_file(path)

    assert found.verdict == Verdict.ALTERED
    assert [seal.is_whole for seal in found.seals] == [False]


@pytest.mark.usefixtures("certificate")
def test_bytes_behind_the_end_break_the_seal(pending, tmp_path):
    path = tmp_path / "longer.pdf"
    path.write_bytes(made(pending).read_bytes() + b"\n% more")

    found = verify_file(path)

    assert found.verdict == Verdict.ALTERED
    assert not any(seal.is_whole for seal in found.seals)


@pytest.mark.usefixtures("certificate")
def test_a_saved_copy_loses_its_seal(pending, tmp_path):
    path = tmp_path / "saved.pdf"
    with pikepdf.open(made(pending)) as pdf:
        pdf.save(path)

    found = verify_file(path)

    assert found.verdict == Verdict.ALTERED
    assert not any(seal.is_whole for seal in found.seals)


def test_an_expired_certificate_lets_the_paper_out_unsealed_and_says_why(
    pending, certificate, client
):
    Certificate.objects.update(valid_until=timezone.now() - timedelta(days=1))

    path = made(pending)

    seal = Seal.objects.get()
    assert pending.status == Status.READY
    assert not seal.is_sealed
    assert "หมดอายุ" in seal.note
    assert b"/ByteRange" not in path.read_bytes()
    for address in (f"/verify/{pending.code}/", f"/o/sample1/documents/{pending.code}/"):
        assert "หมดอายุ" in client.get(address).content.decode()


def test_staff_read_why_a_paper_has_no_seal(pending, certificate, login, officer):
    Certificate.objects.update(valid_until=timezone.now() - timedelta(days=1))
    made(pending)

    page = login(officer).get("/office/sample1/documents/").content.decode()

    assert "ไม่มีตราประทับ" in page


def test_a_certificate_that_has_not_begun_seals_nothing_yet(pending, certificate):
    Certificate.objects.update(valid_from=timezone.now() + timedelta(days=1))

    made(pending)

    assert "เริ่มใช้" in Seal.objects.get().note


def test_a_lost_key_keeps_the_paper_back_until_it_is_found(pending, certificate, settings):
    file = settings.DATA_DIR / "keys" / "certificates.key"
    aside = file.rename(file.with_suffix(".aside"))

    with pytest.raises(Exception, match=r"keys/certificates\.key"):
        run_job(Job.objects.get().pk)

    pending.refresh_from_db()
    assert pending.status == Status.FAILED
    assert "keys/certificates.key" in Job.objects.get().error
    aside.rename(file)
    Document.objects.update(status=Status.PENDING)
    made(pending)
    assert Seal.objects.get().is_sealed


def test_a_worker_that_dies_between_rendering_and_sealing_leaves_nothing_public(
    pending, certificate, monkeypatch, client
):
    def die(*_, **__):
        raise SystemExit

    monkeypatch.setattr(tasks, "sealed", die)
    with pytest.raises(SystemExit):
        render_document(pending.pk)

    pending.refresh_from_db()
    assert (pending.status, pending.pdf.name, pending.sha256) == (Status.PENDING, "", "")
    assert not Seal.objects.exists()
    assert client.get(f"/o/sample1/documents/{pending.code}/document.pdf").status_code == 404
    monkeypatch.undo()
    assert verify_file(made(pending)).verdict == Verdict.GENUINE


def test_a_second_run_leaves_seal_and_file_alone(pending, certificate):
    first = made(pending).read_bytes()

    second = made(pending).read_bytes()

    assert first == second
    assert Seal.objects.count() == 1


def test_a_run_that_was_overtaken_stores_no_second_seal(pending, certificate, monkeypatch):
    def overtaken(paper, pdf, at):
        monkeypatch.undo()
        made(paper)
        return sealing.sealed(paper, pdf, at=at)

    monkeypatch.setattr(tasks, "sealed", overtaken)

    render_document(pending.pk)

    pending.refresh_from_db()
    assert Seal.objects.count() == 1
    path = Path(real_settings.PRIVATE_FILES) / pending.pdf.name
    assert verify_file(path).verdict == Verdict.GENUINE
    assert list(path.parent.glob(f"{pending.code}*")) == [path]


def test_a_time_server_vouches_for_the_moment(pending, certificate, settings):
    with authority.time_server() as settings.TSA_URL:
        path = made(pending)

    trust()
    [seal] = verify_file(path).seals
    assert Seal.objects.get().trusted_time
    assert seal.is_whole
    assert seal.has_trusted_time


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "ftp://x/", "no address", "http://["])
def test_a_time_server_that_is_not_reached_leaves_the_seal_without_and_says_so(
    pending, certificate, settings, url
):
    settings.TSA_URL = url

    [seal] = verify_file(made(pending)).seals

    kept = Seal.objects.get()
    assert seal.is_whole
    assert (kept.is_sealed, kept.trusted_time) == (True, False)
    assert "เซิร์ฟเวอร์เวลา" in kept.note


def test_a_time_server_that_answers_nonsense_leaves_the_seal_without(
    pending, certificate, settings
):
    with authority.time_server(answers=False) as settings.TSA_URL:
        made(pending)

    assert not Seal.objects.get().trusted_time


def test_an_office_without_a_certificate_has_no_seal_and_no_word_of_it(pending, client):
    path = made(pending)

    assert not Seal.objects.exists()
    assert b"/ByteRange" not in path.read_bytes()
    assert "ตราประทับ" not in client.get(f"/verify/{pending.code}/").content.decode()


def test_papers_are_sealed_with_a_key_that_was_locked_anew(pending, certificate):
    before = bytes(Certificate.objects.get().container)

    count = lock_anew()

    assert count == 1
    assert bytes(Certificate.objects.get().container) != before
    assert verify_file(made(pending)).seals[0].is_whole


def test_a_sealed_paper_of_another_program_is_not_from_here(tmp_path, pending, certificate):
    made(pending)
    target = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(target)
    path = tmp_path / "foreign.pdf"
    path.write_bytes(target.getvalue() + b"/ByteRange")

    assert verify_file(path).verdict == Verdict.UNKNOWN
