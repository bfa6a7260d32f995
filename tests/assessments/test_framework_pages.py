"""The pages of frameworks: who may open them, what they say, and that nothing typed is lost."""

import copy
import html
import re

import pytest
from django.urls import reverse

from assessments.models import Framework, FrameworkDraft, Result
from assessments.rules.frameworks.drafting import start_draft
from assessments.rules.frameworks.files import framework_paths, read_text
from assessments.rules.frameworks.rows import facts_of
from tests.assessments.sent_forms import sent
from tests.factories.assessments import ResultFactory

PAGES = ["draft", "draft_release", "draft_discard", "draft_items", "draft_item_add"]
PARTS = ["facts", "weights", "levels", "structure", "questions", "scales"]


def url(name, office, *more):
    return reverse(f"assessments:{name}", args=[office.code, *more])


@pytest.fixture
def draft(office, supervisor, load_year):
    """Give a draft of a new version of 2564, made by the supervisor."""
    load_year(2564)
    return start_draft(fiscal_year=2564, office=office, by=supervisor)


@pytest.fixture
def editor(login, supervisor):
    """Give the browser of the national supervisor."""
    return login(supervisor)


def text_of(response):
    return response.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_only_the_supervisor_opens_the_editor_where_there_are_more_offices(
    login, officer, coordinator, stranger, editor, office, draft, name
):
    where = url(name, office, 2564)

    found = {who: login(who).get(where).status_code for who in (officer, coordinator, stranger)}

    assert list(found.values()) == [403, 403, 404]
    assert editor.get(where).status_code == 200


def test_in_a_portal_of_one_office_its_coordinator_makes_the_frameworks(
    login, coordinator, officer, office, draft
):
    assert login(coordinator).get(url("draft", office, 2564)).status_code == 200
    assert login(officer).get(url("draft", office, 2564)).status_code == 403


@pytest.mark.parametrize("name", ["framework", "framework_export"])
def test_everybody_of_the_office_reads_a_framework(login, officer, stranger, office, draft, name):
    assert login(officer).get(url(name, office, 2564)).status_code == 200
    assert login(stranger).get(url(name, office, 2564)).status_code == 404


@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_is_saved_as_it_was_shown_changes_nothing(editor, office, draft, part):
    where = url("draft_part", office, 2564, part)
    before = draft.content
    page = text_of(editor.get(where))

    response = editor.post(where, sent(page))

    assert response.status_code == 302, text_of(response)
    draft.refresh_from_db()
    assert draft.content == before
    assert draft.revision == 2


def test_a_draft_starts_with_a_year_in_thai_digits(editor, office, load_year):
    load_year(2569)

    response = editor.post(url("framework_list", office), {"year": "๒๕๗๐"})

    assert response.url == url("draft", office, 2570)
    assert FrameworkDraft.objects.get().fiscal_year == 2570


def test_a_year_that_has_a_draft_is_told_at_its_field(editor, office, draft):
    page = text_of(editor.post(url("framework_list", office), {"year": "2564"}))

    assert "มีร่างอยู่แล้ว" in page
    assert 'value="2564"' in page


def test_a_number_that_is_none_is_told_at_its_field_and_stays(editor, office, draft):
    where = url("draft_part", office, 2564, "weights")
    typed = sent(text_of(editor.get(where)), **{"instruments-0-weight": "มาก"})

    page = text_of(editor.post(where, typed))

    assert 'href="#id_instruments-0-weight"' in page
    assert 'value="มาก"' in page
    assert FrameworkDraft.objects.get().revision == 1


def test_a_broken_weight_leads_from_the_check_list_to_its_field(editor, office, draft):
    where = url("draft_part", office, 2564, "weights")
    editor.post(where, sent(text_of(editor.get(where)), **{"instruments-0-weight": "๒๕"}))

    page = text_of(editor.get(url("draft", office, 2564)))

    assert "95 ต้องรวมกันได้ 100" in page
    assert f"{where}#id_instruments-0-weight" in page
    assert 'id="id_instruments-0-weight"' in text_of(editor.get(where))


