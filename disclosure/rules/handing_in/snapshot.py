"""What is public of a year at a moment, with all that tells how it came there, as plain values.

What stands under "inside" is for the office and for an appeal: who accepted, what was found and
answered, how links answered. Nothing of it goes into the copy for the public.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from assessments.models import Framework, OITItem
from assessments.rules.looking_back import asks_for_year_before
from disclosure.models import Evidence, EvidenceFinding, EvidenceVersion, FrozenKind, Setting
from disclosure.rules.handing_in.places import whole
from disclosure.rules.handing_in.portal_pages import portal_page
from disclosure.rules.handing_in.sheet import Sheet, SheetLink, SheetRow
from disclosure.rules.pieces import Piece, pieces_of
from disclosure.rules.year import Readiness, readiness
from ita_portal.documents.models import Document
from ita_portal.organisations.models import Office

Facts = dict[str, Any]
FORMAT = 1


def snapshot_of(office: Office, framework: Framework, sheet: Sheet) -> Facts:
    """Return the office's year as it stands, in 8 queries beside those of its sheet.

    To be read while the office's row is locked: then nothing becomes public meanwhile.
    """
    source = _Source(office, framework)
    return {
        "format": FORMAT,
        "office": {"code": office.code, "name": office.name, "short_name": office.short_name},
        "base_url": settings.BASE_URL,
        "fiscal_year": framework.fiscal_year,
        "framework": {
            "version": framework.version,
            "checksum": framework.checksum,
            "trust": str(framework.get_trust_display()),
        },
        "readiness": readiness_facts(readiness(sheet.year.items)),
        "links_ready": sheet.is_ready,
        "items": [_item(row, source) for row in sheet.rows],
    }


def readiness_facts(ready: Readiness) -> Facts:
    """Return the three figures as plain values; points as strings of two decimals."""
    return {
        "total": ready.total,
        "not_applicable": ready.not_applicable,
        "filled": ready.filled,
        "accepted": ready.accepted,
        "ready": ready.ready,
        "expected": None if ready.expected is None else str(ready.expected),
        "possible": None if ready.possible is None else str(ready.possible),
    }


def fingerprint(facts: Facts) -> str:
    """Return the SHA-256 of the facts' JSON, keys sorted, without spaces, Thai as it is."""
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class _Source:
    """What stands at the items of the year, by their codes: six queries."""

    def __init__(self, office: Office, framework: Framework) -> None:
        self.office, self.year = office, framework.fiscal_year
        self.evidence = _evidence(office, self.year)
        items = OITItem.objects.filter(framework=framework)
        self._papers = _papers(office, self.year)
        self._items = {item.code: item for item in items}
        self.pages = _pages(office, self.year, items)

    def papers(self, code: str) -> list[Document]:
        """Return the signed papers that stand at the item by its duty."""
        item = self._items[code]
        year = self.year - 1 if asks_for_year_before(item.title) else self.year
        duties = set(item.duties)
        return [
            paper
            for paper in self._papers
            if paper.fiscal_year == year and not duties.isdisjoint(paper.duties)
        ]


def _evidence(office: Office, fiscal_year: int) -> dict[str, list[Evidence]]:
    rows = Evidence.objects.of(office).published()
    rows = rows.filter(item__framework__fiscal_year=fiscal_year)
    rows = rows.select_related(
        "item", "shown__file", "shown__owner", "shown__proposed_by", "shown__decided_by"
    ).prefetch_related("findings__answered_by")
    found: dict[str, list[Evidence]] = {}
    for one in rows.order_by("position", "pk"):
        found.setdefault(one.item.code, []).append(one)
    return found


def _pages(office: Office, fiscal_year: int, items: Iterable[OITItem]) -> dict[str, list[Piece]]:
    """Return the pages of the portal that stand at the items by themselves."""
    public = pieces_of(
        office_id=office.pk,
        office_code=office.code,
        fiscal_year=fiscal_year,
        items=[(item.code, item.title, item.duties) for item in items],
    )
    return {
        code: [one for one in pieces if one.anchor.startswith("page-")]
        for code, pieces in public.items()
    }


def _papers(office: Office, fiscal_year: int) -> list[Document]:
    rows = Document.objects.published().filter(
        office=office,
        fiscal_year__in=(fiscal_year - 1, fiscal_year),
        ready_at__isnull=False,
        revoked_at__isnull=True,
    )
    rows = rows.exclude(duties=[]).defer("words").select_related("signature", "scan")
    return list(rows.order_by("-dated_on", "-pk"))


