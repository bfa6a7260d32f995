"""The pages on which an office sets how its papers are done."""

from __future__ import annotations

import pytest
from django.urls import reverse

from ita_portal.documents.kinds import ANALYSIS_REPORT, KINDS, MEMO, ORDER
from ita_portal.documents.models import PaperSettings
from ita_portal.documents.rules.settings import ALL_KINDS, Choice, save_ways, ways_of
from ita_portal.errors import Refused, Stale
from tests.documents.ways import DEPUTY, HEAD, set_chain, text_of
from tests.factories.documents import propose_paper

Mode = PaperSettings.Mode


def where(office, kind: str = "all") -> str:
    return reverse("documents:settings_edit", args=[office.code, kind])


def typed(**changes: str) -> dict[str, str]:
    """Return a form of all kinds as it is sent: a chain of group head and deputy."""
    form = {
        "revision": "0",
        "own_chain": "own",
        "step_1": HEAD,
        "step_2": DEPUTY,
        "step_3": "",
        "numbering": "",
        "before_number": "",
        "digits": "",
        "carries_qr": "",
    }
    return form | changes


def test_without_settings_a_kind_goes_its_own_way(office):
    order, report = ways_of(office, ORDER), ways_of(office, ANALYSIS_REPORT)

    assert (order.chain, order.numbering, order.digits) == ((), Mode.PORTAL, "thai")
    assert (report.numbering, report.carries_qr) == (Mode.NONE, True)
    assert ways_of(office, MEMO).numbering == Mode.NONE


def test_a_kind_takes_its_own_and_then_what_counts_for_all(office, administrator):
    save_ways(
        office,
        ALL_KINDS,
        choice=Choice(chain=[HEAD, DEPUTY], digits="arabic", prefix="ศธ 04152", carries_qr=False),
        expected_revision=0,
        by=administrator,
    )
    save_ways(
        office,
        ORDER.code,
        choice=Choice(chain=[], digits="thai"),
        expected_revision=0,
        by=administrator,
    )

    order, memo = ways_of(office, ORDER), ways_of(office, MEMO)

    assert (order.chain, order.digits, order.prefix) == ((), "thai", "ศธ 04152")
    assert (memo.chain, memo.digits) == ((HEAD, DEPUTY), "arabic")
    assert not ways_of(office, ANALYSIS_REPORT).carries_qr


def test_other_offices_keep_their_own_ways(office, other_office, administrator):
    set_chain(office, [DEPUTY], by=administrator)

    assert ways_of(other_office, ORDER).chain == ()


@pytest.mark.parametrize(
    ("kind", "choice", "said"),
    [
        (ORDER.code, Choice(numbering=Mode.NONE), "ต้องมีเลขที่"),
        (ALL_KINDS, Choice(chain=[HEAD, HEAD]), "ซ้ำ"),
        (ALL_KINDS, Choice(chain=["officer"]), "ไม่มีสิทธิ์ให้ความเห็นชอบ"),
    ],
)
def test_what_cannot_be_is_refused(office, administrator, kind, choice, said):
    with pytest.raises(Refused, match=said):
        save_ways(office, kind, choice=choice, expected_revision=0, by=administrator)

    assert not PaperSettings.objects.exists()


def test_the_digits_that_an_office_sets_are_frozen_into_its_papers(office, officer, administrator):
    save_ways(
        office, ALL_KINDS, choice=Choice(digits="arabic"), expected_revision=0, by=administrator
    )

    assert propose_paper(office, officer).words["digits"] == "arabic"


def test_two_at_once_do_not_overwrite_each_other(office, administrator):
    set_chain(office, [DEPUTY], by=administrator)

    with pytest.raises(Stale):
        save_ways(office, ALL_KINDS, choice=Choice(), expected_revision=0, by=administrator)


# -- pages ----------------------------------------------------------------------------------------


def test_the_page_says_of_every_kind_how_it_goes(login, office, administrator):
    set_chain(office, [HEAD, DEPUTY], by=administrator, kind=ORDER.code)

    said = text_of(login(administrator).get(reverse("documents:settings", args=[office.code])))

    for kind in KINDS.values():
        assert kind.name in said
    assert "ผู้เสนอ → ผู้อำนวยการกลุ่ม → รองผู้อำนวยการสำนักงาน → ผู้มีอำนาจลงนาม" in said
    assert "ระบบออกเลขให้ เรียงตามปีปฏิทิน" in said


def test_a_chain_is_set_by_lists_in_their_order_and_empty_ones_are_left_out(
    login, office, coordinator
):
    form = typed(step_1="", step_2=DEPUTY, step_3=HEAD)

    answer = login(coordinator).post(where(office), form, follow=True)

    assert "บันทึกแล้ว" in text_of(answer)
    assert ways_of(office, MEMO).chain == (DEPUTY, HEAD)


def test_the_page_shows_what_is_set(login, office, administrator):
    choice = Choice(chain=[DEPUTY], numbering=Mode.REGISTRY, prefix="ศธ 04152", carries_qr=False)
    save_ways(office, MEMO.code, choice=choice, expected_revision=0, by=administrator)

    page = login(administrator).get(where(office, MEMO.code)).content.decode()

    assert 'value="ศธ 04152"' in page
    assert f'<option value="{DEPUTY}" selected' in page
    assert '<option value="no" selected' in page


def test_a_role_that_comes_twice_is_said_at_its_field_and_the_rest_is_kept(
    login, office, administrator
):
    page = login(administrator).post(where(office), typed(step_2=HEAD, before_number="ศธ 04152"))

    assert page.status_code == 422
    assert "ตำแหน่งนี้อยู่ในขั้นก่อนหน้าแล้ว" in text_of(page)
    assert 'href="#id_step_2"' in page.content.decode()
    assert 'value="ศธ 04152"' in page.content.decode()


def test_what_was_typed_stays_when_somebody_was_quicker_and_can_be_saved_again(
    login, office, administrator, coordinator
):
    set_chain(office, [DEPUTY], by=coordinator)
    client = login(administrator)

    page = client.post(where(office), typed(before_number="ศธ 04152"))
    assert "มีผู้แก้ไขข้อมูลนี้" in text_of(page)
    assert 'value="ศธ 04152"' in page.content.decode()
    assert ways_of(office, MEMO).chain == (DEPUTY,)

    client.post(where(office), typed(before_number="ศธ 04152", revision="1"))
    assert ways_of(office, MEMO).chain == (HEAD, DEPUTY)


def test_a_kind_without_numbers_is_not_asked_for_them(login, office, administrator):
    page = login(administrator).get(where(office, ANALYSIS_REPORT.code)).content.decode()

    assert 'name="numbering"' not in page
    assert 'name="before_number"' not in page


def test_where_a_number_is_due_none_cannot_be_chosen(login, office, administrator):
    page = login(administrator).post(where(office, ORDER.code), typed(numbering=Mode.NONE))

    assert page.status_code == 422
    assert not PaperSettings.objects.exists()


def test_an_unknown_kind_is_not_there(login, office, administrator):
    assert login(administrator).get(where(office, "letter")).status_code == 404


def test_who_may_not_set_anything_is_kept_out(login, office, officer):
    assert login(officer).get(where(office)).status_code == 403
