"""A score file with items, questions, points and respondents: what is more detailed wins."""

from __future__ import annotations

from decimal import Decimal
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.models import IndicatorScore, ItemScore, QuestionScore, Result
from assessments.rules.files.importing import import_scores
from assessments.rules.frameworks.rows import facts_of
from assessments.rules.results import (
    item_marks,
    keep_figures,
    outcome_of,
    question_scores,
    save_scores,
    total_of,
)
from tests.assessments.score_tables import (
    KHON_KAEN,
    KHON_KAEN_EARNED,
    details_file,
    khon_kaen_items,
    marks_of,
)
from tests.factories.assessments import KHON_KAEN_2564

pytestmark = pytest.mark.django_db
LITTLE = {"office_code": "y", "office_name": "สพป.ย"}


@pytest.fixture(autouse=True)
def years(load_year) -> dict:
    return {year: load_year(year) for year in (2562, 2564, 2568)}


@pytest.fixture
def facts(years):
    return facts_of(years[2564])


def store(path, **options):
    return import_scores(path, dry_run=False, **options)


def told(list_of) -> list[tuple[int | None, str | None]]:
    return [(one.row, one.column) for one in list_of]


def counted() -> list:
    """Return all that counts: the indicators' rows, and each result's total and level."""
    rows = IndicatorScore.objects.order_by("result", "indicator__number")
    return [
        *rows.values_list("indicator__number", "score", "detail", "published"),
        *Result.objects.order_by("pk").values_list("fiscal_year", "total", "level"),
    ]


# --- items and questions ---


def test_the_items_of_khon_kaen_give_75_92_and_its_total(tmp_path, facts):
    row = khon_kaen_items(facts, total="91.50", oit="33.93", level="A")

    outcome = store(details_file(tmp_path, row))

    result = Result.objects.get()
    assert (outcome.stored, outcome.problems, outcome.notes) == (1, (), ())
    assert [str(result.indicator_scores()[number]) for number in (9, 10)] == ["75.92", "93.75"]
    assert (str(result.total), result.level) == ("91.50", "A")
    assert item_marks(result)["O1"] == 100
    assert ItemScore.objects.count() == 43


def test_the_total_is_computed_from_unrounded_indicators(tmp_path, facts):
    """Indicator 9 is 70.0555…; from the 70.06 that is shown the total would be 74.77."""
    earned = {"9.1": 7, "9.2": 5, "9.3": 7, "9.4": 2, "9.5": 3}
    scores = {f"indicator_{n}": "70.05" if n == 1 else "70.00" for n in range(1, 9)}
    row = khon_kaen_items(facts) | scores | marks_of(facts, earned)

    store(details_file(tmp_path, row))

    result = Result.objects.get()
    assert result.indicator_scores()[9] == Decimal("70.06")
    assert result.total == outcome_of(result).total == Decimal("74.76")


def test_questions_give_their_indicator(tmp_path, facts):
    codes = [question.code for question in facts.questions if question.indicator == 1]
    scores = {f"indicator_{n}": score for n, score in enumerate(KHON_KAEN_2564, 1) if n > 1}
    row = {"office_code": "x", "office_name": KHON_KAEN, "fiscal_year": "2564", **scores}
    row |= {code: f"9{place}.25" for place, code in enumerate(codes)}

    outcome = store(details_file(tmp_path, row))

    result = Result.objects.get()
    first = result.scores.get(indicator__number=1)
    assert outcome.problems == ()
    assert (first.detail, first.published) == ("questions", None)
    assert first.score == Decimal("92.75")
    assert question_scores(result)[codes[1]] == Decimal("91.25")


def test_a_published_indicator_that_the_items_do_not_give_is_told_and_kept_beside(tmp_path, facts):
    path = details_file(tmp_path, khon_kaen_items(facts, indicator_9="80.00", indicator_10="93.76"))

    outcome = store(path)

    ninth = IndicatorScore.objects.get(indicator__number=9)
    assert (outcome.stored, outcome.problems) == (1, ())
    assert told(outcome.notes) == [(2, "indicator_9")]  # 93.76 is within a hundredth
    assert all(words in outcome.notes[0].message for words in ("80.00", "75.92", "ข้อ OIT"))
    assert (ninth.score, ninth.published, ninth.detail) == (
        Decimal("75.92"),
        Decimal("80.00"),
        "items",
    )