def broken(content):
    """Return the content with something wrong in every part of it."""
    content = copy.deepcopy(content)
    content |= {"items_expected": 3, "pass_mark": "85.001"}
    content["instruments"][0] |= {"weight": "0", "indicators": []}
    content["indicators"][0]["name"] = "ก" * 201
    content["subindicators"][0]["indicator"] = 77
    content["items"][2]["subindicator"] = "7.7"
    content["questions"][35]["scale"] = "nowhere"
    content["scales"]["level4"]["points"] = ["0"]
    content["levels"]["bands"][-1]["minimum_total"] = "1"
    return content


def test_every_problem_leads_to_a_field_or_a_sheet_that_is_there(editor, office, draft):
    FrameworkDraft.objects.update(content=broken(draft.content))
    page = text_of(editor.get(url("draft", office, 2564)))

    links = re.findall(
        r'<li><a href="([^"]+)">', page.split('id="edit"')[0].split('id="checks"')[1]
    )

    assert len(links) > 9
    lost = [link for link in links if not leads(editor, html.unescape(link))]
    assert lost == []


def leads(client, link):
    address, _, anchor = link.partition("#")
    page = client.get(address)
    return page.status_code == 200 and (not anchor or f'id="{anchor}"' in text_of(page))


def test_who_comes_later_sees_both_what_was_typed_and_what_is_stored(editor, office, draft):
    where = url("draft_part", office, 2564, "weights")
    page = text_of(editor.get(where))
    editor.post(where, sent(page, **{"instruments-0-name": "ชื่อของคนแรก"}))

    late = editor.post(where, sent(page, **{"instruments-0-name": "ชื่อของคนหลัง"}))

    shown = text_of(late)
    assert "ชื่อของคนแรก" in shown
    assert "ชื่อของคนหลัง" in shown
    assert "มีผู้แก้ไขข้อมูลนี้" in shown
    again = editor.post(where, sent(shown))
    assert again.status_code == 302
    assert FrameworkDraft.objects.get().content["instruments"][0]["name"] == "ชื่อของคนหลัง"


def test_an_item_is_split_and_two_are_merged_on_screen(editor, office, draft):
    split = url("draft_split", office, 2564, 1)
    typed = sent(text_of(editor.get(split)))
    typed |= {"part2-code": "O1ก", "part2-duties": "structure", "part1-duties": "structure"}
    editor.post(split, typed)
    chosen = editor.post(url("draft_items", office, 2564), {"place": ["3", "4"], "then": "merge"})
    editor.post(chosen.url, sent(text_of(editor.get(chosen.url)), title="สองเรื่อง"))

    items = FrameworkDraft.objects.get().content["items"]

    assert [item["code"] for item in items[:3]] == ["O1", "O1ก", "O2"]
    assert items[2]["title"] == "สองเรื่อง"
    assert len(items[2]["duties"]) == 2
    assert len(items) == 43


def test_numbers_typed_for_the_items_stay_when_somebody_was_quicker(editor, office, draft):
    where = url("draft_items", office, 2564)
    codes = [item["code"] for item in draft.content["items"]]
    editor.post(where, {"then": "number", "revision": "1"})

    page = text_of(editor.post(where, {"code": ["๐๙", *codes[1:]], "revision": "1"}))

    assert "มีผู้แก้ไขข้อมูลนี้" in page
    assert 'value="09"' in page


def test_a_code_that_stands_twice_is_told_on_the_list_and_on_the_check_list(editor, office, draft):
    codes = [item["code"] for item in draft.content["items"]]
    where = url("draft_items", office, 2564)
    editor.post(where, {"code": ["O2", *codes[1:]], "revision": "1"})

    assert "เลขข้อซ้ำกัน: O2" in text_of(editor.get(where))
    assert "เลขข้อ OIT (ลำดับที่ 2) ซ้ำกัน: O2" in text_of(editor.get(url("draft", office, 2564)))


def test_the_page_before_the_release_says_whom_it_touches(editor, office, other_office, draft):
    ResultFactory(framework=Framework.objects.get(), office=other_office)
    where = url("draft_part", office, 2564, "weights")
    weights = {"instruments-0-weight": "50", "instruments-2-weight": "20"}
    editor.post(where, sent(text_of(editor.get(where)), **weights))

    page = text_of(editor.get(url("draft_release", office, 2564)))

    assert other_office.short_name in page
    assert "91.50 → 93.45" in page
    assert "น้ำหนัก 30" in page
    assert "น้ำหนัก 50" in page


