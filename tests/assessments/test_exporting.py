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

from assessments.models import IndicatorScore, Result
from assessments.rules.files.columns import score_columns
from assessments.rules.files.exporting import export_text, export_workbook, template_workbook
from assessments.rules.files.headings import Headings
from assessments.rules.files.importing import import_scores
from assessments.rules.files.sheet import guarded, unguarded
from assessments.rules.frameworks.rows import facts_of
from ita_portal.audit.models import AuditEvent
from tests.assessments.score_tables import COLUMNS, csv_file, khon_kaen, samut_sakhon
from tests.factories.assessments import ResultFactory

pytestmark = pytest.mark.django_db
DRAFT = {"status": Result.Status.DRAFT, "confirmed_at": None}


@pytest.fixture(autouse=True)
def frameworks(load_year) -> dict:
    return {year: load_year(year) for year in (2562, 2564, 2568)}


@pytest.fixture
def full(office, frameworks) -> None:
    """Give the office every kind of result that can stand."""
    told = {"published_total": "91.50", "published_level": "A", "rank": 12, "rank_of": 225}
    ResultFactory(office=office, framework=frameworks[2564], national_mean="81.25", **told)
    differing = {"published_total": "80.00", "difference_answer": "ปัดเศษต่างกัน"}
    ResultFactory(office=office, framework=frameworks[2562], **differing)
    half = ResultFactory(office=office, framework=frameworks[2568], **DRAFT)
    IndicatorScore.objects.filter(result=half, indicator__number__gt=4).delete()
    alone = {"office": office, "confirmed_at": "2020-01-01T00:00Z", "status": "confirmed"}
    Result.objects.create(
        fiscal_year=2558, published_total="80.25", published_level="ระดับ สูง", **alone
    )
    Result.objects.create(fiscal_year=2560, published_total="75.54", published_level="=A1", **alone)


def stored() -> list:
    scores = IndicatorScore.objects.order_by("result", "indicator").values_list("result", "score")
    return [*Result.objects.order_by("pk").values(), *scores]


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


def test_a_workbook_holds_numbers_as_numbers_and_texts_as_texts(office, full):
    book = load_workbook(io.BytesIO(export_workbook(office)))

    sheet = book.worksheets[0]
    by_year = {row[2].value: row for row in sheet.iter_rows(min_row=2)}
    assert [cell.value for cell in sheet[1]] == [*COLUMNS, "status"]
    assert by_year[2564][3].value == pytest.approx(99.13)
    assert by_year[2564][3].number_format == "0.00"
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
def test_what_is_exported_changes_nothing_when_it_is_imported(office, full, write, suffix, own):
    before = stored()

    outcome = import_again(write(office), suffix, only_office=office if own else None)

    assert (outcome.stored, outcome.problems) == (5, ())
    assert stored() == before
    assert not AuditEvent.objects.exists()


percents = st.integers(0, 10000).map(lambda hundredths: Decimal(hundredths) / 100)
perhaps = st.none() | percents


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    scores=st.dictionaries(st.integers(1, 10), percents)
    | st.lists(percents, min_size=10, max_size=10).map(lambda all_ten: dict(enumerate(all_ten, 1))),
    told=st.fixed_dictionaries({"published_total": perhaps, "national_mean": perhaps}),
    level=st.sampled_from(["", "A", "F", "ระดับ A", "ผ่านดี", "-", "=A", "ดี มาก"]),
    status=st.sampled_from(Result.Status),
    workbook=st.booleans(),
)
def test_any_result_comes_back_without_a_change(
    office, frameworks, scores, told, level, status, workbook
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
        **told,
    )
    result.scores.exclude(indicator__number__in=scores).delete()
    for one in result.scores.select_related("indicator"):
        IndicatorScore.objects.filter(pk=one.pk).update(score=scores[one.indicator.number])
    before = stored()

    content = export_workbook(office) if workbook else export_text(office)
    outcome = import_again(content, ".xlsx" if workbook else ".csv", only_office=office)

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
