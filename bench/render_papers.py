"""Make papers with the worker's task and tell the memory of the process after some and after all.

`python -m bench.render_papers 20 200` prints two numbers of kilobytes. Expects the data folder
that `bench.stage.prepare` made.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import django

django.setup()

from ita_portal.documents.kinds import MEASURES_ANNOUNCEMENT  # noqa: E402 - after the setup
from ita_portal.documents.models import Document  # noqa: E402
from ita_portal.documents.rules.words import fingerprint  # noqa: E402
from ita_portal.documents.tasks import render_document  # noqa: E402
from ita_portal.organisations.models import Office, User  # noqa: E402

PARAGRAPH = (
    "ให้ทุกกลุ่มร่วมกันปรับปรุงขั้นตอนการปฏิบัติงานให้สั้นลง เปิดเผยระยะเวลาและผู้รับผิดชอบของแต่ละขั้นตอน "
    "และรายงานผลต่อผู้อำนวยการทุกเดือน เพื่อให้ผู้รับบริการตรวจสอบได้ "
)
COLUMNS = [
    {"key": "measure", "title": "มาตรการ/แนวทาง", "width": "24%"},
    {"key": "steps", "title": "ขั้นตอน/วิธีการปฏิบัติ", "width": "76%"},
]


def words(number: int, office: Office) -> dict[str, Any]:
    """Return the words of an announcement of some three pages, different for each number."""
    rows = [
        {"cells": {"measure": f"มาตรการที่ {number}.{row}", "steps": [PARAGRAPH + str(row)] * 3}}
        for row in range(1, 7)
    ]
    return {
        "kind": MEASURES_ANNOUNCEMENT.code,
        "digits": MEASURES_ANNOUNCEMENT.digits,
        "office_name": office.name,
        "heading": f"ประกาศ{office.name}",
        "subject_lines": [f"มาตรการส่งเสริมคุณธรรมและความโปร่งใส ฉบับที่ {number}"],
        "opening": [PARAGRAPH * 2],
        "sections": [],
        "table": {
            "caption": "",
            "columns": COLUMNS,
            "groups": [{"title": f"ประเด็นที่ {number}", "rows": rows}],
        },
        "closing": [],
        "formula": "จึงประกาศให้ทราบ และถือปฏิบัติโดยทั่วกัน",
        "dated": "25 มิถุนายน พ.ศ. 2564",
        "signature": {
            "name": "นายทดสอบ  ความเร็ว",
            "lines": ["ผู้อำนวยการ" + office.name],
            "signed": True,
            "signed_note": "",
        },
        "verification": {"code": f"BENCH-{number}", "url": f"http://localhost/verify/{number}/"},
        "draft_mark": "",
    }


def make_paper(number: int) -> None:
    """Store an issued paper and make its PDF, as the worker does."""
    office, user = Office.objects.get(), User.objects.order_by("pk")[0]
    frozen = words(number, office)
    document = Document.objects.create(
        office=office,
        kind=MEASURES_ANNOUNCEMENT.code,
        fiscal_year=2564,
        title=f"ประกาศฉบับที่ {number}",
        words=frozen,
        words_sha256=fingerprint(frozen),
        dated_on=date(2021, 6, 25),
        issued_by=user,
    )
    render_document(document.pk)
    document.refresh_from_db()
    if document.status != Document.Status.READY:
        raise RuntimeError(f"paper {number} is {document.status}")


def resident() -> int:
    """Return the memory that the process holds now, in kilobytes (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0])


if __name__ == "__main__":
    few, many = int(sys.argv[1]), int(sys.argv[2])
    for number in range(1, many + 1):
        make_paper(number)
        if number in {few, many}:
            print(resident(), flush=True)
