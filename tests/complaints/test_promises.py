"""The promises to who speaks: what is told is found nowhere, and nothing tells who it was."""

from __future__ import annotations

import io
import logging
import os
import tempfile
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from complaints.models import (
    Attachment,
    Author,
    Case,
    CaseCopy,
    CopyKind,
    Message,
    NewsAddress,
    Publication,
    Way,
)
from complaints.rules.answering import keep_template
from complaints.rules.case_file import Blacking
from complaints.rules.copying import ask_copy
from complaints.rules.filing import add_file, path_of
from complaints.rules.handling import ask, inform, move, note
from complaints.rules.likeness import look_alikes
from complaints.rules.making_copies import make_copy
from complaints.rules.merging import link, merge
from complaints.rules.news import send_news
from complaints.rules.publishing import permit
from complaints.rules.receiving import Told, receive
from complaints.rules.tracking import answer
from complaints.tasks import do_day
from ita_portal.audit.models import AuditEvent
from tests.complaints.cast import (
    FOLLOW,
    NEW,
    TRACK,
    code_on,
    hidden,
    picture,
    received,
    text_file,
    words,
)

MANY = 100
PUBLISHED = ("", "guideline/", "statistics/", "statistics/data.csv")
HAY = "ในกองฟาง"
"""It stands in every word of the hundred, and nowhere else."""
MAIL_HAY = "hay.example"
"""It stands in the addresses, which must be such as mail reaches."""


def needles(number: int) -> dict[str, str]:
    """Return the words of one complaint, each found nowhere else."""
    parts = "what who where when wish witnesses evidence name phone address answer question note"
    parts += " passage told findings file inside"
    told = {part: f"เข็ม{part}ที่{number}{HAY}" for part in parts.split()}
    return told | {"email": f"needle{number}@{MAIL_HAY}"}


def tell_one(office, number: int, by) -> None:
    """Take one complaint in, with all that comes after it."""
    told = needles(number)
    way = list(Way)[number % 3]
    contents = ["what", "who", "where", "when", "wish", "witnesses", "evidence"]
    identity = {name: told[name] for name in ("name", "phone", "address", "email")}
    complaint = Told(
        way=way,
        kind="other",
        content={name: told[name] for name in contents},
        identity={} if way == Way.UNNAMED else identity,
        wants_news=True,
    )
    case = receive(office, complaint, once_token=f"needle {number}", proven=True).case
    add_file(case, text_file(f"{told['file']}.txt", told["inside"]))
    ask(case, told["question"], once_token=f"ask {number}", by=by)
    answer(case, told["answer"], once_token=f"answer {number}")
    note(case, told["note"], once_token=f"note {number}", by=by)
    inform(case, told["told"], once_token=f"told {number}", by=by)
    case.refresh_from_db()
    facts = {"note": told["findings"], "paper": told["findings"]}
    move(case, "complete", by=by, once_token=f"step {number}", facts=facts)
    blacking = Blacking([told["passage"]])
    ask_copy(case, CopyKind.BLACKED, by=by, blacking=blacking)


def put_together(by) -> None:
    """Merge, relate and compare some of them, and make the copies of two."""
    cases = list(Case.objects.all())
    for leader, case in zip(cases[::4], cases[1::4], strict=True):
        merge(case, into=leader, by=by)
        link(leader, case, by=by)
        look_alikes(leader, Case.objects.filter(pk__lte=cases[2].pk))
    leader = Case.objects.get(pk=cases[0].pk)
    inform(leader, needles(0)["told"], once_token="all of them", by=by)
    for copy in CaseCopy.objects.order_by("pk")[:2]:
        make_copy(copy.pk)
    assert CaseCopy.objects.filter(state="ready").count() == 2


@pytest.fixture
def hundred(office, complaint_officer, monkeypatch) -> None:
    """Take a hundred complaints in."""
    monkeypatch.setattr("complaints.rules.receiving.limits.take", lambda *_, **__: None)
    for number in range(MANY):
        tell_one(office, number, complaint_officer)
    put_together(complaint_officer)
    keep_template(office, name="แบบ", words="ถึง {สำนักงาน}", by=complaint_officer)
    assert Case.objects.count() == MANY
    assert Message.objects.count() == 4 * MANY + 2  # the last one went to two


def holds_a_word(haystack: bytes) -> bool:
    """Tell whether a word of a complaint is there: as it is, in UTF-16, or as JSON writes it."""
    ways = (HAY.encode(), HAY.encode("utf-16-le"), HAY.encode("unicode_escape"))
    return any(way in haystack for way in (*ways, MAIL_HAY.encode()))


