"""The pages of plans: who comes in, what is kept, what they show."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from ita_portal.documents.kinds import MEASURES_ANNOUNCEMENT
from ita_portal.documents.models import Document, Proposal
from ita_portal.documents.rules.signing import intent_of
from ita_portal.thai.numerals import thai_digits
from measures.models import Plan
from measures.rules.merging import Base
from measures.rules.plan import submit_plan
from measures.rules.rows import content_of
from tests.factories.measures import IssueFactory, MeasureFactory, PlanFactory

YEAR = 2564
PAGES = (
    "plan",
    "plan_edit",
    "plan_autosave",
    "plan_submit",
    "plan_decide",
    "plan_approve",
    "plan_send_back",
)


def address(name: str, office: object, year: int | None = YEAR) -> str:
    """Return the address of a page of the measures room."""
    return reverse(f"measures:{name}", args=[office.code, year] if year else [office.code])


def fields_of(plan: Plan, **changes: str) -> dict[str, object]:
    """Return the posted form of a plan with one issue, one measure and one step."""
    issue = plan.issues.get()
    measure = issue.measures.get()
    step = measure.steps.first()
    return {
        "revision": str(plan.revision),
        "base": Base.of(content_of(Plan.objects.for_page().get(pk=plan.pk))).written(),
        "basis": plan.basis,
        "subject": plan.subject,
        "layout": plan.layout,
        "opening": plan.opening,
        "closing": plan.closing,
        "issue-0-key": issue.key,
        "issue-0-title": issue.title,
        "issue-0-purpose": issue.purpose,
        "issue-0-answers": issue.answers_id or "",
        "issue-0-measure-0-key": measure.key,
        "issue-0-measure-0-title": measure.title,
        "issue-0-measure-0-owners": [group.pk for group in measure.owners.all()],
        "issue-0-measure-0-starts": "1 ต.ค. 2563",
        "issue-0-measure-0-ends": "30 ก.ย. 2564",
        "issue-0-measure-0-monitoring": measure.monitoring,
        "issue-0-measure-0-step-0-key": step.key,
        "issue-0-measure-0-step-0-text": step.text,
        **changes,
    }


def text_of(response) -> str:
    return response.content.decode()


# -- who comes in ---------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_somebody_of_another_office_finds_nothing(login, office, stranger, submitted, name):
    client = login(stranger)

    method = client.get if name in {"plan", "plan_edit", "plan_decide"} else client.post

    assert method(address(name, office)).status_code == 404


@pytest.mark.parametrize("name", ["plan_decide", "plan_approve", "plan_send_back"])
def test_who_may_not_decide_is_told_so(login, office, officer, deputy, submitted, name):
    for person in (officer, deputy):
        client = login(person)

        method = client.get if name == "plan_decide" else client.post

        assert method(address(name, office)).status_code == 403


@pytest.mark.parametrize("name", ["plan_edit", "plan_submit"])
def test_the_director_does_not_write_plans(login, office, director, draft, name):
    assert login(director).post(address(name, office)).status_code == 403


def test_the_supervisor_reads_and_does_not_start(login, office, supervisor, draft):
    client = login(supervisor)

    assert client.get(address("plan", office)).status_code == 200
    assert client.post(address("plan_list", office, None), {"year": "2564"}).status_code == 403


def test_a_visitor_signs_in_first_and_keeps_what_was_typed(client, office, draft):
    response = client.post(address("plan_edit", office), fields_of(draft, subject="พิมพ์ค้างไว้"))

    assert response.status_code == 401
    assert "พิมพ์ค้างไว้" in text_of(response)


def test_a_year_without_a_plan_is_not_found(login, office, officer):
    assert login(officer).get(address("plan", office, 2500)).status_code == 404


# -- the list and the start ---------------------------------------------


def test_an_office_without_plans_is_told_how_to_begin(login, office, officer):
    page = text_of(login(officer).get(address("plan_list", office, None)))

    assert "ยังไม่มีแผนมาตรการ" in page
    assert "เริ่มแผน" in page


def test_a_reader_is_not_offered_to_start(login, office, supervisor):
    page = text_of(login(supervisor).get(address("plan_list", office, None)))

    assert 'name="year"' not in page


def test_starting_leads_into_the_editor(login, office, officer, result):
    response = login(officer).post(address("plan_list", office, None), {"year": "2564"})

    assert response.url == address("plan_edit", office)
    assert Plan.objects.get().result == result


@pytest.mark.parametrize("year", ["", "2499", "abc", "๒๕๖๔", "9999999999"])
def test_a_year_that_is_not_offered_is_not_started(login, office, officer, year):
    client = login(officer)

    response = client.post(address("plan_list", office, None), {"year": year}, follow=True)

    assert "โปรดเลือกปีจากรายการ" in text_of(response)
    assert not Plan.objects.exists()


def test_the_list_asks_no_more_of_the_database_when_it_grows(
    login, office, officer, director, count_queries
):
    client = login(officer)
    full_row(office, officer, 2501)
    with count_queries() as few:
        client.get(address("plan_list", office, None))

    for year in range(2502, 2512):
        full_row(office, officer, year)
    with count_queries() as many:
        client.get(address("plan_list", office, None))

    assert Plan.objects.count() == 11
    assert len(many) == len(few)


def full_row(office, officer, year: int) -> Plan:
    """Make a plan with all that a row of the list shows."""
    plan = PlanFactory(office=office, fiscal_year=year)
    MeasureFactory(issue=IssueFactory(plan=plan))
    return submit_plan(plan, expected_revision=1, by=officer)


@pytest.mark.parametrize("name", ["plan", "plan_edit", "plan_decide"])
def test_a_page_asks_no_more_when_the_plan_grows(
    login, office, coordinator, director, result, count_queries, name
):
    person = director if name == "plan_decide" else coordinator

    def visit(measures: int) -> int:
        Plan.objects.all().delete()
        Proposal.objects.all().delete()
        plan = PlanFactory(office=office, fiscal_year=YEAR, result=result)
        owner = office.groups.first()
        indicator = result.framework.indicators.first()
        for _ in range(measures):
            MeasureFactory(issue=IssueFactory(plan=plan, answers=indicator), owners=[owner])
        if name == "plan_decide":
            submit_plan(plan, expected_revision=1, by=coordinator)
        client = login(person)
        with count_queries() as asked:
            assert client.get(address(name, office)).status_code == 200
        return len(asked)

    assert visit(11) == visit(1)


# -- reading and submitting ---------------------------------------------


def test_an_incomplete_plan_names_what_is_missing(login, office, officer, draft):
    draft.issues.get().measures.get().owners.clear()

    page = text_of(login(officer).get(address("plan", office)))

    assert "มาตรการที่ 1.1 ยังไม่มีผู้รับผิดชอบ" in page
    assert address("plan_submit", office) not in page


def test_a_complete_plan_is_submitted_from_its_page(login, office, officer, draft):
    client = login(officer)
    assert address("plan_submit", office) in text_of(client.get(address("plan", office)))

    response = client.post(address("plan_submit", office), {"revision": "1"}, follow=True)

    assert "รอผู้อำนวยการพิจารณา" in text_of(response)
    assert Plan.objects.get().proposal.submitted_by == officer


@pytest.mark.parametrize("revision", ["", "0", "7", "x", "9" * 5000])
def test_a_page_that_is_too_old_does_not_submit(login, office, officer, draft, revision):
    response = login(officer).post(address("plan_submit", office), {"revision": revision})

    assert response.status_code == 302
    assert Plan.objects.get().status == "draft"


def test_a_draft_shows_the_announcement_that_it_would_give(login, office, officer, draft):
    page = text_of(login(officer).get(address("plan", office)))

    assert "อ่านประกาศตามแผนนี้" in page
    assert "ฉบับร่าง ยังไม่ลงนาม" in page


def test_a_signed_plan_shows_the_state_of_its_announcement(login, office, officer, approved):
    page = text_of(login(officer).get(address("plan", office)))

    status = reverse("documents:status", args=[office.code, approved.announcement.code])
    assert f'hx-get="{status}"' in page
    assert "แก้ไขแผน" not in page
    assert "ลงลายมือชื่ออิเล็กทรอนิกส์" in page


# -- the editor ---------------------------------------------


def test_saving_leads_to_the_plan(login, office, officer, draft):
    client = login(officer)

    response = client.post(
        address("plan_edit", office),
        fields_of(draft, **{"issue-0-measure-0-step-0-text": "ขั้นใหม่"}),
        follow=True,
    )

    assert "บันทึกแผนแล้ว" in text_of(response)
    assert "ขั้นใหม่" in text_of(response)


def test_saving_may_stay_in_the_editor(login, office, officer, draft):
    response = login(officer).post(address("plan_edit", office), fields_of(draft, then="stay"))

    assert response.url == address("plan_edit", office)


def test_errors_stand_on_top_and_at_the_field_and_keep_what_was_typed(
    login, office, officer, draft
):
    fields = fields_of(
        draft,
        subject="เรื่องที่พิมพ์ใหม่",
        **{"issue-0-measure-0-starts": "เดือนหน้า", "issue-0-title": "ด้านที่พิมพ์ใหม่"},
    )

    page = text_of(login(officer).post(address("plan_edit", office), fields))

    assert 'href="#issue-0-measure-0-starts"' in page
    assert 'id="issue-0-measure-0-starts-error"' in page
    for typed in ("เรื่องที่พิมพ์ใหม่", "เดือนหน้า", "ด้านที่พิมพ์ใหม่"):
        assert typed in page
    assert Plan.objects.get().revision == 1


def test_a_plan_that_was_submitted_meanwhile_keeps_what_was_typed(login, office, officer, draft):
    fields = fields_of(draft, subject="เรื่องของฉัน")
    submit_plan(draft, expected_revision=1, by=officer)

    page = text_of(login(officer).post(address("plan_edit", office), fields))

    assert "จึงแก้ไขไม่ได้" in page
    assert "เรื่องของฉัน" in page


def test_rows_are_added_without_script(login, office, officer, draft):
    fields = fields_of(draft, change="add-step issue-0-measure-0", subject="พิมพ์ค้างไว้")

    page = text_of(login(officer).post(address("plan_edit", office), fields))

    assert 'name="issue-0-measure-0-step-1-text"' in page
    assert "autofocus" in page
    assert "พิมพ์ค้างไว้" in page
    assert Plan.objects.get().revision == 1


def test_enter_saves_and_never_removes(login, office, officer, draft):
    page = text_of(login(officer).get(address("plan_edit", office)))

    form = page[page.index('id="plan-editor"') :]
    assert 'name="then"' in form[form.index("<button") : form.index("</button>")]


def test_a_submitted_plan_has_no_editor(login, office, officer, submitted):
    response = login(officer).get(address("plan_edit", office), follow=True)

    assert "จึงแก้ไขไม่ได้" in text_of(response)


def test_typed_markup_is_shown_and_not_run(login, office, officer, draft):
    fields = fields_of(draft, **{"issue-0-measure-0-step-0-text": "<script>alert(1)</script>"})
    client = login(officer)

    page = text_of(client.post(address("plan_edit", office), fields, follow=True))

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


# -- the decision ---------------------------------------------


def sign(client, office, words_sha256: str, **changes: str):
    """Press the button of signing."""
    fields = {"words_sha256": words_sha256, "password": "pass-word-1", "intent": "on"}
    return client.post(address("plan_approve", office), {**fields, **changes}, follow=True)


def test_the_director_reads_the_announcement_as_it_will_be(
    login, office, director, submitted, load_year
):
    load_year(2564)

    page = text_of(login(director).get(address("plan_decide", office)))

    assert "ฉบับร่าง ยังไม่ลงนาม" not in page  # the very words that are signed
    assert thai_digits(f"({director.full_name})") in page
    assert intent_of(MEASURES_ANNOUNCEMENT) in page
    assert "O42" in page
    assert "ปีงบประมาณตรงกันทั้งฉบับ" in page
    assert "ทุกจุดอ่อนของผลและการวิเคราะห์ปีก่อนมีมาตรการรองรับ" in page


def test_a_year_without_a_framework_is_told(login, office, director, officer):
    plan = PlanFactory(office=office, fiscal_year=YEAR)
    MeasureFactory(issue=IssueFactory(plan=plan))
    submit_plan(plan, expected_revision=1, by=officer)

    page = text_of(login(director).get(address("plan_decide", office)))

    assert "ยังไม่มีกรอบการประเมินปี 2564" in page
    assert "ยังไม่มีผลการประเมินปี 2563" in page


def test_signing_issues_the_announcement(login, office, director, submitted, shown):
    response = sign(login(director), office, shown(submitted, director))

    assert "ลงนามแล้ว" in text_of(response)
    assert Plan.objects.get().announcement.dated_on == timezone.localdate()


def test_a_wrong_password_signs_nothing_and_says_so(login, office, director, submitted, shown):
    response = sign(login(director), office, shown(submitted, director), password="ผิด")

    assert "รหัสผ่านไม่ถูกต้อง" in text_of(response)
    assert 'href="#id_password"' in text_of(response)
    assert not Document.objects.exists()


def test_too_many_wrong_passwords_are_stopped(login, office, director, submitted, shown, settings):
    settings.AXES_FAILURE_LIMIT = 3
    client = login(director)
    for _ in range(3):
        response = sign(client, office, shown(submitted, director), password="ผิด")

    assert response.status_code == 429
    assert "รหัสผ่านผิดหลายครั้ง" in text_of(response)
    sign(client, office, shown(submitted, director))
    assert not Document.objects.exists()


def test_without_the_declaration_nothing_is_signed(login, office, director, submitted, shown):
    response = sign(login(director), office, shown(submitted, director), intent="")

    assert "ทำเครื่องหมาย" in text_of(response)
    assert not Document.objects.exists()


def test_signing_twice_is_told_and_done_once(login, office, director, submitted, shown):
    client = login(director)
    words_sha256 = shown(submitted, director)
    sign(client, office, words_sha256)

    response = sign(client, office, words_sha256)

    assert "อาจมีผู้ดำเนินการไปก่อนแล้ว" in text_of(response)
    assert Document.objects.count() == 1


def test_words_that_changed_since_are_shown_anew(login, office, director, submitted):
    response = sign(login(director), office, "0" * 64)

    assert "ประกาศเปลี่ยนไปจากที่ท่านได้อ่าน" in text_of(response)
    assert response.redirect_chain[-1][0] == address("plan_decide", office)


def test_who_submitted_is_not_offered_to_sign(login, office, director, draft):
    submit_plan(draft, expected_revision=1, by=director)

    page = text_of(login(director).get(address("plan_decide", office)))

    assert "ผู้เสนออนุมัติเรื่องของตนเองไม่ได้" in page
    assert 'name="password"' not in page


def test_sending_back_shows_the_comment_to_the_writers(login, office, director, officer, submitted):
    login(director).post(address("plan_send_back", office), {"comment": "เพิ่มกำหนดเวลา"})

    page = text_of(login(officer).get(address("plan", office)))
    assert "เพิ่มกำหนดเวลา" in page
    assert "ส่งคืนแก้ไข" in page


def test_sending_back_asks_for_a_comment(login, office, director, submitted):
    response = login(director).post(address("plan_send_back", office), {"comment": " "})

    assert "โปรดเขียนความเห็น" in text_of(response)
    assert Plan.objects.get().status == "submitted"


@pytest.mark.parametrize("state", ["draft", "approved"])
def test_nothing_to_decide_leads_to_the_plan(login, office, director, request, state):
    request.getfixturevalue(state)

    response = login(director).get(address("plan_decide", office), follow=True)

    assert "ไม่มีสิ่งที่รอท่านพิจารณา" in text_of(response)


def test_a_comment_on_what_was_proposed_before_returns_nothing_and_is_not_lost(
    login, office, director, submitted
):
    answer = login(director).post(
        address("plan_send_back", office), {"comment": "แก้ข้อ 2", "proposal": "999"}, follow=True
    )

    assert "มีการเสนอฉบับใหม่" in text_of(answer)
    assert "แก้ข้อ 2" in text_of(answer)
    assert Plan.objects.get().status == "submitted"
