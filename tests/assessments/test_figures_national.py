"""The office among the offices of its kind: right figures, and nobody else's."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Framework, Result
from assessments.rules.figures.national import national_comparison
from assessments.rules.figures.percentiles import (
    MINIMUM_OFFICES,
    Tally,
    decimals_of,
    standing,
)
from assessments.rules.figures.tallies import tallies_of_totals
from assessments.rules.results import keep_figures
from ita_portal.organisations.models import Office
from tests.factories.assessments import KHON_KAEN_2564, ResultFactory
from tests.factories.organisations import OfficeFactory

DRAFT = {"status": Result.Status.DRAFT, "confirmed_at": None}


@pytest.fixture
def framework(load_year):
    """Give the framework of 2564."""
    return load_year(2564)


def enter(office, framework, scores=KHON_KAEN_2564, **facts):
    """Enter a year's scores for an office, one for each indicator."""
    return ResultFactory(office=office, framework=framework, figures=scores, **facts)


def others(framework, *totals, kind=Office.Kind.PRIMARY, **facts):
    """Enter a result for one more office each, all its indicators with the same score."""
    return [enter(OfficeFactory(kind=kind), framework, [total] * 10, **facts) for total in totals]


def page_of(client, office, year=2564):
    return client.get(reverse("assessments:comparison", args=[office.code, year]))


@pytest.fixture
def country(office, framework):
    """Give the office with 91.50 and five others, one of them with just as much."""
    own = enter(office, framework, rank=154, rank_of=225, national_mean=Decimal("86.10"))
    others(framework, "80.00", "85.00", "91.50", "95.00", "99.00")
    return own


def test_the_total_stands_among_six(office, country):
    standing = national_comparison(office, 2564).year.standing

    assert (standing.offices, str(standing.mean)) == (6, "90")  # 90.33
    assert standing.difference_words == "+2"  # 91.50 counts as 92
    assert standing.below == 2
    assert str(standing.percentile) == "50.0"  # two below, two equal, two above


def test_each_indicator_stands_by_itself(office, country):
    one, *_, nine, _ = national_comparison(office, 2564).indicators

    assert (one.number, str(one.standing.mean), str(one.standing.percentile)) == (
        1,
        "92",  # 91.61
        "91.7",
    )
    assert (nine.number, nine.standing.below, str(nine.standing.percentile)) == (9, 0, "8.3")


def test_only_settled_results_of_the_same_kind_count(office, country, framework):
    others(framework, "10.00", **DRAFT)
    others(framework, "10.00", kind=Office.Kind.SECONDARY)
    others(framework, "80.00", status=Result.Status.LOCKED, locked_at=timezone.now())

    standing = national_comparison(office, 2564).year.standing

    assert (standing.offices, str(standing.mean)) == (7, "89")  # 88.86


def test_below_the_fewest_offices_nothing_is_told(login, office, director, framework):
    enter(office, framework)
    others(framework, *["80.00"] * (MINIMUM_OFFICES - 2))

    comparison = national_comparison(office, 2564)
    page = page_of(login(director), office).content.decode()

    assert comparison.year.standing is None
    assert all(one.standing is None for one in comparison.indicators)
    assert "ยังไม่ถึง 5 แห่ง" in page
    assert "80.00" not in page
    assert "<table" not in page
    assert "เปอร์เซ็นไทล์" not in page


def test_a_year_with_too_few_offices_has_no_column_of_dashes(
    login, office, director, country, load_year
):
    enter(office, load_year(2563))

    comparison = national_comparison(office, 2563)

    assert comparison.indicator_years == [2564]
    assert not comparison.tells_indicators
    assert 'id="indicators"' not in page_of(login(director), office, 2563).content.decode()


def test_an_office_alone_is_told_that_it_is_alone(login, office, director, framework):
    enter(office, framework)

    page = page_of(login(director), office).content.decode()

    assert "ยังเทียบไม่ได้" in page
    assert "91.50" in page


def test_all_equal_stand_in_the_middle(office, framework):
    enter(office, framework, ["90.00"] * 10)
    others(framework, *["90.00"] * 4)

    comparison = national_comparison(office, 2564)

    assert str(comparison.year.standing.percentile) == "50.0"
    assert {str(one.standing.percentile) for one in comparison.indicators} == {"50.0"}
    assert comparison.year.standing.difference == 0


def test_a_draft_learns_the_mean_and_no_place(login, office, director, framework):
    enter(office, framework, **DRAFT)
    others(framework, *["80.00"] * 5)

    comparison = national_comparison(office, 2564)
    page = page_of(login(director), office).content.decode()

    assert (comparison.year.standing.offices, comparison.year.standing.percentile) == (5, None)
    assert "ระบบจะบอกตำแหน่งเมื่อยืนยันคะแนนแล้ว" in page
    assert "อยู่ที่เปอร์เซ็นไทล์" not in page


def test_half_entered_scores_are_not_compared(office, framework):
    enter(office, framework, KHON_KAEN_2564[:7], **DRAFT)
    others(framework, *["80.00"] * 5)

    comparison = national_comparison(office, 2564)

    assert comparison.year.own.total is None
    assert comparison.indicators == []


def test_what_was_told_stands_beside(login, office, director, country):
    page = page_of(login(director), office).content.decode()

    assert "86.10" in page
    assert "154 จาก 225" in page


