"""The papers by which an office was told its result, kept beside it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from assessments.forms.source_files import MOST_AT_ONCE
from assessments.models import Result, ResultFile
from assessments.rules import source_files
from assessments.rules.source_files import GONE, LOCKED, add_source_file, remove_source_file
from ita_portal.audit.models import AuditEvent
from ita_portal.errors import Refused
from ita_portal.files.disk import path_of
from ita_portal.files.models import StoredFile
from tests.factories.assessments import ResultFactory
from tests.files import samples

pytestmark = pytest.mark.django_db

PDF = samples.pdf()
NAME = "หนังสือแจ้งผล ITA ๒๕๖๔.pdf"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    """Give the folder in which private files lie."""
    settings.PRIVATE_FILES = tmp_path
    return tmp_path


@pytest.fixture
def result(office, load_year) -> Result:
    """Give a confirmed result."""
    return ResultFactory(office=office, framework=load_year(2564))


@pytest.fixture
def source(result, officer) -> ResultFile:
    """Give a result's source document."""
    return add_source_file(result, [PDF], name=NAME, note="จาก สพฐ.", by=officer)


def lock(result: Result, by) -> None:
    """Let a result be locked."""
    Result.objects.filter(pk=result.pk).update(
        status=Result.Status.LOCKED, locked_at=timezone.now(), locked_by=by
    )


def address(name: str, *values: object) -> str:
    """Return an address of the sample office's year."""
    return reverse(f"assessments:{name}", args=["sample1", 2564, *values])


def send(client, *files: tuple[str, bytes], note: str = "", follow: bool = True):
    """Send files by the page."""
    uploads = [SimpleUploadedFile(name, data) for name, data in files]
    data = {"papers": uploads, "note": note}
    return client.post(address("source_files"), data, follow=follow)


def opens(client, source: ResultFile) -> bool:
    """Tell whether somebody gets the file, whole."""
    answer = client.get(address("source_file", source.pk))
    return answer.status_code == 200 and b"".join(answer) == PDF


def test_files_are_added_and_shown_under_their_names(result, officer, login):
    client = login(officer)

    page = send(client, (NAME, PDF), ("ภาพหน้าจอ.png", samples.picture("PNG")), note="จาก ITAS")

    text = page.content.decode()
    assert page.redirect_chain
    assert "เพิ่มเอกสารแล้ว 2 ไฟล์" in text
    assert NAME in text
    assert "40 × 30" in text
    assert text.count("จาก ITAS") == 2
    assert [f.added_by for f in ResultFile.objects.all()] == [officer] * 2


def test_the_page_without_documents_says_what_belongs_there(result, officer, login):
    assert "ยังไม่มีเอกสาร" in login(officer).get(address("source_files")).content.decode()


def test_a_bad_file_is_told_of_by_name_and_the_good_ones_stay(result, officer, login):
    page = send(login(officer), (NAME, PDF), ("เว็บ.pdf", b"<html>"), note="คำอธิบายที่พิมพ์")

    text = page.content.decode()
    assert not page.redirect_chain
    assert text.count("“เว็บ.pdf” ไฟล์นี้เป็นหน้าเว็บ") == 2  # in the summary and at its field
    assert "เพิ่มเอกสารแล้ว 1 ไฟล์" in text
    assert 'value="คำอธิบายที่พิมพ์"' in text
    assert ResultFile.objects.get().file.name == NAME
    assert StoredFile.objects.count() == 1


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([], "กรุณาเลือกไฟล์"),
        ([("ว่าง.pdf", b"")], "ว่างเปล่า"),
        ([(f"{n}.pdf", PDF) for n in range(MOST_AT_ONCE + 1)], "ครั้งละไม่เกิน 20 ไฟล์"),
    ],
)
def test_what_cannot_be_taken_is_told(result, officer, login, files, words):
    page = send(login(officer), *files)

    assert words in page.content.decode()
    assert not StoredFile.objects.exists()


def test_a_name_is_never_taken_for_html(result, officer, login):
    page = send(login(officer), ("<img src=x onerror=alert(1)>.pdf", PDF))

    assert "<img src=x" not in page.content.decode()
    assert "&lt;img src=x" in page.content.decode()


def test_an_explanation_too_long_is_told_and_nothing_is_kept(result, officer, login):
    page = send(login(officer), (NAME, PDF), note="ก" * 201)

    assert "error-summary" in page.content.decode()
    assert not StoredFile.objects.exists()


def test_a_file_is_opened_and_downloaded_under_its_thai_name(source, officer, login):
    client, where = login(officer), address("source_file", source.pk)

    shown, loaded = client.get(where), client.get(f"{where}?download")

    assert b"".join(shown) == b"".join(loaded) == PDF
    assert shown["Content-Disposition"].startswith("inline")
    assert loaded["Content-Disposition"].startswith("attachment")
    assert quote(NAME) in loaded["Content-Disposition"]
    assert loaded["Cache-Control"] == "private, no-store"
    assert "script-src" not in loaded["Content-Security-Policy"]


