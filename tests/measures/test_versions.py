"""A version that is written while another holds: read, given up, signed anywhere."""

from __future__ import annotations

import pytest
from django.urls import reverse

from ita_portal.documents.rules.signing import approve
from ita_portal.errors import Refused
from measures.models import Measure, Plan, Round
from measures.rules.amending import amend, drop_amendment
from measures.rules.plan import save_plan, send_back_plan, submit_plan
from measures.rules.progress.opening import open_round
from measures.rules.rows import content_of
from measures.rules.saving import save_merged
from tests.measures.test_pages import address, fields_of

MOST_QUERIES = 15


def whole(plan: Plan) -> Plan:
    return Plan.objects.for_page().get(pk=plan.pk)


@pytest.fixture
def second(approved, officer) -> Plan:
    """Give the next version of the signed plan: a draft that says the same."""
    return whole(amend(approved, by=officer))


@pytest.fixture
def returned(second, officer, director) -> Plan:
    """Give that version, sent back with a comment at its measure."""
    measure = Measure.objects.get(issue__plan=second)
    sent = submit_plan(second, expected_revision=second.revision, by=officer)
    return send_back_plan(sent, comment="แก้", notes={measure.key: "ระบุวัน"}, by=director)


def version_page(plan: Plan, version: int) -> str:
    return reverse("measures:plan_version", args=[plan.office.code, plan.fiscal_year, version])


def test_what_is_in_force_can_be_read_while_the_next_version_is_written(
    approved, second, officer, office, login
):
    Measure.objects.filter(issue__plan=second).update(title="มาตรการใหม่ที่ยังไม่ลงนาม")
    client = login(officer)
    assert version_page(second, 1) in client.get(address("plan", office)).content.decode()

    page = client.get(version_page(second, 1)).content.decode()

    assert "ฉบับนี้ใช้อยู่ จนกว่าจะลงนามฉบับที่ 2" in page
    assert Measure.objects.get(issue__plan=approved).title in page
    assert "มาตรการใหม่ที่ยังไม่ลงนาม" not in page


@pytest.mark.parametrize("version", [0, 3, 10**12])
def test_a_version_that_is_none_is_not_found(approved, officer, login, version):
    assert login(officer).get(version_page(approved, version)).status_code == 404


def test_the_editor_of_a_returned_version_asks_few_queries(
    returned, officer, office, login, count_queries
):
    client = login(officer)
    client.get(address("plan_edit", office))

    with count_queries() as asked:
        page = client.get(address("plan_edit", office)).content.decode()

    assert "ระบุวัน" in page
    assert len(asked) <= MOST_QUERIES


def test_saving_in_a_version_that_somebody_gave_up_is_refused_in_words(second, officer):
    content = content_of(second)
    drop_amendment(second, by=officer)

    for save in (
        lambda: save_plan(second, content=content, expected_revision=1, by=officer),
        lambda: save_merged(second, content=content, base=None, by=officer),
        lambda: submit_plan(second, expected_revision=1, by=officer),
        lambda: amend(second, by=officer),
    ):
        with pytest.raises(Refused, match="ยกเลิกการปรับแผนฉบับนี้ไปแล้ว"):
            save()


def test_what_was_typed_stays_on_the_page_when_the_version_is_given_up(
    second, officer, coordinator, office, login, monkeypatch
):
    fields = fields_of(second, **{"issue-0-measure-0-step-0-text": "คำที่ยังไม่บันทึก"})
    client = login(officer)
    monkeypatch.setattr("measures.views.editor.save_merged", _dropped_first(second, coordinator))

    page = client.post(address("plan_edit", office), fields)

    assert page.status_code == 200
    assert "ยกเลิกการปรับแผนฉบับนี้ไปแล้ว" in page.content.decode()
    assert "คำที่ยังไม่บันทึก" in page.content.decode()


def _dropped_first(plan: Plan, by):
    """Give the saving with somebody else giving the version up just before it."""

    def save(*args, **facts):
        drop_amendment(plan, by=by)
        return save_merged(*args, **facts)

    return save


def test_a_signature_on_the_general_page_lets_open_rounds_go_on_at_once(
    approved, second, officer, director, shown, office
):
    dates = {"opens_on": "2021-03-01", "cut_off_on": "2021-03-31", "due_on": "2021-04-10"}
    made = Round.objects.create(office=office, fiscal_year=2564, months=6, **dates)
    round_ = open_round(made, by=officer)
    sent = submit_plan(second, expected_revision=second.revision, by=officer)

    approve(sent.proposal, words_sha256=shown(sent, director), by=director)

    round_.refresh_from_db()
    assert round_.plan == second
