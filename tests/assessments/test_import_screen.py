"""Scores from a file by the screen: preview first, then exactly that is stored."""

from __future__ import annotations

import datetime
import io
import os
import time
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings as portal
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from assessments.models import ImportFile, Result
from assessments.rules.files.exporting import template_workbook
from assessments.rules.results import Published, save_scores, total_of
from ita_portal.audit.models import AuditEvent
from tests.assessments.score_tables import COLUMNS, csv_text, row
from tests.factories.assessments import KHON_KAEN_2564, SAMUT_SAKHON_2562, ResultFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _portal(load_year, settings, tmp_path) -> None:
    settings.PRIVATE_FILES = tmp_path / "private"
    load_year(2562)
    load_year(2564)


@pytest.fixture
def client(login, officer):
    return login(officer)


def where(office, name: str = "score_import") -> str:
    return reverse(f"assessments:{name}", args=[office.code])


def own(year: object = 2564, scores=KHON_KAEN_2564, **cells: str) -> list[str]:
    """Return a row of the sample office, which need not name itself."""
    return row("", "", year, scores, **cells)


def upload(client, office, *rows, name: str = "ผลคะแนน.csv", data: bytes | None = None):
    """Send a file and follow to its preview; rows make a CSV file."""
    data = csv_text(rows).encode() if data is None else data
    file = SimpleUploadedFile(name, data)
    return client.post(where(office), {"file": file}, follow=True)


def store(client, page, **more):
    """Press the button of a preview."""
    seen = {"file": page.context["file"].key, "seen": page.context["fingerprint"]}
    address = where(page.context["file"].office, "score_import_store")
    return client.post(address, seen | more, follow=True)


def text_of(page) -> str:
    return page.content.decode()


def kept_files() -> list[str]:
    folder = Path(portal.PRIVATE_FILES) / "imports"
    return sorted(path.name for path in folder.iterdir())


def problems(page) -> list[tuple[int, str, str]]:
    """Return row, column and message of all that is wrong on the preview."""
    rows = [problem for line in page.context["bad"] for problem in line.problems]
    return [(one.row, one.column, one.message) for one in [*page.context["problems"], *rows]]


# --- from the file to the scores ---


def test_a_preview_shows_every_row_and_stores_nothing(client, office):
    page = upload(client, office, own(), own(2562, SAMUT_SAKHON_2562), own(2564, total="50"))

    text = text_of(page)
    assert [line.year for line in page.context["kept"]] == ["2564", "2562"]
    assert (page.context["new"], page.context["bad_count"]) == (2, 1)
    assert all(figure in text for figure in ("99.13", "91.50", "91.25", "เพิ่มปีใหม่", "ไม่นำเข้า"))
    assert "นำเข้า 2 ปี" in text
    assert not Result.objects.exists()
    assert not AuditEvent.objects.exists()


def test_what_was_previewed_is_stored_by_the_person_and_the_file_goes(
    client, office, officer, django_capture_on_commit_callbacks
):
    page = upload(client, office, own(), own(2558, (), total="80.25"), own("ปีก่อน"))

    with django_capture_on_commit_callbacks(execute=True):
        done = store(client, page)

    result = Result.objects.get(fiscal_year=2564)
    assert total_of(result) == Decimal("91.50")
    assert (result.status, result.confirmed_by) == (Result.Status.CONFIRMED, officer)
    assert "นำเข้าคะแนนแล้ว 2 ปี ไม่ได้นำเข้า 1 แถว" in text_of(done)
    events = AuditEvent.objects.filter(verb="result.imported", office_code=office.code)
    assert [event.by_id for event in events] == [officer.pk] * 2
    assert not ImportFile.objects.exists()
    assert kept_files() == []


def test_the_real_scores_come_out_to_the_last_digit_from_a_filled_template(client, office):
    book = load_workbook(io.BytesIO(template_workbook(office)))
    sheet = book.worksheets[0]
    for year, scores in ((2562, SAMUT_SAKHON_2562), (2564, KHON_KAEN_2564)):
        sheet.append([None, None, year, *map(float, scores)])
    written = io.BytesIO()
    book.save(written)

    page = upload(client, office, name="แบบฟอร์ม.XLSX", data=written.getvalue())
    store(client, page)

    totals = {result.fiscal_year: str(total_of(result)) for result in Result.objects.all()}
    assert totals == {2562: "91.25", 2564: "91.50"}


