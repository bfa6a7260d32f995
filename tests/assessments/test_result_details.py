"""Items and questions make the indicators; what was told stands beside them, never instead."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.management import call_command

from assessments.models import IndicatorScore, ItemScore, Result
from assessments.rules.frameworks.rows import facts_of
from assessments.rules.results import (
    Published,
    compare,
    complete_totals,
    confirm_result,
    detailed_of,
    indicator_rows,
    item_marks,
    keep_figures,
    outcome_of,
    question_scores,
    save_scores,
    told_scores,
    total_of,
)
from ita_portal.audit.models import AuditEvent
from ita_portal.errors import Refused, Stale
from tests.factories.assessments import KHON_KAEN_2564, ResultFactory, khon_kaen_marks

TOLD = {number: Decimal(score) for number, score in enumerate(KHON_KAEN_2564, 1)}
WITHOUT_OIT = {number: score for number, score in TOLD.items() if number < 9}


@pytest.fixture
def facts(load_year):
    """Give the facts of 2564."""
    return facts_of(load_year(2564))


@pytest.fixture
def save(office, officer, facts):
    """Give a function that saves scores of 2564, over what stands."""

    def act(year=2564, **given):
        stands = Result.objects.filter(fiscal_year=year).first()
        given.setdefault("expected_revision", stands.revision if stands else None)
        return save_scores(office=office, fiscal_year=year, by=officer, **given)

    return act


def test_khon_kaen_2564_comes_out_from_its_items_to_the_last_digit(save, facts):
    result = save(scores=WITHOUT_OIT, marks=khon_kaen_marks(facts))

    computed = outcome_of(result)
    shown = {one.number: str(one.score) for one in computed.indicators}

    assert (shown[9], shown[10]) == ("75.92", "93.75")
    assert (str(computed.total), computed.band.code) == ("91.50", "A")
    assert [str(one.weighted) for one in computed.instruments] == ["28.38", "29.19", "33.93"]
    assert (result.total, result.level) == (Decimal("91.50"), "A")


def test_the_total_is_computed_from_unrounded_indicators(save, facts):
    """75.92 stands for 75.9206…: a hundredth of the total may hang on it."""
    result = save(scores=WITHOUT_OIT, marks=khon_kaen_marks(facts))

    assert result.indicator_scores()[9] == Decimal("75.92")
    assert detailed_of(result)[9].score.quantize(Decimal("0.0001")) == Decimal("75.9206")


def test_what_is_more_detailed_wins_and_the_difference_is_told(save, facts):
    told = TOLD | {9: Decimal("80.00")}

    result = save(scores=told, marks=khon_kaen_marks(facts))

    row = IndicatorScore.objects.get(indicator__number=9)
    assert (row.score, row.detail, row.published) == (
        Decimal("75.92"), "items", Decimal("80.00"),
    )  # fmt: skip
    assert detailed_of(result)[9].difference == Decimal("4.08")
    assert told_scores(result) == told
    assert indicator_rows(result)[8].difference == Decimal("4.08")


def test_half_entered_items_count_nothing_where_nothing_was_told(save, facts):
    marks = khon_kaen_marks(facts)
    marks.pop("O33")

    result = save(scores=WITHOUT_OIT, marks=marks)

    assert sorted(detailed_of(result)) == [1, 2, 3, 4, 5, 6, 7, 8, 10]
    assert (outcome_of(result), total_of(result)) == (None, None)
    assert (result.total, result.level) == (None, "")


def test_half_entered_items_leave_the_told_score_in_its_place(save, facts):
    marks = khon_kaen_marks(facts)
    marks.pop("O33")

    result = save(scores=TOLD, marks=marks)

    assert detailed_of(result)[9].detail == "told"
    assert IndicatorScore.objects.get(indicator__number=9).published is None
    assert result.total == Decimal("91.50")


def test_half_entered_items_beside_a_total_alone_never_show_as_that_total(save):
    result = save(published=Published(total=Decimal("91.50")), marks={"O1": Decimal(100)})

    assert (total_of(result), result.total) == (None, None)


def test_questions_make_their_indicator(save):
    questions = {f"I{number}": Decimal("90.10") for number in range(1, 6)}
    questions["I6"] = Decimal("90.15")

    result = save(scores=TOLD, questions=questions)

    one = detailed_of(result)[1]
    assert (one.detail, str(one.score.quantize(Decimal("0.0001")))) == ("questions", "90.1083")
    assert one.difference == Decimal("9.02")
    assert result.indicator_scores()[1] == Decimal("90.11")


def test_what_is_not_spoken_of_stays_as_it_is(save, facts):
    marks = khon_kaen_marks(facts)
    told = Published(total=Decimal("91.50"), points={"IIT": Decimal("28.38")})
    save(scores=WITHOUT_OIT, marks=marks, questions={"I1": Decimal("90")}, published=told)

    result = save(difference_answer="แก้คำชี้แจง")

    assert item_marks(result) == marks
    assert question_scores(result) == {"I1": Decimal("90.00")}
    assert told_scores(result) == WITHOUT_OIT
    assert result.published_points == {"IIT": "28.38"}
    assert result.total == Decimal("91.50")


def test_no_marks_at_all_takes_the_computed_indicators_away(save, facts):
    save(scores=WITHOUT_OIT, marks=khon_kaen_marks(facts))

    result = save(marks={})

    assert not ItemScore.objects.exists()
    assert sorted(result.indicator_scores()) == list(range(1, 9))
    assert result.total is None


def test_the_told_score_comes_back_when_its_items_go(save, facts):
    save(scores=TOLD | {9: Decimal("80.00")}, marks=khon_kaen_marks(facts))

    result = save(marks={"O1": None})

    row = IndicatorScore.objects.get(indicator__number=9)
    assert (row.score, row.detail, row.published) == (Decimal("80.00"), "told", None)
    assert result.indicator_scores()[9] == Decimal("80.00")


@pytest.mark.parametrize("mark", ["50", "37.5", "1"])
def test_a_mark_that_the_year_does_not_have_is_refused(save, mark):
    with pytest.raises(Refused, match=r"ข้อ O7 ได้ .* คะแนนไม่ได้ .*2564 หนึ่งข้อได้ 0 หรือ 100"):
        save(marks={"O7": Decimal(mark)})

    assert not Result.objects.exists()


def test_where_marks_are_assumed_the_refusal_says_so(save, load_year):
    load_year(2563)

    with pytest.raises(Refused, match="ยังไม่ยืนยันกับคู่มือ"):
        save(year=2563, marks={"O7": Decimal(50)})


def test_any_percent_is_a_mark_while_the_years_marks_are_not_known(save, load_year):
    load_year(2562)

    result = save(year=2562, marks={"O1": Decimal("37.5")})

    assert item_marks(result) == {"O1": Decimal("37.50")}


@pytest.mark.parametrize(
    "wrong",
    [
        {"marks": {"O99": Decimal(100)}},
        {"questions": {"I99": Decimal(100)}},
        {"questions": {"I1": Decimal("100.01")}},
        {"questions": {"I1": Decimal("9.999")}},
        {"published": Published(points={"XYZ": Decimal(1)})},
        {"published": Published(points={"IIT": Decimal("30.01")})},
        {"published": Published(respondents={"IIT": -1})},
    ],
)
def test_what_no_form_lets_through_is_the_programmers_mistake(save, wrong):
    with pytest.raises(ValueError, match=r"."):
        save(**wrong)

    assert not Result.objects.exists()


def test_a_form_of_items_made_before_another_saved_is_stale(save):
    save(scores=TOLD)

    with pytest.raises(Stale):
        save(marks={"O1": Decimal(100)}, expected_revision=None)

    assert not ItemScore.objects.exists()


def test_other_points_than_computed_must_be_answered(save, officer):
    told = Published(points={"IIT": Decimal("28.38"), "OIT": Decimal("34.00")})
    result = save(scores=TOLD, published=told)

    found = compare(result)

    assert [(one.code, str(one.difference), one.agrees) for one in found.points] == [
        ("IIT", "0.00", True),
        ("OIT", "0.07", False),
    ]
    with pytest.raises(Refused, match="ไม่ตรง"):
        confirm_result(result, expected_revision=1, by=officer)


def test_the_trail_keeps_the_marks_that_were_saved(save, facts):
    save(scores=WITHOUT_OIT, marks=khon_kaen_marks(facts))

    detail = AuditEvent.objects.get(verb="result.saved").detail
    assert detail["items"]["O1"] == "0.00"
    assert detail["total"] == "91.50"


# --- what is kept in the row ----------------------------------------------------------------


def test_a_total_alone_is_kept_with_the_level_that_the_year_gives_it(save):
    result = save(published=Published(total=Decimal("91.50")))

    assert (result.total, result.level) == (Decimal("91.50"), "A")


@pytest.mark.parametrize(
    ("year", "level", "kept"), [(2568, "", ""), (2568, "ผ่านดี", "ผ่านดี"), (2558, "สูง", "สูง")]
)
def test_where_a_total_gives_no_level_the_told_one_is_kept(save, load_year, year, level, kept):
    load_year(2568)

    result = save(year=year, published=Published(total=Decimal("90.00"), level=level))

    assert (result.total, result.level) == (Decimal("90.00"), kept)


def test_keeping_the_figures_twice_changes_nothing(save, facts):
    result = save(scores=TOLD | {9: Decimal("80")}, marks=khon_kaen_marks(facts))
    before = list(
        IndicatorScore.objects.order_by("indicator").values("score", "detail", "published")
    )

    again = keep_figures(keep_figures(result))

    after = list(
        IndicatorScore.objects.order_by("indicator").values("score", "detail", "published")
    )
    assert (before, again.total, again.revision) == (after, result.total, result.revision)


def test_results_from_before_get_their_totals_when_frameworks_are_loaded(office, load_year):
    ResultFactory(office=office, framework=load_year(2564))
    Result.objects.create(office=office, fiscal_year=2558, published_total=Decimal("80.25"))
    Result.objects.update(total=None, level="")

    call_command("load_frameworks", "--json")

    totals = Result.objects.order_by("fiscal_year").values_list("total", "level")
    assert list(totals) == [(Decimal("80.25"), ""), (Decimal("91.50"), "A")]
    assert complete_totals() == 0


def test_completing_leaves_half_entered_results_without_a_total(save):
    save(scores={1: Decimal("50")})

    assert complete_totals() == 0
    assert Result.objects.get().total is None


def test_completing_many_asks_hardly_more_than_completing_few(
    load_year, django_assert_max_num_queries
):
    framework = load_year(2564)
    ResultFactory.create_batch(30, framework=framework)
    Result.objects.update(total=None, level="")

    with django_assert_max_num_queries(12):
        assert complete_totals() == 30
