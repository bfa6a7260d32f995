"""Storing an import loses neither what the plan says already nor what has no place in it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from ita_portal.audit.models import AuditEvent
from ita_portal.organisations.models import Office
from measures.models import ImportNote, Issue, Measure, Plan
from measures.rules.importing.store import import_plan
from measures.rules.plan import start_plan
from tests.measures.import_screen import WITH_ISSUES, YEAR, press, sheet, text_of, upload
from tests.measures.plan_files import workbook

pytestmark = pytest.mark.django_db
HEAD: list[object] = ["ประเด็น", "มาตรการ", "ขั้นตอน", "ระยะเวลา", "ผู้รับผิดชอบ", "การติดตาม"]


@pytest.fixture
def client(login, officer):
    """Give the browser of somebody who writes plans."""
    return login(officer)


@pytest.fixture
def plan(office, officer):
    """Give a draft that was saved: two issues without a title, two with the same, prose."""
    plan = start_plan(office=office, fiscal_year=YEAR, by=officer)
    Issue.objects.filter(plan=plan).delete()
    for position, title in enumerate(["", "", "งานบริการ", "งานบริการ"], 1):
        issue = Issue.objects.create(plan=plan, position=position, title=title)
        Measure.objects.create(issue=issue, position=1, title=f"เดิม {position}")
    Plan.objects.filter(pk=plan.pk).update(revision=2)
    return plan


def stored(client: Client, office: Office, *rows: list[object]) -> Plan:
    """Import rows under the headings and return the plan."""
    press(client, upload(client, office, sheet(HEAD, *rows)), "store", append="1")
    return Plan.objects.get(office=office, fiscal_year=YEAR)


def notes_page(office: Office) -> str:
    """Return the address of what an import left over."""
    return reverse("measures:plan_import_notes", args=[office.code, YEAR])


def test_issues_with_the_same_title_or_none_stay_when_more_is_appended(client, office, plan):
    stored(client, office, ["๒. งานบริการ", "ใหม่", "ทำ", None, None, None])

    titles = Measure.objects.order_by("issue__position", "position").values_list("title", flat=True)
    assert list(titles) == ["เดิม 1", "เดิม 2", "เดิม 3", "ใหม่", "เดิม 4"]
    assert [one.title for one in plan.issues.all()] == ["", "", "งานบริการ", "งานบริการ"]


def test_appending_keeps_the_form_of_the_announcement_that_was_chosen(client, office, plan):
    assert stored(client, office, ["ก", "ใหม่", "ทำ"]).layout == Plan.Layout.PROSE


def test_a_new_plan_becomes_a_table(client, office):
    assert stored(client, office, ["ก", "ใหม่", "ทำ"]).layout == Plan.Layout.TABLE


def test_a_title_that_was_cut_leads_to_the_same_issue_the_next_time(client, office):
    long = "เรื่อง" * 80
    stored(client, office, [long, "หนึ่ง", "ทำ"])

    stored(client, office, [long, "สอง", "ทำ"])

    assert [one.measures.count() for one in Issue.objects.all()] == [2]


def test_what_has_no_place_stays_with_the_plan_after_the_file_is_gone(client, office):
    long = "เรื่องยาว" * 40
    page = upload(client, office, sheet(HEAD, [long, "มาตรการ", "ทำ", None, "กลุ่มดาวเทียม", None]))

    done = press(client, page, "store")

    texts = [note.text for note in ImportNote.objects.all()]
    assert any("กลุ่มดาวเทียม" in text for text in texts)
    assert any(long in text for text in texts)
    assert "มี 2 เรื่องที่ต้องตรวจเอง" in text_of(done)
    assert notes_page(office) in text_of(done)
    shown = text_of(client.get(notes_page(office)))
    assert "กลุ่มดาวเทียม" in shown
    assert "แผน.xlsx" in shown


def test_the_command_keeps_them_as_well(client, office, tmp_path):
    file = workbook(tmp_path / "แผน ก.xlsx", [HEAD, ["ก", "ข", "ค", "สักวัน", None, None]])

    import_plan(file, office=office, fiscal_year=YEAR, dry_run=False, by=None)

    assert [(one.row, one.file_name) for one in ImportNote.objects.all()] == [(2, "แผน ก.xlsx")]
    assert "สักวัน" in ImportNote.objects.get().text


def test_a_dry_run_keeps_nothing(office, tmp_path):
    file = workbook(tmp_path / "แผน.xlsx", [HEAD, ["ก", "ข", "ค", "สักวัน", None, None]])

    import_plan(file, office=office, fiscal_year=YEAR, dry_run=True, by=None)

    assert not ImportNote.objects.exists()


def test_what_was_looked_at_goes_and_the_trail_keeps_its_words(client, office):
    stored(client, office, ["ก", "ข", "ค", "สักวัน", "กลุ่มดาวเทียม", None])
    first, second = ImportNote.objects.all()

    client.post(notes_page(office), {"note": [str(first.pk)]})
    last = client.post(notes_page(office), {"note": [str(second.pk)]}, follow=True)

    assert not ImportNote.objects.exists()
    assert last.redirect_chain[-1][0].endswith("/edit/")
    assert notes_page(office) not in text_of(last)
    told = [
        e.detail["notes"][0]["text"] for e in AuditEvent.objects.filter(verb="plan.import_checked")
    ]
    assert sorted(told) == sorted([first.text, second.text])


def test_ticking_nothing_says_so_and_keeps_all(client, office):
    stored(client, office, ["ก", "ข", "ค", "สักวัน", None, None])

    shown = client.post(notes_page(office), {"note": ["x"]})

    assert "ยังไม่ได้เลือกเรื่องที่ตรวจแล้ว" in text_of(shown)
    assert 'aria-invalid="true"' in text_of(shown)
    assert ImportNote.objects.count() == 1


def test_a_note_of_another_office_is_not_touched(login, client, office, stranger, other_office):
    stored(client, office, ["ก", "ข", "ค", "สักวัน", None, None])
    start_plan(office=other_office, fiscal_year=YEAR, by=stranger)

    login(stranger).post(notes_page(other_office), {"note": [str(ImportNote.objects.get().pk)]})

    assert ImportNote.objects.count() == 1


def test_a_plan_without_notes_says_that_there_is_nothing(client, office, plan):
    assert "ไม่มีเรื่องที่ต้องตรวจ" in text_of(client.get(notes_page(office)))


def test_a_time_that_says_more_than_days_follows_the_monitoring(client, office):
    page = upload(client, office, sheet(HEAD, ["ก", "ข", "ค", "ตลอดปี ทุกเดือน", None, "รายงาน"]))
    assert "ระยะเวลา บางคำไม่มีช่อง" in text_of(page)

    press(client, page, "store")

    assert Measure.objects.get().monitoring == "รายงาน\nระยะเวลาตามไฟล์ที่นำเข้า: ตลอดปี ทุกเดือน"
    assert "ทุกเดือน" in ImportNote.objects.get().text


def test_steps_with_times_of_their_own_keep_them(client, office):
    page = upload(
        client,
        office,
        sheet(
            HEAD,
            ["ก", "ข", "1. สำรวจ", "ต.ค. 66", None, None],
            [None, None, "2. สรุป", "ม.ค. 67 – มี.ค. 67", None, None],
        ),
    )
    assert "1 ม.ค. 2567 – 31 มี.ค. 2567" in text_of(page)

    press(client, page, "store")

    measure = Measure.objects.get()
    assert (str(measure.starts_on), str(measure.ends_on)) == ("2023-10-01", "2024-03-31")
    assert [(s.text, str(s.starts_on), str(s.ends_on)) for s in measure.steps.all()] == [
        ("สำรวจ", "2023-10-01", "2023-10-31"),
        ("สรุป", "2024-01-01", "2024-03-31"),
    ]


def test_steps_of_one_time_have_none_of_their_own(client, office):
    stored(client, office, ["ก", "ข", "1. สำรวจ", "ต.ค. 66"], [None, None, "2. สรุป", "ต.ค. 66"])

    assert {step.starts_on for step in Measure.objects.get().steps.all()} == {None}


def test_the_message_counts_what_was_cut_too(client, office):
    done = press(client, upload(client, office, sheet(HEAD, ["ก" * 400, "ข", "ค"])), "store")

    assert "มี 1 เรื่องที่ต้องตรวจเอง" in text_of(done)


def test_an_import_in_which_nothing_is_doubtful_keeps_no_notes(client, office):
    press(client, upload(client, office, sheet(*WITH_ISSUES)), "store")

    assert not ImportNote.objects.exists()
