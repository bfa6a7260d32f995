"""A result is typed, compared, confirmed, and opened again."""

from decimal import Decimal

import pytest

from assessments.models import Result
from assessments.rules.results import (
    Published,
    compare,
    confirm_result,
    history,
    outcome_of,
    reopen_result,
    save_scores,
    total_of,
)
from ita_portal.audit.models import AuditEvent
from ita_portal.errors import Refused, Stale
from tests.assessments.score_tables import KHON_KAEN_TOTALS
from tests.factories.assessments import KHON_KAEN_2564, ResultFactory

SCORES = {number: Decimal(score) for number, score in enumerate(KHON_KAEN_2564, 1)}


@pytest.fixture
def save(office, officer, load_year):
    """Give a function that saves the scores of 2564."""
    load_year(2564)

    def act(scores=SCORES, published=Published(), revision=None, year=2564, answer=""):  # noqa: B008
        return save_scores(
            office=office,
            fiscal_year=year,
            scores=scores,
            published=published,
            difference_answer=answer,
            expected_revision=revision,
            by=officer,
        )

    return act


def verbs():
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def test_complete_scores_give_the_total_to_the_last_digit(save):
    result = save()

    computed = outcome_of(result)

    assert computed.total == Decimal("91.50")
    assert computed.band.code == "A"
    assert [str(one.weighted) for one in computed.instruments] == ["28.38", "29.19", "33.93"]


def test_half_entered_scores_are_kept_but_never_show_as_a_total(save):
    half = {number: score if number < 6 else None for number, score in SCORES.items()}

    result = save(half, Published(total=Decimal("91.50")))

    assert result.indicator_scores() == {number: SCORES[number] for number in range(1, 6)}
    assert outcome_of(result) is None
    assert total_of(result) is None


def test_a_total_alone_counts_as_the_total(save):
    result = save({}, Published(total=Decimal("80.25")), year=2558)

    assert total_of(result) == Decimal("80.25")
    assert result.framework is None


def test_saving_again_replaces_the_scores_and_counts_the_revision(save):
    first = save()

    second = save({1: Decimal("50")}, revision=first.revision)

    assert second.pk == first.pk
    assert second.revision == 2
    assert second.indicator_scores() == {1: Decimal("50.00")}
    assert verbs() == ["result.saved", "result.saved"]


@pytest.mark.parametrize("revision", [None, 7])
def test_a_stale_form_changes_nothing(save, revision):
    save()

    with pytest.raises(Stale):
        save({1: Decimal("50")}, revision=revision)

    assert Result.objects.get().indicator_scores() == SCORES


def test_a_form_of_a_result_that_is_gone_is_stale(save):
    with pytest.raises(Stale):
        save(revision=3)

    assert not Result.objects.exists()


@pytest.mark.parametrize("scores", [{}, SCORES])
def test_a_year_without_framework_takes_only_a_total(save, scores):
    published = Published(total=Decimal("80.25")) if scores else Published()

    with pytest.raises(Refused, match="2558"):
        save(scores, published, year=2558)

    assert not Result.objects.exists()


@pytest.mark.parametrize(
    "scores",
    [{11: Decimal("50")}, {1: Decimal("100.01")}, {1: Decimal("-1")}, {1: Decimal("9.999")}],
)
def test_scores_that_no_form_lets_through_are_the_programmers_mistake(save, scores):
    with pytest.raises(ValueError, match="indicator"):
        save(scores)


def test_confirming_keeps_who_and_when(save, officer):
    result = save()

    confirmed = confirm_result(result, expected_revision=1, by=officer)

    assert confirmed.status == Result.Status.CONFIRMED
    assert confirmed.confirmed_by == officer
    assert confirmed.confirmed_at is not None
    assert verbs() == ["result.saved", "result.confirmed"]


def test_confirming_makes_the_public_pages_new(save, office, officer):
    result = save()
    before = office.public_revision

    confirm_result(result, expected_revision=1, by=officer)

    office.refresh_from_db()
    assert office.public_revision > before


def test_confirming_twice_is_refused(save, officer):
    result = save()
    confirm_result(result, expected_revision=1, by=officer)

    with pytest.raises(Refused, match="ยืนยันแล้ว"):
        confirm_result(result, expected_revision=1, by=officer)

    assert verbs().count("result.confirmed") == 1


