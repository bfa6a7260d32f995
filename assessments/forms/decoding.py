"""The form that asks the decoder: an OIT indicator and its published score."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from assessments.forms.numbers import ScoreField
from assessments.rules.decoding.decoder import decodable
from assessments.rules.frameworks.facts import FrameworkFacts


class DecoderForm(forms.Form):
    """An OIT indicator of the year and the score to decode; sent by GET, so it can be a link."""

    indicator = forms.TypedChoiceField(
        label="ตัวชี้วัด",
        coerce=int,
        error_messages={
            "required": "กรุณาเลือกตัวชี้วัด",
            "invalid_choice": "กรุณาเลือกตัวชี้วัดของ OIT จากรายการของปีนี้",
        },
    )
    score = ScoreField(
        label="คะแนนที่ประกาศ",
        error_messages={"required": "กรุณากรอกคะแนนที่ประกาศ"},
        widget=forms.TextInput(attrs={"size": 8}),
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, facts: FrameworkFacts, indicator: str = ""
    ) -> None:
        super().__init__(data, initial={"indicator": indicator})
        known = decodable(facts)
        choices = [(one.number, _label(one.number, one.name)) for one in facts.indicators]
        field = self.fields["indicator"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [choice for choice in choices if choice[0] in known]


def _label(number: int, name: str) -> str:
    return f"{number}. {name}"
