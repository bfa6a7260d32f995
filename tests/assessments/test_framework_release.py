"""From a draft to a version: started once, checked, released once, and nothing old is changed."""

from dataclasses import replace

import pytest

from assessments.models import Framework, FrameworkDraft
from assessments.rules.frameworks.differences import differences
from assessments.rules.frameworks.drafting import change_draft, discard_draft, start_draft
from assessments.rules.frameworks.editing import numbered, removed_item
from assessments.rules.frameworks.files import framework_paths, read_framework
from assessments.rules.frameworks.loading import load_framework
from assessments.rules.frameworks.releasing import findings_of, release_draft
from assessments.rules.frameworks.rows import facts_of
from assessments.rules.frameworks.writing import toml_of
from ita_portal.audit.models import AuditEvent
from ita_portal.errors import Refused, Stale
from tests.factories.assessments import ResultFactory
from tests.races import together


@pytest.fixture
def draft(office, coordinator, load_year):
    """Give a draft of 2564, which is there as a file already."""
    load_year(2564)
    return start_draft(fiscal_year=2564, office=office, by=coordinator)


@pytest.fixture
def release(office, coordinator):
    """Give a function that releases a draft."""

    def release_it(draft, note="แก้ชื่อข้อ", revision=None):
        return release_draft(
            draft,
            change_note=note,
            expected_revision=revision or draft.revision,
            office=office,
            by=coordinator,
        )

    return release_it


@pytest.fixture
def change(office, coordinator):
    """Give a function that saves a change of a draft."""

    def save(draft, what, revision=None):
        return change_draft(
            draft,
            what,
            expected_revision=revision or draft.revision,
            part="items",
            office=office,
            by=coordinator,
        )

    return save


def with_weight(weight):
    def change(content):
        first, *others = content["instruments"]
        return content | {"instruments": [first | {"weight": weight}, *others]}

    return change


def errors_of(draft):
    return [one for one in findings_of(draft.content, draft.fiscal_year) if one.is_error]


def test_a_new_year_is_copied_from_the_last_one(office, coordinator, load_year):
    load_year(2568)
    base = load_year(2569)

    draft = start_draft(fiscal_year=2570, office=office, by=coordinator)

    assert draft.based_on == base
    assert len(draft.content["items"]) == 22
    assert errors_of(draft) == []


def test_a_year_has_one_draft(draft, office, coordinator):
    with pytest.raises(Refused, match="มีร่างอยู่แล้ว"):
        start_draft(fiscal_year=2564, office=office, by=coordinator)


def test_without_any_framework_there_is_nothing_to_copy(db, office, coordinator):
    with pytest.raises(Refused, match="โหลดกรอบ"):
        start_draft(fiscal_year=2570, office=office, by=coordinator)


def test_a_common_era_year_is_refused(office, coordinator, load_year):
    load_year(2569)

    with pytest.raises(Refused, match="2400"):
        start_draft(fiscal_year=2027, office=office, by=coordinator)


def test_what_is_broken_is_kept_and_told_where_it_is(draft, change):
    draft = change(draft, with_weight("25"))

    told = errors_of(draft)

    assert FrameworkDraft.objects.get().content["instruments"][0]["weight"] == "25"
    assert [(one.table, one.key) for one in told] == [("instruments", "weight")]
    assert "95" in told[0].message


def test_what_is_missing_is_told_by_the_name_that_people_know(draft, change):
    draft = change(draft, lambda content: content | {"basis": "", "pass_mark": None})

    told = [one.message for one in errors_of(draft)]

    assert "ที่มาของรายการ ต้องเป็นข้อความที่ไม่ว่าง" in told
    assert "เกณฑ์ผ่าน ต้องเป็นตัวเลข" in told


def test_an_item_under_no_sub_indicator_stops_the_release(draft, change, release):
    def loosen(content):
        first, *others = content["items"]
        del first["subindicator"]
        return content | {"items": [first, *others]}

    draft = change(draft, loosen)

    assert [one.table for one in errors_of(draft)] == ["items"]
    with pytest.raises(Refused, match="1 แห่ง"):
        release(draft)


def test_an_item_too_few_stops_a_year_that_claims_to_be_read(draft, change):
    draft = change(draft, lambda content: removed_item(content, 0) | {"items_expected": 43})

    assert [one.key for one in errors_of(draft)] == ["items_expected"]


def test_the_later_of_two_writers_is_told_and_overwrites_nothing(draft, change):
    change(draft, with_weight("25"))

    with pytest.raises(Stale):
        change(draft, with_weight("20"), revision=draft.revision)

    assert FrameworkDraft.objects.get().content["instruments"][0]["weight"] == "25"