def test_each_row_tells_what_would_happen_to_what_stands(client, office, officer, load_year):
    ResultFactory(office=office, framework=load_year(2564))
    save_draft(office, officer)
    ResultFactory(office=office, framework=load_year(2568))

    page = upload(
        client,
        office,
        own(),
        own(2562, SAMUT_SAKHON_2562),
        own(2558, (), total="80.25"),
        own(2568, ["50.00"] * 10),
    )

    chips = [line.chip[2] for line in page.context["kept"]]
    assert chips == ["ตรงกับที่มีอยู่", "แทนร่างที่มีอยู่", "เพิ่มปีใหม่"]
    ((number, column, message),) = problems(page)
    assert (number, column) == (5, "C ปีงบประมาณ")
    assert "ยืนยันไว้แล้ว" in message


def save_draft(office, officer, revision=None):
    return save_scores(
        office=office,
        fiscal_year=2562,
        scores={1: Decimal("10")},
        published=Published(),
        difference_answer="",
        expected_revision=revision,
        by=officer,
    )


def test_a_draft_changed_after_the_preview_is_not_replaced_unseen(client, office, officer):
    save_draft(office, officer)
    page = upload(client, office, own(2562, SAMUT_SAKHON_2562))
    save_draft(office, officer, revision=1)

    again = store(client, page)

    assert Result.objects.get().status == Result.Status.DRAFT
    assert "มีผู้แก้ไขคะแนน" in text_of(again)
    assert again.context["replaced"] == 1
    assert "นำเข้าคะแนนแล้ว 1 ปี" in text_of(store(client, again))


def test_a_second_press_of_the_button_stores_nothing_more(client, office):
    page = upload(client, office, own())
    store(client, page)

    again = store(client, page)

    assert "ไม่อยู่แล้ว" in text_of(again)
    assert AuditEvent.objects.count() == 1


def test_a_file_that_was_changed_on_the_disk_is_not_stored(client, office, settings):
    page = upload(client, office, own())
    (path,) = (Path(settings.PRIVATE_FILES) / "imports").iterdir()
    path.write_text(csv_text([own(2562, SAMUT_SAKHON_2562)]), encoding="utf-8")

    again = store(client, page)

    assert "ไม่อยู่แล้ว" in text_of(again)
    assert not Result.objects.exists()


def test_an_import_that_is_called_off_leaves_nothing(
    client, office, django_capture_on_commit_callbacks
):
    page = upload(client, office, own())

    with django_capture_on_commit_callbacks(execute=True):
        again = store(client, page, discard="1")

    assert "ยกเลิกการนำเข้าแล้ว" in text_of(again)
    assert (ImportFile.objects.count(), Result.objects.count(), kept_files()) == (0, 0, [])


def test_nothing_to_store_offers_no_button_to_store(client, office, load_year):
    ResultFactory(office=office, framework=load_year(2564))

    same = upload(client, office, own())
    empty = upload(client, office)

    assert "ไม่มีแถวที่จะนำเข้า" in text_of(same)
    assert "ยังไม่มีแถวคะแนน" in text_of(empty)
    assert 'name="discard"' in text_of(empty)
    assert "check-lg" not in text_of(same) + text_of(empty)


# --- whose rows, whose file ---


def test_rows_of_other_offices_are_named_and_not_stored(client, office, other_office):
    page = upload(
        client,
        office,
        row(office.code.upper(), office.short_name, 2564, KHON_KAEN_2564),
        row(other_office.code, "", 2562, SAMUT_SAKHON_2562),
        row("unknown", "สพป.ใหม่", 2562, SAMUT_SAKHON_2562),
        row("", "สพป.ใหม่ เขต 9", 2562, SAMUT_SAKHON_2562),
    )
    store(client, page)

    places = [(number, column) for number, column, _ in problems(page)]
    assert {message for *_, message in problems(page)} == {"แถวนี้เป็นของสำนักงานอื่น"}
    assert places == [(3, "A รหัสสำนักงาน"), (4, "A รหัสสำนักงาน"), (5, "B ชื่อสำนักงาน")]
    assert [result.office for result in Result.objects.all()] == [office]


def test_a_row_without_a_code_among_those_of_other_offices_is_not_taken_for_our_own(
    client, office, other_office
):
    page = upload(client, office, row(other_office.code, "", 2562, SAMUT_SAKHON_2562), own())

    message = "ไม่มีรหัสสำนักงาน ไฟล์ที่มีหลายสำนักงานต้องมีรหัสทุกแถว"
    assert (3, "A รหัสสำนักงาน", message) in problems(page)
    assert page.context["kept"] == []


def test_a_file_without_the_column_of_codes_is_of_the_own_office(client, office):
    data = "ปีงบประมาณ,คะแนนรวม\n๒๕๕๘,๘๐.๒๕\n".encode()

    page = upload(client, office, data=data)

    assert [(line.year, line.total) for line in page.context["kept"]] == [("2558", "๘๐.๒๕")]


