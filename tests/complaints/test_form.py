"""The public form: what it takes, what it keeps when something is wrong, and that it comes once."""

from __future__ import annotations

import pytest

from complaints.forms.telling import LONG
from complaints.models import Attachment, Case, Message, Way
from complaints.rules.proving import WORK_BITS
from complaints.rules.sealing import content_of, identity_of
from ita_portal.organisations.models import Appointment
from tests.complaints.cast import (
    NEW,
    TRACK,
    code_on,
    filled_form,
    hidden,
    picture,
    text_file,
    upload,
    words,
    work_for,
)


def test_a_complaint_without_a_name_comes_in(client, filled):
    page = words(client.post(NEW, filled(what="เรียกเงินก่อนเซ็น", name="ชื่อที่เผลอพิมพ์")))

    case = Case.objects.get()
    assert code_on(page)
    assert content_of(case)["what"] == "เรียกเงินก่อนเซ็น"
    assert (case.way, case.identity, case.recorded_by) == (Way.UNNAMED, None, None)


@pytest.mark.parametrize("way", ["named", "hidden"])
def test_a_name_is_sealed_apart_from_what_was_told(client, filled, way):
    client.post(NEW, filled(way=way, name="นางทดลอง เล่า", phone="081 000 0000"))

    case = Case.objects.get()
    assert identity_of(case)["name"] == "นางทดลอง เล่า"
    assert "name" not in content_of(case)


def test_who_gives_a_name_says_how_to_be_reached(client, filled):
    response = client.post(NEW, filled(way="named", name="นางทดลอง เล่า"))

    assert response.status_code == 422
    assert "โปรดบอกทางติดต่ออย่างน้อยหนึ่งทาง" in words(response)
    assert not Case.objects.exists()


def test_an_empty_form_says_what_is_missing_and_stores_nothing(client, filled):
    empty = filled(kind="", what="", standing="", way="", privacy="", truth="", sum="")
    response = client.post(NEW, empty)

    assert response.status_code == 422
    assert 'href="#kind"' in words(response)
    assert "โปรดรับรองว่าเรื่องที่เล่าเป็นความจริง" in words(response)
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "'; DROP TABLE complaints_case; --",
        "{{ settings.SECRET_KEY }} {% debug %}",
        "น้ำใจ้ \u202eกลับด้าน",
        "😀" * 500,
    ],
)
def test_hostile_words_come_back_as_words_when_something_else_is_wrong(client, filled, typed):
    page = words(client.post(NEW, filled(what=typed, truth="")))

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page or typed[:5].strip("<'{\u202e") in page
    assert not Case.objects.exists()


def test_too_long_a_text_is_refused_and_kept_on_the_page(client, filled):
    typed = "ก" * (LONG + 1)

    page = words(client.post(NEW, filled(what=typed)))

    assert typed in page
    assert not Case.objects.exists()


def test_a_text_as_long_as_may_be_is_stored_whole(client, filled):
    client.post(NEW, filled(what="ก" * LONG))

    assert len(content_of(Case.objects.get())["what"]) == LONG


def test_the_same_form_sent_twice_is_one_complaint_with_one_code(client, filled):
    fields = filled()

    first, second = words(client.post(NEW, fields)), words(client.post(NEW, fields))

    assert code_on(first) == code_on(second)
    assert Case.objects.count() == 1
    assert not Message.objects.exists()
    assert "แบบฟอร์มนี้ส่งไว้แล้ว" in second


def test_what_the_second_sending_says_otherwise_is_added_to_the_first(client, filled):
    fields = filled()
    client.post(NEW, fields)
    for _ in range(2):
        client.post(NEW, {**fields, "who": "หัวหน้าพัสดุ"})

    page = words(client.post(TRACK, {"code": code_on(words(client.post(NEW, fields)))}))

    assert Case.objects.count() == 1
    assert Message.objects.count() == 1
    assert "หัวหน้าพัสดุ" in page


def test_a_form_that_was_opened_too_long_ago_keeps_what_was_typed(client, filled, office):
    fields = filled(token="new:sample1:1:abc:forged", what="เรื่องยาว")

    response = client.post(NEW, fields)

    assert response.status_code == 422
    assert "เรื่องยาว" in words(response)
    assert hidden(words(response), "token") != fields["token"]
    assert not Case.objects.exists()


def test_the_form_of_one_office_is_not_taken_by_another(client, filled, other_office):
    response = client.post("/o/other1/complaints/new/", filled())

    assert response.status_code == 422
    assert not Case.objects.exists()


