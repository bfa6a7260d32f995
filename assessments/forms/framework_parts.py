"""The parts of the framework editor: each a page that shows and changes one side of a draft.

A part is made from the draft's content, and from what was sent when it was; `applied` gives the
content with what was typed. Half-done is fine: what does not hold together is told by the checks.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from assessments.forms.framework_fields import (
    BaseRows,
    LinesField,
    NumbersField,
    PercentField,
    WholeField,
    WordsField,
    rows_of,
)
from assessments.forms.framework_rows import (
    NO_CHOICE,
    BandRow,
    IndicatorRow,
    InstrumentRow,
    QuestionRow,
    ScaleRow,
    SubIndicatorRow,
)
from assessments.forms.summary import FormError, errors_of
from assessments.models.framework import FrameworkRoundingPlace, FrameworkTrust
from assessments.rules.frameworks.contents import Content
from assessments.rules.frameworks.editing import (
    with_instruments,
    with_questions,
    with_structure,
)
from assessments.rules.frameworks.limits import LENGTHS

Data = Mapping[str, Any]


@dataclass(frozen=True)
class Section:
    """One sheet of a part's page: a form, or rows that are all alike."""

    anchor: str
    heading: str
    hint: str
    form: forms.Form | None = None
    rows: BaseRows | None = None


class Part(ABC):
    """One side of a draft; `name` stands in its address."""

    name: ClassVar[str]
    heading: ClassVar[str]

    def __init__(self, content: Content, data: Data | None = None, *, ids: str = "id") -> None:
        self.content = content
        self.data = data
        self.auto_id = f"{ids}_%s"
        self.sections = self.make()

    @abstractmethod
    def make(self) -> list[Section]:
        """Return the sheets of the page."""

    @abstractmethod
    def applied(self, content: Content) -> Content:
        """Return `content` with what was typed; call when valid."""

    def is_valid(self) -> bool:
        """Tell whether everything typed can be kept."""
        checked = [one.is_valid() for section in self.sections for one in _inside(section)]
        return all(checked)

    def errors(self) -> list[FormError]:
        """Return what cannot be kept, each with the field it stands at."""
        found: list[FormError] = []
        for section in self.sections:
            if section.form is not None:
                found.extend(errors_of(section.form, section.form.fields))
            for form in section.rows.staying() if section.rows is not None else ():
                found.extend(errors_of(form, form.fields))
        return found

    def rows(self, kind: Any, prefix: str, tables: Sequence[Data], **options: Any) -> BaseRows:  # noqa: ANN401 - a row class and Django's options
        """Return the rows of a kind, as sent or as `tables` of the content."""
        made: BaseRows = rows_of(kind, extra=options.pop("extra", 2))(
            self.data,
            prefix=prefix,
            auto_id=self.auto_id,
            initial=[kind.initial_of(table) for table in tables],
            **options,
        )
        return made


