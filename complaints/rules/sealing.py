"""Putting what was told under seal, and opening it.

Each case has a key of its own for what was told, and another one for who told it; both are
random, and locked by ita_portal.keys with keys that are not in the database. What is sealed is
bound to its case and its place there: moved to another row it does not open.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from complaints.models import Case
from ita_portal import keys
from ita_portal.keys import KeyLostError

CONTENT = "complaints"
IDENTITY = "complaint-names"
"""The purposes of the two key files: who opens what was told need not open the names."""

_NONCE = 12
_PAD = 1024
"""Bytes; texts are filled up to a multiple, so that their length does not point to them."""
_BROKEN = "ข้อมูลของเรื่องนี้เสียหาย จึงเปิดอ่านไม่ได้ โปรดแจ้งผู้ดูแลระบบ"


def new_key(purpose: str) -> tuple[bytes, bytes]:
    """Return a new key, and the same key locked for the database."""
    key = AESGCM.generate_key(bit_length=256)
    return key, keys.encrypt(purpose, key)


def key_of(case: Case) -> bytes:
    """Return the key of what was told. Raises KeyLostError when it cannot be unlocked."""
    return keys.decrypt(CONTENT, bytes(case.content_key))


def seal(key: bytes, *, place: str, data: bytes) -> bytes:
    """Return `data` sealed for `place`; each time it looks different."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, data, place.encode())


def unseal(key: bytes, *, place: str, sealed: bytes | memoryview) -> bytes:
    """Return what was sealed for `place`.

    Raises KeyLostError when it was changed, or sealed for another place or with another key.
    """
    data = bytes(sealed)
    try:
        return AESGCM(key).decrypt(data[:_NONCE], data[_NONCE:], place.encode())
    except (InvalidTag, ValueError) as error:
        raise KeyLostError(_BROKEN) from error


def seal_words(key: bytes, *, place: str, words: Mapping[str, object]) -> bytes:
    """Return texts sealed together, filled up so that their length tells little."""
    data = json.dumps(words, ensure_ascii=False).encode()
    return seal(key, place=place, data=data.ljust(-(-len(data) // _PAD) * _PAD))


def unseal_words(key: bytes, *, place: str, sealed: bytes | memoryview) -> dict[str, str]:
    """Return the texts that `seal_words` sealed. Raises as `unseal`."""
    words: dict[str, str] = json.loads(unseal(key, place=place, sealed=sealed))
    return words


def place_of(case_seal: str, part: str) -> str:
    """Return the name of a place in a case, to which what is sealed there is bound."""
    return f"{case_seal}:{part}"


def content_of(case: Case) -> dict[str, str]:
    """Return what was told. Raises KeyLostError."""
    place = place_of(case.seal, "content")
    return unseal_words(key_of(case), place=place, sealed=case.content)


def identity_of(case: Case) -> dict[str, str]:
    """Return who told it, nothing for the unnamed. Raises KeyLostError."""
    if case.identity is None or case.identity_key is None:
        return {}
    key = keys.decrypt(IDENTITY, bytes(case.identity_key))
    return unseal_words(key, place=place_of(case.seal, "identity"), sealed=case.identity)
