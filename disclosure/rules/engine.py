"""From a row of evidence to the checks, which know no database, and back."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from assessments.models import Framework
from disclosure.models import Entry, Evidence
from disclosure.rules.checking.around import check_uploads
from disclosure.rules.checking.content import Content
from disclosure.rules.checking.context import Context, Item
from disclosure.rules.checking.engine import check_content, check_file
from disclosure.rules.checking.findings import Finding, Severity
from disclosure.rules.checking.reading.plain import content_of_text
from disclosure.rules.checking.reading.recognising import recogniser
from disclosure.rules.single_files import context_of
from ita_portal.files.disk import path_of
from ita_portal.organisations.models import Office
from ita_portal.thai.fiscal_year import FiscalYear


@dataclass(frozen=True)
class Found:
    """One thing that the checks found; `where` is the place and its words, `mend` what to do.

    `same_as` names what it is though its sentence changes, "" where the sentence tells.
    """

    code: str
    severity: str
    message: str
    where: str = ""
    mend: str = ""
    same_as: str = ""


def check(evidence: Evidence) -> list[Found]:
    """Return what the checks find in the present content of the evidence, errors first.

    That the whole year came in on one day is only told at each piece: it is a fault of the year.
    """
    context = _context(evidence)
    together = (replace(one, severity=Severity.INFO) for one in check_uploads(context))
    return [_found(one) for one in (*_findings(evidence, context), *together)]


def check_days(office: Office, framework: Framework) -> list[Found]:
    """Return what the checks find in the days on which the evidence of a year came in."""
    rows = Evidence.objects.live().of(office).filter(item__framework=framework)
    context = Context(office.name, framework.fiscal_year, uploaded_on=_days(rows))
    return [_found(one) for one in check_uploads(context)]


def _days(rows: QuerySet[Evidence]) -> tuple[date, ...]:
    return tuple(timezone.localdate(at) for at in rows.values_list("proposed_at", flat=True))


def _findings(evidence: Evidence, context: Context) -> list[Finding]:
    if evidence.file is not None:
        path, name = path_of(evidence.file.key), evidence.file.name
        return check_file(path, name=name, context=context, recogniser=recogniser())
    content = content_of_text(evidence.text, kind="page") if evidence.text else Content("page", ())
    return check_content(content, context)


def _context(evidence: Evidence) -> Context:
    year = FiscalYear(evidence.item.framework.fiscal_year)
    of_year = (
        Evidence.objects.live().of(evidence.office).filter(item__framework=evidence.item.framework)
    )
    others = of_year.exclude(pk=evidence.pk)
    covered = {one for row in others.filter(item=evidence.item) for one in row.components}
    context = context_of(evidence.office, year, evidence.item)
    return replace(
        context,
        item=_with_own_components(context.item, evidence),
        title=evidence.title,
        link=evidence.url,
        covered=frozenset(covered),
        files_of_items={} if evidence.is_shared else _items_by_file(others),
        last_year=_files_of_year_before(evidence),
        uploaded_on=_days(of_year),
    )


def _with_own_components(item: Item | None, evidence: Evidence) -> Item | None:
    """Return the item with the components that the office wrote where the year's list has none."""
    if item is None or item.components:
        return item
    entries = Entry.objects.filter(
        office=evidence.office, fiscal_year=evidence.item.framework.fiscal_year, code=item.code
    )
    own = entries.values_list("components", flat=True).first()
    return replace(item, components=tuple(own or ()))


def _items_by_file(rows: QuerySet[Evidence]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    known = rows.filter(file__isnull=False).values_list("file__sha256", "item__code")
    for digest, code in known.distinct():
        found[digest].append(code)
    return {digest: tuple(codes) for digest, codes in found.items()}


def _files_of_year_before(evidence: Evidence) -> frozenset[str]:
    before = (
        Evidence.objects.live()
        .of(evidence.office)
        .filter(
            item__framework__fiscal_year=evidence.item.framework.fiscal_year - 1, file__isnull=False
        )
    )
    return frozenset(before.values_list("file__sha256", flat=True))


def _found(one: Finding) -> Found:
    return Found(one.check, one.severity, one.message, one.where, one.mend, one.same_as)
