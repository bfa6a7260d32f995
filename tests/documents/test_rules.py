"""Issuing a paper: all of it or nothing, and frozen from then on."""

import json
import re
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from ita_portal.audit.models import AuditEvent
from ita_portal.documents.models import CODE_LETTERS, Document, Signature, new_code
from ita_portal.documents.rules import issuing
from ita_portal.documents.rules.codes import read_code
from ita_portal.documents.rules.issuing import render_again
from ita_portal.documents.rules.words import fingerprint
from ita_portal.errors import Refused
from ita_portal.jobs.models import Job
from ita_portal.organisations.models import Appointment
from ita_portal.thai.numerals import thai_digits
from tests.factories.documents import AT, INTENT, issue_paper, with_pdf, words
from tests.factories.organisations import AppointmentFactory

Status = Document.Status


@pytest.fixture
def post(director) -> Appointment:
    """Give the director's appointment."""
    return Appointment.objects.get(user=director)


@pytest.fixture
def paper(post) -> Document:
    """Give a paper that has just been issued."""
    return issue_paper(post)


@pytest.fixture
def failed(paper) -> Document:
    """Give a paper whose PDF could not be made, as its job left it."""
    Job.objects.update(state="failed", finished_at=AT, starts=4, error="x")
    Document.objects.update(status=Status.FAILED)
    paper.refresh_from_db()
    return paper


def test_a_paper_is_issued_pending_with_its_duties(paper, office, director):
    assert (paper.status, paper.fiscal_year, paper.dated_on) == (
        Status.PENDING,
        2569,
        date(2025, 11, 14),
    )
    assert (paper.office, paper.issued_by) == (office, director)
    assert paper.duties == ["integrity_measures"]
    assert not paper.pdf


def test_the_words_are_frozen_with_signature_and_code(paper, director):
    paper.refresh_from_db()

    assert paper.words["signature"] == {
        "name": director.full_name,
        "lines": ["ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถมศึกษาตัวอย่าง เขต 1"],
        "signed": True,
        "signed_note": "ลงลายมือชื่ออิเล็กทรอนิกส์ เมื่อ 14 พ.ย. 2568 09:42 น.",
    }
    assert paper.words["verification"] == {
        "code": paper.code,
        "url": f"http://testserver/verify/{paper.code}/",
    }
    assert paper.words["draft_mark"] == ""


def test_what_happens_to_the_callers_words_later_does_not_reach_the_paper(post):
    given_words = {**words(), "number": ""}
    paper = issue_paper(post, words=given_words)

    given_words["opening"].append("เพิ่มภายหลัง")
    paper.refresh_from_db()

    assert "เพิ่มภายหลัง" not in json.dumps(paper.words, ensure_ascii=False)


def test_the_fingerprint_is_that_of_the_words_as_they_are_kept(paper):
    paper.refresh_from_db()

    assert paper.words_sha256 == fingerprint(paper.words)


def test_the_signature_keeps_the_fingerprint_of_the_words_that_were_read(post):
    read = {**words(), "number": "7/2568"}

    paper = issue_paper(post, words=read)

    assert paper.signature.words_sha256 == fingerprint(read)
    assert paper.signature.words_sha256 != paper.words_sha256


def test_the_signature_keeps_who_signed_as_what_with_which_intent(paper, director):
    signature = paper.signature

    assert (signature.user, signature.name) == (director, director.full_name)
    assert (signature.capacity, signature.intent, signature.signed_at) == ("own", INTENT, AT)


def test_an_acting_director_signs_as_one(office, deputy):
    post = AppointmentFactory(
        user=deputy,
        office=office,
        role="director",
        title="รองผู้อำนวยการสำนักงาน",
        capacity="acting",
        principal_title="ผู้อำนวยการสำนักงาน",
        order_number="คำสั่งที่ 169/2568",
    )

    paper = issue_paper(post)

    lines = ["รองผู้อำนวยการสำนักงาน รักษาราชการแทน", "ผู้อำนวยการสำนักงาน"]
    assert paper.words["signature"]["lines"] == paper.signature.lines == lines
    assert paper.signature.capacity == "acting"
    assert paper.signature.order_number == "คำสั่งที่ 169/2568"


def test_a_new_name_or_post_does_not_change_what_was_signed(paper, director, post):
    director.first_name = "ชื่อใหม่"
    director.save()
    post.title = "ตำแหน่งใหม่"
    post.save()

    paper.refresh_from_db()

    assert "ใหม่" not in json.dumps(paper.words["signature"], ensure_ascii=False)
    assert "ใหม่" not in paper.signature.name + "".join(paper.signature.lines)


def test_the_pdf_is_handed_to_the_worker_and_the_deed_to_the_trail(paper, director):
    job, event = Job.objects.get(), AuditEvent.objects.get()

    assert (job.task, job.subject_id, job.key) == ("documents.render", paper.pk, paper.job_key)
    assert job.office == paper.office
    assert (event.verb, event.by_id) == ("document.signed", director.pk)
    assert event.detail["code"] == paper.code


