"""The pages on which papers are written, with and without script."""

from __future__ import annotations

import json
import re

import pytest
from django.urls import reverse

from ita_portal.documents.models import Proposal
from ita_portal.documents.rules.proposals import send_back
from ita_portal.papers.models import Paper
from ita_portal.papers.rules.content import content_of
from ita_portal.papers.rules.proposing import propose_paper
from tests.papers.samples import begin_order


def at(name: str, paper: Paper) -> str:
    return reverse(f"papers:{name}", args=[paper.office.code, paper.pk])


def form_of(client, paper: Paper) -> dict[str, str]:
    """Return the fields of the page as a browser would send them."""
    html = client.get(at("edit", paper)).content.decode()
    html = re.sub(r"<template.*?</template>", "", html, flags=re.DOTALL)
    content = content_of(paper)
    fields = {f"f-{name}": value for name, value in content.items() if isinstance(value, str)}
    for name, rows in content.items():
        for place, row in enumerate(rows if isinstance(rows, list) else []):
            fields |= {f"r-{name}-{place}-{column}": text for column, text in row.items()}
    base = re.search(r'name="base"\s+value="([^"]*)"', html)
    assert base
    assert all(f'name="{name}"' in html for name in fields)
    return {**fields, "base": base[1].replace("&quot;", '"'), "revision": "1"}


@pytest.fixture
def browser(login, officer):
    return login(officer)


def test_a_paper_begins_from_a_template_and_opens_for_writing(browser, office):
    new = reverse("papers:new", args=[office.code])

    shown = browser.get(f"{new}?template=committee_order&year=2569").content.decode()
    answer = browser.post(new, {"start": "committee_order", "year": "๒๕๖๙"})

    assert re.search(r'value="committee_order"[^>]* checked', shown)
    paper = Paper.objects.get()
    assert answer["Location"] == at("edit", paper)
    assert paper.fiscal_year == 2569


@pytest.mark.parametrize(
    "start", ["", "nothing", "empty:announcement", "copy:x", "copy:", "copy:๙๙", "empty:"]
)
def test_a_beginning_that_is_not_there_is_said_and_what_was_typed_stays(browser, office, start):
    new = reverse("papers:new", args=[office.code])

    answer = browser.post(new, {"start": start, "year": "2569"})

    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()
    assert 'value="2569"' in answer.content.decode()


@pytest.mark.parametrize("year", ["", "x", "1999", "99999999999"])
def test_a_year_that_is_none_is_said(browser, office, year):
    new = reverse("papers:new", args=[office.code])

    answer = browser.post(new, {"start": "committee_order", "year": year})

    assert "error-summary" in answer.content.decode()
    assert not Paper.objects.exists()


def test_what_is_typed_is_saved_and_leads_to_the_paper(browser, order):
    fields = form_of(browser, order) | {"f-orders": "จึงสั่งดังนี้"}

    answer = browser.post(at("edit", order), fields)

    assert answer["Location"] == at("paper", order)
    assert "จึงสั่งดังนี้" in browser.get(at("paper", order)).content.decode()


def test_buttons_change_rows_without_script_and_save_nothing(browser, order):
    fields = form_of(browser, order)
    key = content_of(order)["duties"][0]["key"]

    added = browser.post(at("edit", order), fields | {"change": "add members"}).content.decode()
    moved = browser.post(at("edit", order), fields | {"change": f"down duties {key}"})
    removed = browser.post(at("edit", order), fields | {"change": f"remove duties {key}"})

    assert added.count("r-members-12-position") > 0
    assert moved.content.decode().index("จัดทำรายงาน") < moved.content.decode().index("อ่านผล")
    assert "อ่านผล" not in removed.content.decode()
    assert Paper.objects.get().revision == 1


def test_somebody_of_the_office_is_chosen_as_a_member(browser, order, director):
    fields = form_of(browser, order)
    chosen = f"{director.full_name}|ผู้อำนวยการ{order.office.name}"

    answer = browser.post(
        at("edit", order), fields | {"change": "choose members", "choose-members": chosen}
    )

    assert f'value="{director.full_name}"' in answer.content.decode()


def test_pasted_lines_become_rows_of_the_level_that_their_numbers_tell(browser, order):
    fields = form_of(browser, order) | {"r-duties-0-text": "๑. หนึ่ง\n๑.๑ ย่อย\n(๑) เล็ก\nต่อ"}

    browser.post(at("edit", order), fields)

    rows = content_of(Paper.objects.get())["duties"][:4]
    assert [(row["level"], row["text"]) for row in rows] == [
        ("first", "หนึ่ง"),
        ("second", "ย่อย"),
        ("third", "เล็ก"),
        ("first", "ต่อ"),
    ]


def test_what_is_too_long_is_said_on_top_and_at_its_place_and_kept(browser, order):
    fields = form_of(browser, order) | {"f-orders": "ก" * 5001}

    page = browser.post(at("edit", order), fields).content.decode()

    assert 'href="#f-orders"' in page
    assert 'id="f-orders-error"' in page
    assert "ก" * 5001 in page


def test_both_words_are_shown_when_two_people_changed_one_place(browser, order, save, coordinator):
    fields = form_of(browser, order) | {"f-orders": "ของฉัน"}
    save(order, coordinator, orders="ของเขา")

    page = browser.post(at("edit", order), fields).content.decode()

    assert "ของฉัน" in page
    assert "ของเขา" in page
    assert 'name="take-orders"' in page
    assert Paper.objects.get().content["orders"] == "ของเขา"


