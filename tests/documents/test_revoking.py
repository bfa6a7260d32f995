"""Revoking: the paper stays at its address and says that it does not hold any more."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from disclosure.rules.pieces import papers_of
from ita_portal.audit.models import AuditEvent
from ita_portal.documents.models import Document
from ita_portal.documents.rules.revoking import revoke
from ita_portal.documents.rules.verifying import Verdict, verify_code
from ita_portal.errors import Refused
from ita_portal.organisations.models import Appointment, Office
from tests.documents.numbering import propose_order, sign, texts
from tests.factories.documents import issue_paper, with_pdf

WHY = "ลงชื่อเรื่องผิดฉบับ"
PASSWORD = "pass-word-1"


@pytest.fixture
def paper(director) -> Document:
    """Give a published announcement that is evidence in its year."""
    return with_pdf(issue_paper(Appointment.objects.get(user=director)))


def test_a_revoked_paper_says_so_on_its_page_and_when_it_is_verified(client, paper, director):
    revoke(paper, reason=WHY, by=director)

    page = client.get(reverse("documents:public", args=[paper.office.code, paper.code]))
    answer = page.content.decode()
    assert page.status_code == 200
    assert "ถูกยกเลิกแล้ว" in answer
    assert WHY in answer
    assert verify_code(paper.code).verdict == Verdict.REVOKED
    file = client.get(reverse("documents:pdf", args=[paper.office.code, paper.code]))
    assert b"".join(file.streaming_content).startswith(b"%PDF")


def test_the_item_of_the_year_drops_it(paper, office, director):
    assert papers_of(office.pk, office.code, 2569)
    before = Office.objects.get(pk=office.pk).public_revision

    revoke(paper, reason=WHY, by=director)

    assert not papers_of(office.pk, office.code, 2569)
    assert Office.objects.get(pk=office.pk).public_revision > before
    event = AuditEvent.objects.get(verb="document.revoked")
    assert event.detail["reason"] == WHY


def test_the_number_of_a_revoked_paper_is_not_used_again(office, officer, director):
    paper = sign(propose_order(office, officer), director)

    revoke(paper, reason=WHY, by=director)

    assert texts("used") == [paper.number_text]
    assert propose_order(office, officer).number.number == 2


def test_a_paper_is_revoked_once(paper, director):
    revoke(paper, reason=WHY, by=director)

    with pytest.raises(Refused, match="ไปแล้ว"):
        revoke(paper, reason="อีกเหตุ", by=director)

    paper.refresh_from_db()
    assert paper.revoke_reason == WHY


@pytest.mark.parametrize("reason", ["", " \n ", "ก" * 501])
def test_revoking_needs_a_reason_that_fits(paper, director, reason):
    with pytest.raises(Refused):
        revoke(paper, reason=reason, by=director)


def test_who_may_not_sign_today_revokes_nothing(paper, director):
    Appointment.objects.filter(user=director).update(ends_on="2020-01-01")

    with pytest.raises(Refused, match="ไม่มีตำแหน่ง"):
        revoke(paper, reason=WHY, by=director)


def test_the_database_knows_no_revoked_paper_without_who_and_why(paper):
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=paper.pk).update(revoked_at=timezone.now())


@pytest.fixture
def at(paper) -> str:
    return reverse("documents:revoke", args=[paper.office.code, paper.code])


def test_the_page_revokes_with_reason_and_password(login, at, paper, director):
    answer = login(director).post(at, {"reason": WHY, "password": PASSWORD}, follow=True)

    paper.refresh_from_db()
    assert paper.revoked_by == director
    assert WHY in answer.content.decode()


@pytest.mark.parametrize(
    ("slip", "why"),
    [
        ({"password": "ผิด"}, "รหัสผ่านไม่ถูกต้อง"),
        ({"password": ""}, "โปรดกรอกรหัสผ่าน"),
        ({"reason": " "}, "โปรดเขียนเหตุ"),
    ],
)
def test_a_slip_revokes_nothing_and_keeps_what_was_typed(login, at, paper, director, slip, why):
    page = login(director).post(at, {"reason": WHY, "password": PASSWORD, **slip})

    paper.refresh_from_db()
    assert paper.revoked_at is None
    assert why in page.content.decode()
    assert slip.get("reason", WHY).strip() in page.content.decode()


def test_revoking_is_for_who_decides(login, at, officer, administrator, supervisor):
    for person in (officer, administrator, supervisor):
        assert login(person).get(at).status_code == 403
