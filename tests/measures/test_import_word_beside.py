"""What a Word or Excel file says beside its tables is told: notes, comments, headers, shapes."""

from __future__ import annotations

import zipfile

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from measures.rules.importing.reading import understood
from measures.rules.importing.word import read_document
from measures.rules.importing.workbook import read_workbook
from tests.measures.plan_files import cell, document, paragraph, table

PLAN = table(["มาตรการ", "ขั้นตอน"], ["เปิดเผยข้อมูล", "สำรวจ"])


def problems(source) -> list[str]:
    """Return the messages about a file."""
    found = understood(source, fiscal_year=2567, groups=[])
    assert [one.title for one in found.measures] == ["เปิดเผยข้อมูล"]
    return [problem.message for problem in found.problems]


@pytest.mark.parametrize(
    ("part", "root", "inner", "told"),
    [
        ("comments", "comments", "<w:comment>{}</w:comment>", "ความคิดเห็นใน Word: “ขอแก้ปี”"),
        ("endnotes", "endnotes", "<w:endnote>{}</w:endnote>", "อ้างอิงท้ายเรื่อง: “ขอแก้ปี”"),
        ("header2", "hdr", "{}", "หัวกระดาษ: “ขอแก้ปี”"),
        ("footer1", "ftr", "{}", "ท้ายกระดาษ: “ขอแก้ปี”"),
    ],
)
def test_parts_beside_a_word_document_are_told(tmp_path, part, root, inner, told):
    others = {part: (root, inner.format(paragraph("ขอแก้ปี")))}

    file = document(tmp_path / "a.docx", PLAN, others=others)

    assert problems(read_document(file)) == [told]


def test_a_header_is_told_once_and_page_numbers_are_not(tmp_path):
    others = {
        "header1": ("hdr", paragraph("ลับ")),
        "header2": ("hdr", paragraph("ลับ")),
        "footer1": ("ftr", paragraph("- ๓ -")),
    }

    assert problems(read_document(document(tmp_path / "a.docx", PLAN, others=others))) == [
        "หัวกระดาษ: “ลับ”"
    ]


def test_a_header_that_says_the_title_again_is_not_told(tmp_path):
    title = "แผนมาตรการของสำนักงาน"
    others = {"header1": ("hdr", paragraph(title))}

    file = document(tmp_path / "a.docx", paragraph(title), PLAN, others=others)

    assert problems(read_document(file)) == []


def test_private_letters_of_old_fonts_are_read_as_the_letters_they_are(tmp_path):
    old = "ท\uf701ศทางท\uf702\uf70aด\uf702"

    file = document(tmp_path / "a.docx", table(["มาตรการ", "ขั้นตอน"], ["เปิดเผยข้อมูล", old]))

    found = understood(read_document(file), fiscal_year=2567, groups=[])
    assert found.measures[0].steps == ("ทิศทางที่ดี",)


def test_words_that_are_taken_apart_or_filled_with_nothing_are_mended(tmp_path):
    broken = "จ\u0e33\u200bน\u0e33 น\u0e49\u0e4d\u0e32\ufeff\u00a0ด\u0e35"

    file = document(tmp_path / "a.docx", table(["มาตรการ", "ขั้นตอน"], ["เปิดเผยข้อมูล", broken]))

    found = understood(read_document(file), fiscal_year=2567, groups=[])
    assert found.measures[0].steps == ("จำนำ น้ำ ดี",)


def test_ticks_of_a_symbol_font_and_coloured_cells_say_when(tmp_path):
    tick = '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p>'
    fill = '<w:tc><w:tcPr><w:shd w:val="clear" w:fill="00B050"/></w:tcPr><w:p/></w:tc>'
    rows = [
        ["มาตรการ", "ขั้นตอน", "ต.ค.", "พ.ย.", "ธ.ค."],
        ["เปิดเผยข้อมูล", "สำรวจ", cell(tick), cell(tick), ""],
        ["ตอบคำถาม", "ตั้งผู้ตอบ", "", fill, fill],
    ]

    found = understood(
        read_document(document(tmp_path / "a.docx", table(*rows))), fiscal_year=2567, groups=[]
    )

    assert [(str(m.period.starts_on), str(m.period.ends_on)) for m in found.measures] == [
        ("2023-10-01", "2023-11-30"),
        ("2023-11-01", "2023-12-31"),
    ]
    assert found.problems == ()


def book(*rows) -> Workbook:
    """Return a workbook with the plan and these rows below it."""
    made = Workbook()
    for row in (["มาตรการ", "ขั้นตอน", "ตัวชี้วัด"], ["เปิดเผยข้อมูล", "สำรวจ", "ครบ"], *rows):
        made.active.append(row)
    return made


def saved(made: Workbook, tmp_path):
    """Save a workbook and return what is read of it."""
    made.save(tmp_path / "a.xlsx")
    return read_workbook(tmp_path / "a.xlsx")


def test_comments_headers_and_formulas_without_a_result_are_told(tmp_path):
    made = book()
    made.active["A2"].comment = Comment("ขอแก้", "ก")
    made.active.oddHeader.center.text = '&"TH Sarabun,Bold"&16ลับ หน้า &P'
    made.active["C2"] = "=1+1"

    told = problems(saved(made, tmp_path))

    assert told[:2] == ["ข้อคิดเห็นในเซลล์: “ขอแก้”", "หัวหรือท้ายกระดาษของแผ่นงาน: “ลับ หน้า”"]
    assert "สูตรในเซลล์ C2" in told[2]
    assert "=1+1" in told[2]


def test_the_text_of_a_shape_in_a_sheet_is_told(tmp_path):
    book().save(tmp_path / "a.xlsx")
    space = "http://schemas.openxmlformats.org/drawingml/2006/main"
    with zipfile.ZipFile(tmp_path / "a.xlsx", "a") as archive:
        text = "<a:p><a:r><a:t>แก้ไข</a:t></a:r><a:r><a:t>ครั้งที่ ๑</a:t></a:r></a:p>"
        shape = f'<d xmlns:a="{space}"><s><a:txBody>{text}</a:txBody></s></d>'
        archive.writestr("xl/drawings/drawing1.xml", shape)

    told = problems(read_workbook(tmp_path / "a.xlsx"))

    assert told == ["กล่องข้อความในแผ่นงาน: “แก้ไขครั้งที่ ๑”"]


def test_a_percentage_and_a_buddhist_year_in_a_date_cell_are_read_as_they_are_shown(tmp_path):
    made = Workbook()
    made.active.append(["มาตรการ", "ขั้นตอน", "ตัวชี้วัด", "ระยะเวลา"])
    made.active.append(["เปิดเผยข้อมูล", "สำรวจ", 0.8, "x"])
    made.active["C2"].number_format = "0%"
    made.active["D2"].value = 243526  # 30 September 2566 in Excel's calendar
    made.active["D2"].number_format = "d mmm yyyy"

    found = understood(saved(made, tmp_path), fiscal_year=2566, groups=[])

    assert (found.measures[0].target, str(found.measures[0].period.ends_on)) == (
        "80%",
        "2023-09-30",
    )
