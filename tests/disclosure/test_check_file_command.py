"""The command `check_file`, as others rely on it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from disclosure.models import Evidence
from tests.disclosure.corpus.papers import ANNOUNCEMENT, YEAR_BEFORE
from tests.disclosure.corpus.writing import write

pytestmark = pytest.mark.django_db
YEARS = {"p": 2566, "y": 2567, "n": 2568}


def run(path: Path, office, *more: str) -> tuple[int, dict]:
    out = io.StringIO()
    command = ["check_file", str(path), "--office", office.code, "--json", *more]
    try:
        call_command(*command, stdout=out)
        code = 0
    except CommandError as error:
        code = error.returncode
    return code, json.loads(out.getvalue()) if out.getvalue() else {}


def test_a_clean_file_has_no_findings(office, tmp_path):
    path = write(ANNOUNCEMENT.format(office=office.name, **YEARS), tmp_path / "แผน.pdf")

    assert run(path, office, "--fiscal-year", "2567") == (0, {"findings": []})


def test_a_finding_says_what_where_and_how_to_mend(office, tmp_path):
    path = write(ANNOUNCEMENT.format(office=office.name, **YEARS), tmp_path / "แผน.docx")

    code, told = run(path, office, "--fiscal-year", "๒๕๖๘")

    assert code == 1
    first = told["findings"][0]
    assert (first["item"], first["check"], first["severity"]) == ("", "fiscal_year", "error")
    assert "2567" in first["message"]
    assert "2567" in first["where"]
    assert first["mend"]
    assert Evidence.objects.count() == 0


def test_the_item_says_which_year_is_asked_for(office, load_year, tmp_path):
    load_year(2568)
    path = write(
        YEAR_BEFORE.format(office=office.name, p=2567, y=2568, n=2569), tmp_path / "รายงาน.xlsx"
    )

    code, told = run(path, office, "--fiscal-year", "2568", "--item", "O13")

    assert (code, told) == (0, {"findings": []})


def test_a_file_that_cannot_be_read_is_a_finding(office, tmp_path):
    path = tmp_path / "ภาพ.svg"
    path.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")

    code, told = run(path, office, "--fiscal-year", "2567", "--item", "")

    assert code == 1
    assert [one["check"] for one in told["findings"]] == ["file"]


@pytest.mark.parametrize(
    "wrong",
    [
        ["--fiscal-year", "ปีนี้"],
        ["--fiscal-year", "2567", "--item", "O99"],
        ["--fiscal-year", "2567", "--office", "nobody"],
    ],
)
def test_wrong_arguments_are_refused(wrong, office, load_year, tmp_path):
    load_year(2567)
    path = write("คู่มือ", tmp_path / "a.txt")

    assert run(path, office, *wrong) == (2, {})


def test_a_file_that_is_not_there_is_refused(office, tmp_path):
    assert run(tmp_path / "none.pdf", office, "--fiscal-year", "2567") == (2, {})


def test_people_read_the_findings_in_lines(office, tmp_path):
    path = write("แผนปฏิบัติการประจำปีงบประมาณ พ.ศ. 2566", tmp_path / "a.txt")
    out = io.StringIO()

    with pytest.raises(CommandError, match="พบสิ่งที่ควรแก้ 1 จุด"):
        call_command("check_file", str(path), office=office.code, fiscal_year="2568", stdout=out)

    assert "ต้องแก้: ชื่อเอกสารบอกปี 2566" in out.getvalue()
    assert "วิธีแก้: " in out.getvalue()
