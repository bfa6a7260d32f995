"""The results over the years for everybody."""

from __future__ import annotations

from tests.factories.assessments import SAMUT_SAKHON_2562, ResultFactory

PAGE = "/o/sample1/results/"


def words(response) -> str:
    return response.content.decode()


def test_confirmed_years_are_drawn_and_told_in_figures(client, office, load_year):
    ResultFactory(office=office, framework=load_year(2562), figures=SAMUT_SAKHON_2562)
    ResultFactory(office=office, framework=load_year(2564))

    page = words(client.get(PAGE))

    assert page.count("<svg") > 2
    assert "91.50" in page
    assert "+0.25" in page


def test_a_draft_is_not_told_in_any_way(client, office, load_year):
    draft = {"status": "draft", "confirmed_at": None, "figures": ["71.50"] * 10}
    ResultFactory(office=office, framework=load_year(2563), **draft)
    ResultFactory(office=office, framework=load_year(2564))

    page = words(client.get(PAGE))

    assert "71.50" not in page
    assert "2563" not in page
    assert "+20.00" not in page


def test_an_office_without_results_says_what_belongs_there(client, office):
    assert "ยังไม่มีผลการประเมินที่สำนักงานยืนยันแล้ว" in words(client.get(PAGE))
    assert client.get("/o/none/results/").status_code == 404
