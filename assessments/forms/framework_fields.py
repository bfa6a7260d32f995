"""Fields and rows of the framework editor: what is typed becomes what a framework's file says."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from assessments.forms.numbers import NumberField, ScoreField
from assessments.rules.frameworks.contents import plain
from assessments.rules.frameworks.limits import LARGEST_WHOLE
from ita_portal.thai.numerals import narrow, parse_int
from ita_portal.thai.text import clean


class WordsField(forms.CharField):
    """Thai words, repaired as they are kept."""

    def to_python(self, value: object) -> str:
        return clean(super().to_python(value) or "").strip()


class CodeField(forms.CharField):
    """A code such as O42 or 9.1; Thai digits become Arabic ones."""

    def to_python(self, value: object) -> str:
        return narrow(super().to_python(value) or "")


class WholeField(NumberField):
    """A whole number from `lowest` upwards, as the columns can hold it."""

    def __init__(self, *, lowest: int = 0, **options: Any) -> None:  # noqa: ANN401 - Django's options
        super().__init__(**options)
        self.lowest = lowest

    def read(self, typed: str) -> int:
        number = parse_int(typed)
        if not self.lowest <= number <= LARGEST_WHOLE:
            raise ValueError(f"กรุณากรอกเป็นจำนวนเต็มตั้งแต่ {self.lowest} ถึง {LARGEST_WHOLE}")
        return number


class PercentField(ScoreField):
    """A number from 0 to 100, kept as the text that a draft's content has."""

    def to_python(self, value: str | None) -> Any:  # noqa: ANN401 - a text instead of a number
        number = super().to_python(value)
        return plain(number) if isinstance(number, Decimal) else None


class LinesField(forms.Field):
    """A list with one entry on each line."""

    def __init__(self, *, rows: int = 4, **options: Any) -> None:  # noqa: ANN401 - Django's options
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": rows}), **options)

    def prepare_value(self, value: object) -> object:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def has_changed(self, initial: object, data: str | None) -> bool:
        """Tell whether something else was typed; no lines at all are as good as nothing."""
        return bool((data or "").strip()) if initial is None else super().has_changed(initial, data)

    def to_python(self, value: str | None) -> list[Any]:
        return [line.strip() for line in clean(value or "").split("\n") if line.strip()]


class NumbersField(LinesField):
    """Numbers from 0 to 100, parted by lines or commas, kept as texts."""

    def to_python(self, value: str | None) -> list[Any]:
        typed = ",".join(super().to_python(value)).split(",")
        field = PercentField(label=self.label, required=False)
        return [found for part in typed if (found := field.to_python(part)) is not None]


class PartsField(LinesField):
    """Numbers of sub-questions, from 1, parted by lines or commas."""

    def to_python(self, value: str | None) -> list[Any]:
        typed = ",".join(super().to_python(value)).split(",")
        field = WholeField(label=self.label, required=False, lowest=1)
        return [found for part in typed if (found := field.to_python(part)) is not None]


class RowForm(forms.Form):
    """A row of many: it says what the file's table would say; optional keys only when told."""

    optional: tuple[str, ...] = ()
    """Fields that a file leaves out when they are empty."""

    def row(self) -> dict[str, Any]:
        """Return the table that this row makes."""
        return {
            key: value
            for key, value in self.cleaned_data.items()
            if key != "DELETE" and not (key in self.optional and value in (None, "", []))
        }

    def has_marked_to_go(self) -> bool:
        """Tell whether the row is marked to be left out."""
        return bool(self.cleaned_data.get("DELETE"))

    @classmethod
    def initial_of(cls, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return the row's fields as a table of the content tells them."""
        return dict(row)


class BaseRows(forms.BaseFormSet):
    """Rows of one kind; those marked to go are left out, and new ones that stayed empty."""

    def rows(self) -> list[dict[str, Any]]:
        """Return the tables of the rows that stay; call when valid."""
        return [form.row() for place, form in enumerate(self.forms) if self._stays(place, form)]

    def staying(self) -> list[RowForm]:
        """Return the rows that are not marked to go."""
        return [form for form in self.forms if not form.has_marked_to_go()]

    def _stays(self, place: int, form: RowForm) -> bool:
        is_there = place < self.initial_form_count() or form.has_changed()
        return is_there and not form.has_marked_to_go()


def rows_of(form: type[RowForm], *, extra: int = 2) -> Any:  # noqa: ANN401 - a class made by Django
    """Return the class of a list of such rows, with some empty ones at its end."""
    return forms.formset_factory(form, formset=BaseRows, extra=extra, can_delete=True)
