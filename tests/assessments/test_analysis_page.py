"""The analysis of a year and the framework's page."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from assessments.models import Result
from assessments.rules.analysis import analysis_of
from tests.factories.assessments import KHON_KAEN_2564, SAMUT_SAKHON_2562, ResultFactory

KHON_KAEN_HISTORY = {
    2558: "80.25",
    2559: "80.96",
    2560: "75.54",
    2561: "66.57",
    2562: "86.82",
    2563: "87.67",
}
"""The totals that the real office printed for the years before."""


def url(name, office, *args):
    """Return the address of a page of this room."""
    return reverse(f"assessments:{name}", args=[office.code, *args])


def text_of(response):
    """Return a page's text."""
    return response.content.decode()


@pytest.fixture
def khon_kaen(office, load_year):
    """Give the real history: totals alone up to 2563, all indicators in 2564."""
    for year, total in KHON_KAEN_HISTORY.items():
        Result.objects.create(office=office, fiscal_year=year, published_total=Decimal(total))
    return ResultFactory(office=office, framework=load_year(2564), rank=154, rank_of=225)


def test_the_real_result_is_shown_with_its_arithmetic(login, office, director, khon_kaen):
    page = text_of(login(director).get(url("analysis", office, 2564)))

    assert '<span class="big">91.50</span>' in page
    assert "ระดับ A · ผ่านเกณฑ์" in page
    for figure in ("28.38", "29.19", "33.93", "94.58", "97.30", "84.84", "154 จาก 225"):
        assert figure in page
    assert "ดีขึ้นจากปี 2563" in page


def test_samut_sakhon_comes_out_to_the_last_digit(login, office, director, load_year):
    ResultFactory(office=office, framework=load_year(2562), figures=SAMUT_SAKHON_2562)

    page = text_of(login(director).get(url("analysis", office, 2562)))

    for figure in ("91.25", "29.56", "27.72", "33.97", "ระดับ A · ผ่านเกณฑ์"):
        assert figure in page


def test_indicators_stand_best_first_with_highest_lowest_and_weak_marked(office, khon_kaen):
    breakdown = analysis_of(office, 2564).breakdown

    assert [line.number for line in breakdown.indicators] == [1, 6, 7, 8, 3, 4, 10, 5, 2, 9]
    assert [line.number for line in breakdown.indicators if line.is_highest] == [1]
    assert [line.number for line in breakdown.indicators if line.is_lowest] == [9]
    assert [point.line.number for point in breakdown.weak] == [9]


def test_samut_sakhons_highest_is_the_third_and_lowest_the_tenth(office, load_year):
    ResultFactory(office=office, framework=load_year(2562), figures=SAMUT_SAKHON_2562)

    lines = analysis_of(office, 2562).breakdown.indicators

    assert (lines[0].number, lines[-1].number) == (3, 10)


def test_lost_points_and_what_reaching_the_pass_mark_adds(office, khon_kaen):
    breakdown = analysis_of(office, 2564).breakdown

    assert [(line.number, str(line.lost)) for line in breakdown.most_lost] == [
        (9, "4.82"),
        (10, "1.25"),
        (2, "0.58"),
    ]
    assert str(breakdown.weak[0].short) == "9.08"
    assert str(breakdown.weak[0].gain) == "1.82"
    assert (breakdown.next_level.name, str(breakdown.next_level.gap)) == ("AA", "3.50")


def test_equal_scores_are_neither_highest_nor_lowest(office, load_year):
    ResultFactory(office=office, framework=load_year(2564), figures=["90.00"] * 10)

    lines = analysis_of(office, 2564).breakdown.indicators

    assert not [line for line in lines if line.is_highest or line.is_lowest]


def test_the_history_has_the_six_real_differences(login, office, director, khon_kaen):
    page = text_of(login(director).get(url("analysis", office, 2564)))

    for change in ("+0.71", "−5.42", "−8.97", "+20.25", "+0.85", "+3.83"):
        assert change in page
    assert 'class="drawing lines"' in page


def test_last_years_scores_stand_beside_this_years(login, office, director, load_year):
    ResultFactory(office=office, framework=load_year(2563), figures=SAMUT_SAKHON_2562)
    ResultFactory(office=office, framework=load_year(2564))

    page = text_of(login(director).get(url("analysis", office, 2564)))

    assert "รูปทรงของคะแนนตัวชี้วัด ปี 2564 เทียบปี 2563" in page
    assert "คะแนนรายตัวชี้วัด ปี 2564 เทียบปี 2563" in page
    assert "−10.89" in page  # indicator 9: 75.92 after 86.81


