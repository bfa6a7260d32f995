"""What a room has named to follow an approval is done with it, or the approval is not."""

from __future__ import annotations

import pytest
from django.utils import timezone
from django.utils.module_loading import import_string

from ita_portal.documents.models import Document, Proposal
from ita_portal.documents.rules.signing import approve, words_to_sign
from ita_portal.documents.rules.words import fingerprint
from ita_portal.errors import Refused
from tests.factories.documents import propose_paper

followed: list[tuple[str, str]] = []


def remember(proposal: Proposal, document: Document, by) -> None:
    followed.append((proposal.status, document.code))


def refuse(proposal: Proposal, document: Document, by) -> None:
    raise Refused("ยังลงนามไม่ได้")


@pytest.fixture
def proposal(office, officer) -> Proposal:
    followed.clear()
    return propose_paper(office, officer)


def sign(proposal: Proposal, by) -> Document:
    shown = words_to_sign(proposal, by=by, on=timezone.localdate())
    return approve(proposal, words_sha256=fingerprint(shown), by=by)


def test_what_is_named_for_the_kind_follows_the_approval(settings, proposal, director):
    settings.AFTER_APPROVAL = {proposal.kind: [f"{__name__}.remember"]}

    document = sign(proposal, director)

    assert followed == [(Proposal.Status.APPROVED, document.code)]


def test_nothing_follows_for_another_kind(settings, proposal, director):
    settings.AFTER_APPROVAL = {"another": [f"{__name__}.remember"]}

    sign(proposal, director)

    assert followed == []


def test_what_follows_may_refuse_and_then_nothing_is_signed(settings, proposal, director):
    settings.AFTER_APPROVAL = {proposal.kind: [f"{__name__}.refuse"]}

    with pytest.raises(Refused, match="ยังลงนามไม่ได้"):
        sign(proposal, director)

    proposal.refresh_from_db()
    assert proposal.status == Proposal.Status.SUBMITTED
    assert not Document.objects.exists()


def test_every_function_that_settings_name_is_there(settings):
    names = [name for of_kind in settings.AFTER_APPROVAL.values() for name in of_kind]

    assert all(callable(import_string(name)) for name in names)
