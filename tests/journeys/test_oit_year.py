"""A year of the OIT checklist: shared out, filled, checked, mended, accepted, read by a visitor."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from ita_portal.thai.dates import short_date
from tests.journeys.waiting import fits
from tests.measures.plan_files import workbook

pytestmark = pytest.mark.browser

YEAR = 2565
GROUP = "กลุ่มอำนวยการ"
PLAN, CONTACT, NEWS, E_SERVICE = "O39", "O5", "O7", "O17"
WRONG = YEAR - 1
PLAN_TITLE = f"แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. {YEAR}"
REMARK = "โปรดใช้ไฟล์ของปีนี้"
NONE_HERE = "สำนักงานยังไม่มีบริการออนไลน์ของตนเอง ใช้ระบบของ สพฐ."


@pytest.fixture
def office(portal) -> str:
    """Give the address of the sample office's staff side."""
    return f"{portal.address}/office/sample1"


def test_a_year_is_shared_out_filled_checked_mended_accepted_and_read(
    portal, enter, new_page, office, tmp_path
):
    coordinator = enter("coordinator")
    _share_out(coordinator, office)
    officer, head = enter("officer"), enter("grouphead")
    _propose_a_file(officer, office, _plan(tmp_path, WRONG))
    _read_what_the_checks_found(officer)
    _send_it_back(head, office)
    _propose_it_anew(officer, office, _plan(tmp_path, YEAR))
    _accept(head, office, PLAN, PLAN_TITLE)
    _propose_words(officer, office)
    _accept(head, office, CONTACT, "ที่อยู่และโทรศัพท์ของสำนักงาน")
    _say_that_it_does_not_concern_the_office(officer, head, office)

    _see_how_far_the_year_is(coordinator, office)
    _read_as_a_visitor(new_page(360), portal)


def _plan(folder: Path, year: int) -> Path:
    """Write an action plan of a fiscal year, of other words than that of another year."""
    rows: list[list[object]] = [
        [f"แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. {year}"],
        ["สำนักงานเขตพื้นที่การศึกษาประถมศึกษาตัวอย่าง เขต 1"],
        ["ที่", "โครงการ/กิจกรรม", "งบประมาณ", "ช่วงเวลาดำเนินการ"],
        [1, "อบรมผลประโยชน์ทับซ้อน", 20000, f"ธันวาคม {year - 1}"],
        [2, "ตรวจสอบการใช้รถราชการ", 0, f"มีนาคม {year}"],
    ]
    return workbook(folder / f"plan-{year}.xlsx", rows)