@pytest.mark.parametrize("last_step", ["enqueue", "record"])
def test_a_paper_is_issued_wholly_or_not_at_all(post, monkeypatch, last_step):
    def fail(**_):
        raise RuntimeError("no")

    monkeypatch.setattr(issuing, last_step, fail)
    with pytest.raises(RuntimeError):
        issue_paper(post)

    for model in (Document, Signature, Job, AuditEvent):
        assert not model.objects.exists()


def test_two_papers_of_the_same_words_have_codes_of_their_own(post):
    first, second = issue_paper(post), issue_paper(post)

    assert first.code != second.code
    assert Job.objects.count() == 2


def test_a_signed_paper_cannot_be_deleted(paper):
    with pytest.raises(IntegrityError):
        paper.delete()


def test_a_code_is_twelve_letters_that_cannot_be_mistaken():
    codes = {new_code() for _ in range(300)}

    assert len(codes) == 300
    assert all(
        re.fullmatch(rf"[{CODE_LETTERS}]{{4}}(-[{CODE_LETTERS}]{{4}}){{2}}", c) for c in codes
    )
    assert not set("01ILOU") & set(CODE_LETTERS)


@pytest.mark.parametrize(
    "typed",
    [
        "7K2M-9QXA-4TRC",
        "7k2m-9qxa-4trc",
        " 7k2m 9qxa 4trc ",
        "7K2M9QXA4TRC",
        "๗K๒M-๙QXA-๔TRC",
        "7K2M–9QXA—4TRC",
        "7K2M\u20119QXA\u20104TRC",
        "7K2M\u00a09QXA\u200b4TRC\u00ad",
        "\uff17\uff2b\uff12\uff2d9QXA4TRC",  # full-width
        "7 K 2 M - 9 Q X A - 4 T R C\n",
        "https://ita.example.org/verify/7K2M-9QXA-4TRC/",
        "รหัสเอกสาร 7k2m-9qxa-4trc",
    ],
)
def test_a_code_is_understood_however_it_is_typed(typed):
    assert read_code(typed) == "7K2M-9QXA-4TRC"


@pytest.mark.parametrize(
    "typed",
    ["", " ", "-", "7K2M-9QXA", "7K2M-9QXA-4TRC2", "7K2M-9QXA-4TR0", "รหัสเอกสารนี้", "a" * 9999],
)
def test_what_cannot_be_a_code_is_none(typed):
    assert read_code(typed) is None


@given(st.lists(st.sampled_from(CODE_LETTERS), min_size=12, max_size=12), st.data())
def test_every_code_is_understood_in_small_letters_with_thai_digits_and_spaces(letters, data):
    plain = "".join(letters)
    code = "-".join((plain[:4], plain[4:8], plain[8:]))
    gaps = data.draw(st.lists(st.sampled_from(["", " ", "-", "–"]), min_size=12, max_size=12))

    typed = "".join(map("".join, zip(thai_digits(plain).lower(), gaps, strict=True)))

    assert read_code(typed) == read_code(code) == code


def test_a_fingerprint_does_not_depend_on_the_order_of_keys():
    assert fingerprint({"a": 1, "b": {"c": "ก", "d": []}}) == fingerprint(
        {"b": {"d": [], "c": "ก"}, "a": 1}
    )


@pytest.mark.parametrize("other", [{"a": "ก "}, {"a": "ข"}, {"b": "ก"}, {"a": "ก", "b": ""}, {}])
def test_every_change_of_the_words_changes_the_fingerprint(other):
    assert fingerprint(other) != fingerprint({"a": "ก"})


def test_a_failed_pdf_is_handed_to_the_worker_again(failed, officer):
    again = render_again(failed, by=officer)

    job = Job.objects.get()
    assert again.status == Status.PENDING
    assert (job.state, job.starts) == ("queued", 0)
    assert AuditEvent.objects.last().verb == "document.render_again"


@pytest.mark.parametrize("status", [Status.PENDING, Status.READY])
def test_only_a_failed_pdf_is_made_again(paper, officer, status):
    if status == Status.READY:
        with_pdf(paper)

    with pytest.raises(Refused, match="สถานะ"):
        render_again(paper, by=officer)

    paper.refresh_from_db()
    assert paper.status == status


def test_pressing_twice_makes_it_again_once(failed, officer):
    render_again(failed, by=officer)

    with pytest.raises(Refused):
        render_again(failed, by=officer)

    assert AuditEvent.objects.filter(verb="document.render_again").count() == 1


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"status": "lost"}, "document_status_is_known"),
        ({"status": "ready"}, "document_ready_has_its_file"),
        ({"fiscal_year": 2026}, "document_fiscal_year_is_buddhist"),
    ],
)
def test_the_database_refuses_a_paper_that_cannot_be(paper, facts, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Document.objects.filter(pk=paper.pk).update(**facts)


def test_a_file_name_says_what_the_paper_is(paper):
    assert paper.file_name == ("มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ปีงบประมาณ 2569.pdf")


def test_a_file_name_fits_on_a_disk(paper):
    paper.title = "ประกาศ/คำสั่ง " + "น้ำ" * 120

    assert len(paper.file_name.encode()) <= 255
    assert "/" not in paper.file_name
    assert paper.file_name.endswith("… ปีงบประมาณ 2569.pdf")
