"""Storing what a file says as the plan of an office and fiscal year."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby, zip_longest
from pathlib import Path

from django.db import transaction

from ita_portal.audit.rules import record
from ita_portal.errors import Refused, Stale
from ita_portal.organisations.models import Office, OfficeGroup, User
from ita_portal.thai.text import truncate
from measures.models import Issue, Measure, Plan
from measures.rules.content import IssueContent, MeasureContent, PlanContent, StepContent
from measures.rules.importing.choices import Choices
from measures.rules.importing.found import FoundMeasure, PlanReading, Problem, quoted
from measures.rules.importing.marks import parts_of, without_mark
from measures.rules.importing.notes import keep_import_notes
from measures.rules.importing.owners import GroupName
from measures.rules.importing.reading import read_plan_file
from measures.rules.importing.titles import names_another_year
from measures.rules.plan import default_subject, start_plan
from measures.rules.rows import content_of, write_rows

NO_ISSUE = "มาตรการส่งเสริมคุณธรรมและความโปร่งใส"
"""The title of the issue under which measures stand that the file puts under none."""
HAS_MEASURES = "แผนของปีงบประมาณ พ.ศ. {} มีมาตรการอยู่แล้ว จึงไม่นำเข้าทับ โปรดลบมาตรการเดิมหรือนำเข้าปีอื่น"
NOT_OPEN = "แผนของปีงบประมาณ พ.ศ. {} อยู่ในสถานะ “{}” จึงนำเข้าไม่ได้"
CUT = "ข้อความยาวเกินช่อง ระบบตัดให้สั้นลง ข้อความเต็มคือ {}"
PERIOD_IN_FILE = "ระยะเวลาตามไฟล์ที่นำเข้า: {}"
OTHER_YEAR = "ชื่อเอกสารเป็นของปีอื่น จึงไม่ใช้เป็นชื่อเรื่องของแผนปี {} โปรดตรวจว่าเลือกปีถูก: {}"
OTHER_SUBJECT = "แผนมีชื่อเรื่องที่แก้ไขไว้แล้ว จึงไม่ใช้ชื่อเอกสาร: {}"


def import_plan(
    path: Path, *, office: Office, fiscal_year: int, dry_run: bool, by: User | None
) -> PlanReading:
    """Read a plan from an Excel or Word file and store it as the year's draft.

    `fiscal_year` is Buddhist. With `dry_run` everything is checked, and nothing is stored. Raises
    Refused when the file is unusable, or the year has a plan with measures already, or one that is
    not open for writing; nothing is changed then. A file without measures stores nothing.
    """
    reading = read_for(path, name=path.name, office=office, fiscal_year=fiscal_year)
    if not reading.measures:
        return replace(reading, problems=reading.problems + _title_unused(reading))
    with transaction.atomic():
        problems = store_reading(
            reading, office=office, fiscal_year=fiscal_year, by=by, file_name=path.name
        )
        transaction.set_rollback(dry_run)
    return replace(reading, problems=reading.problems + problems)


def read_for(
    path: Path, *, name: str, office: Office, fiscal_year: int, choices: Choices | None = None
) -> PlanReading:
    """Read a file with the groups that the office has now. Raises Refused as `read_plan_file`."""
    groups = [
        GroupName(group.pk, group.name, group.short_name)
        for group in OfficeGroup.objects.filter(office=office, is_active=True)
    ]
    return read_plan_file(path, name=name, fiscal_year=fiscal_year, groups=groups, choices=choices)


def state_of(office: Office, fiscal_year: int, reading: PlanReading) -> str:
    """Return the fingerprint of what storing would do: of what is read, and the plan as it is.

    Owners that are set to groups by hand count as they stand in the file.
    """
    plan = Plan.objects.of(office).newest(fiscal_year).first()
    told = [
        replace(one, matched=None, problems=())  # type: ignore[arg-type]
        for one in reading.measures
    ]
    facts = (plan and (plan.pk, plan.revision, plan.is_open), told, reading.title)
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def store_reading(
    reading: PlanReading,
    *,
    office: Office,
    fiscal_year: int,
    by: User | None,
    append: bool = False,
    expected: str | None = None,
    file_name: str = "",
) -> tuple[Problem, ...]:
    """Store the measures in the year's draft, in the caller's transaction; return what was cut.

    What the draft says stays. With `append` it may have measures already: those of the file follow
    them, under the issue of the same title if there is one. `expected` is what `state_of` told.
    All problems are kept with the plan as notes of the import. Raises Stale when that has changed
    since, and Refused as `import_plan`.
    """
    plan = _locked(office, fiscal_year)
    if expected not in {None, state_of(office, fiscal_year, reading)}:
        raise Stale
    if plan:
        _require_room(plan, append=append)
    plan = plan or start_plan(office=office, fiscal_year=fiscal_year, by=by)
    problems = told_beside(reading, office=office, fiscal_year=fiscal_year, plan=plan)
    plan.subject, plan.layout = _new_subject(reading, plan), _new_layout(plan)
    content = _content(Plan.objects.for_page().get(pk=plan.pk), reading)
    plan.revision += 1
    plan.save(update_fields=["layout", "subject", "revision", "updated_at"])
    write_rows(plan, content)
    keep_import_notes(plan, reading.problems + problems, file_name=file_name)
    detail = {"revision": plan.revision, "measures": len(reading.measures)}
    record(by=by, office=office, verb="plan.imported", subject=plan, detail=detail)
    return problems


def _locked(office: Office, fiscal_year: int) -> Plan | None:
    """Return the year's plan, locked; None when there is none yet."""
    newest = Plan.objects.of(office).newest(fiscal_year).first()
    plans = Plan.objects.select_for_update(of=("self",)).select_related("office", "proposal")
    return plans.get(pk=newest.pk) if newest else None


