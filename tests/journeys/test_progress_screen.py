"""A group's page in a browser on a bad line: it says "saved" only of what is saved."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.files.samples import picture

pytestmark = pytest.mark.browser

YEAR = 2563
WORDS = "ทำอะไร ได้ผลอย่างไร"
ROUND = f"""
from django.utils import timezone
from ita_portal.organisations.models import Office, User
from measures.rules.progress.opening import open_round
from measures.rules.progress.rounds import round_of
from tests.factories.measures import IssueFactory, MeasureFactory, PlanFactory
from tests.measures.progress_cast import sign

office = Office.objects.get(code="sample1")
plan = PlanFactory(office=office, fiscal_year={YEAR})
group = office.groups.get(name="กลุ่มส่งเสริมการจัดการศึกษา")
officer, director = (User.objects.get(username=name) for name in ("officer", "director"))
for position in (1, 2, 3, 4):
    MeasureFactory(issue=IssueFactory(plan=plan, position=position), owners=[group])
sign(plan, officer, director)
round_ = round_of(office, {YEAR}, 6)
round_.save()
print(open_round(round_, by=officer).parts.get().group_id)
"""
"""An opened round with four measures of two steps, all of one group."""


@pytest.fixture(scope="module")
def address(portal) -> str:
    """Give the address of a group's part that no other journey uses."""
    group = portal.shell(ROUND)
    return f"{portal.address}/office/sample1/progress/{YEAR}/6/{group}/"


@pytest.fixture
def page(enter, address) -> Page:
    """Give the part on a telephone of somebody of the group."""
    page = enter("officer", 360)
    page.goto(address)
    return page


def card(page: Page, number: int) -> Locator:
    """Return the form of a step; each test writes in its own."""
    return page.locator("form[data-step]").nth(number)


def told(card: Locator) -> Locator:
    return card.locator("[data-told]")


def save(card: Locator) -> None:
    card.locator("[data-save]").click()
    expect(told(card)).to_have_text("บันทึกแล้ว")


def saved_words(page: Page, number: int) -> str:
    """Return what the server has of a step."""
    fresh = page.context.new_page()
    fresh.goto(page.url)
    words = card(fresh, number).get_by_label(WORDS).input_value()
    fresh.close()
    return words


def leaves_at_once(page: Page) -> bool:
    """Leave the page; tell whether the browser let go without a question."""
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("about:blank")
    return not asked


def test_what_is_saved_may_be_left(page):
    card(page, 0).locator("label.state-done").click()
    card(page, 0).get_by_label(WORDS).fill("ทำแล้ว")
    save(card(page, 0))

    assert leaves_at_once(page)


def test_a_line_that_breaks_keeps_the_words_and_sends_them_again(page, complaints):
    page.route("**/steps/*/", lambda route: route.abort())
    card(page, 0).get_by_label(WORDS).fill("พิมพ์บนรถ")
    expect(told(card(page, 0))).to_contain_text("ยังไม่ได้บันทึก")
    page.unroute("**/steps/*/")

    expect(told(card(page, 0))).to_have_text("บันทึกแล้ว")

    complaints.clear()
    assert saved_words(page, 0) == "พิมพ์บนรถ"


def test_a_photograph_whose_answer_is_lost_is_kept_once(page, complaints):
    lost = []

    def lose_the_first(route: Route) -> None:
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch())
            route.abort()

    page.route("**/steps/*/", lose_the_first)
    photo = {"name": "งาน.jpg", "mimeType": "image/jpeg", "buffer": picture(size=(800, 600))}
    card(page, 1).get_by_label("ถ่ายหรือเลือกภาพ").set_input_files(photo)

    expect(card(page, 1).locator("[data-files] img")).to_have_count(1)

    complaints.clear()
    assert lost[0].status == 200
    page.reload()
    expect(card(page, 1).locator("[data-files] img")).to_have_count(1)


