"""Scores that are only supposed: what they would give, kept by name beside the real ones.

Nothing here reads or writes a `Result`. Scores are percent (0–100) with two decimals; fiscal years
are Buddhist-era numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from assessments.models import Scenario
from assessments.rules.arithmetic.scoring import Outcome, outcome, round_half_up
from assessments.rules.frameworks.facts import FrameworkFacts
from ita_portal.audit.rules import record
from ita_portal.errors import Refused
from ita_portal.organisations.models import Office, User
from ita_portal.thai.numerals import format_score

MOST_KEPT = 30
"""How many scenarios an office keeps for one year; more of them, nobody compares."""

NAME_TAKEN = "มีสถานการณ์ชื่อ “{name}” ของปีนี้แล้ว โปรดใช้ชื่ออื่น หรือให้ผู้เก็บลบรายการเดิมก่อน"
TOO_MANY = "เก็บสถานการณ์ไว้ครบ {most} รายการของปีนี้แล้ว โปรดลบรายการที่ไม่ใช้ก่อน"
GONE = "สถานการณ์นี้ถูกลบไปแล้ว"
NOT_YOURS = "ลบได้เฉพาะสถานการณ์ที่ท่านเก็บไว้เอง รายการนี้เก็บโดย {name}"
NOT_YOURS_TO_NAME = "เปลี่ยนชื่อได้เฉพาะสถานการณ์ที่ท่านเก็บไว้เอง รายการนี้เก็บโดย {name}"


@dataclass(frozen=True)
class KeptScenario:
    """A scenario of the list and what it gives; None where the year's indicators are others now."""

    scenario: Scenario
    outcome: Outcome | None


def outcome_of_scores(
    facts: FrameworkFacts,
    scores: Mapping[int, Decimal],
    real: Mapping[int, Decimal] | None = None,
) -> Outcome | None:
    """Return what supposed scores give, None unless each indicator of the year has one.

    `real` are the true scores, unrounded: a score that is supposed as the true one is shown
    counts as that one does, so that what is left alone gives the true total. Raises ValueError
    when a score is not from 0 to 100.
    """
    if scores.keys() != {indicator.number for indicator in facts.indicators}:
        return None
    return outcome(facts, _exact(facts, scores, real or {}))


def kept_scenarios(
    facts: FrameworkFacts, office: Office, real: Mapping[int, Decimal] | None = None
) -> list[KeptScenario]:
    """Return the office's scenarios of the year, newest first; one query. `real` as above."""
    return [
        KeptScenario(scenario, outcome_of_scores(facts, scenario.indicator_scores(), real))
        for scenario in Scenario.objects.of(office, facts.fiscal_year).for_list()
    ]


def _exact(
    facts: FrameworkFacts, scores: Mapping[int, Decimal], real: Mapping[int, Decimal]
) -> dict[int, Decimal]:
    shown = {number: round_half_up(one, facts.rounding.decimals) for number, one in real.items()}
    return {
        number: real[number] if shown.get(number) == score else score
        for number, score in scores.items()
    }


@transaction.atomic
def keep_scenario(
    *,
    facts: FrameworkFacts,
    office: Office,
    name: str,
    scores: Mapping[int, Decimal],
    by: User,
) -> Scenario:
    """Keep supposed scores of the facts' year under a name; the real scores stay as they are.

    Raises Refused when the office has that name in the year already, or too many scenarios;
    ValueError when the scores are not those of all the year's indicators.
    """
    given = outcome(facts, scores)
    office = Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    known = Scenario.objects.of(office, facts.fiscal_year)
    if known.filter(name=name).exists():
        raise Refused(NAME_TAKEN.format(name=name))
    if known.count() >= MOST_KEPT:
        raise Refused(TOO_MANY.format(most=MOST_KEPT))
    scenario = Scenario.objects.create(
        office=office,
        fiscal_year=facts.fiscal_year,
        name=name,
        scores={str(number): format_score(score) for number, score in sorted(scores.items())},
        created_by=by,
    )
    detail = {
        "fiscal_year": facts.fiscal_year,
        "total": str(given.total),
        "scores": scenario.scores,
    }
    record(by=by, office=office, verb="scenario.kept", subject=scenario, detail=detail)
    return scenario


@transaction.atomic
def rename_scenario(scenario: Scenario, *, name: str, by: User) -> Scenario:
    """Give a kept scenario another name; its figures stay. The same name changes nothing.

    Raises Refused when it is gone, when somebody else kept it, or when another scenario of the
    office's year has the name.
    """
    found = _locked(scenario)
    if found.created_by_id != by.pk:
        raise Refused(NOT_YOURS_TO_NAME.format(name=found.created_by.full_name))
    if found.name == name:
        return found
    Office.objects.select_for_update(no_key=True).get(pk=found.office_id)
    known = Scenario.objects.of(found.office, found.fiscal_year)
    if known.filter(name=name).exists():
        raise Refused(NAME_TAKEN.format(name=name))
    before, found.name = found.name, name
    found.save(update_fields=["name"])
    detail = {"fiscal_year": found.fiscal_year, "before": before, "after": name}
    record(by=by, office=found.office, verb="scenario.renamed", subject=found, detail=detail)
    return found


def _locked(scenario: Scenario) -> Scenario:
    """Return the scenario as it is stored, locked; raises Refused when it is gone."""
    rows = Scenario.objects.select_for_update(of=("self",)).select_related("office", "created_by")
    found = rows.filter(pk=scenario.pk).first()
    if found is None:
        raise Refused(GONE)
    return found


@transaction.atomic
def delete_scenario(scenario: Scenario, *, by: User) -> None:
    """Delete a scenario; the trail keeps its figures.

    Raises Refused when it is gone already, or when somebody else kept it.
    """
    found = _locked(scenario)
    if found.created_by_id != by.pk:
        raise Refused(NOT_YOURS.format(name=found.created_by.full_name))
    detail = {"fiscal_year": found.fiscal_year, "scores": found.scores}
    record(by=by, office=found.office, verb="scenario.deleted", subject=found, detail=detail)
    found.delete()
