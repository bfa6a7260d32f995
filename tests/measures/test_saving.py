"""The editor saves itself, touches what was changed, and brings two people together."""

from __future__ import annotations

import dataclasses
from uuid import UUID, uuid4

import pytest

from ita_portal.audit.models import AuditEvent
from ita_portal.errors import Refused
from measures.models import Issue, Measure, Plan, Step
from measures.rules.plan import save_plan, send_back_plan, submit_plan
from measures.rules.rows import content_of
from tests.factories.measures import IssueFactory, MeasureFactory
from tests.measures.test_pages import address, fields_of, text_of

STEP = "issue-0-measure-0-step-0-text"


def autosave(client, office, fields):
    return client.post(address("plan_autosave", office), fields)


def writes(asked) -> list[str]:
    """Return the statements that wrote rows of plans."""
    verbs = ("UPDATE", "INSERT", "DELETE")
    return [
        query["sql"]
        for query in asked
        if query["sql"].startswith(verbs) and '"measures_' in query["sql"]
    ]


def test_the_page_saves_itself_and_learns_what_it_is_made_from(login, office, officer, draft):
    client = login(officer)
    fields = fields_of(draft, **{STEP: "ขั้นใหม่"})

    answer = autosave(client, office, fields)

    assert answer.status_code == 200
    told = answer.json()
    assert (told["revision"], told["others"], told["problems"]) == (2, 0, 0)
    again = {**fields, "base": told["base"], STEP: "ขั้นใหม่กว่า"}
    assert autosave(client, office, again).json()["revision"] == 3
    assert Step.objects.filter(text="ขั้นใหม่กว่า").exists()


def test_saving_what_has_not_changed_writes_nothing(login, office, officer, draft, count_queries):
    client, fields = login(officer), fields_of(draft)
    fields["issue-0-measure-0-step-1-key"] = draft.issues.get().measures.get().steps.all()[1].key
    fields["issue-0-measure-0-step-1-text"] = "เผยแพร่ฉบับใหม่"

    with count_queries() as asked:
        answer = autosave(client, office, fields)

    assert answer.json()["revision"] == 1
    assert writes(asked) == []


def test_a_save_of_one_row_touches_that_row(officer, draft, count_queries):
    for issue in IssueFactory.create_batch(3, plan=draft):
        MeasureFactory.create_batch(4, issue=issue)
    content = content_of(Plan.objects.for_page().get())
    plan = save_plan(draft, content=content, expected_revision=1, by=officer)  # gives the places
    changed = Step.objects.last()
    text = replaced(content, changed.key, "เปลี่ยนขั้นเดียว")

    with count_queries() as asked:
        save_plan(plan, content=text, expected_revision=2, by=officer)

    plans, rows = writes(asked)
    assert plans.startswith('UPDATE "measures_plan"')
    assert rows.startswith('UPDATE "measures_step"')
    assert f"IN ({changed.pk})" in rows


def replaced(row, key: UUID, text: str):
    """Return the content with other words in the step of this key, wherever it stands."""
    changes = {
        name: tuple(replaced(one, key, text) for one in getattr(row, name))
        for name in ("issues", "measures", "steps", "parts")
        if isinstance(getattr(row, name, None), tuple)
    }
    if getattr(row, "key", None) == key:
        changes["text"] = text
    return dataclasses.replace(row, **changes)


def test_rows_keep_their_keys_when_all_of_them_move(draft, officer):
    MeasureFactory(issue=draft.issues.get())
    content = content_of(Plan.objects.for_page().get())
    before = {(row.pk, row.key) for row in (*Measure.objects.all(), *Step.objects.all())}
    issue = content.issues[0]
    turned = dataclasses.replace(issue, measures=issue.measures[::-1], key=uuid4())

    save_plan(
        draft,
        content=dataclasses.replace(content, issues=(turned,)),
        expected_revision=1,
        by=officer,
    )

    assert {(row.pk, row.key) for row in (*Measure.objects.all(), *Step.objects.all())} == before
    assert Issue.objects.get().key == turned.key


def test_a_key_that_is_named_twice_is_that_of_one_row(draft, officer):
    content = content_of(Plan.objects.for_page().get())
    twice = dataclasses.replace(content, issues=content.issues * 2)

    save_plan(draft, content=twice, expected_revision=1, by=officer)

    assert len({row.key for row in Issue.objects.all()}) == 2
    assert len({row.key for row in Step.objects.all()}) == 4


def test_a_row_that_cannot_be_read_stays_and_the_others_are_saved(login, office, officer, draft):
    fields = fields_of(draft, **{STEP: "ขั้นใหม่", "issue-0-measure-0-starts": "เมื่อไรก็ได้"})

    told = autosave(login(officer), office, fields).json()

    assert told["problems"] == 1
    assert Measure.objects.get().starts_on is not None
    assert Step.objects.filter(text="ขั้นใหม่").exists()


