"""The forms of a year's OIT items and of its questions, from which indicators are computed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField

from assessments.forms.numbers import ScoreField
from assessments.forms.pasting import Pasted, Placed, Target
from assessments.forms.summary import FormError, base_of, errors_of, show_stored
from assessments.models import Result
from assessments.rules.arithmetic.items import (
    DetailedScore,
    detailed_scores,
    items_are_known,
    questions_are_known,
    subindicator_scores,
)
from assessments.rules.arithmetic.scoring import Outcome
from assessments.rules.frameworks.facts import FrameworkFacts, IndicatorFacts, ItemFacts
from assessments.rules.results import (
    item_marks,
    mark_refusal,
    outcome_from,
    question_scores,
    told_scores,
)
from ita_portal.thai.numerals import format_score

ITEMS_NOT_KNOWN = "ยังไม่ทราบรายการข้อหรือการจัดกลุ่มของปีนี้ครบ คะแนนข้อเก็บไว้ได้ แต่ยังไม่ใช้คำนวณตัวชี้วัด"
QUESTIONS_NOT_KNOWN = (
    "ยังไม่ทราบว่าข้อคำถามของตัวชี้วัดที่ {numbers} ในระบบครบหรือไม่ คะแนนข้อเก็บไว้ได้ แต่ยังไม่ใช้คำนวณตัวชี้วัดเหล่านี้"
)


@dataclass(frozen=True)
class PartFields:
    """A sub-indicator of the form (all fields of an indicator at once where it has none)."""

    number: str
    name: str
    score: Decimal | None
    fields: list[BoundField]


@dataclass(frozen=True)
class IndicatorFields:
    """An indicator of the form: what counts for it now, and its parts with their fields."""

    indicator: IndicatorFacts | None
    detailed: DetailedScore | None
    parts: list[PartFields]


class DetailForm(forms.Form):
    """What the forms of items and questions share: one field a code, and a revision.

    `best_mark` is the highest that a field can hold, "" where that is not a choice of few.
    """

    prefix_of_names: ClassVar[str]
    best_mark = ""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        facts: FrameworkFacts,
        result: Result | None = None,
    ) -> None:
        self.facts, self.result = facts, result
        super().__init__(data, initial=self.stored(result))
        self.fields |= self.score_fields()

    def score_fields(self) -> dict[str, forms.Field]:
        """Give the fields of this form by their names."""
        raise NotImplementedError

    def kept(self, result: Result) -> dict[str, Decimal]:
        """Give the scores of this form that `result` has, by code."""
        raise NotImplementedError

    def shown(self, score: Decimal) -> str:
        """Give a stored score as its field shows it."""
        return format_score(score)

    def sections(self) -> Iterator[IndicatorFields]:
        """Give the fields as the page shows them, indicator by indicator."""
        raise NotImplementedError

    def targets(self) -> list[Target]:
        """Give the fields that a pasted block fills, in order."""
        raise NotImplementedError

    def not_counted(self) -> str:
        """Say whose scores are kept but not computed with, as the year's list is not whole."""
        raise NotImplementedError

    def name_of(self, code: str) -> str:
        """Return the name of a code's field."""
        return f"{self.prefix_of_names}{code}"

    def stored(self, result: Result | None) -> dict[str, Any]:
        """Return what is stored, by field names, as it is shown."""
        if result is None:
            return {}
        scores = {self.name_of(c): self.shown(score) for c, score in self.kept(result).items()}
        return scores | {"revision": result.revision}

    @property
    def scores(self) -> dict[str, Decimal]:
        """The scores that are there by code: the readable typed ones, else the stored ones."""
        if not self.is_bound:
            return self.kept(self.result) if self.result else {}
        values = {c: self.cleaned_data.get(self.name_of(c)) for c in self.codes()}
        return {code: score for code, score in values.items() if isinstance(score, Decimal)}

    def codes(self) -> list[str]:
        """Give the codes of this form in the order of the page."""
        raise NotImplementedError

    def detailed(self) -> dict[int, DetailedScore]:
        """Give what counts of every indicator with what stands in this form now."""
        raise NotImplementedError

    def computed(self) -> Outcome | None:
        """Return what all scores give now, None while they are not complete."""
        return outcome_from(self.facts, self.detailed())

    def best_for_empty(self, data: Mapping[str, str]) -> Pasted:
        """Give the year's best mark to every field that `data` leaves empty."""
        empty = [one for one in self.targets() if not data.get(one.name, "").strip()]
        return Pasted([Placed(one.name, one.label, self.best_mark) for one in empty])

    def summary(self) -> list[FormError]:
        """Give every error with its field's name, in the order of the page."""
        return errors_of(self, [*map(self.name_of, self.codes()), "revision"])

    def base(self) -> str:
        """Return what the page was made from, for its hidden field."""
        return base_of(self)

    def show_latest(self, result: Result | None) -> None:
        """Take over what others stored in fields left alone, and show it beside the others."""
        show_stored(self, self.stored(result))


class MarkField(forms.ChoiceField):
    """An item's mark as one of the year's, or not known; `told_as` names it in messages."""

    widget = forms.RadioSelect

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - Django's signature
        chosen = super().clean(value)
        return Decimal(chosen) if chosen else None


