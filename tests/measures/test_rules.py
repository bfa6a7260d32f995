"""What may be done with a plan, and who may do it."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

import pytest
from django.utils import timezone

from ita_portal.audit.models import AuditEvent
from ita_portal.documents.models import Document
from ita_portal.documents.rules.proposals import withdraw
from ita_portal.documents.rules.signing import approve, words_to_sign
from ita_portal.documents.rules.words import fingerprint
from ita_portal.errors import Refused, Stale
from ita_portal.jobs.models import Job
from ita_portal.organisations.models import Appointment
from measures.models import Measure, Plan, Step
from measures.rules.content import IssueContent, MeasureContent, PlanContent, StepContent
from measures.rules.plan import approve_plan, save_plan, send_back_plan, submit_plan
from measures.rules.rows import content_of
from tests.factories.measures import MeasureFactory
from tests.factories.organisations import AppointmentFactory, GroupFactory

CONTENT = PlanContent(
    subject="เรื่องใหม่",
    layout=Plan.Layout.TABLE,
    opening="ความนำใหม่",
    closing="",
    issues=(
        IssueContent(
            title="ด้านการสื่อสาร",
            measures=(
                MeasureContent(
                    title="เพิ่มช่องทางถามตอบ",
                    every_group=True,
                    starts_on=date(2020, 10, 1),
                    ends_on=date(2021, 9, 30),
                    steps=(StepContent("ตั้งผู้ตอบ"), StepContent("สรุปคำถามทุกเดือน")),
                ),
            ),
        ),
    ),
)


def as_content(plan: Plan) -> PlanContent:
    """Return what the plan says, with the keys of its rows."""
    return content_of(Plan.objects.for_page().get(pk=plan.pk))


def test_saving_keeps_what_was_written(draft, officer):
    plan = save_plan(draft, content=CONTENT, expected_revision=1, by=officer)

    issue = plan.issues.get()
    measure = issue.measures.get()
    assert (plan.subject, plan.layout, plan.revision) == ("เรื่องใหม่", "table", 2)
    assert (measure.title, measure.every_group) == ("เพิ่มช่องทางถามตอบ", True)
    assert [step.text for step in measure.steps.all()] == ["ตั้งผู้ตอบ", "สรุปคำถามทุกเดือน"]
    assert AuditEvent.objects.get(verb="plan.saved").detail == {"revision": 2, "measures": 1}


def test_rows_known_by_key_stay_the_same_rows(draft, officer):
    content = as_content(draft)
    before = set(Step.objects.values_list("pk", flat=True))

    save_plan(draft, content=content, expected_revision=1, by=officer)

    assert set(Step.objects.values_list("pk", flat=True)) == before
    assert as_content(draft) == content


def test_rows_change_places_without_being_made_anew(draft, officer):
    content = as_content(draft)
    issue = content.issues[0]
    measure = issue.measures[0]
    turned = dataclasses.replace(measure, steps=measure.steps[::-1])
    content = dataclasses.replace(content, issues=(dataclasses.replace(issue, measures=(turned,)),))

    save_plan(draft, content=content, expected_revision=1, by=officer)

    assert [step.key for step in Step.objects.order_by("position")] == [
        step.key for step in turned.steps
    ]


def test_rows_of_another_plan_are_never_taken_over(draft, officer, other_office):
    foreign = MeasureFactory(issue__plan__office=other_office)
    content = dataclasses.replace(
        CONTENT,
        issues=(
            IssueContent(
                "ด้าน",
                measures=(MeasureContent("ของเรา", key=foreign.key),),
                key=foreign.issue.key,
            ),
        ),
    )

    save_plan(draft, content=content, expected_revision=1, by=officer)

    foreign.refresh_from_db()
    assert foreign.issue.plan.office == other_office
    assert Measure.objects.get(title="ของเรา").issue.plan == draft


def test_a_group_of_another_office_may_not_be_an_owner(draft, officer, other_office):
    group = GroupFactory(office=other_office)
    measure = MeasureContent("มาตรการ", owner_ids=frozenset({group.pk}))
    content = dataclasses.replace(CONTENT, issues=(IssueContent("ด้าน", measures=(measure,)),))

    with pytest.raises(Refused, match="ไม่ใช่กลุ่มของสำนักงานนี้"):
        save_plan(draft, content=content, expected_revision=1, by=officer)


def test_saving_over_somebody_elses_saving_is_stale(draft, officer, coordinator):
    save_plan(draft, content=CONTENT, expected_revision=1, by=coordinator)

    with pytest.raises(Stale):
        save_plan(draft, content=as_content(draft), expected_revision=1, by=officer)

    draft.refresh_from_db()
    assert draft.subject == "เรื่องใหม่"


def test_a_submitted_plan_is_not_changed(submitted, officer):
    with pytest.raises(Refused, match="แก้ไขไม่ได้"):
        save_plan(submitted, content=CONTENT, expected_revision=1, by=officer)


def test_a_result_entered_later_is_answered_from_the_next_saving_on(draft, officer, result):
    Plan.objects.update(result=None)

    plan = save_plan(draft, content=CONTENT, expected_revision=1, by=officer)

    assert plan.result == result


def test_a_period_with_one_end_is_a_mistake_of_the_programmer():
    with pytest.raises(ValueError, match="both ends"):
        MeasureContent("มาตรการ", starts_on=date(2020, 10, 1))


def test_submitting_settles_the_words(submitted, officer):
    assert submitted.status == Plan.Status.SUBMITTED
    proposal = submitted.proposal
    assert proposal.submitted_by == officer
    assert proposal.words_sha256 == fingerprint(proposal.words)
    assert (proposal.words["dated"], proposal.words["signature"]) == ("", None)


def test_submitting_an_incomplete_plan_names_all_that_is_missing(draft, officer):
    Plan.objects.update(subject="", opening="")
    measure = Measure.objects.get()
    measure.title = ""
    measure.save()
    measure.owners.clear()
    measure.steps.all().delete()

    with pytest.raises(Refused) as refused:
        submit_plan(draft, expected_revision=1, by=officer)

    for words in ("เรื่อง", "ความนำ", "ยังไม่มีชื่อ", "ยังไม่มีผู้รับผิดชอบ", "ยังไม่มีขั้นตอน"):
        assert words in refused.value.message


def test_an_issue_without_a_measure_keeps_the_plan_back(draft, officer):
    Measure.objects.all().delete()

    with pytest.raises(Refused, match="ยังไม่มีมาตรการ"):
        submit_plan(draft, expected_revision=1, by=officer)


def test_a_plan_without_issues_is_not_submitted(draft, officer):
    draft.issues.all().delete()

    with pytest.raises(Refused, match="ยังไม่มีประเด็น"):
        submit_plan(draft, expected_revision=1, by=officer)


def test_of_several_measures_in_sentences_none_needs_steps(draft, officer):
    MeasureFactory(issue=draft.issues.get(), steps=[])

    assert submit_plan(draft, expected_revision=1, by=officer).status == "submitted"


def test_in_a_table_every_measure_needs_steps(draft, officer):
    Plan.objects.update(layout="table")
    MeasureFactory(issue=draft.issues.get(), steps=[])

    with pytest.raises(Refused, match=r"มาตรการที่ 1\.2 ยังไม่มีขั้นตอน"):
        submit_plan(draft, expected_revision=1, by=officer)


def test_submitting_what_somebody_else_has_changed_is_stale(draft, officer):
    with pytest.raises(Stale):
        submit_plan(draft, expected_revision=7, by=officer)


def test_submitting_twice_is_refused(submitted, officer):
    with pytest.raises(Refused, match="เสนออนุมัติ"):
        submit_plan(submitted, expected_revision=1, by=officer)


def test_sending_back_says_why_and_opens_the_plan(submitted, director):
    plan = send_back_plan(submitted, comment="  โปรดเพิ่มกำหนดเวลา ", by=director)

    assert plan.is_open
    assert (plan.proposal.returned_by, plan.proposal.return_comment) == (
        director,
        "โปรดเพิ่มกำหนดเวลา",
    )


@pytest.mark.parametrize("comment", ["", "  \n", "\u200b"])
def test_sending_back_without_a_comment_is_refused(submitted, director, comment):
    with pytest.raises(Refused, match="ความเห็น"):
        send_back_plan(submitted, comment=comment, by=director)


def test_a_draft_is_not_sent_back(draft, director):
    with pytest.raises(Refused, match="ร่าง"):
        send_back_plan(draft, comment="แก้ไข", by=director)


def test_a_returned_plan_may_be_submitted_again(submitted, director, officer):
    plan = send_back_plan(submitted, comment="แก้ไข", by=director)

    plan = submit_plan(plan, expected_revision=plan.revision, by=officer)

    assert plan.status == Plan.Status.SUBMITTED


def test_approving_signs_and_issues_the_announcement(approved, director, submitted):
    document = approved.announcement
    assert approved.status == Plan.Status.APPROVED
    assert approved.proposal.approved_by == director
    assert (document.kind, document.fiscal_year) == ("announcement", 2564)
    assert document.duties == ["integrity_measures"]
    assert document.dated_on == timezone.localdate()
    assert document.signature.user == director
    assert Job.objects.get().subject_id == document.pk
    assert set(AuditEvent.objects.values_list("verb", flat=True)) == {
        "plan.submitted",
        "proposal.submitted",
        "document.signed",
        "proposal.approved",
    }


def test_what_is_issued_is_what_was_shown(submitted, director, shown):
    fingerprint_shown = shown(submitted, director)

    plan = approve_plan(submitted, words_sha256=fingerprint_shown, by=director)

    assert plan.announcement.signature.words_sha256 == fingerprint_shown
    assert plan.announcement.words["sections"] == submitted.proposal.words["sections"]


def test_approving_twice_gives_one_announcement(approved, director, shown):
    with pytest.raises(Refused, match="อนุมัติ"):
        approve_plan(approved, words_sha256=shown(approved, director), by=director)

    assert Document.objects.count() == 1


def test_who_submits_may_not_approve(draft, officer, office, director, shown):
    AppointmentFactory(user=officer, office=office, role=Appointment.Role.DIRECTOR)
    plan = submit_plan(draft, expected_revision=1, by=officer)

    with pytest.raises(Refused, match="ของตนเองไม่ได้"):
        approve_plan(plan, words_sha256=shown(plan, officer), by=officer)

    assert not Document.objects.exists()


def test_a_draft_is_not_approved(draft, director):
    with pytest.raises(Refused, match="ร่าง"):
        approve_plan(draft, words_sha256="", by=director)


def test_words_other_than_those_shown_are_not_signed(submitted, director):
    with pytest.raises(Stale, match="โปรดอ่านฉบับล่าสุด"):
        approve_plan(submitted, words_sha256=fingerprint({}), by=director)

    assert not Document.objects.exists()


def test_without_power_to_sign_today_nothing_is_signed(submitted, director, shown):
    words_sha256 = shown(submitted, director)
    Appointment.objects.filter(user=director).update(
        ends_on=timezone.localdate() - timedelta(days=1)
    )

    with pytest.raises(Refused, match="อำนาจลงนาม"):
        approve_plan(submitted, words_sha256=words_sha256, by=director)


def test_an_acting_signature_is_frozen_as_it_stood(submitted, office, shown):
    post = AppointmentFactory(
        office=office,
        role=Appointment.Role.DIRECTOR,
        title="รองผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา",
        capacity=Appointment.Capacity.ACTING,
        principal_title=f"ผู้อำนวยการ{office.name}",
        order_number="169/2563",
    )

    plan = approve_plan(submitted, words_sha256=shown(submitted, post.user), by=post.user)
    Appointment.objects.filter(pk=post.pk).update(title="ตำแหน่งอื่น")

    signature = plan.announcement.signature
    signature.refresh_from_db()
    assert signature.lines == [
        "รองผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา รักษาราชการแทน",
        f"ผู้อำนวยการ{office.name}",
    ]
    assert (signature.capacity, signature.order_number) == ("acting", "169/2563")
    assert plan.announcement.words["signature"]["lines"] == signature.lines


def test_a_plan_whose_proposal_was_withdrawn_is_a_draft_again(submitted, officer):
    withdraw(submitted.proposal, by=officer)

    plan = Plan.objects.for_page().get(pk=submitted.pk)
    assert (plan.status, plan.is_open) == (Plan.Status.DRAFT, True)
    again = submit_plan(plan, expected_revision=plan.revision, by=officer)
    assert again.proposal.after == submitted.proposal


def test_a_plan_approved_on_the_page_of_its_proposal_is_approved(submitted, director):
    approve(submitted.proposal, words_sha256=shown_of(submitted, director), by=director)

    plan = Plan.objects.get(pk=submitted.pk)
    assert plan.status == Plan.Status.APPROVED
    assert plan.announcement.title == plan.subject


def shown_of(plan, person):
    return fingerprint(words_to_sign(plan.proposal, by=person, on=timezone.localdate()))