def test_nobody_else_sees_or_stores_an_uploaded_file(
    client, login, office, coordinator, stranger, other_office
):
    page = upload(client, office, own())
    address = f"{where(office)}?file={page.context['file'].key}"
    seen = {"file": page.context["file"].key, "seen": page.context["fingerprint"]}

    colleague = login(coordinator).get(address, follow=True)
    elsewhere = login(stranger).post(where(other_office, "score_import_store"), seen, follow=True)

    assert "ไม่อยู่แล้ว" in text_of(colleague)
    assert "ไม่อยู่แล้ว" in text_of(elsewhere)
    assert login(stranger).get(address).status_code == 404
    assert not Result.objects.exists()


@pytest.mark.parametrize("key", ["", "x" * 500, "../../secret-key", "ก"])
def test_a_key_that_is_none_finds_nothing(client, office, key):
    page = client.get(where(office), {"file": key}, follow=True)

    assert "ไม่อยู่แล้ว" in text_of(page)


def test_who_may_not_edit_scores_may_not_import(login, office, director):
    browser = login(director)

    assert browser.get(where(office)).status_code == 403
    assert browser.post(where(office, "score_import_store")).status_code == 403


def test_a_new_upload_takes_the_place_of_the_last_and_old_ones_go(
    client, login, office, coordinator, settings, django_capture_on_commit_callbacks
):
    colleague = login(coordinator)
    upload(colleague, office, own())
    ImportFile.objects.update(created_at=timezone.now() - datetime.timedelta(hours=25))
    orphan = Path(settings.PRIVATE_FILES) / "imports" / "orphan.csv"
    orphan.touch()
    os.utime(orphan, (time.time() - 90_000,) * 2)

    with django_capture_on_commit_callbacks(execute=True):
        upload(client, office, own(2562, SAMUT_SAKHON_2562))
        page = upload(client, office, own())

    assert ImportFile.objects.get() == page.context["file"]
    assert kept_files() == [f"{page.context['file'].key}.csv"]


def test_the_file_lies_under_a_name_of_ours_for_the_portal_alone(client, office, settings):
    page = upload(client, office, own(), name="../../ผล ๒๕๖๔.csv")

    (path,) = (Path(settings.PRIVATE_FILES) / "imports").iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.stem == page.context["file"].key
    assert "ผล ๒๕๖๔.csv" in text_of(page)


# --- bad input ---


def sheet_with(change, *rows) -> bytes:
    """Return a workbook of two good years after `change` had its way with the sheet."""
    book = Workbook()
    for cells in [COLUMNS, *(rows or (own(), own(2562, SAMUT_SAKHON_2562)))]:
        book.active.append([_number(cell) for cell in cells])
    change(book.active)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _number(cell: str) -> object:
    return float(cell) if cell.replace(".", "").isdigit() else cell or None


def put(cell: str, value: object):
    """Return a change that writes a value into a cell."""
    return lambda sheet: sheet.__setitem__(cell, value)


@pytest.mark.parametrize(
    ("change", "number", "column", "words"),
    [
        (put("G2", "=1+1"), 2, "G ตัวชี้วัดที่ 4", "สูตร"),
        (put("G2", datetime.date(2021, 9, 30)), 2, "G ตัวชี้วัดที่ 4", "วันที่"),
        (put("G2", "ดีมาก"), 2, "G ตัวชี้วัดที่ 4", "ไม่ใช่ตัวเลข"),
        (put("G2", 101), 2, "G ตัวชี้วัดที่ 4", "0 ถึง 100"),
        (put("G2", None), 2, "G ตัวชี้วัดที่ 4", "ไม่มีคะแนน"),
        (put("Q2", 99), 2, "Q คะแนนรวม", "ตัวชี้วัดให้ 91.50"),
        (put("C2", 2561), 2, "C ปีงบประมาณ", "ยังไม่มีกรอบ"),
        (put("C2", 2562), 3, "C ปีงบประมาณ", "แถวที่ 2"),
        (put("C2", 2654), 2, "C ปีงบประมาณ", "ยังไม่เริ่ม"),
        (put("C2", 2021), 2, "C ปีงบประมาณ", "2021"),
        (lambda sheet: sheet.merge_cells("D2:E2"), 2, "D ตัวชี้วัดที่ 1", "ผสาน"),
    ],
    ids=[
        "formula",
        "date",
        "text",
        "range",
        "missing",
        "total",
        "year",
        "twice",
        "future",
        "era",
        "merged",
    ],
)
def test_a_bad_cell_is_told_with_row_and_column_and_the_rest_is_kept(
    client, office, change, number, column, words
):
    page = upload(client, office, name="scores.xlsx", data=sheet_with(change))

    found = problems(page)
    assert (number, column) == found[0][:2]
    assert words in found[0][2]
    assert found[0][2] in text_of(page).replace("&quot;", '"')
    assert len(page.context["kept"]) == 1


