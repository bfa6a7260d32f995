"""What the tests of a paper's way share: settings, steps and what pages say."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone

from ita_portal.documents.models import Proposal
from ita_portal.documents.rules.settings import ALL_KINDS, Choice, chosen_for, save_ways
from ita_portal.documents.rules.signing import approve, words_to_sign
from ita_portal.documents.rules.together import shown_fingerprint, together
from ita_portal.organisations.models import Appointment, Office, User

HEAD, DEPUTY, COORDINATOR = (
    Appointment.Role.GROUP_HEAD,
    Appointment.Role.DEPUTY_DIRECTOR,
    Appointment.Role.COORDINATOR,
)


def set_chain(office: Office, roles: Sequence[str], *, by: User, kind: str = ALL_KINDS) -> None:
    """Set the chain of a kind, or of all, whatever was set before."""
    kept = chosen_for(office, kind)
    revision = kept.revision if kept else 0
    save_ways(office, kind, choice=Choice(chain=list(roles)), expected_revision=revision, by=by)


def sign(proposal: Proposal, by: User) -> None:
    """Sign a proposal, with its bundle, as somebody who has read it today."""
    today = timezone.localdate()
    proposal = Proposal.objects.get(pk=proposal.pk)
    words = [words_to_sign(one, by=by, on=today) for one in together(proposal)]
    approve(proposal, words_sha256=shown_fingerprint(words), by=by)


def at(proposal: Proposal, name: str = "proposal") -> str:
    """Return the address of a page of the proposal."""
    return reverse(f"documents:{name}", args=[proposal.office.code, proposal.pk])


def faulty_ids(response) -> list[str]:
    """Return the ids that stand twice on a page, and what it points at that is not there."""
    said = response.content.decode()
    ids = re.findall(r'\sid="([^"]*)"', said)
    points = re.findall(r'(?:href="#|aria-labelledby="|aria-describedby="| for=")([^"]+)"', said)
    aims = {one for point in points for one in point.split()}
    return sorted({one for one in ids if ids.count(one) > 1} | (aims - set(ids)))


def text_of(response) -> str:
    """Return what a page says, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())
