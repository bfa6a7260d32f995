"""The report of a round: from notes alone, to the director, and onto the OIT item of its year."""

from __future__ import annotations

from datetime import timedelta

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from disclosure.rules.pieces import papers_of
from ita_portal.documents.models import Document
from ita_portal.documents.rendering.document import body_html
from ita_portal.documents.rendering.photos import PhotoFetcher
from ita_portal.documents.rules.signing import approve, words_to_sign
from ita_portal.documents.rules.words import fingerprint
from ita_portal.errors import Refused, Stale
from ita_portal.files.disk import path_of
from ita_portal.files.models import StoredFile
from measures.models import GroupReport, Round, StepFile
from measures.rules.progress.files import add_step_file, remove_step_file
from measures.rules.progress.noting import StepNote
from measures.rules.progress.parts import return_part, send_part
from measures.rules.progress.report import evidence_years, reading_of, reported, submit_report
from tests.files.samples import picture
from tests.measures.progress_cast import (
    SIX_OPENS,
    YEAR,
    complete,
    member,
    note,
    opened_round,
    plan_of_groups,
)

LATER = SIX_OPENS + timedelta(days=1)


@pytest.fixture
def round_(office, officer, director) -> Round:
    plan_of_groups(office, officer, director)
    return opened_round()


@pytest.fixture
def first(office, round_) -> GroupReport:
    """Give the first group's part, sent with one picture and one step that cannot be done."""
    part = round_.parts.get(group=office.groups.first())
    person = member(part.group)
    complete(part, person)
    steps = part.steps.order_by("pk")
    add_step_file(
        steps.filter(step__position=1).get(),
        [picture(size=(400, 300))],
        name="งาน.jpg",
        caption="วันเผยแพร่คู่มือ",
        by=person,
    )
    stuck = StepNote(state="not_possible", obstacles="ไม่มีเครื่องพิมพ์", budget_used=1250)
    note(steps.filter(step__position=2).get(), person, stuck)
    return send_part(part, by=person, on=SIX_OPENS)


@pytest.fixture
def both(office, round_, first) -> Round:
    """Give the round with all parts sent."""
    part = round_.parts.get(group=office.groups.last())
    complete(part, member(part.group))
    send_part(part, by=member(part.group), on=SIX_OPENS)
    return round_


def table(words: dict, title: str) -> list[dict]:
    """Return the cells of the first table of a part."""
    part = next(one for one in words["parts"] if one["title"] == title)
    found = next(block for block in part["blocks"] if block["type"] == "table")
    return [row["cells"] for group in found["groups"] for row in group["rows"]]


def submit(round_: Round, by, *, without_silent: bool = False):
    shown = reading_of(round_).words_sha256
    return submit_report(round_, words_sha256=shown, without_silent=without_silent, by=by)


def test_the_figures_are_counted_from_the_steps_that_stand_in_the_report(both):
    words = reading_of(both).words

    rows = table(words, "สรุปผล")
    totals = [(row["total"], row["done"], row["not_possible"]) for row in rows]
    assert totals == [("2", "1", "1"), ("2", "2", "0"), ("4", "3", "1")]
    assert "ที่มา: นับจากรายการ" in str(words)
    assert "รวม 1,250.00 บาท ที่มา: ผลรวมของ 1 รายการ" in str(words)


def test_what_was_not_sent_is_not_in_the_report_and_the_silent_are_named(round_, office, first):
    other = round_.parts.get(group=office.groups.last())
    note(other.steps.get(), member(other.group), StepNote("done", "ความลับที่ยังไม่ส่ง"))

    reading = reading_of(round_)

    assert "ความลับที่ยังไม่ส่ง" not in str(reading.words)
    assert reading.silent == (other.group.name,)
    assert any(other.group.name in doubt for doubt in reading.doubts)


def test_the_foreword_tells_what_was_sent_and_nothing_else(round_, office, first):
    purpose, source, told = reading_of(round_).words["foreword"]

    assert f"ของ{office.name} ประจำปีงบประมาณ พ.ศ. {YEAR} รอบ 6 เดือน" in purpose
    assert "ส่งรายงานแล้ว 1 จาก 2 กลุ่ม/หน่วย" in source
    assert "ปัญหา/อุปสรรค" in told


def test_the_foreword_speaks_of_obstacles_only_where_some_are_told(round_, office):
    part = round_.parts.get(group=office.groups.last())
    complete(part, member(part.group))
    send_part(part, by=member(part.group), on=SIX_OPENS)

    assert len(reading_of(round_).words["foreword"]) == 2


def test_without_any_part_there_is_nothing_to_propose(round_, coordinator):
    with pytest.raises(Refused, match="ยังไม่มีกลุ่มใดส่ง"):
        submit(round_, coordinator, without_silent=True)


def test_the_silent_are_waited_for_or_left_out_knowingly(round_, first, coordinator):
    with pytest.raises(Refused, match="ยังมีกลุ่ม"):
        submit(round_, coordinator)

    assert submit(round_, coordinator, without_silent=True).awaits_decision


