"""What the year before left unfinished, and what the new plan has decided about each of it.

Whenever groups were asked to report on the plan in force of the year before, every step that was
not told to be done is closed, moved or explained before the new plan may be submitted – whichever
way the new plan was written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from ita_portal.organisations.models import User
from measures.models import CarryDecision, CarryOver, Measure, Plan, Round
from measures.models.numbering import numbered_measures
from measures.rules.naming import folded
from measures.rules.standing import Standing, Unit, standing_of, units_of_measure


@dataclass(frozen=True)
class Unfinished:
    """A step, or a measure without steps, that was not told to be done, and how it stands.

    `decided` is what the plan has kept about it; `is_settled` whether that still holds: what was
    moved into a measure that the plan has no more is to be decided again.
    """

    unit: Unit
    standing: Standing
    decided: CarryOver | None = None
    is_settled: bool = False


@dataclass(frozen=True)
class SourceMeasure:
    """A measure that may be copied, with owners that are no longer among the active groups.

    `there` is the key of the plan's own measure of that title, if it has one.
    """

    measure: Measure
    number: str
    gone: tuple[str, ...]
    unfinished: tuple[Unfinished, ...]
    there: UUID | None

    @property
    def is_there(self) -> bool:
        """Whether the plan has a measure of that title already."""
        return self.there is not None


@dataclass(frozen=True)
class Source:
    """The plan of the year before. `has_rounds` tells whether its groups were asked to report."""

    plan: Plan
    measures: tuple[SourceMeasure, ...]
    has_rounds: bool

    @property
    def unfinished(self) -> list[Unfinished]:
        """All that is left of the year, in the order of the paper."""
        return [one for measure in self.measures for one in measure.unfinished]

    @property
    def undecided(self) -> list[Unfinished]:
        """What of it the new plan has not decided about."""
        return [one for one in self.unfinished if not one.is_settled]


@dataclass(frozen=True)
class Decided:
    """What is done with an unfinished step, why, and the measure in which a moved one goes on."""

    decision: CarryDecision
    reason: str = ""
    moved_to: UUID | None = None


def source_for(plan: Plan) -> Source | None:
    """Return the plan of the nearest year before, with what it left; None when there is none.

    Of a year it is what was in force, else what was written last. A few queries. Fetch the plan
    with `for_page()`.
    """
    earlier = Plan.objects.of(plan.office).filter(fiscal_year__lt=plan.fiscal_year)
    year = earlier.order_by("-fiscal_year").values_list("fiscal_year", flat=True).first()
    if year is None:
        return None
    found = earlier.in_force(year).first() or earlier.newest(year).first()
    if found is None:
        return None
    source = Plan.objects.for_page().get(pk=found.pk)
    has_rounds = _opened(plan, year)
    measures = _measures(source, plan, has_rounds=has_rounds)
    return Source(source, tuple(measures), has_rounds)


def left_before(plan: Plan) -> Source | None:
    """Return the plan of the year before if its groups were asked to report; None otherwise.

    One query where they were not, so that it may be asked on every page of a plan.
    """
    if not _opened(plan):
        return None
    source = source_for(plan)
    return source if source and source.has_rounds else None


def undecided(plan: Plan) -> list[Unfinished]:
    """Return what the year before left, and the plan has not decided about."""
    source = left_before(plan)
    return source.undecided if source else []


def carried_over(plan: Plan) -> list[CarryOver]:
    """Return what the plan keeps about what was left before, all versions of its year; 1 query.

    Of what was decided again in a later version, the last word.
    """
    rows = CarryOver.objects.filter(plan__office=plan.office, plan__fiscal_year=plan.fiscal_year)
    rows = rows.select_related("measure", "step", "decided_by").order_by("plan__version", "pk")
    return list({row.row_key: row for row in rows}.values())


def _opened(plan: Plan, year: int | None = None) -> bool:
    """Tell whether rounds were opened in `year`, else in any year before the plan's."""
    rounds = Round.objects.filter(office=plan.office, opened_at__isnull=False)
    if year is None:
        return rounds.filter(fiscal_year__lt=plan.fiscal_year).exists()
    return rounds.filter(fiscal_year=year).exists()


def _measures(source: Plan, plan: Plan, *, has_rounds: bool) -> Iterator[SourceMeasure]:
    standings = standing_of(source) if has_rounds else {}
    decided = {row.row_key: row for row in carried_over(plan)}
    own = [one.measure for one in numbered_measures(plan)]
    there = {folded(one.title): one.key for one in reversed(own) if one.title}
    keys = {one.key for one in own}
    for one in numbered_measures(source):
        measure = one.measure
        gone = tuple(group.name for group in measure.owners.all() if not group.is_active)
        left = tuple(
            _unfinished(unit, standings[unit.key], decided.get(unit.key), keys)
            for unit in units_of_measure(one)
            if unit.key in standings and not standings[unit.key].is_done
        )
        yield SourceMeasure(measure, one.number, gone, left, there.get(folded(measure.title)))


def _unfinished(
    unit: Unit, standing: Standing, decided: CarryOver | None, keys: set[UUID]
) -> Unfinished:
    settled = decided is not None and (decided.moved_to is None or decided.moved_to in keys)
    return Unfinished(unit, standing, decided, settled)


def keep_decisions(
    plan: Plan, source: Source, decided: Mapping[UUID, Decided], *, by: User
) -> None:
    """Keep what was decided about unfinished steps, by their keys; the last word holds.

    Must run in the caller's transaction. What is not among `decided` stays as it is.
    """
    now = timezone.now()
    CarryOver.objects.bulk_create(
        [
            CarryOver(
                plan=plan,
                measure=one.unit.measure,
                step=one.unit.step,
                row_key=one.unit.key,
                decision=decided[one.unit.key].decision,
                reason=decided[one.unit.key].reason,
                moved_to=decided[one.unit.key].moved_to,
                decided_at=now,
                decided_by=by,
            )
            for one in source.unfinished
            if one.unit.key in decided
        ],
        update_conflicts=True,
        unique_fields=["plan", "row_key"],
        update_fields=["decision", "reason", "moved_to", "decided_at", "decided_by"],
    )
