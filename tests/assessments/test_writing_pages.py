"""The editor of an analysis and its report, as the people of an office meet them."""

import re
from decimal import Decimal
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Analysis, IndicatorScore, Result
from assessments.rules.results import keep_figures, reopen_result
from assessments.rules.writing.saving import analysis_of_result
from assessments.rules.writing.submitting import reading_of
from ita_portal.documents.models import Proposal
from ita_portal.documents.rules.signing import approve, words_to_sign
from ita_portal.documents.rules.words import fingerprint
from tests.factories.assessments import ResultFactory

FIELD = re.compile(
    r'<(?:input[^>]*?type="hidden"[^>]*?|textarea[^>]*?)name="(?P<name>[^"]+)"[^>]*?'
    r'(?:value="(?P<value>[^"]*)"[^>]*>|>(?P<text>[^<]*)</textarea>)',
    re.DOTALL,
)


@pytest.fixture
def result(office, load_year):
    made = ResultFactory(office=office, framework=load_year(2564))
    keep_figures(made)
    return made


@pytest.fixture
def edit(office):
    return reverse("assessments:analysis_edit", args=[office.code, 2564])


@pytest.fixture
def report(office):
    return reverse("assessments:analysis_report", args=[office.code, 2564])


@pytest.fixture
def submit(office):
    return reverse("assessments:analysis_submit", args=[office.code, 2564])


def fields(answer):
    """Return what a browser would send back if nothing were touched."""
    html = answer.content.decode()
    found = {
        match["name"]: unescape(match["value"] if match["value"] is not None else match["text"])
        for match in FIELD.finditer(html[html.index('name="revision"') - 200 :])
    }
    return {name: text for name, text in found.items() if name != "csrfmiddlewaretoken"}


def text_of(answer):
    return unescape(answer.content.decode())


def saved_with(client, edit, **typed):
    data = fields(client.get(edit)) | {name.replace("__", "-"): v for name, v in typed.items()}
    return client.post(edit, data)


def test_the_first_time_all_is_written_already(result, edit, officer, login):
    page = text_of(login(officer).get(edit))

    assert "ปีงบประมาณ พ.ศ. 2564 ได้คะแนนรวม 91.50 คะแนน" in page
    assert "ถอดจากคะแนน: แน่ใจได้ว่าเสียคะแนน" in page
    assert "ยังไม่ได้บันทึก" in page
    assert not Analysis.objects.exists()


def test_saving_without_a_touch_keeps_nothing_but_the_points(result, edit, officer, login):
    client = login(officer)

    answer = client.post(edit, fields(client.get(edit)))

    analysis = analysis_of_result(result)
    assert answer.status_code == 302
    assert not analysis.sentences.all()
    assert [point.subindicator.number for point in analysis.points.all()] == [
        "9.1",
        "9.2",
        "9.3",
        "9.4",
        "9.5",
        "10.1",
    ]


def test_reopening_and_changing_a_score_marks_what_was_written(
    result, edit, officer, coordinator, login
):
    client = login(officer)
    saved_with(client, edit, sentence__total="ปีนี้ได้ ๙๑.๕๐ คะแนน อยู่ในระดับ A")
    reopen_result(result, reason="พิมพ์ผิด", by=coordinator)
    IndicatorScore.objects.filter(result=result, indicator__number=9).update(score="95.00")

    page = client.get(edit)

    assert "ตัวเลขเปลี่ยนหลังจากที่เขียน 1 ประโยค" in text_of(page)
    assert re.search(r"<del>91\.50</del>.*<ins>95\.32</ins>", text_of(page))
    data = fields(page) | {"change": "refresh total"}
    mended = client.post(edit, data)
    assert fields(mended)["sentence-total"] == "ปีนี้ได้ ๙๕.๓๒ คะแนน อยู่ในระดับ AA"
    assert "ตัวเลขเปลี่ยนหลังจากที่เขียน" not in text_of(mended)
    rebuilt = client.post(edit, data | {"change": "rebuild total"})
    assert "ได้คะแนนรวม 95.32 คะแนน" in fields(rebuilt)["sentence-total"]
    client.post(edit, fields(mended))
    assert "๙๕.๓๒" in analysis_of_result(result).sentences.get().text
    assert not any(one.verdict.is_red for one in reading_of(result).sentences)


def test_a_number_without_source_is_told(result, edit, officer, login):
    client = login(officer)
    saved_with(client, edit, sentence__lowest="ตัวชี้วัดที่ 9 ต่ำที่สุด ได้ 57.92 คะแนน")

    assert "ตัวเลข <b>57.92</b> ไม่มีที่มา" in text_of(client.get(edit))