def _share_out(page: Page, office: str) -> None:
    """Give all items to one group, due in a month."""
    page.goto(f"{office}/disclosure/{YEAR}/")
    page.get_by_role("link", name="กำหนดผู้รับผิดชอบหลายข้อ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("กำหนดผู้รับผิดชอบหลายข้อ")
    for item in page.locator("[name=item]").all():
        item.check()
    page.locator("[name=owner]").select_option(label=GROUP)
    page.locator("[name=due_on]").fill(short_date(timezone.localdate() + timedelta(days=30)))
    page.get_by_role("button", name="ตั้งค่าข้อที่เลือก").click()
    expect(page.locator(".alert-success")).to_be_visible()
    page.goto(f"{office}/disclosure/{YEAR}/")
    expect(page.locator("main")).not_to_contain_text("ยังไม่กำหนดกลุ่มที่รับผิดชอบ")
    expect(page.locator(f"#{PLAN}")).to_contain_text(GROUP)


def _open_form(page: Page, office: str, item: str) -> None:
    """Open the form of new evidence as one comes to it: by the checklist and the item."""
    page.goto(f"{office}/disclosure/{YEAR}/")
    page.locator(f"#{item}").get_by_role("link").first.click()
    page.get_by_role("link", name="เพิ่มหลักฐาน", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("เพิ่มหลักฐาน")


def _propose(page: Page) -> None:
    page.get_by_role("button", name="เสนอหลักฐาน").click()
    expect(page.get_by_text("เสนอหลักฐานแล้ว")).to_be_visible()


def _cover_all(page: Page) -> None:
    """Say that the evidence shows every component that the item must have."""
    for component in page.locator("[name=components]").all():
        component.check()


def _propose_a_file(page: Page, office: str, file: Path) -> None:
    _open_form(page, office, PLAN)
    page.get_by_label("ชื่อหลักฐาน").fill(PLAN_TITLE)
    page.get_by_label("ไฟล์", exact=True).set_input_files(file)
    _cover_all(page)
    _propose(page)


def _read_what_the_checks_found(page: Page) -> None:
    """The page tells by itself what would cost the point."""
    found = page.locator("[id^=findings-]")
    expect(found).to_contain_text("ต้องแก้หรือชี้แจง 1", timeout=60_000)
    expect(found).to_contain_text(f"ชื่อเอกสารบอกปี {WRONG} แต่ที่ต้องใช้คือปีงบประมาณ พ.ศ. {YEAR}")


def _send_it_back(page: Page, office: str) -> None:
    page.goto(f"{office}/disclosure/{YEAR}/{PLAN}/")
    page.get_by_text("ส่งคืนให้แก้ไข", exact=True).click()
    page.get_by_label("ต้องแก้ไขอะไร").fill(REMARK)
    page.get_by_role("button", name="ส่งคืน", exact=True).click()
    expect(page.get_by_text("ให้ผู้เสนอแก้ไขแล้ว")).to_be_visible()


def _propose_it_anew(page: Page, office: str, file: Path) -> None:
    page.goto(f"{office}/disclosure/{YEAR}/{PLAN}/")
    expect(page.locator("main")).to_contain_text(REMARK)
    page.get_by_role("link", name="แก้ไขและเสนออีกครั้ง").click()
    page.get_by_label("ไฟล์", exact=True).set_input_files(file)
    page.get_by_role("button", name="เสนออีกครั้ง").click()
    expect(page.get_by_text("เสนอหลักฐานแล้ว")).to_be_visible()
    expect(page.locator("[id^=findings-]")).to_contain_text("ไม่พบสิ่งที่ต้องแก้", timeout=60_000)


def _propose_words(page: Page, office: str) -> None:
    _open_form(page, office, CONTACT)
    page.get_by_label("ชื่อหลักฐาน").fill("ที่อยู่และโทรศัพท์ของสำนักงาน")
    page.get_by_label("หรือข้อความที่จะเผยแพร่").fill("เลขที่ 1 ถนนตัวอย่าง โทรศัพท์ 0 2000 0000")
    _cover_all(page)
    _propose(page)


def _accept(page: Page, office: str, item: str, title: str) -> None:
    page.goto(f"{office}/disclosure/{YEAR}/{item}/")
    expect(page.locator("[id^=findings-]")).to_contain_text("ตรวจ", timeout=60_000)
    page.get_by_role("button", name="รับขึ้นเผยแพร่").click()
    expect(page.get_by_text(f"รับ “{title}” ขึ้นเผยแพร่แล้ว")).to_be_visible()


def _say_that_it_does_not_concern_the_office(officer: Page, head: Page, office: str) -> None:
    officer.goto(f"{office}/disclosure/{YEAR}/{E_SERVICE}/")
    officer.get_by_text("ข้อนี้ไม่เกี่ยวข้องกับสำนักงาน", exact=True).click()
    officer.get_by_label("เหตุผล ซึ่งประชาชนจะอ่านได้เมื่อมีผู้รับ").fill(NONE_HERE)
    officer.get_by_role("button", name="เสนอว่าไม่เกี่ยวข้อง").click()
    expect(officer.get_by_text("มีผู้เสนอว่าข้อนี้ไม่เกี่ยวข้องกับสำนักงาน")).to_be_visible()
    head.goto(f"{office}/disclosure/{YEAR}/{E_SERVICE}/")
    head.get_by_role("button", name="รับว่าไม่เกี่ยวข้อง").click()
    expect(head.get_by_text("รับแล้วว่าข้อนี้ไม่เกี่ยวข้องกับสำนักงาน")).to_be_visible()


def _see_how_far_the_year_is(page: Page, office: str) -> None:
    page.goto(f"{office}/disclosure/{YEAR}/")
    expect(page.locator("main")).to_contain_text("ไม่นับ 1 ข้อที่รับแล้วว่าไม่เกี่ยวข้องกับสำนักงาน")
    for code in (PLAN, CONTACT):
        expect(page.locator(f"#{code} .todo")).to_contain_text("รับแล้ว")
    page.get_by_role("link", name="ดูรายกลุ่มและสิ่งที่ต้องทำ").click()
    expect(page.locator("main")).to_contain_text(GROUP)


def _read_as_a_visitor(page: Page, portal) -> None:
    page.goto(f"{portal.address}/o/sample1/oit/{YEAR}/")
    fits(page)
    page.get_by_role("link", name=PLAN, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("แผนปฏิบัติการป้องกันการทุจริต")
    fits(page)
    file = page.get_by_role("link", name=PLAN_TITLE, exact=True)
    answer = page.request.get(f"{portal.address}{file.get_attribute('href')}")
    assert answer.status == 200
    assert answer.body().startswith(b"PK")
    page.goto(f"{portal.address}/o/sample1/oit/{YEAR}/{E_SERVICE}/")
    expect(page.locator("main")).to_contain_text(NONE_HERE)
    fits(page)
    page.goto(f"{portal.address}/o/sample1/oit/{YEAR}/{NEWS}/")
    expect(page.locator("main")).to_contain_text("ยังไม่มีข้อมูลเผยแพร่ในข้อนี้")
