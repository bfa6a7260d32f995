"""A kept file is whole, is found again, and goes when nothing needs it."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from assessments.models import ResultFile
from ita_portal.errors import Refused
from ita_portal.files.accepting import DOCUMENTS
from ita_portal.files.disk import path_of
from ita_portal.files.models import StoredFile
from ita_portal.files.rules import keep, keep_photo, opened, remove, sweep
from ita_portal.jobs.tasks import tidy
from tests.factories.assessments import ResultFactory
from tests.files import samples
from tests.races import AT_ONCE, together

pytestmark = pytest.mark.django_db

PDF = samples.pdf()
TWO_DAYS = 2 * 24 * 3600


def age(path) -> None:
    """Let a file on the disk be two days old."""
    then = time.time() - TWO_DAYS
    os.utime(path, (then, then))


def age_row(file: StoredFile) -> None:
    """Let a row be two days old."""
    then = timezone.now() - timedelta(seconds=TWO_DAYS)
    StoredFile.objects.filter(pk=file.pk).update(made_at=then)


def test_what_is_kept_comes_back_byte_for_byte(kept, office, officer):
    file = kept(PDF, "ประกาศ.pdf")

    with opened(file) as source:
        assert source.read() == PDF
    assert file.sha256 == hashlib.sha256(PDF).hexdigest()
    assert (file.office, file.made_by) == (office, officer)


def test_a_file_may_belong_to_nobody_yet(db):
    file = keep([PDF], name="หลักฐาน.pdf", office=None, by=None, accept=DOCUMENTS)

    assert (file.office, file.made_by) == (None, None)


def test_nobody_else_on_the_machine_may_read_it(kept, folder):
    path = path_of(kept(PDF, "ประกาศ.pdf").key)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_same_file_twice_is_two_files(kept, on_disk):
    first, second = kept(PDF, "ประกาศ.pdf"), kept(PDF, "ประกาศ.pdf")

    assert first.key != second.key
    assert len(on_disk()) == 2


@pytest.mark.django_db(transaction=True)
def test_the_same_file_from_several_at_once_is_kept_for_each(office, officer, on_disk):
    def deed() -> None:
        keep([PDF], name="ประกาศ.pdf", office=office, by=officer, accept=DOCUMENTS)

    assert together(deed) == ["done"] * AT_ONCE
    assert StoredFile.objects.count() == len(on_disk()) == AT_ONCE


def test_an_upload_that_breaks_off_leaves_nothing(office, officer, on_disk):
    def broken():
        yield PDF
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        keep(broken(), name="ประกาศ.pdf", office=office, by=officer, accept=DOCUMENTS)

    assert on_disk() == []


def test_a_row_that_cannot_be_written_leaves_no_file(kept, on_disk, monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(StoredFile, "save", fail)

    with pytest.raises(IntegrityError):
        kept(PDF, "ประกาศ.pdf")
    assert on_disk() == []


def test_a_full_disk_is_no_silent_loss(kept, on_disk, monkeypatch):
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="No space"):
        kept(PDF, "ประกาศ.pdf")
    assert on_disk() == []
    assert not StoredFile.objects.exists()


def test_a_file_that_was_changed_on_the_disk_is_not_given_out(kept, caplog):
    file = kept(PDF, "ประกาศ.pdf")
    path_of(file.key).write_bytes(PDF + b" ")

    with pytest.raises(Refused, match="ไม่อยู่ในที่เก็บครบถ้วน"):
        opened(file)
    assert "is not what was kept" in caplog.text


def test_a_file_that_is_gone_from_the_disk_is_told_of(kept, caplog):
    file = kept(PDF, "ประกาศ.pdf")
    path_of(file.key).unlink()

    with pytest.raises(Refused, match="ไม่อยู่ในที่เก็บครบถ้วน"):
        opened(file)
    assert "is gone from the disk" in caplog.text


def test_what_is_removed_goes_from_the_disk_when_that_is_certain(
    kept, on_disk, django_capture_on_commit_callbacks
):
    file = kept(PDF, "ประกาศ.pdf")

    with django_capture_on_commit_callbacks() as callbacks:
        remove(file)

    assert not StoredFile.objects.exists()
    assert len(on_disk()) == 1
    for callback in callbacks:
        callback()
    assert on_disk() == []


@pytest.mark.django_db(transaction=True)
def test_a_removal_that_is_taken_back_keeps_the_file(kept, on_disk):
    file = kept(PDF, "ประกาศ.pdf")

    with transaction.atomic():
        remove(file)
        transaction.set_rollback(True)

    assert StoredFile.objects.count() == len(on_disk()) == 1


@pytest.fixture
def needed(kept, office, officer, load_year) -> StoredFile:
    """Give a file at which a result points."""
    result = ResultFactory(office=office, framework=load_year(2564))
    file = kept(PDF, "แจ้งผล.pdf")
    ResultFile.objects.create(result=result, file=file, added_by=officer)
    return file


def test_a_file_that_something_needs_is_not_removed(needed, on_disk):
    with pytest.raises(ProtectedError):
        remove(needed)

    assert len(on_disk()) == 1


@pytest.mark.django_db(transaction=True)
def test_the_sweep_takes_what_nothing_needs_after_a_day(kept, needed, on_disk):
    old, young = kept(PDF, "เก่า.pdf"), kept(PDF, "ใหม่.pdf")
    age_row(old)
    age_row(needed)

    swept = sweep()

    assert (swept.rows, swept.files, swept.parts) == (1, 0, 0)
    assert set(StoredFile.objects.all()) == {needed, young}
    assert {path.name for path in on_disk()} == {needed.key, young.key}


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_between_file_and_row_leaves_what_the_sweep_takes_after_a_day(
    kept, needed, on_disk, folder
):
    orphan, part = folder / "kept/ab/ab12", folder / "kept/parts/cut-off"
    for path in (orphan, part):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(PDF)
    age(path_of(needed.key))

    assert sweep().files == 0
    age(orphan)
    age(part)
    swept = sweep()

    assert (swept.rows, swept.files, swept.parts) == (0, 1, 1)
    assert {path.name for path in on_disk()} == {needed.key}


def test_the_daily_tidying_sweeps(kept, folder, settings):
    orphan = folder / "kept/ab/ab12"
    orphan.parent.mkdir(parents=True)
    orphan.write_bytes(PDF)
    age(orphan)

    tidy()

    assert not orphan.exists()


def test_the_sweep_asks_no_more_of_the_database_when_there_are_many_files(
    kept, folder, count_queries
):
    def queries() -> int:
        with count_queries() as asked:
            sweep()
        return len(asked)

    age(path_of(kept(PDF, "1.pdf").key))
    few = queries()
    for number in range(20):
        age(path_of(kept(PDF, f"{number}.pdf").key))

    assert queries() == few


def test_of_a_photograph_only_the_small_one_is_kept(office, officer, on_disk):
    data = samples.picture("PNG", (3000, 1000))

    file = keep_photo([data], name="IMG_1.heic", office=office, by=officer)

    assert (file.name, file.media_type) == ("IMG_1.jpg", "image/jpeg")
    assert (file.width, file.height) == (1600, 533)
    assert len(on_disk()) == 1
