"""The whole way of papers: a chain, a bundle, a return, an acting director, a later replacement."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

BUNDLE = "ชุดคำสั่งและประกาศเรื่องทดลอง"
ORDER, ANNOUNCEMENT = "แต่งตั้งคณะทำงานทดลอง", "แนวปฏิบัติการรับเรื่องทดลอง"
REASON = "ด้วยสำนักงานจะทดลองรับเรื่องผ่านระบบใหม่"
MENDED = f"{REASON} ตั้งแต่เดือนหน้า"
REMARK, NOTE = "โปรดบอกว่าเริ่มเมื่อใด", "ตรวจรายชื่อแล้ว"
NEWER = "ให้ทุกกลุ่มรับเรื่องผ่านระบบใหม่ทางเดียว"


def test_a_bundle_from_its_chain_to_a_later_replacement(portal, enter, new_page, tmp_path):
    office = f"{portal.address}/office/sample1"
    _set_the_chain(enter("coordinator"), office)
    officer, head, deputy = enter("officer"), enter("grouphead", 360), enter("deputy")
    announcement = _write(officer, office, "empty:free_announcement", ANNOUNCEMENT, "ความนำ")
    order = _write(officer, office, "empty:order", ORDER, "เหตุผล")
    officer.get_by_label("ข้อความที่สั่ง").fill("จึงแต่งตั้งคณะทำงาน ดังนี้")
    _save(officer)

    proposed = _propose_both(officer, order)
    _endorse(head, proposed, NOTE)
    _send_back_at_a_paragraph(deputy, proposed)
    _mend_at_the_comment(officer, order)
    proposed = _propose_both(officer, order)
    _endorse(head, proposed)
    _read_the_differences(deputy, proposed)
    _endorse(deputy, proposed)
    _, code = _sign_for_the_director(enter("acting", 360), proposed, portal.password)

    _write_a_replacement(officer, announcement)
    newer = _propose(officer)
    _endorse(head, newer)
    _endorse(deputy, newer)
    _sign(enter("director"), newer, portal.password)
    visitor = new_page(360)
    _read_what_was_replaced(visitor, portal.address, code)
    _verify_the_file(visitor, portal.address, code, tmp_path)


def _set_the_chain(page: Page, office: str) -> None:
    page.goto(f"{office}/documents/settings/")
    page.get_by_role("link", name="ตั้งค่า").first.click()
    page.get_by_label("กำหนดเอง").check()
    page.get_by_label("ขั้นที่ 1").select_option(label="ผู้อำนวยการกลุ่ม")
    page.get_by_label("ขั้นที่ 2").select_option(label="รองผู้อำนวยการสำนักงาน")
    page.get_by_role("button", name="บันทึก").click()
    expect(page.locator("main")).to_contain_text("รองผู้อำนวยการสำนักงาน")


def _write(page: Page, office: str, start: str, subject: str, field: str) -> str:
    """Begin a paper and write its first text; return its address."""
    page.goto(f"{office}/papers/new/")
    page.locator(f'input[value="{start}"]').check()
    page.get_by_role("button", name="เริ่มเขียน").click()
    page.wait_for_url("**/edit/")
    page.get_by_label("เรื่อง", exact=True).fill(subject)
    page.get_by_label(field, exact=True).fill(REASON)
    _save(page)
    address = page.url
    if start.endswith("order"):
        page.goto(f"{address}edit/")
    return address


def _save(page: Page) -> None:
    page.get_by_role("button", name="บันทึก", exact=True).last.click()
    page.wait_for_url(lambda url: not url.endswith("/edit/"))


def _propose_both(page: Page, order: str) -> str:
    """Propose order and announcement in one bundle; return the address of its page."""
    page.goto(order)
    other = page.get_by_label(ANNOUNCEMENT)
    if not other.is_visible():  # what came back as a bundle is offered as that bundle at once
        page.get_by_text("เสนอพร้อมเอกสารอื่นเป็นชุดเดียว").click()
    other.check()
    page.get_by_label("ชื่อเรื่องของชุดเอกสาร").fill(BUNDLE)
    return _propose(page)


def _propose(page: Page) -> str:
    page.get_by_role("button", name="เสนอ", exact=True).click()
    page.wait_for_url("**/proposals/*/")
    return page.url


def _endorse(page: Page, proposed: str, note: str = "") -> None:
    page.goto(proposed)
    if note:
        page.get_by_label("ความเห็นเพิ่มเติม").fill(note)
    page.get_by_role("button", name="เห็นชอบและเสนอต่อ").click()
    expect(page.get_by_text("บันทึกความเห็นชอบแล้ว")).to_be_visible()


def _send_back_at_a_paragraph(page: Page, proposed: str) -> None:
    """Say at the paragraph what is missing: the button beside it opens the comment."""
    page.goto(proposed)
    expect(page.locator(".decision")).to_contain_text(NOTE)
    page.locator(".paper p", has_text=REASON).first.get_by_role("button").click()
    page.keyboard.type(REMARK)
    page.get_by_role("button", name="ส่งคืนให้แก้ไข").click()
    expect(page.get_by_text("ส่งคืนเอกสารพร้อมความเห็นแล้ว")).to_be_visible()


def _mend_at_the_comment(page: Page, order: str) -> None:
    page.goto(f"{order}edit/")
    expect(page.locator(".quoted-remarks")).to_contain_text(f"ย่อหน้า “{REASON}”")
    page.get_by_role("link", name="ไปที่ช่องนี้").click()
    field = page.get_by_label("เหตุผล", exact=True)
    expect(field.locator("xpath=..")).to_contain_text(REMARK)
    field.fill(MENDED)
    _save(page)


def _read_the_differences(page: Page, proposed: str) -> None:
    page.goto(proposed)
    expect(page.locator("details", has_text="ความเห็นที่ส่งคืนครั้งก่อน")).to_contain_text(REMARK)
    page.get_by_text("สิ่งที่ต่างจาก").first.click()
    expect(page.locator("ins").first).to_have_text("ตั้งแต่เดือนหน้า")


def _sign_for_the_director(page: Page, proposed: str, password: str) -> list[str]:
    """Read the very pages and sign both as the acting director; return their codes in order."""
    page.goto(proposed)
    expect(page.locator("[data-pages-ready]")).to_have_count(2, timeout=60_000)
    expect(page.locator(".decision")).to_contain_text("จองไว้ให้คำสั่งฉบับนี้")
    expect(page.locator(".paper").first).to_contain_text("รักษาราชการแทน")
    _sign(page, proposed, password)
    marks = page.locator("[data-status]").evaluate_all("(all) => all.map((one) => one.id)")
    return [mark.removeprefix("status-") for mark in marks]


def _sign(page: Page, proposed: str, password: str) -> None:
    page.goto(proposed)
    page.get_by_label("รหัสผ่าน").fill(password)
    page.locator(".decision").get_by_role("checkbox").check()
    page.get_by_role("button", name="ลงนามและเผยแพร่").click()
    expect(page.locator("[data-status=pending], [data-status=failed]")).to_have_count(
        0, timeout=60_000
    )
    expect(page.locator("[data-status=ready]").first).to_be_visible(timeout=60_000)


def _write_a_replacement(page: Page, announcement: str) -> None:
    page.goto(announcement)
    page.get_by_role("button", name="เขียนฉบับใหม่แทนฉบับนี้").click()
    page.wait_for_url("**/edit/")
    page.get_by_label("ข้อความปิดท้าย").fill(NEWER)
    _save(page)
    expect(page.locator("main")).to_contain_text("จะแทนฉบับ")


def _read_what_was_replaced(page: Page, address: str, code: str) -> None:
    """The old address stays, says so, and leads to the paper that holds."""
    page.goto(f"{address}/o/sample1/documents/{code}/")
    expect(page.locator("main")).to_contain_text("แทนที่")
    page.goto(f"{address}/verify/?code={code.replace('-', '').lower()}")
    expect(page.locator("h1")).to_contain_text("ถูกแทนที่แล้ว")
    page.get_by_role("link", name="เปิดฉบับที่ใช้อยู่").click()
    expect(page.locator("article.paper")).to_contain_text(NEWER)


def _verify_the_file(page: Page, address: str, code: str, folder: Path) -> None:
    answer = page.request.get(f"{address}/o/sample1/documents/{code}/document.pdf")
    old, changed = folder / "old.pdf", folder / "changed.pdf"
    old.write_bytes(answer.body())
    changed.write_bytes(answer.body()[:-1] + b" ")
    for file, said in ((old, "ถูกแทนที่แล้ว"), (changed, "ไฟล์ถูกแก้ไข")):
        page.goto(f"{address}/verify/")
        page.get_by_label("ไฟล์ PDF ของเอกสาร").set_input_files(file)
        page.get_by_role("button", name="ตรวจสอบไฟล์").click()
        expect(page.locator("h1")).to_contain_text(said)
