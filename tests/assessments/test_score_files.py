"""Workbooks and CSV files as they come: odd cells are named, unsafe files are refused."""

from __future__ import annotations

import datetime
import zipfile
from decimal import Decimal

import pytest
from openpyxl import Workbook

from assessments.models import Result
from assessments.rules.files import workbook as score_workbook
from assessments.rules.files.importing import import_scores
from ita_portal.errors import Refused
from tests.assessments.score_tables import (
    COLUMNS,
    both_offices,
    csv_file,
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


def places(outcome) -> list[tuple[int | None, str | None]]:
    return [(problem.row, problem.column) for problem in outcome.problems]


# --- workbooks ---


def workbook(tmp_path, change) -> object:
    """Write a workbook of both real rows after `change` had its way with the sheet."""
    book = Workbook()
    sheet = book.active
    for cells in [COLUMNS, samut_sakhon(), khon_kaen()]:
        sheet.append([float(c) if c.replace(".", "").isdigit() else c or None for c in cells])
    change(sheet)
    path = tmp_path / "scores.xlsx"
    book.save(path)
    return path


def column_letter(name: str) -> str:
    return chr(ord("A") + COLUMNS.index(name))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("=1+1", "สูตร"),
        (datetime.date(2020, 9, 30), "วันที่"),
        (True, "จริง/เท็จ"),
        (98.555, "ทศนิยม"),
        ("#DIV/0!", "ผิดพลาด"),
    ],
)
def test_a_cell_that_holds_no_number_is_named(tmp_path, value, words):
    cell = f"{column_letter('indicator_4')}2"

    outcome = store(workbook(tmp_path, lambda sheet: sheet.__setitem__(cell, value)))

    assert places(outcome) == [(2, "indicator_4")]
    assert words in outcome.problems[0].message
    assert outcome.stored == 1


def test_merged_cells_are_a_problem_of_each_row(tmp_path):
    letter = column_letter("office_code")

    outcome = store(workbook(tmp_path, lambda sheet: sheet.merge_cells(f"{letter}2:{letter}3")))

    assert places(outcome) == [(2, "office_code"), (3, "office_code")]


def test_numbers_are_read_as_their_cells_show_them(tmp_path):
    def change(sheet):
        total = sheet[f"{column_letter('total')}2"]
        total.value, total.number_format = 91.2483333333, "0.00"
        score = sheet[f"{column_letter('indicator_1')}2"]
        score.value, score.number_format = 0.9908, "0.00%"

    outcome = store(workbook(tmp_path, change))

    assert outcome.problems == ()
    assert Result.objects.get(office__code="skn1").published_total == Decimal("91.25")


def test_hidden_rows_are_read(tmp_path):
    def hide(sheet):
        sheet.row_dimensions[2].hidden = True

    assert store(workbook(tmp_path, hide)).stored == 2


def test_a_far_away_row_is_read_under_its_own_number(tmp_path):
    def change(sheet):
        sheet.cell(1_000_000, 1 + COLUMNS.index("office_code"), "x")
        sheet.cell(1_000_000, 1 + COLUMNS.index("indicator_4"), "=1+1")

    outcome = store(workbook(tmp_path, change))

    assert outcome.stored == 2
    assert {row for row, _ in places(outcome)} == {1_000_000}


def test_a_second_sheet_with_scores_is_told_of(tmp_path):
    def add(sheet):
        sheet.parent.create_sheet("ปีก่อน").append(COLUMNS)

    outcome = store(workbook(tmp_path, add))

    assert outcome.stored == 2
    assert places(outcome) == [(None, None)]
    assert "ปีก่อน" in outcome.problems[0].message


# --- files that cannot be used ---


def add_part(path, name: str, data: bytes) -> None:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)


def unusable(tmp_path, kind: str):
    path = xlsx_file(tmp_path, samut_sakhon())
    if kind == "macros":
        add_part(path, "xl/vbaProject.bin", b"x")
    elif kind == "bomb":
        add_part(path, "xl/media/x.xml", b"\0" * (30 * 1024 * 1024))
    elif kind == "encrypted":
        path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512)
    elif kind == "not a workbook":
        path.write_text("office_code,fiscal_year", encoding="utf-8")
    elif kind == "cut off":
        path.write_bytes(path.read_bytes()[:3000])
    elif kind == "no parts":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a.txt", "a")
    return path


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("macros", "แมโคร"),
        ("bomb", "ใหญ่ผิดปกติ"),
        ("encrypted", "เข้ารหัส"),
        ("not a workbook", "ไม่ใช่สมุดงาน"),
        ("cut off", "เสียหาย"),
        ("no parts", "เสียหาย"),
    ],
)
def test_an_unsafe_or_broken_workbook_is_refused(tmp_path, kind, words):
    path = unusable(tmp_path, kind)

    with pytest.raises(Refused, match=words):
        store(path)


def test_an_entity_bomb_is_refused(tmp_path):
    path = xlsx_file(tmp_path, samut_sakhon())
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = b'<!DOCTYPE x [<!ENTITY a "b">]>' + sheet
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)

    with pytest.raises(Refused, match="เสียหาย"):
        store(path)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("scores.csv", b"", "ไม่พบแถวหัวตาราง"),
        ("scores.csv", "ชื่อ,คะแนน\nก,1\n".encode(), "รหัสสำนักงาน"),
        ("scores.csv", b"office_code,year,year\nx,1,2\n", "คอลัมน์เดียวกัน"),
        ("scores.csv", b'office_code,fiscal_year\n"x,2562\n', "CSV"),
        ("scores.csv", b"\x00\x01\x02\xff", "ไม่ใช่ข้อความ"),
        ("scores.pdf", b"%PDF-1.7", "ไม่รู้จักไฟล์"),
    ],
)
def test_a_file_that_is_no_score_file_is_refused(tmp_path, name, data, words):
    path = tmp_path / name
    path.write_bytes(data)

    with pytest.raises(Refused, match=words):
        store(path)


def test_a_file_that_is_too_big_or_not_there_is_refused(tmp_path, monkeypatch):
    path = csv_file(tmp_path, samut_sakhon())
    monkeypatch.setattr("assessments.rules.files.scores.MAX_BYTES", 100)

    with pytest.raises(Refused, match="ใหญ่เกินไป"):
        store(path)
    with pytest.raises(Refused, match="ไม่พบไฟล์"):
        store(tmp_path / "none.csv")


@pytest.mark.parametrize("write", [csv_file, xlsx_file])
def test_too_many_rows_are_refused(tmp_path, monkeypatch, write):
    path = write(tmp_path, *both_offices())
    monkeypatch.setattr("assessments.rules.files.scores.MAX_ROWS", 3)
    monkeypatch.setattr(score_workbook, "MAX_ROWS", 3)

    with pytest.raises(Refused, match="มากกว่า 3 แถว"):
        store(path)
