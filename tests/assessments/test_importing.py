"""A score file of many offices: the good rows are stored, each bad one is named."""

from __future__ import annotations

import json
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from assessments.models import IndicatorScore, Result
from assessments.rules.files.importing import import_scores
from assessments.rules.results import Published, save_scores, total_of
from ita_portal.audit.models import AuditEvent
from ita_portal.organisations.models import Office
from ita_portal.organisations.rules import create_office
from tests.assessments.score_tables import (
    KHON_KAEN,
    SAMUT_SAKHON,
    both_offices,
    csv_file,
    csv_text,
    khon_kaen,
    row,
    samut_sakhon,
    xlsx_file,
)
from tests.factories.assessments import KHON_KAEN_2564, SAMUT_SAKHON_2562

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _years(load_year) -> None:
    load_year(2562)
    load_year(2564)
    load_year(2568)


def store(path, **options):
    return import_scores(path, dry_run=False, **options)


def places(outcome) -> list[tuple[int | None, str | None]]:
    return [(problem.row, problem.column) for problem in outcome.problems]


def command(path, *options) -> tuple[dict, int]:
    out, code = StringIO(), 0
    try:
        call_command("import_scores", str(path), "--json", *options, stdout=out)
    except CommandError as error:
        code = error.returncode
    return json.loads(out.getvalue()), code


# --- what is stored ---


@pytest.mark.parametrize("write", [csv_file, xlsx_file])
def test_the_real_offices_are_stored_whole(tmp_path, write):
    outcome = store(write(tmp_path, *both_offices()))

    assert (outcome.stored, outcome.offices, outcome.problems) == (8, 2, ())
    result = Result.objects.get(office__code="skn1")
    assert result.status == Result.Status.CONFIRMED
    assert [str(score) for score in result.indicator_scores().values()] == SAMUT_SAKHON_2562
    assert (result.published_total, result.published_level) == (Decimal("91.25"), "A")
    assert Office.objects.get(code="kkn-sec").kind == Office.Kind.SECONDARY
    assert AuditEvent.objects.filter(verb="result.imported").count() == 8


def test_a_dry_run_tells_the_same_and_stores_nothing(tmp_path):
    path = csv_file(tmp_path, *both_offices(), row("x", "", 2564, total="50"))

    tried = import_scores(path, dry_run=True)

    assert not Office.objects.exists()
    assert not Result.objects.exists()
    assert tried == store(path)


def test_importing_again_stores_nothing_anew(tmp_path):
    path = csv_file(tmp_path, *both_offices())
    store(path)
    before = list(Result.objects.order_by("pk").values())

    again = store(path)

    assert (again.stored, again.offices, again.problems) == (8, 2, ())
    assert list(Result.objects.order_by("pk").values()) == before
    assert AuditEvent.objects.count() == 8


def test_who_imports_is_kept(tmp_path, supervisor):
    store(csv_file(tmp_path, samut_sakhon()), by=supervisor)

    assert Result.objects.get().confirmed_by == supervisor
    assert AuditEvent.objects.get().by_id == supervisor.pk


def test_rank_and_mean_are_kept(tmp_path):
    told = samut_sakhon(rank="12", rank_of="225", national_mean="88.50")

    store(csv_file(tmp_path, told))

    result = Result.objects.get()
    assert (result.rank, result.rank_of, result.national_mean) == (12, 225, Decimal("88.50"))


def test_an_office_that_stands_needs_no_name_and_its_pages_are_made_new(tmp_path):
    office, _ = create_office(code="skn1", name=SAMUT_SAKHON, kind=Office.Kind.PRIMARY)

    outcome = store(csv_file(tmp_path, samut_sakhon(office_name="")))

    assert outcome.stored == 1
    office.refresh_from_db()
    assert office.public_revision == 2


def test_the_short_form_of_a_name_is_the_same_office(tmp_path):
    create_office(code="skn1", name=SAMUT_SAKHON, kind=Office.Kind.PRIMARY)

    outcome = store(csv_file(tmp_path, samut_sakhon(office_name="สพป. สมุทรสาคร")))

    assert outcome.problems == ()


