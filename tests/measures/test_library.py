"""The starter library is whole, and what it refuses."""

from __future__ import annotations

import pytest

from measures.rules.library import STARTER, read_library, starter_library

INDICATORS = {
    "การปฏิบัติหน้าที่",
    "การใช้งบประมาณ",
    "การใช้อำนาจ",
    "การใช้ทรัพย์สินของราชการ",
    "การแก้ไขปัญหาการทุจริต",
    "คุณภาพการดำเนินงาน",
    "ประสิทธิภาพการสื่อสาร",
    "การปรับปรุงระบบการทำงาน",
    "การเปิดเผยข้อมูล",
    "การป้องกันการทุจริต",
}
GOOD = """
[subjects.one]
kind = "issue"
title = "ประเด็นหนึ่ง"

[[proposals]]
key = "a"
answers = ["one"]
title = "มาตรการ"
reason = "เพราะ"
steps = ["ทำ"]
owners = ["ทุกกลุ่ม"]
monitoring = "รายงาน"
target = "เสร็จ"
"""


def test_the_starter_library_covers_issues_internal_measures_and_indicators(load_year):
    library = starter_library()

    titles = {
        kind: {one.title for one in library.subjects.values() if one.kind == kind}
        for kind in ("issue", "internal", "indicator")
    }
    framework = load_year(2567)
    assert titles["issue"] == set(framework.analysis_issues)
    assert titles["indicator"] == INDICATORS
    assert titles["indicator"] == {one.name for one in framework.indicators.all()}
    assert len(titles["internal"]) == 7


def test_every_subject_of_the_starter_library_is_answered_by_two_at_least():
    library = starter_library()

    few = [key for key in library.subjects if len(library.answering(key)) < 2]
    assert few == []


def test_what_names_a_subject_first_answers_it_first():
    library = starter_library()

    first = library.answering("publicity")[0]
    assert first.answers[0] == "publicity"


def test_a_small_library_is_read():
    library = read_library(GOOD)

    assert [one.title for one in library.answering("one")] == ["มาตรการ"]


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ('"issue"', '"theme"', "kind 'theme'"),
        ('answers = ["one"]', 'answers = ["two"]', "no subject: two"),
        ('answers = ["one"]', "answers = []", "no answers"),
        ('steps = ["ทำ"]', 'steps = [" "]', "a text is empty"),
        ('steps = ["ทำ"]', 'steps = ["ทำ", "ทำ"]', "twice: ทำ"),
        ('reason = "เพราะ"', "", "reason"),
        ('reason = "เพราะ"', 'reason = "เพราะ"\nwhy = "x"', "reason|why"),
        ('target = "เสร็จ"', 'target = ""', "a text is empty"),
        ("[[proposals]]", '[subjects.two]\nkind = "issue"\ntitle = "ข"\n[[proposals]]', "nothing"),
    ],
)
def test_a_mistake_in_a_library_is_named(was, becomes, told):
    with pytest.raises(ValueError, match=told):
        read_library(GOOD.replace(was, becomes))


def test_a_key_stands_there_once():
    second = GOOD[GOOD.index("[[proposals]]") :]

    with pytest.raises(ValueError, match="proposal stands there twice: a"):
        read_library(GOOD + second)


def test_the_file_of_the_starter_library_is_the_one_that_is_read():
    assert read_library(STARTER.read_text(encoding="utf-8")) == starter_library()
