"""New keys for old cases, and what happens when one is lost."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from complaints.models import Case, Way
from complaints.rules.sealing import content_of, identity_of
from complaints.rules.tracking import find
from tests.complaints.cast import received


def key_file(purpose: str) -> Path:
    """Return the file with the keys of a purpose."""
    return Path(settings.DATA_DIR) / "keys" / f"{purpose}.key"


def told(*arguments: str) -> dict[str, object]:
    """Return what the command says."""
    out = io.StringIO()
    call_command("lock_complaints_anew", "--json", *arguments, stdout=out)
    return json.loads(out.getvalue())


def test_all_cases_open_with_the_new_keys_alone(office, complaint_officer):
    receipt = received(office, way=Way.HIDDEN)
    before = {key_file("complaints").read_bytes(), key_file("complaint-names").read_bytes()}

    done = told()

    case = Case.objects.get()
    assert done["cases"] == 1
    assert done["lost"] == []
    assert len(key_file("complaints").read_bytes().split()) == 1
    assert key_file("complaints").read_bytes() not in before
    assert content_of(case)["what"]
    assert identity_of(case)["name"]
    assert find(receipt.code) == case


def test_while_a_case_is_lost_no_key_is_forgotten_and_the_others_are_saved(
    office, complaint_officer
):
    lost, kept = received(office).case, received(office).case
    whole = bytes(lost.content_key)
    Case.objects.filter(pk=lost.pk).update(content_key=b"00000000:" + whole[9:])

    with pytest.raises(CommandError) as refused:
        told()

    assert refused.value.returncode == 1
    assert len(key_file("complaints").read_bytes().split()) > 1
    kept.refresh_from_db()
    assert content_of(kept)["what"]
    Case.objects.filter(pk=lost.pk).update(content_key=whole)
    assert told()["lost"] == []
    assert content_of(Case.objects.get(pk=lost.pk))["what"]


def test_it_may_be_done_again_and_with_no_case_at_all(office):
    assert told()["cases"] == 0
    assert told()["lost"] == []
