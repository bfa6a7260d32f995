"""The preview of an import stands beside the original and shows what becomes of each cell."""

from __future__ import annotations

import pytest

from measures.models import Plan
from tests.measures.import_screen import (
    WITH_ISSUES,
    WITH_PARTS,
    fates,
    press,
    sheet,
    text_of,
    upload,
    where,
)
from tests.measures.plan_files import cell, document_bytes, paragraph, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(login, officer):
    """Give the browser of somebody who writes plans."""
    return login(officer)


def test_a_workbook_with_issues_stands_beside_its_measures(client, office):
    page = upload(client, office, sheet(*WITH_ISSUES))

    told = fates(page)
    assert told["มาตรการ/แนวทาง"] == "หัวตาราง"
    assert told["๑. งานโปร่งใส"] == "ประเด็น"
    assert told["ทบทวนคู่มือ"] == "มาตรการ"
    assert told["๓. ประเมินความพอใจ"] == "ขั้นตอน"
    assert told[WITH_ISSUES[0][0]] == "ชื่อเรื่อง"
    assert "ไม่มีที่ลง" not in told.values()
    assert "ทุกข้อความมีที่ลงในแผน" in text_of(page)
    assert not Plan.objects.exists()


def test_rows_that_go_on_stand_beside_the_measure_that_they_end(client, office):
    page = upload(client, office, sheet(*WITH_ISSUES))

    last = page.context["page"][-1]
    assert [row.where for row in last.rows] == ["แถว 5", "แถว 6"]
    assert [step.text for step in last.steps] == ["ออกแบบ", "ทดลองใช้", "ประเมินความพอใจ"]


def test_sub_steps_are_shown_under_their_step(client, office):
    page = upload(client, office, sheet(*WITH_PARTS))

    first = next(one for one in page.context["page"] if one.number == 1)
    assert first.steps[0].text == "เผยแพร่ทางเว็บไซต์"
    assert first.steps[0].parts == ("ข้อมูลทั่วไป", "ข่าวจัดซื้อ\n(1) แผนจัดซื้อ\n(2) ผลจัดซื้อ")
    assert first.steps[1].text == "ตอบข้อซักถาม"


def test_an_owner_that_is_no_group_is_set_once_for_all_and_remembered(client, office):
    page = upload(client, office, sheet(*WITH_PARTS))
    select = page.context["owners"][0]
    assert (select.label, fates(page)["กลุ่มดาวเทียมฯ"]) == ("กลุ่มดาวเทียมฯ", "ยังไม่พบกลุ่ม")
    group = office.groups.first()

    again = press(client, page, "again", **{select.name: str(group.pk)})

    measures = again.context["reading"].measures
    assert [[one.pk for one in measure.matched.groups] for measure in measures] == [[group.pk]] * 2
    assert again.context["owners"][0].value == str(group.pk)
    assert fates(again)["กลุ่มดาวเทียมฯ"] == "ผู้รับผิดชอบ"
    assert again.context["problems"] == []


def test_a_group_of_another_office_is_none(client, office, other_office):
    stranger = other_office.groups.create(name="กลุ่มของเขา", position=1)
    page = upload(client, office, sheet(*WITH_PARTS))

    again = press(client, page, "again", **{page.context["owners"][0].name: str(stranger.pk)})

    assert again.context["reading"].measures[1].matched.unknown == ("กลุ่มดาวเทียมฯ",)


STRANGE = [
    ["ตารางของเรา", None, None],
    ["เรื่องที่จะทำ", "ทำอย่างไรบ้าง", "ใครทำ"],
    ["เปิดเผยข้อมูล", "๑. สำรวจ\n๒. เผยแพร่", "กลุ่มอำนวยการ"],
]


def test_a_table_in_other_words_is_read_after_its_headings_are_set_by_hand(client, office):
    page = upload(client, office, sheet(*STRANGE))
    assert "ยังไม่พบมาตรการในไฟล์" in text_of(page)
    assert "หัวตารางที่ระบบรู้จัก: ลำดับ, ประเด็น, มาตรการ" in text_of(page)
    assert not page.context["reading"].measures

    with_head = press(client, page, "again", **{"head-0": "2"})
    columns = {f"column-0-2-{n}": field for n, field in enumerate(("measure", "steps", "owners"))}
    read = press(client, with_head, "again", **columns)

    measure = read.context["reading"].measures[0]
    assert (measure.title, measure.steps) == ("เปิดเผยข้อมูล", ("สำรวจ", "เผยแพร่"))
    assert [group.name for group in measure.matched.groups] == ["กลุ่มอำนวยการ"]
    assert fates(read)["เรื่องที่จะทำ"] == "หัวตาราง"
    assert fates(read)["ตารางของเรา"] == "ไม่มีที่ลง"


