"""What people do with complaints in a browser: who speaks, on a telephone, and who handles it."""

from __future__ import annotations

import io

from PIL import Image
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Portal
from tests.journeys.waiting import fits

AGE = """
from datetime import timedelta
from complaints.models import Attachment, Case, Event, Message
from complaints.rules.clocks import reckon
from ita_portal.thai.fiscal_year import FiscalYear

back = timedelta(days={days})
case = Case.objects.get(seal="{seal}")
for name in ("received_on", "told_on", "closed_on", "keep_until", "purge_warned_on"):
    day = getattr(case, name)
    setattr(case, name, day and day - back)
case.fiscal_year = FiscalYear.of(case.received_on).year
case.save()
for row in [row for kind in (Attachment, Event, Message) for row in kind.objects.filter(case=case)]:
    row.on -= back
    row.save(update_fields=["on"])
reckon(case)
"""
"""All that a case holds of days, some days earlier: as if the clock were so much later."""
DAY = """
from django.utils import timezone
from complaints.tasks import do_day

do_day(timezone.localdate().toordinal())
"""
"""What the scheduler has done each morning."""
NEXT_HOUR = """
from django.core.cache import cache

cache.delete("complaints.reports.sample1")
"""
SEALED = "files/sealed"


def tell(
    page: Page, what: str, *, kind: str = "corruption", way: str = "unnamed", **fields: str
) -> None:
    """Fill in what must be filled in, and these fields."""
    page.check(f"[name=kind][value={kind}]")
    page.fill("[name=what]", what)
    page.check("[name=standing][value=observer]")
    page.check(f"[name=way][value={way}]")
    for name, words in fields.items():
        page.fill(f"[name={name}]", words)


def photograph(name: str = "ภาพ.jpg") -> dict[str, object]:
    """Return a photograph as a telephone chooses it."""
    data = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(data, "JPEG")
    return {"name": name, "mimeType": "image/jpeg", "buffer": data.getvalue()}


def send(page: Page) -> str:
    """Send the form when its work is done, and return the code of the receipt."""
    page.wait_for_selector("[data-sum][hidden]", state="attached")
    page.check("[name=privacy]")
    page.check("[name=truth]")
    page.click("[data-tell] button[type=submit]")
    return page.inner_text("[data-code]").strip()


def look_up(page: Page, portal: Portal, code: str) -> None:
    """Type a code at the page for it; what comes of it is shown."""
    page.goto(f"{portal.address}/complaints/track/")
    page.fill("[name=code]", code)
    page.click("[data-track] button")


def follow(page: Page, portal: Portal, code: str) -> None:
    """Open the case of a code."""
    look_up(page, portal, code)
    page.wait_for_selector("[data-answer]")


def sees(page: Page, portal: Portal, code: str, state: str, *words: str) -> None:
    """Follow the case: it stands there in plain words, on a screen that it fits."""
    follow(page, portal, code)
    expect(page.locator("h1")).to_have_text(state)
    for one in words:
        expect(page.locator("main")).to_contain_text(one)
    fits(page)


def answer(page: Page, words: str) -> None:
    """Write back from the page of the case."""
    page.fill("[name=words]", words)
    page.click("[data-answer] button[type=submit]")
    page.wait_for_selector(".alert-success")


def open_latest(page: Page, portal: Portal, what: str) -> str:
    """Open the case that came last, in which this is told; return what names it in addresses."""
    page.goto(f"{portal.address}/office/sample1/complaints/")
    page.click("tbody a >> nth=0")
    expect(page.locator("main")).to_contain_text(what)
    return page.url.rstrip("/").rpartition("/")[2]


def ask(page: Page, words: str) -> None:
    """Ask the person something, from the page of the case."""
    page.get_by_text("ถามผู้ร้องเรียน", exact=True).click()
    page.fill("#ask_words", words)
    page.get_by_role("button", name="ส่งคำถาม").click()
    expect(page.get_by_text("ส่งคำถามแล้ว")).to_be_visible()


class Step:
    """The page of a step: filled in within `with`, and written down at its end."""

    def __init__(self, page: Page, label: str) -> None:
        self.page, self.label = page, label

    def __enter__(self) -> Page:
        """Open the page of the step from the case's page."""
        ways = self.page.get_by_role("region", name="ขั้นต่อไป")
        ways.get_by_role("link", name=self.label, exact=True).click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(self.label)
        return self.page

    def __exit__(self, kind: object, *_: object) -> None:
        """Write the step down, unless something went wrong."""
        if kind is None:
            self.page.get_by_role("button", name="บันทึกขั้นนี้").click()
            expect(self.page.get_by_text(f"บันทึกขั้น “{self.label}” แล้ว")).to_be_visible()


def take(page: Page, label: str) -> None:
    """Take a step that asks for nothing."""
    with Step(page, label):
        pass


def find_complete(page: Page) -> None:
    """Look the complaint through, and find all in it that it must hold."""
    take(page, "ตรวจว่ารายการครบหรือไม่")
    with Step(page, "รายการครบแล้ว"):
        for particular in page.locator("[name=particulars]").all():
            particular.check()


def propose(page: Page, proposal: str, **chosen: str) -> None:
    """Propose to take the complaint up, not to, or to pass it on (`body`)."""
    with Step(page, "เสนอผู้มีอำนาจพิจารณา"):
        page.get_by_label(proposal, exact=True).check()
        _choose(page, **chosen)


def decide(page: Page, ending: str, **chosen: str) -> None:
    """Write down what was decided: to whom it is passed on (`body`), what was ordered."""
    with Step(page, "สั่งการแล้ว"):
        page.get_by_label(ending, exact=True).check()
        _choose(page, **chosen)


def _choose(page: Page, *, reason: str = "", **chosen: str) -> None:
    if reason:
        page.get_by_label(reason, exact=True).check()
    for name, label in chosen.items():
        page.locator(f"[name={name}]").select_option(label=label)


def close(page: Page, *words: str) -> None:
    """Tell the result in the words that the portal begins with, and close the case."""
    with Step(page, "แจ้งผู้ร้องแล้ว"):
        for one in words:
            expect(page.get_by_label("ข้อความถึงผู้ร้องเรียน")).to_contain_text(one)
    take(page, "ปิดเรื่อง")
    expect(page.get_by_role("region", name="ขั้นต่อไป")).to_have_count(0)


def begin_hour(portal: Portal) -> None:
    """Begin a new hour: an office takes ten complaints in one, and half of them without scripts."""
    portal.shell(NEXT_HOUR)


def let_pass(portal: Portal, seal: str, days: int) -> None:
    """Let so many days pass for a case, up to this morning's work of the portal."""
    portal.shell(AGE.format(seal=seal, days=days))
    portal.shell(DAY)


def sealed_files(portal: Portal) -> set[str]:
    """Return the names of all sealed files that lie on the disk."""
    return {path.name for path in (portal.data / SEALED).rglob("*") if path.is_file()}
