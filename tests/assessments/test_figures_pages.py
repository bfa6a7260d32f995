"""The pages behind the figures: the opened arithmetic, all years, and the analysis with its gap."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from assessments.models import Analysis, ItemScore, QuestionScore, Result
from assessments.rules.results import keep_figures
from tests.factories.assessments import KHON_KAEN_2564, SAMUT_SAKHON_2562, ResultFactory

KHON_KAEN_HISTORY = {
    2558: "80.25",
    2559: "80.96",
    2560: "75.54",
    2561: "66.57",
    2562: "86.82",
    2563: "87.67",
}
KEPT_2564 = {"9.1": 8, "9.2": 6, "9.3": 6, "9.4": 2, "9.5": 4, "10.1": 7, "10.2": 2}
"""How many items of each sub-indicator earned their mark: 75.92 and 93.75."""

DRAFT = {"status": Result.Status.DRAFT, "confirmed_at": None}


def url(name, office, *args):
    return reverse(f"assessments:{name}", args=[office.code, *args])


def text_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def mark(result, marks):
    """Give items of a result their marks, by code, and keep what follows."""
    items = {item.code: item for item in result.framework.items.all()}
    ItemScore.objects.bulk_create(
        ItemScore(result=result, item=items[code], score=score) for code, score in marks.items()
    )
    return keep_figures(result)


def khon_kaens_marks(framework):
    marks = {}
    for sub in framework.subindicators.all():
        for at, item in enumerate(sub.items.all()):
            marks[item.code] = 100 if at < KEPT_2564[sub.number] else 0
    return marks


@pytest.fixture
def khon_kaen(office, load_year):
    """Give the real history: totals alone up to 2563, all indicators in 2564."""
    for year, total in KHON_KAEN_HISTORY.items():
        Result.objects.create(office=office, fiscal_year=year, published_total=Decimal(total))
    return ResultFactory(office=office, framework=load_year(2564))


# --- the arithmetic -------------------------------------------------------------------------


def test_the_total_opens_down_to_lost_items(login, office, director, khon_kaen):
    mark(khon_kaen, khon_kaens_marks(khon_kaen.framework))

    page = text_of(login(director), url("arithmetic", office, 2564))

    assert "28.375200 + 29.191000 + 33.934127" in page
    assert "≈ 91.500327" in page
    assert "(88.888889 + 75.00 + 85.714286 + 50.00 + 80.00) ÷ 5" in page
    assert "ตรงกับคะแนนที่ได้รับแจ้ง 75.92" in page
    assert "ปัดเศษครั้งเดียวเมื่อแสดงผล" in page
    assert "ยังไม่พบหลักเกณฑ์ที่ประกาศ" in page


def test_only_the_way_to_the_lowest_stands_open(login, office, director, khon_kaen):
    mark(khon_kaen, khon_kaens_marks(khon_kaen.framework))
    client = login(director)

    page, whole = (text_of(client, url("arithmetic", office, 2564) + end) for end in ("", "?all"))

    opened = re.findall(r"<details open>.*?<b>([\w.]+)</b>", page, re.DOTALL)
    assert opened == ["OIT", "9", "9.4"]
    assert "<details>" in page
    assert "<details>" not in whole


def test_unknown_detail_is_said_and_nothing_invented(login, office, director, khon_kaen):
    page = text_of(login(director), url("arithmetic", office, 2564))

    assert "ไม่ทราบคะแนนรายข้อ (33 ข้อ OIT)" in page
    assert "คะแนนตัวชี้วัดที่ได้รับแจ้ง" in page
    assert page.count('<span class="soft">ไม่ทราบ</span>') >= 43


def test_questions_are_opened_too(login, office, director, load_year):
    framework = load_year(2564)
    result = ResultFactory(office=office, framework=framework)
    QuestionScore.objects.bulk_create(
        QuestionScore(result=result, question=question, score=90)
        for question in framework.questions.filter(indicator__number=1)
    )
    keep_figures(result)

    page = text_of(login(director), url("arithmetic", office, 2564))

    assert "คำนวณจากคะแนนข้อคำถาม" in page
    assert "ได้รับแจ้ง 99.13 ต่างจากที่คำนวณได้ 9.13 คะแนน" in page


def test_half_entered_scores_show_no_total(login, office, director, load_year):
    ResultFactory(office=office, framework=load_year(2564), figures=KHON_KAEN_2564[:9], **DRAFT)

    page = text_of(login(director), url("arithmetic", office, 2564))

    assert '<span class="big">–</span>' in page
    assert "ทราบคะแนนเพียง 2 จาก 3 แบบวัด" in page


def test_a_total_alone_has_nothing_to_open(login, office, director, khon_kaen):
    page = text_of(login(director), url("arithmetic", office, 2561))

    assert "ไม่มีคะแนนรายตัวชี้วัดให้เปิดดู" in page
    assert "66.57" in page


# --- all years ------------------------------------------------------------------------------


def test_the_history_has_the_six_real_differences(login, office, director, khon_kaen):
    page = text_of(login(director), url("history", office))

    for change in ("+0.71", "−5.42", "−8.97", "+20.25", "+0.85", "+3.83"):
        assert change in page


def test_years_of_an_unknown_framework_are_named(login, office, director, khon_kaen):
    page = text_of(login(director), url("history", office))

    assert "ปี 2558, 2559, 2560, 2561, 2562, 2563 ไม่มีกรอบการประเมินในระบบ" in page


def test_drafts_are_marked_in_table_and_chart(login, office, director, khon_kaen, load_year):
    ResultFactory(office=office, framework=load_year(2565), **DRAFT)
    client = login(director)

    page = text_of(client, url("history", office))
    chart = client.get(url("history", office)).context["chart"]

    assert re.search(r"2565</a> <span class=\"chip mute\">.*?ร่าง</span>", page, re.DOTALL)
    assert chart.labels[-1] == "2565"
    assert len(chart.labels) - 1 in chart.series[0].drafts


def test_indicators_are_followed_by_name_when_their_numbers_change(
    login, office, director, load_year
):
    first, second = load_year(2562), load_year(2563)
    ResultFactory(office=office, framework=first, figures=SAMUT_SAKHON_2562)
    nine, ten = (second.indicators.get(number=number) for number in (9, 10))
    second.indicators.filter(pk=nine.pk).update(number=99)
    second.indicators.filter(pk=ten.pk).update(number=9)
    second.indicators.filter(pk=nine.pk).update(number=10)
    second.checksum = "changed"
    second.save()
    ResultFactory(office=office, framework=second, figures=[*SAMUT_SAKHON_2562[:8], "80", "90"])

    page = login(director).get(url("history", office))

    disclosure = next(
        one for one in page.context["history"].indicators if one.name == "การเปิดเผยข้อมูล"
    )
    assert [(year.number, str(year.score)) for year in disclosure.years] == [
        (9, "86.81"),
        (10, "90.00"),
    ]
    assert str(disclosure.years[1].change) == "3.19"
    assert "เป็นตัวชี้วัดที่ 9" in page.content.decode()


def test_the_measures_are_followed_through_their_codes(login, office, director, load_year):
    for year, code in ((2564, "O42"), (2567, "O34"), (2568, "O27"), (2569, "O25")):
        result = ResultFactory(office=office, framework=load_year(year))
        mark(result, {code: 0 if year == 2567 else 100})

    page = text_of(login(director), url("history", office))

    assert "O42 → O34 → O27 → O25" in page
    row = page[page.index("O42 → O34") :]
    row = row[: row.index("</tr>")]
    assert re.findall(r'<b class="num[^"]*">(\d+)</b>', row) == ["100", "0", "100", "100"]


def test_merged_items_say_with_what(login, office, director, load_year):
    for year in (2567, 2568):
        mark(ResultFactory(office=office, framework=load_year(year)), {"O1": 100})

    page = text_of(login(director), url("history", office))

    assert "รวมกับ อำนาจหน้าที่" in page
    assert "รวมข้อ" in page


def test_without_marks_the_codes_are_still_there(login, office, director, khon_kaen):
    page = text_of(login(director), url("history", office))

    assert "ยังไม่ทราบคะแนนรายข้อของปีใด" in page
    assert "O42" in page


def test_no_years_at_all_offer_the_first_step(login, office, director):
    page = text_of(login(director), url("history", office))

    assert "ยังไม่มีคะแนนของปีใด" in page


def test_the_history_asks_no_more_of_the_database_when_it_grows(
    login, office, director, load_year, count_queries
):
    client = login(director)
    years = [load_year(year) for year in range(2562, 2570)]
    full = [ResultFactory(office=office, framework=years[2])]
    mark(full[0], {"O1": 100})
    QuestionScore.objects.create(result=full[0], question=years[2].questions.first(), score=90)
    client.get(url("history", office))
    with count_queries() as few:
        client.get(url("history", office))

    for framework in [*years[:2], *years[3:]]:
        mark(ResultFactory(office=office, framework=framework), {"O1": 100})
    with count_queries() as many:
        client.get(url("history", office))

    assert len(many) == len(few)


# --- the analysis ---------------------------------------------------------------------------


def test_the_gap_is_to_the_best_level_until_the_office_sets_a_target(
    login, office, director, khon_kaen
):
    client = login(director)

    page = text_of(client, url("analysis", office, 2564))
    Analysis.objects.create(office=office, result=khon_kaen, target=Decimal("98.00"))
    aimed = text_of(client, url("analysis", office, 2564))

    assert "ช่องว่างถึงเป้าหมาย 95.00" in page
    assert "คะแนนต่ำสุดของระดับ AA" in page
    assert "คะแนนรวมขาดอีก 3.50" in page
    assert "ช่องว่างถึงเป้าหมาย 98.00" in aimed
    assert "เป้าหมายที่สำนักงานกำหนดไว้" in aimed


def test_another_target_can_be_tried_and_is_kept_nowhere(login, office, director, khon_kaen):
    page = text_of(login(director), url("analysis", office, 2564) + "?target=๑๐๐")

    assert "ช่องว่างถึงเป้าหมาย 100.00" in page
    assert "คะแนนรวมขาดอีก 8.50" in page
    assert not Analysis.objects.exists()


@pytest.mark.parametrize("typed", ["0", "101", "เก้าสิบ", "95.555", ""])
def test_a_target_that_cannot_be_is_refused_and_kept_in_its_field(
    login, office, director, khon_kaen, typed
):
    page = text_of(login(director), url("analysis", office, 2564) + f"?target={typed}")

    assert "ยังดูช่องว่างถึงเป้าหมายนี้ไม่ได้" in page
    assert re.search(rf'name="target"[^>]*value="{typed}"', page) or not typed
    assert "ช่องว่างถึงเป้าหมาย 95.00" in page


def test_points_to_gain_stand_in_order_and_know_the_marks(login, office, director, khon_kaen):
    mark(khon_kaen, khon_kaens_marks(khon_kaen.framework))

    page = text_of(login(director), url("analysis", office, 2564))

    gains = page[page.index('id="gains"') :]
    assert gains.index("9 การเปิดเผยข้อมูล") < gains.index("10 การป้องกันการทุจริต")
    assert "ทราบว่าเสียคะแนนข้อนี้" in gains
    assert "ไม่ทราบคะแนนของข้อ" not in gains
    points = re.findall(r'text-nowrap">\s*(\+\d\.\d\d)</b>', gains[gains.index("ข้อ OIT") :])
    assert points[:3] == ["+1.25", "+1.00", "+1.00"]  # 10.1: one of eight; 9.4: two of four


def test_without_marks_points_are_at_most(login, office, director, khon_kaen):
    page = text_of(login(director), url("analysis", office, 2564))

    assert "เพิ่มได้ไม่เกินนี้ถ้าข้อนี้เสียคะแนน" in page


def test_strengths_are_the_indicators_at_the_best_level(login, office, director, khon_kaen):
    page = text_of(login(director), url("analysis", office, 2564))

    assert "จุดแข็ง 6 ตัวชี้วัด" in page


def test_ties_without_a_best_level_name_all_of_the_highest(login, office, director, load_year):
    scores = ["90.00", "90.00", *["80.00"] * 8]
    ResultFactory(office=office, framework=load_year(2564), figures=scores)

    page = text_of(login(director), url("analysis", office, 2564))

    strong = page[page.index('id="strong"') :]
    strong = strong[: strong.index("</section>")]
    assert "1 การปฏิบัติหน้าที่" in strong
    assert "2 การใช้งบประมาณ" in strong
    assert strong.count("90.00") == 2


def test_the_pages_behind_are_found_from_the_result_and_the_analysis(
    login, office, director, khon_kaen
):
    client = login(director)

    for name in ("result_edit", "analysis"):
        page = text_of(client, url(name, office, 2564))
        for deeper in ("arithmetic", "comparison", "decoder", "what_if"):
            assert f'href="{url(deeper, office, 2564)}"' in page
        assert f'href="{url("history", office)}"' in page


# --- who may look ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["arithmetic", "comparison"])
@pytest.mark.parametrize("year", [2565, 2999, 99])
def test_a_year_without_a_result_has_no_such_page(login, office, director, khon_kaen, name, year):
    assert login(director).get(url(name, office, year)).status_code == 404


@pytest.mark.parametrize("name", ["arithmetic", "comparison", "history"])
def test_strangers_find_no_page_and_visitors_the_door(
    client, login, office, stranger, outsider, supervisor, khon_kaen, name
):
    address = url(name, office, *([] if name == "history" else [2564]))

    assert login(stranger).get(address).status_code == 404
    assert login(outsider).get(address).status_code == 404
    assert login(supervisor).get(address).status_code == 200
    assert client.get(address).status_code == 302