def test_a_draft_that_was_thrown_away_cannot_be_written(draft, change, office, coordinator):
    discard_draft(draft, expected_revision=draft.revision, office=office, by=coordinator)

    with pytest.raises(Refused, match="ไม่มีร่าง"):
        change(draft, numbered)
    event = AuditEvent.objects.get(verb="framework.draft_discarded")
    assert event.detail["content"]["fiscal_year"] == 2564


def test_a_release_is_a_new_version_and_leaves_the_old_one_with_its_results(
    draft, change, release, coordinator
):
    old = Framework.objects.get()
    before = facts_of(old)
    result = ResultFactory(framework=old)
    draft = change(draft, lambda content: removed_item(content, 42))

    new = release(draft)

    result.refresh_from_db()
    assert (new.version, new.released_by, new.change_note) == (2, coordinator, "แก้ชื่อข้อ")
    assert len(facts_of(new).items) == 42
    assert result.framework == old
    assert facts_of(Framework.objects.get(version=1)) == before
    assert not FrameworkDraft.objects.exists()
    assert AuditEvent.objects.filter(verb="framework.released").exists()


def test_a_new_version_must_say_what_changed(draft, release):
    with pytest.raises(Refused, match="สิ่งที่เปลี่ยน"):
        release(draft, note="  ")


def test_the_first_version_of_a_year_need_not_say_what_changed(
    office, coordinator, load_year, release
):
    load_year(2569)
    draft = start_draft(fiscal_year=2570, office=office, by=coordinator)

    framework = release(draft, note="")

    assert (framework.fiscal_year, framework.version) == (2570, 1)


def test_a_released_framework_loads_unchanged_from_its_own_export(draft, release, tmp_path):
    framework = release(draft)
    path = tmp_path / "2564.toml"
    path.write_text(toml_of(facts_of(framework)), encoding="utf-8")

    again = load_framework(path)
    Framework.objects.all().delete()
    fresh = load_framework(path)

    assert (again.status, fresh.status) == ("unchanged", "created")
    assert facts_of(Framework.objects.get()) == read_framework(path)


@pytest.mark.django_db(transaction=True)
def test_of_several_who_release_at_once_one_does(office, coordinator, load_year, release):
    load_year(2569)
    draft = start_draft(fiscal_year=2570, office=office, by=coordinator)

    said = together(lambda: release(draft))

    assert said.count("done") == 1
    assert all("ไม่มีร่าง" in words for words in said if words != "done")
    assert list(Framework.objects.filter(fiscal_year=2570).values_list("version", flat=True)) == [1]


@pytest.mark.django_db(transaction=True)
def test_of_several_who_start_a_draft_at_once_one_does(office, coordinator, load_year):
    load_year(2569)

    said = together(lambda: start_draft(fiscal_year=2570, office=office, by=coordinator))

    assert said.count("done") == 1
    assert FrameworkDraft.objects.count() == 1


def facts_2564():
    return read_framework(framework_paths()[2])


def test_nothing_differs_from_itself():
    assert differences(facts_2564(), facts_2564()) == []


def test_a_renumbered_item_is_no_new_one():
    facts = facts_2564()
    first, *others = facts.items
    moved = replace(facts, items=(replace(first, code="O99"), *others))

    told = [one.what for one in differences(facts, moved)]

    assert told == ["เปลี่ยนเลข 1 ข้อ"]


def test_split_merged_removed_and_added_items_are_told_as_such():
    facts = facts_2564()
    one, two, three, four, *others = facts.items
    changed = (
        replace(one, code="O1ก"),
        replace(one, code="O1ข"),
        replace(two, duties=two.duties + three.duties),
        replace(four, duties=("something_new",)),
        *others,
    )

    told = [one.what for one in differences(facts, replace(facts, items=changed))]

    assert told == ["แยกข้อ O1", "ตัดข้อ O4", "รวมเป็นข้อ O2", "เพิ่มข้อ O4"]


def test_a_changed_weight_and_level_are_told_before_and_after():
    facts = facts_2564()
    tool, *tools = facts.instruments
    band, *bands = facts.bands
    new = replace(
        facts,
        instruments=(replace(tool, weight=tool.weight - 5), *tools),
        bands=(replace(band, minimum_total=band.minimum_total + 1), *bands),
    )

    told = {one.what: (one.before[-2:], one.after[-2:]) for one in differences(facts, new)}

    assert told["เปลี่ยนแบบวัด IIT"] == ("30", "25")
    assert "เปลี่ยนระดับ AA" in told