def test_the_command_tells_notes_and_ends_with_zero(tmp_path, facts):
    path = details_file(tmp_path, khon_kaen_items(facts, indicator_9="80.00"))
    spoken, printed = StringIO(), StringIO()

    call_command("import_scores", str(path), "--dry-run", stdout=spoken)
    call_command("import_scores", str(path), "--json", stdout=printed)

    assert "หมายเหตุ แถว 2 คอลัมน์ indicator_9: ได้รับแจ้ง 80.00" in spoken.getvalue()
    assert '"notes": [{"row": 2, "column": "indicator_9"' in printed.getvalue()


def test_a_total_that_fits_only_the_published_indicator_is_a_problem(tmp_path, facts):
    row = khon_kaen_items(facts, indicator_9="80.00", total="92.32")

    outcome = store(details_file(tmp_path, row))

    assert told(outcome.problems) == [(2, "total")]
    assert "91.50" in outcome.problems[0].message


def test_half_of_the_items_are_kept_but_count_for_nothing(tmp_path, facts):
    row = khon_kaen_items(facts, indicator_9="75.92", indicator_10="93.75", O1="")

    outcome = store(details_file(tmp_path, row))

    result = Result.objects.get()
    details = dict(result.scores.values_list("indicator__number", "detail"))
    assert outcome.problems == ()
    assert (details[9], details[10]) == ("told", "items")
    assert ItemScore.objects.count() == 42


def test_without_the_indicator_half_of_its_items_are_not_enough(tmp_path, facts):
    outcome = store(details_file(tmp_path, khon_kaen_items(facts, O1="", total="91.50")))

    assert told(outcome.problems) == [(2, "indicator_9")]
    assert not Result.objects.exists()


@pytest.mark.parametrize(
    ("changed", "column", "words"),
    [
        ({"O5": "50"}, "O5", "0 หรือ 100"),
        ({"O5": "101"}, "O5", "0 ถึง 100"),
        ({"O5": "มี"}, "O5", "ไม่ใช่ตัวเลข"),
        ({"I1": "99.999"}, "I1", "ทศนิยม"),
        ({"iit_respondents": "12.5"}, "iit_respondents", "จำนวนเต็ม"),
        ({"eit_respondents": "-1"}, "eit_respondents", "จำนวนเต็ม"),
        ({"oit": "33.90"}, "oit", "33.93"),
        ({"oit": "-1"}, "oit", "0 ถึง 100"),
    ],
)
def test_a_bad_detail_is_named_at_its_column(tmp_path, facts, changed, column, words):
    good = {**LITTLE, "fiscal_year": "2558", "total": "80.00"}

    outcome = store(details_file(tmp_path, khon_kaen_items(facts, **changed), good))

    assert told(outcome.problems)[0] == (2, column)
    assert words in outcome.problems[0].message
    assert outcome.stored == 1


def test_a_code_that_the_year_does_not_have_is_a_problem_at_its_column(tmp_path, facts, years):
    short = {f"indicator_{n}": score for n, score in enumerate(KHON_KAEN_2564, 1)}
    row = {**LITTLE, "fiscal_year": "2568", **short, "O43": "100"}

    outcome = store(details_file(tmp_path, khon_kaen_items(facts), row))

    assert told(outcome.problems) == [(3, "O43")]
    assert "ปี 2568 ไม่มีข้อ O43" in outcome.problems[0].message
    assert outcome.stored == 1


def test_items_of_a_year_without_a_framework_are_a_problem_of_the_year(tmp_path, facts):
    outcome = store(details_file(tmp_path, khon_kaen_items(facts, fiscal_year="2560", total="80")))

    assert told(outcome.problems) == [(2, "fiscal_year")]


def test_partial_marks_are_read_in_a_year_that_had_them(tmp_path, years):
    item = facts_of(years[2562]).items[0].code
    scores = {f"indicator_{n}": score for n, score in enumerate(KHON_KAEN_2564, 1)}
    row = {
        "office_code": "y",
        "office_name": "สพป.ย",
        "fiscal_year": "2562",
        **scores,
        item: "37.50",
    }

    assert store(details_file(tmp_path, row)).problems == ()
    assert ItemScore.objects.get().score == Decimal("37.50")


# --- points and respondents ---


def test_points_and_respondents_are_kept_as_they_were_told(tmp_path, facts):
    people = {"iit_respondents": "๑๒๐", "eit_respondents": "1,340"}
    row = khon_kaen_items(facts, iit="28.38", oit="33.934", **people)

    assert store(details_file(tmp_path, row)).problems == ()

    result = Result.objects.get()
    assert result.published_points == {"IIT": "28.38", "OIT": "33.93"}
    assert result.respondents == {"IIT": 120, "EIT": 1340}


