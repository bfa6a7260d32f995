"""Complaints from the first word to the end, as who speaks and who handles them see it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from ita_portal.thai.dates import short_date
from tests.journeys.complaints_desk import (
    Step,
    answer,
    ask,
    begin_hour,
    close,
    decide,
    find_complete,
    let_pass,
    look_up,
    open_latest,
    photograph,
    propose,
    sealed_files,
    sees,
    send,
    take,
    tell,
)
from tests.journeys.waiting import fits

pytestmark = pytest.mark.browser

FIGURES = """
from complaints.models import PurgedFigure

print(*PurgedFigure.objects.values_list("kind", "ending", "count"))
"""
NAME, PHONE = "นางสาวกล้าพูด ความจริง", "081 234 5678"
ORDER = "คำสั่งที่ 31/2569 แต่งตั้งคณะกรรมการสืบข้อเท็จจริง"
REASON = "ต้องนัดมาให้ถ้อยคำต่อคณะกรรมการ"
NOT_OURS = "ไม่อยู่ในอำนาจหน้าที่ของสำนักงาน"
SHUT_OUT = ("director", "acting", "admin", "complaints")
"""For whom a case that goes round them does not exist: who handles the others either."""


@pytest.fixture(scope="module", autouse=True)
def _hour(portal) -> None:
    """Begin in an hour in which the office has taken no complaint yet."""
    begin_hour(portal)


@pytest.fixture
def phone(new_page, portal) -> Page:
    """Give a telephone's page on the form."""
    page = new_page(360)
    page.goto(f"{portal.address}/o/sample1/complaints/new/")
    fits(page)
    return page


@pytest.fixture
def second_handler(portal, enter) -> Iterator[Page]:
    """Give somebody whom the director lets take complaints too, for the length of the test."""
    director, people = enter("director"), f"{portal.address}/office/sample1/complaints/people/"
    director.goto(people)
    director.get_by_label("ผู้ได้รับแต่งตั้ง").select_option(label="นางพร้อม ช่วยเหลือ")
    director.get_by_label("ผู้รับเรื่องร้องเรียน (เรื่องทั่วไป)").check()
    yesterday = timezone.localdate() - timedelta(days=1)  # what began today ends with the day
    director.get_by_label("ตั้งแต่วันที่").fill(short_date(yesterday))
    director.get_by_role("button", name="แต่งตั้ง").click()
    expect(director.locator(".alert-success")).to_contain_text("แต่งตั้ง")
    yield enter("grouphead")
    director.goto(people)
    director.get_by_role("button", name="สิ้นสุด นางพร้อม ช่วยเหลือ").click()
    expect(director.get_by_role("button", name="สิ้นสุด นางพร้อม ช่วยเหลือ")).to_have_count(0)


def test_with_a_name_it_is_taken_up_found_out_and_mended(phone, portal, enter):
    tell(phone, "คำขอค้างอยู่สามเดือน", kind="delay", way="named", name=NAME, phone=PHONE)
    code, handler = send(phone), enter("complaints")
    fits(phone)
    sees(phone, portal, code, "รับเรื่องแล้ว", "ยังไม่มีผู้เริ่มตรวจ")

    open_latest(handler, portal, "คำขอค้างอยู่สามเดือน")
    expect(handler.get_by_role("region", name="การรับเรื่อง")).to_contain_text(NAME)
    find_complete(handler)
    sees(phone, portal, code, "ข้อมูลครบแล้ว")
    propose(handler, "รับไว้พิจารณา")
    sees(phone, portal, code, "รอผู้มีอำนาจพิจารณา")
    with Step(handler, "สืบข้อเท็จจริง"):
        handler.get_by_label("หรือพิมพ์ชื่อเอกสาร").fill(ORDER)
        handler.get_by_label("ข้อความถึงผู้ร้องเรียน").fill("ตั้งคณะกรรมการตรวจสอบแล้ว")
    sees(phone, portal, code, "กำลังสืบข้อเท็จจริง", "ตั้งคณะกรรมการตรวจสอบแล้ว")
    with Step(handler, "รายงานผลการสืบข้อเท็จจริง"):
        handler.get_by_label("สรุปผลการสืบข้อเท็จจริง").fill("คำขอค้างเพราะไม่มีผู้รับช่วงงาน")
    sees(phone, portal, code, "สืบข้อเท็จจริงเสร็จแล้ว")
    decide(handler, "ว่ากล่าวตักเตือนหรือแก้ไขแล้ว", measure="แก้ไขหรือเยียวยาแล้ว")
    sees(phone, portal, code, "พิจารณาเสร็จแล้ว")
    close(handler, "ได้ดำเนินการแก้ไขแล้ว")

    expect(handler.get_by_role("region", name="ขั้นตอนที่ผ่านมา")).to_contain_text(ORDER)
    sees(phone, portal, code, "ปิดเรื่องแล้ว", "ว่ากล่าวตักเตือนหรือแก้ไขแล้ว", "ได้ดำเนินการแก้ไขแล้ว")
    expect(phone.locator("main")).not_to_contain_text("ไม่มีผู้รับช่วงงาน")


