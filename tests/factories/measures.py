"""Plans with issues, measures, owners and steps: full rows, so that a missing join is seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import factory

from ita_portal.documents.kinds import MEASURES_ANNOUNCEMENT
from ita_portal.documents.rules.proposals import propose
from ita_portal.organisations.models import OfficeGroup, User
from ita_portal.thai.fiscal_year import FiscalYear
from measures.models import Issue, Measure, Plan, Step
from tests.factories.organisations import GroupFactory, OfficeFactory


class PlanFactory(factory.django.DjangoModelFactory):
    """A draft without issues; pass `result` where it matters."""

    class Meta:
        model = Plan

    office = factory.SubFactory(OfficeFactory)
    fiscal_year = 2564
    subject = factory.LazyAttribute(
        lambda plan: (
            f"มาตรการส่งเสริมคุณธรรม ของ{plan.office.name} ประจำปีงบประมาณ พ.ศ. {plan.fiscal_year}"
        )
    )
    opening = "เพื่อให้การทำงานเปิดเผยและตรวจสอบได้ จึงกำหนดมาตรการไว้ ดังนี้"
    closing = "ให้ผู้รับผิดชอบรายงานผลรอบ 6 เดือน และรอบ 12 เดือน"


class IssueFactory(factory.django.DjangoModelFactory):
    """An issue without measures."""

    class Meta:
        model = Issue

    plan = factory.SubFactory(PlanFactory)
    position = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"ด้านการพัฒนางานที่ {n}")
    purpose = "เพื่อให้ผู้รับบริการได้รับข้อมูลครบถ้วน"


class MeasureFactory(factory.django.DjangoModelFactory):
    """A measure with an owner, two steps and the plan's fiscal year as its period."""

    class Meta:
        model = Measure
        skip_postgeneration_save = True

    issue = factory.SubFactory(IssueFactory)
    position = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"ทบทวนคู่มือการให้บริการเรื่องที่ {n}")
    starts_on: date | None = factory.LazyAttribute(
        lambda measure: FiscalYear(measure.issue.plan.fiscal_year).starts
    )
    ends_on: date | None = factory.LazyAttribute(
        lambda measure: FiscalYear(measure.issue.plan.fiscal_year).ends
    )
    monitoring = "รายงานในที่ประชุมผู้บริหารทุกเดือน"

    @factory.post_generation
    def owners(self, create: bool, extracted: Sequence[OfficeGroup] | None, **_: object) -> None:
        self.owners.set(extracted or [GroupFactory(office=self.issue.plan.office)])

    @factory.post_generation
    def steps(self, create: bool, extracted: Sequence[str] | None, **_: object) -> None:
        texts = ("สำรวจขั้นตอนเดิม", "เผยแพร่ฉบับใหม่") if extracted is None else extracted
        for position, text in enumerate(texts, 1):
            Step.objects.create(measure=self, position=position, text=text)


def propose_plan(plan: Plan, by: User) -> Plan:
    """Let the plan await its decision, whatever it still lacks; its words are hardly any."""
    plan.proposal = propose(
        kind=MEASURES_ANNOUNCEMENT,
        office=plan.office,
        fiscal_year=plan.fiscal_year,
        title=plan.subject,
        words={"kind": "announcement"},
        by=by,
    )
    plan.save(update_fields=["proposal"])
    return plan
