"""The sample office's checklist: owners and dates of a year, work at every stage, a year handed in.

The dates lie around the day on which the sample is made, so that a new user sees what is due.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from assessments.models import Framework, OITItem
from disclosure.models import Evidence
from disclosure.rules.entries import (
    decide_not_applicable,
    entry_of,
    propose_not_applicable,
    set_entry,
)
from disclosure.rules.evidence import add_evidence, return_evidence
from disclosure.rules.examples import examples_of
from disclosure.rules.handing_in.act import bring_up, hand_in
from ita_portal.organisations.models import Office, OfficeGroup, User

Facts = Mapping[str, Any]


def make_checklists(office: Office, facts: Facts, people: Mapping[str, User], *, on: date) -> None:
    """Make the checklists of `facts` as they stand on the day, and hand in what was handed in."""
    for told in facts["checklists"]:
        framework = Framework.objects.of_year(told["fiscal_year"])
        if framework is not None:
            _checklist(office, framework, told, people, on=on)
    for told in facts["hand_ins"]:
        _hand_in(office, told, people)


def _checklist(
    office: Office, framework: Framework, facts: Facts, people: Mapping[str, User], *, on: date
) -> None:
    """Set owners, dates and places of a year's items, by duty, and leave some work open."""
    items = list(OITItem.objects.filter(framework=framework).order_by("position", "pk"))
    for told in facts["owners"]:
        for item in _with(items, told["duties"]):
            _set(office, item, told, people, on=on)
    for told in facts["not_applicable"]:
        for item in _with(items, [told["duty"]]):
            _leave_out(office, item, told, people)
    for told in facts["work"]:
        for item in _with(items, [told["duty"]]):
            _work(office, item, told, people)


def _leave_out(office: Office, item: OITItem, told: Facts, people: Mapping[str, User]) -> None:
    propose_not_applicable(office, item, words=told["reason"], by=people["officer"])
    if told.get("accepted"):
        by = people["coordinator"]
        decide_not_applicable(office, item, accept=True, comment="", by=by)


def _hand_in(office: Office, facts: Facts, people: Mapping[str, User]) -> None:
    """Hand a year in; the worker then makes its copy."""
    framework = Framework.objects.of_year(facts["fiscal_year"])
    if framework is not None:
        current = bring_up(office)
        hand_in(
            current,
            framework,
            number=1,
            revision=current.public_revision,
            note=facts["note"],
            by=people["director"],
        )


def _with(items: list[OITItem], duties: list[str]) -> list[OITItem]:
    return [item for item in items if not set(duties).isdisjoint(item.duties)]


def _set(
    office: Office, item: OITItem, told: Facts, people: Mapping[str, User], *, on: date
) -> None:
    groups = {group.name: group for group in OfficeGroup.objects.filter(office=office)}
    example = next(iter(examples_of(item.duties, item.framework.fiscal_year)), None)
    set_entry(
        office,
        item,
        revision=entry_of(office, item).revision,
        by=people["coordinator"],
        owner=groups[told["owner"]],
        deputy=groups.get(told.get("deputy", "")),
        post="",
        due_on=on + timedelta(days=told["due_in_days"]),
        components=[],
        shown_by_papers=[],
        place=example.place if example and told.get("placed") else "",
    )


def _work(office: Office, item: OITItem, told: Facts, people: Mapping[str, User]) -> None:
    """Write a draft, or propose something that is sent back."""
    piece = add_evidence(
        item,
        office=office,
        by=people["officer"],
        as_draft=told["state"] == Evidence.Status.DRAFT,
        is_shared=False,
        facts={
            "kind": Evidence.Kind.TEXT,
            "title": told["title"],
            "text": told["text"],
            "owner": OfficeGroup.objects.get(office=office, name=told["group"]),
        },
    )
    if told["state"] == Evidence.Status.RETURNED:
        return_evidence(piece, comment=told["comment"], by=people["coordinator"])
