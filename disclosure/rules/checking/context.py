"""What a check must know beside the file: office, year, item, and what else there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from assessments.rules.looking_back import asks_for_year_before


@dataclass(frozen=True)
class Item:
    """The OIT item that the evidence is for."""

    code: str
    title: str
    duties: frozenset[str] = frozenset()
    components: tuple[str, ...] = ()

    @property
    def is_of_year_before(self) -> bool:
        """Whether the item asks for what was done in the year before."""
        return asks_for_year_before(self.title)


@dataclass(frozen=True)
class Context:
    """Everything around a piece of evidence.

    `title` is the evidence's own title, `link` its address. `covered` are the components that the
    item's other evidence satisfies. `files_of_items` tells for a digest which other items have the
    same file (“O12”); `last_year` holds the digests that stood a year ago; `uploaded_on` the days
    on which the year's evidence came in.
    """

    office: str
    fiscal_year: int
    short_name: str = ""
    website: str = ""
    own_hosts: frozenset[str] = frozenset()
    item: Item | None = None
    title: str = ""
    link: str = ""
    other_offices: tuple[str, ...] = ()
    covered: frozenset[str] = frozenset()
    files_of_items: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    last_year: frozenset[str] = frozenset()
    uploaded_on: tuple[date, ...] = ()

    @property
    def duties(self) -> frozenset[str]:
        """The duties of the item; none when the item is not told."""
        return self.item.duties if self.item else frozenset()
