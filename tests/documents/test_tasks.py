"""Making the PDF: once, of the frozen words, and seen when it does not work."""

import contextlib
import hashlib
from pathlib import Path

import pytest
from django.conf import settings
from pypdf import PdfReader

from ita_portal.documents import tasks
from ita_portal.documents.models import Document
from ita_portal.documents.rules.issuing import render_again
from ita_portal.documents.tasks import note_failure, render_document
from ita_portal.jobs.models import Job
from ita_portal.jobs.tasks import run_job
from ita_portal.organisations.models import Appointment
from tests.factories.documents import issue_paper

Status = Document.Status


@pytest.fixture
def paper(director) -> Document:
    """Give a paper that has just been issued."""
    return issue_paper(Appointment.objects.get(user=director))


@pytest.fixture
def broken(monkeypatch):
    """Let the renderer fail, as over a template with a mistake."""

    def fail(*_, **__):
        raise ValueError("the template has a mistake")

    monkeypatch.setattr(tasks, "to_pdf", fail)


def file_of(document) -> Path:
    """Return where the PDF lies."""
    return Path(settings.PRIVATE_FILES) / document.pdf.name


def work() -> Job:
    """Do the paper's job as the worker does, and return it."""
    with contextlib.suppress(ValueError):  # the worker's log shows it
        run_job(Job.objects.get().pk)
    return Job.objects.get()


def test_the_pdf_is_made_and_kept_with_its_hash(paper):
    render_document(paper.pk)

    paper.refresh_from_db()
    data = file_of(paper).read_bytes()
    assert paper.status == Status.READY
    assert paper.ready_at is not None
    assert data.startswith(b"%PDF-")
    assert (paper.sha256, paper.size) == (hashlib.sha256(data).hexdigest(), len(data))
    assert paper.pages == len(PdfReader(file_of(paper)).pages) == 3


def test_the_public_pages_learn_of_it(paper, office):
    office.refresh_from_db()
    before = office.public_revision

    render_document(paper.pk)

    office.refresh_from_db()
    assert office.public_revision == before + 1


def test_rendering_twice_leaves_the_pdf_as_it_is(paper, office):
    render_document(paper.pk)
    paper.refresh_from_db()
    file = file_of(paper)
    before = (paper.sha256, paper.ready_at, file.stat().st_mtime_ns, file.read_bytes())

    render_document(paper.pk)

    paper.refresh_from_db()
    after = (paper.sha256, paper.ready_at, file.stat().st_mtime_ns, file.read_bytes())
    office.refresh_from_db()
    assert after == before
    assert office.public_revision == 2


def test_of_two_renderings_at_once_the_first_one_counts(paper, monkeypatch):
    """The second one began while the paper was pending, and comes to its end later."""
    to_pdf = tasks.to_pdf

    def late(html, *, fonts, **_):
        monkeypatch.setattr(tasks, "to_pdf", to_pdf)
        render_document(paper.pk)
        return to_pdf(html.replace("</body>", "<p>another</p></body>"), fonts=fonts)

    monkeypatch.setattr(tasks, "to_pdf", late)
    render_document(paper.pk)

    paper.refresh_from_db()
    assert hashlib.sha256(file_of(paper).read_bytes()).hexdigest() == paper.sha256


def test_nothing_half_written_is_left(paper):
    folder = file_of(paper).parent
    before = set(folder.glob("*.part"))  # of another test, in which the process was killed

    render_document(paper.pk)

    assert set(folder.glob("*.part")) <= before


def test_the_pdf_shows_the_frozen_words_and_not_what_changed_since(paper, director):
    director.last_name = "ชื่อสกุลใหม่"
    director.save()

    render_document(paper.pk)

    paper.refresh_from_db()
    text = "".join(page.extract_text() for page in PdfReader(file_of(paper)).pages)
    assert "ใหม่)" not in text
    assert paper.code in text


def test_the_job_of_a_paper_makes_its_pdf(paper):
    job = work()

    paper.refresh_from_db()
    assert (job.state, paper.status) == ("done", Status.READY)


def test_a_mistake_marks_the_paper_failed(paper, broken):
    job = work()

    paper.refresh_from_db()
    assert (job.state, paper.status) == ("failed", Status.FAILED)
    assert job.error == "ValueError: the template has a mistake"
    assert not paper.pdf


def test_a_failed_paper_can_be_made_again(paper, broken, monkeypatch, officer):
    work()
    monkeypatch.undo()

    render_again(paper, by=officer)
    job = work()

    paper.refresh_from_db()
    assert (job.state, paper.status) == ("done", Status.READY)


def test_a_disk_in_trouble_is_waited_for(paper, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tasks, "_keep_file", full)
    job = work()

    paper.refresh_from_db()
    assert (job.state, paper.status) == ("queued", Status.PENDING)
    assert "No space left" in job.error


def test_fonts_that_are_missing_mark_the_paper_failed_at_once(paper, settings, tmp_path):
    settings.FONT_DIR = tmp_path

    job = work()

    paper.refresh_from_db()
    assert (job.state, paper.status) == ("failed", Status.FAILED)
    assert "no fonts" in job.error


def test_a_failure_noted_late_does_not_touch_a_paper_whose_pdf_stands(paper):
    render_document(paper.pk)

    note_failure(paper.pk)

    paper.refresh_from_db()
    assert paper.status == Status.READY


def test_a_paper_that_has_failed_waits_until_it_is_asked_for_again(paper):
    Document.objects.update(status=Status.FAILED)

    render_document(paper.pk)

    paper.refresh_from_db()
    assert (paper.status, bool(paper.pdf)) == (Status.FAILED, False)
