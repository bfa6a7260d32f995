"""Beginning a paper: empty, from a template, or as a copy of another one; and giving one up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction

from ita_portal.audit.rules import record
from ita_portal.errors import Refused
from ita_portal.organisations.models import Office, User
from ita_portal.papers.kinds import WRITTEN
from ita_portal.papers.kinds.base import Rows, WrittenKind
from ita_portal.papers.models import Paper
from ita_portal.papers.rules.content import content_of, new_key, tidied, written_kind
from ita_portal.papers.rules.replacing import cancelling, require_replaceable
from ita_portal.papers.rules.saving import locked_open
from ita_portal.papers.rules.templates import TEMPLATES, Started
from ita_portal.papers.rules.templates.base import Wanted
from ita_portal.papers.rules.templates.committee import head_of_memo


def started_empty(kind: WrittenKind, wanted: Wanted) -> Started:
    """Return an empty paper; a memo knows who writes it, from which group, and for whom."""
    content = kind.first_content()
    known = head_of_memo(wanted, of_writer=True)
    content |= {name: value for name, value in known.items() if name in content}
    return Started(kind.code, "", content)


def started_from(template: str, wanted: Wanted) -> Started:
    """Return what a template gives. Raises Refused for one that is not there."""
    if template not in TEMPLATES:
        raise Refused("ไม่มีแม่แบบนี้ โปรดเลือกจากรายการ")
    return TEMPLATES[template].start(wanted)


def started_as_copy(paper: Paper) -> Started:
    """Return the words of another paper; days beside signatures are not copied."""
    kind, content = written_kind(paper.kind), content_of(paper)
    content.pop("bound", None)
    for one in kind.fields():
        if isinstance(one, Rows):
            content[one.name] = [
                {**row, "key": new_key()} | ({"dated": ""} if "dated" in row else {})
                for row in content[one.name]
            ]
    return Started(kind.code, paper.subject, content)


def started_in_place_of(paper: Paper) -> Started:
    """Return the words of a signed paper for a new one in its place, which says so.

    Raises Refused when it is not signed, or does not hold (any more), or its kind replaces none.
    """
    document = require_replaceable(paper)
    kind, started = written_kind(paper.kind), started_as_copy(paper)
    content = cancelling(kind, started.content, document, instead_of=paper.replaces)
    return replace(started, content=content, replaces=document)


@transaction.atomic
def begin(started: Started, *, office: Office, fiscal_year: int, by: User) -> Paper:
    """Keep a begun paper as a draft of the office. `fiscal_year` is Buddhist."""
    kind = WRITTEN[started.kind]
    content = tidied(kind, _keyed({**started.content, "subject": started.subject}))
    subject, digits = content.pop("subject"), content.pop("digits")
    paper = Paper.objects.create(
        office=office,
        kind=kind.code,
        fiscal_year=fiscal_year,
        subject=subject,
        digits=digits,
        content=content,
        replaces=started.replaces,
        created_by=by,
        updated_by=by,
    )
    detail = {"kind": kind.code}
    record(by=by, office=office, verb="paper.begun", subject=paper, detail=detail)
    return paper


def _keyed(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the content with a key for each row that has none."""
    return {
        name: [{"key": new_key(), **row} for row in value] if isinstance(value, list) else value
        for name, value in content.items()
    }


@transaction.atomic
def give_up(paper: Paper, *, by: User) -> None:
    """Delete a draft that was never proposed; what was once proposed stays as the history.

    Raises Refused when it was proposed, or is gone already.
    """
    paper = locked_open(paper)
    if paper.proposal_id is not None:
        raise Refused("เอกสารนี้เคยเสนอแล้ว จึงลบไม่ได้ ประวัติการเสนอต้องอยู่ครบ")
    record(by=by, office=paper.office, verb="paper.deleted", subject=paper)
    paper.delete()


def wanted_of(office: Office, *, year: int, months: int, by: User, on: date) -> Wanted:
    """Return what a template needs to know. Years are Buddhist, `months` is 6 or 12."""
    return Wanted(office, year, months if months in {6, 12} else 6, by, on)
