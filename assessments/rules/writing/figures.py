"""The tables and charts of a report, from the year's figures."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assessments.documents import Block, chart, column, table
from assessments.rules.arithmetic.gains import points_to_gain
from assessments.rules.arithmetic.standing import order
from assessments.rules.writing.matter import Matter
from assessments.rules.writing.sentences import named
from ita_portal.thai.numerals import NOTHING, signed
from ita_portal.thai.numerals import format_score as score

MOST_GAINS = 5
MOST_ITEMS = 10
MOST_YEARS = 12
UNIT = "คะแนน"

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
    rows.append({"instrument": "คะแนนรวม", "weighted": score(matter.outcome.total)})
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
        table("คะแนนตามแบบวัด", INSTRUMENT_COLUMNS, [("", rows)]),
        table("คะแนนรายตัวชี้วัด เรียงจากมากไปน้อย", INDICATOR_COLUMNS, [("", indicators)]),
    ]


def picture_of_indicators(matter: Matter) -> Iterator[Block]:
    """Give the radar and the bars of the indicators, beside last year's where comparable."""
    indicators = matter.indicators()
    if not indicators or matter.facts is None:
        return
    now: dict[str, object] = {
        "name": f"ปี {matter.fiscal_year}",
        "values": [score(one.score) for one in indicators],
    }
    drawn = [now]
    if matter.earlier:
        values = [_known(matter.earlier.get(one.number)) for one in indicators]
        drawn.append({"name": f"ปี {matter.fiscal_year - 1}", "values": values})
    for kind, title in (("radar", "ภาพรวมทุกตัวชี้วัด"), ("bars", "คะแนนรายตัวชี้วัด")):
        if kind == "radar" and not 3 <= len(indicators) <= 15:
            continue
        yield chart(
            {
                "type": kind,
                "title": f"{title} ปี {matter.fiscal_year}",
                "labels": [str(one.number) for one in indicators],
                "long_labels": [one.name for one in indicators],
                "series": drawn,
                "mark": {"name": "เกณฑ์ผ่าน", "value": score(matter.facts.pass_mark)},
                "unit": UNIT,
            }
        )


def _known(value: Decimal | None) -> str | None:
    return None if value is None else score(value)


def picture_of_years(matter: Matter) -> Iterator[Block]:
    """Give the line of the totals, of the latest years where there are very many."""
    years = matter.history[-MOST_YEARS:]
    yield chart(
        {
            "type": "lines",
            "title": "คะแนนรวมตามปีงบประมาณ",
            "labels": [str(one.fiscal_year) for one in years],
            "long_labels": [f"ปีงบประมาณ พ.ศ. {one.fiscal_year}" for one in years],
            "series": [{"name": "คะแนนรวม", "values": [score(one.total) for one in years]}],
            "mark": None,
            "unit": UNIT,
        }
    )


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
        tables.append(table("ข้อ OIT ที่เพิ่มคะแนนรวมได้ หากได้คะแนนเต็ม", ITEM_COLUMNS, [("", listed)]))
    return tables
