"""The whole way of papers: written, returned, endorsed, signed as a bundle, replaced, revoked."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.papers_desk import (
    begin,
    choose_along,
    drop,
    drop_chain,
    endorse,
    mend_point,
    number_memos,
    open_waiting,
    page_through,
    propose,
    revoke,
    save,
    send_back_at,
    set_chain,
    sign,
    type_code,
    verdict_of,
    write_announcement,
)
from tests.journeys.waiting import fits

pytestmark = pytest.mark.browser

GIFTS = "นโยบายไม่รับของขวัญจากการปฏิบัติหน้าที่"
OPENING = "เพื่อให้บุคลากรปฏิบัติหน้าที่ด้วยความสุจริต จึงประกาศนโยบายไว้ ดังนี้"
POINTS = ["บุคลากรทุกคนไม่รับของขวัญจากผู้มาติดต่อ", "ผู้พบเห็นแจ้งได้ที่กลุ่มอำนวยการ"]
REMARK = "ขอให้ระบุช่องทางที่แจ้งได้ให้ครบ"
ADDED = "ทางโทรศัพท์หรือเว็บไซต์ของสำนักงาน"
MENDED = f"{POINTS[1]} {ADDED}"
STRICTER = "บุคลากรทุกคนไม่รับของขวัญจากผู้ใด"
BUNDLE = "แต่งตั้งคณะกรรมการวิเคราะห์ผลและประกาศนโยบาย"
PREFIX = "ศธ 04999"
ACTING = "นายแทนที่ วางใจได้"
REASON = "แต่งตั้งคณะกรรมการชุดใหม่แล้ว"


@dataclass(frozen=True)
class Public:
    """A signed paper as a visitor has it: its address, its code and its file."""

    address: str
    code: str
    pdf: bytes

    @cached_property
    def text(self) -> str:
        """All text of the PDF, without white space."""
        sheets = PdfReader(io.BytesIO(self.pdf)).pages
        return re.sub(r"\s", "", "".join(sheet.extract_text() for sheet in sheets))


@pytest.fixture
def office(portal, enter) -> Iterator[str]:
    """Give the sample office, in which papers go through two hands for the length of the test."""
    address, coordinator = f"{portal.address}/office/sample1", enter("coordinator")
    set_chain(coordinator, address, ["ผู้อำนวยการกลุ่ม", "รองผู้อำนวยการสำนักงาน"])
    number_memos(coordinator, address, PREFIX)
    yield address
    drop_chain(coordinator, address)  # the other journeys go through the same office


def test_from_three_drafts_to_papers_that_anyone_can_check(portal, enter, new_page, office):
    visitor, officer = new_page(360), enter("officer")
    head, deputy, acting = enter("grouphead"), enter("deputy"), enter("acting")

    _write_and_propose_three(officer, office)
    endorse(head, "ตรวจแล้ว")
    send_back_at(deputy, POINTS[1], REMARK)
    _see_the_remark_and_mend(officer)
    for page in (head, deputy):
        endorse(page)
    _read_and_sign_the_bundle(acting, portal.password)

    memo, order, announcement = _papers(acting, visitor, 3)
    _read_as_a_visitor(visitor, announcement)
    _require_numbers_without_gap(officer, office, memo, order)
    _verify(visitor, portal.address, announcement)

    newer = _replace(officer, acting, visitor, [head, deputy], portal.password)
    _see_what_was_replaced(visitor, portal.address, announcement, newer)
    _revoke_and_see(acting, visitor, office, portal, order)


def _write_and_propose_three(page: Page, office: str) -> None:
    """Write an announcement from nothing, order and memo from templates; propose all as one."""
    begin(page, office, "ประกาศ (เรื่องอื่น)")
    write_announcement(page, GIFTS, OPENING, POINTS)
    begin(page, office, "คำสั่งแต่งตั้งคณะกรรมการวิเคราะห์ผล ITA")
    save(page)
    begin(page, office, "บันทึกข้อความเสนอคำสั่งและประกาศ")
    save(page)
    choose_along(page, ["คำสั่ง เรื่อง", "ประกาศ เรื่อง"], BUNDLE)
    propose(page)
    expect(page.locator("#decide")).to_have_text(BUNDLE)
    expect(page.get_by_text("ขณะนี้อยู่ที่ผู้อำนวยการกลุ่ม")).to_be_visible()


def _see_the_remark_and_mend(page: Page) -> None:
    """Find the remark below its paragraph, mend that, and propose the whole bundle again."""
    open_waiting(page, "เอกสารที่ส่งคืนให้ท่านแก้ไข")
    told = page.locator(".paper .doc-remark", has_text=REMARK)
    expect(told).to_have_count(1)
    before = told.locator("xpath=preceding-sibling::*[1]")
    expect(before).to_contain_text(POINTS[1])

    page.get_by_role("link", name="แก้ไขแล้วเสนอใหม่").last.click()
    page.get_by_role("link", name="แก้ไข", exact=True).click()
    expect(page.locator("[data-preview]")).to_contain_text(REMARK)
    mend_point(page, POINTS[1], MENDED)
    expect(page.get_by_label("ชื่อเรื่องของชุดเอกสาร")).to_have_value(BUNDLE)
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(2)
    propose(page)


def _read_and_sign_the_bundle(page: Page, password: str) -> None:
    """Read what is different and the very pages, then sign all three in one act."""
    open_waiting(page, "เอกสารที่รอลงนาม")
    expect(page.get_by_role("heading", level=2, name=re.compile(r"^[123]\. "))).to_have_count(3)
    changed = page.locator("section.proposed").nth(2)
    changed.get_by_text("สิ่งที่ต่างจากฉบับที่เสนอครั้งก่อน").click()
    expect(changed.locator(".differences ins")).to_have_text(f" {ADDED}")
    expect(page.locator("[data-pages]")).to_have_count(3)
    assert min(page_through(page)) >= 1
    sign(page, password)


def _papers(page: Page, visitor: Page, count: int) -> list[Public]:
    """Return the papers that have just been signed on the page, in its order."""
    links = page.get_by_role("link", name="หน้าเว็บ", exact=True)
    expect(links).to_have_count(count)
    addresses = links.evaluate_all("all => all.map(one => one.href)")
    return [_public(visitor, address) for address in addresses]


def _public(page: Page, address: str) -> Public:
    answer = page.request.get(f"{address}document.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    return Public(address, address.rstrip("/").rpartition("/")[2], answer.body())


def _read_as_a_visitor(page: Page, paper: Public) -> None:
    page.goto(paper.address)
    fits(page)
    expect(page.locator(".paper")).to_contain_text(MENDED)
    expect(page.locator(".paper")).to_contain_text(ACTING)
    expect(page.locator(".paper")).to_contain_text("รักษาราชการแทน")
    for words in (MENDED, ACTING, "รักษาราชการแทน", paper.code):
        assert words.replace(" ", "") in paper.text


def _require_numbers_without_gap(page: Page, office: str, memo: Public, order: Public) -> None:
    """See in the register that each series has its first number, and nothing else."""
    year = timezone.localdate().year + 543
    page.goto(f"{office}/numbers/")
    given = page.locator("section.sheet li strong")
    expect(given).to_have_text([f"1/{year}", f"{PREFIX}/1"])
    thai = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
    assert f"{PREFIX}/1".translate(thai).replace(" ", "") in memo.text
    assert f"ที่1/{year}".translate(thai) in order.text


def _verify(page: Page, portal: str, paper: Public) -> None:
    """Check a paper by what is printed on it, by its QR, and by its file, whole and changed."""
    told = type_code(page, portal, paper.code.replace("-", " ").lower())
    expect(told.get_by_role("heading", name="เอกสารจริง")).to_be_visible()
    printed = re.search(r"https?://\S+?/verify/[0-9A-Z-]{14}/", paper.text)
    page.goto(printed[0])
    expect(verdict_of(page)).to_contain_text(ACTING)

    told = drop(page, portal, "genuine.pdf", paper.pdf)
    expect(told.get_by_role("heading", name="เอกสารจริง")).to_be_visible()
    expect(told).to_contain_text("ไฟล์ตรงกับฉบับที่ออกทุกไบต์")
    middle = len(paper.pdf) // 2
    changed = bytes([paper.pdf[middle] ^ 1])
    told = drop(page, portal, "x.pdf", paper.pdf[:middle] + changed + paper.pdf[middle + 1 :])
    expect(told.get_by_role("heading", name="ไฟล์ถูกแก้ไข")).to_be_visible()
    told = drop(page, portal, "other.pdf", b"%PDF-1.7\n%%EOF\n")
    expect(told.get_by_role("heading", name="ไม่ใช่เอกสารจากพอร์ทัลนี้")).to_be_visible()


def _replace(
    officer: Page, acting: Page, visitor: Page, chain: list[Page], password: str
) -> Public:
    """Write an announcement in the place of the signed one, and have it signed."""
    officer.goto(officer.url.partition("/numbers/")[0] + "/papers/")
    officer.get_by_role("link", name=GIFTS).click()
    officer.get_by_role("button", name="เขียนฉบับใหม่แทนฉบับนี้").click()
    officer.wait_for_url("**/papers/*/edit/")
    mend_point(officer, POINTS[0], STRICTER)
    propose(officer)
    for page in chain:
        endorse(page)
    open_waiting(acting, "เอกสารที่รอลงนาม")
    expect(acting.get_by_text("เมื่อลงนาม เอกสารฉบับนี้จะแทนฉบับ")).to_be_visible()
    sign(acting, password)
    [newer] = _papers(acting, visitor, 1)
    return newer


def _see_what_was_replaced(page: Page, portal: str, old: Public, newer: Public) -> None:
    """The old address leads to the new paper, and so does every way of checking the old one."""
    page.goto(old.address)
    expect(page.get_by_text("เอกสารฉบับนี้ถูกแทนที่แล้ว")).to_be_visible()
    fits(page)
    page.get_by_role("link", name="เปิดฉบับที่ใช้อยู่").click()
    expect(page).to_have_url(newer.address)
    expect(page.locator(".paper")).to_contain_text(STRICTER)
    for told in (type_code(page, portal, old.code), drop(page, portal, "old.pdf", old.pdf)):
        expect(told.get_by_role("heading", name="เอกสารจริง แต่ถูกแทนที่แล้ว")).to_be_visible()
        expect(told).to_contain_text("ถูกแทนที่ด้วยฉบับลงวันที่")


def _revoke_and_see(acting: Page, page: Page, office: str, portal, order: Public) -> None:
    acting.goto(f"{office}/documents/")
    title = _title_of(page, order)
    revoke(acting, office, title, reason=REASON, password=portal.password)
    page.goto(order.address)
    expect(page.get_by_text("เอกสารฉบับนี้ถูกยกเลิกแล้ว")).to_be_visible()
    fits(page)
    for told in (
        type_code(page, portal.address, order.code),
        drop(page, portal.address, "order.pdf", order.pdf),
    ):
        expect(told.get_by_role("heading", name="เอกสารถูกยกเลิกแล้ว")).to_be_visible()
        expect(told).to_contain_text(REASON)


def _title_of(page: Page, paper: Public) -> str:
    page.goto(paper.address)
    return page.locator(".page-head .h2").inner_text()
