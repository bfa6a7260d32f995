"""The plan editor in a browser: it saves itself, rows move, two people, and words not saved."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.waiting import at_rest, eventually, fits, settled

YEARS = range(2571, 2581)
"""Fiscal years of plans that no other journey uses, one for each test."""
PLANS = f"""
from ita_portal.organisations.models import Office
from tests.factories.measures import IssueFactory, MeasureFactory, PlanFactory

office = Office.objects.get(code="sample1")
group = office.groups.get(name="กลุ่มอำนวยการ")
for year in {list(YEARS)}:
    plan = PlanFactory(office=office, fiscal_year=year)
    for position, steps in enumerate((["หนึ่ง", "สอง", "สาม"], ["สี่"] * 12), 1):
        issue = IssueFactory(plan=plan, position=position)
        MeasureFactory(issue=issue, position=1, owners=[group], steps=steps)
"""
"""Drafts of two issues: the first has three steps, the second so many that the page is long."""
ROWS = "[data-row=measure] >> nth=0 >> [data-row=step]"


@pytest.fixture(scope="module")
def years(portal) -> Iterator[int]:
    """Give the years of plans that nobody has opened yet."""
    portal.shell(PLANS)
    return iter(YEARS)


@pytest.fixture
def edit(portal, years) -> str:
    """Give the address of the editor of a plan that only this test uses."""
    return f"{portal.address}/office/sample1/plans/{next(years)}/edit/"


@pytest.fixture
def editor(enter, edit) -> Page:
    """Give that editor as a coordinator sees it."""
    page = enter("coordinator")
    page.goto(edit)
    return settled(page)


def rows(page: Page) -> Locator:
    return page.locator(ROWS)


def field(page: Page, place: int) -> Locator:
    return rows(page).nth(place).locator("textarea")


def grip(page: Page, place: int) -> Locator:
    return rows(page).nth(place).locator("[data-grip]")


def expect_steps(page: Page, *texts: str) -> None:
    """Wait until the steps of the first measure are these, in this order."""
    fields = rows(page).locator("textarea")
    eventually(lambda: [one.input_value() for one in fields.all()], list(texts))


def expect_numbers(page: Page, *numbers: str) -> None:
    expect(rows(page).locator("[data-number]")).to_have_text(list(numbers))


def wait_until_saved(page: Page) -> None:
    """Wait for the page to say so of all that was typed: while something waits, it says that."""
    expect(page.locator("[data-saved]")).to_contain_text("บันทึกแล้ว")


def put_at(page: Page, one: Locator, top: float) -> None:
    """Scroll the element to `top` pixels below the upper edge of the window."""
    box = at_rest(one)
    page.evaluate("by => window.scrollBy({ top: by, behavior: 'instant' })", box["y"] - top)
    at_rest(one)


def take(page: Page, place: int) -> tuple[float, float]:
    """Press the grip of a step and hold it; return where."""
    box = at_rest(grip(page, place))
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    return x, y


def test_rows_are_added_shifted_moved_and_saved_by_themselves(editor, edit):
    page = editor
    rows(page).nth(1).get_by_title("แทรกแถวต่อจากนี้").click()
    page.keyboard.type("สองครึ่ง")
    rows(page).nth(2).locator(".tool-in").click()
    expect_numbers(page, "1", "2", "2.1", "3")

    grip(page, 3).focus()
    page.keyboard.press("ArrowUp")

    expect_steps(page, "หนึ่ง", "สาม", "สอง", "สองครึ่ง")
    expect_numbers(page, "1", "2", "3", "3.1")
    rows(page).nth(3).locator(".tool-out").click()
    expect_numbers(page, "1", "2", "3", "4")
    wait_until_saved(page)
    page.goto(edit)
    expect_steps(page, "หนึ่ง", "สาม", "สอง", "สองครึ่ง")
    expect_numbers(page, "1", "2", "3", "4")


@pytest.mark.parametrize("moves", [1, 10, 60])
def test_a_row_is_dragged_to_where_it_is_let_go(editor, edit, moves):
    page = editor
    put_at(page, rows(page).nth(0), 250)
    x, _ = take(page, 0)
    end = at_rest(rows(page).nth(2))

    page.mouse.move(x, end["y"] + end["height"] - 4, steps=moves)
    page.mouse.up()

    expect_steps(page, "สอง", "สาม", "หนึ่ง")
    expect_numbers(page, "1", "2", "3")
    field(page, 2).press("End")
    page.keyboard.type("!")
    wait_until_saved(page)
    page.goto(edit)
    expect_steps(page, "สอง", "สาม", "หนึ่ง!")


def test_a_row_taken_at_the_edge_and_pulled_away_does_not_scroll_the_page(editor):
    page = editor
    put_at(page, grip(page, 0), 3)
    before = page.evaluate("window.scrollY")
    x, y = take(page, 0)

    for below in range(4, 44, 4):
        page.mouse.move(x, y + below)
        settled(page)  # frames, in which the page could scroll

    assert page.evaluate("window.scrollY") == before
    page.mouse.up()
    expect_steps(page, "หนึ่ง", "สอง", "สาม")


def test_a_row_held_still_at_the_bar_of_the_bottom_scrolls_on_to_the_last_place(editor):
    page = editor
    put_at(page, rows(page).nth(0), 250)
    x, _ = take(page, 0)
    page.mouse.move(x, page.viewport_size["height"] - 20)

    others = page.locator("[data-row=measure]").nth(1).locator("[data-row=step] textarea")
    eventually(lambda: others.count(), 13)
    eventually(lambda: others.nth(12).input_value(), "หนึ่ง")
    page.mouse.up()

    expect_steps(page, "สอง", "สาม")


def test_what_was_typed_and_not_saved_is_offered_again(editor, edit):
    page = editor
    page.on("dialog", lambda dialog: dialog.accept())  # leaving is asked about
    page.route("**/autosave/", lambda route: None)  # nothing comes through
    field(page, 1).fill("ยังไม่ได้บันทึก")
    page.goto(edit)
    page.unroute("**/autosave/")

    expect_steps(page, "หนึ่ง", "สอง", "สาม")
    page.get_by_role("button", name="นำกลับมาใส่ในหน้านี้").click()

    expect_steps(page, "หนึ่ง", "ยังไม่ได้บันทึก", "สาม")
    wait_until_saved(page)
    page.goto(edit)
    expect_steps(page, "หนึ่ง", "ยังไม่ได้บันทึก", "สาม")
    expect(page.get_by_role("button", name="นำกลับมาใส่ในหน้านี้")).to_be_hidden()


def test_two_people_write_at_once(editor, enter, edit):
    mine, theirs = editor, enter("officer", 360)
    theirs.goto(edit)
    fits(theirs)
    field(theirs, 0).fill("ของเจ้าหน้าที่")
    wait_until_saved(theirs)
    field(mine, 1).fill("ของผู้ประสานงาน")
    wait_until_saved(mine)

    field(theirs, 1).fill("อีกอย่างหนึ่ง")
    theirs.get_by_role("button", name="บันทึก", exact=True).last.click()

    expect(theirs.get_by_text("ผู้อื่นแก้ไขที่นี่ด้วย")).to_be_visible()
    expect_steps(theirs, "ของเจ้าหน้าที่", "อีกอย่างหนึ่ง", "สาม")
    theirs.get_by_label("ใช้ของผู้อื่น").check()
    theirs.get_by_role("button", name="บันทึก", exact=True).last.click()
    expect(theirs.get_by_text("บันทึกแผนแล้ว")).to_be_visible()
    theirs.goto(edit)
    expect_steps(theirs, "ของเจ้าหน้าที่", "ของผู้ประสานงาน", "สาม")
