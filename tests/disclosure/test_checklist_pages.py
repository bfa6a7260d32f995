"""The pages of the checklist: the year, the matrix, an item, its settings, files and findings."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from disclosure.models import Entry, Evidence
from disclosure.rules.entries import entry_of, propose_not_applicable
from disclosure.rules.running import run_checks
from ita_portal.files.models import StoredFile
from tests.factories.disclosure import EvidenceFactory, FindingFactory, kept_file

CHECKLIST = "/office/sample1/disclosure/2564/"
ITEM = f"{CHECKLIST}O1/"
ADD = f"{ITEM}add/"
WRONG_YEAR = "แผนปฏิบัติการประจำปีงบประมาณ พ.ศ. 2561\nมีโครงการดังนี้"


def words(response):
    return response.content.decode()


def typed(office, **changes):
    group = office.groups.first()
    return {"title": "แผนปฏิบัติการของสำนักงาน", "owner": group.pk, "deed": "propose", **changes}


def upload(text=WRONG_YEAR, name="แผน.txt"):
    return SimpleUploadedFile(name, text.encode(), content_type="text/plain")


@pytest.fixture
def listed(item):
    """Give item O1 with two components."""
    item.components = ["แผน", "ผล"]
    item.save()
    return item


def test_the_year_shows_three_figures_and_what_comes_next(login, officer, office, listed):
    EvidenceFactory(office=office, item=listed, accepted=True, components=["แผน"])

    page = words(login(officer).get(CHECKLIST))

    for figure in ("1 · กรอกแล้ว", "2 · รับแล้ว", "3 · คะแนนที่คาดว่าได้"):
        assert figure in page
    assert "กำหนดกลุ่มที่รับผิดชอบ" in page


def test_the_matrix_names_every_item_once_under_its_group(login, officer, office, listed):
    page = words(login(officer).get(f"{CHECKLIST}matrix/"))

    assert page.count(">O1</a>") == 1
    assert "ยังไม่กำหนดกลุ่มที่รับผิดชอบ" in page


def test_a_year_begins_from_last_year_by_a_button(login, officer, office, item, load_year):
    client, next_year = login(officer), CHECKLIST.replace("2564", "2565")
    load_year(2565)
    EvidenceFactory(office=office, item=item, title="โครงสร้าง ปี 2564", accepted=True)
    assert "เริ่มจากผู้รับผิดชอบของปีก่อน" not in words(client.get(CHECKLIST))
    assert "เริ่มจากผู้รับผิดชอบของปีก่อน" in words(client.get(next_year))

    page = words(client.post(f"{next_year}begin/", follow=True))

    assert "เริ่มแบบตรวจจากผู้รับผิดชอบและชื่อหลักฐานของปีก่อนแล้ว" in page
    assert Entry.objects.filter(fiscal_year=2565).exists()
    assert "เริ่มจากผู้รับผิดชอบของปีก่อน" not in page.replace("เริ่มแบบตรวจ", "")


def test_a_file_is_proposed_with_what_it_shows_and_covers(login, officer, office, listed):
    facts = typed(
        office,
        file=upload(),
        components=["ผล"],
        starts_on="1 ต.ค. 2563",
        ends_on="31/3/2564",
        publish_on="1 เม.ย. 2564",
        publish_time="๐๘.๓๐ น.",
    )

    response = login(officer).post(ADD, facts)

    assert response.status_code == 302
    piece = Evidence.objects.get()
    assert (piece.kind, piece.file.name, piece.components) == ("file", "แผน.txt", ["ผล"])
    assert f"{piece.starts_on} {piece.ends_on}" == "2020-10-01 2021-03-31"
    assert piece.publish_at.isoformat() == "2021-04-01T01:30:00+00:00"


def test_a_draft_is_kept_and_proposed_later_with_the_same_file(login, officer, office, item):
    client = login(officer)
    client.post(ADD, typed(office, file=upload(), deed="draft"))
    draft = Evidence.objects.get()
    assert draft.status == "draft"

    client.post(f"{ITEM}{draft.pk}/edit/", typed(office, version=draft.proposed_at.isoformat()))

    proposed = Evidence.objects.get()
    assert (proposed.status, proposed.file) == ("proposed", draft.file)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"file": upload("<svg/>", "ภาพ.svg")}, "ไฟล์"),
        ({"file": upload("แผน"), "url": "https://www.example.go.th/a.pdf"}, "อย่างใดอย่างหนึ่ง"),
        ({"text": "ก", "starts_on": "1/4/2564", "ends_on": "1/3/2564"}, "สิ้นสุดก่อนเริ่มต้น"),
        ({"text": "ก", "publish_time": "เที่ยง"}, "เวลาไม่ถูกต้อง"),
        ({"text": "ก", "publish_time": "08.30"}, "กรุณาระบุวันที่เผยแพร่"),
    ],
)
def test_what_cannot_be_kept_is_told_and_leaves_nothing(login, officer, office, item, wrong, told):
    response = login(officer).post(ADD, typed(office, **wrong))

    assert response.status_code == 200
    assert told in words(response)
    assert "แผนปฏิบัติการของสำนักงาน" in words(response)
    assert not Evidence.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_file_of_another_item_needs_a_mark_and_is_not_left_behind(
    login, officer, office, framework_2564, item
):
    other = framework_2564.items.get(code="O2")
    EvidenceFactory(
        office=office, item=other, kind="file", url="",
        file=kept_file(office, officer, words=WRONG_YEAR),
    )  # fmt: skip
    client = login(officer)

    refused = client.post(ADD, typed(office, file=upload()))
    assert "ใช้ไฟล์ร่วมกับข้ออื่นโดยตั้งใจ" in words(refused)
    assert StoredFile.objects.count() == 1
    client.post(ADD, typed(office, file=upload(), is_shared="on"))

    assert Evidence.objects.get(item=item).is_shared


def test_a_title_of_last_year_is_taken_over_by_a_link(login, officer, item):
    page = words(login(officer).get(f"{ADD}?title=แผน ปี 2564"))

    assert 'value="แผน ปี 2564"' in page


def test_the_titles_of_last_year_wait_until_something_is_written_under_them(
    login, officer, office, item
):
    Entry.objects.create(office=office, fiscal_year=2564, code="O1", titles=["ผัง ปี 2564", "คำสั่ง"])
    EvidenceFactory(office=office, item=item, title="คำสั่ง")

    assert login(officer).get(ITEM).context["prepared"] == ["ผัง ปี 2564"]


def test_findings_show_beside_the_item_and_are_asked_for_until_they_are_there(
    login, officer, office, item, run_jobs
):
    client = login(officer)
    client.post(ADD, typed(office, file=upload()))
    piece = Evidence.objects.get()
    where = f"{ITEM}{piece.pk}/findings/"
    assert 'hx-trigger="every 1s"' in words(client.get(where))

    run_checks(piece.pk)

    answer = words(client.get(where))
    assert "hx-trigger" not in answer
    assert "2561" in answer
    assert "2561" in words(client.get(ITEM))


def test_an_error_is_answered_on_the_page_and_the_answer_is_kept(
    login, officer, coordinator, office, item
):
    login(officer).post(ADD, typed(office, file=upload()))
    piece = Evidence.objects.get()
    run_checks(piece.pk)
    finding = piece.findings.get(severity="error")
    client, version = login(coordinator), piece.proposed_at.isoformat()
    path = f"{ITEM}{piece.pk}/"
    assert "ยังมีข้อผิดพลาด" in words(client.post(f"{path}accept/", {"version": version}, follow=True))
    answer = f"{path}findings/{finding.pk}/answer/"
    refused = words(client.post(answer, {"version": version, "comment": " "}))
    assert f'href="#answer-{finding.pk}"' in refused

    client.post(answer, {"version": version, "comment": "เป็นแผนหลายปี"})
    client.post(f"{path}accept/", {"version": version})

    piece.refresh_from_db()
    assert piece.status == "accepted"
    assert "เป็นแผนหลายปี" in words(login(officer).get(ITEM))


def test_who_proposed_answers_nothing(login, coordinator, office, item):
    piece = EvidenceFactory(office=office, item=item, proposed_by=coordinator)
    finding = FindingFactory(evidence=piece)
    client = login(coordinator)
    facts = {"version": piece.proposed_at.isoformat(), "comment": "ไม่ต้องแก้"}

    page = words(client.post(f"{ITEM}{piece.pk}/findings/{finding.pk}/answer/", facts))

    assert "ผู้เสนอชี้แจงข้อผิดพลาดของตนเองไม่ได้" in page
    assert "ชี้แจงว่าไม่ต้องแก้" not in words(client.get(ITEM))


def test_evidence_is_ordered_and_a_change_dropped_by_buttons(login, officer, office, item):
    first = EvidenceFactory(office=office, item=item, proposed_by=officer, accepted=True)
    second = EvidenceFactory(office=office, item=item, proposed_by=officer, accepted=True)
    client = login(officer)

    client.post(f"{ITEM}{second.pk}/move/", {"deed": "up"})
    client.post(
        f"{ITEM}{first.pk}/edit/",
        typed(office, text="ใหม่", version=first.proposed_at.isoformat(), deed="draft"),
    )
    first.refresh_from_db()
    assert first.status == "draft"
    assert first.shown.url in words(client.get(ITEM))
    client.post(f"{ITEM}{first.pk}/drop/", {"version": first.proposed_at.isoformat()})

    first.refresh_from_db()
    assert first.status == "accepted"
    assert list(Evidence.objects.values_list("pk", flat=True)) == [second.pk, first.pk]


def test_an_item_is_set_on_its_page(login, coordinator, office, listed):
    client, group = login(coordinator), office.groups.first()
    facts = {"owner": group.pk, "due_on": "1 มี.ค. 2564", "place": "หัวข้อแรก", "revision": 0}

    response = client.post(f"{ITEM}settings/", facts | {"shown_by_papers": ["แผน"]}, follow=True)

    assert "บันทึกการตั้งค่าข้อ O1 แล้ว" in words(response)
    entry = Entry.objects.get()
    assert (entry.owner, entry.place, entry.shown_by_papers) == (group, "หัวข้อแรก", ["แผน"])
    stale = client.post(f"{ITEM}settings/", facts | {"place": "ของคนที่ช้ากว่า"})
    assert "ของคนที่ช้ากว่า" in words(stale)
    assert Entry.objects.get().place == "หัวข้อแรก"


def test_that_an_item_does_not_apply_is_proposed_and_accepted_on_its_page(
    login, client, officer, coordinator, office, item
):
    login(officer).post(f"{ITEM}not-applicable/", {"comment": "ไม่มีภารกิจนี้"})
    page = words(login(officer).get(ITEM))
    assert "มีผู้เสนอว่าข้อนี้ไม่เกี่ยวข้อง" in page
    assert "รับว่าไม่เกี่ยวข้อง" not in page

    login(coordinator).post(f"{ITEM}not-applicable/decide/", {"deed": "accept"})

    assert entry_of(office, item).is_not_applicable
    assert "ไม่มีภารกิจนี้" in words(client.get("/o/sample1/oit/2564/O1/"))
    login(officer).post(f"{ITEM}not-applicable/end/")
    assert not entry_of(office, item).is_not_applicable


def test_a_refusal_without_a_reason_comes_back_in_its_place(
    login, officer, coordinator, office, item
):
    propose_not_applicable(office, item, words="ไม่มีภารกิจนี้", by=officer)

    page = words(login(coordinator).post(f"{ITEM}not-applicable/decide/", {"deed": "refuse"}))

    assert 'href="#refuse-not-applicable"' in page


def test_the_public_gets_the_file_of_the_version_it_sees_and_no_other(
    client, login, officer, office, item
):
    file = kept_file(office, officer, words="แผนที่เผยแพร่")
    piece = EvidenceFactory(
        office=office, item=item, kind="file", url="", file=file, accepted=True,
        proposed_by=officer,
    )  # fmt: skip
    waiting = EvidenceFactory(
        office=office, item=item, kind="file", url="",
        file=kept_file(office, officer, words="ยังไม่รับ"),
    )  # fmt: skip
    public = "/o/sample1/oit/2564/O1/files/"

    sent = client.get(f"{public}{piece.pk}/")

    assert b"".join(sent).decode() == "แผนที่เผยแพร่"
    assert sent["Content-Disposition"].startswith("attachment")
    assert "sandbox" in sent["Content-Security-Policy"]
    assert client.get(f"{public}{waiting.pk}/").status_code == 404
    assert client.get(f"/o/sample1/oit/2564/O2/files/{piece.pk}/").status_code == 404
    staff = login(officer).get(f"{ITEM}{waiting.pk}/file/")
    assert b"".join(staff).decode() == "ยังไม่รับ"
    old = login(officer).get(f"{ITEM}{waiting.pk}/file/1/")
    assert b"".join(old).decode() == "ยังไม่รับ"


def test_what_waits_for_somebody_stands_in_their_inbox(login, officer, coordinator, office, item):
    EvidenceFactory(office=office, item=item, returned=True, proposed_by=officer)
    propose_not_applicable(office, item, words="ไม่มีภารกิจนี้", by=officer)

    own = words(login(officer).get("/office/sample1/inbox/"))
    theirs = words(login(coordinator).get("/office/sample1/inbox/"))

    assert "โปรดใช้ไฟล์ที่ลงนามแล้ว" in own
    assert "ไม่มีภารกิจนี้" not in own
    assert "ไม่มีภารกิจนี้" in theirs
    assert "โปรดใช้ไฟล์ที่ลงนามแล้ว" not in theirs
