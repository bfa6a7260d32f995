"""A proposed paper as its page shows it: the paper itself, and what there is to say about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from ita_portal.documents.kinds import KINDS, DocumentKind
from ita_portal.documents.models import Preview, Proposal
from ita_portal.documents.rendering.paragraphs import placed_html
from ita_portal.documents.rules.comments import ShownComment, comments_before, comments_on
from ita_portal.documents.rules.differences import Compared, compared
from ita_portal.documents.rules.previewing import preview_of
from ita_portal.jobs.models import Job
from ita_portal.organisations.models import User


@dataclass(frozen=True)
class PaperShown:
    """One paper of the page. `matter` is where it is written, "" for a kind without such a page.

    `said` are comments on this version, `said_before` those on the one before at the paragraphs
    of this one; the paragraphs of `body` have ids that begin with `prefix`. `preview` are the
    very pages, for who decides.
    """

    proposal: Proposal
    kind: DocumentKind
    body: SafeString
    prefix: str
    matter: str
    before: list[Proposal]
    said: list[ShownComment]
    said_before: list[ShownComment]
    compared: list[Compared]
    preview: Preview | None
    job: Job | None
    may_retry: bool


def shown(
    proposal: Proposal,
    words: Mapping[str, Any] | None,
    *,
    retries: bool,
    reader: User | None = None,
) -> PaperShown:
    """Return the paper as it is shown: signed, with the `words` to sign, or as it was proposed.

    With the very pages for a `reader` who decides about it.
    """
    document, prefix = proposal.document, f"p{proposal.pk}-"
    said, said_before = comments_on(proposal), comments_before(proposal)
    words = document.words if document else words or proposal.words
    return PaperShown(
        proposal=proposal,
        kind=KINDS[proposal.kind],
        body=_body(proposal, words, prefix, [] if document else said + said_before),
        prefix=prefix,
        matter=_matter(proposal),
        before=_before(proposal),
        said=said,
        said_before=said_before,
        compared=compared(proposal) if proposal.awaits_decision else [],
        preview=preview_of(words, office=proposal.office, by=reader) if reader else None,
        job=Job.objects.filter(key=document.job_key).first() if document else None,
        may_retry=retries,
    )


def _body(
    proposal: Proposal, words: Mapping[str, Any], prefix: str, said: list[ShownComment]
) -> SafeString:
    """Return the paper to read, with its photographs, and each comment below its paragraph."""
    place = reverse("documents:proposal", args=[proposal.office.code, proposal.pk])
    return commented_html(words, said, prefix=prefix, photos_at=f"{place}photos/")


def commented_html(
    words: Mapping[str, Any], said: Iterable[ShownComment], *, prefix: str, photos_at: str = ""
) -> SafeString:
    """Return a paper to read with each comment below its paragraph; see `placed_html`."""
    notes: dict[int, list[str]] = {}
    for one in said:
        if one.place is not None:
            note = render_to_string("documents/parts/remark.html", {"comment": one})
            notes.setdefault(one.place, []).append(note)
    return placed_html(words, prefix=prefix, photos_at=photos_at, notes=notes)


def _matter(proposal: Proposal) -> str:
    """Return the address of what the paper was written from, "" for a kind without such a page."""
    kind, code = KINDS[proposal.kind], proposal.office.code
    if not kind.matter:
        return ""
    if kind.is_written:
        return reverse(kind.matter, args=[code, proposal.pk])
    return reverse(kind.matter, args=[code, proposal.fiscal_year - kind.looks_back])


def _before(proposal: Proposal) -> list[Proposal]:
    """Return the proposals of the year that this one comes after, latest first; one query."""
    if not proposal.after_id:
        return []
    of_year = Proposal.objects.of(proposal.office).filter(
        kind=proposal.kind, fiscal_year=proposal.fiscal_year
    )
    rows, found = {one.pk: one for one in of_year.for_list()}, []
    one = rows.get(proposal.after_id)
    while one is not None:
        found.append(one)
        one = rows.get(one.after_id) if one.after_id else None
    return found