def test_no_other_office_appears_by_name_or_figure(login, office, director, framework):
    enter(office, framework)
    foreign = others(framework, "81.11", "82.22", "83.33", "97.77", "98.88")

    page = page_of(login(director), office).content.decode()

    for result in foreign:
        assert result.office.name not in page
        assert result.office.code not in page
        assert str(result.total) not in page


def test_totals_without_indicators_are_compared_too(office, db):
    for total, one in zip(
        ("66.57", "70.00", "80.00", "60.00", "50.00"),
        [office, *(OfficeFactory(kind=office.kind) for _ in range(4))],
        strict=True,
    ):
        result = Result.objects.create(
            office=one,
            fiscal_year=2561,
            status=Result.Status.CONFIRMED,
            confirmed_at=timezone.now(),
            published_total=Decimal(total),
        )
        keep_figures(result)

    comparison = national_comparison(office, 2561)

    assert str(comparison.year.standing.percentile) == "50.0"
    assert comparison.indicators == []


def test_versions_of_a_framework_with_the_same_indicators_count_together(office, framework):
    enter(office, framework)
    others(framework, "80.00", "81.00")
    newer = _second_version(framework, renamed="")
    others(newer, "82.00", "83.00")

    comparison = national_comparison(office, 2564)

    assert {one.standing.offices for one in comparison.indicators} == {5}


def test_an_indicator_of_another_name_is_another_one(office, framework):
    enter(office, framework)
    others(framework, "80.00", "81.00")
    newer = _second_version(framework, renamed="ตัวชี้วัดใหม่")
    others(newer, "82.00", "83.00")

    first, second, *_ = national_comparison(office, 2564).indicators

    assert first.standing is None
    assert second.standing.offices == 5


def _second_version(framework, *, renamed):
    """Return one more version of a framework; its first indicator may have another name."""
    newer = Framework.objects.get(pk=framework.pk)
    newer.pk, newer.version, newer.checksum = None, framework.version + 1, "f" * 64
    newer.save()
    for instrument in framework.instruments.all():
        indicators = list(instrument.indicators.all())
        instrument.pk, instrument.framework = None, newer
        instrument.save()
        for one in indicators:
            one.pk, one.framework, one.instrument = None, newer, instrument
            one.name = renamed if renamed and one.number == 1 else one.name
            one.save()
    for band in framework.bands.all():
        band.pk, band.framework = None, newer
        band.save()
    return newer


def test_the_years_stand_in_a_row(office, country, load_year):
    before = load_year(2563)
    enter(office, before, ["80.00"] * 10)
    others(before, "70.00", "75.00", "78.00", "90.00")

    comparison = national_comparison(office, 2564)

    told = [(one.own.fiscal_year, str(one.standing.percentile)) for one in comparison.years]
    assert told == [(2563, "70.0"), (2564, "50.0")]
    assert comparison.indicator_years == [2563, 2564]
    assert [str(one) for one in comparison.indicators[0].percentiles] == ["70.0", "91.7"]


def test_means_are_exact_to_the_last_digit(office, framework):
    """Sums of many hundredths: 90.005 must not come out as 90.00, however a database adds."""
    enter(office, framework, ["90.01"] * 10)
    others(framework, *["90.01", "90.00"] * 3, "90.00")

    assert tallies_of_totals(office)[2564].sum == Decimal("720.04")


def test_the_mean_never_tells_the_figure_of_the_one_that_joined(office, framework):
    """With plain means 6 × 81.67 − 5 × 80.00 is 90: the sixth office's own total."""
    enter(office, framework, ["80.00"] * 10)
    others(framework, *["80.00"] * 4)
    before = national_comparison(office, 2564).year.standing
    others(framework, "90.00")
    after = national_comparison(office, 2564).year.standing

    assert (before.offices, str(before.mean)) == (5, "80")
    assert (after.offices, str(after.mean)) == (6, "82")
    assert after.mean * 6 - before.mean * 5 != 90


@pytest.mark.parametrize("offices", [5, 19, 20, 99, 100, 245])
def test_rounding_blurs_who_joined_by_more_than_a_point(offices):
    half_a_digit = Decimal("0.5").scaleb(-decimals_of(offices))

    assert half_a_digit * (offices + offices + 1) > 1


@pytest.mark.parametrize(("own", "words"), [("91.50", "+2"), ("90.49", "0"), ("80.00", "−10")])
def test_a_difference_is_as_exact_as_the_mean(own, words):
    tally = Tally(offices=6, sum=Decimal("542.00"), below=2, equal=1)  # mean 90.33

    assert standing(tally, Decimal(own), counted=True).difference_words == words


def test_the_countrys_mean_has_two_decimals():
    tally = Tally(offices=245, sum=Decimal("22132.28"), below=2, equal=1)

    found = standing(tally, Decimal("91.50"), counted=True)

    assert (str(found.mean), found.difference_words) == ("90.34", "+1.16")


def test_a_year_without_scores_has_no_page(login, office, director, framework):
    assert page_of(login(director), office).status_code == 404


def test_strangers_find_nothing(login, office, stranger, country):
    assert page_of(login(stranger), office).status_code == 404


def test_the_page_asks_little_of_the_database_however_many_there_are(
    login, office, director, coordinator, country, framework, count_queries
):
    for person in (director, coordinator):
        client = login(person)
        page_of(client, office)
        with count_queries() as few:
            page_of(client, office)

        others(framework, *["88.00"] * 10)
        with count_queries() as many:
            page_of(client, office)

        assert len(many) == len(few) <= 10
