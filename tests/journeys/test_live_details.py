"""Items typed and blocks pasted in the browser: what it shows is what the server computes."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from assessments.models import Result
from assessments.rules.arithmetic.items import detailed_scores
from assessments.rules.arithmetic.scoring import outcome
from assessments.rules.frameworks.facts import FrameworkFacts
from assessments.rules.frameworks.rows import facts_of
from assessments.rules.results import item_marks, save_scores
from ita_portal.thai.numerals import format_score
from tests.factories.assessments import KHON_KAEN_2564, ResultFactory, khon_kaen_marks
from tests.journeys.waiting import at_rest, slow_down

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TOLD = {number: Decimal(score) for number, score in enumerate(KHON_KAEN_2564, 1)}
SETS = 100
SAVE = ".actions button >> nth=0"
PASSWORD = "ลงชื่อ-อีกครั้ง-2569"

READ = """sets => sets.map(marks => {
  const form = document.querySelector("[data-scores]");
  for (const [code, mark] of Object.entries(marks)) {
    const field = `[name="item_${code}"]`;
    const radio = form.querySelector(`${field}[type=radio][value="${mark}"]`);
    if (radio) { radio.checked = true; } else { form.querySelector(field).value = mark; }
  }
  form.dispatchEvent(new Event("input"));
  const words = (selector) => form.querySelector(selector).textContent.trim();
  return {
    total: words("[data-total]"),
    indicators: [9, 10].map(number => words(`[data-indicator-score="${number}"]`)),
    points: words('[data-instrument-points="OIT"]'),
  };
})"""

PASTE = """([selector, text]) => {
  const field = document.querySelector(selector);
  const data = new DataTransfer();
  data.setData("text", text);
  field.focus();
  field.dispatchEvent(
    new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def open_page(live_server, login, browser, office, officer) -> Iterator[Callable]:
    """Give a function that opens a page of a year's scores, signed in as the officer."""
    contexts = []
    session = login(officer).cookies["sessionid"].value

    def open_year(name: str, year: int = 2564, **options: object) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        cookie = {"name": "sessionid", "value": session, "url": live_server.url}
        context.add_cookies([cookie])
        page = context.new_page()
        slow_down(page)
        page.goto(live_server.url + reverse(f"assessments:{name}", args=[office.code, year]))
        return page

    yield open_year
    for context in contexts:
        context.close()


@pytest.fixture
def draft(office, load_year):
    """Give a function that makes a draft of a year with ten told scores."""

    def make(year: int = 2564) -> Result:
        return ResultFactory(
            office=office, framework=load_year(year), status=Result.Status.DRAFT, confirmed_at=None
        )

    return make


def random_marks(facts: FrameworkFacts, rng: random.Random) -> dict[str, str]:
    """Return a mark for each item, in some sets with gaps."""
    gap = rng.choice([0, 0, 0.02])
    known = [f"{mark:f}" for mark in facts.item_marks]
    return {
        item.code: ""
        if rng.random() < gap
        else rng.choice(known or [str(Decimal(rng.randint(0, 10000)) / 100), "100"])
        for item in facts.items
    }


def as_shown(facts: FrameworkFacts, typed: dict[str, str]) -> dict[str, object]:
    """Return what the server computes of these marks over the told scores."""
    marks = {code: Decimal(mark) for code, mark in typed.items() if mark}
    found = detailed_scores(facts, TOLD, marks=marks)
    computed = outcome(facts, {number: one.score for number, one in found.items()})
    return {
        "total": format_score(computed.total),
        "indicators": [
            format_score(found[n].score if found[n].detail == "items" else None) for n in (9, 10)
        ],
        "points": format_score(computed.instruments[2].weighted),
    }


@pytest.mark.parametrize("year", [2562, 2564])
@pytest.mark.parametrize("rounding", ["end", "instrument", "indicator"])
def test_browser_and_server_agree_on_many_items(open_page, draft, year, rounding):
    framework = draft(year).framework
    framework.rounding_place = rounding
    framework.checksum = f"{rounding}-{year}"
    framework.save(update_fields=["rounding_place", "checksum"])
    facts = facts_of(framework)
    rng = random.Random(f"{year}{rounding}")  # noqa: S311 - the same sets in every run
    sets = [random_marks(facts, rng) for _ in range(SETS)]

    shown = open_page("result_items", year).evaluate(READ, sets)

    assert shown == [as_shown(facts, marks) for marks in sets]


def test_marks_pasted_into_the_first_item_are_the_saved_ones(open_page, draft, load_year):
    draft()
    marks = khon_kaen_marks(facts_of(load_year(2564)))
    page = open_page("result_items")

    page.evaluate(PASTE, ["[name=item_O1]", "\r\n".join(f"{mark:f}" for mark in marks.values())])
    live = page.inner_text("[data-total]"), page.inner_text("[data-indicator-score='9']")
    said = page.inner_text("[data-pasted-say]")
    page.click(SAVE)
    page.wait_for_selector(".alert-success")

    assert live == ("91.50", "75.92")
    assert said == "วางแล้ว 43 ช่อง ยังไม่ได้บันทึก"
    assert item_marks(Result.objects.get()) == marks
    expect(page.locator("[data-total]")).to_have_text("91.50")


def test_a_pasted_mark_that_the_year_does_not_have_is_told(open_page, draft):
    draft()
    page = open_page("result_items")

    page.evaluate(PASTE, ["[name=item_O1]", "100\t50\t0"])

    assert "ใช้ไม่ได้ 1 ช่อง" in page.inner_text("[data-pasted-say]")
    assert page.is_checked("[name=item_O1][value='100']")
    assert page.is_checked("[name=item_O2][value='']")
    assert page.is_checked("[name=item_O3][value='0']")


def test_an_empty_cell_leaves_its_field_alone(open_page, draft):
    draft()
    page = open_page("result_edit")

    page.evaluate(PASTE, ["[name=indicator_1]", "10\n\n30\n"])

    values = [page.input_value(f"[name=indicator_{number}]") for number in (1, 2, 3, 4)]
    assert values == ["10", "90.34", "30", "95.00"]


def test_a_block_with_names_goes_to_the_server_and_comes_back_in_its_fields(open_page, draft):
    draft()
    page = open_page("result_edit")

    page.evaluate(PASTE, ["[name=indicator_1]", "ตัวชี้วัดที่ 10\t๙๙\nตัวชี้วัดที่ 2\t88"])

    expect(page.locator("main")).to_contain_text("ใส่ค่าลงในฟอร์มแล้ว 2 ช่อง")
    expect(page.locator("[name=indicator_10]")).to_have_value("99")
    expect(page.locator("[name=indicator_2]")).to_have_value("88")
    expect(page.locator("[name=indicator_1]")).to_have_value("99.13")
    assert Result.objects.get().indicator_scores()[2] == Decimal("90.34")


def test_told_points_that_differ_show_while_they_are_typed(open_page, draft):
    draft()
    page = open_page("result_edit")

    page.fill("[name=points_OIT]", "๓๔")
    line = page.inner_text("[data-difference-of=OIT]")
    page.fill("[name=points_OIT]", "33.94")

    assert "33.93" in line
    assert "+0.07" in line
    assert page.is_hidden("[data-difference]")


def test_without_script_items_are_chosen_pasted_and_saved(open_page, draft):
    draft()
    page = open_page("result_items", java_script_enabled=False)

    page.click("summary >> nth=-1")
    page.fill("[name=pasted]", "O1\t100\nO2\t0")
    page.click("[name=paste]")
    page.check("[name=item_O3][value='100']", force=True)
    page.click(SAVE)
    page.wait_for_selector(".alert-success")

    assert item_marks(Result.objects.get()) == {
        "O1": Decimal(100), "O2": Decimal(0), "O3": Decimal(100),
    }  # fmt: skip


def test_of_two_tabs_the_later_sees_what_the_first_saved_and_loses_nothing(open_page, draft):
    draft()
    first, second = open_page("result_items"), open_page("result_items")
    for mark, page in (("100", first), ("0", second)):
        page.check(f"[name=item_O1][value='{mark}']", force=True)
    first.check("[name=item_O2][value='100']", force=True)
    second.check("[name=item_O3][value='0']", force=True)

    first.click(SAVE)
    first.wait_for_selector(".alert-success")
    second.click(SAVE)
    told = second.locator("main")
    expect(told).to_contain_text("มีผู้แก้ไขข้อมูลนี้หลังจากที่ท่านเปิดหน้าไว้")
    expect(told).to_contain_text("ค่าล่าสุดในระบบ: 100")
    expect(told).to_contain_text("มีผู้แก้เป็น 100 หลังจากที่ท่านเปิดหน้า")
    second.click(SAVE)
    second.wait_for_selector(".alert-success")

    assert item_marks(Result.objects.get()) == {
        "O1": Decimal(0), "O2": Decimal(100), "O3": Decimal(0),
    }  # fmt: skip


def test_scores_that_are_only_tried_begin_with_the_total_of_the_items(open_page, draft, officer):
    """97.77… is shown as 97.78, from which the total would be 97.12 instead of 97.11."""
    result = draft()
    facts = facts_of(result.framework)
    save_scores(
        office=result.office,
        fiscal_year=2564,
        scores=TOLD | {1: Decimal("99.01"), 10: None},
        marks={item.code: Decimal(0 if item.code == "O1" else 100) for item in facts.items},
        expected_revision=1,
        by=officer,
    )
    page = open_page("what_if")

    def total_with(score: str) -> str:
        page.fill("[data-indicator='9']", score)
        return page.inner_text("[data-total]")

    assert page.inner_text("[data-total]") == "97.11"
    assert [total_with("97.00"), total_with("97.78")] == ["96.96", "97.11"]
    assert page.inner_text("[data-from-real]") == "0.00"


def test_on_a_phone_the_button_that_saves_is_in_sight_from_the_first_item_on(open_page, draft):
    draft()
    page = open_page("result_items", viewport={"width": 360, "height": 740})

    page.locator("[name=item_O5] + label").first.scroll_into_view_if_needed()
    seen = at_rest(page.locator("button:has-text('บันทึก'):visible").first)

    assert 0 < seen["y"] < seen["y"] + seen["height"] <= 740


def test_marks_come_back_after_signing_in_again(open_page, draft, officer):
    draft()
    page = open_page("result_items")
    page.check("[name=item_O2][value='0']", force=True)
    officer.set_password(PASSWORD)  # ends the session
    officer.save()

    page.click(SAVE)
    page.fill("[name=username]", officer.username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button.btn-primary")
    page.click("text=ส่งข้อมูลที่กรอกไว้")
    page.wait_for_selector(".alert-success")

    assert item_marks(Result.objects.get()) == {"O2": Decimal(0)}
