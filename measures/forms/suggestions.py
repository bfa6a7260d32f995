"""The boxes of the page of suggestions: which measures and which of their steps are ticked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from measures.rules.suggesting import Offer, WeakPoint

APART = "|"
MOST_STEPS = 100
Chosen = dict[tuple[str, str], set[int]]


@dataclass(frozen=True)
class StepBox:
    """A step to tick; one that the plan `has` cannot be ticked again."""

    value: str
    text: str
    has: bool
    ticked: bool
    is_part: bool = False


@dataclass(frozen=True)
class OfferBox:
    """A measure to tick, with its steps; nothing is left of one whose steps the plan has all."""

    value: str
    offer: Offer
    ticked: bool
    steps: tuple[StepBox, ...]

    @property
    def is_whole(self) -> bool:
        """Whether the plan has the measure and every step of it."""
        return self.offer.taken and all(step.has for step in self.steps)


@dataclass(frozen=True)
class PointBoxes:
    """A weak point with the boxes of what fits it."""

    point: WeakPoint
    offers: tuple[OfferBox, ...]


def boxes(points: Sequence[WeakPoint], chosen: Chosen | None = None) -> list[PointBoxes]:
    """Return the page's boxes: as they were ticked, or no measure and all of the steps."""
    return [
        PointBoxes(point, tuple(_offer(point, offer, chosen) for offer in point.offers))
        for point in points
    ]


def _offer(point: WeakPoint, offer: Offer, chosen: Chosen | None) -> OfferBox:
    value = f"{point.ref}{APART}{offer.ref}"
    places = None if chosen is None else chosen.get((point.ref, offer.ref))
    steps = tuple(
        StepBox(
            value=f"{value}{APART}{n}",
            text=text,
            has=n in offer.taken_steps,
            ticked=places is None or n in places,
            is_part=n in offer.parts,
        )
        for n, text in enumerate(offer.steps)
    )
    return OfferBox(value, offer, places is not None, steps)


def chosen_of(data: QueryDict) -> Chosen:
    """Return what was ticked: for each measure the places of its steps, counted from 0.

    A step counts only with its measure; what has another form is left out.
    """
    chosen: Chosen = {}
    for value in data.getlist("take"):
        point, _, offer = value.partition(APART)
        if point and offer:
            chosen[(point, offer)] = set()
    for value in data.getlist("step"):
        point, _, rest = value.partition(APART)
        offer, _, place = rest.rpartition(APART)
        number = int(place) if place.isascii() and place.isdecimal() and len(place) < 4 else None
        if (point, offer) in chosen and number is not None and number < MOST_STEPS:
            chosen[(point, offer)].add(number)
    return chosen
