"""A year of the checklist: filled, checked, mended, accepted, handed in, frozen, and read."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile

from playwright.sync_api import Page, expect

from tests.journeys.waiting import fits

YEAR = 2564
TITLE = "แผนปฏิบัติการประจำปีงบประมาณ พ.ศ. 2564"
WRONG = "แผนปฏิบัติการประจำปีงบประมาณ พ.ศ. 2561\nมีโครงการดังนี้\n"
RIGHT = "แผนปฏิบัติการประจำปีงบประมาณ พ.ศ. 2564\nมีโครงการดังนี้\n"
PLACE = "รายการแรกของหน้า"
WITHIN = 240_000
"""Milliseconds for all links of a year, one after the other."""


def test_a_year_is_filled_handed_in_and_read(portal, enter, new_page):
    checklist = f"{portal.address}/office/sample1/disclosure/{YEAR}/"
    coordinator, officer = enter("coordinator"), enter("officer")
    _give_owners(coordinator, checklist)
    _fill_with_a_mistake(officer, checklist)
    _see_it_and_send_it_back(coordinator, checklist)
    _mend_it(officer, checklist)
    _accept_it(coordinator, checklist)
    _leave_an_item_out(officer, coordinator, checklist)

    director = enter("director")
    _try_every_link(director, checklist)
    _hand_in(director, checklist)

    visitor = new_page(360)
    _read_and_verify(visitor, portal.address)
    _withdraw(coordinator, checklist)
    _see_what_came_later(visitor, portal.address)


def _give_owners(page: Page, checklist: str) -> None:
    page.goto(checklist)
    page.get_by_role("link", name="กำหนดผู้รับผิดชอบหลายข้อ").click()
    page.get_by_role("button", name="เลือกทั้งหมวด").first.click()
    page.get_by_label("กลุ่มที่รับผิดชอบ").select_option(label="กลุ่มส่งเสริมการจัดการศึกษา")
    page.get_by_label("กำหนดเสร็จ").fill("31 มี.ค. 2571")
    page.get_by_role("button", name="ตั้งค่าข้อที่เลือก").click()
    expect(page.get_by_text(re.compile("ตั้งค่าแล้ว [0-9]+ ข้อ"))).to_be_visible()
    fits(page, 360)


def _fill_with_a_mistake(page: Page, checklist: str) -> None:
    page.goto(f"{checklist}O1/")
    page.get_by_text("ตัวอย่างที่กรอกแล้ว", exact=True).click()
    expect(page.get_by_text("เป็นตัวอย่างของพอร์ทัล")).to_be_visible()
    page.get_by_role("link", name="เพิ่มหลักฐาน").first.click()
    page.get_by_label("ชื่อหลักฐาน").fill(TITLE)
    page.get_by_label("ไฟล์", exact=True).set_input_files(_file(WRONG))
    page.get_by_label("กลุ่มที่รับผิดชอบ").select_option(label="กลุ่มส่งเสริมการจัดการศึกษา")
    page.get_by_role("button", name="เสนอหลักฐาน").click()
    expect(page.get_by_text("ผลการตรวจ")).to_be_visible(timeout=60_000)
    expect(page.locator("[id^=findings-]")).to_contain_text("2561")


def _see_it_and_send_it_back(page: Page, checklist: str) -> None:
    page.goto(f"{checklist}O1/")
    page.get_by_role("button", name="รับขึ้นเผยแพร่").click()
    expect(page.get_by_text("ยังมีข้อผิดพลาดที่ตรวจพบ")).to_be_visible()
    page.get_by_text("ส่งคืนให้แก้ไข", exact=True).click()
    page.get_by_label("ต้องแก้ไขอะไร").fill("ไฟล์เป็นของปี 2561 โปรดใช้ฉบับปี 2564")
    page.get_by_role("button", name="ส่งคืน", exact=True).click()
    expect(page.get_by_text("ให้ผู้เสนอแก้ไขแล้ว")).to_be_visible()


def _mend_it(page: Page, checklist: str) -> None:
    page.goto(f"{checklist}O1/")
    page.get_by_role("link", name="แก้ไขและเสนออีกครั้ง").click()
    page.get_by_label("ไฟล์", exact=True).set_input_files(_file(RIGHT))
    page.get_by_role("button", name="เสนออีกครั้ง").click()
    expect(page.locator("[id^=findings-]")).to_contain_text("ตรวจ", timeout=60_000)
    expect(page.locator("[id^=findings-]")).not_to_contain_text("2561", timeout=60_000)
    page.get_by_role("link", name="ตั้งค่าข้อนี้").click()
    page.get_by_label("ข้อมูลอยู่ส่วนใดของหน้า").fill(PLACE)
    page.get_by_role("button", name="บันทึก").click()
    expect(page.get_by_text("บันทึกการตั้งค่าข้อ O1 แล้ว")).to_be_visible()


def _accept_it(page: Page, checklist: str) -> None:
    page.goto(f"{checklist}O1/")
    page.get_by_role("button", name="รับขึ้นเผยแพร่").click()
    expect(page.get_by_text("ขึ้นเผยแพร่แล้ว")).to_be_visible()


def _leave_an_item_out(officer: Page, coordinator: Page, checklist: str) -> None:
    officer.goto(f"{checklist}O2/")
    officer.get_by_text("ข้อนี้ไม่เกี่ยวข้องกับสำนักงาน", exact=True).click()
    officer.get_by_label(re.compile("^เหตุผล")).fill("ปีนี้ยังไม่มีผู้ดำรงตำแหน่ง")
    officer.get_by_role("button", name="เสนอว่าไม่เกี่ยวข้อง").click()
    expect(officer.get_by_text("รอผู้อื่นพิจารณา")).to_be_visible()
    coordinator.goto(f"{checklist}O2/")
    coordinator.get_by_role("button", name="รับว่าไม่เกี่ยวข้อง").click()
    expect(coordinator.get_by_text("รับว่าข้อนี้ไม่เกี่ยวข้องแล้ว")).to_be_visible()


def _try_every_link(page: Page, checklist: str) -> None:
    page.goto(f"{checklist}hand-in/")
    expect(page.get_by_text("ใบส่งลิงก์ยังไม่พร้อม")).to_be_visible()
    page.get_by_role("button", name="ลองเปิดทุกลิงก์อีกครั้ง").click()
    expect(page.get_by_text("ใบส่งลิงก์พร้อมแล้ว")).to_be_visible(timeout=WITHIN)
    expect(page.get_by_label("ลิงก์ทั้งหมดสำหรับคัดลอก")).to_have_value(re.compile(f"O1\t.*{PLACE}"))
    fits(page, 360)


def _hand_in(page: Page, checklist: str) -> None:
    page.get_by_role("link", name="ส่งแบบตรวจ").click()
    page.get_by_role("button", name="ยืนยันการส่งครั้งที่ 1").click()
    expect(page.get_by_role("alert")).to_contain_text("เหตุผลที่ส่งทั้งที่ยังไม่ครบ")
    page.get_by_label("เหตุผลที่ส่งทั้งที่ยังไม่ครบ").fill("ครบกำหนดปิดระบบวันนี้")
    page.get_by_role("button", name="ยืนยันการส่งครั้งที่ 1").click()
    expect(page.get_by_text("ส่งแบบตรวจครั้งที่ 1 แล้ว")).to_be_visible()
    expect(page.get_by_role("link", name="ดาวน์โหลดสำเนา (ZIP)")).to_be_visible(timeout=60_000)
    with page.expect_download() as download:
        page.get_by_role("link", name="ชุดอุทธรณ์ ข้อ O1", exact=True).click()
    packet = zipfile.ZipFile(download.value.path())
    assert "appeal.html" in packet.namelist()


def _read_and_verify(page: Page, address: str) -> None:
    page.goto(f"{address}/o/sample1/oit/{YEAR}/")
    box = page.get_by_role("region", name=re.compile("ส่งแบบตรวจแล้ว"))
    expect(box).to_contain_text("ทุกข้อยังเป็นอย่างที่ส่ง")
    fits(page)
    box.get_by_role("link", name="สำเนาที่เก็บไว้ ครั้งที่ 1").click()
    told = page.locator(".hash").first
    expect(told).to_have_text(re.compile("^[0-9a-f]{64}$"))
    with page.expect_download() as download:
        page.get_by_role("link", name="ดาวน์โหลดทั้งชุด (ZIP)").click()
    data = download.value.path().read_bytes()
    assert hashlib.sha256(data).hexdigest() == told.inner_text()
    copy = zipfile.ZipFile(io.BytesIO(data))
    files = json.loads(copy.read("manifest.json"))["files"]
    assert all(hashlib.sha256(copy.read(f["path"])).hexdigest() == f["sha256"] for f in files)
    fits(page)


def _withdraw(page: Page, checklist: str) -> None:
    page.goto(f"{checklist}O1/")
    page.get_by_text("ถอนหลักฐานนี้", exact=True).click()
    page.get_by_label("เหตุผลที่ถอน").fill("ใช้แผนฉบับปรับปรุงแทน")
    page.get_by_role("button", name="ถอนหลักฐาน").click()
    expect(page.get_by_text(f"ถอน “{TITLE}” แล้ว")).to_be_visible()


def _see_what_came_later(page: Page, address: str) -> None:
    page.goto(f"{address}/o/sample1/oit/{YEAR}/O1/")
    expect(page.get_by_text(re.compile("ถอนหลังวันส่ง"))).to_be_visible()
    page.get_by_role("link", name="ดูข้อนี้อย่างที่ส่ง").click()
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()
    fits(page)


def _file(words: str) -> dict[str, object]:
    return {"name": "แผน 2564.txt", "mimeType": "text/plain", "buffer": words.encode()}
