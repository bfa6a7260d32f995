"""Frameworks become rows once, and never change under a result."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings

from assessments.models import Framework, Indicator, OITItem, Question, QuestionScore
from assessments.rules.frameworks.files import framework_paths, read_framework
from assessments.rules.frameworks.loading import load_framework
from assessments.rules.frameworks.rows import facts_of
from assessments.rules.frameworks.writing import toml_of
from tests.assessments.generated_frameworks import frameworks
from tests.factories.assessments import ResultFactory

PATH_2564 = next(path for path in framework_paths() if path.stem == "2564")


@pytest.fixture
def changed_2564(tmp_path):
    """Give a file of 2564 in which one title differs."""
    path = tmp_path / "2564.toml"
    text = PATH_2564.read_text(encoding="utf-8")
    path.write_text(text.replace('title = "โครงสร้าง"', 'title = "โครงสร้างใหม่"'), encoding="utf-8")
    return path


@pytest.fixture
def broken_2564(tmp_path):
    """Give a file of 2564 whose weights add up to 90."""
    path = tmp_path / "2564.toml"
    text = PATH_2564.read_text(encoding="utf-8")
    path.write_text(text.replace("weight = 40", "weight = 30"), encoding="utf-8")
    return path


def load(*paths) -> list[dict]:
    out = StringIO()
    call_command("load_frameworks", *map(str, paths), "--json", stdout=out)
    return json.loads(out.getvalue())["frameworks"]


@pytest.mark.parametrize("path", framework_paths(), ids=lambda path: path.stem)
def test_the_rows_say_what_the_file_says(db, path):
    load_framework(path)

    assert facts_of(Framework.objects.get()) == read_framework(path)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=frameworks())
def test_the_rows_of_any_framework_say_what_its_file_says(db, tmp_path, facts):
    path = tmp_path / f"{facts.fiscal_year}.toml"
    path.write_text(toml_of(facts), encoding="utf-8")
    with transaction.atomic():
        load_framework(path)

        assert facts_of(Framework.objects.get()) == facts

        transaction.set_rollback(True)


def test_what_an_older_portal_did_not_keep_is_filled_in_under_the_results(load_year):
    framework = load_year(2564)
    ResultFactory(framework=framework)
    Framework.objects.update(level_rule="", rounding_note="", levels_note="", scales=[])
    Question.objects.update(reverse_scored=False, reversed_parts=[])
    question = Question.objects.get(code="I11")

    first, second = load_framework(PATH_2564), load_framework(PATH_2564)

    assert (first.status, second.status) == ("completed", "unchanged")
    assert facts_of(Framework.objects.get()) == read_framework(PATH_2564)
    assert Question.objects.get(code="I11").pk == question.pk


@pytest.fixture
def without_counts(tmp_path):
    """Give the file of 2564 as it was before it said how many questions an indicator has."""
    lines = PATH_2564.read_text(encoding="utf-8").splitlines(keepends=True)
    path = tmp_path / "2564.toml"
    kept = [line for line in lines if not line.startswith("questions_expected")]
    path.write_text("".join(kept), encoding="utf-8")
    return path


def test_how_many_questions_there_are_is_filled_in_under_the_results(db, without_counts):
    load(without_counts)
    ResultFactory(framework=Framework.objects.get())

    (loaded,) = load(PATH_2564)

    assert loaded["status"] == "completed"
    assert facts_of(Framework.objects.get()) == read_framework(PATH_2564)
    assert load(PATH_2564)[0]["status"] == "unchanged"


def test_it_is_not_filled_in_once_questions_have_scores_that_would_begin_to_count(
    db, without_counts
):
    load(without_counts)
    framework = Framework.objects.get()
    asked = framework.questions.first()
    QuestionScore.objects.create(
        result=ResultFactory(framework=framework), question=asked, score=50
    )

    with pytest.raises(CommandError) as refused:
        load(PATH_2564)

    assert refused.value.returncode == 1
    assert facts_of(Framework.objects.get()) == read_framework(without_counts)


def test_a_file_does_not_replace_what_was_released_on_screen(load_year, changed_2564):
    load_year(2564)
    Framework.objects.update(released_at=timezone.now())

    outcome = load_framework(changed_2564)

    assert outcome.status == "refused"
    assert "ออกจากหน้าจอ" in outcome.message
    assert OITItem.objects.get(code="O1").title == "โครงสร้าง"


def test_facts_are_read_with_few_queries_and_only_once(load_year, count_queries):
    framework = load_year(2564)
    framework.checksum = "0" * 64  # as no other test has it

    with count_queries() as first:
        facts_of(framework)
    with count_queries() as second:
        facts_of(framework)

    assert len(first) <= 8
    assert len(second) == 0


def test_loading_twice_changes_nothing(db):
    load_framework(PATH_2564)
    before = set(OITItem.objects.values_list("pk", flat=True))

    again = load_framework(PATH_2564)

    assert again.status == "unchanged"
    assert set(OITItem.objects.values_list("pk", flat=True)) == before


def test_a_changed_file_replaces_a_version_that_nobody_uses(db, changed_2564):
    load_framework(PATH_2564)
    framework = Framework.objects.get()

    outcome = load_framework(changed_2564)

    assert outcome.status == "replaced"
    assert Framework.objects.get().pk == framework.pk
    assert OITItem.objects.get(code="O1").title == "โครงสร้างใหม่"
    assert facts_of(Framework.objects.get()).items[0].title == "โครงสร้างใหม่"


def test_a_changed_file_is_refused_when_results_use_the_version(load_year, changed_2564):
    framework = load_year(2564)
    ResultFactory(framework=framework)

    outcome = load_framework(changed_2564)

    assert outcome.status == "refused"
    assert "ผลการประเมิน 1 รายการ" in outcome.message
    assert OITItem.objects.get(code="O1").title == "โครงสร้าง"
    assert Framework.objects.get().checksum == framework.checksum


def test_the_command_loads_every_year_and_may_be_repeated(db):
    first, second = load(), load()

    assert {one["status"] for one in first} == {"created"}
    assert {one["status"] for one in second} == {"unchanged"}
    assert [one["fiscal_year"] for one in first] == list(range(2562, 2570))


def test_the_command_ends_with_one_when_a_year_is_refused(load_year, changed_2564):
    ResultFactory(framework=load_year(2564))

    with pytest.raises(CommandError, match="2564") as ended:
        load(changed_2564)

    assert ended.value.returncode == 1


def test_a_bad_file_is_named_with_its_line_and_nothing_is_loaded(db, broken_2564):
    path_2562 = framework_paths()[0]

    with pytest.raises(CommandError, match=r"2564\.toml.*\d+") as ended:
        load(path_2562, broken_2564)

    assert ended.value.returncode == 2
    assert "90" in str(ended.value)
    assert not Framework.objects.exists()
    assert not Indicator.objects.exists()


def test_a_file_that_is_not_there_ends_with_two(db, tmp_path):
    with pytest.raises(CommandError, match=r"2570\.toml") as ended:
        load(tmp_path / "2570.toml")

    assert ended.value.returncode == 2
