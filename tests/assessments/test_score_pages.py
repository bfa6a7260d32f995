"""The pages on which scores are entered, confirmed, opened again, and listed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Result
from ita_portal.thai.fiscal_year import FiscalYear
from tests.factories.assessments import KHON_KAEN_2564, SAMUT_SAKHON_2562, ResultFactory

THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def url(name, office, *args):
    """Return the address of a page of this room."""
    return reverse(f"assessments:{name}", args=[office.code, *args])


def typed(scores=KHON_KAEN_2564, **more):
    """Return what a browser sends for these scores."""
    return {f"indicator_{number}": score for number, score in enumerate(scores, 1)} | more


def text_of(response):
    """Return a page's text."""
    return response.content.decode()


@pytest.fixture
def draft(office, load_year):
    """Give a draft of 2564 with all scores."""
    return ResultFactory(
        office=office, framework=load_year(2564), status=Result.Status.DRAFT, confirmed_at=None
    )


def save(client, office, year, **data):
    """Send the form of a year."""
    return client.post(url("result_edit", office, year), data)


# --- entering -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "scores", "shown"),
    [
        (2562, SAMUT_SAKHON_2562, ["91.25", "29.56", "27.72", "33.97"]),
        (2564, KHON_KAEN_2564, ["91.50", "28.38", "29.19", "33.93"]),
    ],
)
@pytest.mark.parametrize("digits", [{}, THAI], ids=["arabic", "thai"])
def test_real_scores_give_the_real_total_and_points(
    login, office, officer, load_year, year, scores, shown, digits
):
    load_year(year)
    client = login(officer)

    save(client, office, year, **typed([score.translate(digits) for score in scores]))

    page = text_of(client.get(url("result_edit", office, year)))
    for figure in shown:
        assert f">{figure}<" in page
    assert "<span data-level-name>A</span>" in page


def test_a_half_entered_draft_is_kept_and_shows_no_total(login, office, officer, load_year):
    load_year(2564)
    client = login(officer)

    save(client, office, 2564, **typed(KHON_KAEN_2564[:7]))

    page = text_of(client.get(url("result_edit", office, 2564)))
    assert len(Result.objects.get().indicator_scores()) == 7
    assert '<span class="big" data-total>–</span>' in page


def test_a_wrong_score_stores_nothing_and_keeps_all_that_was_typed(
    login, office, officer, load_year
):
    load_year(2564)

    response = save(login(officer), office, 2564, **typed() | {"indicator_3": "๑๐๑.๐"})

    page = text_of(response)
    assert "ตัวชี้วัดที่ 3: คะแนนต้องอยู่ระหว่าง 0 ถึง 100" in page
    assert 'href="#id_indicator_3"' in page
    assert 'value="๑๐๑.๐"' in page
    assert 'value="75.92"' in page
    assert not Result.objects.exists()


def test_a_stale_form_keeps_what_was_typed_beside_what_is_stored(login, office, officer, draft):
    client = login(officer)
    save(client, office, 2564, **typed(revision=draft.revision) | {"indicator_9": "80.00"})

    response = save(client, office, 2564, **typed(revision=draft.revision) | {"indicator_9": "๗๗"})

    page = text_of(response)
    assert "มีผู้แก้ไขข้อมูลนี้หลังจากที่ท่านเปิดหน้าไว้" in page
    assert 'value="๗๗"' in page
    assert "ค่าล่าสุดในระบบ: 80.00" in page
    assert f'name="revision" value="{draft.revision + 1}"' in page
    assert Result.objects.get().indicator_scores()[9] == Decimal("80.00")


def test_a_stale_form_sent_again_after_comparing_is_stored(login, office, officer, draft):
    client = login(officer)
    save(client, office, 2564, **typed(revision=draft.revision) | {"indicator_9": "80.00"})
    save(client, office, 2564, **typed(revision=draft.revision) | {"indicator_9": "77.00"})

    save(client, office, 2564, **typed(revision=draft.revision + 1) | {"indicator_9": "77.00"})

    assert Result.objects.get().indicator_scores()[9] == Decimal("77.00")


def test_an_old_year_takes_a_total_alone(login, office, officer, db):
    client = login(officer)

    save(client, office, 2558, published_total="๘๐.๒๕")

    page = text_of(client.get(url("result_edit", office, 2558)))
    assert Result.objects.get().published_total == Decimal("80.25")
    assert "ไม่มีกรอบการประเมินในระบบ" in page
    assert "indicator_1" not in page


