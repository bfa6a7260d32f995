"""Faults between a signature and its PDF: nothing unsigned is public, no number is lost."""

from __future__ import annotations

import contextlib
import errno
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from ita_portal.documents import tasks
from ita_portal.documents.models import Document, PaperNumber, Proposal, Seal
from ita_portal.documents.rules import signing
from ita_portal.documents.rules.issuing import render_again
from ita_portal.documents.rules.signing import approve
from ita_portal.errors import Refused
from ita_portal.jobs.models import Job
from ita_portal.jobs.tasks import MAX_STARTS, run_job, sweep
from tests.documents.numbering import propose_order, shown_to, sign

Status = Document.Status


class Killed(BaseException):
    """The end of a process in the middle of its work."""


@pytest.fixture
def proposal(office, officer) -> Proposal:
    return propose_order(office, officer)


@pytest.fixture
def paper(proposal, director) -> Document:
    """Give an order that has just been signed."""
    return sign(proposal, director)


def job_of(paper: Document) -> Job:
    return Job.objects.get(key=paper.job_key)


def work(paper: Document) -> Document:
    """Do the paper's job as a worker does, whatever becomes of it."""
    with contextlib.suppress(ValueError, LookupError, OSError, Killed):
        run_job(job_of(paper).pk)
    return Document.objects.get(pk=paper.pk)


def lease_is_over(paper: Document) -> None:
    """Let the worker that began the job be known as dead."""
    past = timezone.now() - timedelta(hours=2)
    jobs = Job.objects.filter(key=paper.job_key)
    jobs.update(not_before=past)
    jobs.filter(state=Job.State.RUNNING).update(lease_until=past)


def breaking(error: BaseException):
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


def address(paper: Document, name: str = "public") -> str:
    return reverse(f"documents:{name}", args=[paper.office.code, paper.code])


def assert_not_public(client, paper: Document) -> None:
    for name in ("public", "pdf", "words_pdf"):
        assert client.get(address(paper, name)).status_code == 404
    verified = client.get(reverse("documents:verify", args=[paper.code]))
    assert verified.status_code == 404
    assert not list(Path(settings.PRIVATE_FILES).rglob(f"{paper.code}*.part"))


def assert_number_is_kept(paper: Document) -> None:
    number = PaperNumber.objects.get()
    assert (number.state, number.document, number.text) == ("used", paper, paper.number_text)


FAULTS = {
    "the template fails": ("document_html", ValueError("a mistake in the template")),
    "the renderer fails": ("to_pdf", ValueError("no layout")),
    "a font is gone": ("installed_fonts", FileNotFoundError("no fonts")),
    "the seal cannot be set": ("sealed", ValueError("no seal")),
    "killed while rendering": ("to_pdf", Killed()),
    "killed before sealing": ("sealed", Killed()),
    "killed before it stands": ("_keep_file", Killed()),
    "the disk is full": ("_keep_file", OSError(errno.ENOSPC, "no space left")),
}


