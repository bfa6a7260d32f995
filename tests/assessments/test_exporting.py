"""An office's years as a file: the contract's columns, safe texts, a way back without a change."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from assessments.models import IndicatorScore, ItemScore, QuestionScore, Result
from assessments.rules.files.columns import (
    item_columns,
    question_columns,
    respondents_columns,
    score_columns,
)
from assessments.rules.files.exporting import export_text, export_workbook, template_workbook
from assessments.rules.files.headings import Headings
from assessments.rules.files.importing import import_scores
from assessments.rules.files.sheet import guarded, unguarded
from assessments.rules.frameworks.rows import facts_of
from assessments.rules.results import keep_figures
from ita_portal.audit.models import AuditEvent
from tests.assessments.score_tables import (
    COLUMNS,
    KHON_KAEN_EARNED,
    csv_file,
    khon_kaen,
    marks_of,
    samut_sakhon,
)
from tests.factories.assessments import ResultFactory

pytestmark = pytest.mark.django_db
DRAFT = {"status": Result.Status.DRAFT, "confirmed_at": None}


@pytest.fixture(autouse=True)
def frameworks(load_year) -> dict:
    return {year: load_year(year) for year in (2562, 2564, 2568)}


@pytest.fixture
def full(office, frameworks) -> None:
    """Give the office every kind of result that can stand."""
    differing = {"published_total": "80.00", "difference_answer": "ปัดเศษต่างกัน"}
    ResultFactory(office=office, framework=frameworks[2562], **differing)
    half = ResultFactory(office=office, framework=frameworks[2568], **DRAFT)
    IndicatorScore.objects.filter(result=half, indicator__number__gt=4).delete()
    alone = {"office": office, "confirmed_at": "2020-01-01T00:00Z", "status": "confirmed"}
    Result.objects.create(
        fiscal_year=2558, published_total="80.25", published_level="ระดับ สูง", **alone
    )
    Result.objects.create(fiscal_year=2560, published_total="75.54", published_level="=A1", **alone)


@pytest.fixture
def detailed(office, frameworks) -> Result:
    """Give the office a locked result with all that can be known of one."""
    facts = facts_of(frameworks[2564])
    settled = {"confirmed_at": "2022-01-01T00:00Z", "locked_at": "2022-01-02T00:00Z"}
    result = ResultFactory(
        office=office,
        framework=frameworks[2564],
        status=Result.Status.LOCKED,
        published_points={"IIT": "28.38"},
        respondents={"EIT": 340, "IIT": 120},
        published_total="91.50",
        rank=12,
        rank_of=225,
        national_mean="81.25",
        **settled,
    )
    marks = {code: Decimal(mark) for code, mark in marks_of(facts, KHON_KAEN_EARNED).items()}
    put_details(result, marks, {"I1": Decimal("99.13"), "E6": Decimal("0")})
    return result


def put_details(result, marks, questions) -> None:
    """Give a result marks and question scores, and the figures that follow."""
    items = dict(result.framework.items.values_list("code", "pk"))
    asked = dict(result.framework.questions.values_list("code", "pk"))
    ItemScore.objects.bulk_create(
        ItemScore(result=result, item_id=items[code], score=mark) for code, mark in marks.items()
    )
    QuestionScore.objects.bulk_create(
        QuestionScore(result=result, question_id=asked[code], score=score)
        for code, score in questions.items()
    )
    keep_figures(result)


def stored() -> list:
    """Return all that is kept of all results."""
    of_result = ("result_id", "score")
    scores = IndicatorScore.objects.order_by("result", "indicator")
    return [
        *Result.objects.order_by("pk").values(),
        *scores.values_list(*of_result, "indicator", "detail", "published"),
        *ItemScore.objects.order_by("result", "item").values_list(*of_result, "item"),
        *QuestionScore.objects.order_by("result", "question").values_list(*of_result, "question"),
    ]


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def import_again(content: bytes, suffix: str, **options):
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"scores{suffix}"
        path.write_bytes(content)
        return import_scores(path, dry_run=False, **options)


# --- what is written ---


@pytest.mark.parametrize("year", [2562, 2564])
def test_the_real_offices_are_written_as_their_papers_print_them(tmp_path, year):
    rows = {2562: samut_sakhon(), 2564: khon_kaen()}
    import_scores(csv_file(tmp_path, *rows.values()), dry_run=False)
    result = Result.objects.get(fiscal_year=year)

    (line,) = rows_of(export_text(result.office))

    assert line == dict(zip(COLUMNS, rows[year], strict=True))


def test_what_was_not_told_is_written_as_it_is_computed(office, frameworks):
    ResultFactory(office=office, framework=frameworks[2564])

    (line,) = rows_of(export_text(office))

    assert (line["iit"], line["eit"], line["oit"]) == ("28.38", "29.19", "33.93")
    assert (line["total"], line["level"], line["rank"]) == ("91.50", "A", "")


def test_half_entered_scores_have_no_total_and_are_marked_as_a_draft(office, full):
    line = next(row for row in rows_of(export_text(office)) if row["fiscal_year"] == "2568")

    assert (line["indicator_4"], line["indicator_5"]) == ("95.00", "")
    assert (line["iit"], line["total"], line["status"]) == ("", "", "ร่าง")


def test_details_have_columns_where_any_year_knows_them(office, full, detailed):
    lines = rows_of(export_text(office))

    by_year = {line["fiscal_year"]: line for line in lines}
    people, items = ["iit_respondents", "eit_respondents"], [f"O{n}" for n in range(1, 44)]
    assert list(lines[0]) == [*COLUMNS, *people, "I1", "E6", *items, "status"]
    line = by_year["2564"]
    assert (line["iit_respondents"], line["E6"], line["O43"]) == ("120", "0.00", "100.00")
    assert (line["indicator_9"], line["iit"], line["oit"]) == ("75.92", "28.38", "33.93")
    assert (by_year["2562"]["O1"], by_year["2558"]["I1"]) == ("", "")


def test_a_workbook_holds_numbers_as_numbers_and_texts_as_texts(office, full):
    book = load_workbook(io.BytesIO(export_workbook(office)))

    sheet = book.worksheets[0]
    by_year = {row[2].value: row for row in sheet.iter_rows(min_row=2)}
    assert [cell.value for cell in sheet[1]] == [*COLUMNS, "status"]
    assert by_year[2562][3].value == pytest.approx(99.13)
    assert by_year[2562][3].number_format == "0.00"
    level = by_year[2560][COLUMNS.index("level")]
    assert (level.value, level.data_type, level.quotePrefix) == ("=A1", "s", True)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", " =x", "'=x", "\uff1d1"])
def test_a_text_that_looks_like_a_formula_is_none(office, text):
    Result.objects.create(
        office=office, fiscal_year=2558, published_total="80.25", published_level=text
    )

    (line,) = rows_of(export_text(office))

    assert line["level"].startswith("'")


@given(st.text())
def test_a_guarded_text_comes_back_as_it_was(text):
    assert unguarded(guarded(text)) == text


# --- and back ---


@pytest.mark.parametrize(("write", "suffix"), [(export_text, ".csv"), (export_workbook, ".xlsx")])
@pytest.mark.parametrize("own", [True, False], ids=["by the screen", "by the command"])
def test_what_is_exported_changes_nothing_when_it_is_imported(
    office, full, detailed, write, suffix, own
):
    before = stored()

    outcome = import_again(write(office), suffix, only_office=office if own else None)

    assert (outcome.stored, outcome.problems) == (5, ())
    assert stored() == before
    assert not AuditEvent.objects.exists()


percents = st.integers(0, 10000).map(lambda hundredths: Decimal(hundredths) / 100)
perhaps = st.none() | percents
some = st.dictionaries(st.integers(1, 10), percents)
all_ten = st.lists(percents, min_size=10, max_size=10).map(lambda ten: dict(enumerate(ten, 1)))
earned = st.dictionaries(
    st.sampled_from(["9.1", "9.2", "9.3", "9.4", "9.5", "10.1", "10.2"]), st.integers(0, 9)
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    scores=some | all_ten,
    told=st.fixed_dictionaries({"published_total": perhaps, "national_mean": perhaps}),
    level=st.sampled_from(["", "A", "F", "ระดับ A", "ผ่านดี", "-", "=A", "ดี มาก"]),
    points=st.dictionaries(st.sampled_from(["IIT", "EIT"]), percents.map(lambda one: one / 4)),
    respondents=st.dictionaries(st.sampled_from(["IIT", "EIT", "OIT"]), st.integers(0, 9999)),
    earned=earned,
    questions=st.dictionaries(st.sampled_from(["I1", "I2", "E6", "E15"]), percents),
    status=st.sampled_from(Result.Status),
    workbook=st.booleans(),
)
def test_any_result_comes_back_without_a_change(
    office,
    frameworks,
    scores,
    told,
    level,
    points,
    respondents,
    earned,
    questions,
    status,
    workbook,
):
    Result.objects.all().delete()
    settled_at = None if status == Result.Status.DRAFT else "2022-01-01T00:00Z"
    result = ResultFactory(
        office=office,
        framework=frameworks[2564],
        status=status,
        confirmed_at=settled_at,
        locked_at=settled_at if status == Result.Status.LOCKED else None,
        published_level=level,
        published_points={code: f"{one:.2f}" for code, one in points.items()},
        respondents=respondents,
        **told,
    )
    result.scores.exclude(indicator__number__in=scores).delete()
    for one in result.scores.select_related("indicator"):
        IndicatorScore.objects.filter(pk=one.pk).update(score=scores[one.indicator.number])
    marks = marks_of(facts_of(frameworks[2564]), earned)
    put_details(result, {code: Decimal(mark) for code, mark in marks.items()}, questions)
    before = stored()

    content = export_workbook(office) if workbook else export_text(office)
    suffix = ".xlsx" if workbook else ".csv"
    outcome = import_again(content, suffix, only_office=office)

    assert outcome.problems == ()
    assert stored() == before


def test_a_draft_of_a_file_is_not_confirmed_by_importing_it_elsewhere(office, full):
    content = export_text(office)
    Result.objects.filter(fiscal_year=2568).delete()

    outcome = import_again(content, ".csv", only_office=office)

    assert {problem.column for problem in outcome.problems} >= {"status", "indicator_5"}
    assert not Result.objects.filter(fiscal_year=2568).exists()


def test_the_columns_can_be_read_by_their_thai_headings():
    columns = score_columns()
    headings = Headings({}, ["IIT", "EIT", "OIT"])

    found = headings.columns([column.heading for column in columns])

    assert list(found.values()) == COLUMNS


def test_details_are_read_by_the_headings_that_an_export_gives_them(frameworks):
    names = ["iit_respondents", "oit_respondents", "O1", "I30"]
    columns = [
        *respondents_columns(["IIT", "OIT"]),
        *item_columns(["O1"]),
        *question_columns(["I30"]),
    ]
    headings = Headings({}, ["IIT", "EIT", "OIT"], ["O1", "I30"])

    for heads in (names, [column.heading for column in columns]):
        assert list(headings.columns(["รหัส", "ปี", *heads]).values())[2:] == names


# --- the template ---


def test_the_template_has_thai_headings_codes_as_text_and_one_example(office):
    book = load_workbook(io.BytesIO(template_workbook(office)))

    table, explained = book.worksheets
    assert table["A1"].value == "รหัสสำนักงาน"
    assert table.max_row == 1
    assert table.column_dimensions["A"].number_format == "@"
    assert table.column_dimensions["B"].width > 40
    lines = {row[0]: row for row in explained.iter_rows(values_only=True)}
    assert lines["office_code"][3] == office.code
    assert "การปฏิบัติหน้าที่" in lines["indicator_1"][2]


def test_the_example_of_the_template_holds_together(office):
    book = load_workbook(io.BytesIO(template_workbook(office)))
    table, explained = book.worksheets
    examples = [row[3] for row in explained.iter_rows(min_row=2, values_only=True)]
    for place, example in enumerate(examples, start=1):
        table.cell(2, place, example)
    written = io.BytesIO()
    book.save(written)

    outcome = import_again(written.getvalue(), ".xlsx", only_office=office)

    assert (outcome.stored, outcome.problems) == (1, ())


@pytest.mark.parametrize(
    ("chosen", "more"),
    [
        ({}, []),
        ({"items": True}, ["O1", "O43"]),
        ({"questions": True}, ["I1", "E15"]),
        ({"items": True, "questions": True}, ["I1", "O43"]),
    ],
)
def test_a_template_of_a_year_has_the_columns_that_were_chosen(office, chosen, more):
    book = load_workbook(io.BytesIO(template_workbook(office, year=2564, **chosen)))

    heads = [cell.value for cell in book.worksheets[0][1]][len(COLUMNS) :]
    assert heads[:3] == ["จำนวนผู้ตอบ IIT", "จำนวนผู้ตอบ EIT", "จำนวนผู้ตอบ OIT"]
    assert [heads[3], heads[-1]] == more if more else len(heads) == 3
    lines = {row[0]: row[2] for row in book.worksheets[1].iter_rows(values_only=True)}
    assert "O1" not in lines or "โครงสร้าง" in lines["O1"]


# --- the pages ---


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("score_export", "spreadsheetml"),
        ("score_export_csv", "text/csv"),
        ("score_template", "spreadsheetml"),
    ],
)
def test_a_file_is_sent_as_a_download(login, director, office, full, name, kind):
    response = login(director).get(reverse(f"assessments:{name}", args=[office.code]))

    assert kind in response["Content-Type"]
    assert response["Content-Disposition"].startswith("attachment;")
    assert office.code in response["Content-Disposition"]


def test_the_template_is_chosen_by_its_address(login, director, office):
    where = reverse("assessments:score_template", args=[office.code])

    chosen = login(director).get(where, {"year": "2564", "items": "on"})
    unknown = login(director).get(where, {"year": "2099"})

    assert f"{office.code}-2564.xlsx" in chosen["Content-Disposition"]
    heads = load_workbook(io.BytesIO(chosen.content)).worksheets[0][1]
    assert heads[-1].value == "O43"
    assert unknown.status_code == 404


def test_the_export_asks_no_more_of_the_database_when_the_years_grow(
    office, frameworks, count_queries
):
    for framework in frameworks.values():
        facts_of(framework)  # kept in the process, as in a web server that has been running
    ResultFactory(office=office, framework=frameworks[2564])
    with count_queries() as few:
        export_text(office)

    for year in (2562, 2568):
        ResultFactory(office=office, framework=frameworks[year])
    with count_queries() as many:
        export_text(office)

    assert len(many) == len(few)


def test_the_list_of_years_leads_to_the_files(login, officer, director, office, full):
    where = reverse("assessments:result_list", args=[office.code])
    names = ("score_import", "score_template", "score_export", "score_export_csv")
    addresses = [reverse(f"assessments:{name}", args=[office.code]) for name in names]

    editing, reading = (login(user).get(where).content.decode() for user in (officer, director))

    assert all(f'href="{address}"' in editing for address in addresses)
    assert [f'href="{address}"' in reading for address in addresses] == [False, False, True, True]
