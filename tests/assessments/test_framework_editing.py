"""Changes of a draft: what is renumbered is followed, and no duty gets lost."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assessments.rules.frameworks.contents import as_json, as_raw, content_of
from assessments.rules.frameworks.editing import (
    added_item,
    changed_item,
    copied_for_year,
    known_duties,
    merge_items,
    merged,
    numbered,
    removed_item,
    split_item,
    with_instruments,
    with_structure,
)
from assessments.rules.frameworks.files import framework_paths, read_framework
from assessments.rules.frameworks.shapes import facts_and_problems
from assessments.rules.frameworks.source_lines import SourceLines
from ita_portal.errors import Refused
from tests.assessments.generated_frameworks import frameworks


@pytest.fixture
def content():
    """Give the content of 2564, as a draft keeps it."""
    return as_json(content_of(read_framework(framework_paths()[2])))


def problems_of(content):
    raw = as_raw(content)
    return facts_and_problems(raw, SourceLines(""), file_year=str(content["fiscal_year"]))[1]


def duties_of(content):
    return [duty for item in content["items"] for duty in item["duties"]]


def row_of(item, **changes):
    return {**item, **changes}


@given(frameworks(), st.data())
def test_splitting_and_merging_again_keeps_every_duty(facts, data):
    content = as_json(content_of(facts))
    assume(content.get("items"))
    place = data.draw(st.integers(0, len(content["items"]) - 1))
    item = content["items"][place]
    shares = [item["duties"], data.draw(st.lists(st.sampled_from(item["duties"]), min_size=1))]

    parts = [
        row_of(item, code=f"O{place}{letter}", duties=list(dict.fromkeys(share)))
        for letter, share in zip("xy", shares, strict=True)
    ]
    split = split_item(content, place, parts)
    whole = merge_items(split, [place, place + 1], merged(split, [place, place + 1]))

    assert len(split["items"]) == len(content["items"]) + 1
    assert duties_of(whole) == duties_of(content)
    assert whole["items_expected"] == content["items_expected"]
    assert problems_of(split) == []


@given(frameworks())
def test_numbering_anew_gives_every_item_its_own_number_and_breaks_nothing(facts):
    content = as_json(content_of(facts))

    again = numbered(content)

    codes = [item["code"] for item in again["items"]]
    assert codes == [f"O{place}" for place in range(1, len(codes) + 1)]
    assert duties_of(again) == duties_of({"items": content.get("items", [])})
    assert problems_of(again) == []


@given(frameworks())
def test_all_that_stands_under_an_indicator_follows_its_new_number(facts):
    content = as_json(content_of(facts))
    indicators = [
        row_of(one, was=one["number"], number=one["number"] + 100) for one in content["indicators"]
    ]
    subs = [
        row_of(one, was=one["number"], number=f"1{one['number']}")
        for one in content.get("subindicators", [])
    ]

    moved = with_structure(content, indicators, subs)

    assert problems_of(moved) == []
    homes = [item.get("subindicator") for item in moved.get("items", [])]
    before = [item.get("subindicator") for item in content.get("items", [])]
    assert homes == [home and f"1{home}" for home in before]


def test_the_questions_and_indicators_follow_a_new_code_of_their_instrument(content):
    rows = [row_of(one, was=one["code"], code=f"{one['code']}x") for one in content["instruments"]]

    changed = with_instruments(content, rows)

    assert problems_of(changed) == []
    assert {one["instrument"] for one in changed["questions"]} == {"IITx", "EITx"}


def test_an_item_of_a_sub_indicator_that_is_gone_stands_under_none(content):
    indicators = [row_of(one, was=one["number"]) for one in content["indicators"]]
    subs = [row_of(one, was=one["number"]) for one in content["subindicators"][:-1]]

    changed = with_structure(content, indicators, subs)

    loose = [item["code"] for item in changed["items"] if "subindicator" not in item]
    assert loose == ["O42", "O43"]


def test_a_split_that_loses_a_duty_is_refused_by_its_name(content):
    item = merged(content, [0, 1])
    content = merge_items(content, [0, 1], item)
    parts = [row_of(item, duties=item["duties"][:1])] * 2

    with pytest.raises(Refused, match=item["duties"][1]):
        split_item(content, 0, parts)


def test_a_merged_item_carries_the_duties_of_all_whatever_was_typed(content):
    first, second = content["items"][:2]

    whole = merge_items(content, [0, 1], row_of(first, title="สองเรื่อง", duties=[]))

    assert whole["items"][0]["duties"] == first["duties"] + second["duties"]
    assert whole["items"][0]["title"] == "สองเรื่อง"
    assert len(whole["items"]) == 42


def test_one_item_cannot_be_merged_with_itself(content):
    with pytest.raises(Refused, match="สองข้อ"):
        merge_items(content, [3, 3], content["items"][3])


def test_the_item_of_the_measures_is_found_by_its_duty_after_renumbering(content):
    gone = removed_item(content, 0)

    assert numbered(gone)["measure_documents"] == {"analysis_and_measures": "O41", "report": "O42"}


def test_a_new_item_gets_a_duty_that_no_other_carries(content):
    new = {"code": "O44", "title": "ใหม่", "duties": [], "basis": "source"}

    changed = added_item(added_item(content, new), new)

    own = [item["duties"][0] for item in changed["items"][-2:]]
    assert len(set(own)) == 2
    assert not set(own) & set(known_duties(content))
    assert changed["items_expected"] == 45


def test_an_item_moves_to_the_place_it_is_given(content):
    changed = changed_item(content, 0, content["items"][0], to=42)

    assert [changed["items"][0]["code"], changed["items"][-1]["code"]] == ["O2", "O1"]


def test_a_copy_for_another_year_claims_nothing_that_was_read_for_the_first(content):
    copy = copied_for_year(content, 2570)

    assert problems_of(copy) == []
    assert copy["trust"] == "unverified"
    assert "2564" in copy["basis"]
    assert not copy["rounding"]["certain"]
    assert {item["basis"] for item in copy["items"]} == {"carried"}
    assert not any("questions_expected" in one for one in copy["indicators"])
    assert content["trust"] == "office"
