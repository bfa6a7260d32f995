"""Scores that are only tried: their page, what they give, and keeping them by a name."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from assessments.models import IndicatorScore, Result, Scenario
from assessments.rules.frameworks.rows import facts_of
from assessments.rules.results import save_scores
from assessments.rules.scenarios import (
    MOST_KEPT,
    delete_scenario,
    keep_scenario,
    kept_scenarios,
    outcome_of_scores,
)
from ita_portal.audit.models import AuditEvent
from ita_portal.errors import Refused
from ita_portal.home.trail import VERBS
from tests.factories.assessments import KHON_KAEN_2564, ResultFactory
from tests.factories.organisations import AppointmentFactory, UserFactory

REAL = {number: Decimal(score) for number, score in enumerate(KHON_KAEN_2564, 1)}
BETTER = REAL | {9: Decimal("95.00")}


def url(office, year=2564, query=""):
    """Return the address of the page of a year."""
    return reverse("assessments:what_if", args=[office.code, year]) + query


def typed(scores, **others):
    """Return what the browser sends for these scores."""
    return {f"indicator_{number}": str(score) for number, score in scores.items()} | others


@pytest.fixture
def result(office, load_year):
    """Give the real result of 2564: 91.50, level A."""
    return ResultFactory(office=office, framework=load_year(2564))


@pytest.fixture
def facts(result):
    """Give the facts of the real result's year."""
    return facts_of(result.framework)


@pytest.fixture
def keep(facts, office, officer):
    """Give a function that keeps a scenario of the officer."""

    def one(name="ข้อ 9 ได้ 95", *, scores=BETTER, by=officer):
        return keep_scenario(facts=facts, office=office, name=name, scores=scores, by=by)

    return one


# --- the rules ------------------------------------------------------------------------------


def test_a_better_ninth_indicator_of_2564_would_have_given_aa(facts):
    given = outcome_of_scores(facts, BETTER)

    assert (given.total, given.band.code) == (Decimal("95.32"), "AA")


def test_scores_that_are_not_complete_give_nothing(facts):
    assert outcome_of_scores(facts, {9: Decimal(95)}) is None


def test_keeping_leaves_the_real_scores_and_the_result_alone(keep, result):
    scenario = keep()

    stored = Result.objects.get(pk=result.pk)
    assert scenario.scores["9"] == "95.00"
    assert scenario.indicator_scores() == BETTER
    assert stored.indicator_scores() == REAL
    assert (stored.revision, stored.status) == (result.revision, result.status)


def test_a_name_is_given_once_in_an_offices_year(keep, office, officer):
    keep()

    with pytest.raises(Refused, match="มีสถานการณ์ชื่อ “ข้อ 9 ได้ 95”"):
        keep()
    with pytest.raises(IntegrityError), transaction.atomic():
        Scenario.objects.create(
            office=office, fiscal_year=2564, name="ข้อ 9 ได้ 95", scores={}, created_by=officer
        )


def test_another_office_may_use_the_same_name(keep, facts, other_office, stranger):
    keep()

    keep_scenario(facts=facts, office=other_office, name="ข้อ 9 ได้ 95", scores=BETTER, by=stranger)

    assert Scenario.objects.count() == 2


def test_scores_of_half_the_indicators_are_not_kept(keep):
    with pytest.raises(ValueError, match="needed"):
        keep(scores={9: Decimal(95)})
    assert not Scenario.objects.exists()


def test_there_is_an_end_to_keeping(keep, office, officer):
    Scenario.objects.bulk_create(
        Scenario(office=office, fiscal_year=2564, name=f"{n}", scores={}, created_by=officer)
        for n in range(MOST_KEPT)
    )

    with pytest.raises(Refused, match="โปรดลบรายการที่ไม่ใช้ก่อน"):
        keep()


def test_only_who_kept_it_deletes_it(keep, coordinator, officer):
    scenario = keep()

    with pytest.raises(Refused, match="ลบได้เฉพาะสถานการณ์ที่ท่านเก็บไว้เอง"):
        delete_scenario(scenario, by=coordinator)
    delete_scenario(scenario, by=officer)
    assert not Scenario.objects.exists()
    with pytest.raises(Refused, match="ถูกลบไปแล้ว"):
        delete_scenario(scenario, by=officer)


def test_both_deeds_stand_in_the_trail_with_their_figures(keep, officer):
    delete_scenario(keep(), by=officer)

    events = {event.verb: event for event in AuditEvent.objects.all()}
    assert set(events) == {"scenario.kept", "scenario.deleted"} <= set(VERBS)
    assert events["scenario.kept"].detail["total"] == "95.32"
    assert events["scenario.deleted"].detail["scores"]["9"] == "95.00"


def test_a_scenario_of_other_indicators_is_listed_without_a_total(keep, facts, office):
    scenario = keep()
    Scenario.objects.filter(pk=scenario.pk).update(scores={"1": "90.00"})

    (listed,) = kept_scenarios(facts, office)

    assert listed.outcome is None


