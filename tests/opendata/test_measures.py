"""The measures: what was announced and signed, and states that signed reports tell."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from ita_portal.documents.rules.revoking import revoke
from measures.models import Plan
from tests.factories.documents import with_pdf
from tests.factories.measures import IssueFactory, MeasureFactory, PlanFactory
from tests.measures.progress_cast import YEAR, opened_round, plan_of_groups, sign, version_after
from tests.measures.report_cast import propose_report, send_all, signed_round
from tests.opendata.reading import body, every_row, lines, read, rows


@pytest.fixture
def published(office, officer, director) -> Plan:
    """Give a signed plan whose announcement everybody can read."""
    plan = plan_of_groups(office, officer, director)
    with_pdf(plan.announcement)
    return plan


def test_a_signed_plan_stands_step_by_step(published, office):
    found = rows("measures")

    assert [row["measure_number"] for row in found] == ["1.1", "1.1", "1.2"]
    assert [row["step_number"] for row in found] == ["1", "2", None]
    assert [row["place"] for row in found] == [1, 2, 3]
    assert found[0]["owners"] == office.groups.first().name
    assert found[2]["owners"] == "ทุกกลุ่ม/หน่วย"
    assert found[2]["step"] is None
    assert {row["state"] for row in found} == {None}
    for name in ("measures_page", "announcement"):
        path = found[0][name].removeprefix(settings.BASE_URL)
        assert Client().get(path).status_code == 200


@pytest.mark.parametrize("how", ["draft", "signed without a PDF"])
def test_what_is_not_published_is_neither_shown_nor_counted(office, officer, director, how):
    plan = PlanFactory(office=office, fiscal_year=YEAR)
    MeasureFactory(issue=IssueFactory(plan=plan), title="มาตรการลับ")
    if how != "draft":
        sign(plan, officer, director)

    page = read("measures")

    assert (page["count"], page["rows"]) == (0, [])
    assert "มาตรการลับ" not in body("measures.csv").decode()


def test_states_come_with_the_signature_and_not_with_what_groups_note(published, officer, director):
    round_ = opened_round()
    send_all(round_, officer)
    sent = rows("measures")
    propose_report(round_, officer)
    proposed = rows("measures")

    assert {row["state"] for row in (*sent, *proposed)} == {None}


def test_a_signed_report_tells_states_but_no_words(published, officer, director):
    with_pdf(signed_round(opened_round(), officer, director))

    assert [row["state"] for row in rows("measures")] == ["done", "done", "done"]
    assert "ประชุมและเผยแพร่คู่มือแล้ว" not in body("measures.csv").decode()


def test_a_revoked_report_tells_nothing(published, officer, director, client):
    paper = with_pdf(signed_round(opened_round(), officer, director))

    revoke(paper, reason="ตัวเลขผิด", by=director)

    assert {row["state"] for row in rows("measures")} == {None}
    assert "แล้วเสร็จ 3" not in client.get(f"/o/sample1/measures/{YEAR}/").content.decode()


def test_a_plan_whose_announcement_was_revoked_is_gone(published, director):
    revoke(published.announcement, reason="ออกผิดฉบับ", by=director)

    assert read("measures")["count"] == 0


def test_a_later_version_stands_in_place_of_the_first(published, officer, director):
    second = version_after(published, officer, director)
    before = [row["step"] for row in rows("measures")]
    with_pdf(second.announcement)

    after = [row["step"] for row in rows("measures")]

    assert "ขั้นตอนที่เพิ่ม" not in before
    assert after == ["ขั้นตอนเดิมในถ้อยคำใหม่", "ขั้นตอนที่เพิ่ม"]


def test_the_count_is_the_number_of_rows(published, officer, director, office):
    earlier = PlanFactory(office=office, fiscal_year=2566)
    MeasureFactory(issue=IssueFactory(plan=earlier))
    with_pdf(sign(earlier, officer, director).announcement)

    for narrowed in ({}, {"fiscal_year": YEAR}, {"fiscal_year": 2566}, {"office": "sample1"}):
        count = read("measures", **narrowed)["count"]
        assert count == len(lines("measures.csv", **narrowed)) > 0
        assert count == len(every_row("measures", limit=1, **narrowed))


def test_many_plans_take_as_many_queries_as_one(
    published, officer, director, office, count_queries
):
    body("measures.csv")
    with count_queries() as one:
        body("measures.csv")
    for year in (2563, 2564, 2565, 2566):
        plan = PlanFactory(office=office, fiscal_year=year)
        MeasureFactory(issue=IssueFactory(plan=plan))
        with_pdf(sign(plan, officer, director).announcement)

    with count_queries() as many:
        body("measures.csv")

    assert len(many) == len(one)
