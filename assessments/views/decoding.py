"""From the published score of an OIT indicator back to where its items were lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from assessments.forms.decoding import DecoderForm
from assessments.rules.arithmetic.scoring import item_worth
from assessments.rules.decoding.decoder import (
    Decoding,
    Look,
    decodable,
    decode,
    require_decodable,
    where_to_look,
)
from assessments.rules.decoding.words import (
    Certainty,
    certainty_of,
    certainty_sentences,
    loss_words,
)
from assessments.rules.frameworks.facts import FrameworkFacts, IndicatorFacts, ItemFacts
from assessments.rules.frameworks.rows import facts_of
from assessments.views.score_page import ScorePage
from ita_portal.errors import Refused
from ita_portal.organisations.access import Permission
from ita_portal.thai.numerals import format_score

MOST_ROWS = 50
"""How many patterns the table shows; where there are more, none of them is worth going through."""

CHIPS = {
    Certainty.NONE: ("bad", "exclamation-triangle"),
    Certainty.ONE: ("good", "check-circle"),
    Certainty.FEW: ("warn", "list-ol"),
    Certainty.MANY: ("warn", "question-circle"),
    Certainty.STOPPED: ("warn", "hourglass-split"),
}


@dataclass(frozen=True)
class Column:
    """A sub-indicator as a column of the table of patterns."""

    number: str
    name: str
    of: int
    always: bool


@dataclass(frozen=True)
class LookLine:
    """A sub-indicator in which to look; `worth` is what one of its items adds to the total."""

    number: str
    name: str
    lost: str
    always: bool
    worth: Decimal | None
    items: list[ItemFacts]


@dataclass(frozen=True)
class Decoded:
    """All that the page shows of a decoded score; `rows` hold the lost items per column."""

    indicator: IndicatorFacts
    score: Decimal
    chip: tuple[str, str, str]
    sentences: list[str]
    found: int
    columns: list[Column]
    rows: list[list[str]]
    looks: list[LookLine]


class DecoderPage(ScorePage):
    """Where an OIT indicator lost its items, as far as its score tells.

    `?indicator=` and `?score=` choose what is decoded; else it is the office's own weakest one.
    """

    permission = Permission.SCORES_VIEW

    def get(self, request: HttpRequest, office: str, year: int) -> HttpResponse:
        result = self.result(year)
        framework = self.framework(year, result)
        if framework is None:
            raise Http404
        facts = facts_of(framework)
        context: dict[str, Any] = {"year": year, "framework": framework}
        try:
            require_decodable(facts)
        except Refused as refused:
            return self._page(context | {"refused": refused.message})
        asked = _asked(request.GET, facts, result.indicator_scores() if result else {})
        form = DecoderForm(asked, facts=facts, indicator=request.GET.get("indicator", ""))
        decoded = _decoded(facts, form.cleaned_data) if form.is_valid() else None
        return self._page(context | {"form": form, "decoded": decoded})

    def _page(self, context: dict[str, Any]) -> HttpResponse:
        return render(self.request, "assessments/decoder.html", context)


def _asked(
    query: Mapping[str, str], facts: FrameworkFacts, scores: Mapping[int, Decimal]
) -> dict[str, str] | None:
    """Return what shall be decoded: what was typed, else the stored score of an indicator."""
    if "score" in query:
        return {name: query.get(name, "") for name in ("indicator", "score")}
    known = {str(number): scores[number] for number in decodable(facts) if number in scores}
    weakest = min(known, key=lambda number: known[number], default="")
    number = query.get("indicator", weakest)
    return {"indicator": number, "score": format_score(known[number])} if number in known else None


def _decoded(facts: FrameworkFacts, asked: Mapping[str, Any]) -> Decoded:
    found = decode(facts, asked["indicator"], asked["score"])
    certainty = certainty_of(found)
    names = {sub.number: sub.name for sub in facts.subindicators}
    return Decoded(
        indicator=next(one for one in facts.indicators if one.number == found.indicator),
        score=found.score,
        chip=(*CHIPS[certainty], certainty.value),
        sentences=certainty_sentences(found),
        found=len(found.patterns),
        columns=_columns(found, names),
        rows=[[loss_words(loss.lost) for loss in one] for one in found.patterns[:MOST_ROWS]],
        looks=[_look_line(facts, found, names, look) for look in where_to_look(found.patterns)],
    )


def _columns(found: Decoding, names: Mapping[str, str]) -> list[Column]:
    return [
        Column(
            number=loss.subindicator,
            name=names[loss.subindicator],
            of=loss.of,
            always=loss.subindicator in found.always_lost,
        )
        for loss in (found.patterns[0] if found.patterns else ())
    ]


def _look_line(
    facts: FrameworkFacts, found: Decoding, names: Mapping[str, str], look: Look
) -> LookLine:
    items = [item for item in facts.items if item.subindicator == look.subindicator]
    return LookLine(
        number=look.subindicator,
        name=names[look.subindicator],
        lost=_lost_words(look),
        always=look.subindicator in found.always_lost,
        worth=item_worth(facts, items[0].code),
        items=items,
    )


def _lost_words(look: Look) -> str:
    """Return "1 จาก 9 ข้อ", with a range where the patterns differ."""
    least, most = loss_words(look.least), loss_words(look.most)
    lost = most if look.least == look.most else f"{least} ถึง {most}"
    return f"เสีย {lost} จาก {look.of} ข้อ"
