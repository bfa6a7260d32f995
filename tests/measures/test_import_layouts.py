"""Less usual layouts: months with ticks, times in two columns, headings in other words."""

from __future__ import annotations

from time import process_time

import pytest

from measures.rules.importing.reading import understood
from measures.rules.importing.tables import Cell, Row, Source, Stray, Table


def reading(*rows: list[str], beside: tuple[str, ...] = ()):
    """Understand one table without merged cells, and text below it."""
    made = [
        Row(number, tuple(Cell(text, column) for column, text in enumerate(row)))
        for number, row in enumerate(rows, 1)
    ]
    blocks = (Table("", tuple(made)), *(Stray(text) for text in beside))
    return understood(Source(blocks), fiscal_year=2567, groups=[])


def days(one) -> tuple[str, str]:
    """Return the first and last day of a measure."""
    return str(one.period.starts_on), str(one.period.ends_on)


def test_ticks_in_the_columns_of_months_say_when():
    found = reading(
        ["มาตรการ", "ขั้นตอน", "ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค."],
        ["เปิดเผยข้อมูล", "สำรวจ", "", "/", "✓", ""],
        ["ตอบข้อซักถาม", "ตั้งผู้ตอบ", "x", "", "", ""],
    )

    assert [days(one) for one in found.measures] == [
        ("2023-11-01", "2023-12-31"),
        ("2023-10-01", "2023-10-31"),
    ]
    assert found.measures[0].period.text == "พ.ย.\nธ.ค."
    assert found.problems == ()


def test_months_may_stand_under_the_heading_of_the_time():
    rows = (
        Row(
            1,
            (
                Cell("มาตรการ", 0),
                Cell("วิธีการ", 1),
                Cell("ระยะเวลา ปี 2566", 2, 3),
                Cell("ผู้รับผิดชอบ", 5),
            ),
        ),
        Row(
            2,
            (
                Cell("", 0, 1, is_continued=True),
                Cell("", 1, 1, is_continued=True),
                *(Cell(month, n) for n, month in enumerate(("ต.ค.", "พ.ย.", "ธ.ค."), 2)),
                Cell("", 5, 1, is_continued=True),
            ),
        ),
        Row(3, tuple(Cell(t, n) for n, t in enumerate(("ก", "ข", "/", "/", "", "ทุกกลุ่ม")))),
    )

    found = understood(Source((Table("", rows),)), fiscal_year=2567, groups=[])

    assert [days(one) for one in found.measures] == [("2023-10-01", "2023-11-30")]
    assert found.measures[0].matched.every_group
    assert found.problems == ()


def test_begin_and_end_may_stand_in_two_columns():
    found = reading(
        ["มาตรการ", "ขั้นตอน", "วันเริ่มต้น", "วันสิ้นสุด"],
        ["เปิดเผยข้อมูล", "สำรวจ", "1 ต.ค. 66", "31 มี.ค. 67"],
    )

    assert days(found.measures[0]) == ("2023-10-01", "2024-03-31")


@pytest.mark.parametrize(
    ("heads", "wanted"),
    [
        (["โครงการ/กิจกรรม", "ขั้นตอน", "ผู้รับผิดชอบ"], ("", "ก", "ข")),
        (["ประเด็นที่ต้องพัฒนา", "แนวทางการพัฒนา", "ผู้รับผิดชอบ"], ("", "ก", "ข")),
        (["ตัวชี้วัด", "มาตรการ", "วิธีดำเนินการ"], ("ก", "ข", "ค")),
        (["ด้าน", "แนวทาง", "ขั้นตอน"], ("ก", "ข", "ค")),
        (["ประเด็น", "มาตรการ/ขั้นตอน", "กิจกรรม"], ("ก", "ข", "ค")),
    ],
)
def test_tables_that_name_their_columns_otherwise_are_understood(heads, wanted):
    one = reading(heads, ["ก", "ข", "ค"]).measures[0]

    assert (one.issue, one.title, *one.steps)[: len(wanted)] == wanted


def test_a_row_of_measures_is_not_taken_for_headings():
    found = reading(
        ["มาตรการ", "ขั้นตอน", "การติดตาม", "ผู้รับผิดชอบ"],
        ["มาตรการกำกับ", "กิจกรรมรณรงค์", "ติดตามผล", "กลุ่มอำนวยการ"],
        ["มาตรการที่ 2", "ขั้นตอนที่ 1", "รายงานผล", "กลุ่มอำนวยการ"],
    )

    assert [one.title for one in found.measures] == ["มาตรการกำกับ", "มาตรการที่ 2"]


