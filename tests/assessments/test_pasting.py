"""A block of cells finds its fields: by code, by number, by heading, or in order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.forms import ItemForm, QuestionForm, ScoreForm
from assessments.forms.pasting import TOO_LARGE, Target, place, read_figure
from assessments.rules.frameworks.rows import facts_of
from tests.factories.assessments import KHON_KAEN_2564

THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")  # noqa: RUF001 - full width is the point


@pytest.fixture
def facts(load_year):
    """Give the facts of 2564."""
    return facts_of(load_year(2564))


@pytest.fixture
def indicators(facts):
    """Give the fields of the ten indicators."""
    return ScoreForm(facts=facts).targets()


@pytest.fixture
def items(facts):
    """Give the fields of the items."""
    return ItemForm(facts=facts).targets()


def all_ten():
    """Return the ten scores by the names of their fields."""
    return {f"indicator_{number}": score for number, score in enumerate(KHON_KAEN_2564, 1)}


def numbered(separator="\t"):
    """Return the ten scores as lines with their numbers in front."""
    return "\n".join(f"{n}{separator}{score}" for n, score in enumerate(KHON_KAEN_2564, 1))


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(KHON_KAEN_2564),
        "\r\n".join(KHON_KAEN_2564) + "\r\n",
        "\t".join(KHON_KAEN_2564),
        "\t".join(KHON_KAEN_2564[:5]) + "\n" + "\t".join(KHON_KAEN_2564[5:]),
        "คะแนน\n" + "\n".join(KHON_KAEN_2564),
        "\n".join(f"{score}%" for score in KHON_KAEN_2564),
        "\n".join(f"\u200b{score}\ufeff" for score in KHON_KAEN_2564),
        numbered(),
        "ที่\tคะแนน\n" + numbered(),
        numbered("\tตัวชี้วัด\t"),
        "\n".join(f"ตัวชี้วัดที่ {n}\t{score}" for n, score in enumerate(KHON_KAEN_2564, 1)),
        "\t".join(f"indicator_{n}" for n in range(1, 11)) + "\n" + "\t".join(KHON_KAEN_2564),
    ],
    ids=[
        "column", "column of windows", "row", "block", "heading", "percent", "invisible",
        "numbered", "numbered with heading", "numbered with words", "named", "row under names",
    ],
)  # fmt: skip
def test_ten_scores_go_into_their_ten_fields(indicators, text):
    found = place(text, indicators)

    assert found.values == all_ten()
    assert found.problems == []


@pytest.mark.parametrize("digits", [THAI, WIDE], ids=["thai", "full width"])
def test_other_digits_are_read_as_digits(indicators, digits):
    found = place("\n".join(KHON_KAEN_2564).translate(digits), indicators)

    assert found.values == all_ten()


def test_names_put_scores_where_they_belong_in_any_order(facts, indicators):
    lines = [f"{one.number}. {one.name}\t{one.number}0" for one in facts.indicators[:9]]

    found = place("\n".join(reversed(lines)), indicators)

    assert found.values == {f"indicator_{n}": f"{n}0" for n in range(1, 10)}


def test_an_empty_cell_keeps_its_place(indicators):
    found = place("99.13\n\n95.28\n–\n93.17", indicators)

    assert found.values == {
        "indicator_1": "99.13", "indicator_3": "95.28", "indicator_5": "93.17",
    }  # fmt: skip


def test_a_comma_for_decimals_is_named_with_its_place_and_the_rest_is_kept(indicators):
    found = place("99.13\n90,34\n95.28", indicators)

    assert found.values == {"indicator_1": "99.13", "indicator_3": "95.28"}
    assert found.problems == ["แถว 2 คอลัมน์ 1 (ตัวชี้วัดที่ 2): “90,34” ใช้จุลภาคคั่นทศนิยม โปรดใช้จุด เช่น 91.25"]


def test_a_comma_in_the_first_cell_is_no_heading(indicators):
    found = place("99,13\n90.34", indicators)

    assert found.values == {"indicator_2": "90.34"}
    assert len(found.problems) == 1


def test_a_word_among_figures_is_named(indicators):
    found = place("99.13\nเก้าสิบ\n95.28", indicators)

    assert found.values == {"indicator_1": "99.13", "indicator_3": "95.28"}
    assert "“เก้าสิบ” ไม่ใช่ตัวเลข" in found.problems[0]


def test_more_figures_than_fields_are_told_and_left_out(indicators):
    found = place("\n".join([*KHON_KAEN_2564, "50"]), indicators)

    assert found.values == all_ten()
    assert "วางมา 11 ค่า แต่มี 10 ช่อง" in found.problems[0]


def test_a_row_whose_code_is_unknown_is_told(items):
    found = place("O1\t100\nO99\t100", items)

    assert found.values == {"item_O1": "100"}
    assert found.problems == ["แถว 2: ไม่พบรหัสหรือชื่อของช่องใด จึงไม่ได้ใช้"]


def test_a_code_that_stands_twice_counts_once(items):
    found = place("O1\t100\nO1\t0", items)

    assert found.values == {"item_O1": "100"}
    assert "มากกว่าหนึ่งครั้ง" in found.problems[0]


def test_items_are_found_by_code_title_or_both_and_marks_are_put_as_choices(facts, items):
    one, two, three = facts.items[:3]

    found = place(
        f"ข้อ\tรายการ\tคะแนน\n{two.code}\t{two.title}\t0.00\n{one.title}\t๑๐๐\n"
        f"{three.code} {three.title}\t100.0",
        items,
    )

    assert found.values == {"item_O2": "0", "item_O1": "100", "item_O3": "100"}
    assert found.problems == []


def test_a_mark_that_the_year_does_not_have_is_told_where_it_stands(items):
    found = place("O1\t100\nO2\t50", items)

    assert found.values == {"item_O1": "100"}
    assert found.problems[0].startswith("แถว 2 (O2): ข้อ O2 ได้ 50 คะแนนไม่ได้")


def test_marks_in_order_fill_the_items_in_order(items):
    found = place("\n".join(["100", "0"] * 20), items)

    assert len(found.values) == 40
    assert (found.values["item_O1"], found.values["item_O2"]) == ("100", "0")


def test_questions_are_found_by_their_codes(facts):
    found = place("i1\t90.5\nE6\t88", QuestionForm(facts=facts).targets())

    assert found.values == {"question_I1": "90.5", "question_E6": "88"}


def test_two_rows_under_the_names_are_too_many(indicators):
    found = place("indicator_1\tindicator_2\n1\t2\n3\t4", indicators)

    assert found.values == {}
    assert "ใต้หัวตารางมี 2 แถว" in found.problems[0]


@pytest.mark.parametrize("text", ["", "  \n\t\n", "คะแนน", "\t\t\t"])
def test_where_no_figure_is_the_page_says_so(indicators, text):
    found = place(text, indicators)

    assert found.values == {}
    assert found.problems == ["ไม่พบตัวเลขในสิ่งที่วาง โปรดคัดลอกช่องคะแนนจากตารางคำนวณมาวางใหม่"]


@pytest.mark.parametrize("text", ["O1\t100\nO2\t0", "1\to1\t100\n2\to2\t0", "O1\tO2\n100\t0"])
def test_the_marks_of_items_never_become_the_scores_of_indicators(indicators, text):
    found = place(text, indicators)

    assert found.values == {}
    assert "ไม่ใช่ช่องของหน้านี้" in found.problems[0]


def test_a_huge_block_is_refused_at_once(indicators):
    assert place("1\n" * 3000, indicators).problems == [TOO_LARGE]


def test_a_cell_with_a_line_break_inside_stays_one_cell(items):
    found = place('O1\t"โครงสร้าง\nของสำนักงาน"\t100\nO2\tข้อมูล\t0', items)

    assert found.values == {"item_O1": "100", "item_O2": "0"}


TARGETS = [Target(f"item_O{n}", f"O{n}", (f"O{n}",), n) for n in range(1, 6)]
CELLS = st.sampled_from(["O1", "O2", "100", "0", "9,5", "", "ก", '"', "\t", "\n", "\r", "๑", "%"])


@given(st.one_of(st.text(), st.lists(CELLS).map("".join), st.lists(CELLS).map("\t".join)))
def test_whatever_is_pasted_each_field_gets_at_most_one_figure_that_was_there(text):
    found = place(text, TARGETS)

    names = [one.name for one in found.placed]
    assert len(names) == len(set(names))
    assert all(read_figure(one.value) is not None for one in found.placed)
    assert found.placed or found.problems
