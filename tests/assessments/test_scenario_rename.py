"""Giving a kept scenario another name."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from assessments.models import Scenario
from assessments.rules.frameworks.rows import facts_of
from assessments.rules.scenarios import delete_scenario, keep_scenario, rename_scenario
from ita_portal.audit.models import AuditEvent
from ita_portal.errors import Refused
from ita_portal.home.trail import VERBS
from tests.factories.assessments import KHON_KAEN_2564, ResultFactory

SCORES = {number: Decimal(score) for number, score in enumerate(KHON_KAEN_2564, 1)}


@pytest.fixture
def keep(office, officer, load_year):
    """Give a function that keeps a scenario of the officer in 2564."""
    facts = facts_of(ResultFactory(office=office, framework=load_year(2564)).framework)

    def one(name, by=officer):
        return keep_scenario(facts=facts, office=office, name=name, scores=SCORES, by=by)

    return one


def address(office, scenario):
    return reverse("assessments:scenario_rename", args=[office.code, 2564, scenario.pk])


def test_a_scenario_gets_another_name_and_keeps_its_figures(keep, officer):
    scenario = keep("ลองหนึ่ง")

    renamed = rename_scenario(scenario, name="ข้อ 9 เต็ม", by=officer)

    assert (renamed.name, renamed.scores) == ("ข้อ 9 เต็ม", scenario.scores)
    (event,) = AuditEvent.objects.filter(verb="scenario.renamed")
    assert (event.detail["before"], event.detail["after"]) == ("ลองหนึ่ง", "ข้อ 9 เต็ม")
    assert event.verb in VERBS


def test_the_same_name_changes_nothing(keep, officer):
    rename_scenario(keep("ลองหนึ่ง"), name="ลองหนึ่ง", by=officer)

    assert not AuditEvent.objects.filter(verb="scenario.renamed").exists()


def test_a_name_that_another_scenario_has_is_refused(keep, officer):
    keep("ลองหนึ่ง")
    second = keep("ลองสอง")

    with pytest.raises(Refused, match="มีสถานการณ์ชื่อ “ลองหนึ่ง”"):
        rename_scenario(second, name="ลองหนึ่ง", by=officer)


def test_only_who_kept_it_renames_it(keep, coordinator):
    with pytest.raises(Refused, match="เปลี่ยนชื่อได้เฉพาะสถานการณ์ที่ท่านเก็บไว้เอง"):
        rename_scenario(keep("ลองหนึ่ง"), name="ของผม", by=coordinator)


def test_a_scenario_that_is_gone_is_refused(keep, officer):
    scenario = keep("ลองหนึ่ง")
    delete_scenario(Scenario.objects.get(), by=officer)

    with pytest.raises(Refused, match="ถูกลบไปแล้ว"):
        rename_scenario(scenario, name="ใหม่", by=officer)


def test_the_list_leads_to_the_page_and_the_page_renames(login, office, officer, keep):
    client, scenario = login(officer), keep("ลองหนึ่ง")
    what_if = reverse("assessments:what_if", args=[office.code, 2564])

    assert address(office, scenario) in client.get(what_if).content.decode()
    assert 'value="ลองหนึ่ง"' in client.get(address(office, scenario)).content.decode()
    response = client.post(address(office, scenario), {"name": "  ข้อ 9   เต็ม "}, follow=True)

    assert response.redirect_chain[-1][0] == f"{what_if}?scenario={scenario.pk}"
    assert "เปลี่ยนชื่อเป็น “ข้อ 9 เต็ม” แล้ว" in response.content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "กรุณาตั้งชื่อสถานการณ์"),
        ("\u200b ", "กรุณาตั้งชื่อสถานการณ์"),
        ("ลองหนึ่ง", "มีสถานการณ์ชื่อ “ลองหนึ่ง”"),
        ("ก" * 61, "60"),
    ],
)
def test_what_is_wrong_is_said_on_top_and_at_the_field(login, office, officer, keep, typed, said):
    keep("ลองหนึ่ง")
    second = keep("ลองสอง")

    page = login(officer).post(address(office, second), {"name": typed}).content.decode()

    assert 'class="error-summary"' in page
    assert page.count(said) >= 2
    second.refresh_from_db()
    assert second.name == "ลองสอง"


def test_the_page_is_for_who_kept_it_alone(login, office, keep, coordinator, director):
    scenario = keep("ลองหนึ่ง")

    assert login(coordinator).get(address(office, scenario)).status_code == 404
    assert login(director).post(address(office, scenario), {"name": "ก"}).status_code == 403
