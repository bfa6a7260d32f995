"""Charts as SVG and as tables: every figure told, everything escaped, nothing of chance."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from defusedxml.ElementTree import fromstring
from django.conf import settings as portal
from django.template import Context, Template
from fontTools.ttLib import TTFont
from hypothesis import given, settings

from ita_portal.look.charts import BARS, LINES, RADAR, THAI, Series, svg, table
from ita_portal.look.charts.letters import width, wrap
from ita_portal.thai.numerals import arabic_digits
from tests.look.charts import LONGEST_NAME, NAMES, charts, figures, indicators, phrases, years

SVG = "{http://www.w3.org/2000/svg}"


def words_of(drawn: str) -> list[str]:
    """Return the texts of an SVG."""
    return [element.text for element in fromstring(drawn).iter(f"{SVG}text")]


def page(chart, digits="arabic") -> str:
    """Return the chart as a page shows it."""
    template = Template("{% load charts %}{% chart chart digits %}")
    return template.render(Context({"chart": chart, "digits": digits}))


@settings(max_examples=60, deadline=None)
@given(charts())
def test_any_chart_is_well_formed_and_always_the_same(chart):
    drawn = svg(chart)

    root = fromstring(drawn)
    assert root[0].tag == f"{SVG}title"
    assert root[0].text == chart.title
    assert svg(chart) == drawn


@settings(max_examples=30, deadline=None)
@given(charts())
def test_the_table_has_every_figure(chart):
    told = table(chart)

    for place, row in enumerate(told.rows):
        values = [one.values[place] for one in chart.series]
        values += [chart.mark.values[place]] if chart.mark else []
        shown = [figure.removesuffix(" (ร่าง)") for figure in row.figures]
        assert shown == ["–" if value is None else f"{value:.2f}" for value in values]
        assert row.name == chart.names[place]


def test_bars_and_lines_write_the_same_figures_as_their_table():
    for chart in (indicators(BARS), years()):
        column = 2 if chart.type == BARS else 1
        told = [figure for row in table(chart).rows for figure in row.figures[:column]]

        drawn = words_of(svg(chart))
        for figure in told:
            assert figure == "–" or figure.removesuffix(" (ร่าง)") in drawn


def test_who_listens_hears_every_figure_in_the_description():
    root = fromstring(svg(indicators(RADAR)))

    told = root.find(f"{SVG}desc").text
    assert told.startswith("แผนภาพใยแมงมุม. ปี 2564: 1 การปฏิบัติหน้าที่ 99.13, ")
    assert "ปี 2563: 1 การปฏิบัติหน้าที่ 98.00" in told
    assert told.endswith("เกณฑ์ผ่าน 85. ใจกลาง 50 วงนอก 100 ห่างกันวงละ 10")


def test_title_and_description_are_tied_to_the_drawing():
    root = fromstring(svg(indicators(RADAR)))

    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == root[0].get("id")
    assert root.get("aria-describedby") == root[1].get("id")


def test_two_charts_on_a_page_do_not_share_a_name():
    ids = re.findall(r' id="([^"]+)"', svg(indicators(RADAR)) + svg(indicators(BARS)))

    assert len(ids) == len(set(ids)) == 4


@pytest.mark.parametrize("kind", [RADAR, BARS, LINES])
def test_a_paper_has_thai_digits_and_the_same_shapes(kind):
    chart = indicators(kind)

    arabic, thai = svg(chart), svg(chart, digits=THAI)

    assert not re.search("[0-9]", "".join(words_of(thai)))
    assert [arabic_digits(words) for words in words_of(thai)] == words_of(arabic)
    shapes = r"<(?:polygon|polyline|rect|circle)[^>]*>"
    assert re.findall(shapes, thai) == re.findall(shapes, arabic)


def test_a_table_of_a_paper_has_thai_digits():
    told = table(indicators(BARS), digits=THAI)

    assert told.columns == ("ปี ๒๕๖๔", "ปี ๒๕๖๓", "เกณฑ์ผ่าน")
    assert told.rows[8].name == "๙ การเปิดเผยข้อมูล"
    assert told.rows[8].figures == ("๗๕.๙๒", "๘๖.๘๑", "๘๕.๐๐")


def test_other_digits_are_refused():
    with pytest.raises(ValueError, match="roman"):
        svg(indicators(RADAR), digits="roman")


def test_what_was_typed_is_escaped():
    evil = '<script>alert("1")</script>'
    chart = indicators(BARS, title=evil, long_labels=(evil,) * 10, series=(
        Series(evil, figures("1 2 3 4 5 6 7 8 9 10")),))  # fmt: skip

    drawn = page(chart)

    assert "<script" not in drawn
    assert "&lt;script&gt;" in drawn


@pytest.mark.parametrize("chart", [indicators(RADAR), indicators(BARS), years()], ids=str)
def test_a_page_has_neither_style_nor_script_nor_event_in_a_chart(chart):
    drawn = page(chart)

    assert not re.search(r"<[^>]*\s(?:style|on[a-z]+)\s*=|<style|<script", drawn)


def test_a_page_has_the_figures_to_unfold():
    drawn = page(years())

    assert "<summary>ตัวเลขของแผนภูมิ</summary>" in drawn
    assert '<th scope="row">2567</th>' in drawn
    assert '<td class="num">93.12 (ร่าง)</td>' in drawn
    assert '<td class="num">–</td>' in drawn


def test_lines_can_be_moved_sideways_with_the_keyboard():
    assert 'tabindex="0" role="region" aria-label="คะแนนรวมรายปี"' in page(years())
    assert "tabindex" not in page(indicators(RADAR))


def test_a_page_draws_the_json_of_a_paper_and_nothing_without_a_chart():
    chart = indicators(RADAR)

    assert page(chart.as_dict()) == page(chart)
    assert page(None).strip() == ""


def test_a_paper_takes_drawing_and_table_apart():
    template = Template("{% load charts %}{% chart_svg c 'thai' %}|{% chart_table c 'thai' %}")

    drawing, figures_below = template.render(Context({"c": indicators(RADAR).as_dict()})).split("|")

    assert drawing == svg(indicators(RADAR), digits=THAI)
    assert "<details" not in figures_below
    assert "<caption>คะแนนตัวชี้วัด ปี ๒๕๖๔ เทียบปี ๒๕๖๓ (คะแนน)</caption>" in figures_below


@given(phrases)
def test_wrapped_lines_are_narrow_enough_and_lose_no_letter(text):
    lines = wrap(text, 8)

    assert [line for line in lines if width(line) > 8.01 and len(line) > 3] == []
    assert "".join(lines).replace(" ", "") == "".join(text.split())


def test_a_line_never_begins_with_a_mark_or_ends_with_a_waiting_vowel():
    for name in (*NAMES, LONGEST_NAME):
        for line in wrap(name, 4):
            assert line[0] not in "ะาำๅัิีึืฺุู็่้๊๋์ํ๎"
            assert line[-1] not in "เแโใไ"


def test_long_names_are_parted_where_a_phrase_begins():
    assert wrap("การใช้งบประมาณและการใช้ทรัพย์สิน", 12)[1].startswith("และ")
    assert wrap("แผน 2564 และ 2565", 20) == ["แผน 2564 และ 2565"]


def _measured(font: TTFont, text: str) -> float:
    glyphs, advances = font.getBestCmap(), font["hmtx"]
    return sum(advances[glyphs[ord(letter)]][0] for letter in text) / font["head"].unitsPerEm


@pytest.mark.parametrize("text", [*NAMES, LONGEST_NAME, "93.75", "ปี ๒๕๖๔", "เกณฑ์ผ่าน 85"])
def test_words_are_never_wider_than_reckoned(text, fonts):
    """The page's Sarabun in two files at size 1; the paper's face at the size that goes with it."""
    folder = portal.BASE_DIR / "static" / "vendor" / "sarabun"
    weights = [400, 600]
    thai = [TTFont(folder / f"sarabun-thai-{weight}-normal.woff2") for weight in weights]
    latin = [TTFont(folder / f"sarabun-latin-{weight}-normal.woff2") for weight in weights]
    paper = TTFont(fonts.folder / fonts.family.faces[0].file)
    size = float(Decimal(fonts.size) / Decimal("10.5"))

    for thai_face, latin_face in zip(thai, latin, strict=True):
        on_page = sum(
            _measured(latin_face if letter.isascii() else thai_face, letter) for letter in text
        )
        assert on_page <= width(text) * 1.005
    assert _measured(paper, text) * size <= width(text) * 1.01
