"""Papers that are proposed, papers that are issued, their numbers, signatures and seals."""

from ita_portal.documents.models.bundle import Bundle
from ita_portal.documents.models.document import (
    CODE_LENGTH,
    CODE_LETTERS,
    DOCUMENT_LIFECYCLE,
    Document,
    DocumentQuerySet,
    Signature,
    SignatureMethod,
    new_code,
)
from ita_portal.documents.models.endorsing import Endorsement, ProposalComment
from ita_portal.documents.models.numbers import NumberSeries, PaperNumber
from ita_portal.documents.models.previews import Preview, picture_name
from ita_portal.documents.models.proposal import PROPOSAL_LIFECYCLE, Proposal, ProposalQuerySet
from ita_portal.documents.models.seals import Certificate, Seal
from ita_portal.documents.models.settings import Emblem, PaperSettings

__all__ = [
    "CODE_LENGTH",
    "CODE_LETTERS",
    "DOCUMENT_LIFECYCLE",
    "PROPOSAL_LIFECYCLE",
    "Bundle",
    "Certificate",
    "Document",
    "DocumentQuerySet",
    "Emblem",
    "Endorsement",
    "NumberSeries",
    "PaperNumber",
    "PaperSettings",
    "Preview",
    "Proposal",
    "ProposalComment",
    "ProposalQuerySet",
    "Seal",
    "Signature",
    "SignatureMethod",
    "new_code",
    "picture_name",
]
