"""Two people wrote on one analysis: what each of them changed, put together for the later one."""

from __future__ import annotations

from typing import Any

from django.core import signing

from assessments.forms.summary import FormError
from assessments.forms.writing import (
    SALT_OF_FIELDS,
    TypedAnalysis,
    TypedCause,
    TypedText,
    read_base,
    signed,
)
from assessments.rules.writing.causes import words_of


def merge(typed: TypedAnalysis, latest: TypedAnalysis) -> None:
    """Bring into `typed` what somebody else has saved meanwhile, and note where both wrote.

    A field that was not touched on this page takes what is saved; one that only this page changed
    stays; where both changed it, it stays and what is saved is noted beside it. The form then
    carries the stored revision: sent again, it replaces what was compared.
    """
    opened, mine, theirs = _opened(typed), typed.fields(), latest.fields()
    names = [name for name in {**mine, **theirs} if mine.get(name) != theirs.get(name)]
    for name in names:
        if mine.get(name) == opened.get(name):
            _take(typed, latest, name)
        elif not opened or theirs.get(name) != opened.get(name):
            _note(typed, latest, name)
            typed.differing.append(_named(name))
    typed.revision, typed.opened = latest.revision, latest.opened
    typed.numbered()


def _opened(typed: TypedAnalysis) -> dict[str, Any]:
    """Return what every field said on the page; nothing when it is not what the portal sent."""
    try:
        opened: dict[str, Any] = signing.loads(typed.opened, salt=SALT_OF_FIELDS)
    except signing.BadSignature:
        return {}
    return opened


def _take(typed: TypedAnalysis, latest: TypedAnalysis, name: str) -> None:
    kind, _, key = name.partition("-")
    if kind == "target":
        typed.target = latest.target
    elif kind == "points":
        typed.points = latest.points
    elif kind == "cause":
        typed.causes[int(key)] = latest.causes.get(int(key), TypedCause())
    elif kind == "answer":
        typed.answers[int(key)] = latest.answers.get(int(key), TypedText())
    elif key in latest.sentences:
        typed.sentences[key] = latest.sentences[key]
        base = read_base(latest.base)
        typed.base = signed({**read_base(typed.base), key: base[key]})
    else:
        typed.sentences.pop(key, None)


def _note(typed: TypedAnalysis, latest: TypedAnalysis, name: str) -> None:
    kind, _, key = name.partition("-")
    if kind == "target":
        typed.target_latest = latest.target or "ไม่ได้ตั้งเป้าหมาย"
    elif kind == "cause":
        saved = latest.causes.get(int(key), TypedCause())
        words = "\n".join([*words_of(saved.codes), saved.text]).strip()
        typed.causes.setdefault(int(key), TypedCause()).latest = words or "ไม่ได้ระบุ"
    elif kind == "answer":
        saved_answer = latest.answers.get(int(key), TypedText())
        typed.answers[int(key)].latest = saved_answer.text or "ไม่มีข้อความ"
    elif kind == "sentence" and key in latest.sentences:
        typed.sentences[key].latest = latest.sentences[key].text or "ไม่มีข้อความ"


def _named(name: str) -> FormError:
    """Return where a field stands on the page, and what people call it."""
    kind, _, key = name.partition("-")
    words = {
        "target": "เป้าหมาย",
        "points": "ประเด็นที่ต้องพัฒนารายข้อ",
        "cause": f"สาเหตุของตัวชี้วัดที่ {key}",
        "answer": f"ผลตามประเด็นที่ {key}",
        "sentence": "ข้อความวิเคราะห์",
    }
    return FormError(f"row-{key}" if kind == "sentence" else name, words[kind])
