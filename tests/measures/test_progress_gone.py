"""A part or a step that a change of the plan took away is explained, and no typed word is lost."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from measures.models import GroupReport
from tests.measures.progress_cast import member, opened_round, plan_of_groups


@pytest.fixture(autouse=True)
def _in_march(time_machine):
    time_machine.move_to(datetime(2024, 3, 5, 3, tzinfo=UTC), tick=False)


@pytest.fixture
def part(office, officer, director) -> GroupReport:
    plan_of_groups(office, officer, director)
    return opened_round().parts.get(group=office.groups.first())


@pytest.fixture
def client_(login, part):
    return login(member(part.group))


def address(name: str, part: GroupReport, *more: int) -> str:
    round_ = part.round
    places = [round_.office.code, round_.fiscal_year, round_.months, part.group_id, *more]
    return reverse(f"measures:progress_{name}", args=places)


def test_a_message_leads_to_an_explanation_when_the_part_is_gone(client_, part):
    link = address("group", part)
    GroupReport.objects.filter(pk=part.pk).delete()

    answer = client_.get(link)

    assert answer.status_code == 200
    assert f"{part.group.name} ไม่มีงานที่ต้องรายงานในรอบนี้" in answer.text
    places = [part.round.office.code, part.round.fiscal_year, part.round.months]
    assert f'class="btn btn-primary" href="{reverse("measures:progress_round", args=places)}"' in (
        " ".join(answer.text.split())
    )


@pytest.mark.parametrize("what", ["part", "step"])
def test_what_was_typed_is_given_back_when_its_place_is_gone(client_, part, what):
    step = part.steps.earliest("pk")
    save = address("step", part, step.pk)
    (part if what == "part" else step).delete()

    answer = client_.post(save, {"revision": "1", "state": "done", "result": "จัดประชุมสองครั้ง"})

    assert answer.status_code == 409
    assert "ยังไม่ได้บันทึก" in answer.text
    assert "จัดประชุมสองครั้ง" in answer.text


def test_saving_in_the_background_tells_that_the_step_is_gone(client_, part):
    step = part.steps.earliest("pk")
    save = address("step", part, step.pk)
    step.delete()

    answer = client_.post(save, {"revision": "1"}, headers={"Accept": "application/json"})

    assert answer.status_code == 409
    assert "ไม่มีในแผนที่ใช้อยู่แล้ว" in answer.json()["errors"]["__all__"][0]


def test_a_part_of_a_round_or_group_that_never_was_is_not_found(client_, part):
    office, year = part.round.office.code, part.round.fiscal_year
    never = [[office, year, 12, part.group_id], [office, year, 6, 10**6]]

    links = [reverse("measures:progress_group", args=places) for places in never]

    assert [client_.get(link).status_code for link in links] == [404, 404]
