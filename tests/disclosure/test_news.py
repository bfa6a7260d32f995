"""What is new at an office: the page, the feed, and the maps for search engines."""

from __future__ import annotations

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from disclosure.rules.evidence import withdraw_evidence
from disclosure.rules.news import news_of
from tests.factories.disclosure import EvidenceFactory, PaperFactory

PAGE, FEED = "/o/sample1/new/", "/o/sample1/new/feed.atom"
ATOM = "{http://www.w3.org/2005/Atom}"


def words(response) -> str:
    return response.content.decode()


def test_what_was_published_signed_and_withdrawn_stands_there_the_latest_first(
    client, office, item, coordinator
):
    older = timezone.now() - timedelta(days=3)
    EvidenceFactory(office=office, item=item, title="ของเก่า", accepted=True, decided_at=older)
    gone = EvidenceFactory(office=office, item=item, title="ของที่ถอน", accepted=True)
    PaperFactory(office=office, title="ประกาศใหม่", ready_at=timezone.now())
    withdraw_evidence(gone, comment="มีข้อมูลส่วนบุคคล", by=coordinator)

    told = [(one.what, one.title) for one in news_of(office, most=10)]

    assert told == [("ถอนออก", "ของที่ถอน"), ("ลงนาม", "ประกาศใหม่"), ("เผยแพร่", "ของเก่า")]
    assert "มีข้อมูลส่วนบุคคล" in words(client.get(PAGE))


def test_what_is_not_public_or_of_another_office_is_no_news(
    client, office, other_office, item, framework_2564
):
    EvidenceFactory(office=office, item=item, title="ร่างลับ")
    EvidenceFactory(office=office, item=item, title="ถอนก่อนเผยแพร่", withdrawn=True)
    EvidenceFactory(office=other_office, item=item, title="ของที่อื่น", accepted=True)
    PaperFactory(office=office, title="บันทึกภายใน", kind="memo", duties=[])

    page, feed = words(client.get(PAGE)), words(client.get(FEED))

    for title in ("ร่างลับ", "ถอนก่อนเผยแพร่", "ของที่อื่น", "บันทึกภายใน"):
        assert title not in page + feed
    assert "ยังไม่มีข้อมูลเผยแพร่" in page


def test_the_feed_is_atom_with_an_id_of_its_own_for_each_version(client, office, item):
    piece = EvidenceFactory(office=office, item=item, title="แผน & ผล", accepted=True)

    response = client.get(FEED)
    root = ElementTree.fromstring(response.content)  # noqa: S314 - our own feed

    entry = root.find(f"{ATOM}entry")
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    assert entry.findtext(f"{ATOM}title") == "เผยแพร่: แผน & ผล"
    assert entry.find(f"{ATOM}link").get("href").endswith(f"O1/#evidence-{piece.pk}")
    assert entry.findtext(f"{ATOM}id").endswith("/1")
    assert FEED in words(client.get(PAGE))


def test_an_unchanged_feed_is_not_sent_again(client, office, item):
    EvidenceFactory(office=office, item=item, accepted=True)
    etag = client.get(FEED).headers["ETag"]

    assert client.get(FEED, headers={"if-none-match": etag}).status_code == 304
    EvidenceFactory(office=office, item=item, accepted=True)
    assert client.get(FEED, headers={"if-none-match": etag}).status_code == 200


def test_the_map_names_what_shows_something_and_nothing_else(client, office, item, other_office):
    EvidenceFactory(office=office, item=item, accepted=True)
    EvidenceFactory(office=office, item=item.framework.items.get(code="O2"))
    paper = PaperFactory(office=office)
    other_office.is_active = False
    other_office.save()

    index, own = words(client.get("/sitemap.xml")), words(client.get("/o/sample1/sitemap.xml"))

    assert "/o/sample1/sitemap.xml" in index
    assert "other1" not in index
    assert "/o/sample1/oit/2564/O1/</loc><lastmod>" in own
    assert "/O2/" not in own
    assert f"/o/sample1/documents/{paper.code}/" in own
    assert client.get("/o/other1/sitemap.xml").status_code == 404


def test_walkers_are_kept_from_the_staff_side_and_shown_the_map(client):
    text = words(client.get("/robots.txt"))

    assert "Disallow: /office/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


@pytest.mark.parametrize("path", [PAGE, FEED, "/o/sample1/sitemap.xml", "/o/sample1/"])
def test_no_page_asks_more_when_there_is_more(client, count_queries, office, full_items, path):
    asked = []
    for count in (1, 20):
        full_items(count)
        PaperFactory.create_batch(count, office=office)
        with count_queries() as queries:
            client.get(path)
        asked.append(len(queries))

    assert asked[0] == asked[1]
