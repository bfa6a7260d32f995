"""Many people at the same moment: every paper its number, none twice, none left out."""

from __future__ import annotations

from functools import partial

import pytest
from django.utils import timezone

from ita_portal.documents.kinds import MEMO, ORDER
from ita_portal.documents.models import Document, NumberSeries, PaperNumber, Proposal, Signature
from ita_portal.documents.rules.numbers import number_of
from ita_portal.documents.rules.proposals import Writing, propose_together, send_back, withdraw
from ita_portal.documents.rules.registry import (
    begin_after,
    reserve_anew,
    take_from_registry,
    void_number,
)
from ita_portal.documents.rules.signing import approve
from ita_portal.jobs.models import Job
from tests.documents.numbering import numbered_by, propose_order, shown_to
from tests.factories.documents import propose_paper, words
from tests.factories.organisations import AppointmentFactory
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)

MANY = 50


def numbers(**only: object) -> list[int | None]:
    return list(
        PaperNumber.objects.filter(**only).order_by("number").values_list("number", flat=True)
    )


def test_fifty_submissions_and_fifty_approvals_at_once_give_fifty_numbers(
    office, officer, director
):
    outcomes = at_once([partial(propose_order, office, officer)] * MANY)

    assert outcomes == ["done"] * MANY
    assert numbers(state="reserved") == list(range(1, MANY + 1))
    assert NumberSeries.objects.get().last == MANY

    proposals = list(Proposal.objects.select_related("office"))
    shown = [shown_to(director, one) for one in proposals]
    outcomes = at_once(
        [
            partial(approve, one, words_sha256=read, by=director)
            for one, read in zip(proposals, shown, strict=True)
        ]
    )

    assert outcomes == ["done"] * MANY
    assert numbers(state="used") == list(range(1, MANY + 1))
    texts = Document.objects.values_list("number_text", flat=True)
    assert len(set(texts)) == Signature.objects.count() == MANY
    assert Job.objects.filter(task="documents.render").count() == MANY
    assert all(paper.number.text == paper.number_text for paper in Document.objects.all())


def test_two_directors_at_once_sign_once(office, officer, director, deputy):
    acting = {"capacity": "acting", "principal_title": "ผู้อำนวยการ", "order_number": "คำสั่งที่ 8"}
    AppointmentFactory(user=deputy, office=office, role="director", title="รองผู้อำนวยการ", **acting)
    proposal = propose_order(office, officer)
    deeds = [
        partial(approve, proposal, words_sha256=shown_to(person, proposal), by=person)
        for person in (director, deputy)
    ]

    outcomes = at_once(deeds * 2)

    assert outcomes.count("done") == 1
    assert all("อนุมัติและลงนามแล้ว" in said for said in outcomes if said != "done")
    paper = Document.objects.get()
    assert paper.signature.user == paper.proposal.approved_by
    assert numbers(state="used") == [1]


def test_signing_returning_and_making_void_at_once_leave_no_number_between(
    office, officer, director
):
    proposal = propose_order(office, officer)
    number = number_of(proposal)
    shown = shown_to(director, proposal)

    outcomes = at_once(
        [
            partial(approve, proposal, words_sha256=shown, by=director),
            partial(send_back, proposal, comment="แก้คำผิด", by=director),
            partial(withdraw, proposal, by=officer),
            partial(void_number, number, reason="ซ้ำกับสมุดทะเบียน", by=officer),
            partial(reserve_anew, proposal, by=officer),
        ]
    )

    proposal.refresh_from_db()
    assert "done" in outcomes
    assert not proposal.awaits_decision
    signed = proposal.status == Proposal.Status.APPROVED
    assert PaperNumber.objects.filter(state="used").count() == signed
    assert PaperNumber.objects.filter(state="reserved").count() == 0
    assert numbers() == list(range(1, NumberSeries.objects.get().last + 1))


def test_papers_that_come_and_go_at_once_leave_no_gap(office, officer, director):
    going = [propose_order(office, officer) for _ in range(8)]

    at_once(
        [
            *(partial(withdraw, one, by=officer) for one in going),
            *[partial(propose_order, office, officer)] * 8,
        ]
    )

    last = NumberSeries.objects.get().last
    assert numbers() == list(range(1, last + 1))
    assert len(numbers(state="reserved")) == 8
    assert 8 <= last <= 16


def test_bundles_of_the_same_kinds_in_another_order_do_not_wait_in_a_circle(office, officer):
    numbered_by(office, "portal", by=officer, kind="memo", prefix="ศธ 04152")
    memo = Writing(MEMO, 2569, "ขออนุมัติ", words())
    order = Writing(ORDER, 2569, "แต่งตั้ง", words())

    def bundle(writings: list[Writing]) -> None:
        propose_together(writings, office=office, title="ชุด", by=officer)

    outcomes = at_once([partial(bundle, [memo, order]), partial(bundle, [order, memo])] * 6)

    assert outcomes == ["done"] * 12
    assert numbers(kind="memo") == numbers(kind="order") == list(range(1, 13))


def test_reports_orders_and_approvals_at_once_do_not_wait_in_a_circle(office, officer, director):
    ready = [propose_order(office, officer) for _ in range(8)]
    shown = [shown_to(director, one) for one in ready]

    outcomes = at_once(
        [
            *(
                partial(approve, one, words_sha256=read, by=director)
                for one, read in zip(ready, shown, strict=True)
            ),
            *(partial(propose_paper, office, officer, fiscal_year=2560 + n) for n in range(8)),
            *[partial(propose_order, office, officer)] * 8,
        ]
    )

    assert outcomes == ["done"] * 24
    assert numbers() == list(range(1, 17))


def test_a_number_of_the_registry_goes_to_one_of_those_who_type_it_at_once(office, officer):
    numbered_by(office, "registry", by=officer)
    papers = [propose_order(office, officer) for _ in range(4)]

    outcomes = at_once(
        [partial(take_from_registry, one, text="169", dated_on=None, by=officer) for one in papers]
    )

    assert outcomes.count("done") == 1
    assert PaperNumber.objects.count() == 1


def test_setting_the_last_number_while_numbers_are_given_doubles_none(office, officer):
    at_once(
        [
            partial(begin_after, office, ORDER, year=this_year(), last=100, by=officer),
            *[partial(propose_order, office, officer)] * 8,
        ]
    )

    given = numbers()
    assert len(set(given)) == 8
    assert NumberSeries.objects.get().last == max(*given, 100)


def this_year() -> int:
    """Return the Gregorian year of today in Bangkok."""
    return timezone.localdate().year
