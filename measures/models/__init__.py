"""The yearly plan, and the rounds in which groups report on it."""

from measures.models.carrying import CarryDecision, CarryOver
from measures.models.imported import ImportNote
from measures.models.notes import ReturnNote
from measures.models.plan import (
    PLAN_LIFECYCLE,
    Issue,
    Measure,
    Plan,
    PlanQuerySet,
    PlanStatus,
    Step,
)
from measures.models.progress import (
    GROUP_REPORT_LIFECYCLE,
    GroupReport,
    GroupReportStatus,
    Round,
    RoundMonths,
    StepFile,
    StepReport,
    StepState,
)

__all__ = [
    "GROUP_REPORT_LIFECYCLE",
    "PLAN_LIFECYCLE",
    "CarryDecision",
    "CarryOver",
    "GroupReport",
    "GroupReportStatus",
    "ImportNote",
    "Issue",
    "Measure",
    "Plan",
    "PlanQuerySet",
    "PlanStatus",
    "ReturnNote",
    "Round",
    "RoundMonths",
    "Step",
    "StepFile",
    "StepReport",
    "StepState",
]
