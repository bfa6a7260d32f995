"""A complaint in a browser: written on a telephone, left and continued, sent, followed, handled."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.journeys.complaints_desk import (
    answer,
    ask,
    begin_hour,
    follow,
    open_latest,
    photograph,
    send,
    tell,
)
from tests.journeys.waiting import eventually, settled

pytestmark = pytest.mark.browser

TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
NUMBERS = dict(
    zip("หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า".split(), range(1, 10), strict=True)  # noqa: SIM905
)


@pytest.fixture(scope="module", autouse=True)
def _hour(portal) -> None:
    """Begin in an hour in which the office has taken no complaint yet."""
    begin_hour(portal)


@pytest.fixture
def phone(new_page, portal):
    """Give a telephone's page on the form, which notes every host that is asked."""
    page = new_page(360)
    page.asked = set()
    page.on("request", lambda request: page.asked.add(urlsplit(request.url).netloc))
    page.goto(f"{portal.address}/o/sample1/complaints/new/")
    return page


def stored(page) -> str:
    """Return what the browser keeps of the portal's pages."""
    return page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")


def test_it_is_left_and_continued_on_the_same_device_until_it_is_sent(phone, portal):
    tell(phone, "เรื่องที่เขียนค้างไว้")
    phone.check("[data-keep]")
    phone.goto(f"{portal.address}/")
    phone.goto(f"{portal.address}/o/sample1/complaints/new/")

    expect(phone.locator("[name=what]")).to_have_value("เรื่องที่เขียนค้างไว้")
    expect(phone.locator("[name=way][value=unnamed]")).to_be_checked()
    expect(phone.locator("[name=name]")).to_be_hidden()
    send(phone)
    eventually(lambda: stored(phone), lambda words: "เขียนค้าง" not in words)


def test_what_was_written_is_forgotten_at_a_press(phone, portal):
    tell(phone, "เรื่องที่จะลบ")
    phone.check("[data-keep]")
    phone.click("[data-forget]")
    phone.reload()

    expect(settled(phone).locator("[name=what]")).to_have_value("")
    assert "จะลบ" not in stored(phone)


def test_a_photograph_stays_chosen_while_something_is_mended(phone, complaints):
    tell(phone, "มีภาพถ่าย")
    phone.set_input_files("[name=files]", photograph())
    phone.click("[data-tell] button[type=submit]")
    phone.wait_for_selector(".error-summary")
    complaints.clear()  # the browser logs the 422 that was provoked

    expect(phone.locator("[name=what]")).to_have_value("มีภาพถ่าย")
    send(phone)
    expect(phone.locator("main")).to_contain_text("ภาพ.jpg")


def test_office_and_person_talk_by_the_code_alone(phone, portal, enter):
    tell(phone, "คุยกันด้วยรหัส")
    code = send(phone)
    handler = enter("complaints")
    open_latest(handler, portal, "คุยกันด้วยรหัส")
    ask(handler, "เกิดขึ้นวันไหน")

    follow(phone, portal, code.translate(TO_THAI))
    expect(phone.locator("main")).to_contain_text("เกิดขึ้นวันไหน")
    answer(phone, "วันจันทร์")
    handler.reload()

    expect(handler.locator("main")).to_contain_text("วันจันทร์")
    assert phone.context.cookies() == []
    assert phone.asked == {urlsplit(portal.address).netloc}


def test_a_case_against_the_director_reaches_the_substitute_alone(phone, portal, enter):
    tell(phone, "เรื่องของผู้อำนวยการ")
    phone.check("[name=about][value=director]")
    send(phone)
    open_latest(enter("standin"), portal, "เรื่องของผู้อำนวยการ")
    handler = enter("complaints")
    handler.goto(f"{portal.address}/office/sample1/complaints/")
    expect(settled(handler).locator("main")).not_to_contain_text("พ 1/")


def test_without_scripts_a_sum_is_answered_and_all_works(browser, portal):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{portal.address}/o/sample1/complaints/new/")
    tell(page, "ไม่ใช้สคริปต์")
    page.check("[name=privacy]")
    page.check("[name=truth]")
    first, _, second = page.inner_text("#sum-question strong").partition(" บวก ")
    page.fill("[name=sum]", str(NUMBERS[first.strip()] + NUMBERS[second.strip()]))
    page.click("[data-tell] button[type=submit]")
    code = page.inner_text("[data-code]")
    follow(page, portal, code)

    expect(page.locator("h1")).to_contain_text("รับเรื่องแล้ว")
    context.close()
