"""The measures in force and how far they are: a row is a step, or a measure without steps.

What stands here is what the signed announcement tells, and the states that stand in reports whose
director permitted them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Max, Prefetch
from django.urls import reverse

from ita_portal.opendata.addresses import absolute
from ita_portal.opendata.columns import (
    FISCAL_YEAR,
    OFFICE_CODE,
    OFFICE_NAME,
    YEAR_STARTS_ON,
    Column,
    Kind,
    Row,
    day_and_year,
    day_columns,
)
from ita_portal.opendata.dataset import Dataset, OfficeName, Selection, office_by_office
from ita_portal.organisations.models import OfficeGroup
from ita_portal.thai.fiscal_year import FiscalYear
from measures.documents import joined, owner_names
from measures.models import Issue, Measure, Plan, Step, StepState
from measures.models.plan import PlanQuerySet
from measures.rules.permitted import permitted_reports_of, permitted_states
from measures.rules.standing import Standing, Unit, permitted_standing, units_of

AT_ONCE = 10
_STATES = ", ".join(f"{value} {label}" for value, label in StepState.choices)


def _plans(selection: Selection) -> PlanQuerySet:
    """Return the plans whose announcement everybody can read and which was not revoked."""
    plans = Plan.objects.published(selection.fiscal_year).filter(
        office__is_active=True, proposal__document__revoked_at__isnull=True
    )
    return plans.filter(office__code=selection.office) if selection.office else plans


def _whole(plans: PlanQuerySet) -> PlanQuerySet:
    measures = Measure.objects.order_by("position", "pk").prefetch_related("steps", "owners")
    issues = Issue.objects.order_by("position", "pk").prefetch_related(
        Prefetch("measures", measures)
    )
    return plans.with_proposal().prefetch_related(Prefetch("issues", issues))


def _rows(selection: Selection) -> Iterator[Row]:
    published = _plans(selection)

    def make(offices: Sequence[OfficeName]) -> Iterator[Row]:
        """Give the rows of some offices, in 8 queries."""
        pks = [office.pk for office in offices]
        of_these = _whole(published.filter(office__in=pks))
        plans = list(of_these.order_by("office__code", "fiscal_year"))
        reports = permitted_reports_of(plans)
        groups: dict[int, list[OfficeGroup]] = defaultdict(list)
        for group in OfficeGroup.objects.filter(office__in=pks):
            groups[group.office_id].append(group)
        for plan in plans:
            states = permitted_states(reports[plan.pk])
            yield from _of_plan(plan, permitted_standing(plan, groups[plan.office_id], states))

    return office_by_office(selection, make, at_once=AT_ONCE)


def _of_plan(plan: Plan, standings: dict[UUID, Standing]) -> Iterator[Row]:
    office, paper = plan.office, plan.announcement
    page = absolute(reverse("measures:public", args=[office.code, plan.fiscal_year]))
    signed = (
        absolute(reverse("documents:public", args=[office.code, paper.code])) if paper else None,
        *day_and_year(paper.dated_on if paper else None),
    )
    for place, unit in enumerate(units_of(plan), 1):
        yield (
            office.code,
            plan.fiscal_year,
            place,
            office.name,
            FiscalYear(plan.fiscal_year).starts,
            *_of_measure(unit),
            *_of_step(unit),
            standings[unit.key].state or None,
            page,
            *signed,
        )


def _of_measure(unit: Unit) -> Row:
    measure = unit.measure
    return (
        measure.issue.title,
        unit.number.partition(" ")[0],
        measure.title,
        joined(owner_names(measure)),
        measure.target or None,
        measure.monitoring or None,
        measure.budget,
        measure.no_budget,
    )


def _of_step(unit: Unit) -> Row:
    return (
        unit.number.partition(" ")[2].strip("()") or None,
        unit.step.text if unit.step else None,
        *day_and_year(unit.starts_on),
        *day_and_year(unit.ends_on),
    )


def _count(selection: Selection) -> int:
    """Count in the database: steps that have no steps of their own, and measures without any."""
    plans = _plans(selection)
    steps = Step.objects.filter(measure__issue__plan__in=plans, parts__isnull=True)
    alone = Measure.objects.filter(issue__plan__in=plans, steps__isnull=True)
    return steps.count() + alone.count()


def _updated() -> datetime | None:
    newest = _plans(Selection()).aggregate(at=Max("proposal__document__ready_at"))
    found: datetime | None = newest["at"]
    return found


MEASURES = Dataset(
    name="measures",
    title="มาตรการส่งเสริมคุณธรรมและความโปร่งใส",
    title_en="Measures to promote integrity and transparency",
    about="ขั้นตอนของมาตรการตามประกาศที่ลงนามแล้ว และสถานะตามรายงานที่ผู้อำนวยการอนุญาตให้เผยแพร่",
    about_en="Steps of the measures as announced and signed, with their state as told by reports "
    "that the director permitted to be published.",
    columns=(
        OFFICE_CODE,
        FISCAL_YEAR,
        Column(
            "place",
            Kind.INTEGER,
            "ลำดับในแผนของปี",
            "Place in the plan of the year, from 1",
            is_key=True,
        ),
        OFFICE_NAME,
        YEAR_STARTS_ON,
        Column("issue", Kind.TEXT, "ประเด็น/ด้าน", "Issue under which the measure stands"),
        Column("measure_number", Kind.TEXT, "เลขที่มาตรการ", "Number of the measure in the plan"),
        Column("measure", Kind.TEXT, "มาตรการ", "The measure, in Thai"),
        Column("owners", Kind.TEXT, "ผู้รับผิดชอบ", "Groups that are responsible, in Thai"),
        Column("target", Kind.TEXT, "เป้าหมาย", "Target", may_be_empty=True),
        Column("monitoring", Kind.TEXT, "การกำกับติดตาม", "How it is followed up", may_be_empty=True),
        Column(
            "budget_baht",
            Kind.DECIMAL,
            "งบประมาณของมาตรการ (บาท)",
            "Budget of the whole measure in baht; empty where none was told",
            may_be_empty=True,
        ),
        Column("no_budget", Kind.BOOLEAN, "ไม่ใช้งบประมาณ", "Whether it says that it needs none"),
        Column(
            "step_number",
            Kind.TEXT,
            "เลขที่ขั้นตอนภายในมาตรการ",
            "Number of the step within its measure; empty for a measure without steps",
            may_be_empty=True,
        ),
        Column("step", Kind.TEXT, "ขั้นตอน", "The step, in Thai", may_be_empty=True),
        *day_columns("starts", "วันที่เริ่ม", "First day of its period", may_be_empty=True),
        *day_columns("ends", "วันที่สิ้นสุด", "Last day of its period", may_be_empty=True),
        Column(
            "state",
            Kind.TEXT,
            f"สถานะ: {_STATES} ว่างคือยังไม่มีรายงานที่ลงนาม",
            "How far it is by signed reports; empty while none tells",
            may_be_empty=True,
            values=tuple(StepState.values),
        ),
        Column("measures_page", Kind.URL, "หน้ามาตรการของปี", "Public page of the year's measures"),
        Column(
            "announcement",
            Kind.URL,
            "ประกาศที่ลงนาม",
            "The signed announcement",
            may_be_empty=True,
        ),
        *day_columns("announced", "วันที่ประกาศ", "Day of the announcement", may_be_empty=True),
    ),
    parameters=("office", "fiscal_year"),
    rows=_rows,
    count=_count,
    updated=_updated,
)
