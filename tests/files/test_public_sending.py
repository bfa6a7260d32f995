"""Files that everybody may open: kept copies that are asked about, and parts of a file."""

from __future__ import annotations

import pytest
from django.utils.http import http_date

from disclosure.models import Evidence
from disclosure.rules.evidence import withdraw_evidence
from tests.factories.disclosure import EvidenceFactory, kept_file

TEXT = "0123456789" * 10


@pytest.fixture
def piece(office, officer, load_year) -> Evidence:
    """Give a public text file of a hundred bytes."""
    file = kept_file(office, officer, words=TEXT)
    item = load_year(2564).items.get(code="O1")
    return EvidenceFactory(office=office, item=item, kind="file", url="", file=file, accepted=True)


@pytest.fixture
def ask(client, piece):
    """Give a function that asks for the file with headers."""

    def get(**headers: str):
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.get(f"/o/sample1/oit/2564/O1/files/{piece.pk}/", headers=names)

    return get


def body(response) -> str:
    return b"".join(response).decode() if response.streaming else response.content.decode()


def test_an_unchanged_file_is_not_sent_again(ask):
    first = ask()
    body(first)

    again = ask(if_none_match=first.headers["ETag"])
    since = ask(if_modified_since=first.headers["Last-Modified"])

    assert (again.status_code, since.status_code) == (304, 304)
    assert not again.content
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"] == "public, no-cache"


def test_what_is_withdrawn_is_gone_also_for_who_has_a_copy(ask, piece, coordinator):
    first = ask()
    etag = first.headers["ETag"]
    body(first)

    withdraw_evidence(piece, comment="มีข้อมูลส่วนบุคคล", by=coordinator)

    assert ask(if_none_match=etag).status_code == 404


def test_a_new_version_is_sent_anew(ask, piece, office, officer):
    first = ask()
    etag = first.headers["ETag"]
    body(first)
    piece.shown.file = kept_file(office, officer, words="ใหม่")
    piece.shown.save()

    assert body(ask(if_none_match=etag)) == "ใหม่"


@pytest.mark.parametrize(
    ("asked", "told", "sent"),
    [
        ("bytes=0-9", "bytes 0-9/100", "0123456789"),
        ("bytes=95-", "bytes 95-99/100", "56789"),
        ("bytes=-3", "bytes 97-99/100", "789"),
        ("bytes=98-500", "bytes 98-99/100", "89"),
        ("bytes=-500", "bytes 0-99/100", TEXT),
    ],
)
def test_a_part_of_a_file_can_be_asked_for(ask, asked, told, sent):
    response = ask(range=asked)

    assert (response.status_code, response.headers["Content-Range"]) == (206, told)
    assert response.content.decode() == sent
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers["Content-Disposition"].startswith("attachment")


def test_a_part_that_is_not_there_is_refused(ask):
    response = ask(range="bytes=100-")

    assert (response.status_code, response.headers["Content-Range"]) == (416, "bytes */100")


@pytest.mark.parametrize("asked", ["bytes=-", "bytes=5-2", "bytes=0-1,3-4", "lines=1-2", "x"])
def test_a_range_that_is_none_gives_the_whole_file(ask, asked):
    assert body(ask(range=asked)) == TEXT


def test_a_part_of_another_version_gives_the_whole_file(ask):
    assert body(ask(range="bytes=0-9", if_range='"other"')) == TEXT
    assert ask(range="bytes=0-9", if_modified_since=http_date(0)).status_code == 206