def test_files_that_are_too_large_do_not_hold_the_words_back(page, complaints):
    def refuse_files(route: Route) -> None:
        if b'filename="large.jpg"' in (route.request.post_data_buffer or b""):
            route.fulfill(status=413, body="too large")
        else:
            route.continue_()

    page.route("**/steps/*/", refuse_files)
    step = card(page, 2)
    step.get_by_label(WORDS).fill("จัดอบรมแล้ว")
    photo = {"name": "large.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    step.get_by_label("ถ่ายหรือเลือกภาพ").set_input_files(photo)

    expect(step.locator("[data-note=photos]")).to_contain_text("ใหญ่เกินไป")
    expect(told(step)).to_have_text("บันทึกแล้ว")

    complaints.clear()
    assert saved_words(page, 2) == "จัดอบรมแล้ว"
    assert leaves_at_once(page)


def test_a_wrong_value_is_told_at_its_field_and_holds_the_page(page, complaints):
    step = card(page, 3)
    step.locator("summary").click()
    step.get_by_label("ร้อยละความคืบหน้า").fill("150")
    step.get_by_label(WORDS).fill("ทำไปครึ่งหนึ่ง")

    expect(step.locator("[data-note=percent]")).to_contain_text("0 ถึง 100")

    expect(told(step)).to_contain_text("ยกเว้นช่องที่มีปัญหา")
    complaints.clear()
    assert saved_words(page, 3) == "ทำไปครึ่งหนึ่ง"
    page.locator("[data-send]").click()
    expect(page.locator("[data-waits]")).to_contain_text("ยังไม่ได้ส่ง")
    complaints.clear()
    assert not leaves_at_once(page)


def test_what_does_not_fit_is_said_while_it_is_written(page):
    step = card(page, 4)
    step.locator("summary").click()
    step.get_by_label("ร้อยละความคืบหน้า").fill("40")
    step.locator("label.state-done").click()

    expect(step.locator("[data-note=percent]")).to_contain_text("40%")
    expect(told(step)).to_have_text("บันทึกแล้ว มีข้อที่ควรตรวจ")
    expect(step.locator("[data-lack]")).to_contain_text("ได้ผลอย่างไร")

    step.get_by_label("ร้อยละความคืบหน้า").fill("100")
    expect(step.locator("[data-note=percent]")).to_be_hidden()


def test_words_are_saved_before_a_file_is_taken_out(page):
    step = card(page, 5)
    photo = {"name": "ผิด.jpg", "mimeType": "image/jpeg", "buffer": picture(size=(90, 60))}
    step.get_by_label("ถ่ายหรือเลือกภาพ").set_input_files(photo)
    expect(step.locator("[data-files] img")).to_have_count(1)
    step.get_by_label(WORDS).fill("พิมพ์แล้วกดนำภาพออกทันที")
    step.locator("[data-remove]").click()

    expect(page.get_by_text("นำไฟล์ออกแล้ว")).to_be_visible()

    expect(card(page, 5).get_by_label(WORDS)).to_have_value("พิมพ์แล้วกดนำภาพออกทันที")


def test_the_last_words_go_along_and_a_colleague_who_is_late_is_told(page, enter, complaints):
    colleague = enter("grouphead")
    colleague.goto(page.url)
    for number in range(8):
        card(page, number).locator("label.state-not_started").click()
        card(page, number).get_by_label("ร้อยละความคืบหน้า").evaluate("field => field.value = ''")
        save(card(page, number))
    card(page, 7).get_by_label(WORDS).press_sequentially("รอเครื่องมือ")
    page.locator("[data-send]").click()
    expect(page.get_by_text("ให้ผู้ประสานงาน ITA แล้ว")).to_be_visible()
    expect(page.locator("main")).to_contain_text("รอเครื่องมือ")

    late = card(colleague, 6)
    late.get_by_label(WORDS).fill("มาช้าไปหนึ่งนาที")
    expect(told(late)).to_contain_text("ยังไม่ได้บันทึก")
    complaints.clear()
    late.locator("[data-save]").click()

    expect(colleague.locator(".error-summary")).to_contain_text("ส่วนของกลุ่มนี้ส่งแล้ว")
    expect(colleague.locator(".error-summary")).to_contain_text("มาช้าไปหนึ่งนาที")