def test_a_hidden_name_is_opened_by_two_who_say_why_and_the_case_is_passed_on(
    phone, portal, enter, second_handler
):
    tell(phone, "ยักยอกเงินโครงการ", way="hidden", name=NAME, phone=PHONE)
    code, handler = send(phone), enter("complaints")
    seal = open_latest(handler, portal, "ยักยอกเงินโครงการ")
    expect(handler.locator("main")).not_to_contain_text(NAME)

    handler.get_by_role("link", name="หากจำเป็นต้องรู้ชื่อ").click()
    handler.get_by_label("เหตุที่ต้องรู้ชื่อ").fill(REASON)
    handler.get_by_role("button", name="ขอเปิดชื่อ").click()
    expect(handler.get_by_text("ท่านพิจารณาคำขอของตนเองไม่ได้")).to_be_visible()
    second_handler.goto(f"{portal.address}/office/sample1/messages/")
    second_handler.get_by_role("link", name="มีคำขอเปิดชื่อผู้ร้องเรียนที่ปกปิดไว้").click()
    expect(second_handler.locator("main")).to_contain_text(REASON)
    second_handler.get_by_role("button", name="อนุญาตให้ผู้ขอเห็นชื่อ").click()
    expect(second_handler.get_by_text("บันทึกผลการพิจารณาแล้ว")).to_be_visible()
    expect(second_handler.locator("main")).not_to_contain_text(NAME)
    handler.reload()
    expect(handler.get_by_role("region", name="ชื่อผู้ร้อง")).to_contain_text(NAME)
    sees(phone, portal, code, "รับเรื่องแล้ว", "ชื่อของท่านถูกเปิดดู", REASON)

    handler.goto(f"{portal.address}/office/sample1/complaints/{seal}/")
    find_complete(handler)
    propose(handler, "ส่งต่อหน่วยงานที่มีอำนาจ", body="ป.ป.ช.")
    decide(handler, "ส่งต่อหน่วยงานที่มีอำนาจ", body="ป.ป.ช.")
    close(handler, "ป.ป.ช.")
    sees(phone, portal, code, "ปิดเรื่องแล้ว", "ส่งต่อหน่วยงานที่มีอำนาจ", "ป.ป.ช.")


def test_without_a_name_what_is_missing_is_asked_for_and_brought(phone, portal, enter):
    tell(phone, "ได้ยินว่ามีการเรียกรับเงิน")
    code, handler = send(phone), enter("complaints")
    expect(phone.locator("main")).to_contain_text("เรื่องของท่านส่งถึงแล้ว เพิ่มสิ่งที่ขาดได้")
    seal = open_latest(handler, portal, "ได้ยินว่ามีการเรียกรับเงิน")
    expect(handler.get_by_role("region", name="การรับเรื่อง")).to_contain_text("ไม่บอกชื่อ")
    ask(handler, "มีใครเห็นเหตุการณ์บ้าง")
    expect(handler.locator("main")).to_contain_text("หยุดนับระหว่างรอคำตอบ")

    sees(phone, portal, code, "รอคำตอบจากท่าน", "มีใครเห็นเหตุการณ์บ้าง", "หยุดนับ")
    phone.set_input_files("[name=files]", photograph("ใบเสร็จ.jpg"))
    answer(phone, "ผู้มาติดต่อคนก่อนหน้าเห็น")
    expect(phone.locator("main")).to_contain_text("ใบเสร็จ.jpg")
    expect(phone.locator("h1")).to_have_text("กำลังตรวจเรื่อง")

    handler.goto(f"{portal.address}/office/sample1/complaints/{seal}/")
    expect(handler.locator("main")).to_contain_text("ผู้มาติดต่อคนก่อนหน้าเห็น")
    expect(handler.get_by_role("link", name="ใบเสร็จ.jpg")).to_be_visible()
    take(handler, "รายการครบแล้ว")
    propose(handler, "รับไว้พิจารณา")
    with Step(handler, "สืบข้อเท็จจริง"):
        handler.get_by_label("หรือพิมพ์ชื่อเอกสาร").fill(ORDER)
    with Step(handler, "รายงานผลการสืบข้อเท็จจริง"):
        handler.get_by_label("สรุปผลการสืบข้อเท็จจริง").fill("ใบเสร็จออกถูกต้อง ไม่มีการเรียกรับ")
    decide(handler, "ยุติเรื่อง ไม่พบการกระทำผิด")
    close(handler, "ไม่พบการกระทำผิดตามที่แจ้ง")
    sees(phone, portal, code, "ปิดเรื่องแล้ว", "ยุติเรื่อง ไม่พบการกระทำผิด")


