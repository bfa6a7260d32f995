"""Changing the keys that lock the cases, and finding what no key opens any more."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from complaints.models import Case, Secret
from complaints.rules.sealing import CONTENT, IDENTITY
from ita_portal import keys
from ita_portal.keys import KeyLostError


@dataclass(frozen=True)
class Relocked:
    """How many cases are locked with the newest keys now, and the ids of those that are lost."""

    cases: int
    lost: list[int]
    forgotten: int


def lock_anew() -> Relocked:
    """Lock every case and the portal's secret with new keys, and forget the old ones.

    An old key is forgotten only when all that it locked was opened; so the command may be run
    again after an end in the middle, and it forgets nothing while a case is lost.
    """
    for purpose in (CONTENT, IDENTITY):
        keys.change_key(purpose)
    lost, done = _all_anew(set())
    # A complaint may have come in just then, locked by a process that had read the old keys.
    late, _ = _all_anew(done)
    lost += late
    opened = [_secret_anew(pk) for pk in Secret.objects.values_list("pk", flat=True)]
    forgotten = 0
    if not lost and all(opened):
        forgotten = sum(keys.forget_old_keys(purpose) for purpose in (CONTENT, IDENTITY))
    return Relocked(Case.objects.count() - len(lost), lost, forgotten)


def _all_anew(besides: set[int]) -> tuple[list[int], set[int]]:
    """Return the ids of the cases that do not open, and of all that were looked at."""
    pks = set(Case.objects.values_list("pk", flat=True)) - besides
    return [pk for pk in sorted(pks) if not _anew(pk)], pks


@transaction.atomic
def _anew(pk: int) -> bool:
    case = Case.objects.select_for_update().only("content_key", "identity_key").get(pk=pk)
    try:
        case.content_key = keys.renewed(CONTENT, bytes(case.content_key))
        if case.identity_key is not None:
            case.identity_key = keys.renewed(IDENTITY, bytes(case.identity_key))
    except KeyLostError:
        return False
    case.save(update_fields=["content_key", "identity_key"])
    return True


@transaction.atomic
def _secret_anew(pk: int) -> bool:
    secret = Secret.objects.select_for_update().get(pk=pk)
    try:
        secret.locked = keys.renewed(CONTENT, bytes(secret.locked))
    except KeyLostError:
        return False
    secret.save(update_fields=["locked"])
    return True
