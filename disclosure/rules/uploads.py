"""Taking in the file of a piece of evidence, and giving it back when the piece is refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from ita_portal.errors import Refused
from ita_portal.files.accepting import DOCUMENTS
from ita_portal.files.models import PICTURES, SUFFIXES, StoredFile
from ita_portal.files.names import suffix_of
from ita_portal.files.rules import keep, keep_photo, remove
from ita_portal.organisations.models import Office, User

ACCEPTED = DOCUMENTS
_PICTURE_SUFFIXES = frozenset(suffix for kind in PICTURES for suffix in SUFFIXES[kind])


@contextmanager
def taken_in(
    chunks: Iterable[bytes], *, name: str, office: Office, by: User
) -> Iterator[StoredFile]:
    """Keep the file for what is done inside; it goes again when that is refused.

    A picture is kept without what the camera wrote into it, such as the place. To be used outside
    a transaction. Raises Refused, with a sentence that says why, for a file that is no good.
    """
    if suffix_of(name) in _PICTURE_SUFFIXES:
        file = keep_photo(chunks, name=name, office=office, by=by)
    else:
        file = keep(chunks, name=name, office=office, by=by, accept=ACCEPTED)
    try:
        yield file
    except Refused:
        remove(file)
        raise