def test_confirming_what_somebody_else_changed_is_stale(save, officer):
    result = save()
    save({1: Decimal("50")}, revision=1)

    with pytest.raises(Stale):
        confirm_result(result, expected_revision=1, by=officer)

    assert Result.objects.get().status == Result.Status.DRAFT


def test_incomplete_scores_are_not_confirmed(save, officer):
    result = save({1: Decimal("50")}, Published(total=Decimal("91.50")))

    with pytest.raises(Refused, match="มี 1 จาก 10"):
        confirm_result(result, expected_revision=1, by=officer)


def test_a_result_without_any_score_is_not_confirmed(save, officer):
    result = save({})

    with pytest.raises(Refused, match="ยังไม่มีคะแนน"):
        confirm_result(result, expected_revision=1, by=officer)


def test_a_total_alone_is_confirmed(save, officer):
    result = save({}, Published(total=Decimal("80.25")), year=2558)

    confirmed = confirm_result(result, expected_revision=1, by=officer)

    assert total_of(confirmed) == Decimal("80.25")


@pytest.mark.parametrize(
    "published",
    [
        Published(total=Decimal("91.52")),
        Published(total=Decimal("91.50"), level="AA"),
        Published(level="B"),
    ],
)
def test_a_difference_must_be_answered_before_confirming(save, officer, published):
    result = save(published=published)

    with pytest.raises(Refused, match=r"91\.50 ระดับ A"):
        confirm_result(result, expected_revision=1, by=officer)
    answered = save(published=published, revision=1, answer="เอกสารของปีนั้นพิมพ์ผิด")

    assert confirm_result(answered, expected_revision=2, by=officer).confirmed_at


def test_a_difference_of_one_hundredth_needs_no_answer(save, officer):
    result = save(published=Published(total=Decimal("91.51"), level="very good"))

    assert compare(result).agrees
    assert confirm_result(result, expected_revision=1, by=officer).confirmed_at


def test_the_comparison_tells_both_totals(save):
    result = save(published=Published(total=Decimal("91.20"), level="A"))

    found = compare(result)

    assert (found.published_total, found.computed_total) == (Decimal("91.20"), Decimal("91.50"))
    assert found.difference == Decimal("-0.30")
    assert not found.agrees
    assert found.level_agrees


def test_nothing_told_gives_nothing_to_compare(save):
    assert compare(save()) is None


def test_a_confirmed_result_is_not_saved_over(save, officer):
    confirmed = confirm_result(save(), expected_revision=1, by=officer)

    with pytest.raises(Refused, match="ยืนยันแล้ว"):
        save({1: Decimal("50")}, revision=confirmed.revision)

    assert Result.objects.get().indicator_scores() == SCORES


def test_reopening_needs_a_reason_and_gives_a_draft(save, officer):
    confirmed = confirm_result(save(), expected_revision=1, by=officer)

    with pytest.raises(Refused, match="เหตุผล"):
        reopen_result(confirmed, reason="  ", by=officer)
    draft = reopen_result(confirmed, reason="พิมพ์คะแนนผิด", by=officer)

    assert draft.status == Result.Status.DRAFT
    assert draft.confirmed_at is None
    assert draft.confirmed_by is None
    assert AuditEvent.objects.get(verb="result.reopened").detail["reason"] == "พิมพ์คะแนนผิด"


def test_a_draft_cannot_be_reopened(save, officer):
    with pytest.raises(Refused, match="ร่าง"):
        reopen_result(save(), reason="พิมพ์คะแนนผิด", by=officer)


def test_the_history_shows_every_year_with_a_total_and_its_change(save, office):
    for year, total in KHON_KAEN_TOTALS.items():
        save({}, Published(total=Decimal(total)), year=year)
    save()

    years = history(office)

    assert [str(year.change) for year in years[1:]] == [
        "0.71", "-5.42", "-8.97", "20.25", "0.85", "3.83",
    ]  # fmt: skip
    assert all(year.is_draft for year in years)


def test_the_history_leaves_out_a_year_that_is_not_complete(save, office):
    save({1: Decimal("50")})

    assert history(office) == []


def test_the_history_asks_no_more_when_years_are_added(load_year, office, count_queries):
    ResultFactory(office=office, framework=load_year(2564))
    history(office)  # the facts of 2564 are kept from here on
    with count_queries() as few:
        history(office)

    for year in (2562, 2563):
        ResultFactory(office=office, framework=load_year(year))
    history(office)
    with count_queries() as many:
        years = history(office)

    assert len(years) == 3
    assert len(many) == len(few)
