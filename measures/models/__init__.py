"""The yearly plan."""

from measures.models.plan import PLAN_LIFECYCLE, Issue, Measure, Plan, PlanQuerySet, Step

__all__ = ["PLAN_LIFECYCLE", "Issue", "Measure", "Plan", "PlanQuerySet", "Step"]
