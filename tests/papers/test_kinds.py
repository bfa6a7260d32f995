"""What was written becomes the words of the paper, and nothing else does."""

from __future__ import annotations

import re

import pytest

from ita_portal.documents.kinds import KINDS
from ita_portal.documents.rendering.document import body_html
from ita_portal.papers.kinds import WRITTEN
from ita_portal.papers.kinds.memo import SECTIONS
from tests.documents.samples import OFFICE
from tests.papers.samples import SETTING, member, memo_content, order_content, point, words


def test_every_kind_that_is_written_has_a_form_and_no_other_has():
    assert set(WRITTEN) == {code for code, kind in KINDS.items() if kind.is_written}


@pytest.mark.parametrize("code", WRITTEN)
def test_an_empty_paper_can_be_shown_and_tells_what_it_lacks(code):
    kind = WRITTEN[code]
    content = kind.first_content()

    html = body_html(kind.words("", content, SETTING))

    assert "ฉบับร่าง" in html
    assert kind.lacks(content)


def test_members_stand_by_name_or_by_position_alone_each_with_a_role():
    rows = [
        member("ผู้อำนวยการกลุ่มอำนวยการ", "กรรมการ"),
        member("", ""),
        member("ครู", "กรรมการ", "นายก  ข"),
    ]

    found = words("order", order_content(members=rows))["members"]

    assert found == [
        {"number": "1.", "who": "ผู้อำนวยการกลุ่มอำนวยการ", "role": "กรรมการ"},
        {"number": "2.", "who": "นายก  ข  ครู", "role": "กรรมการ"},
    ]


def test_a_member_without_a_role_is_told_by_place():
    rows = [member("ก", "ประธานกรรมการ"), member("ข", "")]

    lacks = WRITTEN["order"].lacks(order_content(members=rows))

    assert lacks == [("members", "โปรดระบุหน้าที่ในคณะของลำดับที่ 2")]


def test_an_order_shows_dots_until_it_has_a_number():
    without = body_html(words("order", order_content()))
    with_number = body_html(words("order", order_content(), number="169/2563"))

    assert "ที่ ............../.............." in without
    assert "ที่ ๑๖๙/๒๕๖๓" in with_number


def test_papers_to_be_signed_stand_under_the_heading_of_the_proposal_without_text_of_its_own():
    found = words("memo", memo_content(proposal=[]))["sections"]

    assert (found[-1]["number"], found[-1]["title"]) == ("5.", "ข้อเสนอ")
    assert found[-1]["outline"] == []


def test_a_memo_without_sections_or_without_papers_to_sign_has_no_heading_of_a_proposal():
    empty = {name: [] for name, _ in SECTIONS}

    assert words("memo", memo_content(**empty))["sections"] == []
    told = words("memo", memo_content(proposal=[], papers=[]))["sections"]
    assert [one["title"] for one in told][-1] == "ข้อพิจารณา"


def test_the_head_of_a_memo_has_the_day_of_proposing_and_the_block_that_of_the_decision():
    html = body_html(words("memo", memo_content()))

    assert "๒๔ มิถุนายน ๒๕๖๓" in squeezed(html)
    assert "๒๕ มิ.ย. ๒๕๖๓" in squeezed(html)


def test_the_head_of_a_memo_has_the_day_of_the_register_when_it_gave_the_number():
    html = body_html(words("memo", memo_content(), number="ศธ 04999/12"))

    assert "๒๕ มิถุนายน ๒๕๖๓" in squeezed(html)


def squeezed(html: str) -> str:
    """Return the text of a fragment without its tags."""
    return re.sub("<[^>]+>", "", html)


def test_sections_of_a_memo_that_say_nothing_are_left_out_and_the_rest_numbered():
    found = words("memo", memo_content(facts=[], law=[point(" ")]))["sections"]

    titles = [(one["number"], one["title"]) for one in found]
    assert titles == [("1.", "เรื่องเดิม"), ("2.", "ข้อพิจารณา"), ("3.", "ข้อเสนอ")]
    assert [one["number"] for one in found[1]["outline"]] == ["2.1", "2.2"]


def test_a_memo_keeps_the_place_of_its_number_with_the_code_of_the_office():
    html = body_html(words("memo", memo_content()))

    assert "ศธ ๐๔๙๙๙/" in html
    assert "๒๔ มิถุนายน ๒๕๖๓" in html
    assert "พ.ศ. ๒๕๖๓</span></p>\n  </div>" not in html


def test_who_proposes_a_memo_signs_on_that_day_and_others_by_hand():
    first, second = words("memo", memo_content())["authors"]

    assert first["dated"] == "24 มิ.ย. 2563"
    assert second["dated"] == ""


def test_a_day_that_was_typed_beside_a_signature_is_written_short():
    author = {"key": "a", "name": "นายก  ข", "position": "", "dated": "๒๕/๖/๒๕๖๓"}

    found = words("memo", memo_content(authors=[author]))["authors"]

    assert found[0]["dated"] == "25 มิ.ย. 2563"


def test_the_subject_of_an_order_begins_a_line_with_the_office_on_which_the_year_has_room():
    lines = words("order", order_content())["subject_lines"]

    assert lines[1:] == [f"ของ{OFFICE} ประจำปีงบประมาณ พ.ศ. 2563"]


@pytest.mark.parametrize("typed", ["<b>หนา</b>", "{{ office }}", "{% load x %}", "ก\x00ข\u202e"])
def test_what_is_typed_is_a_value_and_never_markup_or_template(typed):
    content = order_content(reasons=typed, duties=[point(typed)], members=[member(typed, typed)])

    html = body_html(words("order", content, typed))

    assert "<b>" not in html
    assert "\x00" not in html
    assert "\u202e" not in html
    assert ("{{" in html) == ("{{" in typed)
