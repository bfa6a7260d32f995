"""Is it genuine? Answered for every kind of file that somebody may have in hand."""

import io
import re
import zipfile
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from django.utils import timezone

from ita_portal.documents.models import Document
from ita_portal.documents.rules import verifying
from ita_portal.documents.rules.inspecting import Inspected, inspected, plain_codes
from ita_portal.documents.rules.verifying import Verdict, verify_code, verify_file
from ita_portal.documents.tasks import render_document
from ita_portal.errors import Refused
from ita_portal.files.accepting import DOCUMENTS
from ita_portal.files.rules import keep
from ita_portal.organisations.models import Appointment
from tests.factories.documents import issue_paper
from tests.factories.organisations import AppointmentFactory


def published(post: Appointment, **facts) -> Document:
    """Issue a paper and make its PDF."""
    document = issue_paper(post, **facts)
    render_document(document.pk)
    document.refresh_from_db()
    return document


@pytest.fixture
def paper(director) -> Document:
    """Give a paper that is public."""
    return published(Appointment.objects.get(user=director))


@pytest.fixture
def data(paper) -> bytes:
    """Give the bytes of its PDF."""
    return (Path(settings.PRIVATE_FILES) / paper.pdf.name).read_bytes()


@pytest.fixture
def verify(tmp_path):
    """Give a function that verifies bytes as a file."""

    def do(content: bytes) -> verifying.Finding:
        path = tmp_path / "ในมือ.pdf"
        path.write_bytes(content)
        return verify_file(path)

    return do


@pytest.fixture
def plain_bytes_alone(monkeypatch):
    """Let nobody open the file, as if it were broken for every program."""
    monkeypatch.setattr(verifying, "inspected", lambda _: Inspected(is_pdf=True))