def test_a_new_row_is_saved_once_however_often_the_page_saves_itself(login, office, officer, draft):
    client = login(officer)
    new = {"issue-0-measure-0-step-9-key": str(uuid4()), "issue-0-measure-0-step-9-text": "เพิ่ม"}
    fields = fields_of(draft, **new)

    told = autosave(client, office, fields).json()
    autosave(client, office, {**fields, "base": told["base"]})
    autosave(client, office, fields)

    assert Step.objects.filter(text="เพิ่ม").count() == 1


def test_two_people_in_one_plan_lose_nothing(login, office, officer, coordinator, draft):
    mine, theirs = fields_of(draft, **{STEP: "ของฉัน"}), fields_of(draft, subject="เรื่องของเขา")

    autosave(login(coordinator), office, theirs)
    told = autosave(login(officer), office, mine).json()

    assert told["others"] == 1
    assert Plan.objects.get().subject == "เรื่องของเขา"
    assert Step.objects.filter(text="ของฉัน").exists()


@pytest.fixture
def met(login, office, officer, coordinator, draft):
    """Give a client and the fields of a page whose step somebody else has changed as well."""
    fields = fields_of(draft, **{STEP: "ของฉัน"})
    autosave(login(coordinator), office, fields_of(draft, **{STEP: "ของเขา"}))
    return login(officer), fields


def test_a_row_changed_by_both_is_not_saved_by_itself(met, office):
    client, fields = met

    answer = autosave(client, office, fields)

    assert answer.status_code == 409
    assert "มีผู้อื่นแก้ไข" in answer.json()["message"]
    assert Step.objects.filter(text="ของเขา").exists()


@pytest.mark.parametrize(("take", "stays"), [("mine", "ของฉัน"), ("theirs", "ของเขา")])
def test_both_words_are_shown_and_the_chosen_ones_stay(met, office, take, stays):
    client, fields = met

    page = client.post(address("plan_edit", office), fields)

    assert "ของฉัน" in text_of(page)
    assert "ของเขา" in text_of(page)
    assert 'name="issue-0-measure-0-step-0-take"' in text_of(page)
    chosen = {
        **fields,
        "base": page.context["typed"].base,
        "issue-0-measure-0-step-0-take": take,
    }
    client.post(address("plan_edit", office), chosen)
    assert Step.objects.get(position=1).text == stays


def test_a_row_that_the_other_removed_is_kept_or_let_go(login, office, officer, coordinator, draft):
    fields = fields_of(draft, **{STEP: "ยังใช้"})
    gone = {name: value for name, value in fields_of(draft).items() if "-step-0" not in name}
    autosave(login(coordinator), office, gone)
    client = login(officer)

    page = client.post(address("plan_edit", office), fields)

    assert "ผู้อื่นลบแถวนี้แล้ว" in text_of(page)
    again = {**fields, "base": page.context["typed"].base}
    client.post(address("plan_edit", office), {**again, "issue-0-measure-0-step-0-take": "theirs"})
    assert not Step.objects.filter(text="ยังใช้").exists()
    client.post(address("plan_edit", office), {**again, "issue-0-measure-0-step-0-take": "mine"})
    assert Step.objects.filter(text="ยังใช้").exists()


def test_a_page_taken_back_from_the_browser_shows_all_that_was_typed(login, office, officer, draft):
    fields = fields_of(draft, change="restore", **{STEP: "พิมพ์ตอนไม่มีสัญญาณ"})

    page = login(officer).post(address("plan_edit", office), fields)

    assert "พิมพ์ตอนไม่มีสัญญาณ" in text_of(page)
    assert "data-typed" in text_of(page)
    assert Plan.objects.get().revision == 1


def test_one_sitting_is_one_line_of_the_trail(login, office, officer, coordinator, draft):
    for person in (officer, officer, coordinator):
        fields = fields_of(Plan.objects.get(), **{STEP: f"ของ {person} {uuid4()}"})
        autosave(login(person), office, fields)

    assert AuditEvent.objects.filter(verb="plan.saved").count() == 2


def test_a_submitted_plan_does_not_save_itself(login, office, officer, draft):
    fields = fields_of(draft, **{STEP: "ขั้นใหม่"})
    submit_plan(draft, expected_revision=1, by=officer)

    answer = autosave(login(officer), office, fields)

    assert answer.status_code == 409
    assert "จึงแก้ไขไม่ได้" in answer.json()["message"]


@pytest.mark.parametrize("person", ["director", "supervisor"])
def test_who_may_not_write_does_not_save(login, office, draft, request, person):
    client = login(request.getfixturevalue(person))

    assert autosave(client, office, fields_of(draft)).status_code == 403


# -- the type of plan ---------------------------------------------


def test_the_issues_of_another_type_are_put_in(login, office, officer, draft):
    fields = fields_of(draft, change="fill", basis="internal")

    page = text_of(login(officer).post(address("plan_edit", office), fields))

    for title in draft.result.framework.internal_measures:
        assert title in page
    assert draft.issues.get().title in page
    assert Plan.objects.get().basis == "own"