def test_a_column_may_be_taken_for_something_else(client, office):
    page = upload(client, office, sheet(*WITH_ISSUES))

    again = press(client, page, "again", **{"column-0-3-3": "target", "column-0-3-4": ""})

    measure = again.context["reading"].measures[0]
    assert (measure.target, measure.owners) == (WITH_ISSUES[3][3], ())
    assert fates(again)["กลุ่มอำนวยการ"] == "ไม่มีที่ลง"
    assert "กลุ่มอำนวยการ" in "".join(one.message for one in again.context["problems"])


def test_headings_of_the_next_page_follow_what_was_set_for_the_first(client, office):
    head = ["มาตรการ", "เรื่องอื่น"]
    data = document_bytes(table(head, ["ก", "ข"]), paragraph("-"), table(head, ["ค", "ง"]))
    page = upload(client, office, data, name="แผน.docx")
    assert len(page.context["tables"]) >= 1

    again = press(client, page, "again", **{"head-0": "1"})
    read = press(client, again, "again", **{"column-0-1-1": "steps"})

    assert [(m.title, m.steps) for m in read.context["reading"].measures] == [
        ("ก", ("ข",)),
        ("ค", ("ง",)),
    ]


def test_tracked_changes_and_tables_in_tables_are_told_at_their_place(client, office):
    deleted = (
        "<w:p><w:r><w:t>ทำทันที</w:t></w:r><w:del><w:r>"
        "<w:delText>ของเก่า</w:delText></w:r></w:del></w:p>"
    )
    inner = table(["ก", "ข"])
    data = document_bytes(table(["มาตรการ", "ขั้นตอน"], ["เปิดเผย", cell(deleted, inner)]))

    page = upload(client, office, data, name="แผน.docx")

    assert fates(page)["ของเก่า"] == "ไม่มีที่ลง"
    assert "ข้อความที่ลบไว้ด้วยการติดตามการแก้ไข: “ของเก่า”" in text_of(page)
    assert "ตารางซ้อนในเซลล์" in text_of(page)


def test_a_long_plan_is_shown_page_by_page(client, office):
    rows = [["มาตรการ", "ขั้นตอน"], *([f"เรื่อง {n}", f"ขั้น {n}"] for n in range(90))]
    page = upload(client, office, sheet(*(row for row in rows)))

    second = client.get(where(office), {"file": page.context["file"].key, "page": "2"})

    assert len(page.context["page"]) == 25
    assert second.context["page"].number == 2


def test_what_was_typed_into_a_cell_runs_nowhere(client, office):
    page = upload(client, office, sheet(["มาตรการ", "ขั้นตอน"], ["<script>x</script>", "ทำ"]))

    assert "<script>x" not in text_of(page)
    assert "&lt;script&gt;x" in text_of(page)


@pytest.mark.parametrize(
    ("name", "data"),
    [("แผน.xlsx", sheet([])), ("แผน.docx", document_bytes(paragraph("แผนที่ไม่มีตาราง")))],
)
def test_a_file_without_a_table_says_so_and_offers_nothing_to_store(client, office, name, data):
    page = upload(client, office, data, name=name)

    assert "ยังไม่พบมาตรการในไฟล์" in text_of(page)
    assert 'name="store"' not in text_of(page)
    assert 'name="discard"' in text_of(page)


def test_choices_that_are_none_are_passed_over(client, office):
    page = upload(client, office, sheet(*WITH_ISSUES))

    odd = {"head-0": "x", "column-0-3-0": "color", "owner-zzz": "1", "column-99-1-1": "steps"}
    again = press(client, page, "again", **odd)

    assert [one.title for one in again.context["reading"].measures] == [
        "ทบทวนคู่มือ",
        "เปิดช่องทางใหม่",
    ]
