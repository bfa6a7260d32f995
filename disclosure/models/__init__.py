"""The year's checklist of OIT items, its evidence with every version, and what the checks found."""

from disclosure.models.content import EvidenceKind
from disclosure.models.entry import Entry, Setting
from disclosure.models.evidence import (
    EVIDENCE_LIFECYCLE,
    Evidence,
    EvidenceQuerySet,
    EvidenceStatus,
    EvidenceVersion,
)
from disclosure.models.finding import EvidenceFinding, Severity
from disclosure.models.handing_in import (
    CopyStatus,
    FrozenArchive,
    FrozenKind,
    FrozenPiece,
    HandIn,
    HandInQuerySet,
)
from disclosure.models.link import LinkCheck, LinkVerdict
from disclosure.models.noting import NOTE_LIFECYCLE, NoteKind, NoteStatus, VisitorNote
from disclosure.models.searching import PublicText

__all__ = [
    "EVIDENCE_LIFECYCLE",
    "NOTE_LIFECYCLE",
    "CopyStatus",
    "Entry",
    "Evidence",
    "EvidenceFinding",
    "EvidenceKind",
    "EvidenceQuerySet",
    "EvidenceStatus",
    "EvidenceVersion",
    "FrozenArchive",
    "FrozenKind",
    "FrozenPiece",
    "HandIn",
    "HandInQuerySet",
    "LinkCheck",
    "LinkVerdict",
    "NoteKind",
    "NoteStatus",
    "PublicText",
    "Setting",
    "Severity",
    "VisitorNote",
]
