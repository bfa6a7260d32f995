"""What the public sees of a year."""

from __future__ import annotations

import datetime

import pytest

from disclosure.models import Evidence
from disclosure.rules.heading import year_head
from disclosure.rules.item_reading import item_page
from disclosure.rules.pieces import kind_of_link
from disclosure.rules.reading import NOTHING_KNOWN, latest_year, search, year_page
from tests.factories.disclosure import EvidenceFactory, PaperFactory

Status = Evidence.Status


def read(office, year):
    return year_page(year_head(office.code, year))


def rows_of(page):
    return {row.code: row for group in page.groups for row in group.rows}


def test_items_stand_in_their_subindicators_in_the_order_of_the_list(office, framework_2564):
    page = read(office, 2564)

    assert [group.title.split()[0] for group in page.groups] == [
        "9.1", "9.2", "9.3", "9.4", "9.5", "10.1", "10.2",
    ]  # fmt: skip
    codes = [row.code for group in page.groups for row in group.rows]
    assert codes == [f"O{number}" for number in range(1, 44)]
    assert (page.disclosed, page.total, page.updated) == (0, 43, "")


def test_a_list_without_subindicators_is_one_group(office, load_year):
    load_year(2569)

    page = read(office, 2569)

    assert [group.title for group in page.groups] == [NOTHING_KNOWN]
    assert page.total == 22


def test_a_list_that_was_not_read_in_the_offices_sources_says_so(office, load_year):
    load_year(2567)

    head = year_head(office.code, 2567)

    assert not head.is_verified
    assert head.trust_words == "ยังไม่ได้ตรวจสอบกับคู่มือของปีนั้น"


@pytest.mark.parametrize(
    ("year", "code"),
    [
        (2563, "O42"), (2564, "O42"), (2565, "O42"), (2566, "O42"),
        (2567, "O34"), (2568, "O27"), (2569, "O25"),
    ],
)  # fmt: skip
def test_a_signed_paper_stands_by_itself_on_the_item_of_its_year(office, load_year, year, code):
    load_year(year)
    PaperFactory(office=office, fiscal_year=year, title="ประกาศมาตรการ")

    page = read(office, year)

    assert [c for c, row in rows_of(page).items() if row.has_paper] == [code]
    [(title, href, kind, _)] = rows_of(page)[code].links
    assert (title, kind) == ("ประกาศมาตรการ", "ลงนามแล้ว · 3 หน้า")
    assert href.startswith(f"/o/{office.code}/documents/")


def test_the_announcement_stands_before_the_analysis_that_gives_its_ground(office, framework_2564):
    later = datetime.date(2021, 8, 1)
    report = {"kind": "analysis_report", "title": "รายงานการวิเคราะห์ผล", "dated_on": later}
    PaperFactory(office=office, fiscal_year=2564, title="ประกาศมาตรการ")
    PaperFactory(office=office, fiscal_year=2564, **report)

    links = rows_of(read(office, 2564))["O42"].links

    assert [title for title, *_ in links] == ["ประกาศมาตรการ", "รายงานการวิเคราะห์ผล"]


def test_a_paper_stands_only_in_its_own_year_and_office(
    office, other_office, framework_2564, load_year
):
    load_year(2565)
    PaperFactory(office=office, fiscal_year=2565)
    PaperFactory(office=other_office, fiscal_year=2564)

    assert read(office, 2564).disclosed == 0


@pytest.mark.parametrize("facts", [{"status": "pending"}, {"status": "failed"}, {"signed": False}])
def test_a_paper_that_is_not_ready_or_not_signed_is_not_public(office, framework_2564, facts):
    PaperFactory(office=office, fiscal_year=2564, **facts)

    assert read(office, 2564).disclosed == 0


@pytest.mark.parametrize("trait", ["", "returned", "withdrawn"])
def test_only_accepted_evidence_is_public(office, item, trait):
    EvidenceFactory(office=office, item=item, **({trait: True} if trait else {}))
    head = year_head(office.code, 2564)

    assert rows_of(year_page(head))["O1"].links == []
    assert item_page(head, "O1").shown == []


def test_evidence_of_another_office_is_not_shown(office, other_office, item):
    EvidenceFactory(office=other_office, item=item, accepted=True)

    assert read(office, 2564).disclosed == 0


