"""Papers that came back: the comments stand where one mends them, and a bundle stays together."""

from __future__ import annotations

import pytest
from django.urls import reverse

from ita_portal.documents.rules.comments import TypedComment
from ita_portal.documents.rules.proposals import send_back, withdraw
from ita_portal.papers.models import Paper
from ita_portal.papers.rules.proposing import propose_as_bundle, propose_paper
from tests.papers.samples import begin_order


def at(name: str, paper: Paper) -> str:
    return reverse(f"papers:{name}", args=[paper.office.code, paper.pk])


@pytest.mark.parametrize("page", ["edit", "paper"])
def test_the_comment_at_a_paragraph_stands_on_the_page_where_it_is_mended(
    login, order, officer, director, page
):
    proposal = propose_paper(order, expected_revision=1, by=officer)
    said = [TypedComment(proposal.pk, 5, "ขอให้ระบุปี")]
    send_back(proposal, comment="", comments=said, by=director)

    html = login(officer).get(at(page, order)).content.decode()

    paper = html.partition('class="paper"')[2]
    assert "ขอให้ระบุปี" in html.partition('class="paper"')[0], "on top"
    assert "ขอให้ระบุปี" in paper, "below its paragraph"


def bundle(order: Paper, officer) -> tuple[Paper, Paper]:
    """Propose two papers as a bundle; return both."""
    office, other = order.office, begin_order(order.office, officer, "คำสั่งฉบับที่สอง")
    propose_as_bundle([(order, 1), (other, 1)], office=office, title="ชุดของเรา", by=officer)
    return Paper.objects.get(pk=order.pk), Paper.objects.get(pk=other.pk)


@pytest.mark.parametrize("how", ["returned", "withdrawn"])
def test_what_came_back_as_a_bundle_is_offered_as_that_bundle(login, order, officer, director, how):
    begin_order(order.office, officer, "ไม่เคยอยู่ในชุด")
    first, second = bundle(order, officer)
    if how == "returned":
        send_back(first.proposal, comment="แก้คำผิด", by=director)
    else:
        withdraw(first.proposal, by=officer)

    form = login(officer).get(at("paper", second)).context["form"]

    assert form["others"].value() == [f"{first.pk}-1"]
    assert form["title"].value() == "ชุดของเรา"
    assert form.is_open


def test_a_paper_that_was_alone_is_offered_alone(login, order, officer):
    begin_order(order.office, officer, "อีกฉบับ")

    form = login(officer).get(at("paper", order)).context["form"]

    assert not form["others"].value()
    assert not form.is_open


def test_the_page_says_that_a_bundle_came_back_together(login, order, officer, director):
    first, _second = bundle(order, officer)
    send_back(first.proposal, comment="แก้คำผิด", by=director)

    html = login(officer).get(at("paper", first)).content.decode()

    assert "ฉบับนี้อยู่ในชุด “ชุดของเรา”" in html


def test_proposed_again_from_any_of_its_papers_a_bundle_keeps_its_order(
    login, order, officer, director
):
    first, second = bundle(order, officer)
    send_back(first.proposal, comment="แก้คำผิด", by=director)
    new = begin_order(order.office, officer, "มาใหม่")
    sent = {"revision": "1", "title": "ชุด", "others": [f"{new.pk}-1", f"{first.pk}-1"]}

    login(officer).post(at("paper", second), sent)

    papers = [Paper.objects.get(pk=one.pk).proposal for one in (first, second, new)]
    assert [one.place for one in papers] == [0, 1, 2]
    assert len({one.bundle_id for one in papers}) == 1
