"""Times in columns of their own, and rows that go on, stand for an issue, or only add up."""

from __future__ import annotations

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from measures.rules.importing.reading import understood
from measures.rules.importing.tables import Cell, Row, Source, Table
from measures.rules.importing.workbook import read_workbook
from tests.measures.plan_files import workbook


def reading(*rows: list[str]):
    """Understand one table without merged cells."""
    made = [
        Row(number, tuple(Cell(text, column) for column, text in enumerate(row)))
        for number, row in enumerate(rows, 1)
    ]
    return understood(Source((Table("", tuple(made)),)), fiscal_year=2567, groups=[])


def days(found) -> list[tuple[str, str]]:
    """Return the first and last day of each measure."""
    return [(str(one.period.starts_on), str(one.period.ends_on)) for one in found.measures]


def test_quarters_may_be_bare_numbers_under_their_heading(tmp_path):
    rows = [
        ["ที่", "มาตรการ", "ขั้นตอน", "ระยะเวลาดำเนินการ (ไตรมาส)", None, None, None, "ผู้รับผิดชอบ"],
        [None, None, None, 1, "๒", 3, 4, None],
        [1, "เปิดเผยข้อมูล", "สำรวจ", "✓", "✓", None, None, "ทุกกลุ่ม"],
    ]

    found = understood(
        read_workbook(workbook(tmp_path / "a.xlsx", rows, merge=["D1:G1"])),
        fiscal_year=2567,
        groups=[],
    )

    assert (days(found), found.problems) == ([("2023-10-01", "2024-03-31")], ())


def test_the_year_may_stand_over_the_months_in_a_row_of_its_own(tmp_path):
    rows = [
        ["มาตรการ", "ขั้นตอน", "ระยะเวลาดำเนินการ", None, None, None, "ผู้รับผิดชอบ"],
        [None, None, "พ.ศ. 2566", None, "พ.ศ. 2567", None, None],
        [None, None, "พ.ย.", "ธ.ค.", "ม.ค.", "ก.พ.", None],
        ["เปิดเผยข้อมูล", "สำรวจ", None, "←", "→", None, "ทุกกลุ่ม"],
    ]
    merge = ["A1:A3", "B1:B3", "C1:F1", "C2:D2", "E2:F2", "G1:G3"]

    source = read_workbook(workbook(tmp_path / "a.xlsx", rows, merge=merge))
    found = understood(source, fiscal_year=2567, groups=[])

    assert (days(found), found.problems) == ([("2023-12-01", "2024-01-31")], ())
    assert found.measures[0].period.text == "ธ.ค. 2566 – ม.ค. 2567"


def test_an_arrow_over_merged_months_covers_them_all(tmp_path):
    rows = [["มาตรการ", "ขั้นตอน", "ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค."], ["ก", "ข", None, "↔"]]

    source = read_workbook(workbook(tmp_path / "a.xlsx", rows, merge=["D2:F2"]))

    assert days(understood(source, fiscal_year=2567, groups=[])) == [("2023-11-01", "2024-01-31")]


def test_coloured_months_say_when_and_the_stripes_of_a_table_do_not(tmp_path):
    book = Workbook()
    for row in (["มาตรการ", "ขั้นตอน", "ต.ค.", "พ.ย."], ["ก", "ข"], ["ค", "ง"]):
        book.active.append(row)
    book.active["D2"].fill = PatternFill("solid", fgColor="FF00B050")
    for cell in ("A3", "B3", "C3", "D3"):
        book.active[cell].fill = PatternFill("solid", fgColor="FFDDDDDD")
    book.save(tmp_path / "a.xlsx")

    found = understood(read_workbook(tmp_path / "a.xlsx"), fiscal_year=2567, groups=[])

    assert days(found) == [("2023-11-01", "2023-11-30"), ("None", "None")]


def test_ticks_that_do_not_adjoin_are_told():
    found = reading(["มาตรการ", "ขั้นตอน", "ต.ค.", "พ.ย.", "ธ.ค."], ["ก", "ข", "/", "", "/"])

    assert days(found) == [("2023-10-01", "2023-12-31")]
    assert found.measures[0].period.is_partly
    assert "“ต.ค., ธ.ค.” มีช่วงที่เว้นไว้" in found.problems[0].message


def test_what_goes_on_after_the_end_of_a_page_is_one_measure():
    head = ["ที่", "ประเด็น", "มาตรการ", "ขั้นตอน"]

    found = reading(
        head,
        ["1", "๑. โปร่งใส", "เปิดเผยข้อมูล", "1. สำรวจ"],
        head,
        ["1 (ต่อ)", "๑. โปร่งใส (ต่อ)", "เปิดเผยข้อมูล (ต่อ)", "2. เผยแพร่"],
        ["2", "๒. บริการ", "ปรับ", "ทำ"],
    )

    assert [(one.issue, one.title, one.steps) for one in found.measures] == [
        ("โปร่งใส", "เปิดเผยข้อมูล", ("สำรวจ", "เผยแพร่")),
        ("บริการ", "ปรับ", ("ทำ",)),
    ]
    assert found.problems == ()


def test_a_title_that_is_written_beside_each_step_makes_one_measure():
    found = reading(["มาตรการ", "ขั้นตอน"], ["ก", "หนึ่ง"], ["ก", "สอง"], ["ข", "สาม"])

    assert [(one.title, one.steps) for one in found.measures] == [
        ("ก", ("หนึ่ง", "สอง")),
        ("ข", ("สาม",)),
    ]


