"""From what was typed to an analysis's content; what cannot be read is noted at its field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assessments.forms.summary import FormError
from assessments.forms.writing import (
    TypedAnalysis,
    TypedCause,
    TypedPoint,
    TypedText,
    places_of,
    read_base,
)
from assessments.rules.frameworks.facts import FrameworkFacts
from assessments.rules.writing.causes import all_causes
from assessments.rules.writing.content import AnalysisContent, CauseContent, PointContent
from ita_portal.thai.numerals import parse_decimal
from ita_portal.thai.text import clean

LONGEST_TEXT = 5000
"""Characters of one field."""
MOST_POINTS = 200
HIGHEST_TARGET = Decimal(100)


def read(
    typed: TypedAnalysis, *, facts: FrameworkFacts | None, titles: Sequence[str]
) -> AnalysisContent:
    """Return the content; notes at the fields of `typed` what could not be read.

    It is only good for saving when `problems` finds nothing afterwards. Points in which nothing
    was typed, and those marked as gone, are left out.
    """
    keys = {one.key for one in all_causes()}
    numbers = {one.number for one in facts.indicators} if facts else set()
    return AnalysisContent(
        target=_target(typed),
        sentences={key: _text(one) for key, one in typed.sentences.items()},
        shown=read_base(typed.base),
        causes={
            number: cause
            for number, one in typed.causes.items()
            if number in numbers and (cause := _cause(one, keys))
        },
        points=_points(typed, facts),
        answers={
            title: text
            for position, title in enumerate(titles, 1)
            if (text := _text(typed.answers[position]))
        },
    )


def problems(typed: TypedAnalysis) -> list[FormError]:
    """Return all noted errors in the order of the page."""
    found = [FormError("target", f"เป้าหมาย: {typed.target_error}")] if typed.target_error else []
    for key, one in typed.sentences.items():
        if one.error:
            found.append(FormError(f"sentence-{key}", f"ข้อความวิเคราะห์: {one.error}"))
    for number, cause in typed.causes.items():
        if cause.error:
            words = f"สาเหตุของตัวชี้วัดที่ {number}: {cause.error}"
            found.append(FormError(f"cause-{number}-text", words))
    for point in typed.points:
        found += [
            FormError(f"{point.prefix}-{name}", f"ประเด็นที่ {point.number}: {words}")
            for name, words in point.errors.items()
        ]
    for position, answer in typed.answers.items():
        if answer.error:
            found.append(
                FormError(f"answer-{position}", f"ผลตามประเด็นที่ {position}: {answer.error}")
            )
    return found


def _target(typed: TypedAnalysis) -> Decimal | None:
    if not typed.target.strip():
        return None
    try:
        target = parse_decimal(typed.target)
    except ValueError as error:
        typed.target_error = str(error)
        return None
    if not 0 < target <= HIGHEST_TARGET or target != round(target, 2):
        typed.target_error = "เป้าหมายต้องมากกว่า 0 ไม่เกิน 100 และมีทศนิยมได้ไม่เกิน 2 ตำแหน่ง"
        return None
    return target


def _text(typed: TypedText) -> str:
    text, typed.error = _read(typed.text)
    return text


def _read(typed: str) -> tuple[str, str]:
    """Return the text as it is kept, and what is wrong with it."""
    text = clean(typed).strip()
    if len(text) <= LONGEST_TEXT:
        return text, ""
    return text, (
        f"ข้อความยาว {len(text):,} ตัวอักษร กรอกได้ไม่เกิน {LONGEST_TEXT:,} ตัวอักษร โปรดย่อให้สั้นลง"
    )


def _cause(typed: TypedCause, keys: set[str]) -> CauseContent | None:
    text = _text(typed)
    codes = tuple(code for code in dict.fromkeys(typed.codes) if code in keys)
    return CauseContent(codes, text) if codes or text else None


def _points(typed: TypedAnalysis, facts: FrameworkFacts | None) -> tuple[PointContent, ...]:
    places = places_of(facts) if facts else {}
    rows = [point for point in typed.points if not point.gone]
    if len(rows) > MOST_POINTS:
        rows[MOST_POINTS].errors["finding"] = f"มีประเด็นได้ไม่เกิน {MOST_POINTS} ประเด็น โปรดรวมประเด็น"
    read_rows = (_point(point, {key: one for key, (one, _) in places.items()}) for point in rows)
    return tuple(one for one in read_rows if one)


def _point(typed: TypedPoint, places: dict[str, PointContent]) -> PointContent | None:
    texts = {}
    for name in ("finding", "proposal"):
        texts[name], error = _read(getattr(typed, name))
        if error:
            typed.errors[name] = error
    if not any(texts.values()):
        return None
    if typed.place not in places:
        typed.errors["finding"] = "ไม่พบตัวชี้วัดหรือข้อของประเด็นนี้ในกรอบการประเมินของปีนี้ โปรดลบแล้วเพิ่มใหม่"
        return None
    return replace(places[typed.place], finding=texts["finding"], proposal=texts["proposal"])