def saved(data: bytes, **how) -> bytes:
    """Return the PDF as another program saves it."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(target, **how)
    return target.getvalue()


def foreign() -> bytes:
    """Return a PDF that somebody else made."""
    target = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(target)
    return target.getvalue()


# -- genuine ---------------------------------------------------------------------------------------


def test_the_published_pdf_is_genuine_and_says_whose_it_is(verify, data, paper, office):
    found = verify(data)

    assert found.verdict == Verdict.GENUINE
    assert found.document == paper
    assert found.sentence == (
        f"เป็นเอกสารจริง “{paper.title}” ออกโดย{office.name} ลงวันที่ 14 พฤศจิกายน พ.ศ. 2568 "
        f"ลงนามโดย {paper.signature.name}"
    )


def test_a_copy_of_another_offices_paper_is_genuine_and_names_that_office(
    verify, data, other_office
):
    post = AppointmentFactory(office=other_office, role=Appointment.Role.DIRECTOR)
    theirs = published(post)

    found = verify((Path(settings.PRIVATE_FILES) / theirs.pdf.name).read_bytes())

    assert (found.verdict, found.document) == (Verdict.GENUINE, theirs)
    assert other_office.name in found.sentence


def test_the_scan_of_a_paper_signed_by_hand_is_genuine(verify, paper, officer, data):
    scan = saved(data, linearize=True)
    kept = keep([scan], name="สแกน.pdf", office=paper.office, by=officer, accept=DOCUMENTS)
    Document.objects.filter(pk=paper.pk).update(scan=kept)

    found = verify(scan)

    assert (found.verdict, found.document) == (Verdict.GENUINE, paper)
    assert "ภาพสแกน" in found.sentence


def test_an_old_version_is_told_with_the_new_one(verify, data, paper, director):
    newer = published(Appointment.objects.get(user=director))
    Document.objects.filter(pk=paper.pk).update(replaced_by=newer)

    found = verify(data)

    assert found.verdict == Verdict.SUPERSEDED
    assert found.document.superseded_by == newer
    assert "ถูกแทนที่" in found.sentence


def test_a_revoked_paper_is_told_with_day_and_reason(verify, data, paper, director):
    Document.objects.filter(pk=paper.pk).update(
        revoked_at=timezone.now(), revoked_by=director, revoke_reason="ออกผิดปี"
    )

    found = verify(data)

    assert found.verdict == Verdict.REVOKED
    assert "ออกผิดปี" in found.sentence


# -- altered ---------------------------------------------------------------------------------------


def places(data: bytes) -> list[int]:
    """Return places to change a byte at: a net over the file, and every structure of a PDF."""
    net = range(0, len(data), 211)
    ends = [*range(20), *range(len(data) - 20, len(data))]
    parts = rb"ITAPaper|obj|endobj|stream|endstream|xref|/Length|/Root|/Info|/ID|startxref|%%EOF"
    structures = [found.start() + 1 for found in re.finditer(parts, data)]
    marks = [
        place
        for found in re.finditer(rb"ITAPaper\s*\([^)]*\)", data)
        for place in range(found.start(), found.end())
    ]
    return sorted({*net, *ends, *structures, *marks})


@pytest.mark.usefixtures("plain_bytes_alone")
def test_one_byte_changed_anywhere_is_never_genuine_and_always_altered(verify, data, paper):
    wrong = {}

    for place in places(data):
        changed = bytearray(data)
        changed[place] ^= 1 << place % 8
        found = verify(bytes(changed))
        if (found.verdict, found.document) != (Verdict.ALTERED, paper):
            wrong[place] = found.verdict

    assert wrong == {}


@pytest.mark.usefixtures("plain_bytes_alone")
def test_a_byte_that_is_missing_or_too_many_is_altered_too(verify, data):
    places_of_it = (0, 1, len(data) // 2, len(data) - 1)

    cut = {verify(data[:at] + data[at + 1 :]).verdict for at in places_of_it}
    added = {verify(data[:at] + b" " + data[at:]).verdict for at in (*places_of_it, len(data))}

    assert cut == added == {Verdict.ALTERED}


def test_the_code_stands_in_places_far_apart(data, paper):
    found = [one.start() for one in re.finditer(paper.code.encode(), data)]

    assert len(found) >= 3
    assert found[0] < len(data) * 0.2
    assert found[-1] - found[0] > len(data) * 0.3


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"linearize": True},
        {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
        {"encryption": pikepdf.Encryption(owner="ก1", user="")},
    ],
    ids=["saved", "linearized", "packed", "locked against printing"],
)
def test_a_paper_that_was_saved_anew_is_altered(verify, data, paper, how):
    found = verify(saved(data, **how))

    assert (found.verdict, found.document) == (Verdict.ALTERED, paper)
    assert not found.names_it_only


def test_a_paper_whose_properties_are_gone_is_known_by_the_code_on_its_page(verify, data, paper):
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        bare = pikepdf.new()
        bare.pages.extend(pdf.pages)
        for one in bare.objects:
            if isinstance(one, pikepdf.Stream) and "/ITAPaper" in one:
                del one["/ITAPaper"]
        bare.save(target)

    found = verify(target.getvalue())

    assert (found.verdict, found.document) == (Verdict.ALTERED, paper)
    assert found.names_it_only
    assert "กล่าวถึง" in found.sentence


def test_the_same_words_give_the_same_bytes_with_their_code(paper, data):
    Document.objects.filter(pk=paper.pk).update(status="pending")

    render_document(paper.pk)

    paper.refresh_from_db()
    assert (Path(settings.PRIVATE_FILES) / paper.pdf.name).read_bytes() == data


# -- not from here ---------------------------------------------------------------------------------


def test_a_foreign_pdf_is_not_from_this_portal(verify, paper):
    found = verify(foreign())

    assert (found.verdict, found.document) == (Verdict.UNKNOWN, None)
    assert found.hint == verifying.FOREIGN


@pytest.mark.parametrize(
    "content",
    [b"", b"x", "ไม่ใช่ PDF".encode(), b"%PDF-", b"%PDF-1.7\n%%EOF", bytes(5000), b"\xff" * 3000],
    ids=["empty", "a letter", "text", "a head", "a stump", "zeros", "noise"],
)
def test_a_file_that_is_no_pdf_is_not_from_this_portal(verify, db, content):
    assert verify(content).verdict == Verdict.UNKNOWN


def test_a_zip_is_told_to_be_no_pdf(verify, db):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a", "b")

    assert verify(target.getvalue()).hint == verifying.NO_PDF


def test_a_pdf_with_a_password_is_said_to_have_one(verify, data):
    locked = saved(data, encryption=pikepdf.Encryption(owner="a", user="b"))

    found = verify(locked)

    assert found.verdict == Verdict.UNKNOWN
    assert found.hint == verifying.LOCKED


def test_a_file_that_is_too_large_is_not_looked_into(tmp_path, db, monkeypatch):
    monkeypatch.setattr(verifying, "inspected", None)
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.truncate(verifying.MOST_BYTES + 1)

    assert verify_file(path).hint == verifying.TOO_LARGE


def test_a_file_of_60_megabytes_is_answered(tmp_path, db):
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(60 * 2**20)

    assert verify_file(path).verdict == Verdict.UNKNOWN


def test_a_paper_that_is_not_public_yet_is_nobodys(verify, data, paper):
    Document.objects.filter(pk=paper.pk).update(status="pending")

    assert verify(data).verdict == Verdict.UNKNOWN
    assert verify(data + b" ").verdict == Verdict.UNKNOWN
    assert verify_code(paper.code).verdict == Verdict.UNKNOWN


def test_a_code_that_no_paper_has_does_not_hide_the_one_that_one_has(verify, data, paper):
    other = data.replace(paper.code.encode(), b"2222-3333-4444", 1)

    found = verify(other)

    assert found.document == paper


# -- the program that looks into files -------------------------------------------------------------


def test_a_file_that_breaks_the_program_tells_nothing_and_no_more(tmp_path, monkeypatch, caplog):
    path = tmp_path / "bad.pdf"
    path.write_bytes(b"%PDF-1.7")
    program = tmp_path / "dies.py"
    program.write_text("import os; os.abort()")
    monkeypatch.setattr("ita_portal.documents.rules.inspecting._PROGRAM", program)

    assert inspected(path) == Inspected(is_pdf=True)
    assert "could not be looked into" in caplog.text


def test_a_program_that_lasts_is_ended(tmp_path, monkeypatch):
    path = tmp_path / "slow.pdf"
    path.write_bytes(b"%PDF-1.7")
    program = tmp_path / "sleeps.py"
    program.write_text("import time; time.sleep(60)")
    monkeypatch.setattr("ita_portal.documents.rules.inspecting._PROGRAM", program)
    monkeypatch.setattr("ita_portal.documents.rules.inspecting.WITHIN", 0.3)

    assert inspected(path) == Inspected(is_pdf=True)


def test_more_files_than_turns_are_asked_to_come_again(tmp_path, monkeypatch):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7")
    monkeypatch.setattr("ita_portal.documents.rules.inspecting.AT_ONCE", 0)
    monkeypatch.setattr("ita_portal.documents.rules.inspecting.WAIT", 0)

    with pytest.raises(Refused, match="พร้อมกัน"):
        inspected(path)


def test_an_empty_file_has_no_codes(tmp_path):
    path = tmp_path / "empty"
    path.touch()

    assert plain_codes(path) == []
