"""A change in mid-year: a new version of the plan, and what differs from the one before.

An approved plan never changes. Its rows are copied with their keys, so that what groups noted on
a step stays with the step; the new announcement takes the place of the old one when it is signed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction

from ita_portal.audit.rules import record
from ita_portal.errors import Refused
from ita_portal.organisations.models import User
from ita_portal.thai.dates import full_date, short_date
from measures.documents import joined, owner_names
from measures.models import Issue, Measure, Plan, Step
from measures.models.numbering import NumberedMeasure, outline
from measures.rules.rows import content_of, write_rows
from measures.rules.saving import locked


@transaction.atomic
def amend(plan: Plan, *, by: User) -> Plan:
    """Make the next version of an approved plan: a draft that says the same, with the same keys.

    Raises Refused when the plan is not approved, or a newer version of it exists already.
    """
    plan = locked(plan)
    if plan.status != Plan.Status.APPROVED:
        raise Refused(f"แผนนี้อยู่ในสถานะ “{plan.status.label}” แก้ไขแผนได้โดยไม่ต้องทำฉบับใหม่")
    version = _next_version(plan)
    write_rows(version, content_of(plan))
    detail = {"version": version.version, "replaces": plan.pk}
    record(by=by, office=plan.office, verb="plan.amended", subject=version, detail=detail)
    return version


def _next_version(plan: Plan) -> Plan:
    try:
        with transaction.atomic():
            return Plan.objects.create(
                office=plan.office,
                fiscal_year=plan.fiscal_year,
                version=plan.version + 1,
                replaces=plan,
                basis=plan.basis,
                result=plan.result,
                layout=plan.layout,
                subject=plan.subject,
                opening=plan.opening,
                closing=_closing(plan),
            )
    except IntegrityError:
        raise Refused("มีผู้เริ่มปรับแผนของปีนี้แล้ว โปรดเปิดแผนฉบับล่าสุด") from None


def _closing(plan: Plan) -> str:
    """Return the closing with the sentence that cancels the announcement before, and no older."""
    before = plan.replaces
    kept = plan.closing.replace(cancelling(before), "").strip() if before else plan.closing
    return f"{cancelling(plan)}\n{kept}".strip()


def cancelling(plan: Plan) -> str:
    """Return the sentence by which a new announcement takes the place of that of `plan`."""
    paper = plan.announcement
    if paper is None:
        return ""
    return (
        f"ให้ยกเลิกประกาศ{plan.office.name} เรื่อง {paper.title} "
        f"ประกาศ ณ วันที่ {full_date(paper.dated_on)} และให้ใช้ประกาศฉบับนี้แทน"
    )


@transaction.atomic
def drop_amendment(plan: Plan, *, by: User) -> None:
    """Give up a version that was never signed; the one before stays in force as it is.

    Raises Refused when the plan is the first of its year, is not open for editing, or is gone.
    """
    rows = Plan.objects.select_for_update(of=("self",)).select_related("office", "proposal")
    found = rows.filter(pk=plan.pk).first()
    if found is None:
        raise Refused("ร่างฉบับนี้ถูกลบไปแล้ว แผนฉบับเดิมยังใช้อยู่")
    plan = found
    if plan.replaces_id is None:
        raise Refused("แผนนี้เป็นฉบับแรกของปี จึงยกเลิกการปรับไม่ได้")
    if not plan.is_open:
        raise Refused(f"แผนนี้อยู่ในสถานะ “{plan.status.label}” จึงยกเลิกการปรับไม่ได้")
    detail = {"version": plan.version, "revision": plan.revision}
    record(by=by, office=plan.office, verb="plan.amendment_dropped", subject=plan, detail=detail)
    plan.delete()


@dataclass(frozen=True)
class Change:
    """One field that says something else: its name in Thai, what it said, what it says now."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Difference:
    """A row that was added, removed or changed, by its key. `kind` names which of these.

    `what` is ประเด็น, มาตรการ or ขั้นตอน; `number` its place on paper, in the new version unless
    it was removed.
    """

    kind: str
    what: str
    number: str
    title: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Row:
    """A row of a plan as it is compared."""

    what: str
    number: str
    title: str
    facts: Mapping[str, str]


