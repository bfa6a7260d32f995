"""The short list of causes why an indicator may be weak, tuned to what it measures."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

WORDING = Path(__file__).parents[2] / "wording"
"""The folder of the portal's own wording, as data."""


@dataclass(frozen=True, slots=True)
class CauseWords:
    """A cause of the list; offered everywhere where it names neither instrument nor indicator."""

    key: str
    words: str
    instruments: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()


@cache
def all_causes() -> tuple[CauseWords, ...]:
    """Return the whole list, read once. Raises ValueError when a key stands twice."""
    text = (WORDING / "causes.toml").read_text(encoding="utf-8")
    listed = tuple(
        CauseWords(
            key=one["key"],
            words=one["words"],
            instruments=tuple(one.get("instruments", ())),
            indicators=tuple(one.get("indicators", ())),
        )
        for one in tomllib.loads(text)["causes"]
    )
    if len({one.key for one in listed}) < len(listed):
        raise ValueError("a cause stands twice in causes.toml")
    return listed


def causes_for(indicator: str, instrument: str) -> list[CauseWords]:
    """Return what may be chosen for an indicator, its own causes before those of all."""
    own = [one for one in all_causes() if indicator in one.indicators]
    shared = [one for one in all_causes() if instrument in one.instruments]
    always = [one for one in all_causes() if not one.instruments and not one.indicators]
    return [*own, *shared, *always]


def words_of(keys: Iterable[str]) -> list[str]:
    """Return the words of the chosen causes in the order of the list; unknown keys are left out."""
    chosen = set(keys)
    return [one.words for one in all_causes() if one.key in chosen]
