"""What the forms of scores share: errors for the top of the page, and what stands in the system."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from assessments.forms.numbers import NumberField
from ita_portal.thai.numerals import NOTHING

BASE = "base"
"""The hidden field that carries what a page was made from."""


@dataclass(frozen=True)
class FormError:
    """An error for the summary on top: the words, and the field they lead to ("" for none)."""

    anchor: str
    words: str


def errors_of(form: forms.Form, order: Iterable[str]) -> list[FormError]:
    """Return every error with its field's name, in the order of the page; call when validated."""
    return [
        FormError(form[name].auto_id, f"{told_as(form.fields[name])}: {error}")
        for name in order
        for error in form.errors.get(name, [])
    ] + [FormError("", str(error)) for error in form.non_field_errors()]


def told_as(field: forms.Field) -> str:
    """Return how a message names the field."""
    return field.told_as if isinstance(field, NumberField) else str(field.label or "ข้อมูลในหน้า")


def base_of(form: forms.Form) -> str:
    """Return what a page was made from, as a hidden field carries it along: JSON by field name."""
    if form.is_bound:
        return str(form.data.get(BASE, ""))
    return json.dumps({name: _text(value) for name, value in form.initial.items()})


def show_stored(form: forms.Form, latest: Mapping[str, Any]) -> None:
    """Bring together what was typed and what somebody else stored meanwhile, field by field.

    `latest` has the stored values by field name, as they are shown. A field that the person left
    as the page showed it takes the stored value; one that was changed keeps what was typed. Both
    say what stands beside it. The form then carries the stored revision: sent again, it replaces
    what was compared.
    """
    base = _read_base(form)
    taken: dict[str, Any] = {}
    for name in form.fields:
        stored, typed = _text(latest.get(name, "")), _text(form[name].value())
        if name == "revision" or stored == typed:
            continue
        if base is not None and base.get(name, "") == typed:
            taken[name] = stored
            words = format_html(
                "มีผู้แก้เป็น {} หลังจากที่ท่านเปิดหน้า (เดิม {})", stored or NOTHING, typed or NOTHING
            )
        else:
            words = format_html("ค่าล่าสุดในระบบ: {}", stored or NOTHING)
        form[name].help_text = _joined(words, str(form[name].help_text))
    typed_values = {name: form.data.get(name, "") for name in form.data}
    now = {name: _text(value) for name, value in latest.items()}
    form.data = (
        typed_values | taken | {"revision": latest.get("revision", ""), BASE: json.dumps(now)}
    )
    form.full_clean()


def _read_base(form: forms.Form) -> dict[str, str] | None:
    """Return what the page was made from; None where the form does not tell it."""
    try:
        base = json.loads(str(form.data.get(BASE, "")))
    except ValueError:
        return None
    return {str(k): str(v) for k, v in base.items()} if isinstance(base, dict) else None


def _text(value: object) -> str:
    """Return a value as a browser sends it back."""
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def _joined(first: SafeString, second: str) -> SafeString:
    return format_html("{} · {}", first, second) if second else first
