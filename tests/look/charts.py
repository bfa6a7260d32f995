"""Charts for the tests: the real indicators of Khon Kaen 2564, and any chart at all."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from ita_portal.look.charts import BARS, LINES, RADAR, Chart, Mark, Series
from ita_portal.look.charts.data import LABELS, MOST_SERIES

NAMES = (
    "การปฏิบัติหน้าที่",
    "การใช้งบประมาณ",
    "การใช้อำนาจ",
    "การใช้ทรัพย์สินของราชการ",
    "การแก้ไขปัญหาการทุจริต",
    "คุณภาพการดำเนินงาน",
    "ประสิทธิภาพการสื่อสาร",
    "การปรับปรุงระบบการทำงาน",
    "การเปิดเผยข้อมูล",
    "การป้องกันการทุจริต",
)
NOW = "99.13 90.34 95.28 95.00 93.17 97.93 97.65 96.33 75.92 93.75"
BEFORE = "98.00 92.04 91.28 90.10 83.17 93.93 88.65 92.33 86.81 79.75"
LONGEST_NAME = (
    "การส่งเสริมการมีส่วนร่วมของผู้มีส่วนได้ส่วนเสียในการดำเนินงานตามภารกิจ"
    "และการเปิดโอกาสให้บุคคลภายนอกตรวจสอบการปฏิบัติหน้าที่ของเจ้าหน้าที่"
)


def figures(text: str) -> tuple[Decimal | None, ...]:
    """Return the figures of a line; "-" is a missing one."""
    return tuple(None if word == "-" else Decimal(word) for word in text.split())


def indicators(kind: str, **changes) -> Chart:
    """Return the ten indicators, this year against last."""
    told = {
        "type": kind,
        "title": "คะแนนตัวชี้วัด ปี 2564 เทียบปี 2563",
        "labels": tuple(str(number) for number in range(1, 11)),
        "long_labels": NAMES,
        "series": (Series("ปี 2564", figures(NOW)), Series("ปี 2563", figures(BEFORE))),
        "mark": Mark("เกณฑ์ผ่าน", (Decimal(85),) * 10),
    }
    return Chart(**{**told, **changes})


def years(
    totals: str = "80.25 80.96 75.54 66.57 86.82 87.67 91.50 - 89.90 93.12",
    marks: str = "- - - - 80 80 85 85 85 85",
    drafts: frozenset[int] = frozenset({9}),
) -> Chart:
    """Return the totals of years from 2558 on, one of them missing, the last a draft."""
    values = figures(totals)
    return Chart(
        type=LINES,
        title="คะแนนรวมรายปี",
        labels=tuple(str(2558 + place) for place in range(len(values))),
        series=(Series("คะแนนรวม", values, drafts),),
        mark=Mark("เกณฑ์ผ่าน", figures(marks)),
    )


percents = st.decimals(0, 100, places=2)
some = st.one_of(st.none(), percents, st.sampled_from([Decimal(0), Decimal(100)]))
phrases = st.one_of(
    st.sampled_from([*NAMES, LONGEST_NAME, "ITA & <OIT>", "1", "10.2", "ก" * 90, "ปี 2564"]),
    st.text("กงจฉซณญติูำใแ้์ ABCm@W%.0123456789๗", min_size=1, max_size=60).filter(str.strip),
)


@st.composite
def charts(draw, kind: str | None = None) -> Chart:
    """Return any chart that the data allow."""
    kind = kind or draw(st.sampled_from([RADAR, BARS, LINES]))
    count = draw(st.integers(*LABELS[kind]))

    def rows(one):
        return st.lists(one, min_size=count, max_size=count).map(tuple)

    places = st.frozensets(st.integers(0, count - 1))
    series = st.builds(Series, phrases, rows(some), places)
    short = st.one_of(rows(st.from_regex(r"\A[0-9]{1,4}\Z")), rows(phrases))
    return Chart(
        type=kind,
        title=draw(phrases),
        labels=draw(short),
        series=tuple(draw(st.lists(series, min_size=1, max_size=MOST_SERIES))),
        long_labels=draw(st.one_of(st.just(()), rows(phrases))),
        mark=draw(st.one_of(st.none(), st.builds(Mark, phrases, rows(some)))),
    )
