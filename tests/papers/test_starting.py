"""Papers of the yearly work begin with the year's figures and the people of the office."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from assessments.rules.results import kept_total
from ita_portal.organisations.models import Appointment
from ita_portal.papers.kinds import WRITTEN
from ita_portal.papers.rules.beginning import begin, started_empty, started_from, wanted_of
from ita_portal.papers.rules.content import content_of
from ita_portal.papers.rules.templates import TEMPLATES
from ita_portal.papers.rules.templates.result import verdict_on
from ita_portal.papers.rules.wording import lacks_of
from tests.factories.assessments import SAMUT_SAKHON_2562, ResultFactory
from tests.factories.organisations import GroupFactory


@pytest.fixture
def wanted(office, officer):
    """Give what a paper of 2563 is begun for."""
    return wanted_of(office, year=2563, months=12, by=officer, on=date(2020, 6, 24))


@pytest.fixture
def result(office, load_year):
    """Give the confirmed result of 2562, with the rank that was told."""
    return ResultFactory(
        office=office, framework=load_year(2562), figures=SAMUT_SAKHON_2562, rank=31, rank_of=225
    )


def test_the_committee_order_says_the_figures_of_the_year_before(wanted, result):
    reasons = started_from("committee_order", wanted).content["reasons"]

    assert "91.25" in reasons
    assert "อันดับที่ 31" in reasons
    assert "การใช้อำนาจ ได้ 99.30" in reasons
    assert "การป้องกันการทุจริต ได้ 83.04" in reasons


def test_the_committee_is_director_deputies_every_group_and_who_coordinates(wanted, office):
    group = office.groups.last()
    post = Appointment.Role.COORDINATOR
    person = Appointment.objects.get(user=wanted.by)
    person.role, person.group = post, group
    person.save()

    rows = started_from("committee_order", wanted).content["members"]

    assert [(row["position"], row["role"]) for row in rows] == [
        (f"ผู้อำนวยการ{office.name}", "ประธานกรรมการ"),
        (f"รองผู้อำนวยการ{office.name}", "รองประธานกรรมการ"),
        ("ผู้อำนวยการกลุ่มอำนวยการ", "กรรมการ"),
        ("ผู้อำนวยการกลุ่มส่งเสริมการจัดการศึกษา", "กรรมการและเลขานุการ"),
        ("นักวิชาการศึกษาชำนาญการ", "กรรมการและผู้ช่วยเลขานุการ"),
    ]
    assert rows[-1]["name"] == wanted.by.full_name


def test_a_result_that_is_not_confirmed_is_not_told_of(wanted, result):
    result.status, result.confirmed_at = "draft", None
    result.save()

    started = started_from("committee_order", wanted)

    assert "91.25" not in started.content["reasons"]
    assert "ยังไม่ได้ยืนยัน" in started.note


def test_a_figure_that_changed_since_is_told(wanted, result, office):
    paper = begin(
        started_from("committee_order", wanted), office=office, fiscal_year=2563, by=wanted.by
    )
    assert verdict_on(paper).is_clean
    result.scores.filter(indicator__number=10).update(score=Decimal("84.04"))
    result.total, result.level = kept_total(result)
    result.save()

    changes = {(one.old, one.new) for one in verdict_on(paper).changes}

    assert ("83.04", "84.04") in changes


def test_an_edited_sentence_that_leaves_a_figure_out_is_told(wanted, result, office, save):
    paper = begin(
        started_from("committee_order", wanted), office=office, fiscal_year=2563, by=wanted.by
    )
    reasons = content_of(paper)["reasons"].replace("91.25", "สูง")

    paper = save(paper, wanted.by, reasons=reasons)

    assert "91.25" in verdict_on(paper).missing


@pytest.mark.parametrize("code", TEMPLATES)
def test_a_paper_from_a_template_lacks_nothing(wanted, result, office, code):
    paper = begin(started_from(code, wanted), office=office, fiscal_year=2563, by=wanted.by)

    assert lacks_of(WRITTEN[paper.kind], content_of(paper)) == []


def test_an_empty_memo_knows_who_writes_it_from_which_group_and_for_whom(wanted, office, officer):
    group = GroupFactory(office=office, name="กลุ่มของผู้เขียน")
    Appointment.objects.filter(user=officer).update(group=group, title="นักวิชาการศึกษา")

    content = started_empty(WRITTEN["memo"], wanted).content

    assert content["group"] == "กลุ่มของผู้เขียน"
    assert content["to"] == f"ผู้อำนวยการ{office.name}"
    assert content["phone"] == office.phone
    [author] = content["authors"]
    assert (author["name"], author["position"]) == (officer.full_name, "นักวิชาการศึกษา")


def test_an_empty_order_has_nothing_of_a_memo(wanted):
    content = started_empty(WRITTEN["order"], wanted).content

    assert content == WRITTEN["order"].first_content()


def test_the_order_of_the_committee_says_why_and_appoints_in_one_paragraph(wanted, result):
    content = started_from("committee_order", wanted).content

    assert "\n" not in content["reasons"]
    assert content["orders"].startswith("ดังนั้น เพื่อให้")
    assert "จึงแต่งตั้ง" in content["orders"]


def test_the_memo_of_a_round_names_the_round_and_asks_to_publish(wanted):
    started = started_from("progress_memo", wanted)

    assert "รอบ 12 เดือน" in started.subject
    assert "เผยแพร่" in started.content["closing"]
    assert started.content["papers"][0]["text"] == started.subject
