"""Papers that go their way together: what is done to one of a bundle is done to all of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from ita_portal.documents.models import Bundle, Proposal
from ita_portal.documents.rules.words import fingerprint
from ita_portal.errors import Stale

BUNDLED = "ผู้เสนอรวมเอกสารนี้เป็นชุดกับฉบับอื่นหลังจากที่ท่านเปิดหน้าไว้ ระบบจึงยังไม่ดำเนินการ โปรดอ่านทั้งชุดก่อน"


def together(proposal: Proposal) -> list[Proposal]:
    """Return the papers of the proposal's bundle in their order; of a single one, itself."""
    if proposal.bundle_id is None:
        return [proposal]
    return list(Proposal.objects.for_page().filter(bundle=proposal.bundle_id).order_by("place"))


def locked_together(proposal: Proposal) -> list[Proposal]:
    """Read the papers of the proposal's bundle anew, locked for the rest of the transaction.

    In the order of the bundle; a single one alone. The bundle's own row is locked first, so that
    two people with two papers of it in their hands wait for each other and not in a circle.
    Raises Stale when the paper has come into a bundle since `proposal` was read.
    """
    if proposal.bundle_id is not None:
        Bundle.objects.select_for_update().get(pk=proposal.bundle_id)
        rows = _locked().filter(bundle=proposal.bundle_id)
        return sorted(rows, key=lambda one: one.place)
    alone = _locked().get(pk=proposal.pk)
    if alone.bundle_id is not None:
        raise Stale(BUNDLED)
    return [alone]


def _locked() -> Any:  # noqa: ANN401 - a query set whose rows are locked
    rows = Proposal.objects.select_for_update(of=("self",)).order_by("pk")
    return rows.select_related("office", "replaces", "submitted_by", "bundle")


def shown_fingerprint(papers: Sequence[Mapping[str, Any]]) -> str:
    """Return the fingerprint of all that was shown: of one paper its own, else one of them all."""
    if len(papers) == 1:
        return fingerprint(papers[0])
    whole = " ".join(fingerprint(words) for words in papers)
    return hashlib.sha256(whole.encode()).hexdigest()


def title_of(papers: Sequence[Proposal]) -> str:
    """Return what the papers are called together: the bundle's title, or that of the only one."""
    bundle = papers[0].bundle
    return bundle.title if bundle else papers[0].title
