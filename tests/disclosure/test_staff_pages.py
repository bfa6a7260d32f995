"""The checklist and its items: who comes in, and what they can do there."""

from __future__ import annotations

import pytest

from disclosure.models import Evidence
from disclosure.rules.evidence import return_evidence
from tests.factories.disclosure import EvidenceFactory, PaperFactory

CHECKLIST = "/office/sample1/disclosure/2564/"
ITEM = f"{CHECKLIST}O1/"
ADD = f"{ITEM}add/"
Status = Evidence.Status


def words(response):
    return response.content.decode()


@pytest.fixture
def filled(office):
    group = office.groups.first()
    return {
        "title": "ผังโครงสร้างสำนักงาน",
        "url": "https://www.example.go.th/structure.pdf",
        "text": "",
        "owner": group.pk,
    }


@pytest.mark.parametrize("path", [CHECKLIST, ITEM])
@pytest.mark.parametrize(
    "who",
    [
        "officer", "coordinator", "group_head", "deputy", "director", "administrator", "supervisor",
    ],
)  # fmt: skip
def test_everybody_of_the_office_reads_the_checklist(request, login, item, office, who, path):
    assert login(request.getfixturevalue(who)).get(path).status_code == 200


@pytest.mark.parametrize("path", [CHECKLIST, ITEM, ADD])
def test_for_strangers_there_is_nothing(login, client, item, office, stranger, outsider, path):
    assert login(stranger).get(path).status_code == 404
    assert login(outsider).get(path).status_code == 404
    assert client.get(path)["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("path", [CHECKLIST.replace("2564", "2563"), f"{CHECKLIST}O99/"])
def test_a_year_or_an_item_that_is_not_there_is_a_404(login, item, officer, path):
    assert login(officer).get(path).status_code == 404


def test_who_has_not_the_right_is_told_so(login, proposed, director, officer, administrator):
    path = f"{ITEM}{proposed.pk}/"

    assert login(director).get(ADD).status_code == 403
    assert login(officer).post(f"{path}accept/").status_code == 403
    assert login(officer).post(f"{path}return/").status_code == 403
    assert login(administrator).post(f"{path}withdraw/").status_code == 403


def test_evidence_of_another_office_or_item_is_a_404(login, proposed, coordinator, other_office):
    foreign = EvidenceFactory(office=other_office, item=proposed.item)
    client = login(coordinator)

    for deed in ("accept", "return", "withdraw"):
        assert client.post(f"{ITEM}{foreign.pk}/{deed}/").status_code == 404
        assert client.post(f"{CHECKLIST}O2/{proposed.pk}/{deed}/").status_code == 404
    assert client.get(f"{ITEM}{foreign.pk}/edit/").status_code == 404


def test_the_checklist_counts_what_is_public_what_waits_and_what_was_returned(
    login, officer, office, proposed, item
):
    EvidenceFactory(office=office, item=item, returned=True)
    EvidenceFactory(office=office, item=item, withdrawn=True)
    PaperFactory(office=office, fiscal_year=2564)

    page = login(officer).get(CHECKLIST).context["page"]

    lines = {line.code: line for line in page.items}
    assert (lines["O1"].public, lines["O1"].waiting, lines["O1"].returned) == (0, 1, 1)
    assert (lines["O42"].public, lines["O42"].waiting, lines["O42"].returned) == (1, 0, 0)
    assert len(lines) == 43


def test_an_officer_proposes_a_link(login, officer, item, filled):
    response = login(officer).post(ADD, filled, follow=True)

    assert "เสนอหลักฐานแล้ว" in words(response)
    evidence = Evidence.objects.get()
    assert (evidence.title, evidence.kind) == (filled["title"], "link")
    assert (evidence.owner_id, evidence.item) == (filled["owner"], item)


def test_an_officer_proposes_a_text(login, officer, item, filled):
    login(officer).post(ADD, filled | {"url": "", "text": "บรรทัดแรก\r\nบรรทัดที่สอง"})

    evidence = Evidence.objects.get()
    assert (evidence.kind, evidence.text) == ("text", "บรรทัดแรก\nบรรทัดที่สอง")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": "คลิกที่นี่"}, "title"),
        ({"title": ""}, "title"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": ""}, "url"),
        ({"text": "ทั้งสองอย่าง"}, "text"),
        ({"owner": ""}, "owner"),
        ({"owner": "999"}, "owner"),
    ],
)
def test_a_wrong_field_says_why_and_keeps_what_was_typed(
    login, officer, item, filled, wrong, field
):
    response = login(officer).post(ADD, filled | {"text": ""} | wrong)

    assert response.context["form"].errors.keys() == {field}
    assert f"#id_{field}" in words(response)
    kept = "title" if field != "title" else "url"
    assert filled[kept] in words(response)
    assert not Evidence.objects.exists()


def test_the_same_form_sent_twice_gives_one_piece(login, officer, item, filled):
    client = login(officer)
    client.post(ADD, filled)

    response = client.post(ADD, filled)

    assert "มีอยู่ในข้อนี้แล้ว" in words(response)
    assert Evidence.objects.count() == 1


def test_a_group_out_of_use_is_not_offered(login, officer, office, item):
    office.groups.filter(name="กลุ่มอำนวยการ").update(is_active=False)

    assert "กลุ่มอำนวยการ" not in words(login(officer).get(ADD))


