"""Uploaded score files: whose rows are taken, who sees the file, and when it goes."""

from __future__ import annotations

import datetime
import os
import time
from pathlib import Path

import pytest
from django.utils import timezone

from assessments.models import ImportFile, Result
from tests.assessments.import_screen import kept_files, own, problems, store, text_of, upload, where
from tests.assessments.score_tables import row
from tests.factories.assessments import KHON_KAEN_2564, SAMUT_SAKHON_2562

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("import_portal")]


@pytest.fixture
def client(login, officer):
    return login(officer)


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
