"""The page of the editor as it is made from a plan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from ita_portal.thai.dates import short_date, short_month_range
from ita_portal.thai.fiscal_year import FiscalYear
from measures.forms.typed import Row, TypedIssue, TypedMeasure, TypedPlan, TypedStep
from measures.rules.content import IssueContent, MeasureContent, PlanContent, StepContent
from measures.rules.merging import HEAD, Base


def typed_of(
    content: PlanContent, *, revision: int, year: FiscalYear, saved: PlanContent | None = None
) -> TypedPlan:
    """Return the page of the plan `content`, to be changed against what is `saved` (else itself).

    Costs no query.
    """
    base = Base.of(saved or content)
    was = base.was
    typed = TypedPlan(
        year=year,
        was=was[HEAD],
        revision=str(revision),
        base=base.written(),
        subject=content.subject,
        layout=content.layout,
        basis=content.basis or "",
        opening=content.opening,
        closing=content.closing,
    )
    for issue in content.issues:
        typed.issues.append(_issue(issue, was))
        typed.issues += [_issue(part, was, part_of="1") for part in issue.parts]
    return typed.numbered()


def _marked(row: Row, key: UUID | None, was: Mapping[UUID, str]) -> Row:
    if key:
        row.key, row.was = str(key), was.get(key, "")
    return row


def _issue(content: IssueContent, was: Mapping[UUID, str], part_of: str = "") -> TypedIssue:
    row = TypedIssue(
        title=content.title,
        purpose=content.purpose,
        answers=str(content.answers_id or content.finding),
        part=part_of,
        measures=[_measure(measure, was) for measure in content.measures],
    )
    return _marked(row, content.key, was)


def _measure(content: MeasureContent, was: Mapping[UUID, str]) -> TypedMeasure:
    steps = []
    for step in content.steps:
        steps.append(_step(step, was))
        steps += [_step(part, was, part_of="1") for part in step.parts]
    row = TypedMeasure(
        title=content.title,
        owners=[str(number) for number in sorted(content.owner_ids)],
        every="1" if content.every_group else "",
        starts=short_date(content.starts_on) if content.starts_on else "",
        ends=short_date(content.ends_on) if content.ends_on else "",
        monitoring=content.monitoring,
        target=content.target,
        budget=baht(content.budget),
        free="1" if content.no_budget else "",
        answers=str(content.answers_id or content.finding),
        steps=steps,
    )
    return _marked(row, content.key, was)


def _step(content: StepContent, was: Mapping[UUID, str], part_of: str = "") -> TypedStep:
    row = TypedStep(
        text=content.text,
        when=period(content.starts_on, content.ends_on),
        part=part_of,
    )
    return _marked(row, content.key, was)


def period(starts_on: date | None, ends_on: date | None) -> str:
    """Return a period as it is typed into one field: "ต.ค. 67 – ก.ย. 68"; "" for none."""
    return short_month_range(starts_on, ends_on) if starts_on and ends_on else ""


def baht(amount: Decimal | None) -> str:
    """Return an amount as it is typed: "12,000", with satang where there are some; "" for none."""
    if amount is None:
        return ""
    whole = amount == amount.to_integral_value()
    return f"{amount:,.0f}" if whole else f"{amount:,.2f}"
