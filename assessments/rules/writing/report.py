"""The report of an analysis: what was built, written and chosen, as the parts of a paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assessments.documents import (
    Block,
    Words,
    analysis_words,
    column,
    heading,
    numbered,
    paragraphs,
    table,
)
from assessments.rules.arithmetic.scoring import IndicatorOutcome
from assessments.rules.arithmetic.standing import order
from assessments.rules.frameworks.facts import FrameworkFacts
from assessments.rules.writing.causes import words_of
from assessments.rules.writing.content import AnalysisContent, CauseContent, PointContent
from assessments.rules.writing.figures import (
    arithmetic_tables,
    gains_table,
    picture_of_indicators,
    picture_of_years,
    years_table,
)
from assessments.rules.writing.issues import issue_key, issue_titles
from assessments.rules.writing.matter import Matter
from assessments.rules.writing.method import background
from assessments.rules.writing.sentences import Part, listed, named
from assessments.rules.writing.states import Sentence
from ita_portal.thai.numerals import format_score as score

CAUSE_COLUMNS = [
    column("indicator", "ตัวชี้วัด", "30%"),
    column("score", "คะแนน", "14%", align="right"),
    column("causes", "สาเหตุ", "56%"),
]
POINT_COLUMNS = [
    column("item", "ประเด็นการประเมิน", "26%"),
    column("finding", "ประเด็นที่ต้องพัฒนา", "36%"),
    column("proposal", "แนวทางการพัฒนา", "38%"),
]
NO_CAUSE = "ไม่ได้ระบุ"

Cells = Mapping[str, str | list[str]]


@dataclass(frozen=True)
class Report:
    """All that a report is made of; `sentences` as they stand now."""

    office_name: str
    matter: Matter
    sentences: Sequence[Sentence]
    content: AnalysisContent

    def said(self, part: Part) -> list[Block]:
        """Return the sentences of a part, a paragraph each; those left out are not there."""
        texts = [one.text for one in self.sentences if one.part is part]
        return [block for text in texts for block in paragraphs(text)]


def report_words(report: Report) -> Words:
    """Return the words of the report, ready to be frozen."""
    matter = report.matter
    return analysis_words(
        office_name=report.office_name,
        fiscal_year=matter.fiscal_year,
        parts=[
            ("ความเป็นมาและวิธีการ", background(matter, report.office_name)),
            (
                "ผลการประเมิน",
                [
                    *report.said(Part.OVERVIEW),
                    *arithmetic_tables(matter),
                    *picture_of_indicators(matter),
                ],
            ),
            ("เปรียบเทียบกับปีก่อน ๆ", list(_years(report))),
            ("จุดแข็งและจุดที่ต้องพัฒนา", list(_standing(report))),
            ("ประเด็นที่ต้องพัฒนารายข้อ", _points(report)),
            (_issues_title(matter.facts), list(_issues(report))),
            ("ข้อเสนอเพื่อกำหนดมาตรการ", list(_proposals(report))),
        ],
    )


def _years(report: Report) -> Iterator[Block]:
    yield from report.said(Part.TREND)
    if report.matter.before:
        yield from picture_of_years(report.matter)
        yield years_table(report.matter)
        yield from paragraphs(_other_frameworks(report.matter))
    else:
        yield from paragraphs("ยังไม่มีคะแนนรวมของปีก่อนในระบบ จึงยังเปรียบเทียบไม่ได้")


def _other_frameworks(matter: Matter) -> str:
    """Say of which years it is not known how they were assessed; "" where all are known."""
    if not matter.unframed:
        return ""
    years = listed(f"ปี {year}" for year in matter.unframed)
    return f"{years} ไม่มีกรอบการประเมินในระบบ อาจประเมินด้วยเกณฑ์อื่น คะแนนจึงเทียบกับปีที่มีกรอบได้เพียงคร่าว ๆ"


def _standing(report: Report) -> Iterator[Block]:
    yield from report.said(Part.STANDING)
    indicators = report.matter.indicators()
    strong = [f"{named(one)} {score(one.score)} คะแนน" for one in _strengths(report.matter)]
    if strong:
        yield heading("จุดแข็ง")
        yield from numbered(strong)
    rows: list[Cells] = [
        {
            "indicator": named(one),
            "score": score(one.score),
            "causes": _cause_lines(report.content.causes.get(one.number)),
        }
        for one in sorted(indicators, key=lambda one: (one.score, one.number))
        if not one.passed or one.number in report.content.causes
    ]
    if rows:
        yield heading("จุดที่ต้องพัฒนา")
        yield table("สาเหตุของตัวชี้วัดที่ต้องพัฒนา", CAUSE_COLUMNS, [("", rows)])


def _strengths(matter: Matter) -> list[IndicatorOutcome]:
    """Return the indicators at the year's best level, else the highest that passed; best first."""
    if matter.outcome is None or matter.facts is None:
        return []
    ordered = order(matter.outcome)
    best = [one for one in ordered if one.band == matter.facts.bands[0]]
    most = ordered[0].score
    return best or [one for one in ordered if one.passed and one.score == most]


def _cause_lines(cause: CauseContent | None) -> list[str]:
    own = [line.strip() for line in cause.text.split("\n") if line.strip()] if cause else []
    return [*words_of(cause.codes), *own] if cause else [NO_CAUSE]


# -- points ---------------------------------------------------------------------------------------


