"""Cells as nobody should write them, in either kind of file: read rightly, or named in Thai."""

from __future__ import annotations

import zipfile
from decimal import Decimal

import pytest
from openpyxl import Workbook

from assessments.models import Result
from assessments.rules.files.importing import import_scores
from ita_portal.audit.models import AuditEvent
from ita_portal.errors import Refused
from tests.assessments.score_tables import (
    COLUMNS,
    csv_file,
    details_file,
    khon_kaen,
    samut_sakhon,
    xlsx_file,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _years(load_year) -> None:
    load_year(2562)
    load_year(2564)


def store(path):
    return import_scores(path, dry_run=False)


def told(problems) -> list[tuple[int | None, str | None]]:
    return [(problem.row, problem.column) for problem in problems]


def patched(path, old: bytes, new: bytes):
    """Write other XML into the first sheet than any program would."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert old in sheet
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(old, new, 1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


# --- numbers ---


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("NaN", "ไม่ใช่ตัวเลข"),
        ("Infinity", "ไม่ใช่ตัวเลข"),
        ("-inf", "ไม่ใช่ตัวเลข"),
        ("1e2", "ไม่ใช่ตัวเลข"),
        ("95,50", "ไม่ใช่ตัวเลข"),
        ("95.5.0", "ไม่ใช่ตัวเลข"),
        ("95.50%", "ไม่ใช่ตัวเลข"),
        ("95.505", "ทศนิยมเกิน 2 ตำแหน่ง"),
        ("-0.01", "0 ถึง 100"),
        ("100.01", "0 ถึง 100"),
        ("1,234.00", "0 ถึง 100"),
        ("9" * 40, "ยาวเกินไป"),
        ("ดีมาก", "ไม่ใช่ตัวเลข"),
        ("#N/A", "ไม่ใช่ตัวเลข"),
    ],
)
@pytest.mark.parametrize("column", ["indicator_4", "national_mean", "total", "iit"])
def test_no_number_is_named_at_its_cell_and_the_other_row_is_stored(tmp_path, column, typed, words):
    outcome = store(csv_file(tmp_path, samut_sakhon(**{column: typed}), khon_kaen()))

    assert told(outcome.problems) == [(2, column)]
    assert words in outcome.problems[0].message or column == "iit"
    assert outcome.stored == 1


@pytest.mark.parametrize(
    ("typed", "score"),
    [
        ("-0", "0.00"),
        ("−0.00", "0.00"),
        ("+99.08", "99.08"),
        ("๙๙.๐๘", "99.08"),
        ("\uff19\uff19\uff0e\uff10\uff18", "99.08"),
        ("\u200b99\ufeff.08\u2060", "99.08"),
        ("99.080", "99.08"),
        (" 99.08 ", "99.08"),
    ],
)
def test_a_number_is_read_however_it_was_typed(tmp_path, typed, score):
    changed = {"indicator_1": typed, "iit": "", "total": "", "level": ""}

    assert store(csv_file(tmp_path, samut_sakhon(**changed))).problems == ()

    first = Result.objects.get().indicator_scores()[1]
    assert str(first) == score
    assert AuditEvent.objects.get().detail["scores"]["1"] == score


@pytest.mark.parametrize("written", [b"NaN", b"1e999", b"-1e999", b"INF", b"x", b"0x10", b"--1"])
@pytest.mark.parametrize(("column", "old"), [("indicator_1", b"99.08"), ("iit", b"29.56")])
def test_a_number_cell_that_holds_none_is_named_and_nothing_breaks(tmp_path, written, column, old):
    path = xlsx_file(tmp_path, samut_sakhon(), khon_kaen())

    outcome = store(patched(path, b"<v>" + old + b"</v>", b"<v>" + written + b"</v>"))

    assert told(outcome.problems) == [(2, column)]
    assert "ไม่ใช่ตัวเลข" in outcome.problems[0].message
    assert outcome.stored == 1


@pytest.mark.parametrize(
    ("written", "score"),
    [(b"1e2", "100.00"), (b"-0", "0.00"), (b"99.08000000000001", "99.08"), (b"99.080", "99.08")],
)
def test_a_number_cell_is_read_with_the_digits_that_are_kept(tmp_path, written, score):
    path = xlsx_file(tmp_path, samut_sakhon(iit="", total="", level=""))

    outcome = store(patched(path, b"<v>99.08</v>", b"<v>" + written + b"</v>"))

    assert outcome.problems == ()
    assert str(Result.objects.get().indicator_scores()[1]) == score


# --- workbooks ---


def book_of(tmp_path, *sheets):
    """Write a workbook: each sheet a name and its rows."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for cells in rows:
            sheet.append([float(c) if c.replace(".", "").isdigit() else c or None for c in cells])
    path = tmp_path / "scores.xlsx"
    book.save(path)
    return path


def test_the_table_may_stand_behind_a_sheet_without_one(tmp_path):
    path = book_of(tmp_path, ("ปก", [["รายงาน"]]), ("คะแนน", [COLUMNS, samut_sakhon()]))

    outcome = store(path)

    assert (outcome.stored, outcome.problems) == (1, ())


def test_of_two_tables_the_first_is_read_and_the_other_is_told(tmp_path):
    path = book_of(
        tmp_path, ("ข", [COLUMNS, khon_kaen()]), ("ก", [COLUMNS, samut_sakhon(), khon_kaen()])
    )

    outcome = store(path)

    assert Result.objects.get().fiscal_year == 2564
    assert told(outcome.problems) == [(None, None)]
    assert "“ก”" in outcome.problems[0].message


def test_hidden_rows_are_read_and_said(tmp_path):
    book = Workbook()
    for cells in [COLUMNS, samut_sakhon(), khon_kaen()]:
        book.active.append(cells)
    book.active.row_dimensions[3].hidden = True
    book.save(tmp_path / "scores.xlsx")

    outcome = store(tmp_path / "scores.xlsx")

    assert (outcome.stored, outcome.problems) == (2, ())
    assert told(outcome.notes) == [(3, None)]
    assert "ซ่อน" in outcome.notes[0].message


def test_formatted_and_spoken_text_is_read_without_how_it_is_pronounced(tmp_path):
    path = xlsx_file(tmp_path, samut_sakhon())
    plain = b"<is><t>skn1</t></is>"
    rich = b"<is><r><t>sk</t></r><r><t>n1</t></r><rPh sb='0' eb='1'><t>x</t></rPh></is>"

    outcome = store(patched(path, plain, rich))

    assert outcome.problems == ()
    assert Result.objects.get().office.code == "skn1"


def test_a_formula_with_its_value_is_a_number_and_without_one_is_named(tmp_path):
    path = xlsx_file(tmp_path, samut_sakhon(), khon_kaen())
    patched(path, b"<v>99.08</v>", b"<f>98+1.08</f><v>99.08</v>")

    outcome = store(patched(path, b"<v>90.34</v>", b"<f>A1</f><v></v>"))

    assert told(outcome.problems) == [(3, "indicator_2")]
    assert "ยังไม่มีค่า" in outcome.problems[0].message
    assert outcome.stored == 1


@pytest.mark.parametrize("kind", ["command of 50 MB", "csv of 50 MB"])
def test_a_file_of_50_megabytes_is_refused_before_it_is_read(tmp_path, kind):
    path = tmp_path / ("scores.csv" if "csv" in kind else "scores.xlsx")
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)

    with pytest.raises(Refused, match="ใหญ่เกินไป"):
        store(path)


