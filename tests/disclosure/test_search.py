"""Searching what is public: what is found, by which spelling, and what never is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from disclosure.models import PublicText
from disclosure.rules.evidence import (
    accept_evidence,
    add_evidence,
    change_evidence,
    withdraw_evidence,
)
from disclosure.rules.search.asking import asked
from disclosure.rules.search.finding import MOST_PAGES, PAGE, Within, find
from disclosure.rules.search.grams import grams_of, needed
from disclosure.rules.search.placing import place_missing, place_paper
from ita_portal.files.accepting import DOCUMENTS
from ita_portal.files.rules import keep
from tests.disclosure.corpus.writing import write
from tests.factories.disclosure import EvidenceFactory, PaperFactory, kept_file

OFFICE = "/o/sample1/search/"


def words(response) -> str:
    return response.content.decode()


def titles(typed: str, **within: int) -> list[str]:
    """Return the titles that a search finds on its first page."""
    return [one.row.title for one in find(asked(typed), within=Within(**within)).results]


def text_of(parts) -> str:
    return "".join(f"[{part.words}]" if part.is_found else part.words for part in parts)


@pytest.fixture
def publish(item, office, officer, coordinator, monkeypatch):
    """Give a function that puts a text page before the public, whatever the checks find in it."""
    monkeypatch.setattr("disclosure.rules.evidence.require_answered", lambda _: None)

    def put(title: str, text: str = "ไม่มีอะไร", *, kind="text", at=item, of=office, **facts):
        facts = {
            "kind": kind,
            "title": title,
            **({"text": text} if kind == "text" else {}),
            **facts,
        }
        piece = add_evidence(at, office=of, by=officer, as_draft=False, is_shared=True, facts=facts)
        return accept_evidence(piece, by=coordinator)

    return put


def test_a_word_is_found_within_thai_that_has_no_spaces(publish):
    publish("ผังโครงสร้าง", "สำนักงานมีความโปร่งใสในการบริหารงาน")

    assert titles("โปร่งใส") == ["ผังโครงสร้าง"]
    assert titles("โครงสร้าง") == ["ผังโครงสร้าง"]
    assert titles("โปร่งแสง") == []


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("2567", "ปีงบประมาณ พ.ศ. ๒๕๖๗"),
        ("๒๕๖๗", "ปีงบประมาณ พ.ศ. 2567"),
        ("ita", "การประเมิน ITA ของสำนักงาน"),
        ("น\u0e49ำ", "ค่าน\u0e4d\u0e49าประปา"),
        ("นโยบาย", "น โยบายของผู้บริหาร"),
        ("no gift policy", "นโยบาย No Gift\nPolicy ทุกกลุ่ม"),
        ("ลา", "การลาของข้าราชการ"),
    ],
)
def test_spelling_that_means_the_same_finds_the_same(publish, typed, text):
    publish("ประกาศของสำนักงาน", text)

    assert titles(typed) == ["ประกาศของสำนักงาน"]


def test_several_words_must_all_stand_but_a_quoted_phrase_together(publish):
    publish("แผนงานหนึ่ง", "จัดซื้อจัดจ้างตามแผน รายงานผลทุกเดือน")
    publish("แผนงานสอง", "รายงานผลจัดซื้อจัดจ้าง")

    assert titles("รายงานผล จัดซื้อจัดจ้าง") == ["แผนงานสอง", "แผนงานหนึ่ง"]
    assert titles("“รายงานผล จัดซื้อจัดจ้าง”") == ["แผนงานสอง"]
    assert titles("รายงานผล อื่นใด") == []


def test_titles_come_before_texts_and_the_newest_first(publish):
    publish("คู่มือการปฏิบัติงาน", "ทั่วไปหนึ่ง")
    publish("ทะเบียนเอกสาร", "มีคู่มือการปฏิบัติงานทุกกลุ่ม")
    publish("คู่มือการให้บริการ", "ทั่วไปสอง")

    assert titles("คู่มือ") == ["คู่มือการให้บริการ", "คู่มือการปฏิบัติงาน", "ทะเบียนเอกสาร"]


def test_the_item_s_own_title_and_code_lead_to_its_evidence(publish, item):
    publish("เอกสารแนบท้ายคำสั่ง")

    assert titles(item.title) == ["เอกสารแนบท้ายคำสั่ง"]
    assert titles("o1") == ["เอกสารแนบท้ายคำสั่ง"]


@pytest.mark.parametrize("suffix", ["pdf", "docx", "xlsx", "txt"])
def test_the_words_of_a_file_are_found_once_the_worker_has_read_it(
    publish, office, officer, tmp_path, run_jobs, suffix
):
    paper = write("ระเบียบว่าด้วยยานพาหนะส่วนกลาง\nข้อ ๑ ให้ใช้ตั้งแต่บัดนี้", tmp_path / f"a.{suffix}")
    file = keep([paper.read_bytes()], name=paper.name, office=office, by=officer, accept=DOCUMENTS)
    publish("ระเบียบของสำนักงาน", kind="file", file=file)
    assert titles("ยานพาหนะ") == []

    run_jobs()

    assert titles("ยานพาหนะ") == ["ระเบียบของสำนักงาน"]
    assert titles(f"a.{suffix}") == ["ระเบียบของสำนักงาน"]


def test_a_new_version_keeps_the_words_of_the_same_file_and_forgets_the_older_ones(
    publish, office, officer, coordinator, run_jobs
):
    file = kept_file(office, officer, words="ระเบียบยานพาหนะ")
    shown = publish("ระเบียบเก่า", kind="file", file=file)
    run_jobs()
    facts = {"kind": "file", "title": "ระเบียบใหม่", "file": file}
    newer = change_evidence(shown, by=officer, as_draft=False, facts=facts)
    assert titles("ยานพาหนะ") == ["ระเบียบเก่า"]

    accept_evidence(newer, by=coordinator)

    assert titles("ยานพาหนะ") == ["ระเบียบใหม่"]
    assert titles("ระเบียบเก่า") == []


def test_a_file_that_cannot_be_read_is_found_by_its_title(publish, office, officer, run_jobs):
    file = kept_file(office, officer)
    file.key = "0" * 40
    file.save(update_fields=["key"])
    publish("แบบฟอร์มที่หายไป", kind="file", file=file)

    run_jobs()

    assert titles("แบบฟอร์ม") == ["แบบฟอร์มที่หายไป"]
    assert PublicText.objects.get().is_read


def test_what_is_not_accepted_is_never_found(item, office, officer, client):
    facts = {"kind": "text", "title": "ร่างที่ยังไม่รับ", "text": "ความลับของร่าง"}
    add_evidence(item, office=office, by=officer, as_draft=False, is_shared=False, facts=facts)

    assert "ไม่พบ" in words(client.get(OFFICE, {"q": "ความลับ"}))


def test_what_is_withdrawn_is_found_no_more_from_that_moment(publish, coordinator):
    shown = publish("ประกาศที่ถอน")
    assert titles("ประกาศที่ถอน")

    withdraw_evidence(shown, comment="มีข้อมูลส่วนบุคคล", by=coordinator)

    assert titles("ประกาศที่ถอน") == []
    assert not PublicText.objects.exists()


def test_a_row_that_was_left_behind_shows_nothing(publish):
    shown = publish("ประกาศที่หลุดไป")
    type(shown).objects.filter(pk=shown.pk).update(shown=None, shown_at=None)

    assert titles("ประกาศที่หลุดไป") == []


def test_what_waits_for_its_hour_is_found_when_the_hour_has_come(publish, client):
    later = timezone.now() + timedelta(hours=1)
    piece = publish("ประกาศล่วงหน้า", publish_at=later)
    assert "ไม่พบ" in words(client.get(OFFICE, {"q": "ล่วงหน้า"}))

    type(piece).objects.filter(pk=piece.pk).update(coming_at=timezone.now() - timedelta(minutes=1))

    assert "<mark>ล่วงหน้า</mark>" in words(client.get(OFFICE, {"q": "ล่วงหน้า"}))
    assert "<mark>ล่วงหน้า</mark>" in words(client.get("/search/", {"q": "ล่วงหน้า"}))


def test_one_office_is_searched_without_the_others(
    publish, client, other_office, item, office, officer
):
    EvidenceFactory(office=other_office, item=item, title="แผนของสำนักงานอื่น", accepted=True)
    publish("แผนของเรา")
    place_missing()

    ours, all_of_them = client.get(OFFICE, {"q": "แผน"}), client.get("/search/", {"q": "แผน"})

    assert "ของสำนักงานอื่น" not in words(ours)
    assert "ของสำนักงานอื่น" in words(all_of_them)
    assert "ของเรา" in words(all_of_them)


def test_an_office_that_is_no_longer_in_use_is_not_searched(publish, client, office):
    publish("แผนของเรา")
    office.is_active = False
    office.save()

    assert client.get(OFFICE, {"q": "แผน"}).status_code == 404
    assert titles("แผน") == []


def test_a_year_can_be_chosen(publish, load_year):
    publish("แผนปีก่อน")
    publish("แผนปีหลัง", at=load_year(2566).items.first())

    assert titles("แผน", fiscal_year=2564) == ["แผนปีก่อน"]
    assert titles("แผน", fiscal_year=2566) == ["แผนปีหลัง"]
    assert titles("แผน", fiscal_year=2563) == []


def test_a_signed_paper_is_found_until_it_is_revoked(office, framework_2564, director):
    paper = PaperFactory(office=office, title="ประกาศเจตจำนงสุจริต")
    place_paper(paper.pk)
    found = find(asked("เจตจำนง"), within=Within(office.pk)).results[0]
    assert (found.place.code, found.place.fiscal_year) == ("O42", 2564)

    paper.revoked_at, paper.revoked_by, paper.revoke_reason = timezone.now(), director, "พิมพ์ผิด"
    paper.save()

    assert titles("เจตจำนง") == []


def test_a_memo_between_people_of_the_office_is_in_no_list(office, framework_2564, client):
    memo = PaperFactory(office=office, kind="memo", title="บันทึกเรื่องภายใน", duties=[])
    place_paper(memo.pk)

    assert titles("เรื่องภายใน") == []
    assert "บันทึกเรื่องภายใน" not in words(client.get("/o/sample1/"))


def test_the_words_that_were_found_are_marked_as_they_stand(publish):
    publish("แผน ๒๕๖๗", "ก" * 300 + " โครงการน้ำดื่มสะอาด ปี ๒๕๖๗ " + "ข" * 300)

    result = find(asked("น้ำดื่ม 2567"), within=Within()).results[0]

    assert text_of(result.title) == "แผน [๒๕๖๗]"
    assert "โครงการ[น้ำดื่ม]สะอาด ปี [๒๕๖๗]" in text_of(result.snippet)
    assert text_of(result.snippet).startswith("… ")
    assert len(text_of(result.snippet)) < 260


def test_a_letter_is_never_parted_from_its_marks():
    parts = asked("กิ").marked("กิ่งก้าน กี่บาท")

    assert text_of(parts) == "[กิ่]งก้าน กี่บาท"


def test_more_than_a_page_goes_on_to_the_next_and_comes_to_an_end(publish, full_items, client):
    full_items(43)
    place_missing()

    first = find(asked("ทะเบียน"), within=Within())
    last = find(asked("ทะเบียน"), within=Within(), page=5)

    assert (len(first.results), first.total, first.has_next) == (PAGE, None, True)
    assert (len(last.results), last.total, last.has_next) == (3, 43, False)
    assert 'rel="next"' in words(client.get(OFFICE, {"q": "ทะเบียน", "page": "๒"}))
    assert "หน้านี้ไม่มีรายการแล้ว" in words(client.get(OFFICE, {"q": "ทะเบียน", "page": "9"}))
    assert find(asked("ทะเบียน"), within=Within(), page=10**9).page == MOST_PAGES


@pytest.mark.parametrize(
    "typed", ["", " ", "ก", '""', "% _", "' OR 1=1 --", "a" * 5000, "g* AND", "\\"]
)
def test_whatever_is_typed_is_answered(publish, client, typed):
    publish("ประกาศ", "ร้อยละ 100% ของ_งาน")

    response = client.get(OFFICE, {"q": typed, "year": "x", "page": "-1"})

    assert response.status_code == 200


def test_what_was_typed_comes_back_as_text_alone(client, office):
    page = words(client.get(OFFICE, {"q": "<script>alert(1)</script>"}))

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_search_asks_no_more_queries_when_more_is_found(
    publish, full_items, client, count_queries
):
    publish("ทะเบียนแรก")
    client.get(OFFICE, {"q": "ทะเบียน"})
    with count_queries() as few:
        client.get(OFFICE, {"q": "ทะเบียน"})
    full_items(40)
    place_missing()

    with count_queries() as many:
        client.get(OFFICE, {"q": "ทะเบียน"})

    assert len(many) <= len(few)


def test_placing_again_changes_nothing_and_brings_back_what_is_missing(full_items):
    full_items(3)
    assert place_missing() == 3
    assert place_missing() == 0

    assert place_missing(anew=True) == 3
    assert len(titles("ทะเบียน")) == 3


def test_all_grams_of_a_word_stand_wherever_the_word_does():
    assert needed("โปร่งใส") <= grams_of("ความโปร่ง ใสของงาน")
    assert needed("ปี") <= grams_of("ใน ปี ๒๕๖๗")
    assert needed("256") == needed("๒๕๖")
    assert needed("ก") == set()


def test_nothing_is_set_in_the_visitor_s_browser(client, office):
    response = client.get("/search/", {"q": "แผน"})

    assert not response.cookies
    assert response.headers["X-Robots-Tag"] == "noindex"