def _points(report: Report) -> list[Block]:
    facts = report.matter.facts
    if not _placed(report) or facts is None:
        return []
    groups: dict[str, list[Cells]] = {}
    for point in _placed(report):
        row: Cells = {
            "item": _place_words(report.matter, facts, point),
            "finding": [line for line in point.finding.split("\n") if line.strip()],
            "proposal": [line for line in point.proposal.split("\n") if line.strip()],
        }
        group = _with_score(report.matter, point, _group_words(facts, point))
        groups.setdefault(group, []).append(row)
    caption = "ประเด็นที่ต้องพัฒนา จัดกลุ่มตามตัวชี้วัดและตัวชี้วัดย่อย"
    return [table(caption, POINT_COLUMNS, list(groups.items()))]


def _placed(report: Report) -> list[PointContent]:
    """Return the points whose indicator the year's framework (still) has."""
    facts = report.matter.facts
    numbers = {one.number for one in facts.indicators} if facts else set()
    return [point for point in report.content.points if point.indicator in numbers]


def _group_words(facts: FrameworkFacts, point: PointContent) -> str:
    """Return the indicator, or the sub-indicator, under which a point stands."""
    indicator = next(one for one in facts.indicators if one.number == point.indicator)
    words = f"ตัวชี้วัดที่ {indicator.number} {indicator.name}"
    sub = next((one for one in facts.subindicators if one.number == point.subindicator), None)
    return f"{words} ตัวชี้วัดย่อย {sub.number} {sub.name}" if sub else words


def _with_score(matter: Matter, point: PointContent, words: str) -> str:
    """Return the words with today's score of the point's indicator behind them."""
    reached = {one.number: one.score for one in matter.indicators()}.get(point.indicator)
    return words if reached is None else f"{words} (ตัวชี้วัดนี้ได้ {score(reached)} คะแนน)"


def _place_words(matter: Matter, facts: FrameworkFacts, point: PointContent) -> str:
    item = next((one for one in facts.items if one.code == point.item), None)
    if item:
        mark = matter.marks.get(item.code)
        words = f"{item.code} {item.title}"
        return words if mark is None else f"{words} ({score(mark)} คะแนน)"
    return "ทั้งตัวชี้วัดย่อย" if point.subindicator else "ทั้งตัวชี้วัด"


# -- issues ---------------------------------------------------------------------------------------


def _issues_title(facts: FrameworkFacts | None) -> str:
    if facts and facts.analysis_issues:
        return "ผลการวิเคราะห์ตามประเด็น"
    if facts and facts.internal_measures:
        return "จุดอ่อนและมาตรการภายใน"
    return "จุดอ่อนที่ต้องแก้ไข"


def _issues(report: Report) -> Iterator[Block]:
    """From 2567 the year's issues; before, the weaknesses and then the internal measures."""
    facts = report.matter.facts
    if not (facts and facts.analysis_issues):
        yield from _weaknesses(report)
    by_key = {one.key: one.text for one in report.sentences}
    for position, title in enumerate(issue_titles(facts), 1):
        yield heading(f"({position}) {title}")
        said = by_key.get(issue_key(position), "")
        answer = report.content.answers.get(title, "")
        yield from paragraphs(f"{said}\n{answer}") or paragraphs("ไม่มีข้อสังเกตเพิ่มเติม")


def _weaknesses(report: Report) -> Iterator[Block]:
    indicators = report.matter.indicators()
    weak = [one for one in indicators if not one.passed]
    if weak:
        yield from numbered([f"{named(one)} {score(one.score)} คะแนน" for one in weak])
    elif indicators:
        yield from paragraphs("ไม่มีตัวชี้วัดที่ต่ำกว่าเกณฑ์ผ่าน")


# -- what follows ---------------------------------------------------------------------------------


def _proposals(report: Report) -> Iterator[Block]:
    matter = report.matter
    yield from report.said(Part.TARGET)
    yield from gains_table(matter)
    following = matter.fiscal_year + 1
    asked = list(_asked(report))
    if asked:
        yield from paragraphs(
            f"มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. {following} จึงควรตอบเรื่องต่อไปนี้"
        )
        yield from numbered(asked)
    else:
        good = " เพื่อรักษาสิ่งที่ทำได้ดีไว้" if matter.outcome else ""
        yield from paragraphs(
            f"ผลการวิเคราะห์นี้เป็นฐานในการกำหนดมาตรการ ประจำปีงบประมาณ พ.ศ. {following}{good}"
        )


def _asked(report: Report) -> Iterable[str]:
    """Name what the measures of the next year should answer."""
    for one in report.matter.indicators():
        if not one.passed:
            yield f"ยกระดับ{named(one)} ซึ่งต่ำกว่าเกณฑ์ผ่าน"
    facts = report.matter.facts
    weak = {one.number for one in report.matter.indicators() if not one.passed}
    # A point on a whole weak indicator says no more than the line above.
    points = [p for p in _placed(report) if p.subindicator or p.indicator not in weak]
    groups = [_group_words(facts, point) for point in points] if facts else []
    for words in dict.fromkeys(groups):
        yield f"แก้ประเด็นที่ต้องพัฒนาของ{words}"
    if facts and facts.analysis_issues:
        yield "มีมาตรการรองรับประเด็นการวิเคราะห์ครบทุกประเด็น"