def test_a_row_tells_owner_and_last_change(office, item):
    days = [datetime.datetime(2021, 1, day, 18, tzinfo=datetime.UTC) for day in (10, 12)]
    for day in days:
        EvidenceFactory(
            office=office, item=item, accepted=True, decided_at=day, owner__name=f"กลุ่ม {day.day}"
        )

    page = read(office, 2564)
    row = rows_of(page)["O1"]

    assert row.owner == "กลุ่ม 10 · กลุ่ม 12"
    assert row.updated == "13 ม.ค. 2564"  # 01:00 in Bangkok
    assert page.updated == "13 ม.ค. 2564"
    assert page.disclosed == 1


def test_a_text_leads_to_its_place_on_the_items_page(office, item):
    piece = EvidenceFactory(office=office, item=item, accepted=True, as_text=True)

    [(_, href, kind, _)] = rows_of(read(office, 2564))["O1"].links

    assert href == f"/o/{office.code}/oit/2564/O1/#evidence-{piece.pk}"
    assert kind == "ข้อความ"


def test_evidence_outlives_a_new_version_of_the_years_framework(office, item, load_year):
    EvidenceFactory(office=office, item=item, accepted=True)
    framework = item.framework
    old = [(i.code, i.title, i.duties, i.position) for i in framework.items.all()]
    framework.pk, framework.version, framework.checksum = None, 2, "2"
    framework.save()
    for code, title, duties, position in old:
        framework.items.create(code=code, title=title, duties=duties, position=position, basis="x")

    assert rows_of(read(office, 2564))["O1"].links


@pytest.mark.parametrize("query", ["โครงสร้าง 2564", "โครงสร้าง ๒๕๖๔", "o1 ทะเบียน", "O๑ ทะเบียน"])
def test_a_search_finds_every_word_in_both_kinds_of_digits(office, item, query):
    EvidenceFactory(office=office, item=item, accepted=True, title="ทะเบียนโครงสร้าง ปี ๒๕๖๔")

    found = search(read(office, 2564), query)

    assert "O1" in rows_of(found)
    assert found.found < found.total == 43


def test_a_search_looks_into_texts_but_finds_nothing_where_a_word_is_missing(office, item):
    EvidenceFactory(office=office, item=item, accepted=True, as_text=True, text="เปิดวันเสาร์ด้วย")
    page = read(office, 2564)

    assert list(rows_of(search(page, "วันเสาร์"))) == ["O1"]
    assert search(page, "วันเสาร์ วันอาทิตย์").groups == []


def test_the_latest_year_is_the_newest_that_shows_something(office, load_year, item):
    load_year(2566)
    load_year(2568)
    assert latest_year(office.pk, current=2567) == 2566

    EvidenceFactory(office=office, item=item, accepted=True)
    assert latest_year(office.pk, current=2567) == 2564

    PaperFactory(office=office, fiscal_year=2568)
    assert latest_year(office.pk, current=2567) == 2564
    assert latest_year(office.pk, current=2568) == 2568


def test_without_frameworks_there_is_no_year(office):
    assert latest_year(office.pk, current=2569) is None


def test_an_item_knows_the_same_duty_in_other_years(office, framework_2564, load_year):
    load_year(2567)
    load_year(2569)

    page = item_page(year_head(office.code, 2564), "o42")

    assert page.code == "O42"
    assert [(other.fiscal_year, other.code) for other in page.others] == [
        (2569, "O25"),
        (2567, "O34"),
    ]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://www.example.go.th/a.PDF?x=1", "ไฟล์ PDF"),
        ("https://www.example.go.th/ตาราง.xlsx", "ไฟล์ Excel"),
        ("https://www.example.go.th/", "หน้าเว็บ"),
        ("https://www.example.go.th", "หน้าเว็บ"),
    ],
)
def test_a_link_says_what_it_leads_to(url, words):
    assert kind_of_link(url)[0] == words


@pytest.mark.parametrize("year", [0, 2021, 2564_0000_0000_0000_0000])
def test_a_year_that_cannot_be_has_no_head(office, framework_2564, year):
    assert year_head(office.code, year) is None