def test_a_year_whose_list_is_not_verified_says_so(login, office, officer, load_year):
    load_year(2567)

    page = text_of(login(officer).get(url("result_edit", office, 2567)))

    assert "ยังไม่ได้ตรวจสอบกับคู่มือของปีนั้น" in page
    assert "ยังไม่ทราบเกณฑ์ระดับของปีนี้แน่ชัด" in page
    assert "ยังไม่พบหลักเกณฑ์ที่ประกาศ" in page


def test_a_year_that_cannot_be_is_not_found(login, office, officer):
    assert login(officer).get(url("result_edit", office, 1999)).status_code == 404


# --- confirming -----------------------------------------------------------------------------


def test_confirming_shows_what_it_means_and_leads_to_the_analysis(login, office, officer, draft):
    client = login(officer)
    answer = save(client, office, 2564, **typed(revision=draft.revision, confirm="1"))
    page = text_of(client.get(answer.url))

    response = client.post(answer.url, {"revision": draft.revision + 1})

    assert "เมื่อยืนยันแล้ว" in page
    assert response.url == url("analysis", office, 2564)
    assert Result.objects.get().status == Result.Status.CONFIRMED


def test_a_total_that_does_not_fit_is_shown_and_must_be_answered(login, office, officer, draft):
    told = typed(revision=draft.revision, published_total="92.00", confirm="1")

    page = text_of(save(login(officer), office, 2564, **told))

    assert "กรุณาชี้แจงว่าเหตุใดผลที่ได้รับแจ้งจึงต่างจากที่คำนวณได้" in page
    assert '<b class="num" data-difference-by>+0.50</b>' in page
    assert Result.objects.get().published_total is None


def test_the_answer_lets_the_other_total_be_confirmed(login, office, officer, draft):
    client = login(officer)
    told = {"published_total": "92.00", "difference_answer": "รวมคะแนนอุทธรณ์แล้ว"}
    answer = save(client, office, 2564, **typed(revision=draft.revision, confirm="1"), **told)

    client.post(answer.url, {"revision": draft.revision + 1})

    assert Result.objects.get().status == Result.Status.CONFIRMED
    page = text_of(client.get(url("result_edit", office, 2564)))
    assert "คำชี้แจง: รวมคะแนนอุทธรณ์แล้ว" in page
    assert "+0.50" in page


def test_an_incomplete_draft_cannot_be_confirmed(login, office, officer, load_year):
    load_year(2564)
    client = login(officer)
    save(client, office, 2564, **typed(KHON_KAEN_2564[:9]))

    page = text_of(client.get(url("result_confirm", office, 2564)))
    response = client.post(url("result_confirm", office, 2564), {"revision": 1}, follow=True)

    assert "ยังยืนยันไม่ได้" in page
    assert "คะแนนตัวชี้วัดยังไม่ครบ (มี 9 จาก 10 ตัวชี้วัด)" in text_of(response)
    assert Result.objects.get().status == Result.Status.DRAFT


def test_confirming_what_somebody_changed_meanwhile_is_refused(login, office, officer, draft):
    client = login(officer)
    save(client, office, 2564, **typed(revision=draft.revision))

    response = client.post(
        url("result_confirm", office, 2564), {"revision": draft.revision}, follow=True
    )

    assert "มีผู้แก้ไขคะแนนหลังจาก" in text_of(response)
    assert Result.objects.get().status == Result.Status.DRAFT


def test_confirming_twice_says_so_and_does_nothing_twice(login, office, officer, draft):
    client = login(officer)
    client.post(url("result_confirm", office, 2564), {"revision": draft.revision})

    response = client.post(
        url("result_confirm", office, 2564), {"revision": draft.revision + 1}, follow=True
    )

    assert "ขณะนี้สถานะเป็น “ยืนยันแล้ว”" in text_of(response)


def test_a_button_without_its_revision_confirms_nothing(login, office, officer, draft):
    response = login(officer).post(url("result_confirm", office, 2564), follow=True)

    assert "โปรดตรวจคะแนนแล้วยืนยันอีกครั้ง" in text_of(response)
    assert Result.objects.get().status == Result.Status.DRAFT


# --- opening again --------------------------------------------------------------------------


@pytest.fixture
def confirmed(office, load_year):
    """Give a confirmed result of 2564."""
    return ResultFactory(office=office, framework=load_year(2564))


def test_confirmed_scores_are_shown_without_a_form(login, office, officer, confirmed):
    page = text_of(login(officer).get(url("result_edit", office, 2564)))

    assert "91.50" in page
    assert 'name="indicator_1"' not in page
    assert 'name="reason"' in page


def test_scores_confirmed_meanwhile_are_not_overwritten_and_nothing_typed_is_lost(
    login, office, officer, confirmed
):
    response = save(login(officer), office, 2564, **typed(revision=1) | {"indicator_9": "๙๙"})

    assert "โปรดเปิดให้แก้ไขก่อน" in text_of(response)
    assert 'value="๙๙"' in text_of(response)
    assert Result.objects.get().indicator_scores()[9] == Decimal("75.92")


