"""The form of supposed scores: every indicator of the year, and a name to keep them by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms

from assessments.forms.scores import InstrumentRows, field_name, indicator_field
from assessments.forms.summary import FormError
from assessments.rules.frameworks.facts import FrameworkFacts, IndicatorFacts
from ita_portal.thai.numerals import format_score
from ita_portal.thai.text import clean

NO_NAME = "กรุณาตั้งชื่อสถานการณ์ก่อนเก็บ"
NO_SCORE = "กรุณากรอกคะแนน"
UNNAMED = "กรุณาตั้งชื่อสถานการณ์"
LONGEST_NAME = 60


class WhatIfForm(forms.Form):
    """Supposed scores of a year, all of them needed; the name only when they are `keeping`.

    `real` are the office's true scores by indicator number, shown beside each field.
    """

    name = forms.CharField(label="ชื่อสถานการณ์", required=False, max_length=LONGEST_NAME)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        facts: FrameworkFacts,
        real: Mapping[int, Decimal],
        initial: Mapping[str, Any] | None = None,
        keeping: bool = False,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.facts, self.keeping = facts, keeping
        for indicator in facts.indicators:
            self.fields[field_name(indicator.number)] = _field(indicator, real)

    def clean_name(self) -> str:
        name = _one_line(self.cleaned_data["name"])
        if self.keeping and not name:
            raise forms.ValidationError(NO_NAME)
        return name

    def clean(self) -> dict[str, Any]:
        """Ask for every score; not as required fields, whose marks would clutter every label."""
        values = super().clean() or self.cleaned_data
        for name in [field_name(one.number) for one in self.facts.indicators]:
            if name in values and values[name] is None:
                self.add_error(name, NO_SCORE)
        return values

    @property
    def scores(self) -> dict[int, Decimal]:
        """The scores that could be read, by indicator number; call after `is_valid`."""
        read = {
            one.number: self.cleaned_data.get(field_name(one.number))
            for one in self.facts.indicators
        }
        return {number: score for number, score in read.items() if score is not None}

    def instruments(self) -> Iterator[InstrumentRows]:
        """Give the fields of the indicators, instrument by instrument."""
        for instrument in self.facts.instruments:
            fields = [self[field_name(number)] for number in instrument.indicators]
            yield InstrumentRows(instrument, fields)

    def summary(self) -> list[FormError]:
        """Give every error with its field's name, in the order of the page."""
        told = {field_name(one.number): f"ตัวชี้วัดที่ {one.number}" for one in self.facts.indicators}
        told["name"] = str(self.fields["name"].label)
        return [
            FormError(self[name].auto_id, f"{words}: {error}")
            for name, words in told.items()
            for error in self.errors.get(name, [])
        ] + [FormError("", str(error)) for error in self.non_field_errors()]


class ScenarioNameForm(forms.Form):
    """Another name for a kept scenario."""

    name = forms.CharField(
        label="ชื่อสถานการณ์", max_length=LONGEST_NAME, error_messages={"required": UNNAMED}
    )

    def clean_name(self) -> str:
        name = _one_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(UNNAMED)
        return name


def _one_line(name: str) -> str:
    return " ".join(clean(name).split())


def typed_scores(scores: Mapping[int, Decimal]) -> dict[str, str]:
    """Return scores by the names of the form's fields, as they are shown."""
    return {field_name(number): format_score(score) for number, score in scores.items()}


def _field(indicator: IndicatorFacts, real: Mapping[int, Decimal]) -> forms.Field:
    field = indicator_field(indicator)
    if indicator.number in real:
        field.label = f"{field.label} · จริง\u00a0{format_score(real[indicator.number])}"
    return field
