"""The fixed issues that an analysis answers, and what the scores say to each of them.

From 2567 the framework names seven issues; before, seven internal measures. The two lists are
never mixed, and a year without either has none.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from assessments.rules.arithmetic.scoring import HUNDRED, IndicatorOutcome, Outcome
from assessments.rules.frameworks.facts import FrameworkFacts, ItemFacts
from assessments.rules.writing.causes import WORDING
from assessments.rules.writing.matter import Matter
from assessments.rules.writing.sentences import Built, Part, listed, named
from ita_portal.thai.numerals import format_score as score


@dataclass(frozen=True, slots=True)
class IssueSources:
    """Which indicators (by name) and OIT duties speak to an issue."""

    indicators: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()


@cache
def issue_sources() -> dict[str, IssueSources]:
    """Return the sources by the title of the issue, read once."""
    text = (WORDING / "issues.toml").read_text(encoding="utf-8")
    return {
        one["title"]: IssueSources(tuple(one["indicators"]), tuple(one["duties"]))
        for one in tomllib.loads(text)["issues"]
    }


def issue_titles(facts: FrameworkFacts | None) -> tuple[str, ...]:
    """Return the issues of the year, else its internal measures, else nothing."""
    return facts.analysis_issues or facts.internal_measures if facts else ()


def issues_heading(facts: FrameworkFacts | None) -> str:
    """Return what the year calls them: issues, or internal measures."""
    return "ประเด็นการวิเคราะห์" if facts and facts.analysis_issues else "มาตรการภายใน"


def issue_key(position: int) -> str:
    """Return the key of the sentence of an issue, counted from 1."""
    return f"issue.{position}"


def issue_sentences(matter: Matter) -> list[Built]:
    """Return for each issue of the year what the scores say to it; nothing where they cannot."""
    if matter.outcome is None or matter.facts is None:
        return []
    found = []
    for position, title in enumerate(issue_titles(matter.facts), 1):
        sources = issue_sources().get(title, IssueSources())
        chosen = [one for one in matter.outcome.indicators if one.name in sources.indicators]
        if chosen:
            found.append(_sentence(position, matter, matter.outcome, chosen, sources))
    return found


def _sentence(
    position: int,
    matter: Matter,
    outcome: Outcome,
    chosen: Sequence[IndicatorOutcome],
    sources: IssueSources,
) -> Built:
    figures = {
        f"indicator.{one.number}": f"{named(one)} ({score(one.score)} คะแนน)" for one in chosen
    }
    parts = [f"ตัวชี้วัดที่เกี่ยวข้องคือ {listed(figures.values())} {_standing(outcome, chosen, figures)}"]
    parts += _questions(matter, chosen, figures)
    parts += _items(matter, sources, figures)
    return Built(issue_key(position), Part.ISSUES, " ".join(parts), figures)


def _standing(outcome: Outcome, chosen: Sequence[IndicatorOutcome], figures: dict[str, str]) -> str:
    figures["mark"] = f"{score(outcome.pass_mark)} คะแนน"
    below = [one for one in chosen if not one.passed]
    if below:
        figures["below"] = f"ตัวชี้วัดที่ {listed(str(one.number) for one in below)}"
        return f"โดย{figures['below']} ต่ำกว่าเกณฑ์ผ่าน {figures['mark']}"
    figures["below"] = "ไม่ต่ำกว่า"
    return f"ซึ่ง{figures['below']}เกณฑ์ผ่าน {figures['mark']}"


def _questions(
    matter: Matter, chosen: Sequence[IndicatorOutcome], figures: dict[str, str]
) -> Iterator[str]:
    """Name the lowest question of these indicators, where questions are known."""
    numbers = {one.number for one in chosen}
    asked = matter.facts.questions if matter.facts else ()
    known = {
        f"{one.code} {one.topic or ''}".strip(): matter.questions[one.code]
        for one in asked
        if one.indicator in numbers and one.code in matter.questions
    }
    if known:
        low = min(known.values())
        those = listed(words for words, reached in known.items() if reached == low)
        figures["question"] = f"{those} ({score(low)} คะแนน)"
        yield f"ข้อคำถามที่ได้คะแนนต่ำที่สุดคือ {figures['question']}"


def _items(matter: Matter, sources: IssueSources, figures: dict[str, str]) -> Iterator[str]:
    """Name the lost items of these duties, where marks are known."""
    asked = [
        item
        for item in (matter.facts.items if matter.facts else ())
        if set(item.duties) & set(sources.duties) and item.code in matter.marks
    ]
    if not asked:
        return
    lost = [item for item in asked if matter.marks[item.code] < HUNDRED]
    if lost:
        figures["items"] = listed(_item(item, matter.marks[item.code]) for item in lost)
        yield f"ข้อ OIT ที่เกี่ยวข้องและยังไม่ได้คะแนนเต็มคือ {figures['items']}"
    else:
        figures["items"] = f"ทั้ง {len(asked)} ข้อ"
        yield f"ข้อ OIT ที่เกี่ยวข้อง{figures['items']} ได้คะแนนเต็ม"


def _item(item: ItemFacts, mark: Decimal) -> str:
    return f"{item.code} {item.title} ({score(mark)} คะแนน)"