def test_the_later_of_two_sees_what_changed_and_loses_nothing(
    result, edit, officer, coordinator, login
):
    one, other = login(officer), login(coordinator)
    mine, theirs = fields(one.get(edit)), fields(other.get(edit))
    other.post(edit, theirs | {"sentence-own.overview": "คำของผู้ประสานงาน", "target": "95"})

    answer = one.post(edit, mine | {"sentence-own.overview": "คำของเจ้าหน้าที่", "target": "97"})

    page = text_of(answer)
    assert fields(answer)["sentence-own.overview"] == "คำของเจ้าหน้าที่"
    assert "คำของผู้ประสานงาน" in page
    assert "ฉบับล่าสุดในระบบ: 95.00" in page
    assert "แก้ต่างกับผู้อื่น 2 แห่ง" in page
    assert 'href="#row-own.overview"' in page
    assert 'href="#target"' in page
    one.post(edit, fields(answer) | {"target": "97"})
    assert analysis_of_result(result).sentences.get().text == "คำของเจ้าหน้าที่"


def test_what_only_the_other_changed_is_not_undone_by_the_later_save(
    result, edit, officer, coordinator, login
):
    one, other = login(officer), login(coordinator)
    mine, theirs = fields(one.get(edit)), fields(other.get(edit))
    changed = {
        "sentence-lowest": "ต่ำที่สุดคือ ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล ได้ 75.92 คะแนน",
        "cause-9-codes": "broken_link",
        "point-0-proposal": "แนวทางของผู้ประสานงาน",
        "target": "95",
    }
    other.post(edit, theirs | changed)

    answer = one.post(edit, mine | {"sentence-own.overview": "คำของเจ้าหน้าที่"})
    again = fields(answer) | {"target": "95.00", "cause-9-codes": "broken_link"}

    assert "ฉบับล่าสุดในระบบ" not in text_of(answer)
    assert re.search(r'value="broken_link"\s+checked', text_of(answer))
    assert re.search(r'name="target"[^>]*value="95.00"', text_of(answer))
    assert fields(answer)["sentence-lowest"] == changed["sentence-lowest"]
    assert fields(answer)["point-0-proposal"] == "แนวทางของผู้ประสานงาน"
    one.post(edit, again)
    saved = {row.key: row.text for row in analysis_of_result(result).sentences.all()}
    assert saved == {
        "lowest": changed["sentence-lowest"],
        "own.overview": "คำของเจ้าหน้าที่",
    }


def test_a_cause_taken_back_stays_away_when_the_other_changed_something_else(
    result, edit, officer, coordinator, login
):
    one, other = login(officer), login(coordinator)
    one.post(edit, fields(one.get(edit)) | {"cause-9-codes": "broken_link"})
    mine, theirs = fields(one.get(edit)), fields(other.get(edit))
    other.post(edit, theirs | {"cause-9-codes": "broken_link", "target": "95"})

    answer = one.post(edit, mine)  # without the cause that was chosen before

    assert not re.search(r'value="broken_link"\s+checked', text_of(answer))
    assert "ฉบับล่าสุดในระบบ" not in text_of(answer)


@pytest.mark.parametrize("opened", ["", "forged"])
def test_a_page_without_its_origin_still_shows_what_the_other_saved(
    result, edit, officer, coordinator, login, opened
):
    one, other = login(officer), login(coordinator)
    mine, theirs = fields(one.get(edit)), fields(other.get(edit))
    other.post(edit, theirs | {"sentence-own.overview": "คำของผู้ประสานงาน"})

    answer = one.post(edit, mine | {"opened": opened, "sentence-own.overview": "คำของเจ้าหน้าที่"})

    assert fields(answer)["sentence-own.overview"] == "คำของเจ้าหน้าที่"
    assert "คำของผู้ประสานงาน" in text_of(answer)


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 40, "๑"])
def test_a_page_without_its_revision_saves_nothing_and_keeps_the_words(
    result, edit, officer, login, revision
):
    client = login(officer)
    data = fields(client.get(edit)) | {"sentence-own.overview": "คำที่พิมพ์"}

    answer = client.post(edit, data | {"revision": revision})

    assert not Analysis.objects.exists()
    assert fields(answer)["sentence-own.overview"] == "คำที่พิมพ์"


def test_a_sentence_that_no_page_shows_is_not_stored(result, edit, officer, login):
    client = login(officer)

    client.post(edit, fields(client.get(edit)) | {"sentence-" + "x" * 70: "แอบใส่"})

    assert not analysis_of_result(result).sentences.exists()


def test_causes_are_chosen_and_come_back(result, edit, officer, login):
    client = login(officer)
    data = fields(client.get(edit))
    data |= {"cause-9-codes": ["broken_link", "no_such"], "cause-9-text": "ย้ายเว็บไซต์"}

    client.post(edit, data)

    cause = analysis_of_result(result).causes.get()
    assert (cause.codes, cause.text) == (["broken_link"], "ย้ายเว็บไซต์")
    assert re.search(r'value="broken_link"\s+checked', client.get(edit).content.decode())