def _require_room(plan: Plan, *, append: bool) -> None:
    if not plan.is_open:
        raise Refused(NOT_OPEN.format(plan.fiscal_year, plan.status.label))
    if not append and has_measures(plan):
        raise Refused(HAS_MEASURES.format(plan.fiscal_year))


def has_measures(plan: Plan) -> bool:
    """Tell whether a plan has measures already."""
    return Measure.objects.filter(issue__plan=plan).exists()


def told_beside(
    reading: PlanReading, *, office: Office, fiscal_year: int, plan: Plan | None
) -> tuple[Problem, ...]:
    """Return what is told of a file beside its own problems: what is cut, a title without use."""
    subject = plan.subject if plan else default_subject(office, fiscal_year)
    problems = _cuts(reading)
    if reading.title in {"", subject}:
        return tuple(problems)
    if names_another_year(reading.title, fiscal_year):
        problems.append(Problem(None, OTHER_YEAR.format(fiscal_year, quoted(reading.title))))
    elif subject != default_subject(office, fiscal_year):
        problems.append(Problem(None, OTHER_SUBJECT.format(quoted(reading.title))))
    return tuple(problems)


def _new_subject(reading: PlanReading, plan: Plan) -> str:
    """Return the title of the file, unless somebody has named the plan or the year differs."""
    is_own = plan.subject != default_subject(plan.office, plan.fiscal_year)
    if is_own or not reading.title or names_another_year(reading.title, plan.fiscal_year):
        return plan.subject
    return reading.title


def _new_layout(plan: Plan) -> str:
    """Return a table for a plan that nobody has written yet; else the writers' choice stays."""
    return Plan.Layout.TABLE if _is_new(plan) else plan.layout


def _is_new(plan: Plan) -> bool:
    """Tell whether a plan is as it was started."""
    return plan.revision == plan.version == 1 and not has_measures(plan)


def _title_unused(reading: PlanReading) -> tuple[Problem, ...]:
    words = f"ข้อความนอกตารางมาตรการ: {quoted(reading.title)}"
    return (Problem(None, words),) if reading.title else ()