@pytest.mark.parametrize(("part", "error"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_publishes_nothing_loses_no_number_and_is_mended_by_a_second_try(
    client, paper, monkeypatch, part, error
):
    with monkeypatch.context() as broken:
        broken.setattr(tasks, part, breaking(error))
        failed = work(paper)

    assert failed.status != Status.READY
    assert_not_public(client, paper)
    assert_number_is_kept(paper)

    mend(paper)
    ready = work(paper)

    assert ready.status == Status.READY
    assert client.get(address(paper)).status_code == 200
    assert_number_is_kept(paper)
    assert Document.objects.count() == 1


def mend(paper: Document) -> None:
    """Try again: by hand when the paper has failed, by itself when the worker died or waits."""
    if Document.objects.get(pk=paper.pk).status == Status.FAILED:
        signed = Document.objects.select_related("issued_by").get(pk=paper.pk)
        render_again(signed, by=signed.issued_by)
    else:
        lease_is_over(paper)


@pytest.mark.parametrize("part", ["_keep_file", "to_pdf"])
def test_the_page_says_what_happened_and_offers_to_try_again(
    login, paper, director, monkeypatch, part
):
    with monkeypatch.context() as broken:
        broken.setattr(tasks, part, breaking(ValueError("a mistake")))
        work(paper)
    client = login(director)
    place = reverse("documents:proposal", args=[paper.office.code, paper.proposal.pk])

    page = client.get(place).content.decode()
    answer = client.post(
        reverse("documents:retry", args=[paper.office.code, paper.code]), follow=True
    )

    assert "ไม่สำเร็จ" in page
    assert reverse("documents:retry", args=[paper.office.code, paper.code]) in page
    assert "สั่งจัดทำไฟล์ PDF ใหม่แล้ว" in answer.content.decode()
    assert work(paper).status == Status.READY


def test_a_disk_that_stays_full_is_told_of_with_its_cause_and_mended_by_hand(
    login, client, paper, director, monkeypatch
):
    browser = login(director)
    place = reverse("documents:proposal", args=[paper.office.code, paper.proposal.pk])
    retry = reverse("documents:retry", args=[paper.office.code, paper.code])
    with monkeypatch.context() as broken:
        broken.setattr(tasks.os, "fsync", breaking(OSError(errno.ENOSPC, "No space left")))
        work(paper)
        trying = browser.get(place).content.decode()
        for _ in range(MAX_STARTS - 1):
            lease_is_over(paper)
            failed = work(paper)
        told = browser.get(place).content.decode()
        assert_not_public(client, paper)

    assert "ระบบจะลองใหม่เอง" in trying
    assert retry not in trying
    assert failed.status == Status.FAILED
    assert "No space left" in told
    assert retry in told
    browser.post(retry)
    assert work(paper).status == Status.READY
    assert client.get(address(paper)).status_code == 200


def test_the_same_job_twice_makes_one_pdf(paper):
    first = work(paper)
    again = Job.objects.get(key=paper.job_key)
    run_job(again.pk)
    tasks.render_document(paper.pk)

    second = Document.objects.get(pk=paper.pk)
    assert (second.pdf.name, second.sha256, second.ready_at) == (
        first.pdf.name,
        first.sha256,
        first.ready_at,
    )
    assert not Seal.objects.exists()


def test_a_queue_that_lost_its_messages_gets_them_again(paper):
    """As when Redis is started anew: the job stands in the database and is sent once more."""
    lease_is_over(paper)
    Job.objects.filter(key=paper.job_key).update(sent_at=timezone.now() - timedelta(hours=2))

    sweep()

    assert job_of(paper).sent_at > timezone.now() - timedelta(minutes=1)
    assert work(paper).status == Status.READY


@pytest.mark.parametrize("part", ["issue", "use_number", "follow", "tell_signed"])
def test_a_fault_while_signing_signs_nothing_and_keeps_the_number(
    proposal, director, monkeypatch, part
):
    shown = shown_to(director, proposal)

    with monkeypatch.context() as broken:
        broken.setattr(signing, part, breaking(OSError(errno.ENOSPC, "no space left")))
        with pytest.raises(OSError, match="space"):
            approve(proposal, words_sha256=shown, by=director)

    proposal.refresh_from_db()
    assert proposal.awaits_decision
    assert not Document.objects.exists()
    assert not Job.objects.filter(task="documents.render").exists()
    assert PaperNumber.objects.get().state == "reserved"
    assert approve(proposal, words_sha256=shown, by=director)
    assert Document.objects.count() == 1


def test_the_same_approval_twice_signs_once_and_says_so(proposal, director):
    shown = shown_to(director, proposal)
    approve(proposal, words_sha256=shown, by=director)

    with pytest.raises(Refused, match="อนุมัติและลงนามแล้ว"):
        approve(proposal, words_sha256=shown, by=director)

    assert Document.objects.count() == PaperNumber.objects.count() == 1