def test_nothing_of_a_hundred_complaints_is_found_anywhere(
    hundred, office, director, caplog, client, settings
):
    """Not in the database, a file, a mail, the trail, the log, nor in what is published."""
    settings.EMAIL_HOST = "mail.example.com"
    do_day(timezone.localdate().toordinal())
    send_news(timezone.localdate().toordinal())
    permit(office, Publication.STATISTICS, by=director)
    published = [client.get(f"/o/sample1/complaints/{page}") for page in PUBLISHED]
    letters = [letter.subject + letter.body + str(letter.extra_headers) for letter in mail.outbox]
    dump = io.StringIO()
    call_command("dumpdata", stdout=dump)
    files = [path for path in Path(settings.DATA_DIR).rglob("*") if path.is_file()]
    files += [path for path in Path(tempfile.gettempdir()).glob("ita-pdf-*/*") if path.is_file()]
    sealed = [path for path in files if "sealed" in path.parts]

    assert len(sealed) >= MANY
    assert not holds_a_word(dump.getvalue().encode())
    assert [path for path in files if holds_a_word(path.read_bytes())] == []
    assert len(letters) == NewsAddress.objects.count() > MANY // 2
    assert not holds_a_word("".join(letters).encode())
    assert not [page for page in published if holds_a_word(page.content)]
    assert not holds_a_word(caplog.text.encode())
    assert AuditEvent.objects.filter(subject_type__startswith="complaints").count() == 0


def test_the_search_above_finds_what_lies_open(hundred):
    """Else it would promise nothing."""
    AuditEvent.objects.create(verb="x", detail={"words": needles(7)["what"]})
    dump = io.StringIO()
    call_command("dumpdata", stdout=dump)

    assert holds_a_word(dump.getvalue().encode())


def test_an_error_page_and_its_log_hold_nothing_of_what_was_sent(
    filled, office, monkeypatch, caplog
):
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr("complaints.rules.receiving._stored", broken)
    client = Client(raise_request_exception=False)

    response = client.post(NEW, filled(what="เข็มในหน้าผิดพลาด", witnesses="เข็มพยาน"))

    assert response.status_code == 500
    assert "เข็ม" not in words(response)
    assert "เข็ม" not in caplog.text


def test_who_speaks_gets_no_cookie_and_leaves_no_session(client, filled):
    page = words(client.post(NEW, filled()))
    page = words(client.post(TRACK, {"code": code_on(page)}))
    client.post(
        FOLLOW, {"ticket": hidden(page, "ticket"), "token": hidden(page, "token"), "words": "ก"}
    )

    assert not client.cookies
    assert Message.objects.count() == 1


def test_nothing_of_address_or_browser_is_kept(filled, office):
    marks = {"REMOTE_ADDR": "203.0.113.77", "HTTP_USER_AGENT": "Browser-Of-The-Witness"}
    client = Client(**marks)
    page = words(client.post(NEW, filled(files=[picture()])))
    client.post(TRACK, {"code": code_on(page)}, headers={"Referer": "https://chat.example/x"})
    dump = io.StringIO()

    call_command("dumpdata", stdout=dump)

    held = [path.read_bytes() for path in Path(settings.DATA_DIR).rglob("*") if path.is_file()]
    for mark in ("203.0.113.77", "Browser-Of-The-Witness", "chat.example"):
        assert mark not in dump.getvalue()
        assert not [one for one in held if mark.encode() in one]


def test_every_visitor_gets_the_same_page_whoever_is_signed_in(login, officer, office, client):
    for address in (NEW, TRACK):
        mine = login(officer).get(address)
        others = client.get(address)

        assert officer.full_name not in words(mine)
        assert "Vary" not in mine.headers or "Cookie" not in mine["Vary"]
        assert mine["Cache-Control"] == others["Cache-Control"] == "no-store"


def test_no_time_finer_than_the_day_is_kept(office, complaint_officer):
    case = received(office, way=Way.UNNAMED).case
    file = add_file(case, text_file("a.txt", "words"))
    answer(case, "คำตอบ", once_token="one")

    kept = [case, *case.messages.all(), *case.events.all(), *case.attachments.all()]
    hours = [
        field.name
        for row in kept
        for field in row._meta.concrete_fields
        if field.get_internal_type() in {"DateTimeField", "TimeField"}
        and getattr(row, field.name) is not None
    ]

    assert hours == []
    assert time.localtime(path_of(file.key).stat().st_mtime)[3:6] == (0, 0, 0)


def test_an_upload_never_lies_readable_on_the_disk(client, filled, monkeypatch, tmp_path):
    """While it comes in it has no name, so that nobody finds it and nothing of it is left."""
    fields = filled(files=[text_file("a.txt", "x" * 3_000_000)])
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    seen = []
    kept = add_file

    def look(case, upload, **options):
        seen.extend(os.listdir(tmp_path))
        return kept(case, upload, **options)

    monkeypatch.setattr("complaints.views.public.add_file", look)

    client.post(NEW, fields)

    assert Attachment.objects.count() == 1
    assert seen == []


def test_the_log_does_not_tell_when_somebody_was_refused(client, office, complaint_officer, caplog):
    with caplog.at_level(logging.DEBUG, logger="django.request"):
        response = client.post(NEW, {})

    assert response.status_code == 422
    assert caplog.text == ""


def test_a_note_is_for_the_handlers_alone(client, office, complaint_officer):
    receipt = received(office)
    note(receipt.case, "เข็มภายใน", once_token="n", by=complaint_officer)

    page = words(client.post(TRACK, {"code": receipt.code}))

    assert "เข็มภายใน" not in page
    assert complaint_officer.full_name not in page
    assert Message.objects.get().author == Author.NOTE
