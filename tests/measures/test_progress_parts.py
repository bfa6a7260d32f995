"""Beginning the year's round from the half year's words, and keeping a file once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ita_portal.errors import Refused
from ita_portal.files.disk import path_of
from ita_portal.files.models import StoredFile
from measures.models import GroupReport, StepFile
from measures.rules.progress.files import MOST_FILES, add_step_file, caption_file
from measures.rules.progress.noting import StepNote, note_of
from measures.rules.progress.opening import open_due_rounds
from measures.rules.progress.parts import copy_from_six_months
from tests.files.samples import pdf, picture
from tests.measures.progress_cast import (
    TWELVE_DUE,
    TWELVE_OPENS,
    member,
    note,
    opened_round,
    plan_of_groups,
)

DONE = StepNote("done", "ติดประกาศแล้ว", date(2024, 1, 5), date(2024, 1, 9), 100, 1200)
UNDER_WAY = StepNote("under_way", "อบรม 1 รุ่น", date(2024, 2, 1), None, 50, 800, "คนน้อย", "เพิ่มวัน")


@pytest.fixture
def part(office, officer, director) -> GroupReport:
    plan_of_groups(office, officer, director)
    return opened_round().parts.get(group=office.groups.first())


@pytest.fixture
def person(part):
    return member(part.group)


@pytest.fixture
def twelve(part, person) -> GroupReport:
    """Give the year's part; of the half year one step is done, one under way, one not begun."""
    notes = [DONE, UNDER_WAY, StepNote("not_started")]
    for report, values in zip(part.steps.order_by("pk"), notes, strict=True):
        note(report, person, values)
    open_due_rounds(TWELVE_OPENS)
    return GroupReport.objects.get(group=part.group, round__months=12)


def test_the_copy_brings_the_words_and_leaves_the_state_of_what_was_not_done(twelve, person):
    copied = copy_from_six_months(twelve, by=person, on=TWELVE_OPENS)

    done, under_way, not_begun = twelve.steps.order_by("pk")
    assert copied == 2
    assert note_of(done) == DONE
    assert note_of(under_way) == StepNote(
        result="อบรม 1 รุ่น", started_on=date(2024, 2, 1), obstacles="คนน้อย", suggestions="เพิ่มวัน"
    )
    assert note_of(not_begun).is_blank


@pytest.mark.parametrize(("days", "late"), [(0, False), (1, True)])
def test_what_is_copied_after_the_due_day_is_marked_as_what_is_typed(twelve, person, days, late):
    copy_from_six_months(twelve, by=person, on=TWELVE_DUE + timedelta(days=days))

    marks = set(twelve.steps.exclude(result="").values_list("is_late", flat=True))
    assert marks == {late}


def test_a_photograph_that_comes_twice_is_kept_once(part, person):
    report, photo = part.steps.order_by("pk")[0], picture(size=(300, 200))

    one = add_step_file(report, [photo], name="งาน.jpg", caption="วันประชุม", by=person)
    again = add_step_file(report, [photo], name="งาน.jpg", caption="วันประชุม", by=person)

    assert one == again
    assert StepFile.objects.count() == StoredFile.objects.count() == 1
    assert path_of(StoredFile.objects.get().key).exists()


def test_a_file_that_comes_twice_brings_the_caption_that_was_missing(part, person):
    report, paper = part.steps.order_by("pk")[0], pdf()
    add_step_file(report, [paper], name="ก.pdf", by=person)

    add_step_file(report, [paper], name="ก.pdf", caption="รายงานการประชุม", by=person)

    assert StepFile.objects.get().caption == "รายงานการประชุม"


def test_the_last_file_that_fits_may_come_twice(part, person, monkeypatch):
    monkeypatch.setattr("measures.rules.progress.files.MOST_FILES", 1)
    report, paper = part.steps.order_by("pk")[0], pdf()
    add_step_file(report, [paper], name="ก.pdf", by=person)

    add_step_file(report, [paper], name="ก.pdf", by=person)

    assert (StepFile.objects.count(), MOST_FILES) == (1, 20)


def test_the_same_picture_may_show_two_steps(part, person):
    for report in part.steps.order_by("pk")[:2]:
        add_step_file(report, [picture()], name="งาน.jpg", by=person)

    assert StepFile.objects.count() == 2


def test_a_caption_is_refused_and_never_cut(part, person):
    report = part.steps.order_by("pk")[0]
    kept = add_step_file(report, [pdf()], name="ก.pdf", caption="ก" * 300, by=person)

    with pytest.raises(Refused, match="300"):
        add_step_file(report, [pdf(pages=2)], name="ข.pdf", caption="ก" * 301, by=person)
    with pytest.raises(Refused, match="300"):
        caption_file(kept, caption="ก" * 301)
    assert StoredFile.objects.count() == 1
