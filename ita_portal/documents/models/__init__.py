"""Papers that are proposed, papers that are issued, and the signatures on them."""

from ita_portal.documents.models.document import (
    CODE_LENGTH,
    CODE_LETTERS,
    DOCUMENT_LIFECYCLE,
    Document,
    DocumentQuerySet,
    Signature,
    new_code,
)
from ita_portal.documents.models.proposal import PROPOSAL_LIFECYCLE, Proposal, ProposalQuerySet

__all__ = [
    "CODE_LENGTH",
    "CODE_LETTERS",
    "DOCUMENT_LIFECYCLE",
    "PROPOSAL_LIFECYCLE",
    "Document",
    "DocumentQuerySet",
    "Proposal",
    "ProposalQuerySet",
    "Signature",
    "new_code",
]
