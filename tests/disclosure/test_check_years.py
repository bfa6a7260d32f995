"""The fiscal year in all its forms, and years that are rightly other ones."""

from __future__ import annotations

import pytest

from disclosure.rules.checking.context import Context, Item
from disclosure.rules.checking.engine import check_content
from disclosure.rules.checking.findings import Check
from disclosure.rules.checking.flat import flat
from disclosure.rules.checking.reading.plain import content_of_text
from disclosure.rules.checking.years import mentions

OFFICE = "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาสกลนคร เขต 1"
OF_YEARS = {Check.FISCAL_YEAR, Check.MIXED_YEARS}


def alarms(text: str, *, year: int = 2567, item: Item | None = None) -> set[str]:
    content = content_of_text(text, kind="page")
    found = check_content(content, Context(OFFICE, year, "สพป.สกลนคร เขต 1", item=item))
    return {one.check for one in found if one.is_alarm} & OF_YEARS


FORMS = (
    "ประจำปีงบประมาณ พ.ศ. ๒๕๖๗",
    "ประจำปีงบประมาณ พ.ศ. 2567",
    "ปีงบประมาณ 2567",
    "ปีงบประมาณ ๖๗",
    "ปีงบ 67",
    "ประจำปี 2567",
    "ประจำปี พ.ศ.๒๕๖๗",
    "Fiscal Year 2024",
    "ปีงบประมาณ ค.ศ. 2024",
    "ปีงบประมาณ พ.ศ. 2566 - 2570",
    "ประจำปีงบ ประมาณ พ.ศ. ๒๕๖๗",
)


@pytest.mark.parametrize("form", FORMS)
def test_the_right_year_is_known_in_every_form(form):
    found = alarms(f"แผนการใช้จ่ายงบประมาณ {form}\n{OFFICE}\nรายละเอียดตามตารางแนบท้าย")

    assert found == set()


@pytest.mark.parametrize(
    "form",
    [
        "ประจำปีงบประมาณ พ.ศ. ๒๕๖๖",
        "ปีงบประมาณ 2568",
        "ปีงบประมาณ ๖๖",
        "ปีงบ 68",
        "Fiscal Year 2023",
        "ปีงบประมาณ ค.ศ. 2023",
        "ปีงบประมาณ พ.ศ. ....",
        "ประจำปีงบประมาณ พ.ศ. ________",
        "ประจำปีงบประมาณ พ.ศ. 267",
        "ประจำปีงบประมาณ พ.ศ. 25667",
        "ประจำปีงบประมาณ พ.ศ.",
    ],
)
def test_a_wrong_or_open_year_is_found_in_every_form(form):
    found = alarms(f"แผนการใช้จ่ายงบประมาณ {form}\n{OFFICE}\nรายละเอียดตามตารางแนบท้าย")

    assert found == {Check.FISCAL_YEAR}


@pytest.mark.parametrize(
    "words",
    [
        "ตามพระราชบัญญัติข้อมูลข่าวสารของราชการ พ.ศ. 2540 และระเบียบสำนักนายกรัฐมนตรี พ.ศ. ๒๕๒๖",
        "เมื่อเปรียบเทียบกับปีงบประมาณ พ.ศ. 2566 ผลการเบิกจ่ายเพิ่มขึ้น",
        "เงินกันไว้เบิกเหลื่อมปี พ.ศ. 2566",
        "สอดคล้องกับแผนพัฒนาการศึกษา พ.ศ. 2566 - 2570",
        "ระหว่างวันที่ 1 ตุลาคม 2566 ถึงวันที่ 30 กันยายน 2567",
        "รอบ 6 เดือน (ต.ค. 66 - มี.ค. 67)",
        "ปีการศึกษา 2566 มีโรงเรียนในสังกัด 168 แห่ง",
        "จะนำไปปรับปรุงการจัดทำแผนของปีงบประมาณ พ.ศ. 2568",
        "คำสั่งที่ 112/2566 ลงวันที่ 12 ตุลาคม 2566",
        "จากผลการประเมินคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2566",
        "งบประมาณ 2,566 บาท จำนวน 2566 ชิ้น",
    ],
)
def test_a_year_that_is_rightly_another_raises_no_alarm(words):
    found = alarms(f"แผนปฏิบัติการประจำปีงบประมาณ พ.ศ. 2567\n{OFFICE}\nแผนนี้จัดทำขึ้นสำหรับทุกกลุ่ม {words}")

    assert found == set()


@pytest.mark.parametrize(
    "number", ["0 2000 0000", "0-2010-1234", "042 123 2560", "042-712-2550", "0 4271 2000"]
)
def test_a_telephone_number_is_no_year(number):
    text = f"99 ถนนตัวอย่าง ตำบลในเมือง 10000\nโทรศัพท์ {number} เปิดทำการวันจันทร์ถึงศุกร์"

    assert mentions(flat(text)) == []
    assert alarms(text) == set()


def test_a_report_on_the_year_before_is_right_where_the_item_asks_for_it():
    item = Item("O13", "รายงานผลการจัดซื้อจัดจ้างประจำปี (ปีก่อนหน้า)", frozenset({"procurement_report"}))
    text = f"รายงานผลการจัดซื้อจัดจ้างประจำปีงบประมาณ พ.ศ. {{}}\n{OFFICE}\nรายละเอียดตามตาราง"

    assert alarms(text.format(2566), item=item) == set()
    assert alarms(text.format(2564), item=item) == {Check.FISCAL_YEAR}


def test_a_text_of_another_year_than_its_cover_is_found():
    cover = f"แผนปฏิบัติการประจำปีงบประมาณ พ.ศ. 2567\n{OFFICE}"
    text = f"{cover}\fแผนปฏิบัติการประจำปีงบประมาณ พ.ศ. 2566 มีโครงการดังนี้"

    assert alarms(text) == {Check.MIXED_YEARS}


def test_a_period_of_the_year_before_is_found():
    title = f"รายงานความก้าวหน้า ประจำปีงบประมาณ พ.ศ. 2567\n{OFFICE}"
    text = f"{title}\nช่วงวันที่ 1 ตุลาคม 2565 ถึง 30 กันยายน 2566"

    assert alarms(text) == {Check.MIXED_YEARS}


def test_years_are_read_out_of_both_kinds_of_digits_and_of_ranges():
    found = mentions(flat("ปีงบประมาณ พ.ศ. ๒๕๖๕ – ๒๕๖๗ และปีงบประมาณ ๖๘"))

    assert [(one.year, one.last) for one in found] == [(2565, 2567), (2568, 2568)]