def test_points_are_added_removed_restored_and_ordered_without_saving(result, edit, officer, login):
    client = login(officer)
    start = client.get(edit)
    first = fields(start)["point-0-place"]

    added = client.post(edit, fields(start) | {"change": "add-point", "new-place": "9/9.1/O1"})
    assert fields(added)["point-6-place"] == "9/9.1/O1"
    moved = client.post(edit, fields(added) | {"change": "up point-6"})
    assert fields(moved)["point-5-place"] == "9/9.1/O1"
    gone = client.post(edit, fields(moved) | {"change": "remove point-0"})
    assert "เลิกลบ" in text_of(gone)
    back = client.post(edit, fields(gone) | {"change": "restore point-0"})
    assert "เลิกลบ" not in text_of(back)
    assert not Analysis.objects.exists()

    client.post(edit, fields(gone) | {"point-5-finding": "ไม่มีผัง"})

    places = [
        str(point.item or point.subindicator) for point in analysis_of_result(result).points.all()
    ]
    assert len(places) == 6
    assert any(place.startswith("O1 ") for place in places)
    assert not any(place.startswith(first.split("/")[-1] + " ") for place in places)


def test_a_button_within_the_page_leads_back_to_where_it_was_pressed(result, edit, officer, login):
    client = login(officer)
    start = fields(client.get(edit))
    bare = {name: text for name, text in start.items() if not name.startswith("point-")}

    filled = client.post(edit, bare | {"change": "fill-points"}).content.decode()
    edited = client.post(edit, start | {"change": "", "sentence-lowest": "คำอื่น"})

    assert re.search(r'name="point-0-finding"[^>]* autofocus', filled)
    assert filled.count(" autofocus") == 1
    assert 'formaction="#row-lowest"' in edited.content.decode()


def test_an_order_that_fits_nothing_changes_nothing(result, edit, officer, login):
    client = login(officer)
    start = fields(client.get(edit))

    for order in ("", "up", "up point-99", "rebuild nothing", "fly point-1", "add-point"):
        answer = client.post(edit, start | {"change": order, "new-place": "no/such/place"})

        assert answer.status_code == 200


def test_a_point_at_no_place_is_refused_and_kept(result, edit, officer, login):
    client = login(officer)
    data = fields(client.get(edit)) | {"point-0-place": "77/7.7", "point-0-finding": "คำที่พิมพ์"}

    answer = client.post(edit, data)

    assert "ไม่พบตัวชี้วัดหรือข้อ" in text_of(answer)
    assert fields(answer)["point-0-finding"] == "คำที่พิมพ์"
    assert not Analysis.objects.exists()


@pytest.mark.parametrize(
    "name", ["sentence-total", "cause-9-text", "point-0-finding", "answer-1", "sentence-own.trend"]
)
def test_twenty_thousand_characters_are_refused_with_the_words_kept(
    result, edit, officer, login, name
):
    client = login(officer)
    long = "ก" * 20_000

    answer = client.post(edit, fields(client.get(edit)) | {name: long})

    assert fields(answer)[name] == long
    assert "20,000 ตัวอักษร" in text_of(answer)
    assert 'class="error-summary"' in text_of(answer)
    assert not Analysis.objects.exists()


@pytest.mark.parametrize("typed", ["0", "100.01", "95.555", "เก้าสิบห้า", "-3"])
def test_a_target_that_is_none_is_told_at_its_field(result, edit, officer, login, typed):
    client = login(officer)

    answer = client.post(edit, fields(client.get(edit)) | {"target": typed})

    assert 'id="target-error"' in text_of(answer)
    assert f'value="{typed}"' in text_of(answer)


def test_a_target_in_thai_digits_gives_its_sentence(result, edit, officer, login):
    client = login(officer)

    saved_with(client, edit, target="๙๕")

    assert "ตั้งเป้าหมายคะแนนรวมไว้ 95.00 คะแนน คะแนนที่ได้ยังขาดอีก 3.50 คะแนน" in text_of(client.get(edit))


def test_what_is_typed_is_never_read_as_a_page(result, edit, report, officer, login):
    client = login(officer)
    evil = "<script>alert(x)</script><img src=x onerror=y>"

    saved_with(
        client,
        edit,
        sentence__total=evil,
        cause__9__text=evil,
        point__0__finding=evil,
        answer__1=evil,
    )

    for address in (edit, report):
        page = client.get(address).content.decode()
        assert "alert(x)" in page
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_a_spoilt_form_is_no_mistake_of_the_portal(result, edit, officer, login):
    client = login(officer)

    for data in ({}, {"revision": "x", "base": "y"}, {"revision": "๑"}, {"revision": "9" * 5000}):
        assert client.post(edit, data).status_code == 200
    assert not Analysis.objects.exists()