# --- scores computed from items ---------------------------------------------------------------


@pytest.fixture
def from_items(office, officer, load_year):
    """Give a result whose total is 97.11, and would be 97.12 from its rounded indicators."""
    facts = facts_of(load_year(2564))
    told = {number: score for number, score in REAL.items() if number < 9}
    return save_scores(
        office=office,
        fiscal_year=2564,
        scores=told | {1: Decimal("99.01")},
        marks={item.code: Decimal(0 if item.code == "O1" else 100) for item in facts.items},
        expected_revision=None,
        by=officer,
    )


def test_what_is_left_alone_gives_the_real_total_though_items_are_behind_it(
    from_items, login, office, officer
):
    client = login(officer)
    shown = from_items.indicator_scores()

    opened = client.get(url(office)).content.decode()
    sent = client.get(url(office), typed(shown)).content.decode()
    client.post(url(office), typed(shown, name="เท่าเดิม"))
    kept = client.get(url(office)).content.decode()

    for page in (opened, sent):
        assert '<span class="big" data-total>97.11</span>' in page
        assert '<b class="num" data-from-real>0.00</b>' in page
    assert '<td role="cell" data-label="คะแนนรวม" class="num">97.11</td>' in kept


def test_a_changed_figure_counts_as_it_is_typed(from_items, login, office, officer):
    shown = from_items.indicator_scores() | {9: Decimal("95.00")}

    page = login(officer).get(url(office), typed(shown)).content.decode()

    expected = outcome_of_scores(facts_of(from_items.framework), shown)
    assert f'<span class="big" data-total>{expected.total}</span>' in page


# --- the page -------------------------------------------------------------------------------


@pytest.fixture
def page(login, office, officer, result):
    """Give a function that returns the page as the officer sees it."""
    client = login(officer)

    def get(query=""):
        response = client.get(url(office, query=query))
        assert response.status_code == 200
        return response.content.decode()

    return get


def test_the_page_begins_with_the_real_scores(page):
    shown = page()

    assert all(f'value="{score}"' in shown for score in KHON_KAEN_2564)
    assert '<span class="big" data-total>91.50</span>' in shown
    assert '<b class="num" data-from-real>0.00</b>' in shown
    assert "· จริง\u00a075.92" in shown


def test_without_a_script_the_server_computes(page):
    shown = page("?indicator_9=๙๕")

    assert 'value="๙๕"' in shown
    assert '<span class="big" data-total>95.32</span>' in shown
    assert "<span data-level-name>AA</span>" in shown
    assert '<b class="num" data-from-real>+3.82</b>' in shown
    assert 'คะแนนจริง <b class="num">91.50</b>' in shown


def test_the_browser_gets_the_facts_of_the_year_and_the_real_total(page):
    shown = page()

    assert 'id="score-facts"' in shown
    assert '"real_total": 9150' in shown
    assert f'href="{url(Result.objects.get().office)}"' in shown


