"""What goes wrong on the way: nothing is lost, and nothing is told to the wrong person."""

from __future__ import annotations

import os

import pytest
from django.core.cache import caches
from django.test import Client, RequestFactory
from django.urls import reverse

from complaints.models import Attachment, Case, Message, Way
from complaints.rules.codes import grouped
from complaints.rules.filing import files_of
from complaints.rules.sealing import content_of
from complaints.views.public import nameless
from ita_portal.files.accepting import DOCUMENTS, MEGABYTE
from ita_portal.jobs.models import Job
from tests.complaints.cast import (
    NEW,
    TRACK,
    code_on,
    filled_form,
    hidden,
    picture,
    received,
    text_file,
    words,
)

RECORD = "/office/sample1/complaints/record/"
BOUNDARY = "a-boundary"


def test_a_file_of_five_gigabytes_is_counted_and_not_stored(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    handler, chunk, size = (
        nameless(RequestFactory().post(NEW)),
        b"x" * MEGABYTE,
        5 * 1024 * MEGABYTE,
    )
    handler.new_file("files", "ใหญ่.pdf", "application/pdf", None)

    for start in range(0, size, MEGABYTE):
        handler.receive_data_chunk(chunk, start)
    file = handler.file_complete(size)

    stored = os.fstat(file.fileno()).st_size
    file.close()
    assert file.size == size
    assert stored <= DOCUMENTS.max_bytes + 2 * MEGABYTE
    assert os.listdir(tmp_path) == []


def test_an_upload_that_breaks_off_leaves_nothing_and_can_be_sent_again(
    filled, client, tmp_path, monkeypatch
):
    fields = filled(what="เล่าครั้งเดียว")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    parts.append(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n'
        "Content-Type: text/plain\r\n\r\nhalf of what was"
    )
    body = "".join(parts).encode()
    kind = f"multipart/form-data; boundary={BOUNDARY}"

    cut = client.generic("POST", NEW, body, content_type=kind)
    again = client.post(NEW, fields)

    assert cut.status_code < 500
    assert again.status_code == 200
    assert Case.objects.count() == 1
    assert os.listdir(tmp_path) == []


def test_a_complaint_waits_for_no_worker_and_no_queue(filled, client, monkeypatch):
    def gone(*_: object, **__: object) -> None:
        raise ConnectionError("the queue is gone")

    monkeypatch.setattr("ita_portal.jobs.tasks.run_job.delay", gone)

    assert client.post(NEW, filled(files=[picture()])).status_code == 200
    assert not Job.objects.exists()
    assert Attachment.objects.count() == 1


def test_a_cache_that_is_away_holds_up_nobody(office, complaint_officer, client, monkeypatch):
    """It counts the flood alone, and may be a server of its own."""
    receipt = received(office)

    def gone(*_: object, **__: object) -> None:
        raise RuntimeError("the server of the cache is away")

    backend = type(caches["default"])
    monkeypatch.setattr(backend, "get", gone)
    monkeypatch.setattr(backend, "set", gone)
    fields = filled_form(client, office)

    assert client.post(NEW, fields).status_code == 200
    assert client.post(TRACK, {"code": receipt.code}).status_code == 200
    assert Case.objects.count() == 2


def test_a_mistake_after_the_words_were_stored_loses_none_of_them(filled, monkeypatch):
    def broken(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    photo = picture()
    fields = filled(what="ต้องไม่หาย", files=[photo])
    with monkeypatch.context() as full:
        full.setattr("complaints.views.public.add_file", broken)
        first = Client(raise_request_exception=False).post(NEW, fields)
    photo.close()  # the traceback holds it
    again = Client().post(NEW, {**fields, "files": []})

    assert first.status_code == 500
    assert content_of(Case.objects.get())["what"] == "ต้องไม่หาย"
    assert len(code_on(words(again))) == len(grouped("1" * 20))


def test_the_answer_to_one_code_never_shows_another_case(office, complaint_officer, client):
    mine, others = received(office), received(office)
    page = words(client.post(TRACK, {"code": mine.code}))
    ticket = hidden(page, "ticket")

    client.post(
        reverse("complaints:follow"),
        {"ticket": ticket, "token": hidden(page, "token"), "words": "ของฉัน"},
    )

    assert Message.objects.get().case == mine.case
    assert "ของฉัน" not in words(client.post(TRACK, {"code": others.code}))


@pytest.fixture
def recording(login, complaint_officer, office) -> tuple[Client, dict[str, object]]:
    """Give a signed-in handler and the form of a recorded complaint, filled in."""
    client = login(complaint_officer)
    page = words(client.get(RECORD))
    return client, {
        "token": hidden(page, "token"),
        "channel": "box",
        "received_on": "20/11/2569",
        "kind": "delay",
        "what": "จดหมายจากตู้",
        "standing": "observer",
        "way": Way.UNNAMED,
    }


def test_files_come_along_when_the_staff_records_and_a_bad_one_is_told(recording, office):
    client, fields = recording
    bad = text_file("a.pdf", "MZ this is no PDF")

    page = words(client.post(RECORD, {**fields, "files": [picture("จดหมาย.jpg"), bad]}))

    assert [file.name for file in files_of(Case.objects.get())] == ["จดหมาย.jpg"]
    assert "ใบรับเรื่องร้องเรียน" in page
    assert "a.pdf" in page.split("รับไม่ได้")[1]
    assert code_on(page)


def test_what_the_staff_uploads_never_lies_readable_on_the_disk(recording, tmp_path, monkeypatch):
    client, fields = recording
    letter = text_file("a.txt", "x" * 3_000_000)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    seen: list[str] = []
    monkeypatch.setattr(
        "complaints.views.register.take_files",
        lambda *_, **__: seen.extend(os.listdir(tmp_path)) or [],
    )

    answered = client.post(RECORD, {**fields, "files": [letter]})

    letter.close()
    assert answered.status_code == 200
    assert seen == []


def test_a_recorded_complaint_from_another_site_is_refused(recording, complaint_officer):
    _, fields = recording
    client = Client(enforce_csrf_checks=True)
    client.force_login(complaint_officer, backend="django.contrib.auth.backends.ModelBackend")

    assert client.post(RECORD, fields).status_code == 403
    assert not Case.objects.exists()
