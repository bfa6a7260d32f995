"""Issue an announcement in each of so many offices at once, and queue the making of their PDFs.

`python -m bench.queue_papers 245`. Expects the data folder that `bench.stage.prepare` made.
"""

from __future__ import annotations

import sys
from datetime import date
from typing import Any

import django

django.setup()

from django.db import transaction  # noqa: E402 - after the setup

from ita_portal.documents.kinds import MEASURES_ANNOUNCEMENT  # noqa: E402
from ita_portal.documents.models import Document  # noqa: E402
from ita_portal.documents.rules.words import fingerprint  # noqa: E402
from ita_portal.jobs.rules import enqueue  # noqa: E402
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


@transaction.atomic
def queue(count: int) -> None:
    """Store so many issued papers, of an office each, and hand their PDFs to the workers."""
    user = User.objects.order_by("pk")[0]
    for number in range(1, count + 1):
        code, name = f"queue-{number}", f"สำนักงานเขตพื้นที่การศึกษาทดสอบที่ {number}"
        office = Office.objects.create(
            code=code, name=name, short_name=name, kind=Office.Kind.PRIMARY, sort_key=code
        )
        paper = _issued(number, office, user)
        enqueue(
            task="documents.render",
            subject_id=paper.pk,
            key=paper.job_key,
            title=paper.title,
            office=office,
        )


def _issued(number: int, office: Office, user: User) -> Document:
    frozen = words(number, office)
    return Document.objects.create(
        office=office,
        kind=MEASURES_ANNOUNCEMENT.code,
        fiscal_year=2564,
        title=f"ประกาศฉบับที่ {number}",
        words=frozen,
        words_sha256=fingerprint(frozen),
        dated_on=date(2021, 6, 25),
        issued_by=user,
    )


if __name__ == "__main__":
    queue(int(sys.argv[1]))
