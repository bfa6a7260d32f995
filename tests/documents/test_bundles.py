"""Papers in a bundle: they are read, endorsed, sent back and signed in one act."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from ita_portal.documents.kinds import ANALYSIS_REPORT, FREE_ANNOUNCEMENT, MEMO, PROGRESS_YEAR
from ita_portal.documents.models import Bundle, Document, PaperNumber, Preview, Proposal
from ita_portal.documents.rules.bundles import bundle, singles_of
from ita_portal.documents.rules.chain import endorse, waiting_at
from ita_portal.documents.rules.proposals import Writing, propose_together, send_back, withdraw
from ita_portal.documents.rules.settings import Choice, save_ways
from ita_portal.errors import Refused, Stale
from ita_portal.home.waiting import waiting_for
from ita_portal.notifications.models import Message
from ita_portal.organisations.access import ROLE_PERMISSIONS
from tests.documents import report_samples, samples
from tests.documents.ways import DEPUTY, HEAD, at, faulty_ids, set_chain, sign, text_of
from tests.factories.documents import propose_paper

PASSWORD = "ทดสอบลงนาม-2569"


def writing(office, kind=FREE_ANNOUNCEMENT, title="ประกาศเรื่องที่หนึ่ง") -> Writing:
    words = samples.announcement(draft_mark="ร่าง") | {"kind": kind.code}
    return Writing(kind, 2569, title, words)


def two(office, by) -> list[Proposal]:
    """Propose two announcements together."""
    papers = [writing(office), writing(office, title="ประกาศเรื่องที่สอง")]
    return propose_together(papers, office=office, title="ชุดประกาศ", by=by)


def singles(office, by) -> list[Proposal]:
    """Propose two reports, each by itself."""
    report = report_samples.draft(office_name=office.name)
    return [
        propose_paper(office, by, kind=ANALYSIS_REPORT, title="รายงานวิเคราะห์", words=report),
        propose_paper(office, by, kind=PROGRESS_YEAR, title="รายงานผล", words=report),
    ]


def statuses() -> set[str]:
    return set(Proposal.objects.values_list("status", flat=True))


def test_papers_that_are_proposed_together_stand_in_their_order(office, officer):
    papers = two(office, officer)

    assert [one.place for one in papers] == [0, 1]
    assert Bundle.objects.get().title == "ชุดประกาศ"
    assert Bundle.objects.get().proposals.count() == 2


@pytest.mark.parametrize(("count", "title"), [(1, "ชุด"), (0, "ชุด"), (2, "  "), (2, "ก" * 401)])
def test_one_paper_or_no_title_is_no_bundle(office, officer, count, title):
    with pytest.raises(Refused):
        propose_together([writing(office)] * count, office=office, title=title, by=officer)

    assert not Bundle.objects.exists()
    assert not Proposal.objects.exists()


def test_all_papers_of_a_bundle_are_signed_in_one_act(office, officer, director):
    papers = two(office, officer)

    sign(papers[1], director)

    assert statuses() == {"approved"}
    assert Document.objects.count() == 2
    assert Message.objects.filter(user=officer, subject__startswith="ลงนามแล้ว").count() == 1


def test_a_bundle_is_sent_back_whole(office, officer, director):
    papers = two(office, officer)

    send_back(papers[1], comment="แก้ทั้งสองฉบับ", by=director)

    assert statuses() == {"returned"}
    assert {one.return_comment for one in Proposal.objects.all()} == {"แก้ทั้งสองฉบับ"}


def test_a_bundle_is_taken_back_whole_by_who_proposed_it(office, officer, coordinator):
    papers = two(office, officer)

    with pytest.raises(Refused, match="ผู้เสนอเอกสารนี้เท่านั้น"):
        withdraw(papers[0], by=coordinator)
    withdraw(papers[0], by=officer)

    assert statuses() == {"withdrawn"}


def test_a_bundle_goes_one_chain_that_is_made_of_those_of_its_papers(
    office, officer, administrator, group_head, deputy, director
):
    set_chain(office, [HEAD], by=administrator)
    set_chain(office, [HEAD, DEPUTY], by=administrator, kind=MEMO.code)
    papers = propose_together(
        [writing(office, MEMO, "บันทึก"), writing(office)], office=office, title="ชุด", by=officer
    )

    endorse(papers[1], position=1, by=group_head)
    endorse(papers[0], position=2, by=deputy)

    for paper in papers:
        assert [one.decided_by for one in paper.endorsements.all()] == [group_head, deputy]
    sign(papers[0], director)
    assert Document.objects.count() == 2


def test_a_bundle_waits_once_in_the_inbox_of_who_endorses_and_of_who_signs(
    office, officer, administrator, deputy, director
):
    set_chain(office, [DEPUTY], by=administrator)
    papers = two(office, officer)

    def waits(user, role):
        found = waiting_for(user, office, ROLE_PERMISSIONS[role])
        return [*found.endorsements, *found.proposals]

    assert waits(deputy, "deputy") == [papers[0]]
    assert waits(director, "director") == []
    endorse(papers[0], position=1, by=deputy)
    assert waits(deputy, "deputy") == []
    assert waits(director, "director") == [papers[0]]


def test_ones_own_single_papers_can_be_put_together_in_any_order(office, officer, director):
    first, second = singles(office, officer)

    papers = bundle([second.pk, first.pk], title="รายงานสองฉบับ", office=office, by=officer)

    assert papers == [second, first]
    sign(first, director)
    assert Document.objects.count() == 2


def test_what_others_proposed_or_somebody_endorsed_cannot_be_put_together(
    office, officer, coordinator, administrator, deputy
):
    set_chain(office, [DEPUTY], by=administrator)
    own, endorsed = singles(office, officer)
    endorse(endorsed, position=1, by=deputy)

    assert list(singles_of(officer, office)) == [own]
    assert not singles_of(coordinator, office).exists()
    with pytest.raises(Stale):
        bundle([own.pk, endorsed.pk], title="ชุด", office=office, by=officer)
    assert not Bundle.objects.exists()


def test_papers_put_together_begin_one_chain_and_keep_no_number_before_its_end(
    office, officer, administrator, deputy
):
    numbered = Choice(numbering="portal")
    save_ways(
        office, FREE_ANNOUNCEMENT.code, choice=numbered, expected_revision=0, by=administrator
    )
    one = writing(office)
    alone = propose_paper(office, officer, kind=FREE_ANNOUNCEMENT, title=one.title, words=one.words)
    assert PaperNumber.objects.get(proposal=alone).text == "1/2569"
    set_chain(office, [DEPUTY], by=administrator)
    report = propose_paper(office, officer)

    alone, report = bundle([alone.pk, report.pk], title="ชุด", office=office, by=officer)

    assert PaperNumber.objects.get().state == "free"
    assert waiting_at(deputy, office).get() == alone
    endorse(alone, position=1, by=deputy)
    assert PaperNumber.objects.get().proposal == alone


def test_who_read_a_single_paper_does_not_decide_about_a_bundle_unseen(office, officer, director):
    first, second = singles(office, officer)
    seen = Proposal.objects.get(pk=first.pk)
    bundle([first.pk, second.pk], title="ชุด", office=office, by=officer)

    with pytest.raises(Stale, match="รวมเอกสารนี้เป็นชุด"):
        send_back(seen, comment="แก้", by=director)

    assert statuses() == {"submitted"}


# -- pages ----------------------------------------------------------------------------------------


def test_every_paper_of_a_bundle_is_on_one_page_with_one_decision(login, office, officer, director):
    papers = two(office, officer)

    page = login(director).get(at(papers[1]))

    said = text_of(page)
    assert "1. ประกาศ ประกาศเรื่องที่หนึ่ง" in said
    assert "2. ประกาศ ประกาศเรื่องที่สอง" in said
    assert "ชุดเอกสาร 2 ฉบับ พิจารณาพร้อมกันทั้งชุด" in said
    assert page.content.decode().count("ลงนามและเผยแพร่") == 1
    assert page.content.decode().count('class="paper"') == 2


def test_the_pages_of_each_paper_have_addresses_of_their_own(login, office, officer, director):
    papers = two(office, officer)
    client = login(director)
    client.get(at(papers[0]))
    Preview.objects.update(pages=2, sizes=[[1240, 1754]] * 2, made_at=timezone.now())

    page = client.get(at(papers[0]))

    assert page.content.decode().count("data-pages-ready") == 2
    assert faulty_ids(page) == []


def test_signing_on_the_page_signs_the_whole_bundle(login, office, officer, director):
    director.set_password(PASSWORD)
    director.save()
    papers = two(office, officer)
    client = login(director)
    shown = client.get(at(papers[0])).context["words_sha256"]

    answer = client.post(
        at(papers[0], "proposal_approve"),
        {"words_sha256": shown, "password": PASSWORD, "intent": "on"},
        follow=True,
    )

    assert "ลงนามแล้ว" in text_of(answer)
    assert Document.objects.count() == 2


def test_the_page_puts_papers_together_in_the_order_that_was_typed(login, office, officer):
    first, second = singles(office, officer)
    client, where = login(officer), reverse("documents:bundle_add", args=[office.code])
    assert first.title in text_of(client.get(where))

    client.post(where, {"title": "สองฉบับ", f"place_{first.pk}": "๒", f"place_{second.pk}": "1"})

    assert list(Bundle.objects.get().proposals.order_by("place")) == [second, first]


@pytest.mark.parametrize(
    ("places", "said"),
    [(("1", ""), "อย่างน้อย 2 ฉบับ"), (("1", "1"), "ไม่ซ้ำกัน"), (("1", "สอง"), "เป็นตัวเลข")],
)
def test_wrong_places_are_said_and_kept(login, office, officer, places, said):
    papers = singles(office, officer)
    where = reverse("documents:bundle_add", args=[office.code])
    typed = {f"place_{one.pk}": place for one, place in zip(papers, places, strict=True)}

    page = login(officer).post(where, {"title": "สองฉบับ", **typed})

    assert page.status_code == 422
    assert said in text_of(page)
    assert 'value="สองฉบับ"' in page.content.decode()
    assert not Bundle.objects.exists()


def test_without_two_papers_the_page_says_what_is_needed(login, office, officer):
    propose_paper(office, officer)

    page = login(officer).get(reverse("documents:bundle_add", args=[office.code]))

    assert "อย่างน้อย 2 ฉบับ" in text_of(page)
    assert '<form method="post" class="sheet' not in page.content.decode()
