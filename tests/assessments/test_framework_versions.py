"""A result stays on its version until somebody moves it, and then no score is lost."""

from decimal import Decimal

import pytest

from assessments.models import Framework, Result
from assessments.rules.frameworks.drafting import change_draft, start_draft
from assessments.rules.frameworks.editing import (
    merge_items,
    merged,
    numbered,
    removed_item,
    with_instruments,
)
from assessments.rules.frameworks.releasing import release_draft
from assessments.rules.frameworks.rows import facts_of
from assessments.rules.results import (
    Published,
    item_marks,
    save_scores,
    told_scores,
    total_of,
)
from assessments.rules.versions import effect_of, newer_version, take_version, touched_results
from ita_portal.audit.models import AuditEvent
from ita_portal.errors import Refused, Stale
from tests.factories.assessments import KHON_KAEN_2564, ResultFactory

SCORES = dict(enumerate(map(Decimal, KHON_KAEN_2564), 1))


@pytest.fixture
def result(office, officer, load_year):
    """Give a draft result of 2564 with the ten scores, and the marks of three items."""
    load_year(2564)
    return save_scores(
        office=office,
        fiscal_year=2564,
        scores=SCORES,
        marks={"O1": Decimal(100), "O2": Decimal(0), "O43": Decimal(100)},
        expected_revision=None,
        by=officer,
    )


@pytest.fixture
def new_version(office, coordinator):
    """Give a function that releases 2564 with some changes."""

    def release(*changes) -> Framework:
        draft = start_draft(fiscal_year=2564, office=office, by=coordinator)
        for change in changes:
            draft = change_draft(
                draft,
                change,
                expected_revision=draft.revision,
                part="test",
                office=office,
                by=coordinator,
            )
        return release_draft(
            draft,
            change_note="ทดสอบ",
            expected_revision=draft.revision,
            office=office,
            by=coordinator,
        )

    return release


def with_weights(*weights):
    def change(content):
        tools = zip(content["instruments"], weights, strict=True)
        return content | {"instruments": [one | {"weight": weight} for one, weight in tools]}

    return change


def with_lowest_minimum_of_aa(minimum):
    def change(content):
        best, *others = content["levels"]["bands"]
        bands = [best | {"minimum_total": minimum}, *others]
        return content | {"levels": content["levels"] | {"bands": bands}}

    return change


def with_code_of_iit(code):
    def change(content):
        rows = [one | {"was": one["code"]} for one in content["instruments"]]
        return with_instruments(content, [rows[0] | {"code": code}, *rows[1:]])

    return change


def without_first(content):
    return removed_item(content, 0)


def with_first_two_merged(content):
    return merge_items(content, [0, 1], merged(content, [0, 1]))


def test_a_result_on_the_newest_version_has_no_newer_one(result):
    assert newer_version(result) is None


def test_a_new_version_says_what_it_would_do_to_a_result(result, new_version):
    newer = new_version(with_weights("50", "30", "20"))

    effect = effect_of(result, facts_of(newer))

    assert newer_version(result) == newer
    assert (effect.total_before, effect.level_before) == (Decimal("91.50"), "A")
    assert (effect.total_after, effect.level_after) == (Decimal("93.45"), "A")
    assert effect.changes
    assert total_of(Result.objects.get()) == Decimal("91.50")


def test_a_total_that_stands_alone_may_reach_another_level(office, officer, load_year, new_version):
    load_year(2564)
    told = Published(total=Decimal("94.50"), level="A")
    alone = save_scores(
        office=office, fiscal_year=2564, published=told, expected_revision=None, by=officer
    )
    newer = new_version(with_lowest_minimum_of_aa("94"))

    effect = effect_of(alone, facts_of(newer))
    moved = take_version(alone, framework=newer, expected_revision=1, by=officer)

    assert (effect.level_before, effect.level_after, effect.changes) == ("A", "AA", True)
    assert moved.level == "AA"


