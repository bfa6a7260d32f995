"""Every layout that offices use is understood, and what fits nowhere is told with its words."""

from __future__ import annotations

import pytest

from ita_portal.errors import Refused
from measures.rules.importing.found import PlanReading
from measures.rules.importing.heading_words import Field, field_of
from measures.rules.importing.owners import GroupName
from measures.rules.importing.reading import NO_TITLE, read_plan_file
from tests.files import samples
from tests.measures.plan_files import cell, document, levels, numbered, paragraph, table, workbook

GROUPS = [GroupName(1, "กลุ่มอำนวยการ"), GroupName(2, "กลุ่มกฎหมายและคดี")]
YEAR = "ต.ค. ๖๖ – ก.ย. ๖๗"


@pytest.fixture
def read(tmp_path):
    """Give a function that writes a file and reads it: rows to a workbook, XML to Word."""

    def read_it(*blocks, merge=(), **parts) -> PlanReading:
        if isinstance(blocks[0], str):
            path = document(tmp_path / "แผน.docx", *blocks, **parts)
        else:
            path = workbook(tmp_path / "แผน.xlsx", blocks, merge=merge)
        return read_plan_file(path, name=path.name, fiscal_year=2567, groups=GROUPS)

    return read_it


def told(reading: PlanReading) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return issue, title and steps of each measure."""
    return [(one.whole_issue, one.title, one.steps) for one in reading.measures]


def words(reading: PlanReading) -> str:
    """Return all problems as one text."""
    return "\n".join(problem.message for problem in reading.problems)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("ประเด็น", Field.ISSUE),
        ("มาตรการ/แนวทาง", Field.MEASURE),
        ("มาตรการ/โครงการ/\nกิจกรรม", Field.MEASURE),
        ("มาตรการที่", Field.MEASURE),
        ("ขั้นตอนหรือวิธีการปฏิบัติ", Field.STEPS),
        ("แนวทางวิธีปฏิบัติ", Field.STEPS),
        ("กิจกรรม", Field.STEPS),
        ("ระยะเวลาดำเนินการ", Field.PERIOD),
        ("ผู้รับผิดชอบ", Field.OWNERS),
        ("กลุ่มงานที่รับผิดชอบ", Field.OWNERS),
        ("การกำกับ ติดตาม", Field.MONITORING),
        ("การติดตาม/รายงานผล", Field.MONITORING),
        ("ตัวชี้วัดความสำเร็จ", Field.TARGET),
        ("งบประมาณ (บาท)", Field.BUDGET),
        ("ที่", Field.NUMBER),
        ("ลำดับ ที่", Field.NUMBER),
        ("สีที่ชอบ", None),
        ("", None),
        ("มาตรการ" * 20, None),
    ],
)
def test_a_heading_is_known(heading, field):
    assert field_of(heading) == field


def test_a_table_with_an_issue_in_its_own_column(read):
    reading = read(
        ["มาตรการส่งเสริมคุณธรรมของสำนักงาน"],
        [],
        ["ประเด็น", "มาตรการ/แนวทาง", "ขั้นตอนหรือวิธีการปฏิบัติ", "ระยะเวลา", "ผู้รับผิดชอบ"],
        ["๑. ความโปร่งใส", "เปิดเผยข้อมูล", "๑. สำรวจ\n๒. เผยแพร่", YEAR, "กลุ่มอำนวยการ"],
        [None, None, "๓. ทบทวน", None, None],
        [None, "ตอบข้อซักถาม", "๑. ตั้งผู้ตอบ", YEAR, "ทุกกลุ่ม"],
        ["๒. บริการ", "ลดขั้นตอน", "๑. สำรวจ", YEAR, "กลุ่มกฎหมายและคดี"],
    )

    assert told(reading) == [
        ("ความโปร่งใส", "เปิดเผยข้อมูล", ("สำรวจ", "เผยแพร่", "ทบทวน")),
        ("ความโปร่งใส", "ตอบข้อซักถาม", ("ตั้งผู้ตอบ",)),
        ("บริการ", "ลดขั้นตอน", ("สำรวจ",)),
    ]
    first = reading.measures[0]
    assert (first.row, first.period.text) == (4, YEAR)
    assert (str(first.period.starts_on), str(first.period.ends_on)) == ("2023-10-01", "2024-09-30")
    assert [group.pk for group in first.matched.groups] == [1]
    assert reading.measures[1].matched.every_group
    assert reading.title == "มาตรการส่งเสริมคุณธรรมของสำนักงาน"
    assert reading.problems == ()


def test_two_rows_of_headings_under_a_merged_one(read):
    reading = read(
        table(
            [
                cell("การนำผลการวิเคราะห์ไปสู่การปฏิบัติ", across=2),
                cell("ขั้นตอน", down="restart"),
                cell("ผู้รับผิดชอบ", down="restart"),
            ],
            ["ประเด็น", "มาตรการ/แนวทาง", cell(down="continue"), cell(down="continue")],
            ["๑. ความโปร่งใส", "เปิดเผยข้อมูล", "สำรวจ", "กลุ่มอำนวยการ"],
        )
    )

    assert told(reading) == [("ความโปร่งใส", "เปิดเผยข้อมูล", ("สำรวจ",))]
    assert reading.problems == ()


def test_issues_on_rows_of_their_own_with_parts(read):
    head = ["มาตรการ/โครงการ/กิจกรรม", "ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา", "การติดตามประเมินผล"]
    reading = read(
        table(
            head,
            [cell("๑. กระบวนการปฏิบัติงาน", across=5)],
            ["๑. จัดทำคู่มือ", "๑) เขียน\n๒) เผยแพร่", "กลุ่มอำนวยการ", YEAR, "รายงานทุกไตรมาส"],
            [cell("๒. การให้บริการ", across=5)],
            [cell("(๒.๑) บริการออนไลน์", across=5)],
            ["เปิดช่องทาง", "ออกแบบ", "กลุ่มอำนวยการ", YEAR, "สถิติ"],
            [cell("(๒.๒) บริการที่สำนักงาน", across=5)],
            ["จัดจุดบริการ", "จัดห้อง", "กลุ่มอำนวยการ", YEAR, "แบบสอบถาม"],
            [cell("๓. การจัดซื้อจัดจ้าง", across=5)],
            ["เผยแพร่แผน", "ประกาศ", "กลุ่มอำนวยการ", "ต.ค. ๖๖ – เม.ย. ๖๗", "ตรวจทาน"],
        )
    )

    assert told(reading) == [
        ("กระบวนการปฏิบัติงาน", "จัดทำคู่มือ", ("เขียน", "เผยแพร่")),
        ("การให้บริการ บริการออนไลน์", "เปิดช่องทาง", ("ออกแบบ",)),
        ("การให้บริการ บริการที่สำนักงาน", "จัดจุดบริการ", ("จัดห้อง",)),
        ("การจัดซื้อจัดจ้าง", "เผยแพร่แผน", ("ประกาศ",)),
    ]
    assert reading.measures[0].monitoring == "รายงานทุกไตรมาส"
    assert reading.measures[1].part == "บริการออนไลน์"
    assert str(reading.measures[3].period.ends_on) == "2024-04-30"
    assert reading.problems == ()


def test_an_issue_in_the_first_cell_of_a_sheet_without_merged_cells(read):
    reading = read(
        ["มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ"],
        ["ด้านที่ ๑ ความโปร่งใส", None, None],
        ["เปิดเผยข้อมูล", "สำรวจ", "กลุ่มอำนวยการ"],
        ["ด้านที่ ๒ บริการ", None, None],
        ["ลดขั้นตอน", "ทบทวน", "กลุ่มอำนวยการ"],
    )

    assert [issue for issue, *_ in told(reading)] == ["ด้านที่ ๑ ความโปร่งใส", "ด้านที่ ๒ บริการ"]


def test_a_title_on_a_row_of_its_own_is_no_issue_when_its_steps_follow(read):
    reading = read(
        ["มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ"],
        ["๑. เปิดเผยข้อมูล", None, None],
        [None, "สำรวจ", "กลุ่มอำนวยการ"],
        [None, "เผยแพร่", None],
    )

    assert told(reading) == [("", "เปิดเผยข้อมูล", ("สำรวจ", "เผยแพร่"))]


def test_time_and_group_told_once_below_hold_for_all(read):
    reading = read(
        table(
            ["ลำดับ", "มาตรการ/แนวทาง", "กิจกรรม"],
            ["๑", "เปิดเผยข้อมูล", "-สำรวจ -เผยแพร่"],
            ["๒", "ให้มีส่วนร่วมใน", "- รับฟัง"],
            ["", "การบริหาร", "ความคิดเห็น"],
        ),
        paragraph("หมายเหตุ ปรับได้ตามความเหมาะสม"),
        paragraph("๔.ระยะเวลาดำเนินการ"),
        paragraph("เดือน ตุลาคม พ.ศ. ๒๕๖๖ ถึง เดือน กันยายน พ.ศ. ๒๕๖๗"),
        paragraph("๕. กลุ่มงานที่รับผิดชอบหลัก"),
        paragraph("กลุ่มอำนวยการ"),
    )

    assert told(reading) == [
        ("", "เปิดเผยข้อมูล", ("สำรวจ", "เผยแพร่")),
        ("", "ให้มีส่วนร่วมใน การบริหาร", ("รับฟัง\nความคิดเห็น",)),
    ]
    assert {str(one.period.ends_on) for one in reading.measures} == {"2024-09-30"}
    assert {one.owners for one in reading.measures} == {("กลุ่มอำนวยการ",)}
    assert words(reading) == "ข้อความนอกตารางมาตรการ: “หมายเหตุ ปรับได้ตามความเหมาะสม”"


def test_a_table_that_goes_on_over_pages_with_and_without_headings(read):
    head = ["มาตรการที่", "แนวทางวิธีปฏิบัติ", "การติดตาม/รายงานผล", "ผู้รับผิดชอบ"]
    reading = read(
        table(head, ["1. เปิดเผยข้อมูล", "1. สำรวจ", "- สรุปผล", "กลุ่มอำนวยการ"]),
        table(["", "2. เผยแพร่", "", ""]),
        table(head, ["", "2.1 บนเว็บไซต์", "- รายงาน", ""], ["2. รับเรื่อง", "1. จดรับ", "", ""]),
    )

    assert told(reading) == [
        ("", "เปิดเผยข้อมูล", ("สำรวจ", "เผยแพร่\n2.1 บนเว็บไซต์")),
        ("", "รับเรื่อง", ("จดรับ",)),
    ]
    assert reading.measures[0].monitoring == "- สรุปผล\n- รายงาน"
    assert reading.problems == ()


def test_merged_cells_downward_go_on_with_what_stands_above(read):
    reading = read(
        ["ประเด็น", "มาตรการ", "ขั้นตอน", "ระยะเวลา", "ผู้รับผิดชอบ"],
        ["ความโปร่งใส", "เปิดเผยข้อมูล", "สำรวจ", "ต.ค. ๖๖", "กลุ่มอำนวยการ"],
        [None, None, "เผยแพร่", "พ.ย. ๖๖ – ธ.ค. ๖๖", "กลุ่มกฎหมายและคดี"],
        [None, "ตอบข้อซักถาม", "ตั้งผู้ตอบ", "ม.ค. ๖๗", "กลุ่มอำนวยการ"],
        merge=["A2:A4", "B2:B3"],
    )

    assert told(reading) == [
        ("ความโปร่งใส", "เปิดเผยข้อมูล", ("สำรวจ", "เผยแพร่")),
        ("ความโปร่งใส", "ตอบข้อซักถาม", ("ตั้งผู้ตอบ",)),
    ]
    first = reading.measures[0]
    assert (str(first.period.starts_on), str(first.period.ends_on)) == ("2023-10-01", "2023-12-31")
    assert [group.pk for group in first.matched.groups] == [1, 2]


def test_numbers_that_word_makes_by_itself_part_the_steps(read):
    steps = cell(
        numbered("วางแผน"), numbered("ประชุม", level=1), numbered("เขียน", level=1), numbered("ลงมือ")
    )
    reading = read(
        table(["มาตรการ", "ขั้นตอน"], ["เปิดเผยข้อมูล", steps]),
        numbering=levels(("thaiNumbers", "%1."), ("thaiNumbers", "%1.%2")),
    )

    assert reading.measures[0].steps == ("วางแผน\n๑.๑ ประชุม\n๑.๒ เขียน", "ลงมือ")


def test_what_was_deleted_with_tracked_changes_is_told_and_what_was_inserted_counts(read):
    changed = (
        '<w:p><w:r><w:t>ลงมือ</w:t></w:r><w:del w:id="1"><w:r><w:delText>ข้อความเก่า</w:delText>'
        '</w:r></w:del><w:ins w:id="2"><w:r><w:t>ทันที</w:t></w:r></w:ins></w:p>'
    )
    reading = read(table(["มาตรการ", "ขั้นตอน"], ["เปิดเผยข้อมูล", cell(changed)]))

    assert reading.measures[0].steps == ("ลงมือทันที",)
    assert words(reading) == "ข้อความที่ลบไว้ด้วยการติดตามการแก้ไข: “ข้อความเก่า”"


def test_a_table_inside_a_cell_is_read_and_told(read):
    inner = table(["ก", "ข"], ["ค", "ง"])
    reading = read(table(["มาตรการ", "ขั้นตอน"], ["เปิดเผยข้อมูล", cell("ดังนี้", inner)]))

    assert reading.measures[0].steps == ("ดังนี้", "ก ข", "ค ง")
    assert "ตารางซ้อนในเซลล์: “ก ข ค ง”" in words(reading)


def test_footnotes_and_text_boxes_are_not_lost(read):
    inside = f"<w:txbxContent>{paragraph('ในกล่อง')}</w:txbxContent>"
    box = f"<w:p><w:r><w:pict>{inside}</w:pict></w:r></w:p>"
    reading = read(
        table(["มาตรการ", "ขั้นตอน"], ["เปิดเผยข้อมูล", "สำรวจ"]),
        box,
        footnotes="<w:footnote><w:p><w:r><w:t>ท้ายหน้า</w:t></w:r></w:p></w:footnote>",
    )

    assert "กล่องข้อความ: “ในกล่อง”" in words(reading)
    assert "เชิงอรรถ: “ท้ายหน้า”" in words(reading)


def test_columns_that_a_plan_has_no_place_for_are_told_with_their_words(read):
    reading = read(
        ["มาตรการ", "ขั้นตอน", "หมายเหตุ", "สีที่ชอบ", None],
        ["เปิดเผยข้อมูล", "สำรวจ", "ทำต่อจากปีก่อน", "เขียว", "ลอย ๆ"],
    )

    assert told(reading) == [("", "เปิดเผยข้อมูล", ("สำรวจ",))]
    assert reading.measures[0].others == (("หมายเหตุ", "ทำต่อจากปีก่อน"),)
    assert [(one.row, one.message) for one in reading.problems] == [
        (2, "คอลัมน์ “สีที่ชอบ” ไม่มีที่ในแผน: “เขียว”"),
        (2, "ข้อความในคอลัมน์ที่ไม่มีหัว: “ลอย ๆ”"),
        (2, "คอลัมน์ “หมายเหตุ” ไม่มีที่ในแผน: “ทำต่อจากปีก่อน”"),
    ]


def test_a_table_of_another_kind_is_told_row_by_row(read):
    reading = read(["ชื่อ", "คะแนน"], ["สำนักงาน ก", "90"])

    assert reading.measures == ()
    assert reading.problems[0].message.startswith("ไม่พบตารางมาตรการในไฟล์")
    assert "สำนักงาน ก 90" in words(reading)


def test_what_is_doubtful_is_told_and_kept(read):
    reading = read(
        ["ประเด็น", "มาตรการ", "ขั้นตอน", "ระยะเวลา", "ผู้รับผิดชอบ"],
        ["๑. ความโปร่งใส", None, "สำรวจ", "เมื่อพร้อม", "กลุ่มดาวเทียม"],
        ["๒. บริการ", "ลดขั้นตอน", "ทบทวน", "ม.ค. 2569", "กลุ่มอำนวยการ"],
    )

    assert told(reading)[0] == ("ความโปร่งใส", "ความโปร่งใส", ("สำรวจ",))
    assert reading.measures[0].period.text == "เมื่อพร้อม"
    assert reading.measures[0].owners == ("กลุ่มดาวเทียม",)
    assert [problem.row for problem in reading.problems] == [2, 2, 2, 3]
    for said in (NO_TITLE, "“กลุ่มดาวเทียม”", "เมื่อพร้อม", "อยู่นอกปีงบประมาณ พ.ศ. 2567"):
        assert said in words(reading)


def test_steps_inside_the_cell_of_the_measure_are_found_when_no_column_has_them(read):
    reading = read(["มาตรการ", "ผู้รับผิดชอบ"], ["เปิดเผยข้อมูล\n๑) สำรวจ\n๒) เผยแพร่", "กลุ่มอำนวยการ"])

    assert told(reading) == [("", "เปิดเผยข้อมูล", ("สำรวจ", "เผยแพร่"))]


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("แผน.docx", samples.docx({"word/vbaProject.bin": b"x"}), "แมโคร"),
        ("แผน.docx", samples.docx({"word/media/a.emf": b"\0" * 60_000_000}), "ใหญ่ผิดปกติ"),
        ("แผน.docx", samples.docx()[:150], "เสียหาย"),
        ("แผน.docx", samples.docx({"word/document.xml": "<broken"}), "เสียหาย"),
        ("แผน.docx", samples.docx(), "Word"),
        ("แผน.docx", samples.protected_office(), "รหัสผ่าน"),
        ("แผน.doc", samples.protected_office()[:200], "รุ่นเก่า"),
        ("แผน.pdf", samples.pdf(), "PDF"),
        ("แผน.xlsx", b"hello", "CSV"),
        ("แผน.xlsx", b"", "เนื้อหาเป็น|ว่าง"),
    ],
)
def test_a_file_that_is_no_plan_is_refused(tmp_path, name, data, why):
    path = tmp_path / name
    path.write_bytes(data)

    with pytest.raises(Refused, match=why):
        read_plan_file(path, name=name, fiscal_year=2567, groups=[])


def test_tables_in_tables_without_end_are_refused(tmp_path):
    block = "<w:p/>"
    for _ in range(3000):
        block = f"<w:tbl><w:tr><w:tc>{block}</w:tc></w:tr></w:tbl>"

    with pytest.raises(Refused, match=r"ซ้อนกัน|เสียหาย"):
        read_plan_file(
            document(tmp_path / "แผน.docx", block), name="แผน.docx", fiscal_year=2567, groups=[]
        )
