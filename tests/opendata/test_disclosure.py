"""What offices disclose: the public page of a year as rows, and nothing that it does not show."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from complaints.models import Permit, Publication, SettledFigures
from disclosure.models import Entry, Evidence, Setting
from disclosure.rules.heading import year_head
from disclosure.rules.reading import year_page
from disclosure.rules.versions import show, take_down
from ita_portal.documents.rules.revoking import revoke
from tests.factories.assessments import ResultFactory
from tests.factories.disclosure import EvidenceFactory, PaperFactory, kept_file
from tests.factories.organisations import UserFactory
from tests.opendata.reading import API, body, every_row, lines, read, rows

Status = Evidence.Status


@pytest.fixture
def item(load_year):
    """Give the first item of 2568."""
    return load_year(2568).items.first()


def test_accepted_evidence_stands_with_all_that_its_page_shows(office, item):
    piece = EvidenceFactory(
        office=office, item=item, accepted=True, components=["ก", "ข"], ends_on="2025-09-30"
    )

    (row,) = rows("disclosure")

    assert (row["office_code"], row["fiscal_year"], row["item"]) == ("sample1", 2568, "O1")
    assert (row["item_place"], row["place"], row["kind"]) == (1, 1, "link")
    assert (row["title"], row["address"]) == (piece.title, piece.url)
    assert row["owner_group"] == piece.owner.name
    assert (row["components"], row["covers_to_on"]) == ("ก; ข", "2025-09-30")
    assert row["published_on"] == timezone.localdate().isoformat()
    assert row["published_year_be"] == timezone.localdate().year + 543
    assert row["item_page"] == f"{settings.BASE_URL}/o/sample1/oit/2568/O1/"
    assert Client().get(row["item_page"].removeprefix(settings.BASE_URL)).status_code == 200


@pytest.mark.parametrize(("year", "is_verified"), [(2564, True), (2567, False)])
def test_a_list_that_was_not_read_in_the_offices_sources_says_so(
    office, load_year, year, is_verified
):
    framework = load_year(year)
    EvidenceFactory(office=office, item=framework.items.first(), accepted=True)
    ResultFactory(office=office, framework=framework)

    assert [row["list_verified"] for row in rows("disclosure")] == [is_verified]
    assert [row["list_verified"] for row in rows("scores")] == [is_verified]


def test_a_file_and_a_text_have_addresses_that_open(office, item, officer):
    file = kept_file(office, officer, words="แผนของปี")
    EvidenceFactory(office=office, item=item, kind="file", url="", file=file, accepted=True)
    EvidenceFactory(office=office, item=item, as_text=True, accepted=True)

    of_file, of_text = rows("disclosure")

    assert (of_file["media_type"], of_file["size_bytes"]) == ("text/plain", file.size)
    opened = Client().get(of_file["address"].removeprefix(settings.BASE_URL))
    assert b"".join(opened) == "แผนของปี".encode()
    assert of_text["text"].startswith("เปิดทำการ")
    page = Client().get(of_text["address"].removeprefix(settings.BASE_URL).partition("#")[0])
    assert f'id="{of_text["address"].partition("#")[2]}"' in page.content.decode()


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"status": Status.DRAFT},
        {"returned": True},
        {"withdrawn": True, "was_public": True},
    ],
    ids=["proposed", "draft", "returned", "withdrawn"],
)
def test_what_was_not_accepted_is_neither_shown_nor_counted(office, item, facts):
    EvidenceFactory(office=office, item=item, title="ลับอยู่", **facts)

    page = read("disclosure")

    assert (page["count"], page["rows"]) == (0, [])
    assert "ลับอยู่" not in body("disclosure.csv").decode()
    assert {one["name"]: one["updated"] for one in read("")["datasets"]}["disclosure"] is None


def test_a_newer_draft_of_what_is_public_does_not_show(office, item):
    piece = EvidenceFactory(office=office, item=item, title="ฉบับที่เผยแพร่", accepted=True)
    piece.title, piece.status, piece.url = "ฉบับใหม่ที่ยังไม่รับ", Status.PROPOSED, "https://a.example/"
    piece.save()

    (row,) = rows("disclosure")

    assert row["title"] == "ฉบับที่เผยแพร่"
    assert "ฉบับใหม่" not in str(row)


def test_what_is_timed_for_later_comes_in_its_hour_and_not_before(office, item, time_machine):
    now = datetime(2025, 1, 6, 3, tzinfo=UTC)
    time_machine.move_to(now, tick=False)
    piece = EvidenceFactory(office=office, item=item, title="ตามเวลา")
    version = piece.versions.get()
    version.publish_at, version.status = now + timedelta(hours=1), Status.ACCEPTED
    version.decided_at, version.decided_by = now, UserFactory()
    version.save()
    show(piece, version, at=now)
    piece.save()
    before = Client().get(f"{API}disclosure")
    time_machine.move_to(now + timedelta(hours=2), tick=False)

    after = Client().get(f"{API}disclosure", headers={"If-None-Match": before["ETag"]})

    assert before.json()["rows"] == []
    assert [row["title"] for row in after.json()["rows"]] == ["ตามเวลา"]


def test_what_is_withdrawn_is_gone_at_once(office, item):
    piece = EvidenceFactory(office=office, item=item, accepted=True)
    before = Client().get(f"{API}disclosure")
    piece.status = Status.WITHDRAWN
    take_down(piece)
    piece.save()

    after = Client().get(f"{API}disclosure", headers={"If-None-Match": before["ETag"]})

    assert (before.json()["count"], after.json()["count"]) == (1, 0)


def test_what_was_accepted_to_be_none_of_theirs_says_why(office, item, officer, director):
    facts = {"office": office, "fiscal_year": 2568, "code": "O1", "reason": "ไม่มีภารกิจนี้"}
    at = timezone.now()
    entry = Entry.objects.create(
        **facts, setting=Setting.PROPOSED, proposed_at=at, proposed_by=officer
    )
    proposed = read("disclosure")
    entry.setting, entry.decided_at, entry.decided_by = Setting.ACCEPTED, at, director
    entry.save()

    (row,) = rows("disclosure")

    assert proposed["count"] == 0
    assert (row["kind"], row["text"], row["address"]) == ("not_applicable", "ไม่มีภารกิจนี้", None)


def test_a_paper_stands_at_the_items_that_ask_for_it_until_it_is_revoked(
    office, load_year, director
):
    load_year(2564)
    paper = PaperFactory(office=office, fiscal_year=2564)
    found = rows("disclosure")

    revoke(paper, reason="ออกผิดฉบับ", by=director)

    assert [row["kind"] for row in found] == ["paper"] * len(found) != []
    assert found[0]["address"].endswith(f"/o/sample1/documents/{paper.code}/")
    assert read("disclosure")["count"] == 0


def test_a_paper_that_waits_for_its_pdf_is_not_shown(office, load_year):
    load_year(2564)
    PaperFactory(office=office, status="pending", ready_at=None, pdf="", sha256="", size=0, pages=0)

    assert read("disclosure")["count"] == 0


def filled(office, load_year) -> None:
    """Fill three years with papers, pages that are permitted, and evidence."""
    for what in Publication:
        Permit.objects.create(
            office=office,
            what=what,
            from_year=2567,
            permitted_at=timezone.now(),
            permitted_by=UserFactory(),
        )
    for year in (2567, 2568, 2569):
        items = list(load_year(year).items.all())
        for place, item in enumerate(items[:6]):
            for _ in range(place % 3):
                EvidenceFactory(office=office, item=item, accepted=True)
    duties = [["integrity_measures"], ["integrity_report"], ["complaint_statistics"]]
    for year in (2566, 2567, 2568):
        SettledFigures.objects.create(
            office=office, fiscal_year=year, settled_to="2025-09-30", figures={}
        )
        for some in duties:
            old = PaperFactory(office=office, fiscal_year=year, duties=some)
            old.replaced_by = PaperFactory(office=office, fiscal_year=year, duties=some)
            old.save()


@pytest.mark.parametrize("year", [2567, 2568, 2569])
def test_rows_are_the_pieces_of_the_public_page_in_its_order(office, other_office, load_year, year):
    filled(office, load_year)
    filled(other_office, load_year)
    page = year_page(year_head(office.code, year))

    shown = [
        (row.code, title, address)
        for group in page.groups
        for row in group.rows
        for title, address, *_ in row.links
    ]
    told = every_row("disclosure", office="sample1", fiscal_year=year, limit=4)

    assert len(shown) > 3
    assert sorted((row["item"], row["title"], row["address"]) for row in told) == sorted(
        (code, title, settings.BASE_URL + at if at.startswith("/") else at)
        for code, title, at in shown
    )
    by_item = [[t for c, t, _ in shown if c == code] for code in {row["item"] for row in told}]
    assert sorted(by_item) == sorted(
        [row["title"] for row in told if row["item"] == code]
        for code in {row["item"] for row in told}
    )


def test_the_count_is_the_number_of_rows_however_it_is_narrowed(office, other_office, load_year):
    filled(office, load_year)
    filled(other_office, load_year)

    for narrowed in (
        {},
        {"office": "sample1"},
        {"fiscal_year": 2568},
        {"item": "o๒"},
        {"office": "other1", "fiscal_year": 2569, "item": "O25"},
    ):
        count = read("disclosure", **narrowed)["count"]
        whole = lines("disclosure.csv", **narrowed)
        paged = every_row("disclosure", limit=3, **narrowed)
        assert count == len(whole) == len(paged)
        assert len({tuple(row.values())[:4] for row in whole}) == count


def test_many_offices_and_pieces_take_as_many_queries_as_one(
    office, other_office, load_year, count_queries
):
    filled(office, load_year)
    body("disclosure.csv")
    with count_queries() as one:
        body("disclosure.csv")
        read("disclosure")
    filled(other_office, load_year)

    with count_queries() as many:
        body("disclosure.csv")
        read("disclosure")

    assert len(many) == len(one)


def test_an_item_without_a_framework_is_left_out(office, item):
    """Evidence outlives a version of the list in which its item stands no more."""
    EvidenceFactory(office=office, item=item, accepted=True)
    item.code = "O99"
    item.save()

    assert read("disclosure", item="O1")["count"] == 0
    assert read("disclosure", item="O99")["count"] == 1
