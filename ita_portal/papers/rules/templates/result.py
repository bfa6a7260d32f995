"""The year's result in sentences that are built from its figures, and whether they still hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assessments.models import Result
from assessments.rules.writing.bound import Verdict, judge
from assessments.rules.writing.gathering import matter_of
from assessments.rules.writing.numbers import known_from
from assessments.rules.writing.sentences import Built, built_sentences
from ita_portal.organisations.models import Office
from ita_portal.papers.models import Paper
from ita_portal.papers.rules.content import content_of

SAID = ("total", "rank", "highest", "lowest", "equal")
"""The sentences that an order tells of a result, by their keys."""


@dataclass(frozen=True)
class Told:
    """Sentences on a result, in their order, and the figures that they say."""

    sentences: dict[str, str] = field(default_factory=dict)
    figures: dict[str, str] = field(default_factory=dict)


def told_of(office: Office, year: int) -> Told | None:
    """Return what an order tells of the result of `year`; None while none is confirmed."""
    result = Result.objects.of(office).settled().filter(fiscal_year=year).first()
    if result is None:
        return None
    built = [one for one in built_sentences(matter_of(result, target=None)) if one.key in SAID]
    ordered = sorted(built, key=lambda one: SAID.index(one.key))
    return Told({one.key: _sentence(one) for one in ordered}, _figures(ordered))


def _sentence(one: Built) -> str:
    return f"อยู่ใน{one.figures['rank']}" if one.key == "rank" else one.text


def _figures(built: list[Built]) -> dict[str, str]:
    return {f"{one.key}.{name}": shown for one in built for name, shown in one.figures.items()}


def verdict_on(paper: Paper) -> Verdict:
    """Return what of the figures in a paper's reasons is not true any more, if it was begun so."""
    content = content_of(paper)
    bound = content.get("bound")
    if not isinstance(bound, Mapping):
        return Verdict()
    told = told_of(paper.office, int(bound["year"]))
    today = told.figures if told else {}
    text = f"{content.get('reasons', '')}\n{paper.subject}"
    return judge(text, bound["figures"], today, known_from([text, *today.values()]))
