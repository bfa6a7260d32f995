"""Scores from a file by the screen: preview first, then exactly that is stored."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from assessments.models import ImportFile, Result
from assessments.rules.files.exporting import template_workbook
from assessments.rules.frameworks.rows import facts_of
from assessments.rules.results import Published, save_scores, total_of
from ita_portal.audit.models import AuditEvent
from tests.assessments.import_screen import kept_files, own, problems, store, text_of, upload, where
from tests.assessments.score_tables import csv_text, khon_kaen_items, row
from tests.factories.assessments import KHON_KAEN_2564, SAMUT_SAKHON_2562, ResultFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("import_portal")]


@pytest.fixture
def client(login, officer):
    return login(officer)


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


def test_a_preview_tells_what_comes_from_items_and_where_the_published_score_differs(
    client, office, load_year
):
    facts = facts_of(load_year(2564))
    cells = khon_kaen_items(facts, indicator_9="80.00", iit_respondents="120")
    cells |= {"office_code": "", "office_name": ""}
    data = "\n".join([",".join(cells), ",".join(map(str, cells.values()))]).encode()

    page = upload(client, office, data=data)

    (line,) = page.context["kept"]
    assert line.scores[8:] == [("9", "75.92", True), ("10", "93.75", True)]
    assert (line.total, line.details) == ("91.50", ["ข้อ OIT 43 ข้อ", "ผู้ตอบ IIT 120 คน"])
    assert [note.column for note in line.notes] == ["BC ตัวชี้วัดที่ 9"]
    assert page.context["noted"] == 1
    assert all(words in text_of(page) for words in ("มีข้อสังเกต", "ได้รับแจ้ง 80.00", "จากรายข้อ"))


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