def test_a_report_that_reads_otherwise_by_now_is_not_proposed(both, first, coordinator):
    shown = reading_of(both).words_sha256
    return_part(first, comment="ขอแก้", by=coordinator, on=LATER)

    with pytest.raises(Stale):
        submit_report(both, words_sha256=shown, without_silent=True, by=coordinator)


def test_obstacles_evidence_and_owner_stand_with_their_step(both, first):
    words = reading_of(both).words

    rows = table(words, "ผลการดำเนินการรายมาตรการ")
    assert [(row["group"], row["evidence"]) for row in rows] == [
        (first.group.name, "ภาพ 1 ภาพ"),
        (first.group.name, "-"),
    ]
    assert "ไม่มีเครื่องพิมพ์" in str(words)


def test_the_report_is_a_book_with_its_photographs_at_the_end(both):
    words = reading_of(both).words

    html = body_html(words)
    places = [html.index(part) for part in ("doc-front", "คำนำ", "สารบัญ", "ภาคผนวก ก ภาพประกอบ")]
    assert places == sorted(places)
    assert html.rindex("ภาคผนวก ก ภาพประกอบ") > html.index("ณ วันที่")
    assert words["foreword"]


def test_photographs_belong_to_what_a_report_tells(both):
    words = reading_of(both).words

    assert reported(words) == reported({**words, "dated": "1 เมษายน พ.ศ. 2569"})
    assert reported(words) != reported({**words, "annexes": []})


def test_the_words_hold_which_picture_by_its_content(both):
    kept = StepFile.objects.get().file
    [photos] = reading_of(both).words["annexes"]

    assert photos["title"] == "ภาพประกอบ"
    entry = photos["blocks"][1]["photos"][0]
    assert (entry["file"], entry["sha256"]) == (kept.pk, kept.sha256)
    assert "วันเผยแพร่คู่มือ" in entry["caption"]


def test_the_page_tells_the_captions_and_the_pdf_asks_for_the_pictures(both):
    words, kept = reading_of(both).words, StepFile.objects.get().file

    assert "photo:" not in body_html(words)
    assert "วันเผยแพร่คู่มือ" in body_html(words)
    assert f'src="photo:{kept.pk}/{kept.sha256}"' in body_html(words, is_printed=True)


def test_a_picture_that_is_not_the_frozen_one_is_never_printed(both):
    words, kept = reading_of(both).words, StepFile.objects.get().file
    address = f"photo:{kept.pk}/{kept.sha256}"
    sent = PhotoFetcher(words).fetch(address).read()
    path_of(kept.key).write_bytes(b"something else")

    assert sent[:2] == b"\xff\xd8"
    with pytest.raises(FileNotFoundError):
        PhotoFetcher(words)
    path_of(kept.key).unlink()
    with pytest.raises(FileNotFoundError):
        PhotoFetcher(words)


def test_a_picture_of_a_proposed_report_stays(both, first, coordinator):
    kept = StepFile.objects.get()
    submit(both, coordinator)
    return_part(first, comment="ขอแก้", by=coordinator, on=LATER)

    with pytest.raises(Refused, match="นำออกไม่ได้"):
        remove_step_file(kept, by=coordinator)

    assert StoredFile.objects.filter(pk=kept.file_id).exists()


def test_the_director_takes_note_and_the_report_stands_on_the_item_of_the_year(
    both, coordinator, director, load_year, run_jobs
):
    load_year(YEAR)
    proposal = submit(both, coordinator)
    words = words_to_sign(proposal, by=director, on=timezone.localdate())
    paper = approve(proposal, words_sha256=fingerprint(words), by=director)

    run_jobs()

    paper.refresh_from_db()
    assert paper.status == Document.Status.READY
    with pikepdf.open(paper.pdf.path) as pdf:
        images = [one for page in pdf.pages for one in page.get_images().values()]
        assert (400, 300) in [(int(one.Width), int(one.Height)) for one in images]
    found = papers_of(both.office_id, both.office.code, YEAR)
    assert ["integrity_measures_report"] in [duties for duties, _ in found]
    assert "อนุญาตให้เผยแพร่" in str(paper.words)


@pytest.mark.parametrize(
    ("known", "year", "asked_in"),
    [
        ([2567], 2567, [2567]),
        ([], 2567, [2567]),
        ([2568], 2568, [2568]),
        ([2568, 2569], 2568, [2568, 2569]),
        ([2569], 2569, [2570]),
    ],
    ids=str,
)
def test_the_items_that_ask_for_a_report_are_its_years_the_next_ones_or_both(
    load_year, known, year, asked_in
):
    for one in known:
        load_year(one)

    assert evidence_years(year) == asked_in


def test_the_page_shows_the_report_and_proposes_it(login, office, both, coordinator, director):
    address = reverse("measures:progress_report", args=[office.code, YEAR, 6])
    client = login(coordinator)

    shown = client.get(address)
    answer = client.post(address, {"words_sha256": reading_of(both).words_sha256})
    read = login(director).get(answer["Location"])

    assert "เสนอรายงาน" in shown.content.decode()
    assert read.status_code == 200
    assert "ลงนาม" in read.content.decode()
    assert login(director).post(address).status_code == 403