def differences_to_before(plan: Plan) -> list[Difference] | None:
    """Return how the plan differs from the version before; None for the first of its year."""
    if plan.replaces_id is None:
        return None
    return differences(Plan.objects.for_page().get(pk=plan.replaces_id), plan)


def differences(before: Plan, after: Plan) -> list[Difference]:
    """Return how `after` differs from `before`, in the order of the paper, removed rows last.

    Fetch both with `for_page()`. Rows are compared by their keys, so a row that only moved to
    another place differs in nothing but its number, which is no difference.
    """
    return [*_of_the_paper(before, after), *_of_rows(before, after)]


def _of_the_paper(before: Plan, after: Plan) -> Iterator[Difference]:
    names = {"subject": "เรื่อง", "opening": "ความนำ", "closing": "ข้อความปิดท้าย"}
    pairs = [(name, getattr(before, key), getattr(after, key)) for key, name in names.items()]
    pairs.append(("รูปแบบประกาศ", before.get_layout_display(), after.get_layout_display()))
    changes = tuple(Change(name, was, now) for name, was, now in pairs if was != now)
    if changes:
        yield Difference("changed", "ข้อความประกาศ", "", after.subject, changes)


def _of_rows(before: Plan, after: Plan) -> Iterator[Difference]:
    was, now = dict(_rows(before)), dict(_rows(after))
    for key, row in now.items():
        if key not in was:
            yield Difference("added", row.what, row.number, row.title)
        elif changes := tuple(_changes(was[key].facts, row.facts)):
            yield Difference("changed", row.what, row.number, row.title, changes)
    for key, row in was.items():
        if key not in now:
            yield Difference("removed", row.what, row.number, row.title)


def _changes(was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Change]:
    for name, value in now.items():
        if was[name] != value:
            yield Change(name, was[name] or "–", value or "–")


def _rows(plan: Plan) -> Iterator[tuple[UUID, Row]]:
    """Give every row of the plan under its key, numbered as on paper."""
    for issue in outline(plan):
        row = issue.issue
        yield row.key, Row("ประเด็น", issue.number, row.title, _issue_facts(row))
        for measure in issue.measures:
            yield from _measure_rows(measure)


def _measure_rows(one: NumberedMeasure) -> Iterator[tuple[UUID, Row]]:
    measure = one.measure
    yield measure.key, Row("มาตรการ", one.number, measure.title, _measure_facts(measure))
    for nth in one.steps:
        step = nth.step
        facts = {"ข้อความ": step.text, "ระยะเวลา": period_words(step)}
        yield step.key, Row("ขั้นตอน", f"{one.number} ({nth.number})", step.text, facts)


def _issue_facts(issue: Issue) -> dict[str, str]:
    return {"ชื่อ": issue.title, "วัตถุประสงค์": issue.purpose, "ตอบ": issue.answer_words}


def _measure_facts(measure: Measure) -> dict[str, str]:
    return {
        "ชื่อ": measure.title,
        "ผู้รับผิดชอบ": joined(owner_names(measure)),
        "ระยะเวลา": period_words(measure),
        "การกำกับติดตาม": measure.monitoring,
        "เป้าหมาย": measure.target,
        "งบประมาณ": budget_words(measure.budget, no_budget=measure.no_budget),
        "ตอบ": measure.answer_words,
    }


def period_words(row: Measure | Step) -> str:
    """Return the row's own period in words; "" without one."""
    return between(row.starts_on, row.ends_on)


def between(starts_on: date | None, ends_on: date | None) -> str:
    """Return a period in words, e.g. "1 ต.ค. 2567 ถึง 31 มี.ค. 2568"; "" without one."""
    if not starts_on or not ends_on:
        return ""
    return f"{short_date(starts_on)} ถึง {short_date(ends_on)}"


def budget_words(budget: Decimal | None, *, no_budget: bool) -> str:
    """Return a budget in words: baht, "ไม่ใช้งบประมาณ", or "" when nothing is said."""
    if no_budget:
        return "ไม่ใช้งบประมาณ"
    return f"{budget:,.2f} บาท" if budget is not None else ""
