"""The form of a year's scores: what is typed becomes values; what may be is the rules' word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from assessments.forms.numbers import CountField, PointsField, RankField, ScoreField
from assessments.forms.pasting import Target
from assessments.forms.summary import FormError, base_of, errors_of, show_stored
from assessments.models import Result
from assessments.rules.arithmetic.items import Detail, DetailedScore, detailed_scores
from assessments.rules.arithmetic.scoring import Outcome
from assessments.rules.frameworks.facts import FrameworkFacts, IndicatorFacts, InstrumentFacts
from assessments.rules.results import (
    Comparison,
    Published,
    compare_told,
    item_marks,
    outcome_from,
    question_scores,
    told_scores,
)
from ita_portal.thai.numerals import format_score, signed
from ita_portal.thai.text import clean

TOLD_FIELDS = ("published_total", "published_level", "rank", "rank_of", "national_mean")
ITEMS_CODE = "OIT"
"""The instrument of items, which nobody answers; some years do not tell it by sub-indicators."""

COMPUTED_FROM = {Detail.ITEMS: "ข้อ OIT", Detail.QUESTIONS: "ข้อคำถาม"}
"""What an indicator is computed from, in words."""


@dataclass(frozen=True)
class InstrumentRows:
    """An instrument of the form with its fields in order."""

    instrument: InstrumentFacts
    fields: list[BoundField]


class ScoreForm(forms.Form):
    """The scores of one office and year: those of the indicators, and what the office was told.

    A draft may be incomplete; `confirming` asks for all that a confirmed result needs. Without
    facts (years that have no framework here) the total is all there is. An indicator whose items
    or questions are all known is computed from these; its field is what the office was told.
    """

    published_total = ScoreField(label="คะแนนรวม", required=False)
    published_level = forms.CharField(label="ระดับ", required=False, max_length=40)
    rank = RankField(label="อันดับที่ได้", required=False)
    rank_of = RankField(label="จากทั้งหมด (หน่วยงาน)", required=False, told_as="จากทั้งหมด")
    national_mean = ScoreField(label="ค่าเฉลี่ยของประเทศ", required=False)
    difference_answer = forms.CharField(
        label="คำชี้แจง",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="เช่น เอกสารแจ้งผลปัดเศษต่างออกไป หรือมีการอุทธรณ์คะแนน · ต้องชี้แจงก่อนยืนยันคะแนน",
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: dict[str, Any] | None = None,
        *,
        facts: FrameworkFacts | None,
        result: Result | None = None,
        confirming: bool = False,
    ) -> None:
        super().__init__(data, initial=stored_values(result) if result else None)
        self.facts, self.result, self.confirming = facts, result, confirming
        for name, told in (("published_total", "total"), ("published_level", "level")):
            self.fields[name].widget.attrs["data-told"] = told
        if facts:
            self._ask_for_scores(facts)
            self._offer_levels(facts)
            self._tell_computed(facts)
        else:
            self._ask_for_the_total()

    def _ask_for_scores(self, facts: FrameworkFacts) -> None:
        for indicator in facts.indicators:
            self.fields[field_name(indicator.number)] = indicator_field(indicator)
        for instrument in facts.instruments:
            self.fields |= told_fields_of(instrument, asks_people=asks_people(facts, instrument))

    def _offer_levels(self, facts: FrameworkFacts) -> None:
        """Turn the level into a choice among the year's; what is stored stays choosable."""
        known = [(band.code, _band_label(band.code, band.name_en)) for band in facts.bands]
        stored = self.initial.get("published_level", "")
        if stored and stored not in dict(known):
            known.append((stored, stored))
        attrs = self.fields["published_level"].widget.attrs
        choices = [("", "ไม่ได้รับแจ้ง"), *known]
        self.fields["published_level"] = forms.ChoiceField(
            label="ระดับ",
            required=False,
            choices=choices,
            widget=forms.Select(attrs=attrs),
            error_messages={"invalid_choice": "กรุณาเลือกระดับจากรายการของปีนี้"},
        )

    def _tell_computed(self, facts: FrameworkFacts) -> None:
        """Say at the field of a computed indicator what counts, and how far it is from the told."""
        told = told_scores(self.result) if self.result else {}
        for one in self._detailed(facts, told).values():
            if one.detail is not Detail.TOLD:
                self.fields[field_name(one.number)].help_text = computed_words(one)

    def _ask_for_the_total(self) -> None:
        total = self.fields["published_total"]
        total.required = True
        total.error_messages["required"] = "กรุณากรอกคะแนนรวม"
        del self.fields["difference_answer"]

    def clean_published_level(self) -> str:
        return clean(self.cleaned_data["published_level"]).strip()

    def clean_difference_answer(self) -> str:
        return clean(self.cleaned_data["difference_answer"]).strip()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        rank, rank_of = values.get("rank"), values.get("rank_of")
        if rank and rank_of and rank > rank_of:
            self.add_error("rank", f"อันดับ {rank} มากกว่าจำนวนทั้งหมด {rank_of}")
        if self.confirming and self.facts:
            self._require_all_for_confirming(self.facts, values)
        return values

    def _total_alone(self, values: dict[str, Any]) -> bool:
        """Tell whether only the total is known: a year that was not broken down for the office."""
        typed = any((self[field_name(one.number)].data or "").strip() for one in self._indicators())
        detailed = self.result and (item_marks(self.result) or question_scores(self.result))
        return values.get("published_total") is not None and not typed and not detailed

    def _require_all_for_confirming(self, facts: FrameworkFacts, values: dict[str, Any]) -> None:
        found = self.comparison()
        if found and not found.agrees and not values.get("difference_answer"):
            self.add_error("difference_answer", "กรุณาชี้แจงว่าเหตุใดผลที่ได้รับแจ้งจึงต่างจากที่คำนวณได้")
        known = self._detailed(facts, self._typed())
        for one in () if self._total_alone(values) else facts.indicators:
            name = field_name(one.number)
            if name in self.cleaned_data and one.number not in known:
                self.add_error(name, "กรุณากรอกคะแนนก่อนยืนยัน")

    def _indicators(self) -> tuple[IndicatorFacts, ...]:
        return self.facts.indicators if self.facts else ()

    @property
    def scores(self) -> dict[int, Decimal | None]:
        """The scores that were read, by indicator number; None where nothing was typed."""
        return {
            one.number: self.cleaned_data.get(field_name(one.number)) for one in self._indicators()
        }

    @property
    def published(self) -> Published:
        """What else the office was told, as far as it could be read."""
        values = self.cleaned_data
        codes = [one.code for one in (self.facts.instruments if self.facts else ())]
        points = {code: values.get(f"points_{code}") for code in codes}
        people = {code: values.get(f"respondents_{code}") for code in codes}
        return Published(
            total=values.get("published_total"),
            level=values.get("published_level", ""),
            rank=values.get("rank"),
            rank_of=values.get("rank_of"),
            national_mean=values.get("national_mean"),
            points={code: told for code, told in points.items() if told is not None},
            respondents={code: told for code, told in people.items() if told is not None},
        )

    def _typed(self) -> dict[int, Decimal]:
        return {number: score for number, score in self.scores.items() if score is not None}

    def _detailed(
        self, facts: FrameworkFacts, told: dict[int, Decimal]
    ) -> dict[int, DetailedScore]:
        marks = item_marks(self.result) if self.result else {}
        questions = question_scores(self.result) if self.result else {}
        return detailed_scores(facts, told, marks=marks, questions=questions)

    def computed(self) -> Outcome | None:
        """Return what the typed scores give, None while they are not complete."""
        if self.facts is None:
            return None
        return outcome_from(self.facts, self._detailed(self.facts, self._typed()))

    def comparison(self) -> Comparison | None:
        """Compare the typed scores with what was told, as `results.compare` does when stored."""
        return compare_told(self.computed(), self.published)

    def instruments(self) -> Iterator[InstrumentRows]:
        """Give the fields of the indicators, instrument by instrument."""
        for instrument in self.facts.instruments if self.facts else ():
            fields = [self[field_name(number)] for number in instrument.indicators]
            yield InstrumentRows(instrument, fields)

    def told_fields(self) -> list[BoundField]:
        """Give the fields of what the office was told, in order."""
        return [self[name] for name in TOLD_FIELDS]

    def told_of_instruments(self) -> list[BoundField]:
        """Give the fields of what was told of each instrument: its points, and who answered."""
        return [self[name] for name in self._names_of_instruments()]

    def _names_of_instruments(self) -> list[str]:
        return [name for name in self.fields if name.startswith(("points_", "respondents_"))]

    def targets(self) -> list[Target]:
        """Give the fields that a pasted block fills, in order."""
        return [
            Target(
                field_name(one.number),
                f"ตัวชี้วัดที่ {one.number}",
                (f"indicator_{one.number}", f"ตัวชี้วัดที่ {one.number}", one.name),
                one.number,
            )
            for one in self._indicators()
        ]

    def summary(self) -> list[FormError]:
        """Give every error with its field's name, in the order of the page."""
        order = [field_name(one.number) for one in self._indicators()]
        order += [*TOLD_FIELDS, *self._names_of_instruments(), "difference_answer", "revision"]
        return errors_of(self, order)

    def base(self) -> str:
        """Return what the page was made from, for its hidden field."""
        return base_of(self)

    def show_latest(self, result: Result | None) -> None:
        """Take over what others stored in fields left alone, and show it beside the others."""
        show_stored(self, stored_values(result) if result else {})