class ItemForm(DetailForm):
    """The marks of the year's OIT items: a choice where the year's marks are known."""

    prefix_of_names = "item_"

    def score_fields(self) -> dict[str, forms.Field]:
        if self.facts.item_marks:
            self.best_mark = self.shown(max(self.facts.item_marks))
        return {self.name_of(item.code): self._field(item) for item in self.facts.items}

    def kept(self, result: Result) -> dict[str, Decimal]:
        return item_marks(result)

    def shown(self, score: Decimal) -> str:
        return f"{score.normalize():f}" if self.facts.item_marks else format_score(score)

    def codes(self) -> list[str]:
        return [item.code for item in self.facts.items]

    def detailed(self) -> dict[int, DetailedScore]:
        told = told_scores(self.result) if self.result else {}
        questions = question_scores(self.result) if self.result else {}
        return detailed_scores(self.facts, told, marks=self.scores, questions=questions)

    def sections(self) -> Iterator[IndicatorFields]:
        detailed, scores = self.detailed(), subindicator_scores(self.facts, self.scores)
        for indicator in self.facts.indicators:
            parts = [
                PartFields(sub.number, sub.name, scores.get(sub.number), self._under(sub.number))
                for sub in self.facts.subindicators
                if sub.indicator == indicator.number
            ]
            if parts:
                yield IndicatorFields(indicator, detailed.get(indicator.number), parts)
        if loose := self._under(None):
            yield IndicatorFields(None, None, [PartFields("", "", None, loose)])

    def targets(self) -> list[Target]:
        facts = self.facts
        titles = [item.title for item in facts.items]
        return [
            Target(
                self.name_of(item.code),
                item.code,
                (item.code, item.title) if titles.count(item.title) == 1 else (item.code,),
                place,
                _refusal(facts, item.code),
                is_choice=bool(facts.item_marks),
            )
            for place, item in enumerate(facts.items, 1)
        ]

    def not_counted(self) -> str:
        return "" if items_are_known(self.facts) else ITEMS_NOT_KNOWN

    def _under(self, sub: str | None) -> list[BoundField]:
        codes = [item.code for item in self.facts.items if item.subindicator == sub]
        return [self[self.name_of(code)] for code in codes]

    def _field(self, item: ItemFacts) -> forms.Field:
        label = f"{item.code} {item.title}"
        if not self.facts.item_marks:
            widget = forms.TextInput(attrs={"data-item": item.code})
            return ScoreField(label=label, told_as=item.code, required=False, widget=widget)
        marks = {self.shown(mark) for mark in self.facts.item_marks}
        stored = str(self.initial.get(self.name_of(item.code), ""))
        choices = [(mark, mark) for mark in sorted(marks | {stored} - {""}, key=Decimal)]
        refusal = f"{item.code}: เลือกคะแนนได้เฉพาะที่ปีนี้กำหนด"
        return MarkField(
            label=label,
            required=False,
            choices=[*reversed(choices), ("", "ยังไม่ทราบ")],
            widget=forms.RadioSelect(
                attrs={"data-item": item.code, "class": "btn-check", "autocomplete": "off"}
            ),
            error_messages={"invalid_choice": refusal},
        )


class QuestionForm(DetailForm):
    """The scores of the year's IIT and EIT questions."""

    prefix_of_names = "question_"

    def score_fields(self) -> dict[str, forms.Field]:
        return {
            self.name_of(one.code): ScoreField(
                label=f"{one.code} {one.topic or ''}".strip(),
                told_as=f"ข้อ {one.code}",
                required=False,
                widget=forms.TextInput(attrs={"data-question": one.code}),
            )
            for one in self.facts.questions
        }

    def kept(self, result: Result) -> dict[str, Decimal]:
        return question_scores(result)

    def codes(self) -> list[str]:
        return [one.code for one in self.facts.questions]

    def detailed(self) -> dict[int, DetailedScore]:
        told = told_scores(self.result) if self.result else {}
        marks = item_marks(self.result) if self.result else {}
        return detailed_scores(self.facts, told, marks=marks, questions=self.scores)

    def sections(self) -> Iterator[IndicatorFields]:
        detailed = self.detailed()
        for indicator in self.facts.indicators:
            codes = [one.code for one in self.facts.questions if one.indicator == indicator.number]
            if codes:
                fields = [self[self.name_of(code)] for code in codes]
                part = PartFields("", "", None, fields)
                yield IndicatorFields(indicator, detailed.get(indicator.number), [part])

    def not_counted(self) -> str:
        asked = {one.indicator for one in self.facts.questions}
        loose = [str(n) for n in sorted(asked) if not questions_are_known(self.facts, n)]
        return QUESTIONS_NOT_KNOWN.format(numbers=", ".join(loose)) if loose else ""

    def targets(self) -> list[Target]:
        return [
            Target(self.name_of(one.code), one.code, _codes(one.code, one.topic, self._topics()))
            for one in self.facts.questions
        ]

    def _topics(self) -> list[str | None]:
        return [one.topic for one in self.facts.questions]


def _codes(code: str, topic: str | None, topics: Sequence[str | None]) -> tuple[str, ...]:
    return (code, topic) if topic and topics.count(topic) == 1 else (code,)


def _refusal(facts: FrameworkFacts, code: str) -> Callable[[Decimal], str]:
    return lambda mark: mark_refusal(facts, code, mark)
