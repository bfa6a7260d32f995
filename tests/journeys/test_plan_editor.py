"""The plan editor in a browser: it saves itself, rows move, two people, and words not saved."""

from __future__ import annotations

import pytest

YEAR = 2571
STEPS = "[data-row=step] textarea"


@pytest.fixture(scope="module")
def edit(portal) -> str:
    """Give the address of an editor that no other journey uses."""
    return f"{portal.address}/office/sample1/plans/{YEAR}/edit/"


@pytest.fixture
def editor(portal, enter, edit):
    """Give the editor of a coordinator, on a plan with three steps."""
    page = enter("coordinator")
    page.goto(f"{portal.address}/office/sample1/plans/")
    if page.locator(f'a[href$="/plans/{YEAR}/"]').count():
        page.goto(edit)
    else:
        page.locator("#year").select_option(str(YEAR))
        page.get_by_role("button", name="เริ่มแผน").click()
        page.wait_for_url("**/edit/")
        page.get_by_role("button", name="เพิ่มประเด็น/ด้าน").click()
        page.keyboard.type("ประเด็นแรก")
    return page


def texts(page) -> list[str]:
    return [field.input_value() for field in page.locator(STEPS).all()][:4]


def numbers(page) -> list[str]:
    return page.locator("[data-row=step] [data-number]").all_inner_texts()[:4]


def wait_until_saved(page) -> None:
    page.locator("[data-saved]", has_text="บันทึกแล้ว").wait_for()


def test_rows_are_added_shifted_dragged_and_saved_by_themselves(editor, edit):
    page = editor
    page.locator(STEPS).first.fill("หนึ่ง")
    page.locator("[data-row=step]").first.get_by_title("แทรกแถวต่อจากนี้").click()
    page.keyboard.type("สอง")
    page.locator("[data-row=step]").nth(1).locator(".tool-in").click()
    page.locator("[data-row=step]").nth(1).get_by_title("แทรกแถวต่อจากนี้").click()
    page.keyboard.type("สาม")
    page.locator("[data-row=step]").nth(2).locator(".tool-out").click()
    assert numbers(page)[:3] == ["1", "1.1", "2"]

    page.locator("[data-row=step]").nth(2).locator("[data-grip]").focus()
    page.keyboard.press("ArrowUp")

    assert texts(page)[:3] == ["สาม", "หนึ่ง", "สอง"]
    assert numbers(page)[:3] == ["1", "2", "2.1"]
    grip = page.locator("[data-row=step]").nth(0).locator("[data-grip]")
    grip.scroll_into_view_if_needed()
    start, end = grip.bounding_box(), page.locator("[data-row=step]").nth(2).bounding_box()
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(start["x"] + 5, end["y"] + end["height"] - 4, steps=10)
    page.mouse.up()
    assert texts(page)[:3] == ["หนึ่ง", "สอง", "สาม"]
    page.locator(STEPS).nth(2).press_sequentially("!")
    wait_until_saved(page)
    page.wait_for_timeout(3500)
    page.goto(edit)
    assert texts(page)[:3] == ["หนึ่ง", "สอง", "สาม!"]
    assert numbers(page)[:3] == ["1", "1.1", "2"]


def test_what_was_typed_and_not_saved_is_offered_again(editor, edit):
    page = editor
    page.on("dialog", lambda dialog: dialog.accept())  # leaving is asked about
    page.locator(STEPS).nth(1).fill("ยังไม่ได้บันทึก")
    page.wait_for_timeout(600)  # shorter than the page waits before it saves itself
    page.goto(edit)

    assert texts(page)[1] != "ยังไม่ได้บันทึก"
    page.get_by_role("button", name="นำกลับมาใส่ในหน้านี้").click()

    wait_until_saved(page)
    assert texts(page)[1] == "ยังไม่ได้บันทึก"
    page.goto(edit)
    assert texts(page)[1] == "ยังไม่ได้บันทึก"
    assert page.get_by_role("button", name="นำกลับมาใส่ในหน้านี้").is_hidden()


def test_two_people_write_at_once(editor, enter, edit):
    mine, theirs = editor, enter("officer", 360)
    theirs.goto(edit)
    assert theirs.evaluate("document.documentElement.scrollWidth") <= 360
    theirs.locator(STEPS).nth(0).fill("ของเจ้าหน้าที่")
    wait_until_saved(theirs)
    mine.locator(STEPS).nth(1).fill("ของผู้ประสานงาน")
    wait_until_saved(mine)

    theirs.locator(STEPS).nth(1).fill("อีกอย่างหนึ่ง")
    theirs.get_by_role("button", name="บันทึก", exact=True).last.click()

    theirs.get_by_text("ผู้อื่นแก้ไขที่นี่ด้วย").wait_for()
    assert texts(theirs)[:2] == ["ของเจ้าหน้าที่", "อีกอย่างหนึ่ง"]
    theirs.get_by_label("ใช้ของผู้อื่น").check()
    theirs.get_by_role("button", name="บันทึก", exact=True).last.click()
    theirs.get_by_text("บันทึกแผนแล้ว").wait_for()
    theirs.goto(edit)
    assert texts(theirs)[:2] == ["ของเจ้าหน้าที่", "ของผู้ประสานงาน"]
