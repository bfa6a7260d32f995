"""The sheet of links: order, addresses, what was tried when, and when it is called ready."""

from __future__ import annotations

import io
from datetime import timedelta

import openpyxl
import pytest
from django.utils import timezone

from disclosure.models import Entry, LinkCheck
from disclosure.rules.handing_in.sheet import sheet_of
from tests.disclosure.handing import answer_all, fill

SHEET = "/office/sample1/disclosure/2564/hand-in/"
HOUR = timedelta(hours=1)


@pytest.fixture
def filled(framework_2564, office, officer):
    return fill(framework_2564, office, officer)


def words(response):
    return response.content.decode()


def test_the_items_stand_in_the_official_order_with_their_permanent_addresses(
    settings, office, framework_2564, filled
):
    settings.BASE_URL = "https://ita.example.go.th"

    rows = sheet_of(office, framework_2564).rows

    assert [row.code for row in rows] == [f"O{n}" for n in range(1, 44)]
    assert rows[0].address == "https://ita.example.go.th/o/sample1/oit/2564/O1/"
    assert rows[0].place == "รายการแรกของหน้า"
    assert rows[3].not_applicable == "ไม่มีแผนนี้"


def test_the_page_of_an_item_and_what_it_links_to_are_tried(office, framework_2564, filled):
    row = sheet_of(office, framework_2564).rows[1]

    assert [link.address for link in row.links] == [row.address, filled["link"].url]


def test_it_is_ready_when_every_link_opened_within_the_hour(office, framework_2564, filled):
    answer_all(office, framework_2564)

    assert sheet_of(office, framework_2564).is_ready


@pytest.mark.parametrize(
    "bad",
    [
        {"tried_at": None},
        {"verdict": "fails"},
        {"verdict": "unsure"},
    ],
)
def test_one_link_that_is_not_good_keeps_it_from_being_ready(office, framework_2564, filled, bad):
    answer_all(office, framework_2564)
    LinkCheck.objects.filter(address=filled["link"].url).update(**bad)

    sheet = sheet_of(office, framework_2564)

    assert not sheet.is_ready
    assert [link.address for link in sheet.bad] == [filled["link"].url]


def test_a_link_that_was_tried_more_than_an_hour_ago_does_not_count(office, framework_2564, filled):
    answer_all(office, framework_2564)
    check = LinkCheck.objects.filter(address=filled["link"].url)
    now = timezone.now()

    check.update(tried_at=now - HOUR)
    assert sheet_of(office, framework_2564, now=now).is_ready
    check.update(tried_at=now - HOUR - timedelta(seconds=1))
    assert not sheet_of(office, framework_2564, now=now).is_ready


def test_a_person_may_have_seen_that_it_opens(office, framework_2564, filled, coordinator):
    answer_all(office, framework_2564)
    LinkCheck.objects.filter(address=filled["link"].url).update(
        verdict="unsure",
        reason="forbidden",
        confirmed_by=coordinator,
        confirmed_at=timezone.now(),
        confirmed_because="เปิดจากเครื่องอื่นได้",
        confirmed_for="forbidden",
        confirmed_until=timezone.now() + timedelta(days=1),
    )

    sheet = sheet_of(office, framework_2564)

    assert sheet.is_ready
    assert sheet.rows[1].links[1].verdict == "มีผู้ยืนยันว่าเปิดได้"


def test_the_page_says_what_is_missing_and_asks_for_all_again(
    settings, login, coordinator, office, framework_2564, filled
):
    settings.LINKS_ARE_TRIED = True
    client = login(coordinator)
    page = words(client.get(SHEET))
    assert "ใบส่งลิงก์ยังไม่พร้อม" in page
    assert "ยังไม่ผ่าน 44 จาก 44 ลิงก์" in page

    response = client.post(f"{SHEET}try/", follow=True)

    assert "กำลังลองเปิดลิงก์ 44 รายการ" in words(response)
    assert LinkCheck.objects.count() == 44
    assert 'hx-trigger="every 3s"' in words(response)


def test_a_ready_sheet_says_so_and_tells_what_does_not_apply(
    login, officer, office, framework_2564, filled
):
    answer_all(office, framework_2564)

    page = words(login(officer).get(SHEET))

    assert "ใบส่งลิงก์พร้อมแล้ว" in page
    assert "ไม่มีแผนนี้" in page
    assert "O1\tโครงสร้าง\thttp" in page
    assert 'hx-trigger="every 3s"' not in page


def test_the_workbook_holds_a_row_for_each_item_and_no_formula(
    login, officer, office, framework_2564, filled
):
    Entry.objects.filter(code="O1").update(place="=1+1")
    answer_all(office, framework_2564)

    response = login(officer).get(f"{SHEET}sheet.xlsx")

    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    rows = list(sheet.iter_rows(min_row=2))
    assert len(rows) == 43
    assert (rows[0][0].value, rows[0][3].value, rows[0][3].data_type) == ("O1", "=1+1", "s")
    assert rows[3][4].value == "ไม่มีแผนนี้"
    assert rows[1][5].value == "เปิดได้"


def test_who_accepts_may_ask_for_tries_and_strangers_see_nothing(
    login, officer, director, stranger, framework_2564
):
    assert login(officer).post(f"{SHEET}try/").status_code == 403
    assert login(director).post(f"{SHEET}try/").status_code == 302
    for path in (SHEET, f"{SHEET}sheet.xlsx", f"{SHEET}confirm/"):
        assert login(stranger).get(path).status_code == 404


def test_the_sheet_asks_no_more_when_it_holds_more(
    count_queries, office, framework_2564, full_items
):
    asked = []
    sheet_of(office, framework_2564)
    for count in (1, 20):
        full_items(count)
        with count_queries() as queries:
            sheet_of(office, framework_2564)
        asked.append(len(queries))

    assert asked[0] == asked[1]
