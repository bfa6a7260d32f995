"""The file of a case as PDF: whole for its handlers, and without names for others."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from django.utils import timezone
from pypdf import PdfReader

from complaints.models import Case, CaseCopy, CopyKind, CopyState, Event, Way
from complaints.rules.case_file import Blacking, sections_of, texts_of
from complaints.rules.copying import ask_copy, let_old_go, note_failure, pdf_of
from complaints.rules.filing import add_file, path_of, sweep
from complaints.rules.handling import ask, move, note
from complaints.rules.making_copies import make_copy
from complaints.rules.naming import ask_for_name, decide_name
from complaints.rules.retention import purge
from complaints.rules.tracking import answer
from ita_portal.errors import Refused
from ita_portal.jobs.models import Job
from ita_portal.organisations.models import Appointment
from tests.complaints.cast import case_of, text_file, words

NAME, PHONE, EMAIL = "นางสาวดวงพร ทองเนื้อดี", "081-234-5678", "duangporn@example.com"
STREET = "เลขที่ 99/8 หมู่ที่ 4 ตำบลท่าทราย"
WHAT = (
    "ดิฉัน ดวงพร เห็นนายวิชัย กล้าหาญ รับซองที่ห้องพัสดุ โทรหาดิฉันที่ ๐๘๑ ๒๓๔ ๕๖๗๘ ได้ "
    "หรือเลขประจำตัว 1-2345-67890-12-3 ช่างตึ๋งก็เห็น เหตุเกิดหลังประชุมวันศุกร์"
)
SECRETS = ["ดวงพร", "ทองเนื้อดี", "5678", "๕๖๗๘", "duangporn", "99/8", "ท่าทราย", "วิชัย", "67890", "ตึ๋ง"]


@pytest.fixture
def case(office, complaint_officer) -> Case:
    """Return a case that is full of names."""
    found = case_of(
        office,
        content={"what": WHAT, "who": "วิชัย หัวหน้าพัสดุ", "witnesses": "พี่ตึ๋ง", "wish": "ให้ตรวจสอบ"},
        identity={"name": NAME, "phone": PHONE, "email": EMAIL, "address": STREET},
    )
    add_file(found, text_file("สำเนาของดวงพร.txt", "x"))
    ask(found, "คุณดวงพร เห็นเมื่อใด", once_token="1", by=complaint_officer)
    answer(found, "ทองเนื้อดีตอบว่าเมื่อวันศุกร์", once_token="2")
    note(found, "บันทึกว่า ดวงพร กลัว", once_token="3", by=complaint_officer)
    found.refresh_from_db()
    facts = {"particulars": "acts", "note": "ดวงพร ให้ครบแล้ว"}
    move(found, "complete", by=complaint_officer, once_token="4", facts=facts)
    found.refresh_from_db()
    return found


BLACKING = Blacking(passages=["ช่างตึ๋ง", "พี่ตึ๋ง"])


def text_of(pdf: bytes) -> str:
    """Return what somebody copies out of all pages."""
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def everything_in(pdf: bytes) -> bytes:
    """Return every string and every stream of the file, unpacked."""
    found = [pdf]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for one in opened.objects:
            found.append(one.unparse() if not isinstance(one, pikepdf.Stream) else one.read_bytes())
            found.append(repr(one).encode())
    return b"\n".join(found)


def squeezed(text: str) -> str:
    """Return the text without spaces, which a PDF sets as it likes."""
    return "".join(text.split())


def made(case: Case, kind: CopyKind, by, blacking: Blacking = BLACKING) -> CaseCopy:
    """Order a copy and let the worker make it."""
    copy = ask_copy(case, kind, by=by, blacking=blacking)
    make_copy(copy.pk)
    copy.refresh_from_db()
    return copy


def test_no_name_is_left_in_the_blacked_out_pdf(case, complaint_officer):
    pdf = pdf_of(made(case, CopyKind.BLACKED, complaint_officer))
    text, inside = squeezed(text_of(pdf)), everything_in(pdf)

    for secret in SECRETS:
        assert secret not in text
        for way in ("utf-8", "utf-16-be", "utf-16-le"):
            assert secret.encode(way) not in inside
            assert secret.encode(way).hex().encode() not in inside.lower()
    assert "รับซองที่ห้องพัสดุ" in text
    assert "เหตุเกิดหลังประชุมวันศุกร์" in text
    assert "█" in text


def test_the_words_of_the_blacked_out_copy_hold_no_note_no_file_name_and_no_reader(
    case, complaint_officer
):
    shown = texts_of(sections_of(case, CopyKind.BLACKED, by=complaint_officer, blacking=BLACKING))

    for secret in (*SECRETS, "กลัว", "สำเนา", complaint_officer.full_name):
        assert secret not in shown
    assert "ให้ตรวจสอบ" in shown


def test_the_full_one_holds_all_that_the_handler_sees(case, complaint_officer):
    text = squeezed(text_of(pdf_of(made(case, CopyKind.FULL, complaint_officer))))

    for told in ("ดวงพร", "วิชัย", "99/8", "กลัว", "สำเนาของดวงพร"):
        assert squeezed(told) in text


def test_a_hidden_name_stands_in_the_full_one_only_while_it_is_open(
    office, complaint_officer, director
):
    hidden = case_of(office, way=Way.HIDDEN, identity={"name": NAME, "phone": PHONE})
    assert "ดวงพร" not in texts_of(sections_of(hidden, CopyKind.FULL, by=complaint_officer))
    Appointment.objects.filter(user=director).update(role=Appointment.Role.COMPLAINT_OFFICER)
    opening = ask_for_name(hidden, "ต้องรู้", by=complaint_officer)
    decide_name(opening, allowed=True, by=director)

    assert "ดวงพร" in texts_of(sections_of(hidden, CopyKind.FULL, by=complaint_officer))
    assert "ดวงพร" not in texts_of(sections_of(hidden, CopyKind.FULL, by=director))


def test_a_hidden_name_is_blacked_out_where_it_slipped_into_the_words(office, complaint_officer):
    hidden = case_of(
        office, way=Way.HIDDEN, content={"what": "ดวงพร เห็นเอง"}, identity={"name": NAME}
    )

    shown = texts_of(sections_of(hidden, CopyKind.BLACKED, by=complaint_officer))

    assert "ดวงพร" not in shown
    assert "เห็นเอง" in shown


def readable_papers() -> list[Path]:
    """Return the PDF files in the data folder that anybody could read."""
    files = [path for path in Path(settings.DATA_DIR).rglob("*") if path.is_file()]
    return [path for path in files if b"%PDF" in path.read_bytes()[:2000]]


def test_what_lies_on_the_disk_and_in_the_database_is_sealed(case, complaint_officer):
    before = set(readable_papers())
    copy = made(case, CopyKind.FULL, complaint_officer)

    assert not set(readable_papers()) - before
    assert "ตึ๋ง".encode() not in bytes(copy.sealed)
    job = Job.objects.get(task="complaints.copy")
    assert job.office is None
    assert case.label not in job.title


def test_who_ordered_and_who_fetched_it_is_noted(case, complaint_officer, login):
    copy = made(case, CopyKind.FULL, complaint_officer)
    before = set(Event.objects.values_list("pk", flat=True))
    client = login(complaint_officer)

    answered = client.get(f"/office/sample1/complaints/{case.seal}/copies/{copy.pk}/")

    assert answered.content.startswith(b"%PDF")
    assert "attachment" in answered["Content-Disposition"]
    assert "no-store" in answered["Cache-Control"]
    assert Event.objects.filter(what="copy_asked", by=complaint_officer).count() == 1
    after = Event.objects.exclude(pk__in=before)
    assert list(after.values_list("what", "by")) == [("copy_taken", complaint_officer.pk)]


def test_a_copy_goes_after_its_days(case, complaint_officer):
    copy = made(case, CopyKind.FULL, complaint_officer)
    lies = path_of(copy.key)

    assert let_old_go(copy.until) == 0
    assert sweep() == 0
    assert lies.exists()
    assert let_old_go(copy.until + timedelta(days=1)) == 1
    assert not CaseCopy.objects.exists()


def test_a_copy_goes_with_its_case(case, complaint_officer, django_capture_on_commit_callbacks):
    copy = made(case, CopyKind.FULL, complaint_officer)
    long_ago = timezone.localdate().replace(year=2000)
    Case.objects.filter(pk=case.pk).update(
        status="closed",
        ending="unfounded",
        due_on=None,
        due_what="",
        closed_on=long_ago,
        purge_warned_on=long_ago,
    )
    Event.objects.filter(what="answered").update(on=long_ago)

    with django_capture_on_commit_callbacks(execute=True):
        assert purge(case.pk, today=timezone.localdate() + timedelta(days=365))

    assert not path_of(copy.key).exists()


def test_a_job_that_runs_twice_makes_one_file(case, complaint_officer):
    copy = made(case, CopyKind.FULL, complaint_officer)
    key = copy.key

    make_copy(copy.pk)
    note_failure(copy.pk)
    copy.refresh_from_db()

    assert (copy.key, copy.state) == (key, CopyState.READY)


def test_one_that_failed_says_so_and_has_no_file(case, complaint_officer, login):
    copy = ask_copy(case, CopyKind.FULL, by=complaint_officer, blacking=BLACKING)
    note_failure(copy.pk)
    page = f"/office/sample1/complaints/{case.seal}/copies/"

    assert "ไม่สำเร็จ" in words(login(complaint_officer).get(page))
    copy.refresh_from_db()
    with pytest.raises(Refused):
        pdf_of(copy)
    make_copy(copy.pk)
    assert login(complaint_officer).get(f"{page}{copy.pk}/").status_code == 302


def test_a_blacked_out_copy_is_read_before_it_is_made(case, complaint_officer, login):
    page, client = f"/office/sample1/complaints/{case.seal}/copies/", login(complaint_officer)
    assert "ฉบับปิดชื่อ" in words(client.get(page))
    fields = {"kind": "blacked", "parts": ["who", "witnesses"], "passages": "ช่างตึ๋ง\n\nช่าง ตึ๋ง"}

    preview = words(client.post(page, {**fields, "preview": "yes"}))
    assert "รับซองที่ห้องพัสดุ" in preview
    assert "วิชัย" not in preview
    assert not CaseCopy.objects.exists()

    slip = client.post(page, {**fields, "passages": "ช่างตึ่ง"})
    assert slip.status_code == 422
    assert "ไม่พบในเรื่องนี้" in words(slip)
    assert client.post(page, fields).status_code == 302
    assert CaseCopy.objects.count() == 1


def test_copies_are_for_who_sees_the_case(case, complaint_officer, substitute, login):
    copy = made(case, CopyKind.FULL, complaint_officer)
    client = login(substitute)

    for place in ("", f"{copy.pk}/"):
        address = f"/office/sample1/complaints/{case.seal}/copies/{place}"
        assert client.get(address).status_code == 404
