"""Saving, copying and giving up a paper that is being written."""

from __future__ import annotations

import pytest

from ita_portal.audit.models import AuditEvent
from ita_portal.errors import Refused
from ita_portal.papers.models import Paper
from ita_portal.papers.rules.beginning import begin, give_up, started_as_copy
from ita_portal.papers.rules.content import content_of
from ita_portal.papers.rules.merging import base_of
from ita_portal.papers.rules.proposing import propose_paper
from ita_portal.papers.rules.saving import BothChanged, save_paper
from tests.papers.samples import begin_order, point


def test_texts_are_tidied_and_pasted_numbers_taken_off(order, save, officer):
    paper = save(order, officer, duties=[point("๑. ทบทวนเเผน")], reasons=" เหตุผล \u200b")

    content = content_of(paper)
    assert content["duties"][0]["text"] == "ทบทวนแผน"
    assert content["reasons"] == "เหตุผล"


def test_saving_nothing_new_leaves_the_revision(order, save, officer):
    paper = save(order, officer)

    assert paper.revision == 1


def test_two_people_who_write_at_once_both_keep_their_words(order, officer, coordinator):
    stored = content_of(order)
    base = base_of(stored)
    save_paper(order, content={**stored, "orders": "ของคนแรก"}, base=base, by=officer)

    paper, merged = save_paper(
        order, content={**stored, "reasons": "ของคนหลัง"}, base=base, by=coordinator
    )

    content = content_of(paper)
    assert (content["orders"], content["reasons"]) == ("ของคนแรก", "ของคนหลัง")
    assert merged.others == 1


def test_the_later_of_two_words_at_one_place_is_not_saved_but_asked_about(
    order, officer, coordinator
):
    stored = content_of(order)
    base = base_of(stored)
    save_paper(order, content={**stored, "orders": "ของคนแรก"}, base=base, by=officer)

    with pytest.raises(BothChanged) as both:
        save_paper(order, content={**stored, "orders": "ของคนหลัง"}, base=base, by=coordinator)

    assert both.value.merged.conflicts == {"orders": "ของคนแรก"}
    assert Paper.objects.get().content["orders"] == "ของคนแรก"


def test_what_is_too_long_is_refused_by_name(order, save, officer):
    with pytest.raises(Refused, match="ข้อความที่สั่ง"):
        save(order, officer, orders="ก" * 5001)


def test_a_proposed_paper_is_not_written_on(order, save, officer):
    propose_paper(order, expected_revision=1, by=officer)

    with pytest.raises(Refused, match="เสนออนุมัติ"):
        save(order, officer, orders="เปลี่ยน")


def test_savings_of_one_sitting_are_one_line_of_the_trail(order, save, officer):
    for text in ("ก", "ข", "ค"):
        order = save(order, officer, orders=text)

    verbs = AuditEvent.objects.filter(subject_type="papers.paper").values_list("verb", flat=True)
    assert list(verbs) == ["paper.begun"]


def test_a_copy_has_the_words_and_rows_of_its_own(order, office, coordinator):
    copy = begin(started_as_copy(order), office=office, fiscal_year=2570, by=coordinator)

    old, new = content_of(order), content_of(copy)
    assert new["reasons"] == old["reasons"]
    assert [one["position"] for one in new["members"]] == [
        one["position"] for one in old["members"]
    ]
    assert not {one["key"] for one in new["members"]} & {one["key"] for one in old["members"]}


def test_a_draft_that_was_never_proposed_can_be_given_up(order, officer):
    give_up(order, by=officer)

    assert not Paper.objects.exists()
    assert AuditEvent.objects.filter(verb="paper.deleted").exists()


def test_what_was_proposed_once_is_not_deleted(office, officer):
    paper = begin_order(office, officer)
    propose_paper(paper, expected_revision=1, by=officer)

    with pytest.raises(Refused):
        give_up(paper, by=officer)


def test_a_paper_that_is_gone_says_so_to_who_writes_on_it(order, save, officer):
    stored = content_of(order)
    give_up(order, by=officer)

    with pytest.raises(Refused, match="ถูกลบ"):
        save_paper(Paper(pk=99), content=stored, base={}, by=officer)