def test_the_same_title_under_another_number_is_another_measure():
    found = reading(["ที่", "มาตรการ", "ขั้นตอน"], ["1", "ก", "หนึ่ง"], ["2", "ก", "สอง"])

    assert len(found.measures) == 2


def test_an_issue_may_stand_in_the_column_of_the_numbers():
    found = reading(
        ["ที่", "มาตรการ", "ขั้นตอน", "ระยะเวลา"],
        ["ประเด็นที่ 1 งานโปร่งใส", "", "", ""],
        ["1", "เปิดเผยข้อมูล", "สำรวจ", "ต.ค. 66"],
    )

    assert [(one.issue, one.title) for one in found.measures] == [
        ("ประเด็นที่ 1 งานโปร่งใส", "เปิดเผยข้อมูล")
    ]
    assert found.problems == ()


def test_a_total_is_no_measure_and_is_told():
    found = reading(["มาตรการ", "ขั้นตอน", "งบประมาณ"], ["ก", "ข", "5,000"], ["รวม", "", "5,000"])

    assert [one.title for one in found.measures] == ["ก"]
    assert found.problems[0].message == "ข้อความนอกตารางมาตรการ: “รวม 5,000”"


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("➢ หนึ่ง\n➢ สอง", ("หนึ่ง", "สอง")),
        ("✓ หนึ่ง\n✓ สอง", ("หนึ่ง", "สอง")),
        ("o หนึ่ง\no สอง", ("หนึ่ง", "สอง")),
        ("1/ หนึ่ง\n2/ สอง", ("หนึ่ง", "สอง")),
        ("i. หนึ่ง\nii. สอง", ("หนึ่ง", "สอง")),
        ("a) หนึ่ง\nb) สอง", ("หนึ่ง", "สอง")),
        ("1 หนึ่ง\n2 สอง", ("หนึ่ง", "สอง")),
        ("3 หนึ่ง\n5 สอง", ("3 หนึ่ง", "5 สอง")),
    ],
)
def test_steps_are_told_apart_by_other_marks_too(text, steps):
    assert reading(["มาตรการ", "ขั้นตอน"], ["ก", text]).measures[0].steps == steps


def test_the_number_of_a_step_may_stand_in_a_column_of_its_own():
    found = reading(["มาตรการ", "ลำดับขั้นตอน", "ขั้นตอน"], ["ก", "1", "สำรวจ"], ["", "2", "เผยแพร่"])

    assert found.measures[0].steps == ("สำรวจ", "เผยแพร่")


def test_the_source_of_a_budget_is_no_budget():
    found = reading(["มาตรการ", "ขั้นตอน", "งบประมาณ", "แหล่งงบประมาณ"], ["ก", "ข", "100", "สพฐ."])

    assert found.measures[0].budget.baht == 100
    assert found.measures[0].others == (("แหล่งงบประมาณ", "สพฐ."),)


def test_lines_of_times_beside_as_many_steps_are_the_times_of_the_steps():
    head = ["มาตรการ", "ขั้นตอน", "ระยะเวลา"]

    found = reading(head, ["ก", "1. สำรวจ\n2. สรุป", "ต.ค. 66\nธ.ค. 66"])

    times = [str(one.starts_on) for one in found.measures[0].step_periods]
    assert times == ["2023-10-01", "2023-12-01"]


def test_two_lines_of_one_time_are_not_the_times_of_two_steps():
    head = ["มาตรการ", "ขั้นตอน", "ระยะเวลา"]

    found = reading(head, ["ก", "1. สำรวจ\n2. สรุป", "ต.ค. 66 -\nก.ย. 67"])

    assert found.measures[0].step_periods == ()
    assert days(found) == [("2023-10-01", "2024-09-30")]


def test_a_table_that_goes_on_with_fewer_columns_of_the_grid_is_the_same_table():
    wide = (Cell("ประเด็น", 0), Cell("มาตรการ", 1), Cell("ขั้นตอน", 2, 2), Cell("ระยะเวลา", 4))
    first = Table(
        "",
        (
            Row(1, wide),
            Row(2, (Cell("๑. ก", 0), Cell("ข", 1), Cell("1. ค", 2, 2), Cell("ต.ค. 66", 4))),
        ),
    )
    assert first.width == 5
    more = Table("", (Row(3, tuple(Cell(t, n) for n, t in enumerate(["", "", "2. ง", ""]))),))

    found = understood(Source((first, more)), fiscal_year=2567, groups=[])

    assert [one.steps for one in found.measures] == [("ค", "ง")]


def test_a_heading_may_be_divided_by_words_that_nobody_knows(tmp_path):
    rows = [
        ["มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", None, "ค่าเป้าหมาย", None],
        [None, None, "หลัก", "ร่วม", "เชิงปริมาณ", "เชิงคุณภาพ"],
        ["เปิดเผยข้อมูล", "สำรวจ", "กลุ่มดาวเทียม", "ทุกกลุ่ม", "ครบ", "พอใจ"],
    ]

    source = read_workbook(workbook(tmp_path / "a.xlsx", rows, merge=["C1:D1", "E1:F1"]))
    found = understood(source, fiscal_year=2567, groups=[])

    assert [(one.title, one.owners, one.target) for one in found.measures] == [
        ("เปิดเผยข้อมูล", ("กลุ่มดาวเทียม", "ทุกกลุ่ม"), "ครบ\nพอใจ")
    ]
