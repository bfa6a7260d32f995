"""What was previewed becomes the draft of its year: all of it, once, and over nothing."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from ita_portal.audit.models import AuditEvent
from ita_portal.files.disk import path_of
from ita_portal.files.models import StoredFile
from measures.models import Issue, Measure, Plan
from measures.rules.amending import amend
from measures.rules.plan import default_subject, start_plan
from tests.files import samples
from tests.measures.import_screen import (
    WITH_ISSUES,
    WITH_PARTS,
    YEAR,
    press,
    sheet,
    text_of,
    upload,
    where,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(login, officer):
    """Give the browser of somebody who writes plans."""
    return login(officer)


@pytest.fixture
def page(client, office):
    """Give the preview of a workbook."""
    return upload(client, office, sheet(*WITH_ISSUES))


def titles() -> list[str]:
    """Return the measures of all plans in their order."""
    return list(
        Measure.objects.order_by("issue__position", "position").values_list("title", flat=True)
    )


def test_the_preview_becomes_the_draft_and_the_file_goes(client, office, page):
    path = path_of(page.context["file"].key)
    assert path.exists()

    done = press(client, page, "store")

    plan = Plan.objects.get(office=office, fiscal_year=YEAR)
    assert titles() == ["ทบทวนคู่มือ", "เปิดช่องทางใหม่"]
    assert plan.subject == WITH_ISSUES[0][0]
    assert "เก็บ 2 มาตรการจากไฟล์เป็นร่างแผนแล้ว" in text_of(done)
    assert done.redirect_chain[-1][0].endswith("/edit/")
    assert AuditEvent.objects.filter(verb="plan.imported").count() == 1
    assert not StoredFile.objects.exists()


def test_sub_steps_parts_of_issues_target_and_budget_have_their_place(client, office):
    head = ["ประเด็น", "มาตรการ", "ขั้นตอน", "เป้าหมาย", "งบประมาณ (บาท)"]
    rows = [
        ["๒. บริการ", None, None, None, None],
        [
            "(๒.๑) ออนไลน์",
            "เปิดระบบ",
            "1. ทำ\n1.1 ก่อน\n1.2 หลัง\n- ข้อย่อย\n2. จบ",
            "ร้อยละ ๘๐",
            "๕,๐๐๐.-",
        ],
        ["(๒.๒) ที่สำนักงาน", "จัดห้อง", "ทำ", None, "ไม่ใช้งบประมาณ"],
    ]

    press(client, upload(client, office, sheet(head, *rows)), "store")

    assert [(one.title, one.part_of and one.part_of.title) for one in Issue.objects.all()] == [
        ("บริการ", None),
        ("ออนไลน์", "บริการ"),
        ("ที่สำนักงาน", "บริการ"),
    ]
    first, second = Measure.objects.order_by("issue__position")
    steps = [(s.text, s.part_of and s.part_of.text) for s in first.steps.all()]
    assert steps == [("ทำ", None), ("ก่อน", "ทำ"), ("หลัง\n- ข้อย่อย", "ทำ"), ("จบ", None)]
    assert (first.target, first.budget, second.no_budget) == ("ร้อยละ ๘๐", Decimal(5000), True)


def test_an_owner_set_by_hand_is_stored_even_without_reading_again(client, office):
    page = upload(client, office, sheet(*WITH_PARTS))
    group = office.groups.first()

    press(client, page, "store", **{page.context["owners"][0].name: str(group.pk)})

    assert [[g.pk for g in one.owners.all()] for one in Measure.objects.all()] == [[group.pk]] * 2


def test_columns_set_by_hand_are_shown_before_they_are_stored(client, office, page):
    shown = press(client, page, "store", **{"column-0-3-4": "monitoring"})

    assert not Plan.objects.exists()
    assert "โปรดตรวจตัวอย่างล่าสุด" in text_of(shown)
    assert shown.context["reading"].measures[1].monitoring == "กลุ่มอำนวยการ"
    press(client, shown, "store")
    assert titles() == ["ทบทวนคู่มือ", "เปิดช่องทางใหม่"]


def test_a_year_with_measures_takes_more_only_after_a_word_and_keeps_its_own(client, office, page):
    press(client, page, "store")
    more = upload(client, office, sheet(*WITH_ISSUES[2:3], ["งานบริการ", "ตอบคำถาม", "ทำ"]))

    asked = press(client, more, "store")
    assert asked.context["error"]
    assert 'aria-invalid="true"' in text_of(asked)
    assert len(titles()) == 2
    press(client, asked, "store", append="1")

    assert titles() == ["ทบทวนคู่มือ", "เปิดช่องทางใหม่", "ตอบคำถาม"]
    assert [one.title for one in Issue.objects.all()] == ["งานโปร่งใส", "งานบริการ"]
    assert len(Measure.objects.get(title="เปิดช่องทางใหม่").steps.all()) == 3


def test_an_issue_of_the_draft_keeps_what_it_says_and_takes_the_measures(client, office, officer):
    plan = start_plan(office=office, fiscal_year=YEAR, by=officer)
    Issue.objects.filter(plan=plan).delete()
    own = Issue.objects.create(plan=plan, position=1, title="๑. งานโปร่งใส", purpose="เพื่อความเชื่อมั่น")
    Issue.objects.create(plan=plan, position=2, title="ประเด็นที่ยังว่าง")
    Plan.objects.filter(pk=plan.pk).update(revision=2)

    press(client, upload(client, office, sheet(*WITH_ISSUES)), "store")

    own.refresh_from_db()
    assert (own.purpose, own.measures.get().title) == ("เพื่อความเชื่อมั่น", "ทบทวนคู่มือ")
    assert [one.title for one in plan.issues.all()] == ["๑. งานโปร่งใส", "ประเด็นที่ยังว่าง", "งานบริการ"]


def test_a_title_that_somebody_gave_the_plan_stays_and_the_other_is_told(client, office, officer):
    plan = start_plan(office=office, fiscal_year=YEAR, by=officer)
    Plan.objects.filter(pk=plan.pk).update(subject="ชื่อที่ตั้งเอง")

    page = upload(client, office, sheet(*WITH_ISSUES))
    press(client, page, "store")

    assert WITH_ISSUES[0][0] in page.context["problems"][0].message
    assert Plan.objects.get().subject == "ชื่อที่ตั้งเอง"


def test_a_title_of_another_year_is_not_taken_and_told(client, office):
    page = upload(client, office, sheet(["แผนของปี ๒๕๖๐"], *WITH_ISSUES[2:]))

    press(client, page, "store")

    assert "โปรดตรวจว่าเลือกปีถูก" in page.context["problems"][0].message
    assert Plan.objects.get().subject == default_subject(office, YEAR)


def test_a_plan_saved_in_another_tab_is_shown_again_and_nothing_is_stored(client, office, officer):
    plan = start_plan(office=office, fiscal_year=YEAR, by=officer)
    page = upload(client, office, sheet(*WITH_ISSUES))
    Plan.objects.filter(pk=plan.pk).update(revision=7)

    shown = press(client, page, "store")

    assert "เปลี่ยนไปหลังจากที่ท่านเปิดหน้านี้" in text_of(shown)
    assert titles() == []
    press(client, shown, "store")
    assert len(titles()) == 2


def test_the_same_preview_is_stored_once(client, office, page):
    press(client, page, "store")

    again = press(client, page, "store")

    assert "ไฟล์ที่อัปโหลดไว้ไม่อยู่แล้ว" in text_of(again)
    assert len(titles()) == 2


def test_another_upload_takes_the_place_of_the_one_before(client, office, page):
    upload(client, office, sheet(*WITH_PARTS))

    gone = press(client, page, "store")

    assert "ไฟล์ที่อัปโหลดไว้ไม่อยู่แล้ว" in text_of(gone)
    assert StoredFile.objects.count() == 1


def test_a_discarded_file_goes_and_the_plan_stays(client, office, page):
    press(client, page, "discard")

    assert not StoredFile.objects.exists()
    assert not Plan.objects.exists()


def test_a_submitted_plan_shows_the_preview_and_takes_nothing(client, office, submitted):
    page = upload(client, office, sheet(*WITH_ISSUES), year=2564)
    before = titles()

    refused = press(client, page, "store", append="1")

    assert "จึงเก็บเพิ่มไม่ได้" in text_of(page)
    assert "จึงนำเข้าไม่ได้" in text_of(refused)
    assert titles() == before


def test_a_change_in_mid_year_takes_a_file_into_its_new_version(client, office, officer, approved):
    amended = amend(approved, by=officer)
    page = upload(client, office, sheet(*WITH_ISSUES), year=2564)

    press(client, page, "store", append="1")

    assert Measure.objects.filter(issue__plan=amended).count() == 3
    assert Measure.objects.filter(issue__plan=approved).count() == 1


def test_a_preview_asks_no_more_for_many_measures_than_for_one(client, office, count_queries):
    def asked(count: int) -> int:
        rows = [WITH_ISSUES[2], *([f"{n}. ก", "ข", "ค", "", "กลุ่มอำนวยการ"] for n in range(count))]
        key = upload(client, office, sheet(*rows)).context["file"].key
        with count_queries() as queries:
            client.get(where(office), {"file": key})
        return len(queries)

    assert asked(11) == asked(1)


def test_a_file_is_seen_by_its_owner_alone_in_the_same_session_for_a_day(
    client, office, page, login, officer, coordinator
):
    address = where(office) + f"?file={page.context['file'].key}"
    assert client.get(address).status_code == 200

    assert login(coordinator).get(address).status_code == 302
    assert login(officer).get(address).status_code == 302  # another session
    StoredFile.objects.update(made_at=timezone.now() - timedelta(days=2))
    assert "ไฟล์ที่อัปโหลดไว้ไม่อยู่แล้ว" in text_of(client.get(address, follow=True))


@pytest.mark.parametrize(
    ("who", "status"), [("stranger", 404), ("outsider", 404), ("supervisor", 403)]
)
def test_who_may_not_write_plans_may_not_import_them(office, login, request, who, status):
    browser = login(request.getfixturevalue(who))

    assert browser.get(where(office)).status_code == status
    assert browser.post(where(office)).status_code == status
    assert browser.post(where(office, "plan_import_store")).status_code == status


@pytest.mark.parametrize("year", [2500, 2700])
def test_a_year_without_assessments_is_not_there(client, office, year):
    assert client.get(where(office, year=year)).status_code == 404


def test_the_year_of_the_plan_is_chosen_with_the_file(client, office):
    page = upload(client, office, sheet(*WITH_PARTS[2:]), year=2566)

    press(client, page, "store")

    assert Plan.objects.get().fiscal_year == 2566


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("แผน.pdf", samples.pdf(), "PDF"),
        ("แผน.docx", samples.docx({"word/vbaProject.bin": b"x"}), "แมโคร"),
        ("แผน.docx", samples.docx()[:150], "เสียหาย"),
        ("แผน.docx", samples.docx({"word/document.xml": "<broken"}), "เสียหาย"),
        ("แผน.xlsx", samples.protected_office(), "รหัสผ่าน"),
        ("แผน.xlsx", b"", "ว่างเปล่า"),
        ("แผน.xlsx", b"PK\x03\x04" + b"0" * 60_000_000, "ใหญ่เกินไป"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_at_its_field(client, office, name, data, why):
    page = upload(client, office, data, name=name)

    assert why in "".join(page.context["form"].errors["file"])
    assert 'href="#id_file"' in text_of(page)
    assert not StoredFile.objects.exists()
