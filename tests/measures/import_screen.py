"""Hands and eyes for the import of a plan by the screen, and tables as two offices lay them out."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from ita_portal.organisations.models import Office

YEAR = 2567
TIME = "ตุลาคม ๒๕๖๖ ถึง กันยายน ๒๕๖๗"
WITH_ISSUES = [
    ["มาตรการส่งเสริมความโปร่งใส สำนักงานตัวอย่าง ปีงบประมาณ พ.ศ. ๒๕๖๗"],
    [],
    ["ประเด็น", "มาตรการ/แนวทาง", "ขั้นตอนหรือวิธีการปฏิบัติ", "ระยะเวลา", "ผู้รับผิดชอบ"],
    ["๑. งานโปร่งใส", "ทบทวนคู่มือ", "๑. แจ้งผล\n๒. ปรับคู่มือ", TIME, "ทุกกลุ่มงานในสำนักงาน"],
    ["๒. งานบริการ", "เปิดช่องทางใหม่", "๑. ออกแบบ\n๒. ทดลองใช้", TIME, "กลุ่มอำนวยการ"],
    [None, None, "๓. ประเมินความพอใจ", None, None],
]
"""Issue, measure, steps, time, owner; the steps of one go on in the next row."""
WITH_PARTS = [
    ["มาตรการส่งเสริมความโปร่งใสภายใน ประจำปีงบประมาณ 2567"],
    [],
    ["มาตรการที่", "แนวทางวิธีปฏิบัติ", "การติดตาม/รายงานผล", "ผู้รับผิดชอบ"],
    [
        "1. มาตรการเผยแพร่ข้อมูล",
        "1.เผยแพร่ทางเว็บไซต์\n1.1 ข้อมูลทั่วไป\n1.2 ข่าวจัดซื้อ",
        "- ดูหน้าเว็บ\n- ปรับให้ทันสมัย",
        "- กลุ่มดาวเทียมฯ\n-ทุกกลุ่มงาน",
    ],
    [None, "(1) แผนจัดซื้อ\n(2) ผลจัดซื้อ\n2.ตอบข้อซักถาม"],
    ["2. มาตรการมีส่วนร่วม", "1. รับฟัง 2. สรุปผล", "-รายงานประชุม", "กลุ่มดาวเทียมฯ"],
]
"""Measure, steps with sub-steps that go on in the next row, follow-up, owners with dashes."""


def sheet(*rows: Sequence[object]) -> bytes:
    """Return a workbook with one sheet."""
    book, data = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(list(row))
    book.save(data)
    return data.getvalue()


def where(office: Office, name: str = "plan_import", year: int = YEAR) -> str:
    """Return the address of a page of the import."""
    return reverse(f"measures:{name}", args=[office.code, year])


def upload(
    client: Client, office: Office, data: bytes, *, name: str = "แผน.xlsx", year: int = YEAR
) -> Any:
    """Send a file and follow to its preview."""
    form = {"file": SimpleUploadedFile(name, data), "year": year}
    return client.post(where(office), form, follow=True)


def chosen(page: Any) -> dict[str, str]:
    """Return what the form of a preview holds, as a browser would send it."""
    selects = [*page.context["owners"]]
    for table in page.context["tables"]:
        selects += [table.head, *(one for columns in table.columns for one in columns.selects)]
    told = {select.name: select.value for select in selects}
    return told | {"file": page.context["file"].key, "seen": page.context["seen"]}


def press(client: Client, page: Any, button: str, **more: str) -> Any:
    """Press a button of a preview: store, again or discard; `more` was set before."""
    office, year = page.context["request"].office, page.context["year"]
    address = where(office, "plan_import_store", year)
    form = {key: value for key, value in (chosen(page) | more).items() if value is not None}
    return client.post(address, form | {button: "1"}, follow=True)


def text_of(page: Any) -> str:
    """Return what the page says, with its tags."""
    return str(page.content.decode())


def fates(page: Any) -> dict[str, str]:
    """Return what became of each text of the original, by the text."""
    return {
        cell.text: cell.chip[2]
        for passage in page.context["page"]
        for row in passage.rows
        for cell in row.cells
    }
