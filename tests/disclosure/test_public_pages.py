"""The pages that everybody reads: addresses, freshness, and the same bytes for all."""

from __future__ import annotations

import pytest
from django.test import Client

from assessments.models import Framework
from disclosure.rules.evidence import accept_evidence, withdraw_evidence
from disclosure.rules.kept import YEAR_PAGES
from ita_portal.organisations.rules import touch_public
from tests.factories.disclosure import EvidenceFactory, PaperFactory

pytestmark = pytest.mark.django_db
YEAR = "/o/sample1/oit/2564/"


def words(response):
    return response.content.decode()


def test_the_latest_address_leads_to_the_newest_year_that_shows_something(client, office, item):
    EvidenceFactory(office=office, item=item, accepted=True)

    response = client.get("/o/sample1/oit/")

    assert (response.status_code, response["Location"]) == (302, YEAR)


@pytest.mark.parametrize(
    "path",
    [
        "/o/nobody/oit/",
        "/o/nobody/oit/2564/",
        "/o/nobody/oit/2564/O1/",
        "/o/%00/oit/2564/",
        "/o/sample1/oit/2563/",
        "/o/sample1/oit/9999999999999999999999/",
        "/o/sample1/oit/2564/O99/",
        "/o/sample1/oit/2564/%00/",
    ],
)
def test_what_is_not_there_is_a_404(client, office, framework_2564, path):
    assert client.get(path).status_code == 404


def test_an_office_out_of_use_has_no_public_pages(client, office, framework_2564):
    office.is_active = False
    office.save()

    for path in ("/o/sample1/oit/", YEAR, f"{YEAR}O1/"):
        assert client.get(path).status_code == 404


def test_the_page_shows_every_item_and_what_has_nothing_yet(client, office, full_items):
    full_items(2)

    page = words(client.get(YEAR))

    assert page.count('<li class="item"') == 43
    assert page.count("ยังไม่มีข้อมูลเผยแพร่") == 41
    assert "2 <small>/ 43 ข้อ</small>" in page


def test_a_year_that_is_not_verified_says_so_plainly(client, office, load_year):
    load_year(2568)

    page = words(client.get("/o/sample1/oit/2568/"))

    assert "รายการข้อของปีนี้ยังไม่ยืนยัน" in page
    assert Framework.Trust.NATIONAL.label in page


def test_what_people_typed_is_shown_as_text(client, office, item):
    evil = "<script>alert(1)</script>\"'"
    EvidenceFactory(office=office, item=item, accepted=True, title=evil, owner__name=evil)

    for response in (client.get(YEAR), client.get(YEAR, {"q": evil}), client.get(f"{YEAR}O1/")):
        assert "<script>alert" not in words(response)


def test_an_items_address_is_the_one_with_its_official_code(client, office, framework_2564):
    response = client.get(f"{YEAR}o42/")

    assert (response.status_code, response["Location"]) == (301, f"{YEAR}O42/")


def test_an_item_shows_its_texts_in_full(client, office, item):
    piece = EvidenceFactory(
        office=office, item=item, accepted=True, as_text=True, text="บรรทัดแรก\nบรรทัดที่สอง"
    )

    page = words(client.get(f"{YEAR}O1/"))

    assert "บรรทัดแรก\nบรรทัดที่สอง" in page
    assert f'id="evidence-{piece.pk}"' in page


def test_every_visitor_gets_the_same_bytes_and_no_cookie(client, login, office, officer, item):
    EvidenceFactory(office=office, item=item, accepted=True)
    signed_in = login(officer)

    for path in (YEAR, f"{YEAR}O1/", f"{YEAR}?q=O1"):
        first, second = client.get(path), signed_in.get(path)
        assert first.content == second.content
        assert not first.cookies
        assert first.headers.get("Vary", "Accept-Encoding") == "Accept-Encoding"  # never Cookie


def test_a_kept_page_asks_one_small_question(client, count_queries, office, full_items):
    full_items(3)
    client.get(YEAR)

    with count_queries() as asked:
        response = client.get(YEAR)

    assert response.status_code == 200
    assert len(asked) == 1


def test_an_unchanged_page_is_not_sent_again(client, office, full_items):
    full_items(3)
    for path in (YEAR, f"{YEAR}O1/"):
        first = client.get(path)

        again = client.get(path, headers={"If-None-Match": first["ETag"]})

        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == first["ETag"]
        assert first["Cache-Control"] == again["Cache-Control"] == "no-cache"


def test_accepting_and_withdrawing_show_at_once(client, office, coordinator, proposed):
    before = client.get(YEAR)
    assert proposed.title not in words(before)

    accepted = accept_evidence(proposed, by=coordinator)
    shown = client.get(YEAR, headers={"If-None-Match": before["ETag"]})
    withdraw_evidence(accepted, comment="ไฟล์ผิดปี", by=coordinator)

    assert shown.status_code == 200
    assert proposed.title in words(shown)
    assert proposed.title not in words(client.get(YEAR))


def test_a_paper_that_was_made_shows_at_once(client, office, framework_2564):
    client.get(YEAR)

    PaperFactory(office=office, fiscal_year=2564)
    touch_public(office.pk)

    assert "ตรวจสอบเอกสารได้" in words(client.get(YEAR))


def test_another_framework_shows_at_once(client, office, framework_2564, load_year):
    assert "/2565/" not in words(client.get(YEAR))

    load_year(2565)
    assert "../2565/" in words(client.get(YEAR))

    framework_2564.items.filter(code="O1").update(title="โครงสร้างใหม่")
    Framework.objects.filter(pk=framework_2564.pk).update(checksum="another")
    assert "โครงสร้างใหม่" in words(client.get(YEAR))


def test_a_search_is_not_kept_and_leaves_the_kept_page_alone(client, office, full_items):
    full_items(1)
    whole = client.get(YEAR).content

    found = words(client.get(YEAR, {"q": " O๑ ทะเบียน "}))

    assert found.count('<li class="item"') == 1
    assert 'value="O๑ ทะเบียน"' in found
    assert client.get(YEAR, {"fbclid": "x", "q": " "}).content == whole


def test_a_search_that_finds_nothing_says_so(client, office, framework_2564):
    page = words(client.get(YEAR, {"q": "ไม่มีแน่นอน"}))

    assert "ไม่พบข้อที่มีคำว่า" in page
    assert "ดูทั้งหมด 43 ข้อ" in page


@pytest.mark.parametrize("path", [YEAR, f"{YEAR}O1/", f"{YEAR}?q=2564", "/o/sample1/oit/"])
def test_no_page_asks_more_when_it_holds_more(client, count_queries, office, full_items, path):
    asked = []
    for count in (1, 10, 32):  # 1, 11 and 43 pieces
        full_items(count)
        PaperFactory(office=office, fiscal_year=2564)
        YEAR_PAGES.clear()
        with count_queries() as queries:
            client.get(path)
        asked.append(len(queries))

    assert len(set(asked)) == 1
    assert asked[0] <= 11


def test_the_pages_do_not_look_at_a_visitors_session(count_queries, office, framework_2564):
    visitor = Client()
    visitor.cookies["sessionid"] = "x" * 32

    with count_queries() as asked:
        response = visitor.get(YEAR)

    assert response.status_code == 200
    assert not response.cookies
    assert not any("session" in query["sql"] for query in asked.captured_queries)
