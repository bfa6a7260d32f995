"""Comments of a return stand in the form at the field that their paragraph was made of."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from ita_portal.documents.rendering.paragraphs import paragraphs_of
from ita_portal.documents.rules.comments import ShownComment
from ita_portal.documents.rules.matching import source_of
from ita_portal.documents.rules.proposals import TypedComment, send_back
from ita_portal.papers.forms.remarks import remarks_at
from ita_portal.papers.models import Paper
from ita_portal.papers.rules.content import content_of, written_kind
from ita_portal.papers.rules.proposing import propose_paper
from tests.documents.ways import text_of


@pytest.fixture
def returned(order, officer, director) -> Paper:
    """An order that came back with a comment at its heading, at a member and at a duty."""
    proposal = propose_paper(order, expected_revision=order.revision, by=officer)
    found = {one.text: one.place for one in paragraphs_of(proposal.words)}
    comments = [
        TypedComment(proposal.pk, place_of(found, start), said)
        for start, said in (
            ("คำสั่ง", "ชื่อสำนักงานไม่ครบ"),
            ("รองผู้อำนวยการ", "ขอให้เป็นประธานแทน"),
        )
    ]
    send_back(proposal, comment="แก้สองแห่ง", comments=comments, by=director)
    return Paper.objects.get(pk=order.pk)


def place_of(found: dict[str, int], start: str) -> int:
    return next(place for text, place in found.items() if start in text[:40])


def page_of(client, paper: Paper, name: str = "edit"):
    return client.get(reverse(f"papers:{name}", args=[paper.office.code, paper.pk]))


@pytest.mark.parametrize("name", ["edit", "paper"])
def test_what_came_back_is_read_on_top_with_the_words_it_is_about(login, officer, returned, name):
    said = text_of(page_of(login(officer), returned, name))

    assert "แก้สองแห่ง" in said
    assert re.search("ย่อหน้า “คำสั่ง[^”]*” ชื่อสำนักงานไม่ครบ", said)
    assert re.search("ย่อหน้า “[^”]*รองผู้อำนวยการ[^”]*” ขอให้เป็นประธานแทน", said)


def test_a_comment_stands_at_the_row_of_its_paragraph(login, officer, returned):
    page = page_of(login(officer), returned).content.decode()

    rows = re.findall(r'<li class="edit-row".*?</li>', page, flags=re.DOTALL)
    commented = [row for row in rows if "ขอให้เป็นประธานแทน" in row]
    assert len(commented) == 1
    assert "รองผู้อำนวยการ" in commented[0]
    anchor = re.search(r'href="#(r-[^"]*)">ไปที่ช่องนี้', page)
    assert anchor
    assert f'id="{anchor[1]}"' in page


def test_comments_stay_on_the_page_that_shows_a_slip(login, officer, returned):
    place = reverse("papers:edit", args=[returned.office.code, returned.pk])

    page = login(officer).post(place, {"change": "add members", "f-subject": "ก"})

    assert "ชื่อสำนักงานไม่ครบ" in text_of(page)


def test_a_paper_that_is_proposed_anew_shows_no_old_comment(login, officer, returned):
    propose_paper(returned, expected_revision=returned.revision, by=officer)

    assert "ขอให้เป็นประธานแทน" not in text_of(page_of(login(officer), returned, "paper"))


def test_every_duty_and_member_is_found_by_its_paragraph(order):
    kind, content = written_kind(order.kind), content_of(order)
    proposal_words = propose_paper(order, expected_revision=order.revision, by=order.created_by)
    said = [
        ShownComment(one.place, one.excerpt, "แก้", "ผู้อำนวยการ")
        for one in paragraphs_of(proposal_words.words)
    ]

    places = {remark.place for remark in remarks_at(kind, content, said)}

    keys = {f"members/{row['key']}" for row in content["members"]}
    keys |= {f"duties/{row['key']}" for row in content["duties"]}
    assert keys <= places


@pytest.mark.parametrize(
    ("excerpt", "sources", "found"),
    [
        ("๑. จัดทำแผนปี ๒๕๖๙", [["อื่น"], ["จัดทำแผนปี 2569"]], 1),
        ("๑. ตรวจสอบการจัดซื้อจัดจ้างให้ครบทุกข…", [["ตรวจสอบการจัดซื้อจัดจ้างให้ครบทุกขั้นตอน"]], 0),
        ("นายก ใจดี กรรมการ", [["นายข", "กรรมการ"], ["นายก ใจดี", "กรรมการ"]], 1),
        ("จึงประกาศให้ทราบโดยทั่วกัน", [["จัดทำแผน"], [""]], None),
        ("ด้วย", [["ด้วย"], []], 0),
        ("๑. เอก", [["สองสาม"]], None),
        ("", [[""]], None),
        ("ข้อความ", [], None),
    ],
)
def test_a_paragraph_is_led_back_to_what_it_was_made_of(excerpt, sources, found):
    assert source_of(excerpt, sources) == found
