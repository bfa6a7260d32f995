"""What groups note stays: late, sent, sent back, copied, and through a change of the plan."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ita_portal.errors import Refused, Stale
from ita_portal.notifications.models import Line
from measures.models import GroupReport, StepFile, StepReport
from measures.rules.progress.carrying import carry_on, carry_on_all
from measures.rules.progress.files import MOST_FILES, add_step_file
from measures.rules.progress.noting import StepNote, note_of, save_step
from measures.rules.progress.opening import open_due_rounds
from measures.rules.progress.parts import copy_from_six_months, return_part, send_part
from tests.files.samples import pdf, picture
from tests.measures.progress_cast import (
    DONE,
    SIX_DUE,
    SIX_OPENS,
    TWELVE_OPENS,
    complete,
    member,
    note,
    opened_round,
    plan_of_groups,
    tasks,
    version_after,
)
from tests.races import together

LATE = SIX_DUE + timedelta(days=1)


@pytest.fixture
def plan(office, officer, director):
    return plan_of_groups(office, officer, director)


@pytest.fixture
def part(office, plan) -> GroupReport:
    return opened_round().parts.get(group=office.groups.first())


@pytest.fixture
def person(part):
    return member(part.group)


def first(part: GroupReport) -> StepReport:
    return part.steps.get(step__position=1)


@pytest.mark.parametrize(("day", "late"), [(SIX_DUE, False), (LATE, True)])
def test_what_is_noted_after_the_due_day_is_kept_and_marked(part, person, day, late):
    saved = note(first(part), person, on=day)

    assert (note_of(saved), saved.is_late) == (DONE, late)


def test_what_is_sent_after_the_due_day_is_kept_and_marked(part, person):
    complete(part, person)

    assert send_part(part, by=person, on=LATE).is_late


def test_a_part_in_time_that_comes_back_is_not_late_when_it_goes_again(part, person, coordinator):
    complete(part, person)
    send_part(part, by=person, on=SIX_DUE)
    return_part(part, comment="แก้คำผิด", by=coordinator, on=LATE)

    changed = note(first(part), person, StepNote("done", "แก้แล้ว"), on=LATE)

    assert not changed.is_late
    assert not send_part(part, by=person, on=LATE).is_late


def test_the_same_again_changes_nothing(part, person):
    step = note(first(part), person)

    again = save_step(step, values=DONE, expected_revision=0, by=person, on=SIX_OPENS)

    assert again.revision == step.revision == 2


@pytest.mark.parametrize(
    "values",
    [
        StepNote(state="soon"),
        StepNote(percent=101),
        StepNote(budget_used=-1),
        StepNote(started_on=SIX_OPENS + timedelta(days=1)),
        StepNote(started_on=date(2024, 2, 2), finished_on=date(2024, 2, 1)),
    ],
)
def test_what_cannot_be_is_refused(part, person, values):
    with pytest.raises(Refused):
        note(first(part), person, values)

    assert note_of(first(part)).is_blank


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (StepNote(), "ยังไม่ได้เลือกสถานะ"),
        (StepNote(state="done"), "ได้ผลอย่างไร"),
        (StepNote(state="not_possible", result="ไม่มีงบ"), "ติดขัดเพราะอะไร"),
    ],
)
def test_a_part_is_sent_when_every_step_is_whole(part, person, values, words):
    complete(part, person)
    note(first(part), person, values)

    with pytest.raises(Refused, match=words):
        send_part(part, by=person, on=SIX_OPENS)


def test_a_step_that_has_not_begun_needs_no_words(part, person):
    for report in part.steps.all():
        note(report, person, StepNote(state="not_started"))

    assert send_part(part, by=person, on=SIX_OPENS).status == "sent"


def test_what_was_sent_is_not_changed(part, person):
    complete(part, person)
    send_part(part, by=person, on=SIX_OPENS)

    with pytest.raises(Refused, match="ส่งแล้ว"):
        note(first(part), person, StepNote(state="under_way", result="ก"))
    with pytest.raises(Refused, match="ส่งแล้ว"):
        add_step_file(first(part), [pdf()], name="ก.pdf", by=person)
    with pytest.raises(Refused):
        send_part(part, by=person, on=SIX_OPENS)


def test_sending_back_says_why_and_tells_the_people_of_the_group(part, person, coordinator):
    complete(part, person)
    send_part(part, by=person, on=SIX_OPENS)

    with pytest.raises(Refused):
        return_part(part, comment="  ", by=coordinator, on=SIX_OPENS)
    returned = return_part(part, comment="ขอตัวเลข", by=coordinator, on=SIX_OPENS)

    assert (returned.status, returned.return_comment) == ("returned", "ขอตัวเลข")
    line = Line.objects.get(key__startswith="progress:")
    assert line.user == person
    assert "ส่งคืน" in line.text


@pytest.mark.django_db(transaction=True)
def test_of_four_sendings_at_once_one_counts(part, person):
    complete(part, person)

    outcomes = together(lambda: send_part(part, by=person, on=SIX_OPENS))

    assert outcomes.count("done") == 1


@pytest.mark.django_db(transaction=True)
def test_of_four_savings_at_once_none_is_lost_unseen(part, person):
    step = first(part)
    words = iter(["ก", "ข", "ค", "ง"])

    def save():
        values = StepNote(state="done", result=next(words))
        save_step(step, values=values, expected_revision=1, by=person, on=SIX_OPENS)

    outcomes = together(save)

    assert outcomes.count("done") == 1
    assert all("มีผู้แก้ไข" in told for told in outcomes if told != "done")


def test_a_document_is_kept_as_it_is_and_a_photograph_made_small(part, person):
    add_step_file(first(part), [pdf()], name="รายงาน.pdf", by=person)
    add_step_file(first(part), [picture(size=(3000, 1000))], name="งาน.JPG", by=person)

    kept = [(one.position, one.file.name, one.file.width) for one in StepFile.objects.all()]
    assert kept == [(1, "รายงาน.pdf", None), (2, "งาน.jpg", 1600)]


def test_a_step_holds_so_many_files_and_no_more(part, person, monkeypatch):
    monkeypatch.setattr("measures.rules.progress.files.MOST_FILES", 1)
    add_step_file(first(part), [pdf()], name="1.pdf", by=person)

    with pytest.raises(Refused, match="ไม่เกิน 1 ไฟล์"):
        add_step_file(first(part), [pdf(pages=2)], name="2.pdf", by=person)

    assert MOST_FILES == 20
    assert StepFile.objects.count() == 1


def test_the_copy_takes_what_is_blank_and_leaves_what_was_written(office, part, person):
    complete(part, person)
    open_due_rounds(TWELVE_OPENS)
    twelve = GroupReport.objects.get(group=part.group, round__months=12)
    own = StepNote(state="under_way", result="ของปลายปี")
    note(first(twelve), person, own, on=TWELVE_OPENS)

    copied = copy_from_six_months(twelve, by=person, on=TWELVE_OPENS)

    assert copied == 2
    assert note_of(first(twelve)) == own
    assert note_of(twelve.steps.get(step__position=2)) == DONE
    with pytest.raises(Refused, match="ไม่มีข้อความ"):
        copy_from_six_months(twelve, by=person, on=TWELVE_OPENS)
    with pytest.raises(Refused, match="รอบ 12 เดือน"):
        copy_from_six_months(part, by=person, on=TWELVE_OPENS)


@pytest.fixture
def newer(plan, officer, director):
    return version_after(plan, officer, director)


def test_notes_stay_with_their_step_when_the_plan_changes(part, person, plan, officer, director):
    note(first(part), person)
    note(part.steps.get(step__position=2), person)
    newer = version_after(plan, officer, director)

    carry_on(part.round, newer)

    kept = part.steps.get(step__text="ขั้นตอนเดิมในถ้อยคำใหม่")
    gone = part.steps.get(is_dropped=True)
    assert note_of(kept) == note_of(gone) == DONE
    assert gone.step.text == "เผยแพร่ฉบับใหม่"
    assert part.steps.filter(state="", step__text="ขั้นตอนที่เพิ่ม").count() == 1


def test_what_left_the_plan_without_a_word_goes(part, newer):
    carry_on(part.round, newer)

    assert [words for _, words in tasks(part.round)] == ["ขั้นตอนที่เพิ่ม", "ขั้นตอนเดิมในถ้อยคำใหม่"]


def test_a_part_that_was_sent_comes_back_for_new_steps(part, person, plan, officer, director):
    complete(part, person)
    send_part(part, by=person, on=SIX_OPENS)
    newer = version_after(plan, officer, director)

    carry_on(part.round, newer)

    part.refresh_from_db()
    assert (part.status, part.returned_by) == ("returned", director)
    assert "เพิ่มเข้ามา" in part.return_comment


def test_the_day_carries_every_round_on_once(part, newer):
    assert (carry_on_all(), carry_on_all()) == (1, 0)


def test_a_plan_of_another_year_or_without_signature_is_refused(part, plan):
    plan.fiscal_year = 2568

    with pytest.raises(Refused, match="ลงนามแล้ว"):
        carry_on(part.round, plan)


def test_saving_over_somebody_is_stale(part, person):
    step = first(part)
    note(step, person)

    with pytest.raises(Stale):
        save_step(step, values=StepNote("done", "อื่น"), expected_revision=1, by=person, on=SIX_OPENS)