def test_a_coordinator_reads_and_accepts(login, coordinator, proposed):
    client = login(coordinator)
    page = words(client.get(ITEM))
    assert "รับขึ้นเผยแพร่" in page
    version = proposed.proposed_at.isoformat()

    response = client.post(f"{ITEM}{proposed.pk}/accept/", {"version": version}, follow=True)

    assert "ขึ้นเผยแพร่แล้ว" in words(response)
    proposed.refresh_from_db()
    assert proposed.status == Status.ACCEPTED


@pytest.mark.parametrize("version", ["", "nonsense", "2021-01-01T00:00:00+00:00"])
def test_another_version_than_the_one_shown_is_not_accepted(login, coordinator, proposed, version):
    path = f"{ITEM}{proposed.pk}/accept/"

    response = login(coordinator).post(path, {"version": version}, follow=True)

    assert "มีผู้แก้ไขข้อมูลนี้" in words(response)
    proposed.refresh_from_db()
    assert proposed.status == Status.PROPOSED


def test_its_author_is_shown_no_button_to_accept(login, coordinator, office, item):
    own = EvidenceFactory(office=office, item=item, proposed_by=coordinator)
    client = login(coordinator)

    assert f"{own.pk}/accept/" not in words(client.get(ITEM))
    version = {"version": own.proposed_at.isoformat()}
    refused = client.post(f"{ITEM}{own.pk}/accept/", version, follow=True)
    assert "ของตนเอง" in words(refused)


@pytest.mark.parametrize("deed", ["return", "withdraw"])
def test_a_decision_without_a_reason_comes_back_with_its_words(login, coordinator, proposed, deed):
    too_long, version = "ยาว" * 700, proposed.proposed_at.isoformat()
    for comment, told in (("  ", "กรุณาเขียนเหตุผล"), (too_long, "ยาวเกินไป")):
        typed = {"comment": comment, "version": version}
        response = login(coordinator).post(f"{ITEM}{proposed.pk}/{deed}/", typed)

        assert told in words(response)
        assert comment in words(response)
    proposed.refresh_from_db()
    assert proposed.status == Status.PROPOSED


def test_another_version_than_the_one_shown_is_not_returned(login, coordinator, proposed):
    old = {"comment": "ความเห็นต่อฉบับเก่า", "version": "2021-01-01T00:00:00+00:00"}

    response = login(coordinator).post(f"{ITEM}{proposed.pk}/return/", old)

    assert "มีผู้แก้ไขข้อมูลนี้" in words(response)
    assert "ความเห็นต่อฉบับเก่า" in words(response)
    proposed.refresh_from_db()
    assert proposed.status == Status.PROPOSED


def test_a_piece_is_returned_mended_and_proposed_again(
    login, coordinator, officer, proposed, filled
):
    path = f"{ITEM}{proposed.pk}/"
    shown = proposed.proposed_at.isoformat()
    login(coordinator).post(f"{path}return/", {"comment": "โปรดใช้ไฟล์ปี 2564", "version": shown})
    client = login(officer)
    page = client.get(f"{path}edit/")
    assert "โปรดใช้ไฟล์ปี 2564" in words(page)
    version = page.context["form"]["version"].value()

    client.post(f"{path}edit/", filled | {"version": version, "title": "ผังโครงสร้าง ปี 2564"})

    proposed.refresh_from_db()
    assert (proposed.status, proposed.title) == (Status.PROPOSED, "ผังโครงสร้าง ปี 2564")


def test_a_stale_form_keeps_what_was_typed(login, coordinator, officer, proposed, filled):
    return_evidence(proposed, comment="ผิดปี", by=coordinator)
    typed = filled | {"version": "2021-01-01T00:00:00+00:00", "title": "ชื่อที่พิมพ์ใหม่"}

    response = login(officer).post(f"{ITEM}{proposed.pk}/edit/", typed)

    assert "มีผู้แก้ไขข้อมูลนี้" in words(response)
    assert "ชื่อที่พิมพ์ใหม่" in words(response)


def test_an_officer_withdraws_what_is_own_and_not_yet_public(
    login, officer, colleague, coordinator, office, item, proposed
):
    public = EvidenceFactory(office=office, item=item, proposed_by=officer, accepted=True)
    why = {"comment": "เสนอผิดข้อ"}

    assert login(officer).post(f"{ITEM}{public.pk}/withdraw/", why).status_code == 403
    assert login(colleague).post(f"{ITEM}{proposed.pk}/withdraw/", why).status_code == 403
    login(officer).post(f"{ITEM}{proposed.pk}/withdraw/", why)
    login(coordinator).post(f"{ITEM}{public.pk}/withdraw/", why)

    assert set(Evidence.objects.values_list("status", flat=True)) == {Status.WITHDRAWN}


def test_a_form_after_the_end_of_the_session_is_kept(client, office, item, filled):
    response = client.post(ADD, filled)

    assert response.status_code == 401
    assert "structure.pdf" in words(response)
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("path", [CHECKLIST, ITEM])
def test_no_page_asks_more_when_it_holds_more(
    login, count_queries, coordinator, office, item, full_items, path
):
    client = login(coordinator)
    client.get(path)  # what is kept between requests, such as the framework, is read only now
    asked = []
    for count in (1, 10, 32):
        full_items(count)
        for trait in ("accepted", "returned", "withdrawn"):
            EvidenceFactory.create_batch(count, office=office, item=item, **{trait: True})
        PaperFactory(office=office, fiscal_year=2564)
        with count_queries() as queries:
            client.get(path)
        asked.append(len(queries))

    assert len(set(asked)) == 1
