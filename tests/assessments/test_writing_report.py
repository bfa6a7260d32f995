"""The report as frozen words: its parts, its years, and that it can be drawn."""

import json
from decimal import Decimal

import pytest
from django.utils import timezone

from assessments.models import ItemScore, Result
from assessments.rules.results import keep_figures
from assessments.rules.writing.content import AnalysisContent, CauseContent
from assessments.rules.writing.saving import save_analysis
from assessments.rules.writing.submitting import reading_of
from ita_portal.documents.rendering.document import body_html
from ita_portal.look.charts import chart_from
from tests.factories.assessments import ResultFactory


@pytest.fixture
def make(office, load_year):
    """Give a function that returns the result of a year, as a page brings it."""

    def made(fiscal_year, **facts):
        result = ResultFactory(office=office, framework=load_year(fiscal_year), **facts)
        keep_figures(result)
        return result

    return made


def blocks(words, kind):
    return [block for part in words["parts"] for block in part["blocks"] if block["type"] == kind]


def titles(words):
    return [part["title"] for part in words["parts"]]


def headings(words):
    return [block["text"] for block in blocks(words, "heading")]


def test_the_report_names_the_result_and_the_year_that_answers_it(make):
    words = reading_of(make(2564)).words

    assert words["subject_lines"] == [
        "ผลการประเมินประจำปีงบประมาณ พ.ศ. 2564",
        "เพื่อกำหนดมาตรการประจำปีงบประมาณ พ.ศ. 2565",
    ]
    assert words["fiscal_year"] == 2564
    assert [part["number"] for part in words["parts"]] == list("1234567")


def test_its_words_are_plain_values_that_can_be_frozen(make):
    words = reading_of(make(2564)).words

    assert json.loads(json.dumps(words)) == words


def test_its_tables_are_numbered_through_the_whole_report(make):
    captions = [one["caption"] for one in blocks(reading_of(make(2564)).words, "table")]

    assert len(captions) > 2
    assert [one.split()[:2] for one in captions] == [
        ["ตารางที่", str(place)] for place in range(1, len(captions) + 1)
    ]


def test_the_tables_of_instruments_and_of_indicators_end_with_the_total(make):
    tables = blocks(reading_of(make(2564)).words, "table")[:2]

    last = [one["groups"][-1]["rows"][-1] for one in tables]
    assert all(row["total"] for row in last)
    assert [last[0]["cells"]["weighted"], last[1]["cells"]["score"]] == ["91.50", "91.50"]


def words_of_part(words, title):
    part = next(one for one in words["parts"] if one["title"] == title)
    return " ".join(block.get("text", "") for block in part["blocks"])


def test_a_total_alone_is_not_said_to_come_from_indicators(office, load_year):
    result = Result.objects.create(
        office=office,
        fiscal_year=2564,
        framework=load_year(2564),
        published_total=Decimal("91.50"),
        status=Result.Status.CONFIRMED,
        confirmed_at=timezone.now(),
    )

    words = reading_of(keep_figures(result)).words

    said = words_of_part(words, "ความเป็นมาและวิธีการ")
    assert "ทราบเฉพาะคะแนนรวม" in said
    assert "รายตัวชี้วัดที่ได้รับแจ้ง" not in said
    assert "สิ่งที่ทำได้ดี" not in words_of_part(words, "ข้อเสนอเพื่อกำหนดมาตรการ")


def test_half_entered_scores_do_not_deny_the_years_before(make):
    make(2563)
    draft = {"status": Result.Status.DRAFT, "confirmed_at": None}
    result = make(2564, figures=["90.00"] * 9, **draft)

    words = reading_of(result).words

    assert "ยังไม่มีคะแนนรวมของปีก่อน" not in words_of_part(words, "เปรียบเทียบกับปีก่อน ๆ")
    assert "คะแนนของปีนี้ยังไม่ครบ" in words_of_part(words, "ความเป็นมาและวิธีการ")


def test_years_without_a_framework_are_said_to_be_roughly_comparable(make, office):
    keep_figures(
        Result.objects.create(
            office=office,
            fiscal_year=2561,
            published_total=Decimal("66.57"),
            status=Result.Status.CONFIRMED,
            confirmed_at=timezone.now(),
        )
    )
    result = make(2562)

    words = words_of_part(reading_of(result).words, "เปรียบเทียบกับปีก่อน ๆ")

    assert "ปี 2561 ไม่มีกรอบการประเมินในระบบ" in words
    assert "2562 ไม่มีกรอบ" not in words


def test_a_year_without_a_total_is_a_gap_in_the_line(make):
    make(2562)
    make(2563)
    words = reading_of(make(2566)).words

    line = next(one["chart"] for one in blocks(words, "chart") if one["chart"]["type"] == "lines")

    assert line["labels"] == ["2562", "2563", "2564", "2565", "2566"]
    assert [value is None for value in line["series"][0]["values"]] == [
        False,
        False,
        True,
        True,
        False,
    ]


def test_before_2567_weaknesses_come_before_the_internal_measures(make):
    words = reading_of(make(2564)).words

    part = next(one for one in words["parts"] if one["title"] == "จุดอ่อนและมาตรการภายใน")
    assert part["blocks"][0]["type"] == "list"
    assert "การเปิดเผยข้อมูล 75.92" in part["blocks"][0]["entries"][0]["text"]
    assert "(5) มาตรการป้องกันการรับสินบน" in headings(words)
    assert not any("E-Service" in text for text in headings(words))