def test_numbers_before_titles_make_measures_of_rows_with_nothing_else():
    found = reading(["ที่", "มาตรการ", "ขั้นตอน"], ["๑", "เปิดเผยข้อมูล", ""], ["๒", "ตอบ", "ทำ"])

    assert [(one.title, one.steps) for one in found.measures] == [
        ("เปิดเผยข้อมูล", ()),
        ("ตอบ", ("ทำ",)),
    ]


def test_an_issue_without_measures_is_told():
    found = reading(
        ["มาตรการ", "ขั้นตอน"],
        ["๑. ความโปร่งใส", ""],
        ["๒. บริการ", ""],
        ["ลดขั้นตอน", "ทบทวน"],
    )

    assert [one.issue for one in found.measures] == ["บริการ"]
    assert [(one.row, one.message) for one in found.problems] == [
        (2, "ประเด็นนี้ไม่มีมาตรการอยู่ข้างใต้: “๑. ความโปร่งใส”")
    ]


def test_a_time_told_once_that_nothing_needs_is_told_as_such():
    found = reading(
        ["มาตรการ", "ขั้นตอน", "ระยะเวลา"],
        ["เปิดเผยข้อมูล", "สำรวจ", "ต.ค. ๖๖"],
        beside=("ระยะเวลาดำเนินการ ตลอดปีงบประมาณ", "ผู้รับผิดชอบ"),
    )

    assert days(found.measures[0]) == ("2023-10-01", "2023-10-31")
    assert [one.message for one in found.problems] == [
        "ข้อความนอกตารางมาตรการ: “ผู้รับผิดชอบ”",
        "ข้อความนอกตารางมาตรการ: “ตลอดปีงบประมาณ”",
    ]


def test_a_sentence_that_begins_like_a_label_is_no_owner():
    sentence = "ผู้รับผิดชอบต้องรายงานผลการดำเนินการตามมาตรการนี้ต่อผู้อำนวยการทุกรอบหกเดือน" * 2

    found = reading(["มาตรการ", "ขั้นตอน"], ["เปิดเผยข้อมูล", "สำรวจ"], beside=(sentence,))

    assert found.measures[0].owners == ()
    assert sentence in found.problems[0].message


def test_two_rows_of_headings_need_no_merged_cells():
    found = reading(
        ["แผนของสำนักงาน", "", "", ""],
        ["การนำไปสู่การปฏิบัติ", "", "ขั้นตอน", "ผู้รับผิดชอบ"],
        ["ประเด็น", "มาตรการ/แนวทาง", "", ""],
        ["๑. ความโปร่งใส", "เปิดเผยข้อมูล", "สำรวจ", "ทุกกลุ่ม"],
    )

    assert [(one.issue, one.title, one.steps) for one in found.measures] == [
        ("ความโปร่งใส", "เปิดเผยข้อมูล", ("สำรวจ",))
    ]
    assert (found.title, found.problems) == ("แผนของสำนักงาน", ())


def test_a_table_of_points_to_develop_is_no_plan():
    found = reading(["ตัวชี้วัด", "ประเด็นที่ควรพัฒนา"], ["การเปิดเผย", "ปรับข้อมูล"])

    assert found.measures == ()
    assert any("การเปิดเผย ปรับข้อมูล" in one.message for one in found.problems)


def test_another_table_begins_without_the_issue_of_the_one_before():
    first = Table("", (_row(1, "มาตรการ", "ขั้นตอน"), _row(2, "๑. ด้านบริการ", ""), _row(3, "ก", "ข")))
    second = Table("", (_row(4, "มาตรการที่", "วิธีการ"), _row(5, "ค", "ง")))

    found = understood(Source((first, second)), fiscal_year=2567, groups=[])

    assert [(one.issue, one.title) for one in found.measures] == [("ด้านบริการ", "ก"), ("", "ค")]


def _row(number: int, *texts: str) -> Row:
    return Row(number, tuple(Cell(text, column) for column, text in enumerate(texts)))


def test_a_long_plan_is_read_in_time_that_grows_with_its_rows():
    def seconds(count: int) -> float:
        rows = [["ที่", "มาตรการ", "ขั้นตอน"], *([f"{n}", f"{n}. ก", "ข"] for n in range(count))]
        begin = process_time()
        assert len(reading(*rows).measures) == count
        return process_time() - begin

    # The least of several: what else the process tidies away meanwhile is not the reading's.
    assert min(seconds(4000) for _ in range(3)) < 12 * min(seconds(1000) for _ in range(3))
