"""Comments at the paragraphs of a paper: given when it goes back, shown where they belong."""

from __future__ import annotations

import re

import pytest

from ita_portal.documents.models import Proposal, ProposalComment
from ita_portal.documents.rendering.paragraphs import paragraphs_of, place_of, placed_html
from ita_portal.documents.rules.comments import TypedComment, comments_before
from ita_portal.documents.rules.proposals import SEE_PARAGRAPHS, send_back
from ita_portal.documents.rules.words import words_as_signed
from ita_portal.errors import Refused
from ita_portal.organisations.models import Appointment
from tests.documents import report_samples, samples
from tests.documents.ways import DEPUTY, at, set_chain, text_of
from tests.factories.documents import propose_paper, words

PAPERS = [samples.announcement(), samples.table_announcement(), report_samples.draft()]
NAMES = ["sentences", "table", "report"]


@pytest.fixture
def proposal(office, officer, director) -> Proposal:
    return propose_paper(office, officer)


def paragraph_with(words: dict, text: str) -> int:
    return next(one.place for one in paragraphs_of(words) if text in one.text)


def rows(*typed: tuple[str, str]) -> dict[str, str]:
    """Return the fields of a form with comments at paragraphs."""
    fields: dict[str, str] = {"comment": ""}
    for number, (where, text) in enumerate(typed):
        fields |= {f"at_{number}": where, f"said_{number}": text}
    return fields


# -- paragraphs -----------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", PAPERS, ids=NAMES)
def test_each_paragraph_has_its_place_as_id_in_the_paper(paper):
    places = [one.place for one in paragraphs_of(paper)]

    ids = [int(found) for found in re.findall(r' id="p(\d+)"', placed_html(paper))]

    assert places == ids == list(range(1, len(places) + 1))
    assert len(places) > 10


@pytest.mark.parametrize("paper", PAPERS, ids=NAMES)
def test_ids_and_remarks_change_nothing_of_the_paper_itself(paper):
    bare = placed_html(paper)
    places = {one.place: ["ความเห็น"] for one in paragraphs_of(paper)}

    html = placed_html(paper, notes=places)

    without = re.sub(r'<tr class="doc-remark-row">.*?</tr>', "", html)
    without = re.sub(r'<div class="doc-remark" role="note">ความเห็น</div>', "", without)
    assert without == bare
    assert html.count('doc-remark"') == len(places)


def test_number_day_and_signature_move_no_place(director):
    post = Appointment.objects.get(user=director)
    proposed = words()
    day = post.starts_on
    signed = words_as_signed(
        proposed, dated_on=day, appointment=post, number="12/2569", code="7K2M-9QXA-4TRC"
    )

    assert paragraphs_of(signed) == paragraphs_of(proposed)


def test_a_remark_is_escaped():
    html = placed_html(samples.announcement(), notes={1: ["<script>"]})

    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_a_remark_at_a_row_of_a_table_stands_in_a_row_as_wide():
    paper = samples.table_announcement()
    row = paragraph_with(paper, "จัดทำผังขั้นตอน")

    html = placed_html(paper, notes={row: ["ดูแถวนี้"]})

    wide = len(paper["table"]["columns"])
    assert f'<tr class="doc-remark-row"><td colspan="{wide}">' in html


def test_of_paragraphs_that_begin_alike_the_nearest_is_meant():
    paragraphs = paragraphs_of(samples.table_announcement())
    excerpt = next(
        one.excerpt for one in paragraphs if [p.excerpt for p in paragraphs].count(one.excerpt) > 1
    )
    places = [one.place for one in paragraphs if one.excerpt == excerpt]

    assert [place_of(excerpt, place, paragraphs) for place in places] == places
    assert place_of("ไม่มีข้อความนี้", 1, paragraphs) is None


# -- sending back ---------------------------------------------------------------------------------


def test_comments_at_paragraphs_are_kept_with_their_words(proposal, director):
    first = TypedComment(proposal.pk, 5, " ขาดตัวเลขของปีก่อน ")

    send_back(proposal, comment="", comments=[first], by=director)

    kept = ProposalComment.objects.get()
    text = paragraphs_of(proposal.words)[4].text
    assert (kept.place, kept.text) == (5, "ขาดตัวเลขของปีก่อน")
    assert text.startswith(kept.excerpt.rstrip("…"))
    assert Proposal.objects.get().return_comment == SEE_PARAGRAPHS


@pytest.mark.parametrize(
    ("place", "text", "said"),
    [(9999, "แก้", "ไม่มีในเอกสารนี้"), (5, "  ", "โปรดเขียนความเห็น"), (5, "ก" * 2001, "ยาวเกิน")],
)
def test_a_wrong_comment_sends_nothing_back(proposal, director, place, text, said):
    with pytest.raises(Refused, match=said):
        send_back(
            proposal, comment="", comments=[TypedComment(proposal.pk, place, text)], by=director
        )

    assert Proposal.objects.get().awaits_decision
    assert not ProposalComment.objects.exists()


def test_a_comment_at_another_paper_is_refused(proposal, office, officer, director):
    other = propose_paper(office, officer, fiscal_year=2570)

    with pytest.raises(Refused, match="ไม่มีในเอกสารนี้"):
        send_back(proposal, comment="", comments=[TypedComment(other.pk, 1, "แก้")], by=director)


