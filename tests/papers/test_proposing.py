"""A written paper goes the way of all papers: alone, or with others as one bundle."""

from __future__ import annotations

import pytest
from django.utils import timezone

from ita_portal.documents.models import Emblem, Proposal
from ita_portal.documents.rules.proposals import withdraw
from ita_portal.errors import Refused, Stale
from ita_portal.papers.models import Paper
from ita_portal.papers.rules.proposing import propose_as_bundle, propose_paper
from tests.factories.documents import propose_paper as propose_report
from tests.papers.samples import begin_order


def test_the_proposal_has_the_words_as_they_were_read(order, officer):
    proposal = propose_paper(order, expected_revision=1, by=officer)

    assert proposal.kind == "order"
    assert len(proposal.words["members"]) == 12
    assert Paper.objects.get().proposal == proposal
    assert not Paper.objects.get().is_open


def test_the_emblem_of_that_day_is_frozen_into_the_words(order, office, officer):
    picture = "data:image/png;base64,AA=="
    facts = {"sha256": "0" * 64, "name": "ตรา.png", "uploaded_at": timezone.now()}
    Emblem.objects.create(office=office, picture=picture, uploaded_by=officer, **facts)

    proposal = propose_paper(order, expected_revision=1, by=officer)

    assert proposal.words["emblem"] == picture


def test_a_paper_that_was_saved_since_it_was_read_is_not_proposed(order, save, officer):
    save(order, officer, orders="เปลี่ยน")

    with pytest.raises(Stale):
        propose_paper(order, expected_revision=1, by=officer)


def test_a_paper_that_lacks_something_is_not_proposed(order, save, officer):
    paper = save(order, officer, orders="", subject="")

    with pytest.raises(Refused, match="โปรดกรอกเรื่อง"):
        propose_paper(paper, expected_revision=paper.revision, by=officer)


def test_what_came_back_is_proposed_after_the_one_before(order, officer):
    first = propose_paper(order, expected_revision=1, by=officer)
    withdraw(first, by=officer)

    second = propose_paper(Paper.objects.get(), expected_revision=1, by=officer)

    assert second.after == first


def test_papers_go_together_in_the_order_in_which_they_were_chosen(order, office, officer):
    other = begin_order(office, officer, "คำสั่งฉบับที่สอง")

    first = propose_as_bundle([(other, 1), (order, 1)], office=office, title="ชุด", by=officer)

    kept = Proposal.objects.filter(bundle=first.bundle).order_by("place")
    assert [one.title[:8] for one in kept] == ["คำสั่งฉบ", "แต่งตั้ง"]


def test_a_paper_goes_together_with_what_was_proposed_before(order, office, officer):
    report = propose_report(office, officer)

    first = propose_as_bundle(
        [(order, 1)], office=office, title="ชุด", by=officer, beside=[report.pk]
    )

    report.refresh_from_db()
    assert report.bundle == first.bundle
    assert (first.place, report.place) == (0, 1)


def test_a_bundle_of_which_one_lacks_something_is_not_proposed_at_all(order, office, officer, save):
    other = save(begin_order(office, officer, "อีกฉบับ"), officer, orders="")

    with pytest.raises(Refused):
        propose_as_bundle(
            [(order, 1), (other, other.revision)], office=office, title="ชุด", by=officer
        )

    assert not Proposal.objects.exists()


def test_what_somebody_else_proposed_does_not_go_along(order, office, officer, coordinator):
    report = propose_report(office, coordinator)

    with pytest.raises(Stale):
        propose_as_bundle([(order, 1)], office=office, title="ชุด", by=officer, beside=[report.pk])

    assert not Proposal.objects.filter(kind="order").exists()
