"""Plans of offices that call and order things otherwise: their words come to the right place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from measures.rules.importing.heading_words import Field, field_of
from measures.rules.importing.owners import GroupName
from measures.rules.importing.reading import read_plan_file
from tests.measures.plan_files import cell, document, table, workbook

GROUPS = [GroupName(1, "กลุ่มอำนวยการ"), GroupName(2, "กลุ่มนโยบายและแผน")]


def read(path: Path):
    """Read a file as the plan of 2568."""
    return read_plan_file(path, name=path.name, fiscal_year=2568, groups=GROUPS)


def days(one) -> tuple[str, str]:
    """Return the first and last day of a measure."""
    return str(one.period.starts_on), str(one.period.ends_on)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("No.", Field.NUMBER),
        ("Issue", Field.ISSUE),
        ("Measures", Field.MEASURE),
        ("Action steps", Field.STEPS),
        ("Responsible", Field.OWNERS),
        ("Timeline", Field.PERIOD),
        ("Follow-up", Field.MONITORING),
        ("Budget (THB)", Field.BUDGET),
        ("กลุ่มที่ดูแล", Field.OWNERS),
        ("งบ (บาท)", Field.BUDGET),
        ("สิ่งที่จะดำเนินการ", Field.MEASURE),
        ("สิ่งที่ต้องพัฒนา", Field.ISSUE),
        ("report on measures", None),
    ],
)
def test_headings_in_english_and_in_rarer_words_are_known(heading, field):
    assert field_of(heading) == field


def test_a_plan_with_english_headings_and_months_is_understood(tmp_path):
    rows = [
        ["No.", "Issue", "Measure", "Steps", "Responsible", "Timeline"],
        [
            1,
            "Transparency",
            "ทบทวนคู่มือ",
            "a) สำรวจ\nb) ปรับปรุง",
            "กลุ่มอำนวยการ",
            "Oct 2024 - Mar 2025",
        ],
    ]

    found = read(workbook(tmp_path / "plan.xlsx", rows))

    (one,) = found.measures
    assert (one.issue, one.title, one.steps) == ("Transparency", "ทบทวนคู่มือ", ("สำรวจ", "ปรับปรุง"))
    assert days(one) == ("2024-10-01", "2025-03-31")
    assert found.problems == ()


def test_owner_and_time_in_one_column_are_told_apart(tmp_path):
    rows = [
        ["มาตรการ", "วิธีทำ", "ผู้รับผิดชอบ/ระยะเวลา"],
        ["ดูแลเว็บ", "ตรวจลิงก์", "กลุ่มอำนวยการ\n10/67-9/68"],
        ["ตอบคำถาม", "รับคำถาม", "กลุ่มนโยบายและแผน (10/67-3/68)"],
        ["ทะเบียน", "สำรวจ", "ทุกกลุ่ม / ม.ค.-มิ.ย. 68"],
        ["อบรม", "จัดอบรม", "ต.ค. 67 – ธ.ค. 67 กลุ่มอำนวยการ"],
        ["ประเมิน", "ประเมินผล", "กลุ่มอำนวยการ"],
    ]

    found = read(workbook(tmp_path / "plan.xlsx", rows))

    assert [(one.owners, days(one)) for one in found.measures] == [
        (("กลุ่มอำนวยการ",), ("2024-10-01", "2025-09-30")),
        (("กลุ่มนโยบายและแผน",), ("2024-10-01", "2025-03-31")),
        (("ทุกกลุ่ม",), ("2025-01-01", "2025-06-30")),
        (("กลุ่มอำนวยการ",), ("2024-10-01", "2024-12-31")),
        (("กลุ่มอำนวยการ",), ("None", "None")),
    ]
    assert found.problems == ()


def test_a_merged_heading_over_issue_and_measure_holds_for_both(tmp_path):
    head = [cell("ประเด็น/มาตรการ/แนวทาง", across=2), "ขั้นตอน", "ผู้รับผิดชอบ"]
    rows = [["๑. การใช้อำนาจ", "เปิดเผยเกณฑ์", "๑. ยกร่าง\n๒. ประกาศ", "กลุ่มอำนวยการ"]]

    found = read(document(tmp_path / "plan.docx", table(head, *rows)))

    (one,) = found.measures
    assert (one.issue, one.title) == ("การใช้อำนาจ", "เปิดเผยเกณฑ์")
    assert found.problems == ()


def test_numbers_may_stand_in_columns_of_their_own_under_a_merged_heading(tmp_path):
    rows = [
        ["มาตรการ", None, "ขั้นตอน", None, "ผู้รับผิดชอบ"],
        ["๑", "เปิดเผยข้อมูล", "1.1", "รวบรวม", "กลุ่มอำนวยการ"],
        [None, None, "1.2", "เผยแพร่", None],
        ["๒", "รับฟังความเห็น", "2.1", "จัดเวที", "กลุ่มอำนวยการ"],
    ]

    found = read(workbook(tmp_path / "plan.xlsx", rows, merge=["A1:B1", "C1:D1"]))

    assert [(one.title, one.steps) for one in found.measures] == [
        ("เปิดเผยข้อมูล", ("รวบรวม", "เผยแพร่")),
        ("รับฟังความเห็น", ("จัดเวที",)),
    ]
    assert found.problems == ()


def test_months_may_be_bare_numbers_under_their_years(tmp_path):
    rows = [
        ["มาตรการ", "กิจกรรม", "พ.ศ. 2567", None, None, "พ.ศ. 2568", None, "ผู้รับผิดชอบ"],
        [None, None, 10, 11, 12, 1, 2, None],
        ["ทำแผน", "- วางแผน", None, "x", "x", "x", None, "กลุ่มอำนวยการ"],
    ]
    merge = ["A1:A2", "B1:B2", "C1:E1", "F1:G1", "H1:H2"]

    found = read(workbook(tmp_path / "plan.xlsx", rows, merge=merge))

    assert [days(one) for one in found.measures] == [("2024-11-01", "2025-01-31")]
    assert found.problems == ()


@pytest.mark.parametrize("year", [2024, 2567, 1967])
@pytest.mark.parametrize("shown", ["mmm-yy", "m/yyyy", "[$-41E]mmm\\ yy;@"])
def test_a_date_of_which_excel_shows_the_month_is_the_whole_month(tmp_path, year, shown):
    book = Workbook()
    book.active.append(["มาตรการ", "ขั้นตอน", "เริ่ม"])
    book.active.append(["เปิดเผยข้อมูล", "รวบรวม", date(year, 10, 1)])
    book.active["C2"].number_format = shown
    book.save(tmp_path / "plan.xlsx")

    found = read(tmp_path / "plan.xlsx")

    assert [days(one) for one in found.measures] == [("2024-10-01", "2024-10-31")]


def test_letters_in_brackets_on_one_line_part_the_steps(tmp_path):
    rows = [["มาตรการ", "วิธีการ"], ["ลดขั้นตอน", "(ก) ทบทวนงาน (ข) ตัดขั้นตอนซ้ำ (ค) แจ้งประชาชน"]]

    found = read(workbook(tmp_path / "plan.xlsx", rows))

    assert found.measures[0].steps == ("ทบทวนงาน", "ตัดขั้นตอนซ้ำ", "แจ้งประชาชน")
