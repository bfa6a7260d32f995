"""The rows of the framework editor: levels, instruments, indicators, questions, scales."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from assessments.forms.framework_fields import (
    CodeField,
    LinesField,
    NumbersField,
    PartsField,
    PercentField,
    RowForm,
    WholeField,
    WordsField,
)
from assessments.rules.frameworks.limits import LENGTHS

NO_CHOICE = ("", "–")
REVERSES = [
    ("", "ยังไม่ทราบ"),
    ("no", "ไม่กลับคะแนน"),
    ("yes", "กลับคะแนนทั้งข้อ"),
    ("parts", "กลับคะแนนบางข้อย่อย"),
]
NO_PARTS = "กรุณาระบุข้อย่อยที่กลับคะแนน"


def _words(table: str, key: str, label: str, *, rows: int = 0, **options: Any) -> WordsField:  # noqa: ANN401 - Django's options
    options.setdefault("required", False)
    if rows:
        options["widget"] = forms.Textarea(attrs={"rows": rows})
    return WordsField(label=label, max_length=LENGTHS[table][key], **options)


def _code(table: str, key: str, label: str) -> CodeField:
    error = {"required": f"กรุณากรอก{label} หรือทำเครื่องหมายลบแถวนี้"}
    return CodeField(label=label, max_length=LENGTHS[table][key], error_messages=error)


class BandRow(RowForm):
    """A level; whether it passes follows from its minimum and the year's pass mark."""

    optional = ("name_en", "minimum_instrument")

    code = _words("levels.bands", "code", "รหัส", required=True)
    name = _words("levels.bands", "name", "ชื่อระดับ")
    name_en = _words("levels.bands", "name_en", "ชื่อภาษาอังกฤษ")
    minimum_total = PercentField(label="คะแนนรวมตั้งแต่", required=False)
    minimum_instrument = PercentField(
        label="ทุกแบบวัดตั้งแต่", required=False, help_text="เว้นว่างถ้าไม่มีเงื่อนไขนี้"
    )


class InstrumentRow(RowForm):
    """An instrument with its weight; "was" is its code before."""

    optional = ("name_en",)

    was = forms.CharField(required=False, widget=forms.HiddenInput)
    code = _code("instruments", "code", "รหัส")
    name = _words("instruments", "name", "ชื่อแบบวัด", rows=2)
    name_en = _words("instruments", "name_en", "ชื่อภาษาอังกฤษ")
    weight = PercentField(label="ค่าน้ำหนัก (ร้อยละ)", required=False)

    @classmethod
    def initial_of(cls, row: Mapping[str, Any]) -> dict[str, Any]:
        return {**row, "was": row["code"]}


class IndicatorRow(RowForm):
    """An indicator; "was" is its number before."""

    optional = ("questions_expected",)

    was = forms.IntegerField(required=False, widget=forms.HiddenInput)
    number = WholeField(label="เลข", error_messages={"required": "กรุณากรอกเลขตัวชี้วัด"})
    name = _words("indicators", "name", "ชื่อตัวชี้วัด", rows=1)
    instrument = forms.ChoiceField(label="แบบวัด", error_messages={"required": "กรุณาเลือกแบบวัด"})
    questions_expected = WholeField(
        label="จำนวนข้อคำถามตามคู่มือ", required=False, help_text="เว้นว่างถ้าไม่ทราบ"
    )

    @classmethod
    def initial_of(cls, row: Mapping[str, Any]) -> dict[str, Any]:
        return {**row, "was": row["number"]}


class SubIndicatorRow(RowForm):
    """A sub-indicator; its indicator is named by the number that it has on this page."""

    was = forms.CharField(required=False, widget=forms.HiddenInput)
    number = _code("subindicators", "number", "เลข")
    name = _words("subindicators", "name", "ชื่อตัวชี้วัดย่อย", rows=1)
    indicator = WholeField(label="อยู่ใต้ตัวชี้วัดที่", error_messages={"required": "กรุณากรอกเลขตัวชี้วัด"})

    @classmethod
    def initial_of(cls, row: Mapping[str, Any]) -> dict[str, Any]:
        return {**row, "was": row["number"]}


class QuestionRow(RowForm):
    """A question of one instrument, by its topic."""

    optional = ("topic", "subquestions", "reverse_scored", "reversed_parts")

    code = _code("questions", "code", "รหัส")
    topic = _words("questions", "topic", "เรื่องที่ถาม", rows=2)
    indicator = forms.TypedChoiceField(
        label="ตัวชี้วัด", coerce=int, error_messages={"required": "กรุณาเลือกตัวชี้วัด"}
    )
    subquestions = WholeField(label="จำนวนข้อย่อย", required=False, lowest=1)
    scale = forms.ChoiceField(label="มาตรวัด", error_messages={"required": "กรุณาเลือกมาตรวัด"})
    reverse = forms.ChoiceField(label="การกลับคะแนน", choices=REVERSES, required=False)
    reversed_parts = PartsField(label="ข้อย่อยที่กลับคะแนน", rows=1, help_text="เช่น 2, 3")

    @classmethod
    def initial_of(cls, row: Mapping[str, Any]) -> dict[str, Any]:
        told = {True: "yes", False: "no"}.get(row.get("reverse_scored"), "")  # type: ignore[arg-type]
        return {**row, "reverse": "parts" if row.get("reversed_parts") else told}

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        reverse = cleaned.pop("reverse", "")
        parts = cleaned.pop("reversed_parts", [])
        if reverse == "parts":
            cleaned["reversed_parts"] = parts
            if not parts and "reversed_parts" not in self.errors:
                self.add_error("reversed_parts", NO_PARTS)
        elif reverse:
            cleaned["reverse_scored"] = reverse == "yes"
        return cleaned

    def row(self) -> dict[str, Any]:
        row = super().row()
        if self.cleaned_data.get("reverse_scored") is False:
            row["reverse_scored"] = False
        return row


class ScaleRow(RowForm):
    """A scale: its answers and their points, empty while they are not known."""

    optional = ("points_reversed",)

    code = _code("scales", "code", "รหัส")
    labels = LinesField(label="คำตอบ (บรรทัดละหนึ่งคำตอบ)")
    points = NumbersField(label="คะแนนของคำตอบ ตามลำดับ")
    points_reversed = NumbersField(label="คะแนนเมื่อกลับคะแนน ตามลำดับ")
    certain = forms.BooleanField(label="ทราบคะแนนแน่ชัด", required=False)