def test_what_was_told_of_an_instrument_that_is_gone_is_named_and_nothing_moves(
    result, new_version, officer
):
    told = Published(points={"IIT": Decimal("28.38")}, respondents={"EIT": 340})
    result = save_scores(
        office=result.office, fiscal_year=2564, published=told, expected_revision=1, by=officer
    )
    newer = new_version(with_code_of_iit("IT"))

    with pytest.raises(Refused, match="คะแนนถ่วงน้ำหนัก IIT โปรด"):
        take_version(result, framework=newer, expected_revision=2, by=officer)
    assert Result.objects.get().published_points == {"IIT": "28.38"}


def test_a_version_that_only_renames_changes_no_figure(result, new_version):
    newer = new_version(lambda content: content | {"basis": "อ่านใหม่"})

    assert not effect_of(result, facts_of(newer)).changes


def test_the_touched_results_are_those_of_the_offices_asked_for(
    result, office, other_office, load_year
):
    ResultFactory(framework=load_year(2564), office=other_office)

    assert touched_results(2564, offices=[office]) == [result]
    assert len(touched_results(2564, offices=[office, other_office])) == 2
    assert touched_results(2565, offices=[office]) == []


def test_the_marks_follow_the_duties_of_their_items(result, new_version, officer):
    newer = new_version(
        lambda content: content | {"items": list(reversed(content["items"]))}, numbered
    )

    moved = take_version(result, framework=newer, expected_revision=1, by=officer)

    assert moved.framework == newer
    assert told_scores(moved) == SCORES
    assert item_marks(moved) == {"O43": Decimal(100), "O42": Decimal(0), "O1": Decimal(100)}
    assert (moved.total, moved.level) == (Decimal("91.50"), "A")
    event = AuditEvent.objects.get(verb="result.moved")
    assert event.detail["before"]["items"] == {"O1": "100.00", "O2": "0.00", "O43": "100.00"}


@pytest.mark.parametrize(
    ("change", "lost"), [(without_first, "ข้อ O1"), (with_first_two_merged, "ข้อ O1, คะแนนข้อ O2")]
)
def test_a_score_without_a_place_is_named_and_nothing_moves(
    result, new_version, officer, change, lost
):
    newer = new_version(change)

    with pytest.raises(Refused, match=lost):
        take_version(result, framework=newer, expected_revision=1, by=officer)

    stored = Result.objects.for_history().get()
    assert stored.framework.version == 1
    assert set(item_marks(stored)) == {"O1", "O2", "O43"}


def test_a_mark_that_the_new_version_forbids_is_named(result, new_version, officer):
    newer = new_version(lambda content: content | {"item_marks": ["50", "100"]})

    with pytest.raises(Refused, match="O2"):
        take_version(result, framework=newer, expected_revision=1, by=officer)


def test_a_confirmed_result_stays_on_its_version(office, load_year, new_version, officer):
    result = ResultFactory(framework=load_year(2564), office=office)
    newer = new_version(with_weights("50", "30", "20"))

    with pytest.raises(Refused, match="ยืนยันแล้ว"):
        take_version(result, framework=newer, expected_revision=1, by=officer)


def test_who_moves_an_old_revision_is_told(result, new_version, officer):
    newer = new_version(numbered)

    with pytest.raises(Stale):
        take_version(result, framework=newer, expected_revision=7, by=officer)


def test_a_result_does_not_move_to_an_older_version_or_another_year(
    result, new_version, officer, load_year
):
    old = Framework.objects.get()
    moved = take_version(result, framework=new_version(numbered), expected_revision=1, by=officer)

    for framework in (old, load_year(2565)):
        with pytest.raises(Refused, match="ไม่ใช่ฉบับที่ใหม่กว่า"):
            take_version(moved, framework=framework, expected_revision=2, by=officer)


def test_an_indicator_is_found_by_its_name_when_its_number_changed(result, new_version, officer):
    def swapped(content):
        numbers = {9: 10, 10: 9}
        indicators = [
            one | {"number": numbers.get(one["number"], one["number"])}
            for one in content["indicators"]
        ]
        subs = [
            one | {"indicator": numbers.get(one["indicator"], one["indicator"])}
            for one in content["subindicators"]
        ]
        return content | {"indicators": indicators, "subindicators": subs}

    moved = take_version(result, framework=new_version(swapped), expected_revision=1, by=officer)

    told = told_scores(moved)
    assert (told[9], told[10]) == (SCORES[10], SCORES[9])
