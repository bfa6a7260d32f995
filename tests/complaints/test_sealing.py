"""What is told lies under seal, bound to its place, and is gone with its key."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from complaints.models import Case, Way
from complaints.rules.receiving import add_message
from complaints.rules.sealing import CONTENT, content_of, identity_of, key_of, new_key, seal, unseal
from complaints.rules.tracking import messages_of
from ita_portal import keys
from ita_portal.keys import KeyLostError
from tests.complaints.cast import case_of


def test_what_was_sealed_opens_only_at_its_place(db):
    key, _ = new_key(CONTENT)
    sealed = seal(key, place="a:content", data=b"words")

    assert unseal(key, place="a:content", sealed=sealed) == b"words"
    with pytest.raises(KeyLostError):
        unseal(key, place="b:content", sealed=sealed)


def test_what_was_changed_does_not_open(db):
    key, _ = new_key(CONTENT)
    sealed = seal(key, place="a", data=b"words")

    with pytest.raises(KeyLostError):
        unseal(key, place="a", sealed=sealed[:-1] + bytes([sealed[-1] ^ 1]))


def test_a_case_opens_with_its_own_key_alone(office, complaint_officer):
    one, other = case_of(office), case_of(office)
    one.content_key = other.content_key

    with pytest.raises(KeyLostError):
        content_of(one)


def test_without_its_key_a_case_is_noise_for_good(office, complaint_officer):
    """To purge a case it is enough to forget its key, whatever copies of the rest there are."""
    case = case_of(office)
    add_message(case, "คำถามลับ", author="note", fingerprint="f", by=complaint_officer)
    case.content_key = new_key(CONTENT)[1]
    case.save()

    with pytest.raises(KeyLostError):
        content_of(case)
    with pytest.raises(KeyLostError):
        messages_of(case)


def test_who_opens_what_was_told_need_not_open_the_names(office, complaint_officer):
    case = case_of(office)
    (settings.DATA_DIR / "keys" / "complaint-names.key").unlink()

    assert content_of(case)["what"]
    with pytest.raises(KeyLostError):
        identity_of(case)


def test_a_changed_key_still_opens_what_an_older_one_locked(office, complaint_officer):
    case = case_of(office)
    keys.change_key(CONTENT)

    assert content_of(case)["what"]
    assert content_of(case_of(office))["what"]


def test_the_length_of_what_was_told_tells_little(office, complaint_officer):
    short = case_of(office, content={"what": "ก"})
    longer = case_of(office, content={"what": "ก" * 200})

    assert len(short.content) == len(longer.content)


def test_a_locked_key_does_not_tell_when_it_was_made(office, complaint_officer):
    """A Fernet token begins with the second in which it was made: here it is always 0."""
    import base64  # noqa: PLC0415 - of this test alone

    token = bytes(case_of(office).content_key).partition(b":")[2]

    assert base64.urlsafe_b64decode(token)[1:9] == bytes(8)


@pytest.mark.parametrize("facts", [{"identity": b"x"}, {"received_time": "10:00"}])
def test_the_database_takes_neither_name_nor_hour_of_the_unnamed(office, complaint_officer, facts):
    case = case_of(office, way=Way.UNNAMED)

    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(**facts)


def test_the_keys_are_random(office, complaint_officer):
    cases = [case_of(office) for _ in range(5)]

    assert len({key_of(case) for case in cases}) == 5
    assert len({case.seal for case in cases}) == 5
