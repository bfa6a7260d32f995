"""A group's page in the background and as a page: what is saved, and what is only said to be."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from measures.models import GroupReport, StepFile, StepReport
from measures.rules.progress.noting import StepNote
from measures.rules.progress.opening import open_due_rounds
from measures.rules.progress.parts import send_part
from tests.files.samples import picture
from tests.measures.progress_cast import (
    SIX_OPENS,
    TWELVE_OPENS,
    complete,
    member,
    note,
    opened_round,
    plan_of_groups,
)

JSON = {"accept": "application/json"}


@pytest.fixture(autouse=True)
def _in_march(time_machine):
    time_machine.move_to(datetime(2024, 3, 5, 3, tzinfo=UTC), tick=False)


@pytest.fixture
def part(office, officer, director) -> GroupReport:
    plan_of_groups(office, officer, director)
    return opened_round().parts.get(group=office.groups.first())


@pytest.fixture
def person(part):
    return member(part.group)


@pytest.fixture
def step(part) -> StepReport:
    return part.steps.get(step__position=1)


@pytest.fixture
def save(login, part, person, step):
    """Give a function that saves the step, in the background unless told otherwise."""
    client = login(person)
    address = place("step", part, step.pk)

    def post(headers: dict[str, str] | None = None, **values: object):
        sent = {"revision": step.revision, **values}
        return client.post(address, sent, headers=JSON if headers is None else headers)

    return post


def place(name: str, part: GroupReport, *more: int) -> str:
    round_ = part.round
    places = [round_.office.code, round_.fiscal_year, round_.months, part.group_id, *more]
    return reverse(f"measures:progress_{name}", args=places)


def test_what_comes_after_a_colleague_sent_the_part_is_not_said_to_be_saved(
    save, part, person, step
):
    complete(part, person)
    send_part(part, by=person, on=SIX_OPENS)

    answer = save(state="under_way", result="เขียนช้าไป")

    step.refresh_from_db()
    assert answer.status_code == 409
    assert "ส่งแล้ว" in str(answer.json()["errors"]["__all__"])
    assert step.state == "done"


def test_words_that_came_too_late_are_shown_to_be_copied(save, part, person):
    complete(part, person)
    send_part(part, by=person, on=SIX_OPENS)

    page = save({}, state="under_way", result="เขียนช้าไป", obstacles="น้ำท่วม").content.decode()

    assert "ช่องอื่นบันทึกแล้ว" not in page
    assert "เขียนช้าไป" in page
    assert "น้ำท่วม" in page


def test_who_was_slower_reads_what_the_other_wrote_beside_their_own(save, step, person):
    note(step, person, StepNote(state="done", result="ของเพื่อนร่วมกลุ่ม"))

    page = save({}, revision=1, state="under_way", result="ของฉัน").content.decode()

    assert "ของเพื่อนร่วมกลุ่ม" in page
    assert "ของฉัน" in page
    assert "ช่องอื่นบันทึกแล้ว" not in page


def test_a_step_that_left_the_plan_meanwhile_is_told_and_no_mistake(save, step, login, person):
    address = place("step", step.part, step.pk)
    client = login(person)
    real = StepReport.objects.get(pk=step.pk)

    def gone(*_args: object, **_options: object) -> None:
        real.delete()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("measures.views.progress_group.save_step", gone)
        answer = client.post(address, {"revision": 1, "result": "ก"}, headers=JSON)

    assert answer.status_code == 409


def test_days_that_cannot_be_together_do_not_cost_the_words(save, step, person):
    note(step, person, StepNote(finished_on=date(2024, 2, 1)))
    step.refresh_from_db()

    answer = save(
        state="done", result="จัดอบรมแล้ว", started_on="10 ก.พ. 2567", finished_on="1 ก.พ. 2567"
    )

    step.refresh_from_db()
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["finished_on"]
    assert (step.result, step.started_on, step.finished_on) == (
        "จัดอบรมแล้ว",
        None,
        date(2024, 2, 1),
    )


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"state": "done", "percent": "40"}, "percent"),
        ({"state": "not_started", "finished_on": "1 ก.พ. 2567"}, "finished_on"),
        ({"state": "done", "finished_on": "2 มี.ค. 2567"}, "finished_on"),
        ({"state": "done", "budget_used": "500"}, "budget_used"),
    ],
)
def test_what_does_not_fit_is_saved_and_said_at_its_field(save, login, person, step, values, field):
    round_, measure = step.part.round, step.measure
    round_.cut_off_on = date(2024, 3, 1)
    round_.save()
    measure.budget, measure.no_budget = None, True
    measure.save()

    answer = save(result="ทำแล้ว", **values)

    words = answer.json()["doubts"]
    page = login(person).get(place("group", step.part)).content.decode()
    step.refresh_from_db()
    assert (answer.status_code, list(words)) == (200, [field])
    assert words[field] in page
    assert step.result == "ทำแล้ว"


def test_a_caption_that_is_too_long_is_said_and_not_cut(save, step):
    photo = SimpleUploadedFile("งาน.jpg", picture(size=(200, 100)), "image/jpeg")
    save(photos=[photo], caption="วันประชุม")
    kept = StepFile.objects.get()

    answer = save(**{f"caption-{kept.pk}": "ก" * 301, "result": "ทำแล้ว"})
    page = save({}, **{f"caption-{kept.pk}": "ข" * 301, "result": "ทำแล้ว"}).content.decode()

    step.refresh_from_db()
    assert (answer.status_code, step.result) == (422, "ทำแล้ว")
    assert StepFile.objects.get().caption == "วันประชุม"
    assert "ข" * 301 in page


def test_no_field_lets_the_browser_cut_off_what_is_pasted(save, login, person, part, coordinator):
    photo = SimpleUploadedFile("งาน.jpg", picture(size=(200, 100)), "image/jpeg")
    save(photos=[photo])
    filled = login(person).get(place("group", part)).content.decode()
    complete(part, person)
    send_part(part, by=person, on=SIX_OPENS)
    round_ = reverse("measures:progress_round", args=[part.round.office.code, 2567, 6])

    assert "maxlength" not in filled
    assert "maxlength" not in login(coordinator).get(round_).content.decode()


def test_a_comment_that_is_refused_is_not_forgotten(login, part, person, coordinator):
    complete(part, person)
    send_part(part, by=person, on=SIX_OPENS)
    typed = "ขอภาพ " * 400

    answer = login(coordinator).post(place("return", part), {"comment": typed})

    part.refresh_from_db()
    assert typed.strip() in answer.content.decode()
    assert part.status == "sent"


def test_the_page_says_how_many_steps_are_left_as_it_saves(save):
    first = save(state="done").json()
    second = save(state="done", result="ทำแล้ว", revision=2).json()

    assert (first["left"], first["noted"], second["left"]) == (3, 1, 2)
    assert "ได้ผลอย่างไร" in first["lacks"]
    assert second["lacks"] == ""


def test_the_copy_on_the_page_asks_for_the_state_of_the_whole_year(login, part, person, step):
    note(step, person, StepNote(state="under_way", result="อบรมแล้ว 1 รุ่น", percent=50))
    open_due_rounds(TWELVE_OPENS)
    twelve = GroupReport.objects.get(group=part.group, round__months=12)

    login(person).post(place("copy", twelve))

    copied = twelve.steps.get(step__position=1)
    assert (copied.state, copied.result, copied.percent) == ("", "อบรมแล้ว 1 รุ่น", None)


def test_what_is_missing_before_sending_leads_to_each_step(login, part, person, step):
    note(step, person)

    page = login(person).post(place("send", part)).content.decode()

    others = part.steps.exclude(pk=step.pk)
    assert all(f'href="#step-{other.pk}"' in page for other in others)
    assert f'href="#step-{step.pk}"' not in page
    assert "ยังส่งไม่ได้" in page


def test_a_part_that_was_sent_already_says_so(login, part, person):
    complete(part, person)
    client = login(person)
    client.post(place("send", part))

    page = client.post(place("send", part)).content.decode()

    assert "ยังส่งไม่ได้" in page
    assert "data-step" not in page


def test_who_compiles_the_report_sees_the_photograph(save, part, person, login, coordinator):
    photo = SimpleUploadedFile("งาน.jpg", picture(size=(200, 100)), "image/jpeg")
    save(photos=[photo], caption="วันประชุม")
    complete(part, person)
    send_part(part, by=person, on=SIX_OPENS)
    kept = StepFile.objects.get()
    places = [part.round.office.code, 2567, 6]
    address = reverse("measures:progress_photo", args=[*places, kept.file_id])
    client = login(coordinator)

    page = client.get(reverse("measures:progress_report", args=places)).content.decode()
    seen = client.get(address)

    assert f'src="{address}"' in page
    assert b"".join(seen.streaming_content)[:2] == b"\xff\xd8"
    assert client.get(reverse("measures:progress_photo", args=[*places, 10**6])).status_code == 404
