"""The command decodes a score in the promised shape, and loading gives it the year's marks."""

import json
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from assessments.models import Framework
from assessments.rules.frameworks.files import framework_paths, read_framework
from assessments.rules.frameworks.loading import load_framework
from assessments.rules.frameworks.rows import facts_of
from tests.factories.assessments import ResultFactory

PATH_2564 = next(path for path in framework_paths() if path.stem == "2564")


def run(year, indicator, score, *more) -> str:
    out = StringIO()
    call_command(
        "decode_score",
        "--fiscal-year",
        str(year),
        "--indicator",
        str(indicator),
        "--score",
        score,
        *more,
        stdout=out,
    )
    return out.getvalue()


def decoded(year, indicator, score) -> dict:
    return json.loads(run(year, indicator, score, "--json"))


def test_93_75_has_its_one_pattern(load_year):
    load_year(2564)

    told = decoded(2564, 10, "93.75")

    assert told["patterns"] == [{"10.1": [1, 8], "10.2": [0, 2]}]
    assert told["always_lost"] == ["10.1"]
    assert told["complete"] is True


def test_75_92_has_its_four_typed_in_thai_digits_too(load_year):
    load_year(2564)

    told = decoded("๒๕๖๔", "๙", "๗๕.๙๒")

    assert {"9.1": [1, 9], "9.2": [2, 8], "9.3": [1, 7], "9.4": [2, 4], "9.5": [1, 5]} in told[
        "patterns"
    ]
    assert len(told["patterns"]) == 4
    assert told["always_lost"] == ["9.1", "9.3", "9.5"]


def test_without_json_it_tells_in_thai(load_year):
    load_year(2564)

    told = run(2564, 9, "75.92")

    assert "มี 4 รูปแบบ" in told
    assert "เสียคะแนนทุกรูปแบบ: 9.1, 9.3, 9.5" in told
    assert "2. 9.1 เสีย 1 จาก 9 ข้อ · 9.2 เสีย 2 จาก 8 ข้อ" in told


def test_long_lists_are_cut_in_words_but_not_in_json(load_year):
    load_year(2566)

    assert "และอีก 171 รูปแบบ" in run(2566, 9, "50")
    assert len(decoded(2566, 9, "50")["patterns"]) == 221


def test_part_of_an_item_is_a_number_too(load_year):
    framework = load_year(2564)
    Framework.objects.filter(pk=framework.pk).update(item_marks=["0", "50", "100"])

    assert decoded(2564, 10, "96.88")["patterns"] == [{"10.1": [0.5, 8], "10.2": [0, 2]}]


def test_a_score_that_no_loss_gives_ends_with_one(load_year):
    load_year(2564)

    with pytest.raises(CommandError, match=r"ไม่มีการเสียคะแนนแบบใดที่ให้ 99\.99") as ended:
        run(2564, 9, "99.99", "--json")

    assert ended.value.returncode == 1


@pytest.mark.parametrize(
    ("year", "indicator", "score", "words"),
    [
        (2564, 1, "90", "เฉพาะตัวชี้วัดของ OIT"),
        (2564, 99, "90", "ไม่ใช่ตัวชี้วัดที่ 99"),
        (2564, 9, "101", "0 ถึง 100"),
        (2564, 9, "75.921", "ทศนิยม"),
        (2564, 9, "เก้าสิบ", "ไม่ใช่ตัวเลข"),
        (2564, "9.5", "75.92", "จำนวนเต็ม"),
        (2558, 9, "75.92", "ไม่มีกรอบการประเมิน"),
        ("x", 9, "75.92", "ไม่ใช่ตัวเลข"),
        (10**25, 9, "75.92", "ไม่มีกรอบการประเมิน"),
        (2562, 9, "86.81", "ยังไม่ทราบ"),
        (2569, 9, "90", "ยังไม่ทราบ"),
    ],
)
def test_what_cannot_be_asked_ends_with_two(load_year, year, indicator, score, words):
    for known in (2562, 2564, 2569):
        load_year(known)

    with pytest.raises(CommandError, match=words) as ended:
        run(year, indicator, score, "--json")

    assert ended.value.returncode == 2


@pytest.mark.parametrize("path", framework_paths(), ids=lambda path: path.stem)
def test_the_rows_keep_the_marks_of_the_file(db, path):
    load_framework(path)

    told, file = facts_of(Framework.objects.get()), read_framework(path)

    assert told.item_marks == file.item_marks
    assert told.item_marks_certain == file.item_marks_certain


def test_a_row_from_before_the_marks_gets_them_though_results_use_it(load_year):
    framework = load_year(2564)
    ResultFactory(framework=framework)
    Framework.objects.update(item_marks=[], item_marks_certain=False)
    assert facts_of(Framework.objects.get()).item_marks == ()

    first, second = load_framework(PATH_2564), load_framework(PATH_2564)

    told = facts_of(Framework.objects.get())
    assert (first.status, second.status) == ("completed", "unchanged")
    assert told.item_marks == (Decimal(0), Decimal(100))
    assert told.item_marks_certain