def test_the_token_never_gets_into_an_address(page):
    form = page().partition('<form method="get"')[2].partition("</form>")[0]

    assert 'type="hidden"' not in form
    assert form.count("csrfmiddlewaretoken") == 1
    assert 'formmethod="post"' in form


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("", "กรุณากรอกคะแนน"),
        ("ดีมาก", "ตัวเลข"),
        ("100.01", "คะแนนต้องอยู่ระหว่าง 0 ถึง 100"),
        ("95.123", "ทศนิยมได้ไม่เกิน 2"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(page, value, words):
    shown = page(f"?indicator_9={value}&indicator_1=88.5")

    assert "ยังคำนวณไม่ได้" in shown
    assert "ตัวชี้วัดที่ 9: " in shown
    assert shown.count(words) >= 2
    assert f'value="{value}"' in shown or not value
    assert 'value="88.5"' in shown
    assert '<span class="big" data-total>–</span>' in shown


def test_keeping_on_the_page_leads_to_the_kept_one(login, office, officer, result):
    client = login(officer)

    response = client.post(url(office), typed(BETTER, name=" ข้อ  9\u200b ได้ 95 "), follow=True)

    shown = response.content.decode()
    scenario = Scenario.objects.get()
    assert (scenario.name, scenario.created_by) == ("ข้อ 9 ได้ 95", officer)
    assert response.redirect_chain[-1][0] == url(office, query=f"?scenario={scenario.pk}")
    assert "คะแนนจริงไม่เปลี่ยน" in shown
    assert 'value="95.00"' in shown
    assert '<span class="big" data-total>95.32</span>' in shown
    assert IndicatorScore.objects.get(indicator__number=9).score == Decimal("75.92")


def test_the_button_that_keeps_carries_a_valid_token(office, officer, result):
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    shown = client.get(url(office)).content.decode()
    button = shown.partition('name="csrfmiddlewaretoken"\n                    value="')[2]
    token = button.partition('"')[0]

    refused = client.post(url(office), typed(BETTER, name="ก"))
    kept = client.post(url(office), typed(BETTER, name="ก", csrfmiddlewaretoken=token))

    assert (refused.status_code, kept.status_code) == (403, 302)


@pytest.mark.parametrize(
    ("name", "words"),
    [(" \u200b ", "กรุณาตั้งชื่อสถานการณ์ก่อนเก็บ"), ("ก" * 61, "60"), ("ข้อ 9 ได้ 95", "มีสถานการณ์ชื่อ")],
)
def test_a_name_that_will_not_do_is_told_and_all_stays(login, office, officer, keep, name, words):
    keep()

    response = login(officer).post(url(office), typed(BETTER, name=name))

    shown = response.content.decode()
    assert "ยังเก็บไม่ได้" in shown
    assert "ชื่อสถานการณ์: " in shown
    assert words in shown
    assert 'value="95.00"' in shown
    assert '<span class="big" data-total>95.32</span>' in shown
    assert Scenario.objects.count() == 1


def test_a_scenario_with_a_missing_score_is_not_kept(login, office, officer, result):
    response = login(officer).post(url(office), typed({9: "95"}, name="ครึ่งเดียว"))

    assert "กรุณากรอกคะแนน" in response.content.decode()
    assert 'value="ครึ่งเดียว"' in response.content.decode()
    assert not Scenario.objects.exists()


def test_a_year_without_scores_can_be_tried(login, office, officer, load_year):
    load_year(2564)

    shown = login(officer).get(url(office)).content.decode()
    tried = login(officer).get(url(office), typed(BETTER)).content.decode()

    assert '<span class="big" data-total>–</span>' in shown
    assert "ยังไม่มีคะแนนรวมจริงของปีนี้" in shown
    assert "ยังคำนวณไม่ได้" not in shown
    assert '<span class="big" data-total>95.32</span>' in tried


def test_a_year_without_a_framework_has_no_page(login, office, officer):
    client = login(officer)

    assert client.get(url(office, 2558)).status_code == 404
    assert client.get(url(office, 9999)).status_code == 404


@pytest.mark.parametrize("asked", ["", "abc", "²", "0", "9" * 30, "-1"])
def test_a_scenario_that_is_not_there_is_not_found(login, office, officer, result, asked):
    response = login(officer).get(url(office), {"scenario": asked})

    assert response.status_code == 404


def test_a_scenario_of_another_office_is_not_found(
    login, office, officer, keep, facts, other_office, stranger
):
    theirs = keep_scenario(facts=facts, office=other_office, name="ก", scores=BETTER, by=stranger)
    client = login(officer)

    delete = reverse("assessments:scenario_delete", args=[office.code, 2564, theirs.pk])

    assert client.get(url(office, query=f"?scenario={theirs.pk}")).status_code == 404
    assert client.post(delete).status_code == 404
    assert client.get(url(other_office)).status_code == 404
    assert Scenario.objects.filter(pk=theirs.pk).exists()


def test_ones_own_scenario_is_deleted_on_the_page_and_no_other(
    login, office, officer, coordinator, keep
):
    mine = keep("ของฉัน")
    theirs = keep("ของผู้ประสาน", by=coordinator)
    client = login(officer)
    button = {
        one: reverse("assessments:scenario_delete", args=[office.code, 2564, one.pk])
        for one in (mine, theirs)
    }

    before = client.get(url(office)).content.decode()
    deleted = client.post(button[mine], follow=True).content.decode()
    refused = client.post(button[theirs], follow=True).content.decode()

    assert button[mine] in before
    assert button[theirs] not in before
    assert "ลบสถานการณ์ “ของฉัน” แล้ว" in deleted
    assert "ลบได้เฉพาะสถานการณ์ที่ท่านเก็บไว้เอง" in refused
    assert list(Scenario.objects.all()) == [theirs]


def test_a_reader_may_try_and_open_but_not_keep_or_delete(login, office, director, keep):
    scenario = keep()
    client = login(director)
    delete = reverse("assessments:scenario_delete", args=[office.code, 2564, scenario.pk])

    shown = client.get(url(office, query=f"?scenario={scenario.pk}")).content.decode()

    assert '<span class="big" data-total>95.32</span>' in shown
    assert "เก็บสถานการณ์นี้" not in shown
    assert client.post(url(office), typed(BETTER, name="ก")).status_code == 403
    assert client.post(delete).status_code == 403
    assert Scenario.objects.count() == 1


def test_the_analysis_leads_to_it(login, office, director, result):
    address = reverse("assessments:analysis", args=[office.code, 2564])

    assert f'href="{url(office)}"' in login(director).get(address).content.decode()


def test_the_page_asks_no_more_for_more_scenarios(login, office, officer, keep, count_queries):
    client = login(officer)
    keep("หนึ่ง")
    with count_queries() as few:
        client.get(url(office))
    for number in range(10):
        person = AppointmentFactory(office=office, user=UserFactory()).user
        keep(f"อีก {number}", by=person)

    with count_queries() as many:
        client.get(url(office))

    assert len(many) <= len(few)
