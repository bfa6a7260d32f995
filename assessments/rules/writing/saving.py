"""Saving an analysis as a whole, complete or not."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from assessments.models import (
    Analysis,
    AnalysisSentence,
    Cause,
    DevelopmentPoint,
    IssueAnswer,
    Result,
)
from assessments.rules.writing.content import AnalysisContent, CauseContent, Kept, PointContent
from assessments.rules.writing.gathering import matter_of
from assessments.rules.writing.states import Material, to_keep
from ita_portal.audit.rules import record
from ita_portal.errors import Refused, Stale
from ita_portal.organisations.models import User

NOT_OPEN = "รายงานการวิเคราะห์ผลเสนอแล้ว จึงแก้ไขไม่ได้ ต้องรอผลการพิจารณา หรือถอนเรื่องที่เสนอก่อน"
NO_FRAMEWORK = "ปีนี้ไม่มีกรอบการประเมินในระบบ จึงเขียนสาเหตุและประเด็นที่ต้องพัฒนารายตัวชี้วัดไม่ได้"


def analysis_of_result(result: Result) -> Analysis | None:
    """Return the analysis of a result with all that hangs on it, None while there is none."""
    return Analysis.objects.for_page().filter(result=result).first()


def stored_sentences(analysis: Analysis | None) -> dict[str, Kept]:
    """Return the edited sentences by key, as they are kept."""
    rows = analysis.sentences.all() if analysis else ()
    return {row.key: Kept(row.text, row.figures) for row in rows}


@transaction.atomic
def save_analysis(
    result: Result, *, content: AnalysisContent, expected_revision: int, by: User
) -> Analysis:
    """Save what was written about `result`, and make its analysis when it is the first time.

    `expected_revision` is that of the form, 0 when there was no analysis yet. Raises Stale when
    somebody saved meanwhile, Refused when the report is proposed or approved.
    """
    result = (
        Result.objects.select_for_update(of=("self",)).select_related("office").get(pk=result.pk)
    )
    analysis, created = Analysis.objects.get_or_create(
        result=result, defaults={"office": result.office}
    )
    if not analysis.is_open:
        raise Refused(NOT_OPEN)
    if (0 if created else analysis.revision) != expected_revision:
        raise Stale
    analysis.revision += not created
    analysis.target = content.target
    analysis.updated_by = by
    analysis.save()
    _write_sentences(analysis, content)
    _write_rows(analysis, content)
    detail = _figures(analysis, content)
    record(by=by, office=result.office, verb="analysis.saved", subject=analysis, detail=detail)
    return Analysis.objects.for_page().get(pk=analysis.pk)


def _figures(analysis: Analysis, content: AnalysisContent) -> dict[str, object]:
    return {
        "fiscal_year": analysis.result.fiscal_year,
        "revision": analysis.revision,
        "target": None if content.target is None else str(content.target),
        "points": len(content.points),
    }


def _write_sentences(analysis: Analysis, content: AnalysisContent) -> None:
    material = Material.of(matter_of(analysis.result, target=content.target))
    stored = stored_sentences(analysis)
    kept = to_keep(material, content.sentences, content.shown, stored)
    analysis.sentences.all().delete()
    AnalysisSentence.objects.bulk_create(
        AnalysisSentence(analysis=analysis, key=key, text=one.text, figures=dict(one.figures))
        for key, one in kept.items()
    )


def _write_rows(analysis: Analysis, content: AnalysisContent) -> None:
    """Put causes, points and answers in place of those that were."""
    framework = analysis.result.framework
    for rows in (analysis.causes, analysis.points, analysis.answers):
        rows.all().delete()
    if framework is None:
        if content.causes or content.points:
            raise Refused(NO_FRAMEWORK)
        return
    indicators = dict(framework.indicators.values_list("number", "pk"))
    Cause.objects.bulk_create(
        Cause(
            analysis=analysis, indicator_id=indicators[number], codes=list(one.codes), text=one.text
        )
        for number, one in content.causes.items()
        if one.codes or one.text
    )
    subs = dict(framework.subindicators.values_list("number", "pk"))
    items = dict(framework.items.values_list("code", "pk"))
    DevelopmentPoint.objects.bulk_create(
        DevelopmentPoint(
            analysis=analysis,
            position=position,
            indicator_id=indicators[one.indicator],
            subindicator_id=subs[one.subindicator] if one.subindicator else None,
            item_id=items[one.item] if one.item else None,
            finding=one.finding,
            proposal=one.proposal,
        )
        for position, one in enumerate(content.points, 1)
    )
    _write_answers(analysis, content.answers)


def _write_answers(analysis: Analysis, answers: Mapping[str, str]) -> None:
    IssueAnswer.objects.bulk_create(
        IssueAnswer(analysis=analysis, position=position, title=title, text=text)
        for position, (title, text) in enumerate(answers.items(), 1)
        if text
    )


def stored_content(analysis: Analysis) -> AnalysisContent:
    """Return what is stored, as it would be written again; fetch it with `for_page()` before."""
    return AnalysisContent(
        target=analysis.target,
        sentences={key: one.text for key, one in stored_sentences(analysis).items()},
        causes={
            row.indicator.number: CauseContent(tuple(row.codes), row.text)
            for row in analysis.causes.all()
        },
        points=tuple(_point(row) for row in analysis.points.all()),
        answers={row.title: row.text for row in analysis.answers.all()},
    )


def _point(row: DevelopmentPoint) -> PointContent:
    return PointContent(
        indicator=row.indicator.number,
        subindicator=row.subindicator.number if row.subindicator else "",
        item=row.item.code if row.item else "",
        finding=row.finding,
        proposal=row.proposal,
    )


def first_content(material: Material) -> AnalysisContent:
    """Return what an analysis begins with: the points that the figures suggest."""
    return AnalysisContent(
        points=tuple(
            PointContent(one.indicator, one.subindicator, one.item, one.finding, one.proposal)
            for one in material.proposed
        )
    )


def target_of(analysis: Analysis | None) -> Decimal | None:
    """Return the target that the office set itself."""
    return analysis.target if analysis else None
