"""The words of the announcement, in sentences and as a table."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.utils.html import strip_tags

from ita_portal.documents.rendering.document import body_html
from measures.documents import announcement_words, joined
from measures.models import Measure, Plan
from measures.rules.plan import approve_plan, submit_plan
from tests.factories.measures import IssueFactory, MeasureFactory, PlanFactory
from tests.factories.organisations import GroupFactory
from tests.measures import samut_sakhon

NOON_OF_25_JUNE_2563 = "2020-06-25T12:00+07:00"


def words_of(plan: Plan) -> dict:
    """Return the words of the plan as it lies in the database."""
    plan = Plan.objects.for_page().get(pk=plan.pk)
    return announcement_words(plan, dated_on=None, appointment=None)


@pytest.fixture
def samut_sakhon_words(db, officer, shown):
    """Give the words of the paper that the acting deputy signed on 25 June 2563."""
    office = samut_sakhon.office()
    deputy = samut_sakhon.acting_deputy(office)
    plan = samut_sakhon.plan(office, officer)
    with time_machine.travel(NOON_OF_25_JUNE_2563, tick=False):
        plan = submit_plan(plan, expected_revision=plan.revision, by=officer)
        plan = approve_plan(plan, words_sha256=shown(plan, deputy), by=deputy)
    return plan.announcement.words


def test_the_parts_of_the_samut_sakhon_announcement(samut_sakhon_words):
    words = samut_sakhon_words

    assert words["heading"] == f"ประกาศ{samut_sakhon.NAME}"
    assert words["subject_lines"] == [
        "มาตรการส่งเสริมคุณธรรมและความโปร่งใส",
        f"ของ{samut_sakhon.NAME}",
    ]
    assert words["opening"] == [samut_sakhon.OPENING]
    assert words["closing"] == [samut_sakhon.CLOSING]
    assert words["formula"] == "จึงประกาศให้ทราบ และถือปฏิบัติโดยทั่วกัน"
    assert words["dated"] == "25 มิถุนายน พ.ศ. 2563"
    assert words["signature"]["name"] == "นายสมมุติ  ใจซื่อ"
    assert words["signature"]["lines"] == [
        "รองผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถมศึกษา รักษาราชการแทน",
        "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถมศึกษาสมุทรสาคร",
    ]
    assert words["draft_mark"] == ""


def test_its_four_aspects_are_numbered_in_one_way(samut_sakhon_words):
    sections = samut_sakhon_words["sections"]

    assert [section["number"] for section in sections] == ["1", "2", "3", "4"]
    assert [len(section["entries"]) for section in sections] == [3, 6, 4, 4]
    for section in sections:
        numbers = [entry["number"] for entry in section["entries"]]
        assert numbers == [f"({n})" for n in range(1, len(numbers) + 1)]


def test_an_aspect_with_one_measure_charges_its_owners_with_the_steps(samut_sakhon_words):
    first, _, third, fourth = samut_sakhon_words["sections"]

    assert first["lead"] == "จึงมอบหมายให้กลุ่มส่งเสริมการจัดการศึกษา รับผิดชอบดำเนินการ ดังนี้"
    assert tuple(entry["text"] for entry in first["entries"]) == samut_sakhon.PREVENTION
    assert third["lead"].startswith("จึงมอบหมายให้ทุกกลุ่ม/หน่วย รับผิดชอบ")
    assert "กลุ่มอำนวยการ และกลุ่มส่งเสริมการศึกษาทางไกล" in fourth["lead"]
    assert len(first["paragraphs"]) == 1  # the measure is called like its aspect


def test_an_aspect_with_several_measures_names_each_owner(samut_sakhon_words):
    second = samut_sakhon_words["sections"][1]

    assert second["lead"] == "จึงมอบหมายให้"
    assert second["entries"][0]["text"] == (
        "กลุ่มอำนวยการ รับผิดชอบ ข้อมูลทั่วไปของสำนักงาน ข่าว และช่องทางถามตอบ"
    )
    assert second["entries"][5]["text"].startswith("ทุกกลุ่ม/หน่วย รับผิดชอบ ")


def test_the_paper_shows_every_sentence_in_order(samut_sakhon_words):
    html = body_html(samut_sakhon_words)
    text = strip_tags(html)

    parts = [
        "ประกาศสำนักงานเขต",
        "เรื่อง",
        "เพื่อให้ประชาชนได้รับบริการที่ดี",
        *samut_sakhon.PREVENTION,
        *(title for _, title in samut_sakhon.DISCLOSURE),
        *samut_sakhon.SYSTEM[1:],
        *samut_sakhon.COMMUNICATION,
        "ให้กลุ่มที่รับผิดชอบรายงาน",
        "จึงประกาศให้ทราบ",
        "๒๕ มิถุนายน พ.ศ. ๒๕๖๓",
        "นายสมมุติ",
        "รักษาราชการแทน",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert "www.skn.go.th" in html


@pytest.mark.django_db
def test_a_shared_period_is_told_once_before_the_duty_to_report():
    plan = PlanFactory(fiscal_year=2567)
    MeasureFactory.create_batch(2, issue=IssueFactory(plan=plan), monitoring="")

    words = words_of(plan)

    assert words["closing"][0] == "ให้ดำเนินการตามมาตรการข้างต้นในช่วง ตุลาคม 2566 ถึง กันยายน 2567"
    assert [entry["details"] for entry in words["sections"][0]["entries"]] == [[], []]


@pytest.mark.django_db
def test_periods_that_differ_stand_with_their_measures():
    plan = PlanFactory(fiscal_year=2567)
    issue = IssueFactory(plan=plan)
    MeasureFactory(issue=issue, monitoring="")
    MeasureFactory(issue=issue, starts_on=date(2023, 11, 1), ends_on=date(2023, 11, 30))

    words = words_of(plan)

    entries = words["sections"][0]["entries"]
    assert entries[0]["details"] == ["ระยะเวลา: ตุลาคม 2566 ถึง กันยายน 2567"]
    assert entries[1]["details"] == [
        "ระยะเวลา: พฤศจิกายน 2566",
        "การกำกับติดตาม: รายงานในที่ประชุมผู้บริหารทุกเดือน",
    ]
    assert words["closing"] == ["ให้ผู้รับผิดชอบรายงานผลรอบ 6 เดือน และรอบ 12 เดือน"]


@pytest.mark.django_db
def test_without_periods_none_is_told():
    plan = PlanFactory(fiscal_year=2567)
    MeasureFactory(issue=IssueFactory(plan=plan), starts_on=None, ends_on=None)

    words = words_of(plan)

    assert words["closing"] == ["ให้ผู้รับผิดชอบรายงานผลรอบ 6 เดือน และรอบ 12 เดือน"]
    assert "ระยะเวลา" not in str(words)


@pytest.mark.django_db
def test_the_only_measure_tells_its_title_where_it_differs_and_its_follow_up_last():
    plan = PlanFactory()
    MeasureFactory(issue=IssueFactory(plan=plan), title="เปิดเคาน์เตอร์ถามตอบ", steps=["จัดห้อง"])

    section = words_of(plan)["sections"][0]

    assert section["paragraphs"][-1] == "มาตรการ: เปิดเคาน์เตอร์ถามตอบ"
    assert [(entry["number"], entry["text"]) for entry in section["entries"]] == [
        ("(1)", "จัดห้อง"),
        ("", "การกำกับติดตาม: รายงานในที่ประชุมผู้บริหารทุกเดือน"),
    ]


@pytest.mark.django_db
def test_several_measures_number_their_steps_below_them():
    plan = PlanFactory()
    issue = IssueFactory(plan=plan, purpose="")
    MeasureFactory.create_batch(2, issue=issue)

    section = words_of(plan)["sections"][0]

    assert section["lead"] == "มอบหมายให้"
    assert [step["number"] for step in section["entries"][1]["steps"]] == ["(2.1)", "(2.2)"]


@pytest.mark.django_db
def test_a_table_has_an_issue_as_group_and_a_measure_as_row():
    plan = PlanFactory(layout="table", fiscal_year=2567)
    issue = IssueFactory(plan=plan, title="การให้บริการและระบบ E-Service")
    groups = [
        GroupFactory(office=plan.office, name=name) for name in ("กลุ่มอำนวยการ", "หน่วยตรวจสอบภายใน")
    ]
    MeasureFactory(issue=issue, title="ทบทวนบริการ", owners=groups)

    words = words_of(plan)

    assert words["sections"] == []
    assert [column["title"] for column in words["table"]["columns"]] == [
        "มาตรการ/แนวทาง",
        "ขั้นตอน/วิธีการปฏิบัติ",
        "ผู้รับผิดชอบ",
        "ระยะเวลา",
        "การกำกับติดตาม",
    ]
    assert words["table"]["groups"] == [
        {
            "title": "1. การให้บริการและระบบ E-Service",
            "rows": [
                {
                    "cells": {
                        "measure": "1.1 ทบทวนบริการ",
                        "steps": ["สำรวจขั้นตอนเดิม", "เผยแพร่ฉบับใหม่"],
                        "owners": "กลุ่มอำนวยการ และหน่วยตรวจสอบภายใน",
                        "period": "ต.ค. 66 – ก.ย. 67",
                        "monitoring": "รายงานในที่ประชุมผู้บริหารทุกเดือน",
                    }
                }
            ],
        }
    ]


@pytest.mark.django_db
def test_a_table_is_drawn_with_thai_digits_and_numbered_steps():
    plan = PlanFactory(layout="table", fiscal_year=2567)
    MeasureFactory(issue=IssueFactory(plan=plan))

    html = body_html({**words_of(plan), "signature": {"name": ""}})

    assert "๑.๑" in html
    assert "๒." in html


@pytest.mark.django_db
def test_the_same_plan_gives_the_same_words():
    plan = PlanFactory()
    MeasureFactory.create_batch(3, issue=IssueFactory(plan=plan))

    assert words_of(plan) == words_of(plan)


@pytest.mark.parametrize(
    ("names", "phrase"),
    [([], ""), (["ก"], "ก"), (["ก", "ข"], "ก และข"), (["ก", "ข", "ค"], "ก ข และค")],
)
def test_names_are_joined_as_thai_does(names, phrase):
    assert joined(names) == phrase


@pytest.mark.django_db
def test_a_whole_plan_costs_the_same_queries_however_long(count_queries):
    plan = PlanFactory()
    MeasureFactory(issue=IssueFactory(plan=plan))
    with count_queries() as few:
        words_of(plan)

    for _ in range(10):
        MeasureFactory(issue=IssueFactory(plan=plan))
    with count_queries() as many:
        words_of(plan)

    assert Measure.objects.count() == 11
    assert len(many) == len(few)


@pytest.mark.parametrize("layout", ["table", "prose"])
def test_a_group_beside_every_group_is_named_before_it(draft, layout):
    Measure.objects.update(every_group=True)
    Plan.objects.update(layout=layout)
    owner = Measure.objects.get().owners.get().name

    assert f"{owner} และทุกกลุ่ม/หน่วย" in body_html(words_of(draft))
