"""Following one's complaint with the receipt code, without an account and without a cookie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from complaints.models import LIFECYCLE, Author, Case, Message, Status, Way
from complaints.rules.clocks import Standing, reckon, standing_of
from complaints.rules.codes import hash_of, once, typed_code
from complaints.rules.filing import SealedFile, files_of
from complaints.rules.naming import openings_told
from complaints.rules.news import wants_news
from complaints.rules.plain_words import MEANINGS, Meaning
from complaints.rules.receiving import add_message, missing_of_unnamed
from complaints.rules.sealing import content_of, key_of, place_of, unseal_words
from ita_portal import keys
from ita_portal.keys import KeyLostError

_PURPOSE = "complaints"
_TICKET_DAYS = 1
"""A page of a case that was opened may be answered until the next day ends."""


@dataclass(frozen=True)
class Said:
    """A message as it is read; `who` is the author's kind, `by` the name of who of the staff."""

    author: str
    by: str
    on: date
    words: str


@dataclass(frozen=True)
class Followed:
    """What the person who holds the code sees."""

    case: Case
    meaning: Meaning
    said: list[Said]
    files: list[SealedFile]
    missing: list[str]
    standing: Standing
    openings: list[tuple[date, str]]
    is_mailed: bool


def find(typed: str) -> Case | None:
    """Return the case of a code, typed in any way; None for a wrong one.

    It takes as long for a wrong code as for a right one: one slow hash, one look into an index.
    """
    code = typed_code(typed)
    found = Case.objects.filter(code_hash=hash_of(code)).select_related("office").first()
    return found if code else None


def ticket_for(case: Case) -> str:
    """Return what a page of the case carries in place of the code, good until tomorrow."""
    day = timezone.localdate().toordinal()
    return keys.encrypt(_PURPOSE, f"{case.seal}:{day}".encode()).decode()


def case_of_ticket(ticket: str) -> Case | None:
    """Return the case of a ticket; None for a strange or an old one."""
    try:
        seal, _, day = keys.decrypt(_PURPOSE, ticket.encode()).decode().partition(":")
        age = timezone.localdate().toordinal() - int(day)
    except (KeyLostError, ValueError):
        return None
    if not 0 <= age <= _TICKET_DAYS:
        return None
    return Case.objects.filter(seal=seal).select_related("office").first()


def followed(case: Case) -> Followed:
    """Return what the holder of the code sees of the case. Raises KeyLostError."""
    said = [one for one in messages_of(case) if one.author != Author.NOTE]
    mine = [file for file in files_of(case) if file.author == Author.PERSON]
    unnamed = case.way == Way.UNNAMED
    missing = missing_of_unnamed(content_of(case)) if unnamed and not mine else []
    meaning, standing = MEANINGS[Status(case.status)], standing_of(case)
    openings = openings_told(case)
    return Followed(case, meaning, said, mine, missing, standing, openings, wants_news(case))


def messages_of(case: Case) -> list[Said]:
    """Return all words to and fro, notes too, oldest first. Raises KeyLostError."""
    key = key_of(case)
    return [
        Said(row.author, row.by.full_name if row.by else "", row.on, _words(case, key, row))
        for row in Message.objects.filter(case=case).select_related("by")
    ]


@transaction.atomic
def answer(case: Case, words: str, *, once_token: str) -> bool:
    """Add what the person writes; a case that waits for an answer goes on.

    Returns False when this very form had come before: it is one message.
    """
    case = Case.objects.select_for_update(of=("self",)).select_related("office").get(pk=case.pk)
    fingerprint = once("answer", case.seal, once_token)
    if Message.objects.filter(once=fingerprint).exists():
        return False
    if case.status == Status.ASKING:
        LIFECYCLE.require(Status.ASKING, Status.CHECKING)
        case.status = Status.CHECKING
        case.save(update_fields=["status"])
    add_message(case, words, author=Author.PERSON, fingerprint=fingerprint)
    reckon(case)
    return True


def _words(case: Case, key: bytes, row: Message) -> str:
    place = place_of(case.seal, f"message:{row.once}")
    return unseal_words(key, place=place, sealed=row.sealed)["words"]