def test_a_row_may_take_its_name_from_another_row_of_the_office(tmp_path):
    nameless = row("kkn-sec", "", 2558, total="80.25")

    outcome = store(csv_file(tmp_path, nameless, khon_kaen()))

    assert (outcome.stored, outcome.problems) == (2, ())


def test_a_draft_is_replaced_and_open_forms_grow_stale(tmp_path, officer):
    office, _ = create_office(code="skn1", name=SAMUT_SAKHON, kind=Office.Kind.PRIMARY)
    draft = save_draft(office, officer, {1: Decimal("10")})

    outcome = store(csv_file(tmp_path, samut_sakhon()))

    draft.refresh_from_db()
    assert outcome.stored == 1
    assert (draft.status, draft.revision) == (Result.Status.CONFIRMED, 2)
    assert total_of(draft) == Decimal("91.25")


def test_typed_indicators_are_not_lost_to_a_total_alone(tmp_path, officer):
    office, _ = create_office(code="skn1", name=SAMUT_SAKHON, kind=Office.Kind.PRIMARY)
    save_draft(office, officer, {1: Decimal("10")})

    outcome = store(csv_file(tmp_path, row("skn1", "", 2562, total="91.25")))

    assert places(outcome) == [(2, "fiscal_year")]
    assert IndicatorScore.objects.count() == 1


def save_draft(office, officer, scores):
    return save_scores(
        office=office,
        fiscal_year=2562,
        scores=scores,
        published=Published(),
        difference_answer="",
        expected_revision=None,
        by=officer,
    )


def test_queries_do_not_grow_with_the_rows(tmp_path, count_queries):
    def rows(start):
        named = [(f"o{n}", f"สพป.ทดสอบ เขต {n}") for n in range(start, start + 20)]
        return [row(code, name, 2564, KHON_KAEN_2564) for code, name in named]

    store(csv_file(tmp_path, khon_kaen()))
    with count_queries() as few:
        store(csv_file(tmp_path, *rows(0)[:2]))
    with count_queries() as many:
        store(csv_file(tmp_path, *rows(100)))

    assert len(many) == len(few)


# --- how it may be written ---


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "tis-620", "utf-16"])
def test_usual_encodings_and_delimiters_are_read(tmp_path, delimiter, encoding):
    path = tmp_path / "scores.csv"
    path.write_bytes(csv_text(both_offices(), delimiter).encode(encoding))

    outcome = store(path)

    assert (outcome.stored, outcome.problems) == (8, ())
    assert Office.objects.get(code="skn1").name == SAMUT_SAKHON


def test_thai_headings_and_digits_under_a_title_are_read(tmp_path):
    numbers = [f"ตัวชี้วัดที่ {n}" for n in range(1, 9)]
    headings = [
        *("ลำดับที่", "รหัสหน่วยงาน", "หน่วยงาน", "ปีงบประมาณ (พ.ศ.)"),
        *numbers,
        *("9. การเปิดเผยข้อมูล", "การป้องกันการทุจริต", "ตัวชี้วัดย่อยที่ 9.1", "คะแนน IIT (30)"),
        *("EIT", "OIT ถ่วงน้ำหนัก", "คะแนนรวม", "ระดับผลการประเมิน", "อันดับที่", "จากทั้งหมด"),
        *("ค่าเฉลี่ยระดับประเทศ", "หมายเหตุ"),
    ]
    cells = [
        *("๑", "skn1", SAMUT_SAKHON, "พ.ศ. ๒๕๖๒", *SAMUT_SAKHON_2562, "70.00"),
        *("๒๙.๕๖", "๒๗.๗๒", "๓๓.๙๗", "๙๑.๒๕", "ระดับ A", "๑๒", "๒๒๕", "-", "ส่งแล้ว"),
    ]
    path = tmp_path / "scores.csv"
    lines = ["สรุปผลการประเมิน", "", ",".join(headings), ",".join(cells), ",,,,"]
    path.write_text("\n".join(lines), encoding="utf-8")

    outcome = store(path)

    result = Result.objects.get()
    assert outcome.problems == ()
    assert [str(score) for score in result.indicator_scores().values()] == SAMUT_SAKHON_2562
    assert (result.rank, result.rank_of, result.national_mean) == (12, 225, None)


