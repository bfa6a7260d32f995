"""Results with figures: full rows, so that a page's missing join is seen."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import factory
from django.utils import timezone

from assessments.models import IndicatorScore, Result
from assessments.rules.frameworks.facts import FrameworkFacts
from assessments.rules.results import kept_total
from tests.factories.organisations import OfficeFactory

SAMUT_SAKHON_2562 = (
    "99.08 96.94 99.30 98.55 98.72 95.75 91.75 89.72 86.81 83.04".split()  # noqa: SIM905
)
"""The ten scores of a real office's result: total 91.25, level A."""

KHON_KAEN_2564 = (
    "99.13 90.34 95.28 95.00 93.17 97.93 97.65 96.33 75.92 93.75".split()  # noqa: SIM905
)
"""The ten scores of another: total 91.50, level A, one indicator below the pass mark."""

KHON_KAEN_LOST = {"9.1": 1, "9.2": 2, "9.3": 1, "9.4": 2, "9.5": 1, "10.1": 1, "10.2": 0}
"""How many items its paper says were lost in each sub-indicator: they give 75.92 and 93.75."""


def khon_kaen_marks(facts: FrameworkFacts) -> dict[str, Decimal]:
    """Return marks of 2564's items with the first of each sub-indicator lost, as many as told."""
    marks = {}
    for sub, lost in KHON_KAEN_LOST.items():
        codes = [item.code for item in facts.items if item.subindicator == sub]
        marks |= {code: Decimal(0 if place < lost else 100) for place, code in enumerate(codes)}
    return marks


class ResultFactory(factory.django.DjangoModelFactory):
    """A confirmed result with scores; pass `framework` and, if they matter, `figures`."""

    class Meta:
        model = Result
        skip_postgeneration_save = True

    office = factory.SubFactory(OfficeFactory)
    fiscal_year = factory.LazyAttribute(lambda result: result.framework.fiscal_year)
    status = Result.Status.CONFIRMED
    confirmed_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def figures(self, create: bool, extracted: Sequence[str] | None, **_: object) -> None:
        scores = extracted or KHON_KAEN_2564
        indicators = {one.number: one for one in self.framework.indicators.all()}
        IndicatorScore.objects.bulk_create(
            IndicatorScore(result=self, indicator=indicators[number], score=Decimal(score))
            for number, score in enumerate(scores, 1)
        )
        self.total, self.level = kept_total(self)
        self.save(update_fields=["total", "level"])