def test_a_year_two_years_back_is_not_compared_indicator_by_indicator(office, load_year):
    ResultFactory(office=office, framework=load_year(2562), figures=SAMUT_SAKHON_2562)
    ResultFactory(office=office, framework=load_year(2564))

    analysis = analysis_of(office, 2564)

    assert not analysis.breakdown.has_before
    assert str(analysis.year.change) == "0.25"


def test_a_draft_of_the_year_before_is_never_told_as_a_fact(login, office, director, load_year):
    draft = {"status": Result.Status.DRAFT, "confirmed_at": None}
    ResultFactory(office=office, framework=load_year(2563), figures=["80.00"] * 10, **draft)
    ResultFactory(office=office, framework=load_year(2564))
    client = login(director)

    page = text_of(client.get(url("analysis", office, 2564)))
    breakdown = analysis_of(office, 2564).breakdown

    assert not any("ครั้งก่อน" in sentence for sentence in breakdown.sentences)
    assert 'ดีขึ้นจากปี 2563 (ร่าง) <b class="num">+11.50</b>' in page
    assert page.count("ปี 2563 (ร่าง)") > 3  # the table's head, the charts, the words


def test_a_total_alone_says_that_indicators_are_not_known(login, office, director, khon_kaen):
    page = text_of(login(director).get(url("analysis", office, 2561)))

    assert "66.57" in page
    assert "ไม่ทราบคะแนนรายตัวชี้วัด" in page
    assert "คะแนนรวมทุกปี" in page
    assert "drawing radar" not in page


def test_a_half_entered_year_shows_no_total(login, office, director, load_year):
    ResultFactory(
        office=office,
        framework=load_year(2564),
        figures=KHON_KAEN_2564[:7],
        status=Result.Status.DRAFT,
        confirmed_at=None,
        published_total=Decimal("91.50"),
    )

    page = text_of(login(director).get(url("analysis", office, 2564)))

    assert '<span class="big">–</span>' in page
    assert "กรอกแล้ว 7 ตัวชี้วัด" in page


def test_a_year_without_scores_offers_the_first_step_to_who_may_take_it(
    login, office, officer, director
):
    address = url("analysis", office, 2564)

    assert "กรอกคะแนน</a>" in text_of(login(officer).get(address))
    assert "กรอกคะแนน</a>" not in text_of(login(director).get(address))


def test_five_step_levels_say_what_the_instruments_lack(login, office, director, load_year):
    scores = [*KHON_KAEN_2564[:8], "80.00", "84.00"]
    ResultFactory(office=office, framework=load_year(2567), figures=scores)

    analysis = analysis_of(office, 2567)
    page = text_of(login(director).get(url("analysis", office, 2567)))

    assert analysis.year.level == "ผ่าน"
    assert analysis.breakdown.next_level.gap == 0
    assert "ต้องให้ทุกแบบวัดได้ไม่ต่ำกว่า 85.00" in page


def test_the_page_asks_no_more_of_the_database_when_the_history_grows(
    login, office, director, load_year, count_queries
):
    client = login(director)
    ResultFactory(office=office, framework=load_year(2564))
    client.get(url("analysis", office, 2564))
    with count_queries() as few:
        client.get(url("analysis", office, 2564))

    for year, total in KHON_KAEN_HISTORY.items():
        Result.objects.create(office=office, fiscal_year=year, published_total=Decimal(total))
    for year in range(2565, 2569):
        ResultFactory(office=office, framework=load_year(year))
    client.get(url("analysis", office, 2564))
    with count_queries() as many:
        client.get(url("analysis", office, 2564))

    assert Result.objects.count() == 11
    assert len(many) == len(few)


@pytest.mark.parametrize("year", range(2562, 2570))
def test_every_framework_can_be_read(login, office, director, load_year, year):
    framework = load_year(year)

    page = text_of(login(director).get(url("framework", office, year)))

    assert framework.get_trust_display() in page
    for item in framework.items.all():
        assert f'<span class="code">{item.code}</span>' in page


def test_a_year_without_a_framework_has_no_page(login, office, director):
    assert login(director).get(url("framework", office, 2558)).status_code == 404
