"""What follows in the room of a matter when its paper is approved, whichever page approved it.

The documents room cannot import the rooms that propose papers, so they name what follows in the
setting AFTER_APPROVAL: the code of a kind with the functions, by string, as JOB_HANDLERS does for
jobs. So nothing depends on which modules happen to be loaded. A new kind adds a line there and a
function in the rules of its own room:

    def carry_on_rounds(proposal: Proposal, document: Document, by: User) -> None: ...

A function runs within the transaction of the approval, after the paper was issued: what it does
stands or falls with the signature. Refused keeps the paper from being signed, with its words for
who signs. Slow work is handed to a job; nothing is sent to other machines.
"""

from __future__ import annotations

from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from ita_portal.documents.models import Document, Proposal
from ita_portal.organisations.models import User


class AfterApproval(Protocol):
    """A function that carries out what follows from the approval of a kind of paper."""

    def __call__(self, proposal: Proposal, document: Document, by: User) -> None:
        """Do what follows. Raises Refused when the paper must not be signed."""


def follow(proposal: Proposal, document: Document, *, by: User) -> None:
    """Do all that follows from the approval of `proposal`, in the order of the setting.

    Must run in the transaction of the approval. Nothing follows for a kind that is not named.
    """
    for name in settings.AFTER_APPROVAL.get(proposal.kind, ()):
        handler: AfterApproval = import_string(name)
        handler(proposal, document, by)
