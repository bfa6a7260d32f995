"""How an office does its papers: what is set for a kind, for all kinds, or nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from ita_portal.audit.rules import record
from ita_portal.documents.kinds import KINDS, DocumentKind, Numbering
from ita_portal.documents.models import PaperSettings
from ita_portal.documents.models.settings import NumberingMode
from ita_portal.errors import Refused, Stale
from ita_portal.organisations.access import Permission, roles_with
from ita_portal.organisations.models import Appointment, Office, User
from ita_portal.thai.text import clean

ALL_KINDS = ""
"""The kind under which stands what counts for all kinds that have nothing of their own."""

ENDORSING = tuple(roles_with(Permission.DOCUMENT_ENDORSE))
"""The roles that can stand in a chain: all that may endorse. The director signs at its end."""

Mode = NumberingMode


@dataclass(frozen=True)
class PaperWays:
    """How the papers of one kind are done in an office, as it counts today.

    `chain` are the roles that endorse, in their order; `digits` is "thai" or "arabic".
    """

    chain: tuple[str, ...]
    numbering: NumberingMode
    prefix: str
    digits: str
    carries_qr: bool


@dataclass(frozen=True)
class Choice:
    """What somebody sets for a kind; None, or "", takes what counts for all kinds."""

    chain: Sequence[str] | None = None
    numbering: str = ""
    prefix: str = ""
    digits: str = ""
    carries_qr: bool | None = None


def ways_of(office: Office, kind: DocumentKind) -> PaperWays:
    """Return how `office` does papers of `kind`; one query.

    What nobody has set: no endorsers, the digits and the QR code of the kind itself, and numbers
    from the portal where they are due, else none. A kind without numbers never has any.
    """
    rows = _rows(office, kind.code)
    chain: list[str] = next((row.chain for row in rows if row.chain is not None), [])
    qr = next((row.carries_qr for row in rows if row.carries_qr is not None), kind.carries_qr)
    return PaperWays(
        chain=tuple(role for role in chain if role in ENDORSING),
        numbering=_numbering(kind, next((row.numbering for row in rows if row.numbering), "")),
        prefix=next((row.prefix for row in rows if row.prefix), ""),
        digits=next((row.digits for row in rows if row.digits), kind.digits),
        carries_qr=qr,
    )


def _rows(office: Office, kind: str) -> list[PaperSettings]:
    """Return what is set for the kind, then what is set for all."""
    rows = PaperSettings.objects.filter(office=office, kind__in={kind, ALL_KINDS})
    return sorted(rows, key=lambda row: row.kind, reverse=True)


def _numbering(kind: DocumentKind, chosen: str) -> NumberingMode:
    if kind.numbering == Numbering.NEVER:
        return Mode.NONE
    if chosen:
        return Mode(chosen)
    return Mode.PORTAL if kind.numbering == Numbering.REQUIRED else Mode.NONE


def chosen_for(office: Office, kind: str) -> PaperSettings | None:
    """Return what is set for a kind (or ALL_KINDS) itself, or None when nothing is."""
    return PaperSettings.objects.filter(office=office, kind=kind).first()


@transaction.atomic
def save_ways(
    office: Office, kind: str, *, choice: Choice, expected_revision: int, by: User
) -> PaperSettings:
    """Set how papers of a kind (or ALL_KINDS) are done from now on; what is under way stays.

    `expected_revision` is that of the row that was read, 0 when there was none. Raises Stale when
    somebody has set something since; Refused for a chain with a role twice or one that cannot
    endorse, and for papers without a number where one is due.
    """
    _check(kind, choice)
    # Two at once: one waits for the other.
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    kept = chosen_for(office, kind)
    if (kept.revision if kept else 0) != expected_revision:
        raise Stale
    row = kept or PaperSettings(office=office, kind=kind, revision=0)
    row.chain = None if choice.chain is None else list(choice.chain)
    row.numbering, row.prefix = choice.numbering, " ".join(clean(choice.prefix).split())
    row.digits, row.carries_qr = choice.digits, choice.carries_qr
    row.revision, row.updated_by = row.revision + 1, by
    row.save()
    detail = {"kind": kind, "chain": row.chain, "numbering": row.numbering, "prefix": row.prefix}
    record(by=by, office=office, verb="papers.set", subject=row, detail=detail)
    return row


def _check(kind: str, choice: Choice) -> None:
    chain = list(choice.chain or ())
    if len(set(chain)) != len(chain):
        raise Refused("ลำดับการเสนอมีตำแหน่งเดียวกันซ้ำ โปรดเลือกแต่ละตำแหน่งครั้งเดียว")
    strange = [role for role in chain if role not in ENDORSING]
    if strange:
        raise Refused(f"“{Appointment.Role(strange[0]).label}” ไม่มีสิทธิ์ให้ความเห็นชอบเอกสาร")
    due = kind in KINDS and KINDS[kind].numbering == Numbering.REQUIRED
    if due and choice.numbering == Mode.NONE:
        raise Refused(f"{KINDS[kind].word}ต้องมีเลขที่ โปรดเลือกว่าใครเป็นผู้ออกเลข")
