"""What is left on the disk by a full one, or by a worker that was killed: it goes, papers stay."""

from __future__ import annotations

import errno
import os
import time
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from ita_portal.documents import tasks
from ita_portal.documents.models import Document
from ita_portal.documents.rules.day import do_day
from ita_portal.documents.rules.leftovers import KEPT_FOR, sweep_leftovers
from ita_portal.documents.tasks import render_document
from ita_portal.organisations.models import Appointment
from tests.factories.documents import issue_paper


@pytest.fixture
def paper(director) -> Document:
    """Give a paper that has just been issued."""
    return issue_paper(Appointment.objects.get(user=director))


def folder_of(paper: Document) -> Path:
    return Path(settings.PRIVATE_FILES) / "documents" / paper.office.code


def files_of(paper: Document) -> list[str]:
    return sorted(path.name for path in folder_of(paper).glob(f"{paper.code}*"))


def aged(path: Path) -> Path:
    """Let a file or folder be as old as what nobody is working on any more."""
    long_ago = time.time() - KEPT_FOR.total_seconds() - 60
    os.utime(path, (long_ago, long_ago))
    return path


def left(folder: Path, name: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(b"half")
    return folder / name


def test_a_full_disk_keeps_nothing_of_the_pdf_that_did_not_fit(paper, monkeypatch):
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(tasks.os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            render_document(paper.pk)
    failed = files_of(paper)
    render_document(paper.pk)

    assert failed == []
    assert len(files_of(paper)) == 1


def test_the_parts_of_a_killed_worker_go_a_day_later_and_not_before(paper):
    render_document(paper.pk)
    fresh = left(folder_of(paper), f"{paper.code}-1.1.part")
    old = aged(left(folder_of(paper), f"{paper.code}-2.2.part"))
    pictures = Path(settings.PRIVATE_FILES) / "previews" / "1.3.part"
    left(pictures, "page.webp")
    aged(pictures)

    removed = sweep_leftovers()

    assert removed == 2
    assert fresh.exists()
    assert not old.exists()
    assert not pictures.exists()


def test_a_whole_pdf_stays_whether_its_paper_names_it_or_not(paper):
    render_document(paper.pk)
    paper.refresh_from_db()
    named = aged(Path(settings.PRIVATE_FILES) / paper.pdf.name)
    other = aged(left(folder_of(paper), f"{paper.code}-000000000000.pdf"))

    sweep_leftovers()

    assert named.exists()
    assert other.exists()


def test_it_is_done_once_a_day(paper):
    old = aged(left(folder_of(paper), f"{paper.code}-2.2.part"))

    do_day(date(2026, 1, 5).toordinal())

    assert not old.exists()


def test_where_nothing_was_ever_kept_there_is_nothing_to_sweep(settings, tmp_path):
    settings.PRIVATE_FILES = tmp_path / "nothing"

    assert sweep_leftovers() == 0