def test_a_file_that_is_damaged_is_told_of_and_not_sent(source, officer, login):
    path_of(source.file.key).write_bytes(b"other")

    page = login(officer).get(address("source_file", source.pk), follow=True)

    assert "แจ้งผู้ดูแลระบบ" in page.content.decode()


def test_taking_out_asks_first_and_says_what_goes(source, officer, login):
    client, where = login(officer), address("source_file_remove", source.pk)

    asked = client.get(where).content.decode()
    assert NAME in asked
    assert ResultFile.objects.exists()

    page = client.post(where, follow=True)
    assert f"นำ “{NAME}” ออกแล้ว" in page.content.decode()
    assert not StoredFile.objects.exists()


def test_what_went_stands_in_the_trail(source, officer):
    remove_source_file(source, by=officer)

    added, removed = AuditEvent.objects.order_by("pk")
    assert (added.verb, removed.verb) == ("result.file_added", "result.file_removed")
    assert removed.subject_label == NAME
    assert removed.detail == added.detail
    assert removed.detail["sha256"] == source.file.sha256


def test_what_somebody_took_out_already_is_told(source, officer):
    remove_source_file(source, by=officer)

    with pytest.raises(Refused, match=GONE):
        remove_source_file(source, by=officer)


def test_a_locked_result_keeps_its_documents_as_they_are(source, result, officer, login):
    lock(result, officer)
    client = login(officer)

    page = send(client, (NAME, PDF))
    asked = client.get(address("source_file_remove", source.pk), follow=True)
    removed = client.post(address("source_file_remove", source.pk), follow=True)

    assert LOCKED in page.content.decode()
    assert LOCKED in asked.content.decode()
    assert LOCKED in removed.content.decode()
    assert StoredFile.objects.count() == ResultFile.objects.count() == 1
    assert 'type="file"' not in client.get(address("source_files")).content.decode()
    assert opens(client, source)


def test_a_result_locked_while_the_file_came_in_leaves_no_file(
    result, officer, monkeypatch, folder, django_capture_on_commit_callbacks
):
    kept = source_files.keep

    def slowly(*args: object, **facts: object) -> StoredFile:
        lock(result, officer)
        return kept(*args, **facts)

    monkeypatch.setattr(source_files, "keep", slowly)

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(Refused, match="ล็อก"):
        add_source_file(result, [PDF], name=NAME, by=officer)
    assert not StoredFile.objects.exists()
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_a_year_has_room_for_so_many_documents(result, officer, monkeypatch):
    monkeypatch.setattr(source_files, "MOST_FILES", 1)
    add_source_file(result, [PDF], name=NAME, by=officer)

    with pytest.raises(Refused, match="ครบ 1 ไฟล์"):
        add_source_file(result, [PDF], name=NAME, by=officer)
    assert StoredFile.objects.count() == 1


@pytest.mark.parametrize("who", ["director", "administrator", "supervisor"])
def test_who_only_reads_sees_the_files_and_changes_nothing(source, login, request, who):
    client = login(request.getfixturevalue(who))

    page = client.get(address("source_files"))

    assert NAME in page.content.decode()
    assert 'type="file"' not in page.content.decode()
    assert "นำออก" not in page.content.decode()
    assert opens(client, source)
    assert send(client, (NAME, PDF)).status_code == 403
    assert client.post(address("source_file_remove", source.pk)).status_code == 403


def test_who_is_of_another_office_finds_nothing(source, stranger, other_office, login):
    client = login(stranger)

    found = [
        client.get(address("source_files")),
        client.get(address("source_file", source.pk)),
        client.get(reverse("assessments:source_file", args=["other1", 2564, source.pk])),
        client.post(reverse("assessments:source_file_remove", args=["other1", 2564, source.pk])),
    ]

    assert [answer.status_code for answer in found] == [404] * 4
    assert ResultFile.objects.exists()


def test_a_file_of_one_year_is_not_found_under_another(source, office, load_year, officer, login):
    ResultFactory(office=office, framework=load_year(2563))

    where = reverse("assessments:source_file", args=["sample1", 2563, source.pk])
    assert login(officer).get(where).status_code == 404


def test_the_results_own_page_says_how_many_there_are(source, officer, login):
    page = login(officer).get(reverse("assessments:result_edit", args=["sample1", 2564]))

    assert "เอกสารแจ้งผล (1)" in page.content.decode()


def test_the_list_asks_no_more_of_the_database_when_it_grows(
    source, result, officer, login, count_queries
):
    client = login(officer)
    with count_queries() as few:
        client.get(address("source_files"))

    for number in range(5):
        add_source_file(result, [PDF], name=f"{number}.pdf", by=officer)
    with count_queries() as many:
        client.get(address("source_files"))

    assert len(many) == len(few)
