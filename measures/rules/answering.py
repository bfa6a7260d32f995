"""What a plan is to answer of the year before, and which of its measures do.

Three kinds of weak points: indicators below the pass mark, points to develop of the written
analysis, and the issues of the analysis. A measure answers what it names, else what its issue
names, else what the issue names of which that is a part; and an issue called like one of the
analysis answers that one. Who answers a point to develop answers its indicator with it; who
answers an indicator answers the points below it, and is told so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter
from typing import Any

from django.db.models import CharField, IntegerField, TextField, Value
from django.db.models.functions import Cast, Coalesce

from assessments.models import DevelopmentPoint, IssueAnswer, Result
from ita_portal.thai.numerals import format_score
from measures.models import Issue, Measure, Plan
from measures.models.findings import issue_ref, point_ref, ref_words
from measures.models.numbering import outline
from measures.rules.findings import weak_indicators
from measures.rules.naming import folded

INDICATOR, TEXT = 1, 5
"""Places in a row of what the analysis says: the indicator (0 for an issue), and its words."""

MOST_WORDS = 90
"""Letters of a finding that the list of choices shows."""

GROUPS = {
    "indicator": "ตัวชี้วัด",
    "point": "ประเด็นที่ต้องพัฒนา",
    "issue": "ประเด็นการวิเคราะห์",
    "gone": "ไม่มีในการวิเคราะห์แล้ว",
}
"""The kinds of what may be answered, as the list of choices names them."""


@dataclass(frozen=True)
class Finding:
    """Something of the year before that a measure may answer.

    `ref` is the number of an indicator's row, or the name of a finding; `below` the ref of the
    indicator that a point to develop stands under, else "". `score` is that of an indicator.
    """

    ref: str
    kind: str
    words: str
    number: int = 0
    name: str = ""
    score: Decimal | None = None
    is_weak: bool = True
    below: str = ""


@dataclass(frozen=True)
class WeakPoint:
    """A weak point with the numbers of the measures that answer it.

    `through` tells that they name its indicator only, not the point itself.
    """

    finding: Finding
    measures: tuple[str, ...]
    through: bool = False

    @property
    def number(self) -> int:
        """The number of the indicator; 0 for a point or an issue."""
        return self.finding.number

    @property
    def words(self) -> str:
        """What it is, in words."""
        return self.finding.words


def findings_of(result: Result | None) -> list[Finding]:
    """Return all that a plan may answer: indicators by number, points, issues; 1 query.

    Fetch the result with its framework and the scores with their indicators before.
    """
    if result is None or result.framework is None:
        return []
    written = _written(result)
    points = [row for row in written if row[INDICATOR]]
    answered = [str(row[TEXT]) for row in written if not row[INDICATOR]]
    titles = dict.fromkeys([*result.framework.analysis_issues, *answered])
    issues = [Finding(issue_ref(one), "issue", f"ประเด็น {one}", name=one) for one in titles]
    return [*_indicators(result), *_points(points), *issues]


def _written(result: Result) -> list[tuple[Any, ...]]:
    """Return what the analysis says, in order: rows of points, and of issues that it answers."""
    points = DevelopmentPoint.objects.filter(analysis__result=result).order_by()
    answers = IssueAnswer.objects.filter(analysis__result=result).exclude(text="").order_by()
    none, empty = Value(0, IntegerField()), Value("", CharField())
    rows = points.values_list(
        "position",
        "indicator_id",
        Coalesce("item__code", empty),
        Coalesce("subindicator__number", empty),
        "indicator__number",
        Cast("finding", TextField()),
    )
    more = answers.values_list(
        "position",
        none,
        Cast(empty, CharField()),
        Cast(empty, CharField()),
        none,
        Cast("title", TextField()),
    )
    return sorted(rows.union(more, all=True), key=itemgetter(0))


def _indicators(result: Result) -> Iterator[Finding]:
    weak = {one.pk for one in weak_indicators(result)}
    for row in sorted(result.scores.all(), key=lambda row: row.indicator.number):
        indicator = row.indicator
        yield Finding(
            str(indicator.pk),
            "indicator",
            f"ตัวชี้วัดที่ {indicator.number} {indicator.name}",
            number=indicator.number,
            name=indicator.name,
            score=row.score,
            is_weak=indicator.pk in weak,
        )


def _points(rows: Iterable[tuple[Any, ...]]) -> list[Finding]:
    """Return the points, those at one place as one."""
    found: dict[str, Finding] = {}
    for _, indicator, item, subindicator, number, finding in rows:
        ref = point_ref(item=item, subindicator=subindicator, indicator=number)
        text = " ".join(finding.split())
        words = f"{found[ref].words} · {text}" if ref in found else f"{ref_words(ref)} {text}"
        found[ref] = Finding(ref, "point", words.strip(), below=str(indicator))
    return list(found.values())


def weak_points(plan: Plan, findings: list[Finding] | None = None) -> list[WeakPoint]:
    """Return the weak points of the result that `plan` answers: lowest indicators first.

    `findings` are those of the plan's result, where the caller has them. Fetch the plan with
    `for_page()`.
    """
    found = findings_of(plan.result) if findings is None else findings
    answered = _answered(plan, found)
    weak = sorted((one for one in found if one.is_weak), key=_lowest_first)
    points = []
    for one in weak:
        own = tuple(answered.get(one.ref, ()))
        through = tuple(answered.get(one.below, ())) if one.below and not own else ()
        points.append(WeakPoint(one, own or through, through=bool(through)))
    return points


def unanswered(plan: Plan) -> list[WeakPoint]:
    """Return the weak points that no measure answers."""
    return [one for one in weak_points(plan) if not one.measures]


def _lowest_first(one: Finding) -> tuple[int, Decimal, int]:
    order = list(GROUPS).index(one.kind)
    return order, one.score if one.score is not None else Decimal(0), one.number


def _answered(plan: Plan, findings: list[Finding]) -> dict[str, list[str]]:
    """Return the numbers of the measures by the ref of what they answer."""
    answering = _Answering(findings)
    answered: dict[str, list[str]] = {}
    whole: Issue | None = None
    for one in outline(plan):
        whole = whole if one.is_part else one.issue
        for row in one.measures:
            for ref in answering.refs(row.measure, one.issue, whole):
                answered.setdefault(ref, []).append(row.number)
    return answered


class _Answering:
    """What one measure answers, by the findings there are."""

    def __init__(self, findings: list[Finding]) -> None:
        self.below = {one.ref: one.below for one in findings if one.below}
        self.issues = {folded(one.name): one.ref for one in findings if one.kind == "issue"}

    def refs(self, measure: Measure, issue: Issue, whole: Issue | None) -> list[str]:
        """Return the refs of all that the measure answers, each once."""
        above = [issue, whole] if whole else [issue]
        rows: list[Issue | Measure] = [measure, *above]
        named = next((ref for row in rows if (ref := ref_of(row))), "")
        found = [named, self.below.get(named, "")]
        found += [self.issues.get(folded(row.title), "") for row in above]
        return list(dict.fromkeys(filter(None, found)))


def ref_of(row: Issue | Measure) -> str:
    """Return the ref of what the row itself names as answered; "" for nothing."""
    return str(row.answers_id or row.finding)


def choices(
    findings: Iterable[Finding], used: Iterable[str]
) -> Mapping[str, list[tuple[str, str]]]:
    """Return what may be chosen, by the name of its kind: value and words.

    What the plan has `used` and the analysis has no more may still be chosen: it is not taken
    from who only opens the page.
    """
    grouped: dict[str, list[tuple[str, str]]] = {}
    known = set()
    for one in findings:
        known.add(one.ref)
        grouped.setdefault(GROUPS[one.kind], []).append((one.ref, _choice_words(one)))
    gone = [ref for ref in dict.fromkeys(used) if ref and ref not in known]
    if gone:
        words = [(ref, ref_words(ref) or "ตัวชี้วัดของผลปีอื่น") for ref in gone]
        grouped[GROUPS["gone"]] = words
    return grouped


def _choice_words(one: Finding) -> str:
    if one.score is None:
        return one.words if len(one.words) <= MOST_WORDS else f"{one.words[:MOST_WORDS]}…"
    below = " ต่ำกว่าเกณฑ์ผ่าน" if one.is_weak else ""
    return f"{one.number}. {one.name} – {format_score(one.score)} คะแนน{below}"