def test_the_chosen_type_is_saved(login, office, officer, draft):
    login(officer).post(address("plan_edit", office), fields_of(draft, basis="aspects"))

    assert Plan.objects.get().basis == "aspects"


# -- comments at measures ---------------------------------------------


def test_a_comment_at_a_measure_stands_there_until_it_is_proposed_again(
    login, office, officer, director, submitted
):
    name = f"note-{Measure.objects.get().key}"
    login(director).post(address("plan_send_back", office), {"comment": "", name: "ระบุจำนวนครั้ง"})
    client = login(officer)

    assert "ระบุจำนวนครั้ง" in text_of(client.get(address("plan_edit", office)))
    assert "ตามความเห็นที่มาตรการ 1.1" in text_of(client.get(address("plan", office)))
    submit_plan(Plan.objects.get(), expected_revision=1, by=officer)
    assert "ระบุจำนวนครั้ง" not in text_of(client.get(address("plan", office)))
    page = text_of(login(director).get(address("plan_decide", office)))
    assert "มาตรการที่ 1.1: ระบุจำนวนครั้ง" in page


def test_what_was_typed_at_measures_is_kept_when_nothing_is_returned(
    login, office, director, submitted
):
    name = f"note-{Measure.objects.get().key}"
    fields = {"comment": "ก" * 3000, name: "ระบุจำนวนครั้ง"}

    page = text_of(login(director).post(address("plan_send_back", office), fields))

    assert "ระบุจำนวนครั้ง" in page
    assert Plan.objects.get().status == "submitted"


def test_a_comment_at_a_measure_may_be_too_long(director, submitted):
    notes = {Measure.objects.get().key: "ก" * 3000}

    with pytest.raises(Refused, match="ยาวเกิน"):
        send_back_plan(submitted, comment="แก้", notes=notes, by=director)


def test_a_comment_at_no_measure_says_nothing(director, submitted):
    with pytest.raises(Refused, match="โปรดเขียนความเห็น"):
        send_back_plan(submitted, comment="", notes={uuid4(): "ลอย"}, by=director)


def test_a_group_beside_every_group_stays_when_the_page_is_saved(login, office, officer, draft):
    Measure.objects.update(every_group=True)
    fields = fields_of(draft, **{"issue-0-measure-0-every": "1", STEP: "ขั้นใหม่"})

    autosave(login(officer), office, fields)

    measure = Measure.objects.get()
    assert measure.every_group
    assert [str(one.pk) for one in measure.owners.all()] == [
        str(one) for one in fields["issue-0-measure-0-owners"]
    ]


def test_layout_and_type_of_the_other_are_shown_with_the_heading(
    login, office, officer, coordinator, draft
):
    mine = fields_of(draft, subject="เรื่องของฉัน")
    autosave(login(coordinator), office, fields_of(draft, layout="table", basis="own"))

    page = login(officer).post(address("plan_edit", office), mine)

    theirs = page.context["typed"].theirs
    assert "รูปแบบประกาศ: ตารางมาตรการ" in theirs
    assert "ประเภทแผน: หัวข้อที่สำนักงานกำหนดเอง" in theirs


def test_a_line_break_alone_is_saved(login, office, officer, draft):
    Plan.objects.update(opening="ย่อหน้าหนึ่ง ย่อหน้าสอง")
    draft.refresh_from_db()
    fields = fields_of(draft, opening="ย่อหน้าหนึ่ง\r\nย่อหน้าสอง")

    login(officer).post(address("plan_edit", office), fields)

    assert Plan.objects.get().opening == "ย่อหน้าหนึ่ง\nย่อหน้าสอง"


def test_the_largest_plan_with_every_row_in_conflict_is_one_form(login, office, officer, draft):
    fields = fields_of(draft)
    group = fields["issue-0-measure-0-owners"][0]
    for measure in range(60):
        row = f"issue-0-measure-{measure}"
        names = "key title starts ends monitoring target budget answers take theirs"
        fields |= {f"{row}-{name}": "" for name in names.split()}
        fields |= {f"{row}-title": f"มาตรการ {measure}", f"{row}-owners": [group] * 30}
        for step in range(10):
            names = "key part text when take theirs"
            fields |= {f"{row}-step-{step}-{name}": "" for name in names.split()}
            fields[f"{row}-step-{step}-text"] = f"ขั้น {step}"

    answer = autosave(login(officer), office, fields)

    sent = sum(len(value) if isinstance(value, list) else 1 for value in fields.values())
    assert sent > 5000
    assert answer.status_code == 200
    assert Step.objects.count() == 600


def test_a_form_that_is_too_large_is_refused_in_words(login, office, officer, draft, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10

    page = login(officer).post(address("plan_edit", office), fields_of(draft))

    assert page.status_code == 400
    assert "ระบบยังไม่ได้บันทึก" in page.content.decode()
    assert "สิ่งที่ท่านกรอกยังอยู่ในหน้าเดิม" in page.content.decode()
