"""The starter library of measures: read from its file, and checked while it is read.

Pure Python, so that a mistake in the file is found without a database.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

STARTER = Path(__file__).resolve().parents[1] / "library" / "starter.toml"
KINDS = ("issue", "internal", "indicator")
"""What a subject is: one of the seven issues, of the seven internal measures, an indicator."""


@dataclass(frozen=True)
class Subject:
    """What a proposal may answer, by its title in the office's papers."""

    key: str
    kind: str
    title: str


@dataclass(frozen=True)
class Starter:
    """A proposed measure: what it answers and why, with steps and its usual owners by name."""

    key: str
    answers: tuple[str, ...]
    title: str
    reason: str
    steps: tuple[str, ...]
    owners: tuple[str, ...]
    monitoring: str
    target: str


@dataclass(frozen=True)
class Library:
    """Subjects by key, and the proposals in the order of the file."""

    subjects: dict[str, Subject]
    starters: tuple[Starter, ...]

    def answering(self, key: str) -> list[Starter]:
        """Return the proposals that answer the subject, those first that name it first."""
        fitting = [one for one in self.starters if key in one.answers]
        return sorted(fitting, key=lambda one: one.answers.index(key))


def read_library(text: str) -> Library:
    """Return the library in the TOML `text`.

    Raises ValueError, naming the entry, for an unknown kind or subject, a key or title that is
    there twice, an empty text, a field too many or missing, and a subject that nothing answers.
    """
    data = tomllib.loads(text)
    subjects = {key: _subject(key, facts) for key, facts in data.get("subjects", {}).items()}
    starters = tuple(_starter(facts, subjects) for facts in data.get("proposals", []))
    _require_once("proposal", [one.key for one in starters])
    _require_once("title", [one.title for one in starters])
    _require_once("subject", [f"{one.kind} {one.title}" for one in subjects.values()])
    answered = {key for one in starters for key in one.answers}
    if left := sorted(subjects.keys() - answered):
        raise ValueError(f"nothing answers {', '.join(left)}")
    return Library(subjects, starters)


@cache
def starter_library() -> Library:
    """Return the library that the portal brings along; read once in the life of the process."""
    return read_library(STARTER.read_text(encoding="utf-8"))


def _subject(key: str, facts: dict[str, Any]) -> Subject:
    if set(facts) != {"kind", "title"}:
        raise ValueError(f"subject {key}: kind and title, nothing else")
    if facts["kind"] not in KINDS:
        raise ValueError(f"subject {key}: kind {facts['kind']!r} is none of {KINDS}")
    return Subject(key, facts["kind"], _text(facts["title"], f"subject {key}"))


def _starter(facts: dict[str, Any], subjects: dict[str, Subject]) -> Starter:
    where = f"proposal {facts.get('key')!r}"
    names = {one.name for one in fields(Starter)}
    if facts.keys() != names:
        raise ValueError(f"{where}: {', '.join(sorted(facts.keys() ^ names))}")
    for name in ("answers", "steps", "owners"):
        texts = [_text(one, f"{where} {name}") for one in facts[name]]
        _require_once(f"{where} {name}", texts)
        if not texts:
            raise ValueError(f"{where}: no {name}")
    if unknown := set(facts["answers"]) - subjects.keys():
        raise ValueError(f"{where} answers what is no subject: {', '.join(sorted(unknown))}")
    return Starter(
        key=_text(facts["key"], where),
        answers=tuple(facts["answers"]),
        title=_text(facts["title"], where),
        reason=_text(facts["reason"], where),
        steps=tuple(facts["steps"]),
        owners=tuple(facts["owners"]),
        monitoring=_text(facts["monitoring"], where),
        target=_text(facts["target"], where),
    )


def _text(text: object, where: str) -> str:
    if not isinstance(text, str) or not text.strip():
        raise ValueError(f"{where}: a text is empty")
    return text


def _require_once(what: str, names: list[str]) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"{what} stands there twice: {', '.join(twice)}")
