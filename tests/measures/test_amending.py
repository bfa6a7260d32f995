"""A change in mid-year: versions, what differs, and the papers that follow one another."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from disclosure.rules.pieces import papers_of
from ita_portal.audit.models import AuditEvent
from ita_portal.documents.models import Document
from ita_portal.documents.rules.signing import approve
from ita_portal.errors import Refused
from ita_portal.home.chain import chain, facts_of_year, years_of
from measures.models import Measure, Plan, Round, Step, StepReport
from measures.rules.amending import amend, differences, differences_to_before, drop_amendment
from measures.rules.content import MeasureContent, StepContent
from measures.rules.plan import approve_plan, save_plan, startable_years, submit_plan
from measures.rules.progress.opening import open_round
from measures.rules.rows import content_of
from tests.factories.documents import with_pdf

NOW = datetime(2021, 3, 5, 3, tzinfo=UTC)


def whole(plan: Plan) -> Plan:
    return Plan.objects.for_page().get(pk=plan.pk)


def keys(plan: Plan) -> set:
    rows = (
        plan.issues.values_list("key", flat=True),
        Measure.objects.filter(issue__plan=plan).values_list("key", flat=True),
        Step.objects.filter(measure__issue__plan=plan).values_list("key", flat=True),
    )
    return {key for some in rows for key in some}


def readable(plan: Plan) -> Document:
    """Let the PDF of the plan's announcement stand, as it is known by now."""
    return with_pdf(Document.objects.get(pk=plan.announcement.pk))


@pytest.fixture
def second(approved, officer) -> Plan:
    """Give the draft of the second version, as it was just made."""
    return whole(amend(approved, by=officer))


@pytest.fixture
def changed(second, officer) -> Plan:
    """Give the second version with a step changed, one removed and a measure added."""
    content = content_of(second)
    issue = content.issues[0]
    measure = issue.measures[0]
    steps = (replace(measure.steps[0], text="สำรวจขั้นตอนเดิมทุกงาน"),)
    new = MeasureContent("ตรวจลิงก์ทุกเดือน", (StepContent("ตรวจ"),), measure.owner_ids)
    issues = (replace(issue, measures=(replace(measure, steps=steps), new)),)
    save_plan(
        second,
        content=replace(content, issues=issues),
        expected_revision=second.revision,
        by=officer,
    )
    return whole(second)


@pytest.fixture
def replaced(changed, officer, director, shown) -> Plan:
    """Give the second version as it was signed."""
    sent = submit_plan(changed, expected_revision=changed.revision, by=officer)
    return approve_plan(sent, words_sha256=shown(sent, director), by=director)


def test_the_next_version_says_the_same_under_the_same_keys(approved, second):
    assert (second.version, second.replaces_id) == (2, approved.pk)
    assert second.status == Plan.Status.DRAFT
    assert keys(second) == keys(approved)
    assert not {one.pk for one in second.issues.all()} & {one.pk for one in approved.issues.all()}
    assert [d.what for d in differences(whole(approved), second)] == ["ข้อความประกาศ"]


def test_the_new_announcement_says_which_one_it_replaces(approved, second):
    assert second.closing.startswith(f"ให้ยกเลิกประกาศ{approved.office.name} เรื่อง {approved.subject}")
    assert "ให้ใช้ประกาศฉบับนี้แทน" in second.closing


def test_only_an_approved_plan_is_amended(draft, submitted, officer):
    with pytest.raises(Refused, match="เสนออนุมัติ"):
        amend(submitted, by=officer)


def test_of_a_year_one_version_is_open_at_most(approved, second, officer):
    with pytest.raises(Refused, match="เริ่มปรับแผนของปีนี้แล้ว"):
        amend(approved, by=officer)
    with pytest.raises(Refused, match="ร่าง"):
        amend(second, by=officer)


def test_newest_is_what_is_worked_on_and_in_force_what_was_signed(approved, second, office):
    plans = Plan.objects.of(office)

    assert plans.newest(2564).get() == second
    assert plans.in_force(2564).get() == approved
    assert not plans.newest(2563).exists()
    assert not plans.in_force(2563).exists()


def test_once_signed_the_new_version_is_in_force(approved, replaced, office):
    plans = Plan.objects.of(office)

    assert plans.in_force().get() == replaced
    assert plans.newest().get() == replaced