def test_from_2567_the_seven_issues_are_answered(make):
    words = reading_of(make(2567)).words

    issues = [text for text in headings(words) if text.startswith("(")]
    assert "ผลการวิเคราะห์ตามประเด็น" in titles(words)
    assert len(issues) == 7
    assert "(2) การให้บริการและระบบ E-Service" in issues
    assert not any("รับสินบน" in text for text in issues)


@pytest.mark.parametrize("year", [2563, 2569])
def test_a_year_without_either_list_has_its_weaknesses(make, year):
    words = reading_of(make(year)).words

    assert "จุดอ่อนที่ต้องแก้ไข" in titles(words)
    assert not any(text.startswith("(1)") for text in headings(words))


@pytest.mark.parametrize("year", [2562, 2564, 2567, 2568])
def test_its_charts_and_tables_can_be_drawn(make, year):
    make(year - 1) if year > 2562 else None
    words = reading_of(make(year)).words

    assert [block["chart"]["type"] for block in blocks(words, "chart")][:2] == ["radar", "bars"]
    for block in blocks(words, "chart"):
        chart_from(block["chart"])
    for block in blocks(words, "table"):
        keys = {column["key"] for column in block["columns"]}
        rows = [row for group in block["groups"] for row in group["rows"]]
        assert all(set(row["cells"]) <= keys for row in rows)
    assert "<svg" in body_html(words)


def test_how_far_the_figures_may_be_trusted_is_said(make):
    text = str(reading_of(make(2567)).words)

    assert "ยังไม่พบหลักเกณฑ์ที่ประกาศว่าปีนี้ปัดเศษที่ขั้นใด" in text
    assert "ยังไม่ได้ตรวจกับคู่มือการประเมิน" in text
    assert "เกณฑ์ระดับของปีนี้ยังไม่ยืนยัน" in text


def test_causes_stand_in_the_words_of_the_list(make, officer):
    result = make(2564)
    causes = {9: CauseContent(("broken_link", "wrong_year"), "ย้ายเว็บไซต์")}
    content = AnalysisContent(causes=causes)
    save_analysis(result, content=content, expected_revision=0, by=officer)

    table = next(t for t in blocks(reading_of(result).words, "table") if "สาเหตุ" in t["caption"])
    row = table["groups"][0]["rows"][0]["cells"]

    assert row["score"] == "75.92"
    assert row["causes"] == [
        "ข้อมูลไม่ตรงปีที่ขอ หรือพิมพ์ปีงบประมาณผิด",
        "ลิงก์ที่ส่งตรวจเปิดไม่ได้ หรือไม่นำไปถึงข้อมูล",
        "ย้ายเว็บไซต์",
    ]


def test_points_stand_under_their_subindicators_with_todays_marks(make):
    result = make(2564)
    items = {item.code: item for item in result.framework.items.all()}
    ItemScore.objects.bulk_create(
        ItemScore(result=result, item=item, score=Decimal(0 if code in {"O1", "O11"} else 100))
        for code, item in items.items()
        if item.subindicator.indicator.number == 9
    )

    words = reading_of(result).words

    table = next(t for t in blocks(words, "table") if "ประเด็นที่ต้องพัฒนา" in t["caption"])
    group = next(one for one in table["groups"] if "ตัวชี้วัดย่อย 9.1 ข้อมูลพื้นฐาน" in one["title"])
    assert group["rows"][0]["cells"]["item"] == "O1 โครงสร้าง (0.00 คะแนน)"
    assert "(ตัวชี้วัดนี้ได้ 95.28 คะแนน)" in group["title"]
    assert any("ข้อ OIT ที่เพิ่มคะแนนรวมได้" in t["caption"] for t in blocks(words, "table"))


def test_a_difference_between_items_and_what_was_told_is_said(make):
    result = make(2564)
    items = result.framework.items.filter(subindicator__indicator__number=9)
    ItemScore.objects.bulk_create(
        ItemScore(result=result, item=item, score=Decimal(100)) for item in items
    )
    keep_figures(result)

    said = {one.key: one.text for one in reading_of(result).sentences}

    assert "ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล (คำนวณได้ 100.00 ได้รับแจ้ง 75.92)" in said["published"]


def test_a_total_alone_makes_a_short_report(office):
    for year, total in ((2560, "75.54"), (2561, "66.57")):
        result = Result.objects.create(
            office=office,
            fiscal_year=year,
            published_total=Decimal(total),
            status="confirmed",
            confirmed_at=timezone.now(),
        )

    words = reading_of(result).words

    assert titles(words)[0] == "ความเป็นมาและวิธีการ"
    assert "ทราบเฉพาะคะแนนรวม" in str(words)
    assert "−8.97" in str(blocks(words, "table"))
    assert "ประเด็นที่ต้องพัฒนารายข้อ" not in titles(words)
    body_html(words)


def test_a_draft_of_another_year_does_not_get_into_the_report(make):
    earlier = make(2563)
    Result.objects.filter(pk=earlier.pk).update(status="draft", confirmed_at=None)

    reading = reading_of(make(2564))

    assert "change" not in {one.key for one in reading.sentences}
    assert "ยังเปรียบเทียบไม่ได้" in str(reading.words)


def test_the_first_content_is_what_the_figures_suggest(make):
    result = make(2564)
    reading = reading_of(result)

    assert reading.analysis is None
    assert "ประเด็นที่ต้องพัฒนารายข้อ" in titles(reading.words)
