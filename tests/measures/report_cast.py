"""A round on its way to a signed report, for the tests of what follows from one."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from ita_portal.documents.models import Document, Proposal
from ita_portal.documents.rules.signing import approve, words_to_sign
from ita_portal.documents.rules.words import fingerprint
from ita_portal.organisations.models import User
from measures.models import GroupReport, Round
from measures.rules.progress.parts import send_part
from measures.rules.progress.report import reading_of, submit_report
from tests.measures.progress_cast import SIX_OPENS, complete


def send(part: GroupReport, by: User, on: date = SIX_OPENS) -> GroupReport:
    """Note every step of the part as done and send it."""
    complete(part, by, on)
    return send_part(part, by=by, on=on)


def send_all(round_: Round, by: User, on: date = SIX_OPENS) -> Round:
    """Send every part of the round that is not sent yet."""
    for part in round_.parts.exclude(status=GroupReport.Status.SENT):
        send(part, by, on)
    return round_


def propose_report(round_: Round, by: User, **more: bool) -> Proposal:
    """Propose the report as it reads now, without those who are silent."""
    shown = reading_of(round_).words_sha256
    return submit_report(round_, words_sha256=shown, without_silent=True, by=by, **more)


def sign_report(proposal: Proposal, director: User) -> Document:
    """Let the director take note of the report and permit its publication."""
    words = words_to_sign(proposal, by=director, on=timezone.localdate())
    return approve(proposal, words_sha256=fingerprint(words), by=director)


def signed_round(round_: Round, by: User, director: User) -> Document:
    """Send all parts of the round and let its report be signed."""
    return sign_report(propose_report(send_all(round_, by), by), director)
