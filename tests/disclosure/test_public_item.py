"""What the page of an item tells besides its evidence, and the mark of what does not concern."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from disclosure.models import Entry, EvidenceVersion
from disclosure.rules.evidence import accept_evidence, add_evidence, change_evidence
from disclosure.rules.heading import year_head
from disclosure.rules.item_reading import item_page
from tests.factories.disclosure import EvidenceFactory, PaperFactory

PAGE = "/o/sample1/oit/2564/O1/"
FACTS = {"kind": "text", "title": "ผังโครงสร้างฉบับแรก", "text": "ผังเดิม"}


def words(response) -> str:
    return response.content.decode()


def page_of(office):
    return item_page(year_head(office.code, 2564), "O1")


def test_a_piece_says_which_components_it_shows_and_which_time_it_covers(client, office, item):
    item.components = ["แผนผังโครงสร้าง", "ชื่อตำแหน่งที่สำคัญ"]
    item.save()
    EvidenceFactory(
        office=office,
        item=item,
        accepted=True,
        components=["แผนผังโครงสร้าง"],
        starts_on=date(2020, 10, 1),
        ends_on=date(2021, 9, 30),
    )

    found = page_of(office)

    assert [(one.words, one.is_shown) for one in found.components] == [
        ("แผนผังโครงสร้าง", True),
        ("ชื่อตำแหน่งที่สำคัญ", False),
    ]
    page = words(client.get(PAGE))
    assert "ข้อมูลตั้งแต่ 1 ต.ค. 2563 ถึง 30 ก.ย. 2564" in page
    assert page.count("แผนผังโครงสร้าง") == 2


def test_components_that_the_office_s_papers_show_count_as_shown(office, item):
    item.components, item.duties = ["ประกาศ"], ["integrity_measures"]
    item.save()
    Entry.objects.create(office=office, fiscal_year=2564, code="O1", shown_by_papers=["ประกาศ"])
    assert not page_of(office).components[0].is_shown

    PaperFactory(office=office)

    assert page_of(office).components[0].is_shown


def test_versions_that_were_public_before_leave_a_trace_and_others_none(
    client, item, office, officer, coordinator
):
    piece = add_evidence(
        item, office=office, by=officer, as_draft=False, is_shared=False, facts=FACTS
    )
    accept_evidence(piece, by=coordinator)
    for title in ("ผังโครงสร้างฉบับสอง", "ผังที่ยังไม่รับ"):
        piece.refresh_from_db()
        facts = {**FACTS, "title": title, "text": title}
        newer = change_evidence(piece, by=officer, as_draft=False, facts=facts)
        if title == "ผังโครงสร้างฉบับสอง":
            accept_evidence(newer, by=coordinator)

    page = words(client.get(PAGE))

    assert "ฉบับก่อนหน้า 1 ฉบับ" in page
    assert "ฉบับที่ 1 ผังโครงสร้างฉบับแรก" in page
    assert "ฉบับที่ 2" in page
    assert "ยังไม่รับ" not in page


def test_a_version_that_waits_for_its_hour_leaves_no_trace(item, office, officer, coordinator):
    piece = add_evidence(
        item, office=office, by=officer, as_draft=False, is_shared=False, facts=FACTS
    )
    shown = accept_evidence(piece, by=coordinator)
    later = timezone.now() + timedelta(days=1)
    facts = {**FACTS, "text": "ผังล่วงหน้า", "publish_at": later}
    accept_evidence(change_evidence(shown, by=officer, as_draft=False, facts=facts), by=coordinator)

    assert EvidenceVersion.objects.filter(status="accepted").count() == 2
    assert page_of(office).shown[0].number == 1
    assert page_of(office).shown[0].before == []


def test_what_does_not_concern_the_office_is_marked_on_the_year_with_its_reason(
    client, office, item, officer, coordinator
):
    Entry.objects.create(
        office=office,
        fiscal_year=2564,
        code="O1",
        setting="proposed",
        reason="ไม่มี<อาคาร>ของตนเอง",
        proposed_at=timezone.now(),
        proposed_by=officer,
    )
    year = "/o/sample1/oit/2564/"
    assert "ไม่เกี่ยวข้อง" not in words(client.get(year))

    Entry.objects.update(setting="accepted", decided_at=timezone.now(), decided_by=coordinator)
    office.public_revision += 1
    office.save()

    page = words(client.get(year))
    assert "ไม่มี&lt;อาคาร&gt;ของตนเอง" in page
    assert "ไม่เกี่ยวข้องกับสำนักงาน 1 ข้อ" in page


def test_the_page_leads_back_to_the_year_and_the_office_and_to_the_form_for_problems(
    client, office, item
):
    piece = EvidenceFactory(office=office, item=item, accepted=True)

    page = words(client.get(PAGE))

    assert 'href="/o/sample1/"' in page
    assert 'href="/o/sample1/oit/2564/"' in page
    assert f"{PAGE}report/?evidence={piece.pk}" in page
