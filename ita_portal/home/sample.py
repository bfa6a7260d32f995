"""The sample office: everything that each screen has something to show, made by the rules.

The office, its people, figures and words are invented; they lie in sample_office.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from assessments.models import OITItem, Result
from assessments.rules.results import Published, confirm_result, lock_result, save_scores
from assessments.rules.writing.content import CauseContent
from assessments.rules.writing.gathering import matter_of
from assessments.rules.writing.saving import first_content, save_analysis
from assessments.rules.writing.states import Material
from disclosure.models import Evidence
from disclosure.rules.evidence import accept_evidence, propose_evidence
from ita_portal.documents.rules.words import fingerprint
from ita_portal.home.sample_checklist import make_checklists
from ita_portal.home.sample_rounds import make_round
from ita_portal.organisations.access import COMPLAINT_ROLES
from ita_portal.organisations.models import Appointment, Office, OfficeGroup, User
from ita_portal.organisations.rules import create_office
from ita_portal.staff.rules import add_group, appoint, new_password, save_office
from ita_portal.thai.fiscal_year import FiscalYear
from measures.models import Plan
from measures.rules.plan import (
    IssueContent,
    MeasureContent,
    PlanContent,
    StepContent,
    approve_plan,
    save_plan,
    send_back_plan,
    start_plan,
    submit_plan,
    words_to_sign,
)

SAMPLE = Path(__file__).parent / "sample_office.toml"
SINCE = date(2018, 10, 1)

Facts = Mapping[str, Any]


def load_sample() -> dict[str, Any]:
    """Make the sample office once; a second call finds it and changes nothing.

    The sign-ins, with a password made for this data folder alone, are written to
    `sample-sign-ins.txt` there. Returns the office's code and whether it was made now.
    """
    facts = tomllib.loads(SAMPLE.read_text(encoding="utf-8"))
    code = facts["code"]
    if Office.objects.filter(code=code).exists():
        return {"code": code, "created": False}
    password = new_password()
    with transaction.atomic():
        _make(facts, password)
        _write_sign_ins(facts, password)
    return {"code": code, "created": True}


def _make(facts: Facts, password: str) -> None:
    office, _ = create_office(
        code=facts["code"],
        name=facts["name"],
        short_name=facts["short_name"],
        kind=facts["kind"],
    )
    people = _people(office, facts, password)
    save_office(office, facts=facts, by=people["admin"])
    office.refresh_from_db()
    for result in facts["results"]:
        _result(office, result, people)
    for analysis in facts["analyses"]:
        _analysis(office, analysis, people)
    for plan in sorted(facts["plans"], key=lambda plan: plan["fiscal_year"]):
        _plan(office, plan, people)
    for round_ in facts["rounds"]:
        make_round(office, round_, people, on=timezone.localdate())
    for piece in facts["evidence"]:
        for year in piece["years"]:
            _evidence(office, piece, year, people)
    make_checklists(office, facts, people, on=timezone.localdate())


def _people(office: Office, facts: Facts, password: str) -> dict[str, User]:
    """Make the people; the administrator comes first, who then adds groups and posts.

    Who takes complaints is appointed by the director, who stands before them in the file.
    """
    people = {
        one["username"]: User.objects.create_user(
            one["username"],
            password,
            prefix=one["prefix"],
            first_name=one["first_name"],
            last_name=one["last_name"],
        )
        for one in facts["people"]
    }
    admin = people["admin"]
    groups = {
        name: add_group(office, name=name, short_name="", by=admin) for name in facts["groups"]
    }
    for one in facts["people"]:
        if one["role"] == Appointment.Role.SUPERVISOR:
            Appointment.objects.create(
                user=people[one["username"]],
                role=one["role"],
                title=one["title"],
                starts_on=SINCE,
            )
        else:
            by = people["director"] if one["role"] in COMPLAINT_ROLES else admin
            appoint(people[one["username"]], office=office, post=_post(one, groups), by=by)
    return people


def _post(one: Facts, groups: Mapping[str, OfficeGroup]) -> dict[str, Any]:
    return {
        "role": one["role"],
        "title": one["title"],
        "group": groups.get(one.get("group", "")),
        "capacity": one.get("capacity", Appointment.Capacity.OWN),
        "principal_title": one.get("principal_title", ""),
        "order_number": one.get("order_number", ""),
        "starts_on": SINCE,
    }


def _result(office: Office, facts: Facts, people: Mapping[str, User]) -> None:
    told = facts.get("published", {})
    scores = {
        number: Decimal(score) if score else None
        for number, score in enumerate(facts.get("scores", []), 1)
    }
    result = save_scores(
        office=office,
        fiscal_year=facts["fiscal_year"],
        scores=scores,
        published=Published(
            total=_decimal(facts.get("total", "")),
            level=told.get("level", ""),
            rank=told.get("rank"),
            rank_of=told.get("rank_of"),
            national_mean=_decimal(told.get("national_mean", "")),
            points={code: Decimal(points) for code, points in told.get("points", {}).items()},
            respondents=told.get("respondents", {}),
        ),
        difference_answer="",
        expected_revision=None,
        by=people["officer"],
    )
    if not facts.get("draft"):
        result = confirm_result(result, expected_revision=result.revision, by=people["coordinator"])
    if facts.get("locked"):
        lock_result(result, expected_revision=result.revision, by=people["director"])


def _analysis(office: Office, facts: Facts, people: Mapping[str, User]) -> None:
    """Write the analysis that the portal proposes, with the sample's causes; it is not proposed."""
    result = Result.objects.for_history().get(office=office, fiscal_year=facts["fiscal_year"])
    target = Decimal(facts["target"])
    proposed = first_content(Material.of(matter_of(result, target=target)))
    causes = {int(number): CauseContent(text=text) for number, text in facts["causes"].items()}
    content = replace(proposed, target=target, causes=causes)
    save_analysis(result, content=content, expected_revision=0, by=people["officer"])


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _plan(office: Office, facts: Facts, people: Mapping[str, User]) -> None:
    """Bring a plan into its state, each step by who does it in an office."""
    plan = start_plan(office=office, fiscal_year=facts["fiscal_year"], by=people["officer"])
    content = _content(plan, facts)
    plan = save_plan(plan, content=content, expected_revision=plan.revision, by=people["officer"])
    if facts["state"] == Plan.Status.DRAFT:
        return
    plan = submit_plan(plan, expected_revision=plan.revision, by=people["officer"])
    if facts["state"] == Plan.Status.RETURNED:
        send_back_plan(plan, comment=facts["comment"], by=people["director"])
    if facts["state"] == Plan.Status.APPROVED:
        words = words_to_sign(plan, by=people["director"], on=timezone.localdate())
        approve_plan(plan, words_sha256=fingerprint(words), by=people["director"])


