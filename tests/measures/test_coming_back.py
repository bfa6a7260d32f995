"""Who comes back: to the address of a form, to a form that is too late, to a row still empty."""

from __future__ import annotations

import pytest

from ita_portal.documents.rendering.paragraphs import paragraphs_of
from ita_portal.documents.rules.proposals import LONGEST_COMMENT, TypedComment, send_back
from ita_portal.thai.fiscal_year import FiscalYear
from ita_portal.thai.numerals import arabic_digits
from measures.forms.filling import typed_of
from measures.models import Plan, Step
from measures.models.numbering import numbered_measures
from measures.rules.missing import missing
from measures.rules.plan import send_back_plan
from measures.rules.rows import content_of
from tests.documents.ways import text_of as words_of
from tests.measures.test_pages import address, text_of


@pytest.mark.parametrize("name", ["plan_approve", "plan_send_back"])
def test_the_address_of_a_decision_leads_to_its_page(login, office, director, submitted, name):
    response = login(director).get(address(name, office))

    assert response.url == address("plan_decide", office)


def test_the_address_of_a_submission_leads_to_the_plan(login, office, officer, draft):
    response = login(officer).get(address("plan_submit", office))

    assert response.url == address("plan", office)


def test_a_comment_that_comes_too_late_is_shown_again(login, office, director, submitted):
    send_back_plan(submitted, comment="ก่อนหน้านี้", by=director)

    response = login(director).post(
        address("plan_send_back", office), {"comment": "เพิ่มกำหนดเวลา"}, follow=True
    )

    assert "ความเห็นที่ท่านพิมพ์ไว้: “เพิ่มกำหนดเวลา”" in text_of(response)


def test_a_comment_that_is_too_long_is_kept_whole(login, office, director, submitted):
    comment = "ก" * (LONGEST_COMMENT + 1)

    page = text_of(login(director).post(address("plan_send_back", office), {"comment": comment}))

    assert comment in page
    assert "โปรดย่อให้สั้นลง" in page
    assert "maxlength" not in page


def test_a_measure_without_steps_has_a_place_to_write_one(draft):
    Step.objects.all().delete()

    content = content_of(Plan.objects.for_page().get())
    typed = typed_of(content, revision=1, year=FiscalYear(2564)).ready()

    assert [step.text for step in typed.issues[0].measures[0].steps] == [""]


def test_a_plan_with_pictures_in_its_text_is_not_submitted(draft):
    draft.subject = "มาตรการ 😀 ของปี 👩‍👧 😀"

    assert missing(draft) == ["มีอักขระที่พิมพ์ในประกาศไม่ได้ โปรดลบหรือเขียนเป็นคำแทน: 😀👩👧"]


def test_comments_at_paragraphs_of_the_announcement_stand_at_their_measures(
    login, office, officer, director, submitted
):
    proposal = submitted.proposal
    row = next(iter(numbered_measures(submitted)))
    step = row.steps[0].step.text
    places = {one.place: one.text for one in paragraphs_of(proposal.words)}
    at_step = next(place for place, text in places.items() if step[:20] in arabic_digits(text))
    comments = [
        TypedComment(proposal.pk, 1, "ชื่อสำนักงานไม่ครบ"),
        TypedComment(proposal.pk, at_step, "ขั้นตอนนี้ยังไม่ชัด"),
    ]

    send_back(proposal, comment="แก้สองแห่ง", comments=comments, by=director)

    for name in ("plan", "plan_edit"):
        said = words_of(login(officer).get(address(name, office)))
        assert f"ย่อหน้า “{paragraphs_of(proposal.words)[0].excerpt}” ชื่อสำนักงานไม่ครบ" in said
        assert f"มาตรการที่ {row.number} ย่อหน้า" in said
    page = login(officer).get(address("plan_edit", office)).content.decode()
    first = page.index('data-row="measure"')
    assert "ขั้นตอนนี้ยังไม่ชัด" in page[first : page.index("</textarea>", first)]