def test_the_public_keeps_the_old_version_until_the_new_paper_can_be_read(
    approved, replaced, office
):
    plans = Plan.objects.of(office)
    readable(approved)
    assert plans.published().get() == approved

    readable(replaced)
    assert plans.published().get() == replaced


def test_a_second_version_starts_no_second_year(second, office):
    assert 2564 not in startable_years(office, on=second.updated_at.date())


def test_the_chain_of_the_year_shows_the_newest_version_once(approved, second, office):
    readable(approved)

    years = [facts.fiscal_year for facts in years_of(office)]
    steps = {step.key: step for step in chain(office, facts_of_year(office, 2564))}

    assert years.count(2564) == 1
    assert steps["measures"].told == "ร่าง"
    assert steps["announcement"].state == "done"


def test_differences_are_found_by_key(approved, changed):
    found = {(one.kind, one.what): one for one in differences_to_before(changed)}

    assert set(found) == {
        ("changed", "ข้อความประกาศ"),
        ("added", "มาตรการ"),
        ("added", "ขั้นตอน"),
        ("removed", "ขั้นตอน"),
        ("changed", "ขั้นตอน"),
    }
    step = found["changed", "ขั้นตอน"].changes[0]
    assert (step.name, step.before, step.after) == (
        "ข้อความ",
        "สำรวจขั้นตอนเดิม",
        "สำรวจขั้นตอนเดิมทุกงาน",
    )
    assert found["removed", "ขั้นตอน"].title == "เผยแพร่ฉบับใหม่"


def test_the_first_version_differs_from_nothing(approved):
    assert differences_to_before(approved) is None


def test_a_draft_that_is_dropped_leaves_the_signed_version_as_it_was(approved, second, officer):
    before = keys(approved)

    drop_amendment(second, by=officer)

    assert Plan.objects.get() == approved
    assert keys(approved) == before


def test_a_first_or_a_signed_version_is_never_dropped(draft, officer):
    with pytest.raises(Refused, match="ฉบับแรก"):
        drop_amendment(draft, by=officer)


def test_a_signed_second_version_is_never_dropped(replaced, officer):
    with pytest.raises(Refused, match="อนุมัติ"):
        drop_amendment(replaced, by=officer)


def test_the_third_version_names_the_second_and_no_longer_the_first(replaced, officer):
    third = amend(replaced, by=officer)

    assert third.version == 3
    assert third.closing.count("ให้ยกเลิกประกาศ") == 1


def test_signing_the_new_version_lets_open_rounds_go_on_with_it(
    approved, changed, officer, director, shown, office
):
    made = Round.objects.create(
        office=office,
        fiscal_year=2564,
        months=6,
        opens_on="2021-03-01",
        cut_off_on="2021-03-31",
        due_on="2021-04-10",
    )
    round_ = open_round(made, by=officer)
    kept = StepReport.objects.get(part__round=round_, step__position=1)
    StepReport.objects.filter(pk=kept.pk).update(
        state="done", result="ทำแล้ว", updated_at=NOW, updated_by=officer
    )
    sent = submit_plan(changed, expected_revision=changed.revision, by=officer)

    second = approve_plan(sent, words_sha256=shown(sent, director), by=director)

    round_.refresh_from_db()
    kept.refresh_from_db()
    assert round_.plan == second
    assert (kept.state, kept.result, kept.step.text) == ("done", "ทำแล้ว", "สำรวจขั้นตอนเดิมทุกงาน")


# -- the papers -----------------------------------------------------------------------------------


def test_the_old_paper_keeps_its_address_and_says_what_holds_now(approved, replaced, client):
    old, new = readable(approved), readable(replaced)

    page = client.get(reverse("documents:public", args=[old.office.code, old.code]))
    verified = client.get(reverse("documents:verify", args=[old.code]))
    newer = client.get(reverse("documents:public", args=[new.office.code, new.code]))

    address = reverse("documents:public", args=[new.office.code, new.code])
    for response in (page, verified):
        assert response.status_code == 200
        assert "ถูกแทนที่แล้ว" in response.content.decode()
        assert address in response.content.decode()
    assert "เอกสารจริง" in verified.content.decode()
    assert "ถูกแทนที่แล้ว" not in newer.content.decode()


