"""What people do with papers in a browser: the steps of a paper's whole way."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence

from playwright.sync_api import Locator, Page, expect

from tests.journeys.waiting import eventually, fits

DROP = """
(zone, [name, data]) => {
  const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([bytes], name, { type: "application/pdf" }));
  const drop = { bubbles: true, cancelable: true, dataTransfer };
  zone.dispatchEvent(new DragEvent("drop", drop));
}
"""
READY = 60_000
"""Milliseconds that the worker may take for what it draws."""


def set_chain(page: Page, office: str, roles: Sequence[str]) -> None:
    """Set for papers of all kinds who endorses them, one after the other."""
    page.goto(f"{office}/documents/settings/all/")
    page.get_by_label("กำหนดเอง").check()
    for place, role in enumerate(roles, 1):
        page.get_by_label(f"ขั้นที่ {place}").select_option(label=role)
    _save_settings(page)


def drop_chain(page: Page, office: str) -> None:
    """Let papers of all kinds go straight to whoever signs, as in the sample office."""
    page.goto(f"{office}/documents/settings/all/")
    page.locator("input[name=own_chain][value='']").check()
    _save_settings(page)


def number_memos(page: Page, office: str, prefix: str) -> None:
    """Let the portal give memos their numbers too, behind the letters of the office."""
    page.goto(f"{office}/documents/settings/memo/")
    page.get_by_label("ระบบออกเลขให้").check()
    page.get_by_label("รหัสนำหน้าเลข").fill(prefix)
    _save_settings(page)


def _save_settings(page: Page) -> None:
    page.get_by_role("button", name="บันทึก", exact=True).click()
    expect(page.get_by_text("บันทึกแล้ว ใช้กับเอกสารที่เสนอตั้งแต่นี้ไป")).to_be_visible()


def begin(page: Page, office: str, start: str) -> None:
    """Begin a paper in the papers room; its form opens."""
    page.goto(f"{office}/papers/")
    page.get_by_role("link", name="เริ่มเอกสารใหม่").click()
    page.get_by_label(start, exact=True).check()
    page.get_by_role("button", name="เริ่มเขียน").click()
    page.wait_for_url("**/papers/*/edit/")


def save(page: Page) -> None:
    """Save the form of a paper; the paper is shown to be read."""
    page.get_by_role("button", name="บันทึก", exact=True).last.click()
    page.wait_for_url(re.compile(r"/papers/\d+/$"))


def write_announcement(page: Page, subject: str, opening: str, points: Sequence[str]) -> None:
    """Write an announcement into its empty form, and save it."""
    page.get_by_label("เรื่อง", exact=True).fill(subject)
    page.get_by_label("ความนำ").fill(opening)
    for point in points:
        page.locator("[data-rows=body]").get_by_role("button", name="เพิ่มข้อ").click()
        rows = page.locator("[data-rows=body] [data-row]")
        rows.last.locator("select").select_option(label="ข้อ ๑.")
        rows.last.locator("textarea").fill(point)
    save(page)


def mend_point(page: Page, before: str, after: str) -> None:
    """Write a point of the paper anew and see it beside the form, then save."""
    rows = page.locator("[data-rows=body] [data-row] textarea")
    places = eventually(
        lambda: [place for place, one in enumerate(rows.all()) if one.input_value() == before], bool
    )
    rows.nth(places[0]).fill(after)
    expect(page.locator("[data-preview]")).to_contain_text(after)
    save(page)


def choose_along(page: Page, names: Sequence[str], title: str) -> None:
    """Let all others whose names begin so go along with the paper that is shown."""
    page.get_by_text("เสนอพร้อมเอกสารอื่นเป็นชุดเดียว").click()
    for name in names:
        page.get_by_role("checkbox", name=re.compile(f"^{name}")).check()
    page.get_by_label("ชื่อเรื่องของชุดเอกสาร").fill(title)


def propose(page: Page) -> None:
    """Propose the paper that is shown, and what is chosen to go along."""
    page.get_by_role("button", name="เสนอ", exact=True).click()
    page.wait_for_url("**/proposals/*/")


def open_waiting(page: Page, heading: str) -> None:
    """Open the first paper that waits for who looks, from the inbox."""
    page.get_by_role("link", name="สิ่งที่รอพิจารณา").first.click()
    page.get_by_role("region", name=heading).get_by_role("link").first.click()
    page.wait_for_url("**/proposals/*/")


def endorse(page: Page, note: str = "") -> None:
    """Endorse what waits for who looks."""
    open_waiting(page, "เอกสารที่รอความเห็นชอบของท่าน")
    page.get_by_label("ความเห็นเพิ่มเติม").fill(note)
    page.get_by_role("button", name="เห็นชอบและเสนอต่อ").click()
    expect(page.get_by_text("บันทึกความเห็นชอบแล้ว")).to_be_visible()


def send_back_at(page: Page, paragraph: str, said: str) -> None:
    """Send back what waits for who looks, with a comment at the paragraph with these words."""
    open_waiting(page, "เอกสารที่รอความเห็นชอบของท่าน")
    place = page.locator(".paper [id^=p]", has_text=paragraph).last
    place.get_by_role("button", name="เขียนความเห็นที่ย่อหน้าที่").click()
    expect(page.locator("[data-comment-row] textarea").first).to_be_focused()
    page.keyboard.insert_text(said)
    page.get_by_role("button", name="ส่งคืนให้แก้ไข").click()
    expect(page.get_by_text("ส่งคืนเอกสารพร้อมความเห็นแล้ว")).to_be_visible()


def page_through(page: Page) -> list[int]:
    """Turn the very pages of every paper to the end; return how many each has."""
    sheets = page.locator("[data-pages]")
    expect(sheets).not_to_have_count(0)
    return [_turn(sheets.nth(place)) for place in range(sheets.count())]


def _turn(sheets: Locator) -> int:
    ready = sheets.locator("[data-pages-ready]")
    expect(ready).to_be_visible(timeout=READY)
    count = ready.locator("[data-page]").count()
    for number in range(1, count + 1):
        expect(ready.locator("[data-page-say]")).to_have_text(f"หน้า {number} จาก {count}")
        _see(ready.locator(f"[data-page]:nth-child({number}) img"))
        if number < count:
            ready.get_by_role("button", name="หน้าถัดไป").click()
    return count


def _see(picture: Locator) -> None:
    picture.scroll_into_view_if_needed()
    picture.page.wait_for_function("one => one.naturalWidth > 0", arg=picture.element_handle())


def sign(page: Page, password: str) -> None:
    """Sign what is shown by password and the sentence of intent; wait for every PDF."""
    page.get_by_label("รหัสผ่าน").fill(password)
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="ลงนามและเผยแพร่").click()
    expect(page.get_by_text("ลงนามแล้ว ระบบกำลังจัดทำ")).to_be_visible()
    states = page.locator("[data-status]")
    expect(states.first).to_be_visible()
    expect(page.locator("[data-status]:not([data-status=ready])")).to_have_count(0, timeout=READY)


def type_code(page: Page, portal: str, code: str) -> Locator:
    """Type a code as it may be typed by hand; return the verdict."""
    page.goto(f"{portal}/verify/")
    page.get_by_label("รหัสเอกสาร").fill(code)
    page.get_by_role("button", name="ตรวจสอบรหัส").click()
    return verdict_of(page)


def drop(page: Page, portal: str, name: str, data: bytes) -> Locator:
    """Drop a file on the page of verification; return the verdict."""
    page.goto(f"{portal}/verify/")
    page.locator("[data-drop]").evaluate(DROP, [name, base64.b64encode(data).decode()])
    expect(page.get_by_text(f"ผลการตรวจสอบไฟล์ {name}")).to_be_visible()
    return verdict_of(page)


def verdict_of(page: Page) -> Locator:
    """Return the verdict of the page of verification, which fits its screen."""
    verdict = page.locator("section[aria-labelledby=verdict]")
    expect(verdict).to_be_visible()
    fits(page)
    return verdict


def revoke(page: Page, office: str, title: str, *, reason: str, password: str) -> None:
    """Revoke a signed paper with a reason."""
    page.goto(f"{office}/documents/")
    paper = page.locator("section", has=page.get_by_role("heading", name=title, exact=True))
    paper.get_by_role("link", name="ยกเลิกเอกสารฉบับนี้").click()
    page.get_by_label("เหตุ").fill(reason)
    page.get_by_label("รหัสผ่าน").fill(password)
    page.get_by_role("button", name="ยกเลิกเอกสารฉบับนี้").click()
    expect(page.get_by_text("ยกเลิกเอกสารแล้ว")).to_be_visible()