def _item(row: SheetRow, source: _Source) -> Facts:
    item, entry = row.standing, row.standing.entry
    pieces = [_paper(one, source.office) for one in source.papers(row.code)]
    pieces += [portal_page(one) for one in source.pages.get(row.code, ())]
    pieces += [_piece(one, row.address) for one in source.evidence.get(row.code, ())]
    decided = entry if entry and entry.setting == Setting.ACCEPTED else None
    return {
        "code": row.code,
        "title": row.title,
        "heading": item.heading,
        "address": row.address,
        "components": list(item.components),
        "owner": item.owner,
        "place": row.place,
        "not_applicable": row.not_applicable,
        "pieces": pieces,
        "inside": {
            "state": item.state_words,
            "lacks": item.lacks,
            "worth": None if item.worth is None else str(item.worth),
            "not_applicable_accepted_at": _moment(decided.decided_at) if decided else "",
            "links": [_link(one) for one in row.links],
        },
    }


def _paper(paper: Document, office: Office) -> Facts:
    path = reverse("documents:public", args=[office.code, paper.code])
    file = paper.scan
    return {
        "kind": FrozenKind.PAPER.value,
        "title": paper.title,
        "anchor": paper.code,
        "address": whole(path),
        "document_code": paper.code,
        "number": paper.number_text,
        "dated_on": paper.dated_on.isoformat(),
        "public_since": _moment(paper.ready_at),
        "owner": "",
        "components": [],
        "file": {
            "name": file.name if file else paper.file_name,
            "media_type": file.media_type if file else "application/pdf",
            "size": file.size if file else paper.size,
            "sha256": file.sha256 if file else paper.sha256,
            "stored": file.pk if file else None,
        },
        "inside": {
            "signed_by": paper.signature.name,
            "signed_at": _moment(paper.signature.signed_at),
            "findings": [],
        },
    }


def _piece(evidence: Evidence, address: str) -> Facts:
    version = evidence.shown
    if version is None:
        raise ValueError(f"evidence {evidence.pk} is not public")
    file = version.file
    facts: Facts = {
        "kind": version.kind,
        "title": version.title,
        "anchor": f"evidence-{evidence.pk}",
        "address": f"{address}#evidence-{evidence.pk}",
        "url": version.url,
        "text": version.text,
        "evidence": evidence.pk,
        "version": version.pk,
        "version_number": version.number,
        "public_since": _moment(evidence.shown_at),
        "owner": version.owner.name if version.owner else "",
        "components": list(version.components),
        "starts_on": _day(version.starts_on),
        "ends_on": _day(version.ends_on),
        "inside": _inside(version, evidence.findings.all()),
    }
    if file is not None:
        facts["address"] = f"{address}files/{evidence.pk}/"
        facts["file"] = {
            "name": file.name,
            "media_type": file.media_type,
            "size": file.size,
            "sha256": file.sha256,
            "stored": file.pk,
        }
    return facts


def _inside(version: EvidenceVersion, findings: Iterable[EvidenceFinding]) -> Facts:
    accepted_by, proposed_by = version.decided_by, version.proposed_by
    return {
        "proposed_by": proposed_by.full_name,
        "proposed_at": _moment(version.proposed_at),
        "accepted_by": accepted_by.full_name if accepted_by else "",
        "accepted_at": _moment(version.decided_at),
        "findings": [_finding(one, version) for one in findings if one.gone_at is None],
    }


def _finding(finding: EvidenceFinding, version: EvidenceVersion) -> Facts:
    is_answered = finding.answered_for == version.number
    by = finding.answered_by if is_answered else None
    return {
        "code": finding.code,
        "severity": str(finding.get_severity_display()),
        "message": finding.message,
        "place": finding.place,
        "mend": finding.mend,
        "answer": finding.answer if is_answered else "",
        "answered_by": by.full_name if by else "",
        "answered_at": _moment(finding.answered_at) if is_answered else "",
    }


def _link(link: SheetLink) -> Facts:
    check = link.check
    confirmed = check if check and check.is_confirmed else None
    by = confirmed.confirmed_by if confirmed else None
    return {
        "title": link.title,
        "address": link.address,
        "verdict": link.verdict,
        "words": check.words if check else "",
        "tried_at": _moment(check.tried_at) if check else "",
        "within_the_hour": link.is_fresh,
        "confirmed_by": by.full_name if by else "",
        "confirmed_at": _moment(confirmed.confirmed_at) if confirmed else "",
        "confirmed_because": confirmed.confirmed_because if confirmed else "",
    }


def _moment(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
