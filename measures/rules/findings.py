"""What the result of the year before asks of a plan: its weak indicators and the years' issues."""

from __future__ import annotations

from assessments.models import Framework, Indicator, Result
from ita_portal.organisations.models import Office
from measures.models import Plan
from measures.models.plan import PlanBasis
from measures.rules.content import IssueContent

MEASURES_DUTY = "integrity_measures"


def result_before(office: Office, fiscal_year: int) -> Result | None:
    """Return the result that a plan of `fiscal_year` answers: that of the year before."""
    return Result.objects.of(office).for_history().filter(fiscal_year=fiscal_year - 1).first()


def weak_indicators(result: Result) -> list[Indicator]:
    """Return the indicators below the pass mark of the result's year, the lowest first."""
    framework = result.framework
    if framework is None:
        return []
    low = [score for score in result.scores.all() if score.score < framework.pass_mark]
    return [row.indicator for row in sorted(low, key=lambda row: (row.score, row.indicator.number))]


def lowest_indicators(result: Result) -> list[Indicator]:
    """Return the indicator with the lowest score; several when they share it."""
    scores = list(result.scores.all())
    lowest = min((row.score for row in scores), default=None)
    return [row.indicator for row in scores if row.score == lowest]


def default_basis(result: Result | None, fiscal_year: int) -> PlanBasis:
    """Return the type that a plan of `fiscal_year` has unless the office chooses another.

    The seven issues where the year's framework, or that of the result, asks about them (seen from
    2567 on); else an aspect for each weak indicator; without a result the office's own list.
    """
    frameworks = [Framework.objects.of_year(fiscal_year), result.framework if result else None]
    if any(framework and framework.analysis_issues for framework in frameworks):
        return PlanBasis.ISSUES
    return PlanBasis.ASPECTS if result else PlanBasis.OWN


def issues_of(basis: str, result: Result | None, fiscal_year: int) -> tuple[IssueContent, ...]:
    """Return the issues that a plan of this type begins with; none for the office's own list."""
    if basis == Plan.Basis.ISSUES:
        return tuple(map(IssueContent, _listed("analysis_issues", result, fiscal_year)))
    if basis == Plan.Basis.INTERNAL:
        return tuple(map(IssueContent, _listed("internal_measures", result, fiscal_year)))
    if basis != Plan.Basis.ASPECTS or result is None:
        return ()
    return tuple(
        IssueContent(
            title=f"ด้าน{indicator.name}",
            purpose=f"เพื่อยกระดับผลการประเมินของตัวชี้วัด{indicator.name}",
            answers_id=indicator.pk,
        )
        for indicator in weak_indicators(result) or lowest_indicators(result)
    )


def _listed(name: str, result: Result | None, fiscal_year: int) -> list[str]:
    """Return the titles of a list of the year's framework, else of the nearest one that has it."""
    own = [Framework.objects.of_year(fiscal_year), result.framework if result else None]
    others = Framework.objects.exclude(**{name: []}).order_by("-fiscal_year", "-version")
    for framework in (*own, others.first()):
        if framework and getattr(framework, name):
            return list(getattr(framework, name))
    return []


def offered_issues(result: Result | None, fiscal_year: int) -> tuple[IssueContent, ...]:
    """Return the issues with which a plan of `fiscal_year` begins, by its default type."""
    return issues_of(default_basis(result, fiscal_year), result, fiscal_year)


def items_shown_by(fiscal_year: int) -> list[str] | None:
    """Return the codes of the year's OIT items that ask for the measures, e.g. ["O42"].

    None when the year has no framework yet.
    """
    framework = Framework.objects.of_year(fiscal_year)
    if framework is None:
        return None
    return [item.code for item in framework.items.all() if MEASURES_DUTY in item.duties]
