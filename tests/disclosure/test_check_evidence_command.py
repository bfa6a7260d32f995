"""The command `check_evidence`, as others rely on it, and the checks of each night."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command

from disclosure.models import Evidence
from disclosure.rules import running
from disclosure.rules.evidence import propose_evidence
from disclosure.rules.rechecking import TASK, ask_offices, check_office
from disclosure.tasks import do_day
from ita_portal.jobs.models import Job
from tests.factories.disclosure import EvidenceFactory
from tests.factories.organisations import UserFactory

pytestmark = pytest.mark.django_db
WRONG_YEAR = "แผนปฏิบัติการประจำปีงบประมาณ พ.ศ. 2561\nมีโครงการดังนี้"


def run(*more: str) -> tuple[int, dict]:
    out = io.StringIO()
    try:
        call_command("check_evidence", "--json", *more, stdout=out)
        code = 0
    except CommandError as error:
        code = error.returncode
    return code, json.loads(out.getvalue()) if out.getvalue() else {}


@pytest.fixture
def wrong(item, office, officer):
    """Give a text of another year, which nothing has checked yet."""
    facts = {"kind": "text", "title": "แผนปฏิบัติการ", "text": WRONG_YEAR}
    return propose_evidence(item, office=office, by=officer, **facts)


def test_a_year_with_a_fault_is_told_with_its_item_and_place(wrong, office):
    code, told = run("--office", office.code, "--fiscal-year", "2564")

    assert code == 1
    assert (told["items"], told["complete"]) == (43, 0)
    found = next(one for one in told["findings"] if one["check"] == "fiscal_year")
    assert (found["item"], found["severity"]) == ("O1", "error")
    assert found["where"].startswith("แผนปฏิบัติการ · ")
    assert "2561" in found["message"]


def test_an_empty_year_has_nothing_to_mend_and_nothing_complete(framework_2564, office):
    code, told = run("--office", office.code, "--fiscal-year", "๒๕๖๔")

    assert (code, told) == (0, {"items": 43, "complete": 0, "findings": []})


def test_an_answered_error_is_told_with_its_answer_and_is_no_alarm(wrong, office):
    run("--office", office.code, "--fiscal-year", "2564")
    for finding in wrong.findings.all():
        finding.answer, finding.answered_for = "เป็นแผนหลายปี", wrong.number
        finding.answered_by, finding.answered_at = UserFactory(), finding.found_at
        finding.save()

    code, told = run("--office", office.code, "--fiscal-year", "2564")

    alarms = [one for one in told["findings"] if one["check"] != "component"]
    assert {one["answer"] for one in alarms} == {"เป็นแผนหลายปี"}
    assert code == (1 if len(alarms) < len(told["findings"]) else 0)


def test_a_missing_component_is_told(item, office):
    item.components = ["แผน", "ผล"]
    item.save()
    EvidenceFactory(office=office, item=item, components=["แผน"])

    _, told = run("--office", office.code, "--fiscal-year", "2564")

    lacking = [one for one in told["findings"] if one["check"] == "component"]
    assert [(one["item"], "ผล" in one["message"]) for one in lacking] == [("O1", True)]


@pytest.mark.parametrize(
    "wrong_arguments",
    [
        ["--office", "nobody", "--fiscal-year", "2564"],
        ["--office", "sample1", "--fiscal-year", "ปีนี้"],
        ["--office", "sample1", "--fiscal-year", "2599"],
    ],
)
def test_wrong_arguments_are_refused(office, framework_2564, wrong_arguments):
    assert run(*wrong_arguments) == (2, {})


def test_people_read_the_findings_in_lines(wrong, office):
    out = io.StringIO()

    with pytest.raises(CommandError, match="พบสิ่งที่ควรแก้"):
        call_command("check_evidence", office=office.code, fiscal_year="2564", stdout=out)

    assert "ครบถ้วน 0 จาก 43 ข้อ" in out.getvalue()
    assert "O1 fiscal_year:" in out.getvalue()


def test_each_night_every_office_with_evidence_is_checked_once(wrong, other_office):
    do_day(738000)
    do_day(738000)

    jobs = Job.objects.filter(task=TASK)
    assert [job.subject_id for job in jobs] == [wrong.office_id]


def test_one_piece_that_breaks_a_check_keeps_no_other_from_being_checked(
    wrong, item, office, officer, monkeypatch
):
    broken = EvidenceFactory(office=office, item=item, as_text=True)
    whole = running.check

    def check(evidence: Evidence):
        if evidence.pk == broken.pk:
            raise RuntimeError
        return whole(evidence)

    monkeypatch.setattr(running, "check", check)

    check_office(office.pk)

    assert "ตรวจหลักฐานนี้ไม่สำเร็จ" in broken.findings.get().message
    assert wrong.findings.filter(code="fiscal_year").exists()


def test_withdrawn_evidence_is_left_alone(item, office):
    EvidenceFactory(office=office, item=item, withdrawn=True)

    assert ask_offices(738000) == 0