def field_name(number: int) -> str:
    """Return the name of an indicator's field."""
    return f"indicator_{number}"


def stored_values(result: Result) -> dict[str, Any]:
    """Return what is stored of `result`, by the names of the form's fields, as it is shown."""
    values: dict[str, Any] = {
        field_name(number): format_score(score) for number, score in told_scores(result).items()
    }
    for name in ("published_total", "national_mean"):
        stored = getattr(result, name)
        values[name] = "" if stored is None else format_score(stored)
    for name in ("rank", "rank_of"):
        values[name] = getattr(result, name) or ""
    for name in ("published_level", "difference_answer", "revision"):
        values[name] = getattr(result, name)
    for code, points in result.published_points.items():
        values[f"points_{code}"] = format_score(Decimal(points))
    for code, people in result.respondents.items():
        values[f"respondents_{code}"] = people
    return values


def indicator_field(indicator: IndicatorFacts) -> ScoreField:
    """Return the field of an indicator, as scores.js finds it."""
    widget = forms.TextInput(attrs={"data-indicator": indicator.number})
    return ScoreField(
        label=f"{indicator.number}. {indicator.name}",
        told_as=f"ตัวชี้วัดที่ {indicator.number}",
        required=False,
        widget=widget,
    )


def told_fields_of(instrument: InstrumentFacts, *, asks_people: bool) -> dict[str, forms.Field]:
    """Return the fields of what an office is told of an instrument."""
    code, weight = instrument.code, instrument.weight
    fields: dict[str, forms.Field] = {
        f"points_{code}": PointsField(
            label=f"{code} (เต็ม {weight.normalize():f} คะแนน)",
            told_as=f"คะแนนถ่วงน้ำหนัก {code}",
            weight=weight,
            required=False,
            widget=forms.TextInput(attrs={"data-told-points": code}),
        )
    }
    if asks_people:
        fields[f"respondents_{code}"] = CountField(label=f"ผู้ตอบ {code} (คน)", required=False)
    return fields


def asks_people(facts: FrameworkFacts, instrument: InstrumentFacts) -> bool:
    """Tell whether people answer the instrument: no items are looked at for its indicators."""
    looked_at = {sub.indicator for sub in facts.subindicators}
    return instrument.code != ITEMS_CODE and not looked_at & set(instrument.indicators)


def computed_words(one: DetailedScore) -> str:
    """Say what a computed indicator counts with, and how the told score differs."""
    words = f"ใช้คะแนนที่คำนวณจาก{COMPUTED_FROM[one.detail]} {format_score(one.score)}"
    if one.difference:
        words += f" · ที่ได้รับแจ้งต่างไป {signed(one.difference)}"
    return words


def _band_label(code: str, name_en: str) -> str:
    return f"{code} ({name_en})" if name_en else code