def _content(plan: Plan, facts: Facts) -> PlanContent:
    year = FiscalYear(plan.fiscal_year)
    groups = dict(plan.office.groups.values_list("name", "pk"))
    indicators = (
        dict(plan.result.framework.indicators.values_list("number", "pk"))
        if plan.result and plan.result.framework
        else {}
    )
    issues = tuple(
        IssueContent(
            title=issue["title"],
            purpose=issue.get("purpose", ""),
            answers_id=indicators.get(issue.get("answers")),
            measures=tuple(
                MeasureContent(
                    title=measure["title"],
                    steps=tuple(StepContent(text) for text in measure.get("steps", [])),
                    owner_ids=frozenset(groups[name] for name in measure.get("owners", [])),
                    every_group=measure.get("every_group", False),
                    starts_on=year.starts,
                    ends_on=year.ends,
                    monitoring=measure.get("monitoring", ""),
                )
                for measure in issue["measures"]
            ),
        )
        for issue in facts["issues"]
    )
    return PlanContent(plan.subject, facts["layout"], plan.opening, plan.closing, issues)


def _evidence(office: Office, facts: Facts, year: int, people: Mapping[str, User]) -> None:
    """Propose a piece on the year's item that carries its duty, and accept it by another."""
    items = OITItem.objects.filter(framework__fiscal_year=year)
    item = next((one for one in items if facts["duty"] in one.duties), None)
    if item is None:
        return
    piece = propose_evidence(
        item,
        office=office,
        kind=Evidence.Kind.LINK if "url" in facts else Evidence.Kind.TEXT,
        title=facts["title"].format(year=year),
        url=facts.get("url", "").format(year=year),
        text=facts.get("text", ""),
        owner=OfficeGroup.objects.get(office=office, name=facts["group"]),
        by=people["officer"],
    )
    if facts.get("state") != Evidence.Status.PROPOSED:
        accept_evidence(piece, by=people["coordinator"])


def _write_sign_ins(facts: Facts, password: str) -> None:
    """Keep the sample sign-ins where `make run` finds them, readable by their owner alone."""
    path = Path(settings.DATA_DIR) / "sample-sign-ins.txt"
    lines = [f"รหัสผ่านของทุกชื่อ: {password}", ""]
    lines += [
        f"{one['username']:<12} {one['prefix']}{one['first_name']} {one['last_name']}"
        f" ({Appointment.Role(one['role']).label})"
        for one in facts["people"]
    ]
    path.touch(mode=0o600, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
