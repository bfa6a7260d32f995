"""Checks of stored evidence: found by the worker, kept, answered before acceptance."""

from __future__ import annotations

import pytest
import time_machine
from django.utils import timezone

from disclosure.models import EvidenceFinding
from disclosure.rules import running
from disclosure.rules.engine import Found
from disclosure.rules.evidence import accept_evidence, change_evidence, propose_evidence
from disclosure.rules.rechecking import check_year
from disclosure.rules.running import answer_finding, note_failure, run_checks
from ita_portal.audit.models import AuditEvent
from ita_portal.errors import Refused
from tests.factories.disclosure import EvidenceFactory, FindingFactory, kept_file

pytestmark = pytest.mark.django_db
WRONG = "แผนปฏิบัติการประจำปีงบประมาณ พ.ศ. 2561\nมีโครงการดังนี้"
RIGHT = "แผนปฏิบัติการประจำปีงบประมาณ พ.ศ. 2564\nมีโครงการดังนี้"


@pytest.fixture
def wrong(item, office, officer):
    """Give a proposed text of another year."""
    facts = {"kind": "text", "title": "แผนปฏิบัติการประจำปี", "text": WRONG}
    return propose_evidence(item, office=office, by=officer, **facts)


def fiscal(evidence):
    return evidence.findings.get(code="fiscal_year")


def test_an_error_is_kept_and_must_be_answered_before_acceptance(item, office, officer, colleague):
    evidence = propose_evidence(
        item,
        office=office,
        by=officer,
        kind="text",
        title="แผนปฏิบัติการประจำปี",
        url="",
        text="แผนปฏิบัติการประจำปีงบประมาณ พ.ศ. 2561\nมีโครงการดังนี้",
        owner=None,
    )
    run_checks(evidence.pk)
    finding = evidence.findings.get(code="fiscal_year")
    evidence.refresh_from_db()

    with pytest.raises(Refused, match="ข้อผิดพลาด"):
        accept_evidence(evidence, by=colleague)
    answer_finding(finding, words="เอกสารอ้างถึงแผนเดิมที่ยังใช้อยู่ตามมติที่ประชุม", by=colleague)

    assert accept_evidence(evidence, by=colleague).status == "accepted"


def test_the_worker_checks_what_was_written(wrong, run_jobs):
    assert wrong.is_being_checked

    run_jobs()

    wrong.refresh_from_db()
    assert not wrong.is_being_checked
    finding = fiscal(wrong)
    assert (finding.severity, "2561" in finding.message) == ("error", True)
    assert "2561" in finding.place
    assert finding.mend


def test_a_file_is_read(item, office, officer, run_jobs):
    file = kept_file(office, officer, words=WRONG)
    facts = {"kind": "file", "title": "แผนปฏิบัติการประจำปี", "file": file}
    piece = propose_evidence(item, office=office, by=officer, **facts)

    run_jobs()

    assert "2561" in fiscal(piece).message


def test_what_was_mended_is_gone_and_stays_on_record(wrong, officer, run_jobs):
    change = {"kind": "text", "title": "แผนปฏิบัติการประจำปี", "text": RIGHT}
    run_jobs()
    type(wrong).objects.filter(pk=wrong.pk).update(status="draft")

    wrong.refresh_from_db()
    change_evidence(wrong, by=officer, as_draft=False, facts=change)
    run_jobs()

    assert fiscal(wrong).gone_at is not None


def test_checking_again_keeps_the_answer_and_adds_nothing(wrong, colleague):
    run_checks(wrong.pk)
    answer_finding(fiscal(wrong), words="เป็นแผนหลายปี", by=colleague)
    count = EvidenceFinding.objects.count()

    run_checks(wrong.pk)

    assert fiscal(wrong).answer == "เป็นแผนหลายปี"
    assert EvidenceFinding.objects.count() == count


