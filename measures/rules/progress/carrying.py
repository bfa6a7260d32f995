"""A plan changed in mid-year: its rounds go on with the new version, and nothing noted is lost."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from ita_portal.audit.rules import record
from ita_portal.documents.models import Proposal
from ita_portal.errors import Refused
from measures.models import GroupReport, Measure, Plan, Round, Step, StepFile, StepReport
from measures.rules.progress.apart import Failures
from measures.rules.progress.reported import has_report, standing_report
from measures.rules.progress.spreading import spread
from measures.rules.progress.telling import tell_returned

_AGAIN = "แผนมาตรการปรับปรุงแล้ว มีขั้นตอนที่เพิ่มเข้ามาและยังไม่ได้รายงาน โปรดรายงานเพิ่มแล้วส่งอีกครั้ง"

_TOLD = "แผนมาตรการปรับปรุงแล้ว มีขั้นตอนเพิ่ม:"


@transaction.atomic
def carry_on(round_: Round, plan: Plan) -> Round:
    """Let an open round go on with another version of its plan.

    What groups noted stays with the step by its key, in the new words. What the version has no
    more stays as well, marked, if anything was noted on it, and goes if nothing was. New steps are
    given out; a group that had sent its part gets it back for them, and is told. Safe to repeat.

    The parts are locked first: what a group is just writing is waited for and kept.

    Raises Refused when the round is not open, its report is proposed or signed, or the plan is
    not a signed one of its year.
    """
    round_ = (
        Round.objects.select_for_update(of=("self",)).select_related("office").get(pk=round_.pk)
    )
    _require_fit(round_, plan)
    if round_.plan_id == plan.pk:
        return round_
    list(GroupReport.objects.select_for_update().filter(round=round_).order_by("pk"))
    round_.plan = plan
    round_.revision += 1
    round_.save(update_fields=["plan", "revision"])
    _repoint(round_, plan)
    spread([round_.pk])
    _ask_again(round_, plan)
    detail = {"version": plan.version}
    record(by=None, office=round_.office, verb="round.carried_on", subject=round_, detail=detail)
    return round_


def carry_on_all() -> int:
    """Let every open round go on whose plan has a newer signed version; return how many.

    A round whose report is proposed or signed stays with the version that it reports on. Safe to
    repeat and at the same time. One that fails does not keep the others; what failed is raised
    at the end.
    """
    newer = Plan.objects.filter(
        office=OuterRef("office_id"),
        fiscal_year=OuterRef("fiscal_year"),
        version__gt=OuterRef("plan__version"),
        proposal__status=Proposal.Status.APPROVED,
    )
    behind = Round.objects.filter(~has_report(), Exists(newer), opened_at__isnull=False)
    rounds, failures = list(behind.select_related("office").order_by("pk")), Failures()
    for one in rounds:
        signed = Plan.objects.of(one.office).filter(
            fiscal_year=one.fiscal_year, proposal__status=Proposal.Status.APPROVED
        )
        with failures.apart(f"carrying on round {one.pk}"):
            carry_on(one, signed.latest("version"))
    failures.raise_any("rounds could not be carried on")
    return len(rounds)


def open_rounds_of(plan: Plan) -> QuerySet[Round]:
    """Return the rounds of the plan's year that go on with a newer version: open, no report yet."""
    of_year = Round.objects.filter(office=plan.office_id, fiscal_year=plan.fiscal_year)
    return of_year.filter(~has_report(), opened_at__isnull=False).order_by("pk")


def _require_fit(round_: Round, plan: Plan) -> None:
    if round_.opened_at is None:
        raise Refused("รอบนี้ยังไม่เปิด เมื่อเปิดจะใช้แผนฉบับล่าสุดที่ลงนามแล้วเอง")
    if standing_report(round_):
        raise Refused("รายงานของรอบนี้เสนอหรือลงนามแล้ว รอบนี้จึงคงใช้แผนฉบับที่รายงานไว้")
    same = (plan.office_id, plan.fiscal_year) == (round_.office_id, round_.fiscal_year)
    if not same or plan.status != Plan.Status.APPROVED:
        raise Refused("ใช้ได้เฉพาะแผนฉบับที่ลงนามแล้วของสำนักงานและปีงบประมาณเดียวกัน")


def _repoint(round_: Round, plan: Plan) -> None:
    """Tie the notes to the rows of the version, and mark or drop what it has no more."""
    rows = _rows_by_key(plan)
    owned = _owners_by_measure(plan)
    notes = StepReport.objects.filter(part__round=round_).select_related("part")
    kept: list[StepReport] = []
    gone: list[StepReport] = []
    for note in notes:
        measure_id, step_id = rows.get(note.step_key, (None, None))
        owners = owned.get(measure_id or 0, frozenset())
        note.is_dropped = measure_id is None or not (owners is None or note.part.group_id in owners)
        if measure_id is not None:
            note.measure_id, note.step_id = measure_id, step_id
        (gone if note.is_dropped else kept).append(note)
    untouched = set(_untouched(round_).values_list("pk", flat=True)) & {note.pk for note in gone}
    marked = [note for note in gone if note.pk not in untouched]
    StepReport.objects.bulk_update(kept + marked, ["measure", "step", "is_dropped"], batch_size=200)
    _untouched(round_).filter(pk__in=untouched).delete()
    _drop_empty_parts(round_)


def _rows_by_key(plan: Plan) -> dict[UUID, tuple[int, int | None]]:
    """Return measure and step of everything in the version that can be noted, by its key."""
    below = Step.objects.filter(part_of=OuterRef("pk"))
    steps = Step.objects.filter(~Exists(below), measure__issue__plan=plan)
    rows: dict[UUID, tuple[int, int | None]] = {
        key: (measure_id, pk)
        for pk, key, measure_id in steps.values_list("pk", "key", "measure_id")
    }
    bare = Measure.objects.filter(issue__plan=plan, steps=None)
    return rows | {key: (pk, None) for pk, key in bare.values_list("pk", "key")}


def _owners_by_measure(plan: Plan) -> dict[int, frozenset[int] | None]:
    """Return the ids of the owner groups by measure; None for every group."""
    measures = Measure.objects.filter(issue__plan=plan).prefetch_related("owners")
    return {
        one.pk: None if one.every_group else frozenset(group.pk for group in one.owners.all())
        for one in measures
    }


def _untouched(round_: Round) -> QuerySet[StepReport]:
    has_files = Exists(StepFile.objects.filter(report=OuterRef("pk")))
    return StepReport.objects.filter(~has_files, part__round=round_, updated_at=None)


def _drop_empty_parts(round_: Round) -> None:
    """Take away parts without a step that nobody ever sent; what was sent stays."""
    GroupReport.objects.filter(round=round_, steps=None, sent_at=None).delete()


def _ask_again(round_: Round, plan: Plan) -> None:
    proposal = plan.proposal
    new = StepReport.objects.filter(part=OuterRef("pk"), state="", is_dropped=False)
    sent = GroupReport.objects.filter(Exists(new), round=round_, status=GroupReport.Status.SENT)
    ids = list(sent.values_list("pk", flat=True))
    GroupReport.objects.filter(pk__in=ids).update(
        status=GroupReport.Status.RETURNED,
        returned_at=timezone.now(),
        returned_by=proposal.approved_by if proposal else F("sent_by"),
        return_comment=_AGAIN,
    )
    parts = GroupReport.objects.filter(pk__in=ids).select_related("round__office", "group")
    tell_returned(list(parts), _TOLD, on=timezone.localdate())