def test_a_running_number_is_no_rank(tmp_path):
    path = tmp_path / "scores.csv"
    path.write_text("ลำดับที่,รหัส,สำนักงาน,ปี,รวม\n1,x,สพป.ทดสอบ,2558,80.25\n", encoding="utf-8")

    store(path)

    assert Result.objects.get().rank is None


def test_five_step_levels_are_known_by_their_thai_names(tmp_path):
    good = row("a", "สพป.ก", 2568, ["96.00"] * 10, level="ผ่านดีเยี่ยม")
    wrong = row("b", "สพป.ข", 2568, ["96.00"] * 10, level="ผ่านดี")

    outcome = store(csv_file(tmp_path, good, wrong))

    assert places(outcome) == [(3, "level")]


# --- rows with a problem ---


@pytest.mark.parametrize(
    ("changed", "column", "words"),
    [
        ({"office_code": ""}, "office_code", "ไม่มีรหัสสำนักงาน"),
        ({"office_code": "รหัส 1"}, "office_code", "รหัส"),
        ({"office_name": ""}, "office_name", "ต้องมีชื่อ"),
        ({"fiscal_year": ""}, "fiscal_year", "ไม่มีปีงบประมาณ"),
        ({"fiscal_year": "2021"}, "fiscal_year", "2021"),
        ({"fiscal_year": "ปีที่แล้ว"}, "fiscal_year", "ไม่ใช่ตัวเลข"),
        ({"fiscal_year": "2561"}, "fiscal_year", "ยังไม่มีกรอบ"),
        ({"indicator_4": ""}, "indicator_4", "ไม่มีคะแนนของตัวชี้วัดที่ 4"),
        ({"indicator_4": "-0.01"}, "indicator_4", "0 ถึง 100"),
        ({"indicator_4": "100.01"}, "indicator_4", "0 ถึง 100"),
        ({"indicator_4": "98.555"}, "indicator_4", "ทศนิยม"),
        ({"indicator_4": "ดีมาก"}, "indicator_4", "ไม่ใช่ตัวเลข"),
        ({"indicator_4": "#REF!"}, "indicator_4", "ไม่ใช่ตัวเลข"),
        ({"iit": "29.58"}, "iit", "29.56"),
        ({"eit": "27.60"}, "eit", "27.72"),
        ({"oit": "84.93"}, "oit", "33.97"),
        ({"oit": "มาก"}, "oit", "ไม่ใช่ตัวเลข"),
        ({"total": "91.23"}, "total", "91.25"),
        ({"total": "101"}, "total", "0 ถึง 100"),
        ({"level": "AA"}, "level", "A"),
        ({"rank": "0"}, "rank", "จำนวนเต็ม"),
        ({"rank": "1.5"}, "rank", "จำนวนเต็ม"),
        ({"rank": "226", "rank_of": "225"}, "rank", "มากกว่า"),
        ({"national_mean": "สูง"}, "national_mean", "ไม่ใช่ตัวเลข"),
    ],
)
def test_a_bad_cell_is_named_and_the_other_rows_are_stored(tmp_path, changed, column, words):
    outcome = store(csv_file(tmp_path, samut_sakhon(**changed), khon_kaen()))

    assert places(outcome) == [(2, column)]
    assert words in outcome.problems[0].message
    assert outcome.stored == 1
    assert [office.code for office in Office.objects.all()] == ["kkn-sec"]


@pytest.mark.parametrize("changed", [{"iit": "29.57"}, {"total": "91.26"}, {"total": "91.24"}])
def test_a_difference_of_one_hundredth_is_none(tmp_path, changed):
    assert store(csv_file(tmp_path, samut_sakhon(**changed))).problems == ()