def test_an_answer_counts_only_for_the_version_it_was_given_for(wrong, officer, colleague):
    run_checks(wrong.pk)
    answer_finding(fiscal(wrong), words="เป็นแผนหลายปี", by=colleague)
    type(wrong).objects.filter(pk=wrong.pk).update(status="draft")
    wrong.refresh_from_db()
    facts = {"kind": "text", "title": "แผนปฏิบัติการประจำปี", "text": f"{WRONG}\nและอื่น ๆ"}
    newer = change_evidence(wrong, by=officer, as_draft=False, facts=facts)
    run_checks(newer.pk)
    newer.refresh_from_db()

    with pytest.raises(Refused, match="ข้อผิดพลาดที่ตรวจพบ"):
        accept_evidence(newer, by=colleague)


def test_acceptance_checks_first_what_no_worker_has_checked(wrong, colleague):
    with pytest.raises(Refused, match="ข้อผิดพลาดที่ตรวจพบ 1 จุด"):
        accept_evidence(wrong, by=colleague)


def test_findings_about_an_older_content_are_not_kept(wrong, monkeypatch):
    whole = running.check

    def check(evidence):
        type(wrong).objects.filter(pk=wrong.pk).update(checks_asked=evidence.checks_asked + 1)
        return whole(evidence)

    monkeypatch.setattr(running, "check", check)

    run_checks(wrong.pk)

    assert not wrong.findings.exists()


def test_a_check_that_breaks_says_so_and_keeps_nobody_waiting(wrong):
    note_failure(wrong.pk)

    wrong.refresh_from_db()
    assert not wrong.is_being_checked
    assert "ไม่สำเร็จ" in wrong.findings.get().message


def test_what_a_later_night_finds_in_accepted_evidence_is_answered(item, office, colleague):
    finding = FindingFactory(evidence=EvidenceFactory(office=office, item=item, accepted=True))

    assert answer_finding(finding, words="เป็นแผนหลายปี", by=colleague).answered_by == colleague


@pytest.mark.parametrize("trait", ["returned", "withdrawn"])
def test_what_nobody_stands_for_is_not_answered(item, office, colleague, trait):
    finding = FindingFactory(evidence=EvidenceFactory(office=office, item=item, **{trait: True}))

    with pytest.raises(Refused, match="รอรับขึ้นเผยแพร่"):
        answer_finding(finding, words="ไม่ต้องแก้", by=colleague)


def test_every_answer_stays_in_the_trail(wrong, colleague):
    run_checks(wrong.pk)
    for words in ("เหตุผลแรก", "เหตุผลที่สอง"):
        answer_finding(fiscal(wrong), words=words, by=colleague)

    told = AuditEvent.objects.filter(verb="evidence.finding_answered").order_by("pk")
    assert [event.detail["answer"] for event in told] == ["เหตุผลแรก", "เหตุผลที่สอง"]


def test_an_answer_stays_when_only_the_number_of_a_finding_changes(wrong, colleague, monkeypatch):
    def found(number: int) -> list[Found]:
        words = f"หลักฐาน {number} รายการลงไว้ในวันเดียว"
        return [Found("stale", "error", words, same_as="came in on one day")]

    monkeypatch.setattr(running, "check", lambda _: found(11))
    run_checks(wrong.pk)
    answer_finding(wrong.findings.get(), words="รับข้อมูลจากระบบเดิมในวันนั้น", by=colleague)

    monkeypatch.setattr(running, "check", lambda _: found(12))
    run_checks(wrong.pk)

    stays = wrong.findings.get()
    assert ("12" in stays.message, stays.answer) == (True, "รับข้อมูลจากระบบเดิมในวันนั้น")
    assert stays.gone_at is None


def test_a_year_that_came_in_on_one_day_is_told_at_the_year_and_known_at_each_piece(
    full_items, office, framework_2564
):
    pieces = full_items(11)
    with time_machine.travel("2026-11-03 10:00:00+07:00"):
        type(pieces[0]).objects.update(proposed_at=timezone.now())

    told = [one for one in check_year(office, framework_2564).findings if one.check == "stale"]
    full_items(12)
    later = [one for one in check_year(office, framework_2564).findings if one.check == "stale"]

    assert [(one.severity, one.item) for one in told if one.is_open_alarm] == [("warning", "")]
    assert len([one for one in told if one.severity == "info"]) == 11
    assert "11 จาก 11" in told[0].message
    assert not [one for one in later if one.is_open_alarm]
