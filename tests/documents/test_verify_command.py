"""`manage.py verify_document`: verdict, paper and exit status, as others rely on them."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from ita_portal.documents.models import Document
from ita_portal.organisations.models import Appointment
from tests.factories.documents import issue_paper, with_pdf

PDF = b"%PDF-1.7 a paper"


@pytest.fixture
def paper(director) -> Document:
    """Give a paper that is public."""
    return with_pdf(issue_paper(Appointment.objects.get(user=director)), PDF)


@pytest.fixture
def run(tmp_path):
    """Give a function that verifies bytes and returns exit status and the object told."""

    def do(content: bytes):
        path, out = tmp_path / "ไฟล์.pdf", StringIO()
        path.write_bytes(content)
        try:
            call_command("verify_document", path, "--json", stdout=out)
        except CommandError as error:
            return error.returncode, json.loads(out.getvalue())
        return 0, json.loads(out.getvalue())

    return do


def test_a_genuine_file_ends_with_0_and_tells_the_paper(run, paper, office):
    status, told = run(PDF)

    assert status == 0
    assert told["verdict"] == "genuine"
    assert told["document"]["code"] == paper.code
    assert told["document"]["office"] == {"code": "sample1", "name": office.name}
    assert told["document"]["signed_by"] == paper.signature.name
    assert told["document"]["sha256"] == paper.sha256
    assert told["document"]["replaced_by"] is told["document"]["revoked"] is None


def test_an_altered_file_ends_with_1_and_tells_of_which_paper(run, paper):
    status, told = run(PDF + b" (" + paper.code.encode() + b")")

    assert (status, told["verdict"]) == (1, "altered")
    assert told["document"]["code"] == paper.code


def test_a_superseded_file_ends_with_1_and_tells_the_new_one(run, paper, director):
    newer = with_pdf(issue_paper(Appointment.objects.get(user=director)), b"%PDF-1.7 newer")
    Document.objects.filter(pk=paper.pk).update(replaced_by=newer)

    status, told = run(PDF)

    assert (status, told["verdict"]) == (1, "superseded")
    assert told["document"]["replaced_by"]["code"] == newer.code


def test_a_revoked_file_ends_with_1_and_tells_why(run, paper, director):
    Document.objects.update(revoked_at=timezone.now(), revoked_by=director, revoke_reason="ผิดปี")

    status, told = run(PDF)

    assert (status, told["verdict"]) == (1, "revoked")
    assert told["document"]["revoked"]["reason"] == "ผิดปี"


def test_a_foreign_file_ends_with_1_and_no_paper(run, paper):
    status, told = run(b"%PDF-1.7 foreign")

    assert (status, told["verdict"], told["document"]) == (1, "unknown", None)


def test_a_file_that_is_not_there_is_refused_with_2(tmp_path, db):
    with pytest.raises(CommandError) as refused:
        call_command("verify_document", tmp_path / "nothing.pdf", "--json")

    assert refused.value.returncode == 2


def test_a_folder_is_refused_with_2(tmp_path, db):
    with pytest.raises(CommandError) as refused:
        call_command("verify_document", tmp_path)

    assert refused.value.returncode == 2


def test_without_json_people_read_the_sentence_and_the_address(paper, tmp_path):
    path, out = tmp_path / "a.pdf", StringIO()
    path.write_bytes(PDF)

    call_command("verify_document", path, stdout=out)

    assert "เป็นเอกสารจริง" in out.getvalue()
    assert f"/verify/{paper.code}/" in out.getvalue()