def test_the_next_version_shows_comments_where_their_paragraph_is_now(
    office, officer, proposal, director
):
    report = report_samples.draft(office_name=office.name)
    parts = paragraphs_of(report)
    gone, changed, same = parts[4], parts[10], parts[-2]
    comments = [TypedComment(proposal.pk, one.place, "แก้") for one in (gone, changed, same)]
    send_back(proposal, comment="", comments=comments, by=director)
    blocks = report["parts"][0]["blocks"]
    del blocks[0]

    again = propose_paper(office, officer, words=report)

    now = {one.place: one.text for one in paragraphs_of(again.words)}
    found = comments_before(again)
    assert found[0].place is None
    assert [now[one.place] for one in found[1:]] == [changed.text, same.text]
    assert found[1].place == changed.place - 1


def test_a_comment_finds_its_paragraph_when_that_was_changed(office, officer, proposal, director):
    report = report_samples.draft(office_name=office.name)
    block = next(one for one in report["parts"][0]["blocks"] if one["type"] == "paragraph")
    place = paragraph_with(report, block["text"][:12].split(" ")[0])
    comment = TypedComment(proposal.pk, place, "แก้ต้นประโยค")
    send_back(proposal, comment="", comments=[comment], by=director)
    block["text"] = "ในปีนี้ " + block["text"]

    again = propose_paper(office, officer, words=report)

    assert [one.place for one in comments_before(again)] == [place]


# -- pages ----------------------------------------------------------------------------------------


def test_the_form_offers_every_paragraph_and_keeps_what_was_typed(login, director, proposal):
    client = login(director)
    typed = rows((f"{proposal.pk}-5", "ขาดตัวเลข"), ("", "ความเห็นลอย ๆ"))

    page = client.post(at(proposal, "proposal_send_back"), typed)

    assert "โปรดเลือกย่อหน้าที่ความเห็นนี้พูดถึง" in text_of(page)
    assert "ยังไม่ได้ส่งคืน" in text_of(page)
    assert f'value="{proposal.pk}-5" selected' in page.content.decode()
    assert "ความเห็นลอย ๆ" in page.content.decode()
    assert Proposal.objects.get().awaits_decision


def test_more_fields_come_without_script_and_nothing_is_sent_back(login, director, proposal):
    typed = rows((f"{proposal.pk}-5", "ขาดตัวเลข")) | {"more": "1"}

    page = login(director).post(at(proposal, "proposal_send_back"), typed)

    assert page.content.decode().count('name="said_') == 6
    assert "ยังไม่ได้ส่งคืน" not in text_of(page)
    assert "ขาดตัวเลข" in page.content.decode()
    assert Proposal.objects.get().awaits_decision


def test_who_proposed_reads_the_comments_at_their_paragraphs(login, officer, director, proposal):
    typed = rows((f"{proposal.pk}-5", "ขาดตัวเลขของปีก่อน"), (f"{proposal.pk}-2", "ปีผิด"))
    login(director).post(at(proposal, "proposal_send_back"), typed)

    page = login(officer).get(at(proposal)).content.decode()

    assert f'<a href="#p{proposal.pk}-5">ย่อหน้าที่ 5</a>' in page
    paper = page.split('<article class="paper"')[1].split("</article>")[0]
    assert paper.index("ปีผิด") < paper.index("ขาดตัวเลขของปีก่อน")
    assert "แก้ไขแล้วเสนอใหม่" in page


def test_the_next_version_shows_the_comments_and_the_differences_to_who_decides(
    login, office, officer, director, proposal
):
    send_back(
        proposal, comment="", comments=[TypedComment(proposal.pk, 5, "ขาดตัวเลข")], by=director
    )
    report = report_samples.draft(office_name=office.name)
    report["parts"][0]["title"] += " ฉบับแก้ไข"
    again = propose_paper(office, officer, words=report)

    page = login(director).get(at(again))

    said = text_of(page)
    assert "ความเห็นที่ส่งคืนครั้งก่อน (1 ข้อ)" in said
    assert f'href="#p{again.pk}-5"' in page.content.decode()
    assert "สิ่งที่ต่างจากฉบับที่เสนอครั้งก่อน (ส่งคืนแก้ไข) (1 แห่ง)" in said
    assert "<ins> ฉบับแก้ไข</ins>" in page.content.decode()


def test_who_endorses_sends_back_with_comments_on_their_own_address(
    login, office, officer, administrator, deputy, coordinator
):
    set_chain(office, [DEPUTY], by=administrator)
    proposal = propose_paper(office, officer)
    typed = rows((f"{proposal.pk}-5", "ขาดตัวเลข"))

    refused = login(coordinator).post(at(proposal, "endorser_send_back"), typed, follow=True)
    login(deputy).post(at(proposal, "endorser_send_back"), typed)

    assert "ในขั้นของตน" in text_of(refused)
    assert "ความเห็นที่ท่านพิมพ์ไว้: “ขาดตัวเลข”" in text_of(refused)
    assert Proposal.objects.get().returned_by == deputy


def test_what_was_typed_stays_in_the_message_when_somebody_was_quicker(
    login, director, officer, proposal
):
    client = login(director)
    send_back(proposal, comment="แก้ก่อน", by=director)

    page = client.post(
        at(proposal, "proposal_send_back"), rows((f"{proposal.pk}-5", "ขาดตัวเลข")), follow=True
    )

    assert "ความเห็นที่ท่านพิมพ์ไว้: “ขาดตัวเลข”" in text_of(page)