# --- headings ---


def test_details_are_known_by_the_headings_of_an_office(tmp_path, load_year):
    facts_year = load_year(2564)
    scores = {f"ตัวชี้วัดที่ {n}": "95.00" for n in range(1, 11)}
    row = {
        "รหัสหน่วยงาน": "y",
        "หน่วยงาน": "สพป.ย",
        "ปีงบประมาณ": facts_year.fiscal_year,
        **scores,
        "จำนวนผู้ตอบ IIT (คน)": "๑๒๐",
        "ผู้ตอบแบบวัด EIT": "340",
        "O1 โครงสร้าง อำนาจหน้าที่": "100",
        "ข้อ O02": "0",
        "ข้อคำถาม i1": "๙๕.๕๐",
        "O3 หมายเหตุ": "รอหลักฐาน",
        "O1.1": "7",
        "O4-O9": "80.5",
        "OIT": "",
    }

    assert store(details_file(tmp_path, row)).problems == ()

    result = Result.objects.get()
    marks = dict(result.item_scores.values_list("item__code", "score"))
    assert marks == {"O1": Decimal(100), "O2": Decimal(0)}
    assert result.question_scores.get().question.code == "I1"
    assert result.respondents == {"IIT": 120, "EIT": 340}


def test_two_headings_of_one_item_are_refused(tmp_path):
    path = details_file(
        tmp_path, {"office_code": "y", "fiscal_year": "2564", "O1": "", "ข้อ O1": ""}
    )

    with pytest.raises(Refused, match="คอลัมน์เดียวกัน"):
        store(path)