@pytest.mark.parametrize("area", ["A1:A2", "D1:M1"])
def test_merged_headings_are_told(client, office, area):
    page = upload(
        client, office, name="scores.xlsx", data=sheet_with(lambda sheet: sheet.merge_cells(area))
    )

    assert "หัวตารางมีเซลล์ที่ผสานกัน" in text_of(page)


def test_hidden_rows_thai_digits_wide_and_invisible_characters_are_read(client, office):
    thai = str.maketrans("0123456789.", "๐๑๒๓๔๕๖๗๘๙.")
    wide = str.maketrans("0123456789.", "".join(chr(0xFEE0 + ord(c)) for c in "0123456789."))
    rows = [
        own("๒๕๖๔", [score.translate(thai) for score in KHON_KAEN_2564]),
        own("2562\u200b", [f"\ufeff{score.translate(wide)}" for score in SAMUT_SAKHON_2562]),
    ]

    def hide(sheet):
        sheet.row_dimensions[3].hidden = True

    page = upload(client, office, name="scores.xlsx", data=sheet_with(hide, *rows))

    assert problems(page) == []
    assert [line.year for line in page.context["kept"]] == ["2564", "2562"]


def with_part(name: str) -> bytes:
    written = io.BytesIO(sheet_with(lambda _: None))
    with zipfile.ZipFile(written, "a") as archive:
        archive.writestr(name, b"x")
    return written.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("scores.xlsx", OLE, "เข้ารหัสหรือเป็น Excel รุ่นเก่า"),
        ("scores.xls", OLE, "เข้ารหัสหรือเป็น Excel รุ่นเก่า"),
        ("scores.xlsx", with_part("xl/vbaProject.bin"), "มีแมโคร"),
        ("scores.xlsm", with_part("xl/vbaProject.bin"), "มีแมโคร"),
        ("scores.xlsx", b"no workbook", "ไม่ใช่สมุดงาน Excel"),
        ("scores.xlsx", b"PK\x03\x04cut", "เสียหาย"),
        ("scores.pdf", b"%PDF-1.7", "ไม่รู้จักไฟล์ “scores.pdf”"),
        ("ไม่มีนามสกุล", b"a,b", "ไม่รู้จักไฟล์"),
        ("scores.csv", "ชื่อ,ที่อยู่\nก,ข\n".encode(), "“ปีงบประมาณ” (fiscal_year) และ “คะแนนรวม”"),
        ("scores.csv", b"\x00\x01\x02\xff", "ไม่ใช่ข้อความ"),
        ("scores.csv", b"", "ว่างเปล่า"),
        ("scores.csv", b"x" * (20 * 1024 * 1024 + 1), "ใหญ่เกินไป"),
    ],
    ids=[
        "password",
        "xls",
        "macro",
        "xlsm",
        "text",
        "cut",
        "pdf",
        "nameless",
        "headings",
        "binary",
        "empty",
        "big",
    ],
)
def test_a_file_that_cannot_be_used_is_told_at_the_field_and_not_kept(
    client, office, name, data, words, django_capture_on_commit_callbacks, settings
):
    with django_capture_on_commit_callbacks(execute=True):
        page = upload(client, office, name=name, data=data)

    folder = Path(settings.PRIVATE_FILES) / "imports"
    assert any(words in error for error in page.context["form"].errors["file"])
    assert 'role="alert"' in text_of(page)
    assert not ImportFile.objects.exists()
    assert not folder.exists() or kept_files() == []


def test_no_file_at_all_is_told(client, office):
    page = client.post(where(office), {})

    assert "กรุณาเลือกไฟล์" in text_of(page)


# --- growth ---


def test_many_bad_rows_are_shown_page_by_page(client, office, other_office):
    rows = [row(other_office.code, "", 2564, KHON_KAEN_2564) for _ in range(150)]

    page = upload(client, office, own(), *rows)
    rest = client.get(where(office), {"file": page.context["file"].key, "page": "2"})

    assert "หน้า 1 จาก 2" in text_of(page)
    assert (len(page.context["bad"]), len(rest.context["bad"])) == (100, 51)


def test_the_preview_asks_no_more_of_the_database_when_the_rows_grow(
    client, office, other_office, count_queries
):
    few_rows = upload(client, office, own()).context["file"]
    with count_queries() as few:
        client.get(where(office), {"file": few_rows.key})

    years = [own(year, (), total="80.00") for year in range(2540, 2562)]
    bad = [row(other_office.code, "", 2564, KHON_KAEN_2564) for _ in range(50)]
    many_rows = upload(client, office, own(), *years, *bad).context["file"]
    with count_queries() as many:
        client.get(where(office), {"file": many_rows.key})

    assert len(many) == len(few)