class FactsForm(forms.Form):
    """What a year says of itself."""

    trust = forms.ChoiceField(label="ความน่าเชื่อถือของรายการ", choices=FrameworkTrust.choices)
    basis = WordsField(
        label="ที่มาของรายการ",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="บอกว่าอ่านจากอะไร และยังไม่ทราบอะไร",
    )
    source = WordsField(label="แหล่งอ้างอิง", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    items_expected = WholeField(label="จำนวนข้อ OIT ตามคู่มือ")
    item_marks = NumbersField(
        label="คะแนนที่ข้อ OIT หนึ่งได้", rows=2, help_text="เช่น 0, 100 เว้นว่างถ้ายังไม่ทราบ"
    )
    item_marks_certain = forms.BooleanField(label="ทราบคะแนนของข้อแน่ชัด", required=False)
    place = forms.ChoiceField(label="ปัดเศษที่", choices=FrameworkRoundingPlace.choices)
    certain = forms.BooleanField(label="ทราบวิธีปัดเศษแน่ชัด", required=False)
    note = WordsField(
        label="หมายเหตุการปัดเศษ", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    analysis_issues = LinesField(label="ประเด็นการวิเคราะห์ (บรรทัดละหนึ่งประเด็น)", rows=7)
    internal_measures = LinesField(label="มาตรการภายใน (บรรทัดละหนึ่งมาตรการ)", rows=7)


class FactsPart(Part):
    """The year itself: how far it is known, marks, rounding, issues of the analysis."""

    name, heading = "facts", "ข้อมูลของปี"

    def make(self) -> list[Section]:
        initial = self.content | self.content.get("rounding", {})
        self.form = FactsForm(self.data, initial=initial, auto_id=self.auto_id)
        return [Section("facts", "ข้อมูลของปี", "", form=self.form)]

    def applied(self, content: Content) -> Content:
        told = dict(self.form.cleaned_data)
        rounding = content["rounding"] | {
            "place": told.pop("place"),
            "certain": told.pop("certain"),
        }
        rounding = _with_optional(rounding, "note", told.pop("note"))
        changed = content | told | {"rounding": rounding}
        for key in ("analysis_issues", "internal_measures"):
            changed = _with_optional(changed, key, told[key])
        return changed


class LevelsForm(forms.Form):
    """What the levels have in common."""

    pass_mark = PercentField(label="เกณฑ์ผ่าน (คะแนน)", required=False)
    rule = WordsField(label="ชื่อเกณฑ์", required=False, max_length=LENGTHS["levels"]["rule"])
    certain = forms.BooleanField(label="ทราบเกณฑ์ระดับแน่ชัด", required=False)
    note = WordsField(label="หมายเหตุ", required=False, widget=forms.Textarea(attrs={"rows": 2}))


class LevelsPart(Part):
    """The levels from best to worst, and the pass mark."""

    name, heading = "levels", "ระดับผลการประเมิน"

    def make(self) -> list[Section]:
        levels = self.content.get("levels", {})
        initial = levels | {"pass_mark": self.content.get("pass_mark")}
        self.form = LevelsForm(self.data, initial=initial, auto_id=self.auto_id)
        self.bands = self.rows(BandRow, "bands", levels.get("bands", []))
        hint = "ระบบเรียงจากคะแนนมากไปน้อยให้ ระดับสุดท้ายต้องเริ่มจาก 0 ระดับที่ตั้งแต่เกณฑ์ผ่านขึ้นไปถือว่าผ่าน"
        return [
            Section("levels", "เกณฑ์", "", form=self.form),
            Section("bands", "ระดับ", hint, rows=self.bands),
        ]

    def applied(self, content: Content) -> Content:
        told = self.form.cleaned_data
        pass_mark = told["pass_mark"]
        bands = [row | {"passed": _reaches(row, pass_mark)} for row in self.bands.rows()]
        levels = content.get("levels", {}) | {
            "rule": told["rule"],
            "certain": told["certain"],
            "bands": sorted(bands, key=_height, reverse=True),
        }
        return content | {
            "pass_mark": pass_mark,
            "levels": _with_optional(levels, "note", told["note"]),
        }


class WeightsPart(Part):
    """The instruments and their weights."""

    name, heading = "weights", "แบบวัดและค่าน้ำหนัก"

    def make(self) -> list[Section]:
        tables = self.content.get("instruments", [])
        self.instruments = self.rows(InstrumentRow, "instruments", tables, extra=1)
        hint = "ค่าน้ำหนักทุกแบบวัดรวมกันต้องได้ 100"
        return [Section("instruments", "แบบวัด", hint, rows=self.instruments)]

    def applied(self, content: Content) -> Content:
        return with_instruments(content, self.instruments.rows())


class StructurePart(Part):
    """Indicators and sub-indicators; what stands under them follows a new number."""

    name, heading = "structure", "ตัวชี้วัดและตัวชี้วัดย่อย"

    def make(self) -> list[Section]:
        indicators = self.content.get("indicators", [])
        self.indicators = self.rows(IndicatorRow, "indicators", indicators)
        self.subindicators = self.rows(
            SubIndicatorRow, "subindicators", self.content.get("subindicators", []), extra=3
        )
        choices = _choices(
            [(one["code"], one["code"]) for one in self.content.get("instruments", [])],
            [one["instrument"] for one in indicators],
        )
        _give_choices(self.indicators, "instrument", choices)
        return [
            Section(
                "indicators",
                "ตัวชี้วัด",
                "เปลี่ยนเลขแล้ว ตัวชี้วัดย่อยและข้อคำถามจะตามเลขใหม่",
                rows=self.indicators,
            ),
            Section(
                "subindicators",
                "ตัวชี้วัดย่อย",
                "ใส่เลขตัวชี้วัดตามที่อยู่ในหน้านี้ก่อนแก้ไข ถ้าเปลี่ยนเลขตัวชี้วัดพร้อมกัน ระบบจะเปลี่ยนตามให้",
                rows=self.subindicators,
            ),
        ]

    def applied(self, content: Content) -> Content:
        return with_structure(content, self.indicators.rows(), self.subindicators.rows())


class QuestionsPart(Part):
    """The questions of one instrument; `instrument` is its code."""

    name, heading = "questions", "ข้อคำถาม"

    def __init__(
        self, content: Content, data: Data | None = None, *, ids: str = "id", instrument: str = ""
    ) -> None:
        self.instrument = instrument
        super().__init__(content, data, ids=ids)

    def make(self) -> list[Section]:
        mine = [
            one for one in self.content.get("questions", []) if one["instrument"] == self.instrument
        ]
        indicators = [
            (str(one["number"]), f"{one['number']} {one['name']}")
            for one in self.content.get("indicators", [])
            if one["instrument"] == self.instrument
        ]
        self.questions = self.rows(QuestionRow, "questions", mine, extra=3)
        used = [str(one["indicator"]) for one in mine]
        _give_choices(self.questions, "indicator", _choices(indicators, used))
        scales = [(code, code) for code in self.content.get("scales", {})]
        used = [one["scale"] for one in mine]
        _give_choices(self.questions, "scale", _choices(scales, used))
        hint = "เรื่องที่ถามเขียนสั้น ๆ ได้ ข้อที่ยังไม่ทราบการกลับคะแนนให้เลือก “ยังไม่ทราบ”"
        return [Section("questions", f"ข้อคำถามของ {self.instrument}", hint, rows=self.questions)]

    def applied(self, content: Content) -> Content:
        rows = [row | {"instrument": self.instrument} for row in self.questions.rows()]
        return with_questions(content, self.instrument, rows)


class ScalesPart(Part):
    """The scales of the questions: answers and points."""

    name, heading = "scales", "มาตรวัดของข้อคำถาม"

    def make(self) -> list[Section]:
        tables = [{**one, "code": code} for code, one in self.content.get("scales", {}).items()]
        self.scales = self.rows(ScaleRow, "scales", tables, extra=1)
        hint = "คำตอบกับคะแนนต้องมีจำนวนเท่ากัน ถ้ายังไม่ทราบคะแนนให้เว้นว่างทั้งคำตอบและคะแนน"
        return [Section("scales", "มาตรวัด", hint, rows=self.scales)]

    def applied(self, content: Content) -> Content:
        rows = self.scales.rows()
        return content | {
            "scales": {row["code"]: {k: v for k, v in row.items() if k != "code"} for row in rows}
        }


PARTS: dict[str, type[Part]] = {
    part.name: part
    for part in (FactsPart, WeightsPart, LevelsPart, StructurePart, QuestionsPart, ScalesPart)
}


def _inside(section: Section) -> list[Any]:
    return [one for one in (section.form, section.rows) if one is not None]


def _choices(known: list[tuple[str, str]], used: list[str]) -> list[tuple[str, str]]:
    """Return what may be chosen, and what is chosen though it is not there any more."""
    names = {value for value, _ in known}
    gone = [(value, f"{value} (ไม่มีแล้ว)") for value in dict.fromkeys(used) if value not in names]
    return [NO_CHOICE, *known, *gone]


def _give_choices(rows: BaseRows, field: str, choices: list[tuple[str, str]]) -> None:
    for form in rows.forms:
        chosen = form.fields[field]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101 - for the types
        chosen.choices = choices


def _with_optional(table: Content, key: str, value: object) -> Content:
    """Return the table with the value, without the key when there is nothing to tell."""
    without = {name: one for name, one in table.items() if name != key}
    return without | {key: value} if value else without


def _reaches(row: Data, pass_mark: str | None) -> bool:
    if row.get("minimum_total") is None or pass_mark is None:
        return False
    return Decimal(row["minimum_total"]) >= Decimal(pass_mark)


def _height(row: Data) -> tuple[Decimal, Decimal]:
    return Decimal(row.get("minimum_total") or 0), Decimal(row.get("minimum_instrument") or 0)
