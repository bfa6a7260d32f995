"""A paper that is written in the place of a signed one: it holds once it is signed, not before."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from ita_portal.documents.models import Document
from ita_portal.documents.rules.proposals import send_back
from ita_portal.documents.rules.revoking import revoke
from ita_portal.errors import Refused
from ita_portal.papers.kinds import WRITTEN
from ita_portal.papers.models import Paper
from ita_portal.papers.rules.beginning import begin, started_in_place_of
from ita_portal.papers.rules.content import content_of
from ita_portal.papers.rules.proposing import propose_as_bundle, propose_paper
from ita_portal.papers.rules.templates import Started
from ita_portal.thai.dates import full_date
from tests.documents.ways import sign
from tests.papers.samples import begin_order

RULE = {"opening": "เพื่อให้ทำงานด้วยความสุจริต", "body": [], "closing": "", "formula": "จึงประกาศ"}


@pytest.fixture
def announcement(office, officer, director) -> Paper:
    """Give an announcement that is signed."""
    started = Started("free_announcement", "นโยบายไม่รับของขวัญ", RULE)
    return signed(begin(started, office=office, fiscal_year=2569, by=officer), officer, director)


def signed(paper: Paper, by, director) -> Paper:
    """Propose a paper and have it signed."""
    sign(propose_paper(paper, expected_revision=paper.revision, by=by), director)
    return Paper.objects.get(pk=paper.pk)


def anew(paper: Paper, by) -> Paper:
    """Begin a paper in the place of a signed one."""
    return begin(started_in_place_of(paper), office=paper.office, fiscal_year=2569, by=by)


def test_it_takes_the_place_of_the_old_one_when_it_is_signed_and_not_before(
    announcement, officer, director
):
    old = announcement.proposal.document
    draft = anew(announcement, officer)
    proposal = propose_paper(draft, expected_revision=1, by=officer)
    old.refresh_from_db()
    before = old.replaced_by

    sign(proposal, director)

    old.refresh_from_db()
    proposal.refresh_from_db()
    assert before is None
    assert old.replaced_by == proposal.document


def test_it_has_the_words_of_the_old_one_and_says_that_it_cancels_it(announcement, officer):
    draft = anew(announcement, officer)

    content = content_of(draft)
    assert content["opening"] == RULE["opening"]
    assert content["closing"].startswith("ให้ยกเลิกประกาศ")
    assert "เรื่อง นโยบายไม่รับของขวัญ" in content["closing"]
    assert "และให้ใช้ประกาศฉบับนี้แทน" in content["closing"]


def test_a_third_one_cancels_the_second_and_speaks_of_the_first_no_more(
    announcement, officer, director
):
    second = signed(anew(announcement, officer), officer, director)

    third = anew(second, officer)

    assert content_of(third)["closing"].count("ให้ยกเลิกประกาศ") == 1
    assert third.replaces == second.proposal.document


def test_an_order_names_the_number_of_the_one_that_it_cancels(office, officer, director):
    order = signed(begin_order(office, officer), officer, director)

    draft = anew(order, officer)

    said = content_of(draft)["sections"][-1]["text"]
    assert f"ที่ {order.proposal.document.number_text} เรื่อง" in said
    assert "สั่ง ณ วันที่" in said


def test_after_a_return_it_still_takes_that_place(announcement, officer, director):
    draft = anew(announcement, officer)
    send_back(propose_paper(draft, expected_revision=1, by=officer), comment="แก้คำผิด", by=director)

    again = propose_paper(Paper.objects.get(pk=draft.pk), expected_revision=1, by=officer)

    assert again.replaces == announcement.proposal.document


def test_in_a_bundle_each_paper_takes_its_own_place(announcement, office, officer, director):
    draft, order = anew(announcement, officer), begin_order(office, officer)

    first = propose_as_bundle([(draft, 1), (order, 1)], office=office, title="ชุด", by=officer)

    papers = {one.kind: one.replaces for one in first.bundle.proposals.all()}
    assert papers == {"free_announcement": announcement.proposal.document, "order": None}


def test_of_two_that_are_written_in_one_place_the_later_takes_that_of_the_earlier(
    announcement, officer, director
):
    first, second = anew(announcement, officer), anew(announcement, officer)
    winner = signed(first, officer, director)

    proposal = propose_paper(second, expected_revision=1, by=officer)
    sign(proposal, director)

    proposal.refresh_from_db()
    newer = winner.proposal.document
    newer.refresh_from_db()
    assert newer.replaced_by == proposal.document


def test_what_is_not_signed_or_holds_no_more_cannot_be_replaced(
    announcement, office, officer, director
):
    with pytest.raises(Refused, match="ยังไม่ได้ลงนาม"):
        started_in_place_of(begin_order(office, officer))

    revoke(announcement.proposal.document, reason="ออกผิด", by=director)
    with pytest.raises(Refused, match="ยกเลิกแล้ว"):
        started_in_place_of(Paper.objects.get(pk=announcement.pk))


def test_what_was_replaced_names_the_one_that_holds(announcement, officer, director):
    signed(anew(announcement, officer), officer, director)

    with pytest.raises(Refused, match="มีฉบับใหม่แทนแล้ว"):
        started_in_place_of(Paper.objects.get(pk=announcement.pk))


def test_a_memo_is_written_anew_and_replaces_nothing():
    assert [code for code, kind in WRITTEN.items() if not kind.cancels_in] == ["memo"]


def at(name: str, paper: Paper) -> str:
    return reverse(f"papers:{name}", args=[paper.office.code, paper.pk])


def test_the_page_of_a_signed_paper_offers_a_new_one_in_its_place(login, announcement, officer):
    client = login(officer)
    page = client.get(at("paper", announcement)).content.decode()

    answer = client.post(
        reverse("papers:new", args=[announcement.office.code]),
        {"start": f"replace:{announcement.pk}", "year": "2569"},
    )

    draft = Paper.objects.latest("pk")
    assert "เขียนฉบับใหม่แทนฉบับนี้" in page
    assert answer["Location"] == at("edit", draft)
    assert "จะแทนฉบับ" in client.get(at("paper", draft)).content.decode()


def test_the_director_reads_what_it_replaces_and_what_is_different(
    login, announcement, officer, director
):
    proposal = propose_paper(anew(announcement, officer), expected_revision=1, by=officer)
    place = reverse("documents:proposal", args=[proposal.office.code, proposal.pk])

    page = login(director).get(place).content.decode()

    old = Document.objects.get(proposal=announcement.proposal)
    assert "เมื่อลงนาม เอกสารฉบับนี้จะแทนฉบับ" in page
    assert reverse("documents:public", args=[old.office.code, old.code]) in page
    assert "สิ่งที่ต่างจากฉบับที่ลงนามแล้วซึ่งจะถูกแทนที่" in page


@pytest.mark.parametrize("what", ["revoked", "replaced"])
def test_a_paper_that_holds_no_more_offers_none(login, announcement, officer, director, what):
    if what == "revoked":
        revoke(announcement.proposal.document, reason="ออกผิด", by=director)
    else:
        signed(anew(announcement, officer), officer, director)

    page = login(officer).get(at("paper", announcement)).content.decode()

    assert "เขียนฉบับใหม่แทนฉบับนี้" not in page


def test_the_day_of_the_old_one_stands_in_the_sentence(announcement, officer):
    closing = content_of(anew(announcement, officer))["closing"]

    assert f"ประกาศ ณ วันที่ {full_date(timezone.localdate())}" in closing
