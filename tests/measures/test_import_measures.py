"""A plan in a file becomes the year's draft: all of it, or nothing and the reason why."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from ita_portal.audit.models import AuditEvent
from ita_portal.errors import Refused
from measures.models import Measure, Plan
from measures.rules.importing.store import HAS_MEASURES, NO_ISSUE, import_plan
from tests.measures.plan_files import document, table, workbook

pytestmark = pytest.mark.django_db

YEAR = "ต.ค. ๖๖ – ก.ย. ๖๗"
HEAD = ["ประเด็น", "มาตรการ", "ขั้นตอน", "ระยะเวลา", "ผู้รับผิดชอบ", "การติดตาม"]
ROWS = [
    HEAD,
    ["๑. ความโปร่งใส", "เปิดเผยข้อมูล", "๑. สำรวจ\n๒. เผยแพร่", YEAR, "กลุ่มอำนวยการ", "รายงาน"],
    [None, "ตอบข้อซักถาม", "ตั้งผู้ตอบ", YEAR, "ทุกกลุ่ม", None],
]


@pytest.fixture
def file(tmp_path) -> Path:
    """Give a workbook with two measures, in which nothing is doubtful."""
    return workbook(tmp_path / "แผน.xlsx", ROWS)


def command(file: Path, *more: str, office: str = "sample1", year: str = "2567") -> tuple[int, str]:
    """Run the command; return its exit status and what it wrote."""
    out = StringIO()
    try:
        call_command(
            "import_measures",
            str(file),
            "--office",
            office,
            "--fiscal-year",
            year,
            *more,
            stdout=out,
        )
    except CommandError as error:
        return error.returncode, out.getvalue()
    return 0, out.getvalue()


def test_a_file_becomes_the_draft_of_its_year(office, officer, file):
    reading = import_plan(file, office=office, fiscal_year=2567, dry_run=False, by=officer)

    plan = Plan.objects.get(office=office, fiscal_year=2567)
    first, second = Measure.objects.filter(issue__plan=plan).order_by("pk")
    assert reading.problems == ()
    assert (plan.status, plan.layout) == (Plan.Status.DRAFT, Plan.Layout.TABLE)
    assert [issue.title for issue in plan.issues.all()] == ["ความโปร่งใส"]
    assert [step.text for step in first.steps.all()] == ["สำรวจ", "เผยแพร่"]
    assert [group.name for group in first.owners.all()] == ["กลุ่มอำนวยการ"]
    assert (str(first.starts_on), str(first.ends_on)) == ("2023-10-01", "2024-09-30")
    assert first.monitoring == "รายงาน"
    assert second.every_group
    assert AuditEvent.objects.filter(verb="plan.imported").count() == 1


def test_measures_without_an_issue_stand_under_one(office, tmp_path):
    file = document(tmp_path / "แผน.docx", table(["มาตรการ", "ขั้นตอน"], ["เปิดเผยข้อมูล", "สำรวจ"]))

    import_plan(file, office=office, fiscal_year=2567, dry_run=False, by=None)

    assert [issue.title for issue in Plan.objects.get().issues.all()] == [NO_ISSUE]


def test_a_dry_run_tells_the_same_and_stores_nothing(office, officer, file):
    told = import_plan(file, office=office, fiscal_year=2567, dry_run=True, by=officer)

    assert len(told.measures) == 2
    assert not Plan.objects.exists()
    assert not AuditEvent.objects.exists()
    assert told == import_plan(file, office=office, fiscal_year=2567, dry_run=False, by=officer)


def test_a_plan_with_measures_is_never_written_over(office, officer, file):
    import_plan(file, office=office, fiscal_year=2567, dry_run=False, by=officer)

    with pytest.raises(Refused, match=HAS_MEASURES.format(2567)):
        import_plan(file, office=office, fiscal_year=2567, dry_run=True, by=officer)
    assert Measure.objects.count() == 2


def test_a_submitted_plan_takes_no_file(office, officer, submitted, file):
    with pytest.raises(Refused, match="จึงนำเข้าไม่ได้"):
        import_plan(file, office=office, fiscal_year=2564, dry_run=False, by=officer)


def test_a_text_too_long_for_its_place_is_cut_and_told_whole(office, tmp_path):
    title = "เปิดเผยข้อมูลต่อสาธารณะ" * 40
    file = workbook(tmp_path / "แผน.xlsx", [["มาตรการ", "ขั้นตอน"], [title, "สำรวจ"]])

    reading = import_plan(file, office=office, fiscal_year=2567, dry_run=False, by=None)

    assert title in reading.problems[0].message
    assert title.startswith(Measure.objects.get().title.removesuffix("…"))


def test_a_file_without_measures_stores_nothing(office, tmp_path):
    file = workbook(tmp_path / "แผน.xlsx", [["ชื่อ", "คะแนน"], ["ก", 90]])

    reading = import_plan(file, office=office, fiscal_year=2567, dry_run=False, by=None)

    assert reading.problems
    assert not Plan.objects.exists()


def test_the_command_tells_what_it_found_as_json(office, file):
    status, out = command(file, "--json")

    assert status == 0
    told = json.loads(out)
    assert told["problems"] == []
    assert told["measures"][0] == {
        "issue": "ความโปร่งใส",
        "part": "",
        "title": "เปิดเผยข้อมูล",
        "steps": ["สำรวจ", "เผยแพร่"],
        "owners": ["กลุ่มอำนวยการ"],
        "groups": ["กลุ่มอำนวยการ"],
        "every_group": False,
        "period": {"starts_on": "2023-10-01", "ends_on": "2024-09-30", "text": YEAR},
        "monitoring": "รายงาน",
        "target": "",
        "budget": {"baht": None, "none": False, "text": ""},
        "row": 2,
    }


def test_the_command_ends_with_1_when_something_did_not_fit(office, tmp_path):
    file = workbook(tmp_path / "แผน.xlsx", [["ฉบับที่คุยกันไว้"], *ROWS])

    status, out = command(file, "--json", "--dry-run")

    assert status == 1
    assert json.loads(out)["problems"] == [
        {"row": 1, "message": "ข้อความนอกตารางมาตรการ: “ฉบับที่คุยกันไว้”"}
    ]
    assert not Plan.objects.exists()


def test_the_command_writes_lines_for_people(office, file):
    assert command(file, year="๒๕๖๗") == (0, "นำเข้าแล้ว 2 มาตรการ\n")


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"office": "nowhere"}, "ไม่มีสำนักงาน"),
        ({"year": "2024"}, "ไม่มีปีงบประมาณ"),
        ({"year": "ปีหน้า"}, "ไม่มีปีงบประมาณ"),
    ],
)
def test_the_command_ends_with_2_when_it_cannot_be_asked(office, file, more, why):
    status, out = command(file, "--json", **more)

    assert status == 2
    assert why in json.loads(out)["problems"][0]["message"]
    assert not Plan.objects.exists()


def test_the_command_ends_with_2_for_a_file_that_is_none(office, tmp_path):
    broken = tmp_path / "แผน.xlsx"
    broken.write_bytes(b"no workbook")

    assert command(broken)[0] == command(tmp_path / "ไม่มี.xlsx")[0] == 2
