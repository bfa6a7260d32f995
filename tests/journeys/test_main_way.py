"""The main way: from an office's scores to a signed announcement on its public OIT page."""

from __future__ import annotations

import io

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.waiting import fits

pytestmark = pytest.mark.browser

YEAR, PLAN_YEAR = 2565, 2566
SCORES = ["๙๙.๑๓", "90.34", "95.28", "95.00", "93.17", "97.93", "97.65", "96.33", "75.92", "93.75"]
STEP = "ตรวจข้อมูลบนเว็บไซต์ทุกวันที่หนึ่งของเดือน และแก้ลิงก์ที่เปิดไม่ได้ภายในสามวัน"
ADDED = "รายงานผลการตรวจต่อที่ประชุมผู้บริหารทุกไตรมาส"


def test_from_scores_to_the_public_page(portal, enter, new_page):
    officer = enter("officer")
    office = f"{portal.address}/office/sample1"
    _enter_and_confirm_scores(officer, office)
    _read_the_analysis(officer, office)
    _write_and_submit_the_plan(officer, office)

    director = enter("director")
    _send_it_back(director)
    _mend_and_submit_again(officer, office)
    _sign(director, portal)
    _read_it_as_a_visitor(new_page(360), portal)


def _enter_and_confirm_scores(page: Page, office: str) -> None:
    page.goto(f"{office}/scores/{YEAR}/")
    fields = page.locator(".score-row input")
    expect(fields).to_have_count(10)
    for number, score in enumerate(SCORES):
        fields.nth(number).fill(score)
    expect(page.locator("[data-total]")).to_have_text("91.50")
    expect(page.locator("[data-level-name]")).to_have_text("A")

    page.get_by_label("คะแนนรวม", exact=True).fill("๙๑.๕๐")
    page.get_by_role("button", name="บันทึกและตรวจก่อนยืนยัน").click()
    expect(page.get_by_text("ตรงกับผลที่ได้รับแจ้ง")).to_be_visible()
    page.get_by_role("button", name="ยืนยันคะแนน").click()
    expect(page.get_by_text("ยืนยันแล้ว").first).to_be_visible()


def _read_the_analysis(page: Page, office: str) -> None:
    page.goto(f"{office}/scores/{YEAR}/analysis/")
    main = page.locator("main")
    for words in ("91.50", "28.38", "29.19", "33.93", "ต่ำกว่าเกณฑ์ผ่าน"):
        expect(main).to_contain_text(words)


def _write_and_submit_the_plan(page: Page, office: str) -> None:
    page.goto(f"{office}/plans/")
    page.get_by_label("ปีงบประมาณ").select_option(str(PLAN_YEAR))
    page.get_by_role("button", name="เริ่มแผน").click()
    page.wait_for_url(f"**/plans/{PLAN_YEAR}/edit/")
    issue = page.locator("[data-row=issue]").first
    measure = issue.locator("[data-row=measure]")
    if not measure.count():
        issue.get_by_role("button", name="เพิ่มมาตรการในประเด็นนี้").click()
    if not measure.locator("[data-row=step]").count():
        measure.get_by_role("button", name="เพิ่มขั้นตอน").click()
    measure.locator("[data-row=step] textarea").first.fill(STEP)
    measure.get_by_label("กลุ่มอำนวยการ").check()
    page.get_by_role("button", name="บันทึก", exact=True).last.click()
    page.wait_for_url(f"**/plans/{PLAN_YEAR}/")
    page.get_by_role("button", name="เสนอแผน").click()
    expect(page.get_by_role("heading", name="รอผู้อำนวยการพิจารณา")).to_be_visible()


def _send_it_back(page: Page) -> None:
    page.get_by_role("link", name="สิ่งที่รอพิจารณา").click()
    page.locator(f'a.btn[href$="/plans/{PLAN_YEAR}/decide/"]').click()
    expect(page.locator(".paper")).to_contain_text("จึงประกาศให้ทราบ และถือปฏิบัติโดยทั่วกัน")
    page.get_by_text("ส่งคืนพร้อมความเห็น").click()
    page.locator("form[action$='send-back/'] [name=comment]").fill("ขอให้เพิ่มการรายงานผล")
    page.get_by_role("button", name="ส่งคืนให้แก้ไข").click()
    expect(page.get_by_text("ขอให้เพิ่มการรายงานผล").first).to_be_visible()


def _mend_and_submit_again(page: Page, office: str) -> None:
    page.goto(f"{office}/plans/{PLAN_YEAR}/")
    expect(page.get_by_text("ขอให้เพิ่มการรายงานผล")).to_be_visible()
    page.get_by_role("link", name="แก้ไขแผน").click()
    page.get_by_role("button", name="เพิ่มขั้นตอน").first.click()
    page.locator("[data-row=step] textarea").nth(1).fill(ADDED)
    page.get_by_role("button", name="บันทึก", exact=True).last.click()
    page.wait_for_url(f"**/plans/{PLAN_YEAR}/")
    page.get_by_role("button", name="เสนอแผน").click()
    expect(page.get_by_role("heading", name="รอผู้อำนวยการพิจารณา")).to_be_visible()


def _sign(page: Page, portal) -> None:
    page.goto(f"{portal.address}/office/sample1/plans/{PLAN_YEAR}/decide/")
    expect(page.locator(".paper")).to_contain_text(ADDED)
    expect(page.locator(".decision")).to_contain_text("O42")
    page.get_by_label("รหัสผ่าน").fill(portal.password)
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="ลงนามและเผยแพร่").click()
    page.wait_for_url(f"**/plans/{PLAN_YEAR}/")
    stay = page.evaluate("window.unmoved = true")

    expect(page.locator("[data-status=ready]")).to_be_visible(timeout=30_000)

    assert stay
    assert page.evaluate("window.unmoved") is True, "the page was reloaded"


def _read_it_as_a_visitor(page: Page, portal) -> None:
    page.goto(f"{portal.address}/o/sample1/oit/{PLAN_YEAR}/")
    fits(page)
    page.goto(f"{portal.address}/o/sample1/oit/{PLAN_YEAR}/O42/")
    link = page.locator("main a[href*='/documents/']").first
    address = portal.address + link.get_attribute("href").removesuffix("document.pdf")
    page.goto(address)
    expect(page.locator(".paper")).to_contain_text("นางเที่ยงธรรม")

    answer = page.request.get(f"{address}document.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.body())).pages)
    assert "จึงประกาศให้ทราบ" in text

    page.get_by_role("link", name="ตรวจสอบเอกสาร รหัส").click()
    expect(page.get_by_role("heading", name="เอกสารจริง")).to_be_visible()
    expect(page.locator("main")).to_contain_text("นางเที่ยงธรรม")