def test_who_may_not_write_reads_the_report(result, edit, report, director, login):
    client = login(director)

    assert client.get(edit).url == report
    assert client.post(edit, {}).status_code == 403
    page = text_of(client.get(report))
    assert "ยังเป็นร่าง" in page
    assert "เสนอรายงาน</button>" not in page


def test_only_who_may_submit_proposes(result, submit, director, deputy, supervisor, login):
    for user in (director, deputy, supervisor):
        assert login(user).post(submit, {}).status_code == 403
    assert not Proposal.objects.exists()


def test_a_stranger_and_an_outsider_find_nothing(result, edit, report, stranger, outsider, login):
    for user in (stranger, outsider):
        assert login(user).get(edit).status_code == 404
        assert login(user).get(report).status_code == 404


def test_a_year_without_a_result_is_not_found(office, officer, login):
    address = reverse("assessments:analysis_edit", args=[office.code, 2563])

    assert login(officer).get(address).status_code == 404


def test_from_the_first_look_to_the_signed_paper(
    result, edit, report, submit, officer, director, login
):
    client = login(officer)
    saved_with(client, edit, cause__9__text="ลิงก์เปลี่ยน")
    sha = re.search(r'name="words_sha256"\s+value="(\w+)"', text_of(client.get(report)))[1]

    client.post(submit, {"words_sha256": sha})

    proposal = Proposal.objects.get()
    assert client.get(edit).url == report
    assert "เสนอแล้วและรอพิจารณา" in text_of(client.get(report))
    assert client.post(edit, {"revision": "1"}).status_code == 200
    words = words_to_sign(proposal, by=director, on=timezone.localdate(proposal.submitted_at))
    approve(proposal, words_sha256=fingerprint(words), by=director)
    page = text_of(client.get(report))
    assert "อนุมัติและลงนามแล้ว" in page
    assert reverse("documents:proposal", args=["sample1", proposal.pk]) in page


def test_a_score_that_changes_after_proposing_is_told_beside_the_paper(
    result, edit, report, submit, officer, login
):
    client = login(officer)
    saved_with(client, edit, cause__9__text="ลิงก์เปลี่ยน")
    client.post(submit, {"words_sha256": reading_of(result).words_sha256})
    before = text_of(client.get(report))

    IndicatorScore.objects.filter(result=result, indicator__number=9).update(score="95.00")

    assert "คะแนนในระบบเปลี่ยนหลังจากเสนอ" not in before
    after = text_of(client.get(report))
    assert "คะแนนในระบบเปลี่ยนหลังจากเสนอ" in after
    assert "๙๑.๕๐" in after
    assert "๙๕.๓๒" not in after


def test_a_report_that_changed_since_it_was_read_is_not_proposed(
    result, edit, submit, officer, login
):
    client = login(officer)
    saved_with(client, edit, cause__9__text="ลิงก์เปลี่ยน")

    answer = client.post(submit, {"words_sha256": "old"}, follow=True)

    assert "ระบบจึงยังไม่เสนอ" in text_of(answer)
    assert not Proposal.objects.exists()


def test_a_total_alone_has_no_indicators_to_write_about(office, officer, login):
    Result.objects.create(
        office=office,
        fiscal_year=2561,
        published_total=Decimal("79.40"),
        status="confirmed",
        confirmed_at=timezone.now(),
    )
    address = reverse("assessments:analysis_edit", args=[office.code, 2561])
    client = login(officer)

    page = client.get(address)

    assert "ได้คะแนนรวม 79.40 คะแนน" in text_of(page)
    assert "สาเหตุ</h2>" not in text_of(page)
    assert client.post(address, fields(page)).status_code == 302


@pytest.mark.parametrize("read", ["analysis_edit", "analysis_report"])
def test_a_page_asks_no_more_when_more_is_written(
    office, result, edit, officer, login, count_queries, read
):
    client, page = login(officer), reverse(f"assessments:{read}", args=[office.code, 2564])
    start = fields(client.get(edit))
    one = {name: text for name, text in start.items() if not name.startswith("point-")}
    point = {"point-0-place": "9/9.1/O1", "point-0-finding": "ไม่มีผัง"}
    client.post(edit, one | point | {"sentence-total": "ก 91.50", "cause-9-text": "ข"})
    with count_queries() as few:
        client.get(page)

    more = {f"cause-{number}-text": "ค" for number in range(1, 11)}
    filled = client.post(edit, fields(client.get(edit)) | more | {"change": "fill-points"})
    client.post(edit, fields(filled) | {"sentence-weak": "ง"})
    with count_queries() as many:
        client.get(page)

    assert analysis_of_result(result).points.count() > 1
    assert len(many) == len(few)