def test_reopening_needs_a_reason(login, office, officer, confirmed):
    response = login(officer).post(url("result_reopen", office, 2564), {"reason": " "})

    assert "กรุณากรอกเหตุผล" in text_of(response)
    assert Result.objects.get().status == Result.Status.CONFIRMED


def test_reopening_makes_a_draft_again(login, office, officer, confirmed):
    response = login(officer).post(
        url("result_reopen", office, 2564), {"reason": "พิมพ์ตัวชี้วัดที่ 9 ผิด"}, follow=True
    )

    assert 'name="indicator_1"' in text_of(response)
    assert Result.objects.get().status == Result.Status.DRAFT


# --- who may --------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["director", "deputy", "administrator", "supervisor"])
def test_who_may_only_look_sees_figures_and_no_form(login, office, load_year, request, who):
    ResultFactory(
        office=office, framework=load_year(2564), status=Result.Status.DRAFT, confirmed_at=None
    )
    client = login(request.getfixturevalue(who))

    page = text_of(client.get(url("result_edit", office, 2564)))

    assert "91.50" in page
    assert 'name="indicator_1"' not in page
    assert "กรอกคะแนนของปีนี้" not in text_of(client.get(url("result_list", office)))


@pytest.mark.parametrize("name", ["result_edit", "result_confirm", "result_reopen"])
def test_who_may_only_look_may_not_send(login, office, director, draft, name):
    response = login(director).post(url(name, office, 2564), typed(revision=1, reason="x"))

    assert response.status_code == 403
    assert Result.objects.get().revision == draft.revision


@pytest.mark.parametrize("name", ["result_edit", "result_confirm", "analysis", "framework"])
def test_another_offices_scores_do_not_exist(login, office, stranger, draft, name):
    assert login(stranger).get(url(name, office, 2564)).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client, office):
    assert client.get(url("result_list", office)).url.startswith(reverse("organisations:sign_in"))


# --- the list -------------------------------------------------------------------------------


def test_the_list_says_what_belongs_here_when_it_is_empty(login, office, officer, load_year):
    load_year(2564)

    page = text_of(login(officer).get(url("result_list", office)))

    assert "ยังไม่มีคะแนนของปีใด" in page
    assert url("result_edit", office, 2564) in page


def test_the_list_shows_total_level_and_change(login, office, officer, load_year):
    ResultFactory(office=office, framework=load_year(2564))
    ResultFactory(office=office, framework=load_year(2562), figures=SAMUT_SAKHON_2562)

    page = text_of(login(officer).get(url("result_list", office)))

    assert page.index("<b>91.50</b>") < page.index("<b>91.25</b>")
    assert "+0.25" in page
    assert page.count("ระดับ A · ผ่านเกณฑ์") == 2


def test_a_typed_year_leads_to_its_form(login, office, officer):
    client = login(officer)

    assert client.get(url("result_list", office), {"year": "๒๕๕๘"}).url == url(
        "result_edit", office, 2558
    )
    assert "กรุณากรอกปีงบประมาณเป็น พ.ศ." in text_of(
        client.get(url("result_list", office), {"year": "2015"})
    )


def test_the_list_asks_no_more_of_the_database_when_it_grows(
    login, office, officer, load_year, count_queries
):
    client = login(officer)
    frameworks = [load_year(year) for year in range(2562, 2570)]
    ResultFactory(office=office, framework=frameworks[0])
    client.get(url("result_list", office))
    with count_queries() as few:
        client.get(url("result_list", office))

    for framework in frameworks[1:]:
        ResultFactory(office=office, framework=framework)
    for year in (2559, 2560, 2561):
        Result.objects.create(
            office=office, fiscal_year=year, published_total=Decimal("80.25"), updated_by=officer
        )
    client.get(url("result_list", office))
    with count_queries() as many:
        client.get(url("result_list", office))

    assert Result.objects.count() == 11
    assert len(many) == len(few)


def test_a_year_that_has_not_begun_has_no_scores(login, officer, office):
    year = FiscalYear.of(timezone.localdate()).next.year

    assert login(officer).get(f"/office/{office.code}/scores/{year}/").status_code == 404


def test_the_address_of_reopening_leads_back_to_the_year(login, coordinator, office, load_year):
    ResultFactory(office=office, framework=load_year(2564))

    answer = login(coordinator).get(reverse("assessments:result_reopen", args=[office.code, 2564]))

    assert answer.url == reverse("assessments:result_edit", args=[office.code, 2564])