def test_a_case_against_the_director_goes_round_the_director_to_its_end(
    phone, portal, enter, complaints
):
    tell(phone, "ผู้อำนวยการเรียกเงินจากผู้รับจ้าง")
    phone.get_by_label("ผู้อำนวยการสำนักงาน").check()
    code, standin = send(phone), enter("standin")
    seal = open_latest(standin, portal, "ผู้อำนวยการเรียกเงินจากผู้รับจ้าง")
    case = f"/office/sample1/complaints/{seal}/"
    for username in SHUT_OUT:
        other = enter(username)
        assert other.goto(f"{portal.address}{case}").status == 404, username
        complaints.clear()  # the browser logs the refusal that was meant
        for place in ("", "messages/", "inbox/"):
            other.goto(f"{portal.address}/office/sample1/{place}")
            expect(other.locator("h1")).to_be_visible()
            expect(other.locator("main")).not_to_contain_text("เรื่องร้องเรียนใหม่")

    expect(standin.locator("main")).to_contain_text("โปรดอย่าเสนอเรื่องผ่านเขา")
    find_complete(standin)
    propose(standin, "ส่งต่อหน่วยงานที่มีอำนาจ", body="สพฐ.")
    sees(phone, portal, code, "รอผู้มีอำนาจพิจารณา")
    decide(standin, "ส่งต่อหน่วยงานที่มีอำนาจ", body="สพฐ.")
    close(standin, "สพฐ.")
    sees(phone, portal, code, "ปิดเรื่องแล้ว", "ส่งต่อหน่วยงานที่มีอำนาจ")


def test_a_case_past_its_limit_is_told_to_all_whom_it_concerns_until_the_office_speaks(
    phone, portal, enter
):
    tell(phone, "แจ้งไว้แล้วเงียบหาย", kind="neglect")
    code, handler, director = send(phone), enter("complaints"), enter("director")
    seal = open_latest(handler, portal, "แจ้งไว้แล้วเงียบหาย")
    let_pass(portal, seal, 60)

    sees(phone, portal, code, "รับเรื่องแล้ว", "ซึ่งเลยกำหนดแล้ว")
    phone.get_by_role("link", name="ร้องเรียนต่อหน่วยงานภายนอก").click()
    expect(phone.get_by_role("region", name="ร้องเรียนต่อหน่วยงานภายนอก")).to_be_in_viewport()
    handler.goto(f"{portal.address}/office/sample1/messages/")
    handler.get_by_role("link", name="เลยกำหนด").first.click()
    expect(handler.get_by_role("region", name="การรับเรื่อง")).to_contain_text("เลยกำหนดแล้ว")
    director.goto(f"{portal.address}/office/sample1/")
    expect(director.locator("main")).to_contain_text("เลยกำหนด 1 เรื่อง")

    handler.get_by_text("แจ้งความคืบหน้า", exact=True).first.click()
    handler.fill("#inform_words", "ขออภัยที่ล่าช้า กำลังตรวจเรื่อง")
    handler.get_by_role("button", name="แจ้งความคืบหน้า").click()
    expect(handler.locator(".alert-success")).to_contain_text("แจ้งแล้ว")
    expect(handler.get_by_role("region", name="การรับเรื่อง")).to_contain_text("วันทำการ")
    sees(phone, portal, code, "รับเรื่องแล้ว", "ขออภัยที่ล่าช้า")
    expect(phone.locator("main")).not_to_contain_text("เลยกำหนด")
    director.reload()
    expect(director.locator("main")).not_to_contain_text("เลยกำหนด 1 เรื่อง")


def test_a_closed_case_is_purged_after_its_years_and_only_the_figure_is_left(
    phone, portal, enter, complaints
):
    before = sealed_files(portal)
    tell(phone, "เรื่องที่จะถูกทำลาย", kind="neglect")
    phone.set_input_files("[name=files]", photograph())
    code, handler = send(phone), enter("complaints")
    expect(phone.locator("main")).to_contain_text("ภาพ.jpg")
    assert len(sealed_files(portal) - before) == 1
    seal = open_latest(handler, portal, "เรื่องที่จะถูกทำลาย")
    find_complete(handler)
    propose(handler, "ไม่รับไว้พิจารณา", reason=NOT_OURS)
    decide(handler, "ไม่รับไว้พิจารณา", reason=NOT_OURS)
    close(handler, NOT_OURS)

    let_pass(portal, seal, 2 * 366)
    handler.goto(f"{portal.address}/office/sample1/messages/")
    handler.get_by_role("link", name="จะถูกทำลายหลังวันที่").first.click()
    expect(handler.get_by_role("button", name="เก็บต่ออีกหนึ่งปี")).to_be_visible()
    assert portal.shell(FIGURES) == ""
    let_pass(portal, seal, 31)

    assert handler.reload().status == 404
    handler.goto(f"{portal.address}/office/sample1/messages/")
    expect(handler.get_by_role("link", name="จะถูกทำลายหลังวันที่")).to_have_count(0)
    look_up(phone, portal, code)
    expect(phone.get_by_role("alert")).to_contain_text("ไม่พบเรื่องของรหัสนี้")
    complaints.clear()  # the browser logs the two refusals that were meant
    assert sealed_files(portal) == before
    assert portal.shell(FIGURES) == "('neglect', 'not_taken_up', 1)"
