"""The figures that the browser shows while typing are those that the server computes."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from assessments.models import Result
from assessments.rules.arithmetic.scoring import outcome
from assessments.rules.frameworks.rows import facts_of
from ita_portal.thai.numerals import format_score
from tests.factories.assessments import KHON_KAEN_2564, ResultFactory
from tests.journeys.waiting import slow_down

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SETS = 300

READ = """sets => sets.map(scores => {
  const form = document.querySelector("[data-scores]");
  scores.forEach((score, place) => {
    form.querySelector(`[data-indicator="${place + 1}"]`).value = score;
  });
  form.dispatchEvent(new Event("input"));
  const words = (selector) => form.querySelector(selector).textContent;
  return {
    total: words("[data-total]"),
    level: words("[data-level-name]"),
    passed: words("[data-level-passed]") === "ผ่านเกณฑ์",
    scores: ["IIT", "EIT", "OIT"].map(code => words(`[data-instrument-score="${code}"]`)),
    points: ["IIT", "EIT", "OIT"].map(code => words(`[data-instrument-points="${code}"]`)),
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


@pytest.fixture(scope="module", autouse=True)
def _database_beside_the_browser() -> Iterator[None]:
    """Let the test ask the database while the browser's event loop waits in the same thread."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture
def open_form(live_server, login, browser, office, officer, load_year) -> Iterator[Callable]:
    """Give a function that opens the score form of a year, signed in as the officer."""
    context = browser.new_context()
    client = login(officer)
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])

    def open_year(year: int, name: str = "assessments:result_edit") -> Page:
        page = context.new_page()
        slow_down(page)
        page.goto(live_server.url + reverse(name, args=[office.code, year]))
        return page

    yield open_year
    context.close()


def random_scores(rng: random.Random) -> list[Decimal]:
    """Return ten scores: anywhere, near the levels' edges, or at the ends."""
    kinds = [
        lambda: Decimal(rng.randint(0, 10000)) / 100,
        lambda: Decimal(rng.randint(8480, 8520)) / 100,
        lambda: Decimal(rng.randint(9480, 9520)) / 100,
        lambda: Decimal(rng.choice([0, 100])),
    ]
    kind = rng.choice(kinds)
    return [(kind if rng.random() < 0.8 else rng.choice(kinds))() for _ in range(10)]


def as_shown(facts, scores: list[Decimal]) -> dict[str, object]:
    """Return what the server computes, in the browser's shape."""
    computed = outcome(facts, dict(enumerate(scores, 1)))
    return {
        "total": format_score(computed.total),
        "level": computed.band.name,
        "passed": computed.band.passed,
        "scores": [format_score(one.score) for one in computed.instruments],
        "points": [format_score(one.weighted) for one in computed.instruments],
    }


@pytest.mark.parametrize("year", [2564, 2567])
@pytest.mark.parametrize("rounding", ["end", "instrument", "indicator"])
def test_browser_and_server_agree_on_many_scores(open_form, load_year, year, rounding):
    framework = load_year(year)
    framework.rounding_place = rounding
    framework.checksum = f"{rounding}-{year}"
    framework.save(update_fields=["rounding_place", "checksum"])
    facts = facts_of(framework)
    rng = random.Random(f"{year}{rounding}")  # noqa: S311 - the same sets in every run
    sets = [random_scores(rng) for _ in range(SETS)]

    page = open_form(year)
    shown = page.evaluate(READ, [[str(score) for score in scores] for scores in sets])

    assert shown == [as_shown(facts, scores) for scores in sets]


def test_pasted_and_saved_figures_are_the_same(open_form, load_year):
    load_year(2564)
    thai = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
    column = "\r\n".join(score.translate(thai) for score in KHON_KAEN_2564)
    page = open_form(2564)

    page.evaluate(PASTE, ["[data-indicator='1']", column])
    live = page.inner_text("[data-total]"), page.inner_text("[data-level]")
    page.click("text=บันทึกร่าง")
    page.wait_for_selector(".alert-success")

    assert live == ("91.50", "ระดับ A · ผ่านเกณฑ์")
    expect(page.locator("[data-total]")).to_have_text(live[0])
    expect(page.locator("[data-level]")).to_have_text(live[1])
    assert Result.objects.get().indicator_scores()[9] == Decimal("75.92")


def test_another_total_is_answered_while_it_is_typed(open_form, load_year):
    load_year(2564)
    page = open_form(2564)
    page.evaluate(PASTE, ["[data-indicator='1']", "\t".join(KHON_KAEN_2564)])

    page.fill("[data-told='total']", "๙๒")
    difference = page.inner_text("[data-difference-by]")
    page.fill("[data-told='total']", "91.51")

    assert difference == "+0.50"
    assert page.is_hidden("[data-difference]")


@pytest.mark.parametrize("text", ["", "เก้าสิบ", "100.01", "-1", "95.285"])
def test_no_total_is_shown_for_what_is_no_score(open_form, load_year, text):
    load_year(2564)
    page = open_form(2564)
    page.evaluate(PASTE, ["[data-indicator='1']", "\t".join(KHON_KAEN_2564)])

    page.fill("[data-indicator='3']", text)

    assert page.inner_text("[data-total]") == "–"
    assert page.inner_text("[data-instrument-points=EIT]") == "29.19"


def test_what_is_only_tried_moves_beside_the_real_total(open_form, office, load_year):
    ResultFactory(office=office, framework=load_year(2564))
    page = open_form(2564, "assessments:what_if")

    page.fill("[data-indicator='9']", "๙๕")
    better = page.inner_text("[data-total]"), page.inner_text("[data-from-real]")
    level = page.inner_text("[data-level-name]")
    page.click("text=คืนค่าจริง")

    assert (better, level) == (("95.32", "+3.82"), "AA")
    expect(page.locator("[data-total]")).to_have_text("91.50")
    expect(page.locator("[data-from-real]")).to_have_text("0.00")