def test_a_release_without_a_note_keeps_the_draft_and_says_why(editor, office, draft):
    response = editor.post(url("draft_release", office, 2564), {"revision": "1", "change_note": ""})

    assert "โปรดบอกสิ่งที่เปลี่ยน" in text_of(response)
    assert FrameworkDraft.objects.exists()


def test_a_release_leads_to_the_new_version_and_its_export_is_the_same(editor, office, draft):
    typed = {"revision": "1", "change_note": "ตรวจซ้ำแล้ว"}
    response = editor.post(url("draft_release", office, 2564), typed, follow=True)

    export = editor.get(url("framework_export", office, 2564))

    assert "ฉบับที่ 2" in text_of(response)
    assert "ตรวจซ้ำแล้ว" in text_of(response)
    assert 'filename="2564.toml"' in export["Content-Disposition"]
    newest = Framework.objects.of_year(2564)
    assert read_text(text_of(export), name="2564.toml") == facts_of(newest)


@pytest.mark.parametrize("path", framework_paths(), ids=lambda path: path.stem)
def test_every_year_can_be_read_with_what_is_not_known_of_it(
    login, officer, office, load_year, path
):
    framework = load_year(int(path.stem))

    page = text_of(login(officer).get(url("framework", office, framework.fiscal_year)))

    assert "ยังไม่พบหลักเกณฑ์ที่ประกาศ" in page
    assert ("ยังไม่ทราบคะแนนของคำตอบ" in page) == (framework.fiscal_year == 2567)


@pytest.mark.parametrize("version", ["9", "x", "99999", "๑"])
def test_a_version_that_is_not_there_is_not_found(editor, office, load_year, version):
    load_year(2564)

    where = f"{url('framework', office, 2564)}?version={version}"

    assert editor.get(where).status_code == 404


@pytest.mark.parametrize(
    "where",
    ["items/0/", "items/99/", "items/99/split/", "items/merge/?place=1&place=99", "nowhere/"],
)
def test_a_place_that_is_not_there_is_not_found(editor, office, draft, where):
    assert editor.get(f"{url('draft', office, 2564)}{where}").status_code == 404


def test_one_item_alone_leads_back_to_the_list_with_a_word_why(editor, office, draft):
    alone = editor.get(f"{url('draft_merge', office, 2564)}?place=1", follow=True)

    assert "อย่างน้อยสองข้อ" in text_of(alone)


def test_a_result_on_an_older_version_leads_to_the_newer_one_and_moves(
    editor, login, officer, office, draft
):
    result = ResultFactory(
        framework=Framework.objects.get(), office=office, status="draft", confirmed_at=None
    )
    editor.post(url("draft_release", office, 2564), {"revision": "1", "change_note": "ตรวจซ้ำ"})
    client = login(officer)
    where = url("result_version", office, 2564)

    shown = text_of(client.get(url("result_edit", office, 2564)))
    stale = client.post(where, {"revision": result.revision, "version": 1}, follow=True)
    before = Result.objects.get().framework.version
    client.post(where, {"revision": result.revision, "version": 2})

    assert where in shown
    assert (before, "มีกรอบฉบับใหม่กว่าฉบับที่ท่านเห็น" in text_of(stale)) == (1, True)
    result.refresh_from_db()
    assert result.framework.version == 2
    assert client.get(where).status_code == 404


def test_the_list_asks_no_more_of_the_database_when_there_are_more_years(
    editor, office, load_year, count_queries
):
    load_year(2562)
    with count_queries() as few:
        editor.get(url("framework_list", office))
    for year in (2563, 2564, 2565):
        load_year(year)

    with count_queries() as many:
        editor.get(url("framework_list", office))

    assert len(many) == len(few)


def test_the_release_page_asks_no_more_when_more_results_are_touched(
    editor, office, draft, count_queries
):
    framework = Framework.objects.get()
    ResultFactory(framework=framework)
    where = url("draft_release", office, 2564)
    editor.get(where)
    with count_queries() as few:
        editor.get(where)
    ResultFactory.create_batch(5, framework=framework)

    with count_queries() as many:
        editor.get(where)

    assert len(many) == len(few)