def test_a_signature_on_the_general_page_of_papers_replaces_the_old_one_too(
    approved, changed, officer, director, shown
):
    sent = submit_plan(changed, expected_revision=changed.revision, by=officer)

    paper = approve(sent.proposal, words_sha256=shown(sent, director), by=director)

    assert Document.objects.get(pk=approved.announcement.pk).replaced_by == paper
    assert AuditEvent.objects.filter(verb="document.superseded").count() == 1


def test_until_the_new_paper_can_be_read_the_old_one_holds(approved, replaced, client):
    old = readable(approved)

    page = client.get(reverse("documents:public", args=[old.office.code, old.code]))

    assert "ถูกแทนที่แล้ว" not in page.content.decode()


def test_the_item_lists_the_new_paper_first_and_marks_the_old_one(approved, replaced, office):
    old, new = readable(approved), readable(replaced)

    pieces = [piece for _, piece in papers_of(office.pk, office.code, 2564)]

    assert [piece.anchor for piece in pieces] == [new.code, old.code]
    assert pieces[0].newer == ""
    assert pieces[0].kind.startswith("ลงนามแล้ว")
    assert pieces[1].newer == reverse("documents:public", args=[office.code, new.code])
    assert pieces[1].kind.startswith("ถูกแทนที่แล้ว")


def test_the_public_page_of_the_item_leads_to_the_paper_that_holds(
    approved, replaced, office, load_year, client
):
    old, new = readable(approved), readable(replaced)
    framework = load_year(2564)
    item = next(one for one in framework.items.all() if "integrity_measures" in one.duties)

    page = client.get(reverse("disclosure:public_item", args=[office.code, 2564, item.code]))

    text = page.content.decode()
    assert text.count("เอกสารฉบับนี้ถูกแทนที่แล้ว") == 1
    assert reverse("documents:public", args=[office.code, new.code]) in text
    assert old.code in text


# -- the pages ------------------------------------------------------------------------------------


def address(name: str, plan: Plan) -> str:
    return reverse(f"measures:{name}", args=[plan.office.code, plan.fiscal_year])


def test_the_page_of_an_approved_plan_leads_to_the_change(approved, officer, director, login):
    ours = login(officer).get(address("plan", approved)).content.decode()
    theirs = login(director).get(address("plan", approved)).content.decode()

    assert address("amend", approved) in ours
    assert address("amend", approved) not in theirs


def test_the_change_is_confirmed_before_it_is_made(approved, officer, login):
    client = login(officer)

    page = client.get(address("amend", approved)).content.decode()
    assert "ประกาศฉบับเดิมยังใช้อยู่" in page
    assert Plan.objects.count() == 1

    response = client.post(address("amend", approved))
    assert response.url == address("plan_edit", approved)
    assert Plan.objects.count() == 2


def test_pressed_twice_makes_one_version(approved, officer, login):
    client = login(officer)
    client.post(address("amend", approved))

    response = client.post(address("amend", approved), follow=True)

    assert "แก้ไขแผนได้โดยไม่ต้องทำฉบับใหม่" in response.content.decode()
    assert Plan.objects.count() == 2


def test_a_draft_has_nothing_to_amend(draft, officer, login):
    page = login(officer).get(address("amend", draft)).content.decode()

    assert "ยังไม่ได้ลงนาม" in page
    assert "เริ่มปรับแผน" not in page


def test_the_page_of_a_version_shows_what_differs_and_drops_it(changed, officer, login):
    client = login(officer)

    page = client.get(address("amend", changed)).content.decode()
    assert "สำรวจขั้นตอนเดิมทุกงาน" in page

    client.post(address("amend_drop", changed))
    assert Plan.objects.get().version == 1


def test_the_director_sees_what_differs_before_signing(changed, officer, director, login):
    submit_plan(changed, expected_revision=changed.revision, by=officer)

    page = login(director).get(address("plan_decide", changed)).content.decode()

    assert "สิ่งที่ต่างจากฉบับที่ 1" in page
    assert "ตรวจลิงก์ทุกเดือน" in page


def test_a_first_version_shows_no_differences_to_the_director(submitted, director, login):
    page = login(director).get(address("plan_decide", submitted)).content.decode()

    assert "สิ่งที่ต่างจากฉบับ" not in page


def test_who_only_reads_plans_may_not_change_one(approved, director, login):
    client = login(director)

    assert client.get(address("amend", approved)).status_code == 403
    assert client.post(address("amend", approved)).status_code == 403
    assert client.post(address("amend_drop", approved)).status_code == 403
