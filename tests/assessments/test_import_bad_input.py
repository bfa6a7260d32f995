"""Bad score files by the screen: each mistake at its row and column, the rest kept."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path

import pytest

from assessments.models import ImportFile
from tests.assessments.import_screen import (
    kept_files,
    own,
    problems,
    sheet_with,
    text_of,
    upload,
    where,
)
from tests.factories.assessments import KHON_KAEN_2564, SAMUT_SAKHON_2562

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("import_portal")]


@pytest.fixture
def client(login, officer):
    return login(officer)


def put(cell: str, value: object):
    """Return a change that writes a value into a cell."""
    return lambda sheet: sheet.__setitem__(cell, value)


@pytest.mark.parametrize(
    ("change", "number", "column", "words"),
    [
        (put("G2", "=1+1"), 2, "G ตัวชี้วัดที่ 4", "สูตร"),
        (put("G2", datetime.date(2021, 9, 30)), 2, "G ตัวชี้วัดที่ 4", "วันที่"),
        (put("G2", "ดีมาก"), 2, "G ตัวชี้วัดที่ 4", "ไม่ใช่ตัวเลข"),
        (put("G2", 101), 2, "G ตัวชี้วัดที่ 4", "0 ถึง 100"),
        (put("G2", None), 2, "G ตัวชี้วัดที่ 4", "ไม่มีคะแนน"),
        (put("Q2", 99), 2, "Q คะแนนรวม", "ตัวชี้วัดให้ 91.50"),
        (put("C2", 2561), 2, "C ปีงบประมาณ", "ยังไม่มีกรอบ"),
        (put("C2", 2562), 3, "C ปีงบประมาณ", "แถวที่ 2"),
        (put("C2", 2654), 2, "C ปีงบประมาณ", "ยังไม่เริ่ม"),
        (put("C2", 2021), 2, "C ปีงบประมาณ", "2021"),
        (lambda sheet: sheet.merge_cells("D2:E2"), 2, "D ตัวชี้วัดที่ 1", "ผสาน"),
    ],
    ids=[
        "formula",
        "date",
        "text",
        "range",
        "missing",
        "total",
        "year",
        "twice",
        "future",
        "era",
        "merged",
    ],
)
def test_a_bad_cell_is_told_with_row_and_column_and_the_rest_is_kept(
    client, office, change, number, column, words
):
    page = upload(client, office, name="scores.xlsx", data=sheet_with(change))

    found = problems(page)
    assert (number, column) == found[0][:2]
    assert words in found[0][2]
    assert found[0][2] in text_of(page).replace("&quot;", '"')
    assert len(page.context["kept"]) == 1


@pytest.mark.parametrize("area", ["A1:A2", "D1:M1"])
def test_merged_headings_are_told(client, office, area):
    page = upload(
        client, office, name="scores.xlsx", data=sheet_with(lambda sheet: sheet.merge_cells(area))
    )

    assert "หัวตารางมีเซลล์ที่ผสานกัน" in text_of(page)


def test_hidden_rows_thai_digits_wide_and_invisible_characters_are_read(client, office):
    thai = str.maketrans("0123456789.", "๐๑๒๓๔๕๖๗๘๙.")
    wide = str.maketrans("0123456789.", "".join(chr(0xFEE0 + ord(c)) for c in "0123456789."))
    rows = [
        own("๒๕๖๔", [score.translate(thai) for score in KHON_KAEN_2564]),
        own("2562\u200b", [f"\ufeff{score.translate(wide)}" for score in SAMUT_SAKHON_2562]),
    ]

    def hide(sheet):
        sheet.row_dimensions[3].hidden = True

    page = upload(client, office, name="scores.xlsx", data=sheet_with(hide, *rows))

    assert problems(page) == []
    assert [line.year for line in page.context["kept"]] == ["2564", "2562"]
    assert [len(line.notes) for line in page.context["kept"]] == [0, 1]
    assert "แถวนี้ถูกซ่อนอยู่ในไฟล์" in text_of(page)


def with_part(name: str) -> bytes:
    written = io.BytesIO(sheet_with(lambda _: None))
    with zipfile.ZipFile(written, "a") as archive:
        archive.writestr(name, b"x")
    return written.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("scores.xlsx", OLE, "เข้ารหัสหรือเป็น Excel รุ่นเก่า"),
        ("scores.xls", OLE, "เข้ารหัสหรือเป็น Excel รุ่นเก่า"),
        ("scores.xlsx", with_part("xl/vbaProject.bin"), "มีแมโคร"),
        ("scores.xlsm", with_part("xl/vbaProject.bin"), "มีแมโคร"),
        ("scores.xlsx", b"no workbook", "ไม่ใช่สมุดงาน Excel"),
        ("scores.xlsx", b"PK\x03\x04cut", "เสียหาย"),
        ("scores.pdf", b"%PDF-1.7", "ไม่รู้จักไฟล์ “scores.pdf”"),
        ("ไม่มีนามสกุล", b"a,b", "ไม่รู้จักไฟล์"),
        ("scores.csv", "ชื่อ,ที่อยู่\nก,ข\n".encode(), "“ปีงบประมาณ” (fiscal_year) และ “คะแนนรวม”"),
        ("scores.csv", b"\x00\x01\x02\xff", "ไม่ใช่ข้อความ"),
        ("scores.csv", b"", "ว่างเปล่า"),
        ("scores.csv", b"x" * (20 * 1024 * 1024 + 1), "ใหญ่เกินไป"),
        ("scores.xlsx", bytes(50 * 1024 * 1024), "ใหญ่เกินไป"),
    ],
    ids=[
        "password",
        "xls",
        "macro",
        "xlsm",
        "text",
        "cut",
        "pdf",
        "nameless",
        "headings",
        "binary",
        "empty",
        "big",
        "50 megabytes",
    ],
)
def test_a_file_that_cannot_be_used_is_told_at_the_field_and_not_kept(
    client, office, name, data, words, django_capture_on_commit_callbacks, settings
):
    with django_capture_on_commit_callbacks(execute=True):
        page = upload(client, office, name=name, data=data)

    folder = Path(settings.PRIVATE_FILES) / "imports"
    assert any(words in error for error in page.context["form"].errors["file"])
    assert 'role="alert"' in text_of(page)
    assert not ImportFile.objects.exists()
    assert not folder.exists() or kept_files() == []


def test_no_file_at_all_is_told(client, office):
    page = client.post(where(office), {})

    assert "กรุณาเลือกไฟล์" in text_of(page)
