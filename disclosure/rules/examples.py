"""A filled example of an item, by its duties: written for this portal, about no real office."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

_FILE = Path(__file__).parents[1] / "examples.toml"


class Example(NamedTuple):
    """How evidence may be called, what it shows, and the sentence that goes with its link."""

    title: str
    holds: str
    place: str


def examples_of(duties: Iterable[str], fiscal_year: int) -> list[Example]:
    """Return an example for each duty that has one, with the years of the fiscal year."""
    years = {"year": fiscal_year, "before": fiscal_year - 1}
    known = examples()
    return [
        Example(*(words.format(**years) for words in known[duty]))
        for duty in duties
        if duty in known
    ]


@cache
def examples() -> dict[str, Example]:
    """Return the examples of the file by duty, with places for the years in their words."""
    told = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {duty: Example(**words) for duty, words in told.items()}