# --- content -----------------------------------------------------------------------------------


def _content(plan: Plan, reading: PlanReading) -> PlanContent:
    """Return the plan with the measures of the file after its own.

    Issues that were only offered when the plan was started stay when the file has them as well.
    """
    now, is_new = content_of(plan), _is_new(plan)
    issues = _Issues(now.issues)
    for title, found in groupby(reading.measures, key=lambda one: one.issue or NO_ISSUE):
        place = issues.place_of(title)
        issues.rows[place] = _with_measures(issues.rows[place], list(found))
    kept = [one for one in issues.rows if one.measures or one.parts or not is_new]
    return replace(now, issues=tuple(kept))


class _Issues:
    """Issues, or the parts of one, in their order; a title leads to the first that has it."""

    def __init__(self, rows: Iterable[IssueContent]) -> None:
        self.rows = list(rows)
        self._places: dict[str, int] = {}
        for place, one in enumerate(self.rows):
            self._places.setdefault(_plain(one.title), place)

    def place_of(self, title: str) -> int:
        """Return the place of the issue of this title; it is made when there is none."""
        short = _short(title, Issue)
        if _plain(short) not in self._places:
            self._places[_plain(short)] = len(self.rows)
            self.rows.append(IssueContent(short))
        return self._places[_plain(short)]


def _with_measures(issue: IssueContent, found: list[FoundMeasure]) -> IssueContent:
    own = [_measure(one) for one in found if not one.part]
    parts = _Issues(issue.parts)
    for one in found:
        if one.part:
            place = parts.place_of(one.part)
            part = parts.rows[place]
            parts.rows[place] = replace(part, measures=(*part.measures, _measure(one)))
    return replace(issue, measures=(*issue.measures, *own), parts=tuple(parts.rows))


def _plain(title: str) -> str:
    return "".join(without_mark(title).split())


def _measure(found: FoundMeasure) -> MeasureContent:
    return MeasureContent(
        title=_short(found.title, Measure),
        steps=tuple(_steps(found)),
        owner_ids=frozenset(group.pk for group in found.matched.groups),
        every_group=found.matched.every_group,
        starts_on=found.period.starts_on,
        ends_on=found.period.ends_on,
        monitoring=_monitoring(found),
        target=found.target,
        budget=found.budget.baht,
        no_budget=found.budget.is_none,
    )


def _monitoring(found: FoundMeasure) -> str:
    """Return how a measure is followed up, with a time that says more than its two days."""
    time = PERIOD_IN_FILE.format(" ".join(found.period.text.split()))
    return "\n".join(filter(None, [found.monitoring, time if found.period.is_partly else ""]))


def _steps(found: FoundMeasure) -> Iterator[StepContent]:
    """Yield the steps, each with its time where that is not the one of the measure."""
    whole = found.period.starts_on, found.period.ends_on
    for text, period in zip_longest(found.steps, found.step_periods):
        said, parts = parts_of(text)
        days = (period.starts_on, period.ends_on) if period else whole
        starts_on, ends_on = (None, None) if days == whole else days
        parted = tuple(StepContent(part) for part in parts)
        yield StepContent(said, starts_on=starts_on, ends_on=ends_on, parts=parted)


def _short(title: str, model: type[Issue] | type[Measure]) -> str:
    most = model._meta.get_field("title").max_length or 0
    return title if len(title) <= most else truncate(title[:most], most // 2)


def _cuts(reading: PlanReading) -> list[Problem]:
    cut: dict[str, int] = {}
    for one in reading.measures:
        for text in (one.issue, one.part):
            if _short(text, Issue) != text:
                cut.setdefault(text, one.row)
        if _short(one.title, Measure) != one.title:
            cut.setdefault(one.title, one.row)
    return [Problem(row, CUT.format(quoted(text))) for text, row in cut.items()]