def test_choosing_the_words_of_the_other_keeps_them(browser, order, save, coordinator):
    fields = form_of(browser, order) | {"f-orders": "ของฉัน"}
    save(order, coordinator, orders="ของเขา")

    browser.post(at("edit", order), fields | {"take-orders": "theirs"})

    assert Paper.objects.get().content["orders"] == "ของเขา"


def test_a_page_saves_itself_and_may_go_on_from_there(browser, order):
    fields = form_of(browser, order) | {"f-orders": "หนึ่ง"}

    first = browser.post(at("autosave", order), fields).json()
    fields |= {"f-orders": "สอง", "base": first["base"]}
    second = browser.post(at("autosave", order), fields).json()

    assert (first["revision"], second["revision"]) == (2, 3)
    assert Paper.objects.get().content["orders"] == "สอง"


def test_a_page_that_saves_itself_does_not_take_back_what_others_wrote(
    browser, order, save, coordinator
):
    fields = form_of(browser, order)
    save(order, coordinator, reasons="ของเขา")

    for text in ("หนึ่ง", "สอง"):
        answer = browser.post(at("autosave", order), fields | {"f-orders": text}).json()
        fields["base"] = answer["base"]

    content = Paper.objects.get().content
    assert (content["orders"], content["reasons"]) == ("สอง", "ของเขา")
    assert answer["others"] == 1


def test_saving_by_itself_stops_at_a_place_that_two_have_changed(browser, order, save, coordinator):
    fields = form_of(browser, order) | {"f-orders": "ของฉัน"}
    save(order, coordinator, orders="ของเขา")

    answer = browser.post(at("autosave", order), fields)

    assert answer.status_code == 409
    assert "ผู้อื่น" in json.loads(answer.content)["message"]


def test_the_paper_beside_the_form_is_what_stands_there_and_nothing_is_saved(browser, order):
    fields = form_of(browser, order) | {"f-orders": "ยังไม่บันทึก"}

    answer = browser.post(at("live", order), fields).json()

    assert "ยังไม่บันทึก" in answer["body"]
    assert "1." in answer["numbers"].values()
    assert Paper.objects.get().revision == 1


def test_a_paper_is_proposed_from_its_page_with_another(browser, order, office, officer):
    other = begin_order(office, officer, "อีกฉบับ")

    answer = browser.post(
        at("paper", order), {"revision": 1, "others": [f"{other.pk}-1"], "title": "ชุดเอกสาร"}
    )

    proposals = Proposal.objects.order_by("place")
    assert [one.title[:4] for one in proposals] == ["แต่ง", "อีกฉ"]
    assert answer["Location"].endswith(f"/proposals/{proposals[0].pk}/")


def test_a_bundle_without_a_title_is_refused_on_the_page(browser, order, office, officer):
    other = begin_order(office, officer, "อีกฉบับ")

    answer = browser.post(
        at("paper", order), {"revision": 1, "others": [f"{other.pk}-1"], "title": ""}
    )

    assert "ชื่อเรื่อง" in answer.content.decode()
    assert not Proposal.objects.exists()


def test_a_paper_that_was_changed_since_the_page_was_opened_does_not_go_along(
    browser, order, office, officer, save
):
    other = save(begin_order(office, officer, "อีกฉบับ"), officer, orders="เปลี่ยน")

    answer = browser.post(
        at("paper", order), {"revision": 1, "others": [f"{other.pk}-1"], "title": "ชุด"}
    )

    assert "โปรดอ่านฉบับล่าสุด" in answer.content.decode()
    assert not Proposal.objects.exists()


def test_staff_are_told_that_the_emblem_is_missing(browser, order):
    assert "ยังไม่มีตราครุฑ" in browser.get(at("paper", order)).content.decode()


def test_a_paper_that_came_back_shows_why_and_can_be_written_on(browser, order, officer, director):
    proposal = propose_paper(order, expected_revision=1, by=officer)
    closed = browser.get(at("edit", order))
    send_back(proposal, comment="ขอเพิ่มหน้าที่", by=director)

    page = browser.get(at("edit", order)).content.decode()

    assert closed.status_code == 302
    assert "ขอเพิ่มหน้าที่" in page


def test_the_proposal_leads_back_to_the_paper(browser, order, officer, office):
    proposal = propose_paper(order, expected_revision=1, by=officer)

    answer = browser.get(reverse("papers:of_proposal", args=[office.code, proposal.pk]))

    assert answer["Location"] == at("paper", order)


def test_a_draft_is_deleted_after_a_question(browser, order):
    page = browser.get(at("delete", order)).content.decode()
    browser.post(at("delete", order))

    assert "ลบร่างนี้หรือไม่" in page
    assert not Paper.objects.exists()


def test_a_paper_of_another_office_is_not_found(login, stranger, order, other_office):
    client = login(stranger)

    own = client.get(reverse("papers:paper", args=[other_office.code, order.pk]))

    assert own.status_code == 404


def test_the_list_asks_no_more_for_eleven_papers_than_for_one(
    browser, office, officer, order, count_queries
):
    where = reverse("papers:list", args=[office.code])
    propose_paper(order, expected_revision=1, by=officer)
    with count_queries() as one:
        browser.get(where)
    for number in range(10):
        propose_paper(
            begin_order(office, officer, f"ฉบับที่ {number}"), expected_revision=1, by=officer
        )

    with count_queries() as eleven:
        browser.get(where)

    assert len(eleven) == len(one)
