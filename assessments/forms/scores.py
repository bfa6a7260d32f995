"""The form of a year's scores: what is typed becomes values; what may be is the rules' word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import format_html

from assessments.forms.numbers import NumberField, RankField, ScoreField
from assessments.models import Result
from assessments.rules.arithmetic.scoring import Outcome, outcome
from assessments.rules.arithmetic.standing import compare_published
from assessments.rules.frameworks.facts import FrameworkFacts, IndicatorFacts, InstrumentFacts
from assessments.rules.results import Comparison
from ita_portal.thai.numerals import NOTHING, format_score
from ita_portal.thai.text import clean

TOLD_FIELDS = ("published_total", "published_level", "rank", "rank_of", "national_mean")


@dataclass(frozen=True)
class FormError:
    """An error for the summary on top: the words, and the field they lead to ("" for none)."""

    anchor: str
    words: str


@dataclass(frozen=True)
class InstrumentRows:
    """An instrument of the form with its fields in order."""

    instrument: InstrumentFacts
    fields: list[BoundField]


class ScoreForm(forms.Form):
    """The scores of one office and year: those of the indicators, and what the office was told.

    A draft may be incomplete; `confirming` asks for all that a confirmed result needs. Without
    facts (years that have no framework here) the total is all there is.
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
        self.facts, self.confirming = facts, confirming
        for indicator in facts.indicators if facts else ():
            self.fields[field_name(indicator.number)] = indicator_field(indicator)
        for name, told in (("published_total", "total"), ("published_level", "level")):
            self.fields[name].widget.attrs["data-told"] = told
        if facts:
            self._offer_levels(facts)
        else:
            self._ask_for_the_total()

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
        return values.get("published_total") is not None and not typed

    def _require_all_for_confirming(self, facts: FrameworkFacts, values: dict[str, Any]) -> None:
        found = self.comparison()
        if found and not found.agrees and not values.get("difference_answer"):
            self.add_error("difference_answer", "กรุณาชี้แจงว่าเหตุใดผลที่ได้รับแจ้งจึงต่างจากที่คำนวณได้")
        for one in () if self._total_alone(values) else facts.indicators:
            name = field_name(one.number)
            if name in self.cleaned_data and self.cleaned_data[name] is None:
                self.add_error(name, "กรุณากรอกคะแนนก่อนยืนยัน")

    def _indicators(self) -> tuple[IndicatorFacts, ...]:
        return self.facts.indicators if self.facts else ()

    @property
    def scores(self) -> dict[int, Decimal | None]:
        """The scores that were read, by indicator number; None where nothing was typed."""
        return {
            one.number: self.cleaned_data.get(field_name(one.number)) for one in self._indicators()
        }

    def computed(self) -> Outcome | None:
        """Return what the typed scores give, None while they are not complete."""
        scores = {number: score for number, score in self.scores.items() if score is not None}
        if self.facts is None or len(scores) < len(self.facts.indicators):
            return None
        return outcome(self.facts, scores)

    def comparison(self) -> Comparison | None:
        """Compare the typed scores with what was told, as `results.compare` does when stored."""
        computed, values = self.computed(), self.cleaned_data
        total, level = values.get("published_total"), values.get("published_level", "")
        if computed is None or (total is None and not level):
            return None
        found = compare_published(computed, total, level)
        return Comparison(
            published_total=total,
            published_level=level,
            computed_total=computed.total,
            computed_level=computed.band.name,
            difference=found.difference,
            level_agrees=found.level_agrees,
            agrees=found.agrees,
        )

    def instruments(self) -> Iterator[InstrumentRows]:
        """Give the fields of the indicators, instrument by instrument."""
        for instrument in self.facts.instruments if self.facts else ():
            fields = [self[field_name(number)] for number in instrument.indicators]
            yield InstrumentRows(instrument, fields)

    def told_fields(self) -> list[BoundField]:
        """Give the fields of what the office was told, in order."""
        return [self[name] for name in TOLD_FIELDS]

    def summary(self) -> list[FormError]:
        """Give every error with its field's name, in the order of the page."""
        order = [field_name(one.number) for one in self._indicators()]
        order += [*TOLD_FIELDS, "difference_answer", "revision"]
        return [
            FormError(self[name].auto_id, f"{_told_as(self.fields[name])}: {error}")
            for name in order
            for error in self.errors.get(name, [])
        ] + [FormError("", str(error)) for error in self.non_field_errors()]

    def show_latest(self, result: Result | None) -> None:
        """Show what is stored now beside each field that says something else.

        The form then carries the stored revision: sent again, it replaces what was compared.
        """
        latest = stored_values(result) if result else {}
        for name in self.fields:
            stored = str(latest.get(name, ""))
            if name != "revision" and stored != str(self[name].value() or "").strip():
                self[name].help_text = format_html("ค่าล่าสุดในระบบ: {}", stored or NOTHING)
        typed = {name: self.data.get(name, "") for name in self.data}
        self.data = typed | {"revision": latest.get("revision", "")}


def field_name(number: int) -> str:
    """Return the name of an indicator's field."""
    return f"indicator_{number}"


def stored_values(result: Result) -> dict[str, Any]:
    """Return what is stored of `result`, by the names of the form's fields, as it is shown."""
    values: dict[str, Any] = {
        field_name(number): format_score(score)
        for number, score in result.indicator_scores().items()
    }
    for name in ("published_total", "national_mean"):
        stored = getattr(result, name)
        values[name] = "" if stored is None else format_score(stored)
    for name in ("rank", "rank_of"):
        values[name] = getattr(result, name) or ""
    for name in ("published_level", "difference_answer", "revision"):
        values[name] = getattr(result, name)
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


def _band_label(code: str, name_en: str) -> str:
    return f"{code} ({name_en})" if name_en else code


def _told_as(field: forms.Field) -> str:
    return field.told_as if isinstance(field, NumberField) else str(field.label or "ข้อมูลในหน้า")
