"""The corpus: faults of every row of the table are caught, clean papers raise no false alarm."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import pytest

from disclosure.rules.checking.around import check_title
from disclosure.rules.checking.context import Context
from disclosure.rules.checking.engine import check_file
from disclosure.rules.checking.findings import Check, Finding
from tests.disclosure.corpus.cases import Case, clean_cases, faulty_cases
from tests.disclosure.corpus.writing import write


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Give a folder for the files of the corpus."""
    return tmp_path_factory.mktemp("corpus")


def findings_of(case: Case, folder: Path) -> list[Finding]:
    path = write(case.text, folder / case.name)
    found = check_file(path, name=path.name, context=case.around(path))
    return [one for one in found if one.is_alarm]


def test_at_least_ninety_five_of_a_hundred_seeded_faults_are_caught(folder):
    cases = list(faulty_cases())

    missed = [
        case.name
        for case in cases
        if case.check not in {one.check for one in findings_of(case, folder)}
    ]

    assert len(missed) <= 0.05 * len(cases), missed
    assert max(Counter(name.split("-")[1] for name in missed).values(), default=0) <= 2, missed


def test_at_most_two_of_a_hundred_clean_papers_raise_a_false_alarm(folder):
    alarms = {}
    cases = list(clean_cases())

    for case in cases:
        if found := findings_of(case, folder):
            alarms[case.name] = [(one.check, one.message, one.where) for one in found]

    assert len(alarms) <= 0.02 * len(cases), alarms


def test_every_check_that_a_file_with_text_can_show_is_seeded():
    seeded = {case.check for case in faulty_cases()}

    assert seeded == set(Check) - {Check.SCAN, Check.FILE}


def test_a_title_of_empty_words_is_judged_at_once():
    context = Context("สำนักงานเขตพื้นที่การศึกษาตัวอย่าง", 2567, title="คลิกดูไฟล์" * 29 + "ก")
    begun = time.monotonic()

    found = list(check_title(context))

    assert found == []
    assert time.monotonic() - begun < 1