def test_every_problem_of_a_row_is_told(tmp_path):
    bad = samut_sakhon(office_code="", indicator_1="x", indicator_2="", rank="0")

    outcome = store(csv_file(tmp_path, bad))

    assert {column for _, column in places(outcome)} == {
        "office_code",
        "indicator_1",
        "indicator_2",
        "rank",
    }


def test_a_row_without_any_figure_is_a_problem(tmp_path):
    outcome = store(csv_file(tmp_path, row("skn1", SAMUT_SAKHON, 2562)))

    assert places(outcome) == [(2, "total")]


def test_the_level_of_a_total_alone_is_checked(tmp_path):
    outcome = store(csv_file(tmp_path, row("skn1", SAMUT_SAKHON, 2562, total="91.25", level="B")))

    assert places(outcome) == [(2, "level")]


def test_the_later_of_two_rows_for_an_office_and_year_is_a_problem(tmp_path):
    outcome = store(csv_file(tmp_path, samut_sakhon(), khon_kaen(), samut_sakhon()))

    assert places(outcome) == [(4, "fiscal_year")]
    assert "แถวที่ 2" in outcome.problems[0].message
    assert outcome.stored == 2


def test_a_confirmed_result_with_other_figures_is_not_overwritten(tmp_path):
    store(csv_file(tmp_path, samut_sakhon()))
    other = row("skn1", SAMUT_SAKHON, 2562, KHON_KAEN_2564)

    outcome = store(csv_file(tmp_path, other))

    assert places(outcome) == [(2, "fiscal_year")]
    assert total_of(Result.objects.get()) == Decimal("91.25")


def test_a_code_that_belongs_to_another_office_is_a_problem(tmp_path):
    outcome = store(csv_file(tmp_path, samut_sakhon(), khon_kaen(office_code="skn1")))

    assert places(outcome) == [(3, "office_name")]


def test_a_second_code_for_an_office_is_a_problem(tmp_path):
    store(csv_file(tmp_path, samut_sakhon()))

    outcome = store(csv_file(tmp_path, samut_sakhon(office_code="skn2")))

    assert places(outcome) == [(2, "office_code")]
    assert "skn1" in outcome.problems[0].message


def test_a_row_with_more_cells_than_headings_is_a_problem(tmp_path):
    outcome = store(csv_file(tmp_path, [*samut_sakhon(), "เขต 1"]))

    assert places(outcome) == [(2, None)]


# --- the command ---


def test_the_command_prints_one_object_and_ends_with_zero(tmp_path):
    told, code = command(csv_file(tmp_path, *both_offices()))

    assert told == {"stored": 8, "offices": 2, "problems": []}
    assert code == 0


def test_the_command_ends_with_one_and_names_the_bad_rows(tmp_path):
    told, code = command(csv_file(tmp_path, samut_sakhon(total="95"), khon_kaen()))

    assert (told["stored"], told["offices"], code) == (1, 1, 1)
    (problem,) = told["problems"]
    assert (problem["row"], problem["column"]) == (2, "total")


def test_the_command_ends_with_two_when_the_file_cannot_be_used(tmp_path):
    told, code = command(tmp_path / "none.csv")

    assert (told["stored"], told["offices"], code) == (0, 0, 2)
    (problem,) = told["problems"]
    assert (problem["row"], problem["column"]) == (None, None)


def test_the_command_stores_nothing_on_a_dry_run(tmp_path):
    told, _ = command(csv_file(tmp_path, *both_offices()), "--dry-run")

    assert told["stored"] == 8
    assert not Result.objects.exists()


def test_without_json_the_command_speaks_thai(tmp_path):
    out = StringIO()
    path = csv_file(tmp_path, samut_sakhon(total="95"), row("kkn-sec", KHON_KAEN, 2558, total="1"))

    with pytest.raises(CommandError, match="1 รายการ"):
        call_command("import_scores", str(path), stdout=out)

    assert "บันทึกแล้ว 1 รายการ จาก 1 สำนักงาน" in out.getvalue()
    assert "แถว 2 คอลัมน์ total" in out.getvalue()