def test_points_of_a_total_alone_may_not_exceed_their_weight(tmp_path):
    row = {
        "office_code": "y",
        "office_name": "สพป.ย",
        "fiscal_year": "2564",
        "total": "80",
        "iit": "31",
    }

    outcome = store(details_file(tmp_path, row))

    assert told(outcome.problems) == [(2, "iit")]
    assert "30" in outcome.problems[0].message


def test_points_of_a_year_without_a_framework_are_not_kept_and_that_is_told(tmp_path):
    row = {
        "office_code": "y",
        "office_name": "สพป.ย",
        "fiscal_year": "2558",
        "total": "80",
        "iit": "25",
    }
    path = details_file(tmp_path, row)

    outcome, again = store(path), store(path)

    assert (outcome.stored, again.stored, again.problems) == (1, 1, ())
    assert told(outcome.notes) == [(2, "fiscal_year")]
    assert Result.objects.get().published_points == {}


# --- what stands already ---


def test_the_same_file_changes_nothing_and_another_mark_is_refused(tmp_path, facts):
    store(details_file(tmp_path, khon_kaen_items(facts)))
    before = counted()

    again = store(details_file(tmp_path, khon_kaen_items(facts)))
    other = store(details_file(tmp_path, khon_kaen_items(facts, O43="0", O1="0")))

    assert (again.stored, again.problems) == (1, ())
    assert told(other.problems) == [(2, "fiscal_year")]
    assert counted() == before


@pytest.mark.parametrize("changed", [{"O1": "0"}, {"iit": "28.37"}, {"iit_respondents": "9"}])
def test_a_locked_result_is_never_overwritten(tmp_path, facts, changed):
    store(details_file(tmp_path, khon_kaen_items(facts)))
    Result.objects.update(status="locked", locked_at="2022-01-01T00:00Z")

    same = store(details_file(tmp_path, khon_kaen_items(facts)))
    other = store(details_file(tmp_path, khon_kaen_items(facts, **changed)))

    assert (same.stored, same.problems) == (1, ())
    assert told(other.problems) == [(2, "fiscal_year")]
    assert "ปลดล็อก" in other.problems[0].message
    assert Result.objects.get().respondents == {}


def test_a_draft_with_items_is_not_replaced_by_a_row_without_them(tmp_path, office, officer, facts):
    marks = {code: Decimal(mark) for code, mark in marks_of(facts, KHON_KAEN_EARNED).items()}
    save_scores(
        office=office, fiscal_year=2564, expected_revision=None, by=officer, marks=marks, scores={}
    )
    scores = {f"indicator_{n}": score for n, score in enumerate(KHON_KAEN_2564, 1)}
    row = {"office_code": office.code, "fiscal_year": "2564", **scores}

    poorer = store(details_file(tmp_path, row))
    richer = store(details_file(tmp_path, row | marks_of(facts, KHON_KAEN_EARNED)))

    assert told(poorer.problems) == [(2, "fiscal_year")]
    assert "ละเอียดกว่า" in poorer.problems[0].message
    assert (richer.stored, richer.problems) == (1, ())
    result = Result.objects.get()
    assert (result.status, total_of(result)) == (Result.Status.CONFIRMED, Decimal("91.50"))


# --- written in bulk as one by one ---


def written_one_by_one() -> list:
    for result in Result.objects.all():
        keep_figures(result)
    return counted()


percents = st.integers(0, 10000).map(lambda hundredths: f"{hundredths / 100:.2f}")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_many_rows_are_written_as_keep_figures_writes_each(facts, data):
    IndicatorScore.objects.all().delete()
    Result.objects.all().delete()
    earned = st.sampled_from(["0", "100"])
    codes = [item.code for item in facts.items]
    asked = [question.code for question in facts.questions]
    rows = [
        {
            "office_code": f"o{place}",
            "office_name": f"สพป.ทดสอบ เขต {place}",
            "fiscal_year": "2564",
            **{f"indicator_{n}": data.draw(percents) for n in range(1, 11)},
            **(dict.fromkeys(codes, data.draw(earned)) if place != 1 else {}),
            **({code: data.draw(percents) for code in asked} if place == 2 else {}),
            **({codes[0]: data.draw(earned)} if place != 1 else {}),
        }
        for place in range(3)
    ]
    alone = {"office_code": "o0", "fiscal_year": "2568", "total": data.draw(percents)}
    before = {"office_code": "o0", "fiscal_year": "2558", "total": "80.00", "level": "สูง"}
    with TemporaryDirectory() as folder:
        outcome = store(details_file(Path(folder), *rows, alone, before))

    assert outcome.problems == ()
    in_bulk = counted()
    assert written_one_by_one() == in_bulk
    assert QuestionScore.objects.count() == len(asked)
    for model in (ItemScore, QuestionScore):
        model.objects.all().delete()