def test_without_work_and_without_the_sum_nothing_is_taken(client, filled):
    response = client.post(NEW, filled(sum="99"))

    assert response.status_code == 422
    assert "โปรดตอบคำถามนี้ก่อนส่ง" in words(response)
    assert not Case.objects.exists()


def test_the_work_of_the_browser_stands_for_the_sum(client, filled):
    fields = filled(sum="")

    client.post(NEW, {**fields, "work": work_for(fields["token"], bits=WORK_BITS)})

    assert Case.objects.count() == 1


def test_the_sum_may_be_answered_in_thai_digits(client, filled):
    fields = filled()
    thai = str(fields["sum"]).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))

    client.post(NEW, {**fields, "sum": thai})

    assert Case.objects.count() == 1


def test_files_come_along_and_a_bad_one_does_not_hold_up_the_complaint(client, filled):
    files = [picture(), upload("run.exe", b"MZ\x90\x00" + b"0" * 200), upload("empty.txt", b"")]

    page = words(client.post(NEW, filled(files=files)))

    assert Case.objects.count() == Attachment.objects.count() == 1
    assert "run.exe: ไฟล์นี้เป็นโปรแกรม" in page
    assert "ภาพ.jpg" in page
    assert code_on(page)


def test_more_than_thirty_files_are_told_and_the_first_thirty_are_kept(client, filled):
    files = [text_file(f"{n}.txt", f"หลักฐานที่ {n}") for n in range(32)]

    page = words(client.post(NEW, filled(files=files)))

    assert Attachment.objects.count() == 30
    assert page.count("แนบได้ครั้งละไม่เกิน 30 ไฟล์") == 2


def test_a_hundred_and_one_files_are_refused_without_a_mistake(client, filled):
    files = [text_file(f"{n}.txt", "x") for n in range(101)]

    assert client.post(NEW, filled(files=files)).status_code == 400


def test_a_file_that_may_hide_a_name_is_told_on_the_receipt(client, filled):
    page = words(client.post(NEW, filled(files=[pdf("บันทึก.pdf"), text_file("ก.txt", "ก")])))

    warned = page[page.index("อาจมีชื่อผู้เขียนซ่อนอยู่") :]
    assert "บันทึก.pdf" in warned
    assert "ก.txt" not in warned


def pdf(name: str):
    from pypdf import PdfWriter  # noqa: PLC0415 - of this file alone

    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    file = upload(name, b"")
    writer.write(file.file)
    file.size = file.file.tell()
    file.seek(0)
    return file


@pytest.mark.parametrize(
    ("told", "missing"),
    [
        ({}, ["พยานหลักฐานที่ชัดเจน", "พยานบุคคลที่แน่นอน"]),
        ({"evidence": "สลิป"}, ["พยานบุคคลที่แน่นอน"]),
        ({"evidence": "สลิป", "witnesses": "ครู ก."}, []),
    ],
)
def test_what_the_rule_asks_of_the_unnamed_is_explained_and_nothing_is_refused(
    client, filled, told, missing
):
    page = words(client.post(NEW, filled(**told)))

    assert Case.objects.count() == 1
    for words_ in ("พยานหลักฐานที่ชัดเจน", "พยานบุคคลที่แน่นอน"):
        assert (words_ in page) == (words_ in missing)


def test_without_anybody_to_take_it_there_is_no_form_but_other_ways(client, office):
    page = words(client.get(NEW))

    assert "<textarea" not in page
    assert "tel:1111" in page


def test_a_complaint_about_the_director_is_not_taken_without_a_substitute(client, filled):
    response = client.post(NEW, filled(about="director", what="เรื่องของผู้อำนวยการ"))

    assert response.status_code == 422
    assert "ยังไม่ได้แต่งตั้งผู้รับเรื่องแทน" in words(response)
    assert "เรื่องของผู้อำนวยการ" in words(response)
    assert not Case.objects.exists()


@pytest.mark.parametrize("about", ["director", "handler"])
def test_a_complaint_about_them_goes_round_them(client, filled, substitute, about):
    client.post(NEW, filled(about=about))

    case = Case.objects.get()
    assert case.is_apart
    assert case.label.startswith("พ 1/")


def test_a_series_apart_leaves_no_gap_in_the_usual_one(client, office, filled, substitute):
    for about in ([], ["director"], []):
        client.post(NEW, filled_form(client, office, about=about))

    usual = Case.objects.usual().order_by("pk").values_list("number", flat=True)
    assert list(usual) == [1, 2]


def test_an_ended_appointment_takes_nothing_more(client, filled, complaint_officer):
    fields = filled()
    Appointment.objects.filter(user=complaint_officer).update(ends_on="2020-01-01")

    response = client.post(NEW, fields)

    assert response.status_code == 422
    assert not Case.objects.exists()
