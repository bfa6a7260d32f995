"""From what was written to the words of the paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ita_portal.documents.models import Emblem
from ita_portal.documents.rules.settings import ways_of
from ita_portal.organisations.models import Office, User
from ita_portal.papers.kinds.base import Setting, WrittenKind
from ita_portal.papers.models import Paper
from ita_portal.papers.rules.content import content_of, written_kind


def words_of(paper: Paper, *, by: User, on: date) -> dict[str, Any]:
    """Return the words of a paper as `by` would propose it on that day."""
    kind = written_kind(paper.kind)
    return words_from(kind, content_of(paper), office=paper.office, by=by, on=on)


def words_from(
    kind: WrittenKind, content: Mapping[str, Any], *, office: Office, by: User, on: date
) -> dict[str, Any]:
    """Return the words of what stands on a page, stored or not; with the office's emblem."""
    ways = ways_of(office, kind.kind)
    setting = Setting(
        office_name=office.name,
        digits=content.get("digits") or ways.digits,
        number_prefix=ways.prefix,
        on=on,
        writer=by.full_name,
    )
    words = kind.words(content.get("subject", ""), content, setting)
    return words | {"emblem": emblem_of(office)}


def emblem_of(office: Office) -> str | None:
    """Return the office's emblem as it is frozen into papers, None while it has none."""
    return Emblem.objects.filter(office=office).values_list("picture", flat=True).first()


def lacks_of(kind: WrittenKind, content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return with the name of a field what still keeps a paper from being proposed."""
    no_subject = [] if content["subject"].strip() else [("subject", "โปรดกรอกเรื่อง")]
    return [*no_subject, *kind.lacks({**kind.first_content(), **content})]
