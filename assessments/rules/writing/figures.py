"""The tables and charts of a report, from the year's figures."""

from __future__ import annotations

from collections.abc import Iterator

from assessments.documents import Block, chart, column, table
from assessments.rules.arithmetic.gains import points_to_gain
from assessments.rules.arithmetic.standing import order
from assessments.rules.charts import YearScores, indicator_chart, year_lines
from assessments.rules.writing.matter import Matter
from assessments.rules.writing.sentences import named
from ita_portal.look.charts import BARS, RADAR
from ita_portal.thai.numerals import NOTHING, signed
from ita_portal.thai.numerals import format_score as score

TOTAL = "คะแนนรวม"
MOST_GAINS = 5
MOST_ITEMS = 10

INSTRUMENT_COLUMNS = [
    column("instrument", "แบบวัด", "38%"),
    column("score", "คะแนนเต็ม 100", "20%", align="right"),
    column("weight", "น้ำหนัก", "15%", align="right"),
    column("weighted", "คะแนนที่ถ่วงน้ำหนักแล้ว", "27%", align="right"),
]
INDICATOR_COLUMNS = [
    column("place", "ลำดับ", "9%", align="center"),
    column("indicator", "ตัวชี้วัด", "45%"),
    column("score", "คะแนน", "13%", align="right"),
    column("level", "ระดับ", "17%", align="center"),
    column("passed", "เกณฑ์ผ่าน", "16%", align="center"),
]
YEAR_COLUMNS = [
    column("year", "ปีงบประมาณ พ.ศ.", "34%", align="center"),
    column("total", "คะแนนรวม", "33%", align="right"),
    column("change", "เปลี่ยนจากครั้งก่อน", "33%", align="right"),
]
GAIN_COLUMNS = [
    column("indicator", "ตัวชี้วัด", "50%"),
    column("score", "คะแนนที่ได้", "20%", align="right"),
    column("points", "คะแนนรวมที่เพิ่มได้อีก", "30%", align="right"),
]

ITEM_COLUMNS = [
    column("item", "ข้อ OIT", "70%"),
    column("points", "คะแนนรวมที่เพิ่มได้อีก", "30%", align="right"),
]


def arithmetic_tables(matter: Matter) -> list[Block]:
    """Return the tables of instruments, up to the total, and of indicators, best first."""
    if matter.outcome is None or matter.facts is None:
        return []
    names = {one.code: f"{one.name} ({one.code})" for one in matter.facts.instruments}
    rows = [
        {
            "instrument": names[one.code],
            "score": score(one.score),
            "weight": f"{one.weight.normalize():f}",
            "weighted": score(one.weighted),
        }
        for one in matter.outcome.instruments
    ]
    total = score(matter.outcome.total)
    indicators = [
        {
            "place": str(place),
            "indicator": named(one),
            "score": score(one.score),
            "level": one.band.name,
            "passed": "ถึงเกณฑ์" if one.passed else "ต่ำกว่าเกณฑ์",
        }
        for place, one in enumerate(order(matter.outcome), 1)
    ]
    return [
        table(
            "คะแนนตามแบบวัด",
            INSTRUMENT_COLUMNS,
            [("", rows)],
            total={"instrument": TOTAL, "weighted": total},
        ),
        table(
            "คะแนนรายตัวชี้วัด เรียงจากมากไปน้อย",
            INDICATOR_COLUMNS,
            [("", indicators)],
            total={"indicator": TOTAL, "score": total, "level": matter.outcome.band.name},
        ),
    ]


def picture_of_indicators(matter: Matter) -> Iterator[Block]:
    """Give the radar and the bars of the indicators, beside last year's where comparable."""
    if matter.outcome is None:
        return
    scores = YearScores(
        fiscal_year=matter.fiscal_year,
        indicators=matter.outcome.indicators,
        pass_mark=matter.outcome.pass_mark,
        before=matter.earlier,
    )
    for kind in (RADAR, BARS):
        if drawn := indicator_chart(kind, scores):
            yield chart(drawn.as_dict())


def picture_of_years(matter: Matter) -> Iterator[Block]:
    """Give the line of the totals; a year without one is a gap."""
    if drawn := year_lines({one.fiscal_year: one.total for one in matter.history}):
        yield chart(drawn.as_dict())


def years_table(matter: Matter) -> Block:
    """Return the totals of the years with their changes."""
    rows = [
        {
            "year": str(one.fiscal_year),
            "total": score(one.total),
            "change": NOTHING if one.change is None else signed(one.change),
        }
        for one in matter.history
    ]
    return table("คะแนนรวมและการเปลี่ยนแปลง", YEAR_COLUMNS, [("", rows)])


def gains_table(matter: Matter) -> list[Block]:
    """Return what the indicators could still add to the total, most first."""
    if matter.facts is None or matter.outcome is None:
        return []
    scores = {one.number: one.score for one in matter.outcome.indicators}
    found = points_to_gain(matter.facts, scores, matter.marks)
    gains = found.indicators[:MOST_GAINS]
    if not gains:
        return []
    rows = [
        {
            "indicator": f"ตัวชี้วัดที่ {one.number} {one.name}",
            "score": score(one.score),
            "points": score(one.points),
        }
        for one in gains
    ]
    caption = "ตัวชี้วัดที่เพิ่มคะแนนรวมได้มากที่สุด หากได้คะแนนเต็ม"
    tables = [table(caption, GAIN_COLUMNS, [("", rows)])]
    items = [one for one in found.items if one.certain][:MOST_ITEMS]
    if items:
        listed = [{"item": f"{one.code} {one.title}", "points": score(one.points)} for one in items]
        tables.append(
            table("ข้อ OIT ที่เพิ่มคะแนนรวมได้มากที่สุด หากได้คะแนนเต็ม", ITEM_COLUMNS, [("", listed)])
        )
    return tables
