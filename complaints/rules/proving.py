"""That a form came from a page of ours and a person or a patient browser, without any cookie.

No third party is asked. A form carries a signed token. The browser proves work on it (a number
whose hash begins with zeros), which costs a telephone a second and a flood much more; who has no
scripts answers a sum. Nothing of it is kept.
"""

from __future__ import annotations

import hashlib
import secrets

from django.core import signing
from django.utils import timezone

from ita_portal.thai.numerals import arabic_digits

WORK_BITS = 17
"""Zero bits that the hash must begin with: 131,072 tries on average."""
DAYS = 2
"""How many days a form may lie open."""
_SIGNER = signing.Signer(salt="complaints.form")
_WORDS = ("ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")


def new_token(purpose: str) -> str:
    """Return a token for one form; `purpose` is the form's name, e.g. "new:skn1"."""
    day = timezone.localdate().toordinal()
    return _SIGNER.sign(f"{purpose}:{day}:{secrets.token_hex(16)}")


def read_token(token: str, *, purpose: str) -> str:
    """Return what tells this form from every other; "" for a strange or an old token."""
    try:
        said, day, drawn = _SIGNER.unsign(token).rsplit(":", 2)
    except (signing.BadSignature, ValueError):
        return ""
    age = timezone.localdate().toordinal() - int(day)
    return f"{purpose}:{drawn}" if said == purpose and 0 <= age < DAYS else ""


def has_worked(token: str, number: str, *, bound_to: str = "") -> bool:
    """Tell whether `number` proves the work on `token`, and on what was typed, if it is given."""
    if not number.isascii() or not number.isdigit() or len(number) > 12:
        return False
    digest = hashlib.sha256(f"{token}:{bound_to}:{number}".encode()).digest()
    return int.from_bytes(digest) >> (256 - WORK_BITS) == 0


def question(token: str) -> str:
    """Return the sum that a person without scripts answers, e.g. "สาม บวก สี่"."""
    first, second = _sum(token)
    return f"{_WORDS[first]} บวก {_WORDS[second]}"


def is_answered(token: str, answer: str) -> bool:
    """Tell whether the sum is answered, in Thai or Arabic digits."""
    return arabic_digits(answer).strip() == str(sum(_sum(token)))


def _sum(token: str) -> tuple[int, int]:
    digest = hashlib.sha256(_SIGNER.signature(token).encode()).digest()
    return digest[0] % 9 + 1, digest[1] % 9 + 1
