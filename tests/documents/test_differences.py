"""What a paper says otherwise than its last version."""

from __future__ import annotations

import copy
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_portal.documents.models import Document
from ita_portal.documents.rules.differences import Kind, Run, compared, differences, runs
from ita_portal.documents.rules.proposals import withdraw
from tests.documents import report_samples, samples
from tests.documents.ways import sign
from tests.factories.documents import propose_paper


@pytest.fixture
def before() -> dict:
    return samples.announcement()


@pytest.fixture
def after(before) -> dict:
    return copy.deepcopy(before)


def test_the_same_words_have_no_differences(before, after):
    assert differences(before, after) == []


def test_number_day_and_signature_are_no_differences(before, after):
    after |= {"number": "12/2569", "dated": "1 มกราคม พ.ศ. 2569", "signature": None}

    assert differences(before, after) == []


def test_a_new_paragraph_is_added_at_its_place(before, after):
    after["opening"].insert(1, "เพื่อให้การทำงานของสำนักงานเป็นไปด้วยความเรียบร้อย")

    [one] = differences(before, after)

    assert one.kind == Kind.ADDED
    assert one.place == 5
    assert one.runs == [(Run.ADDED, "เพื่อให้การทำงานของสำนักงานเป็นไปด้วยความเรียบร้อย")]


def test_a_paragraph_that_is_gone_is_told_without_a_place(before, after):
    text = after["opening"].pop(1)

    [one] = differences(before, after)

    assert (one.kind, one.place) == (Kind.REMOVED, None)
    assert one.runs[0][0] == Run.REMOVED
    assert text[:20] in one.runs[0][1]


def test_a_changed_paragraph_shows_the_words_that_changed(before, after):
    after["sections"][0]["title"] = after["sections"][0]["title"].replace(
        "การสื่อสาร", "การประชาสัมพันธ์"
    )

    [one] = differences(before, after)

    assert one.kind == Kind.CHANGED
    removed = "".join(text for run, text in one.runs if run == Run.REMOVED)
    added = "".join(text for run, text in one.runs if run == Run.ADDED)
    assert "ประชาสัมพันธ์" in added
    assert len(removed) < len("การสื่อสาร") + 1


@given(st.text("กขคงเแา่้ 12ab", max_size=40), st.text("กขคงเแา่้ 12ab", max_size=40))
def test_the_runs_hold_both_texts_whole(before, after):
    told = runs(before, after)

    assert "".join(text for run, text in told if run != Run.ADDED) == before
    assert "".join(text for run, text in told if run != Run.REMOVED) == after


def test_a_thai_letter_keeps_its_vowels_and_tones():
    told = runs("ให้เขตที่ 1 ทำ", "ให้เขตนี้ 1 ทำ")

    assert (Run.REMOVED, "ที่") in told
    assert (Run.ADDED, "นี้") in told


def test_two_long_tables_are_compared_in_seconds():
    before = samples.table_announcement()
    rows = [
        {"cells": {**row["cells"]}, "tall": False}
        for group in before["table"]["groups"]
        for row in group["rows"]
    ]
    before["table"]["groups"] = [{"title": "", "rows": rows * 60}]
    after = copy.deepcopy(before)
    for number, row in enumerate(after["table"]["groups"][0]["rows"]):
        key = next(iter(row["cells"]))
        row["cells"] = {**row["cells"], key: f"ข้อที่ {number} ซึ่งเขียนใหม่ทั้งหมด"}

    began = time.perf_counter()
    found = differences(before, after)

    assert len(found) >= 60
    assert time.perf_counter() - began < 15


def test_a_paper_is_compared_with_the_one_that_came_back_before_it(office, officer):
    first = propose_paper(office, officer)
    withdraw(first, by=officer)
    report = report_samples.draft(office_name=office.name)
    report["parts"][0]["title"] = "ผลการประเมินโดยรวม"

    again = propose_paper(office, officer, words=report)

    [one] = compared(again)
    assert one.to == "ฉบับที่เสนอครั้งก่อน (ผู้เสนอถอนแล้ว)"
    assert len(one.rows) == 1


def test_a_paper_is_compared_with_the_signed_one_that_it_is_to_replace(office, officer, director):
    sign(propose_paper(office, officer), director)

    newer = propose_paper(office, officer, replaces=Document.objects.get())

    [one] = compared(newer)
    assert one.to == "ฉบับที่ลงนามแล้วซึ่งจะถูกแทนที่"
    assert one.rows == []
