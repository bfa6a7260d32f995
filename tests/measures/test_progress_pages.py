"""The pages of progress: a group fills its part in, the coordinator sees who has answered what."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ita_portal.files.models import StoredFile
from measures.models import GroupReport, Round, StepFile, StepReport
from measures.rules.progress.opening import open_due_rounds
from tests.files.samples import picture
from tests.measures.progress_cast import (
    SIX_OPENS,
    TWELVE_OPENS,
    YEAR,
    complete,
    member,
    note,
    opened_round,
    plan_of_groups,
)


@pytest.fixture(autouse=True)
def _in_march(time_machine):
    time_machine.move_to(datetime(2024, 3, 5, 3, tzinfo=UTC), tick=False)


@pytest.fixture
def plan(office, officer, director):
    return plan_of_groups(office, officer, director)


@pytest.fixture
def part(office, plan) -> GroupReport:
    return opened_round().parts.get(group=office.groups.first())


@pytest.fixture
def person(part):
    return member(part.group)


def page(name: str, part: GroupReport, *more: int) -> str:
    round_ = part.round
    places = [round_.office.code, round_.fiscal_year, round_.months, part.group_id, *more]
    return reverse(f"measures:progress_{name}", args=places)


def step_of(part: GroupReport) -> StepReport:
    return part.steps.filter(step__position=1).get()


def test_a_step_is_saved_without_script_and_the_page_comes_back_to_it(login, part, person):
    step = step_of(part)

    answer = login(person).post(
        page("step", part, step.pk),
        {"revision": 1, "state": "under_way", "result": "ประชุมแล้ว ๒ ครั้ง", "percent": "๕๐"},
    )

    step.refresh_from_db()
    assert answer["Location"] == page("group", part) + f"#step-{step.pk}"
    assert (step.state, step.result, step.percent) == ("under_way", "ประชุมแล้ว ๒ ครั้ง", 50)


def test_a_wrong_value_is_told_at_its_field_and_the_rest_is_kept(login, part, person):
    step = step_of(part)

    answer = login(person).post(
        page("step", part, step.pk),
        {
            "revision": 1,
            "state": "done",
            "result": "ทำแล้ว",
            "started_on": "1 มี.ค. 2567",
            "finished_on": "1 ก.พ. 2567",
            "percent": "150",
        },
    )

    words = answer.content.decode()
    step.refresh_from_db()
    assert f'href="#s{step.pk}-percent"' in words
    assert f'href="#s{step.pk}-finished_on"' in words
    assert 'value="150"' in words
    assert (step.state, step.result, step.percent, step.finished_on) == (
        "done",
        "ทำแล้ว",
        None,
        None,
    )


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("state", "flying"),
        ("percent", "-1"),
        ("percent", "ครึ่ง"),
        ("budget_used", "-5"),
        ("budget_used", "1.234"),
        ("budget_used", "9" * 30),
        ("started_on", "32 มี.ค. 2567"),
        ("started_on", "6 มี.ค. 2567"),
        ("result", "ก" * 5001),
    ],
)
def test_what_cannot_be_is_refused_in_the_background_too(login, part, person, field, typed):
    step = step_of(part)

    answer = login(person).post(
        page("step", part, step.pk),
        {"revision": 1, "suggestions": "ขอคู่มือ", field: typed},
        headers={"accept": "application/json"},
    )

    step.refresh_from_db()
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == [field]
    assert step.suggestions == "ขอคู่มือ"
    assert getattr(step, field) in ("", None)


def test_who_saves_over_somebody_else_is_told_and_keeps_the_typed_words(login, part, person):
    step = step_of(part)
    note(step, person)

    answer = login(person).post(
        page("step", part, step.pk), {"revision": 1, "state": "done", "result": "ของฉัน"}
    )

    step.refresh_from_db()
    assert "ของฉัน" in answer.content.decode()
    assert "มีผู้แก้ไข" in answer.content.decode()
    assert step.result == "ประชุมและเผยแพร่คู่มือแล้ว"


def test_photographs_are_kept_small_and_a_refused_file_keeps_the_rest(login, part, person):
    step = step_of(part)
    files = [
        SimpleUploadedFile("งาน.jpg", picture(size=(2400, 1200)), "image/jpeg"),
        SimpleUploadedFile("ปลอม.jpg", b"<svg onload=alert(1)>", "image/jpeg"),
    ]

    answer = login(person).post(
        page("step", part, step.pk),
        {"revision": 1, "state": "done", "result": "ทำแล้ว", "photos": files, "caption": "วันประชุม"},
    )

    step.refresh_from_db()
    kept = StepFile.objects.select_related("file").get()
    assert "ปลอม.jpg" in answer.content.decode()
    assert (kept.caption, kept.file.width, step.state) == ("วันประชุม", 1600, "done")


def test_a_file_is_seen_captioned_and_taken_out(login, part, person, deputy):
    step, client = step_of(part), login(person)
    photo = SimpleUploadedFile("งาน.jpg", picture(size=(200, 100)), "image/jpeg")
    client.post(page("step", part, step.pk), {"revision": 1, "photos": [photo]})
    kept = StepFile.objects.get()
    place = [part.round.office.code, YEAR, 6, kept.pk]

    seen = login(deputy).get(reverse("measures:progress_file", args=place))
    sent = b"".join(seen.streaming_content)
    client.post(page("step", part, step.pk), {"revision": 1, f"caption-{kept.pk}": "ใหม่"})
    captioned = StepFile.objects.get().caption
    client.post(page("file_remove", part, kept.pk))

    assert (seen["Content-Type"], sent[:2]) == ("image/jpeg", b"\xff\xd8")
    assert captioned == "ใหม่"
    assert StepFile.objects.count() == StoredFile.objects.count() == 0


@pytest.mark.parametrize("name", ["step", "send", "copy", "file_remove"])
def test_another_group_may_read_and_not_write(login, office, part, name):
    other = login(member(office.groups.last()))
    more = [step_of(part).pk] if name in {"step", "file_remove"} else []

    assert other.get(page("group", part)).status_code == 200
    assert other.post(page(name, part, *more)).status_code == 403


def test_the_heads_read_and_the_coordinator_may_fill_in(login, part, director, coordinator):
    step = step_of(part)

    by_director = login(director).post(page("step", part, step.pk), {"state": "done"})
    by_coordinator = login(coordinator).post(
        page("step", part, step.pk), {"revision": 1, "state": "done"}
    )

    assert login(director).get(page("group", part)).status_code == 200
    assert (by_director.status_code, by_coordinator.status_code) == (403, 302)


def test_the_part_goes_to_the_coordinator_and_comes_back_with_a_comment(
    login, part, person, coordinator
):
    complete(part, person)
    client, keeper = login(person), login(coordinator)

    client.post(page("send", part))
    read = client.get(page("group", part)).content.decode()
    keeper.post(page("return", part), {"comment": "ขอภาพประกอบ"})
    again = client.get(page("group", part)).content.decode()

    assert "data-step" not in read
    assert "ขอภาพประกอบ" in again
    assert "data-step" in again


def test_a_part_that_lacks_something_is_not_sent_and_says_what(login, part, person):
    answer = login(person).post(page("send", part), follow=True)

    assert "ยังส่งไม่ได้" in answer.content.decode()
    assert GroupReport.objects.get(pk=part.pk).status == "open"


def test_the_round_shows_who_has_answered_what(login, office, part, person, coordinator):
    note(step_of(part), person)

    words = (
        login(coordinator)
        .get(reverse("measures:progress_round", args=[office.code, YEAR, 6]))
        .content.decode()
    )

    assert "1/3" in words
    assert "0/1" in words
    assert f"รอ {office.groups.first().name}" in words


def test_the_round_asks_no_more_queries_for_more_groups(
    login, office, part, person, coordinator, count_queries
):
    address = reverse("measures:progress_round", args=[office.code, YEAR, 6])
    client = login(coordinator)
    client.get(address)
    with count_queries() as few:
        client.get(address)
    for group in office.groups.all():
        other = GroupReport.objects.get(round=part.round, group=group)
        complete(other, person)
    with count_queries() as many:
        client.get(address)

    assert len(many) <= len(few)


def test_the_page_of_a_group_asks_no_more_queries_for_more_steps(
    login, part, person, count_queries
):
    client = login(person)
    client.get(page("group", part))
    with count_queries() as few:
        client.get(page("group", part))
    complete(part, person)
    with count_queries() as many:
        client.get(page("group", part))

    assert len(many) <= len(few)


def test_the_coordinator_sets_the_dates_on_the_page(login, office, plan, coordinator):
    address = reverse("measures:progress_dates", args=[office.code, YEAR, 6])
    client = login(coordinator)
    form = client.get(address).content.decode()

    wrong = client.post(
        address, {"revision": 0, "opens_on": "1/3/2567", "cut_off_on": "x", "due_on": "1/4/2567"}
    )
    client.post(
        address,
        {"revision": 0, "opens_on": "1/3/2567", "cut_off_on": "15/3/2567", "due_on": "๒๐/๓/๒๕๖๗"},
    )

    assert "ไม่ใช่กำหนดของหน่วยงานใด" in form
    assert 'href="#id_cut_off_on"' in wrong.content.decode()
    assert Round.objects.get().due_on.isoformat() == "2024-03-20"


def test_the_twelve_months_begin_with_a_copy_of_the_six(login, part, person, time_machine):
    note(step_of(part), person)
    time_machine.move_to(datetime(2024, 8, 2, 3, tzinfo=UTC), tick=False)
    open_due_rounds(TWELVE_OPENS)
    twelve = GroupReport.objects.get(group=part.group, round__months=12)

    login(person).post(page("copy", twelve))

    assert step_of(twelve).result == "ประชุมและเผยแพร่คู่มือแล้ว"
    assert twelve.steps.filter(state="").count() == 2


def test_the_list_tells_the_rounds_and_where_the_own_group_stands(login, office, part, person):
    words = (
        login(person).get(reverse("measures:progress_list", args=[office.code])).content.decode()
    )

    assert SIX_OPENS.year + 543 == YEAR
    assert page("group", part) in words
    assert "ยังไม่เปิด" in words
