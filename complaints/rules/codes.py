"""Receipt codes: twenty digits in groups of four, easy to read aloud; kept only as a slow hash.

A code comes from the form's own random token and a secret of the portal: the same form sent twice
has the same code, and is the same complaint. Whoever has the database has neither.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

from django.db import IntegrityError, transaction

from complaints.models import Secret
from ita_portal import keys
from ita_portal.thai.numerals import arabic_digits, narrow

DIGITS = 20
"""10**20 codes, a little more than 66 bits."""
_PURPOSE = "complaints"
_NAME = "receipt codes"
_COST = {"n": 2**15, "r": 8, "p": 1, "maxmem": 64 * 2**20}
_LOOK_ALIKES = str.maketrans(dict.fromkeys("OoQD", "0") | dict.fromkeys("IiLl|!", "1"))
_LOOK_ALIKES |= str.maketrans(dict.fromkeys("Zz", "2") | dict.fromkeys("Ss", "5"))
_LOOK_ALIKES |= str.maketrans({"B": "8", "G": "6"})
_BETWEEN = re.compile(r"[\s.,_\-–—]+")


def code_for(token: str) -> str:
    """Return the receipt code of what comes with `token`, as plain digits."""
    drawn = hmac.new(_secret(), token.encode(), hashlib.sha512).digest()
    return f"{int.from_bytes(drawn) % 10**DIGITS:0{DIGITS}d}"


def grouped(code: str) -> str:
    """Return the code as it is read aloud: "1234 5678 9012 3456 7890"."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def typed_code(text: str) -> str:
    """Return the digits that were meant; "" when it cannot be a code.

    Spaces, dashes, Thai digits and letters that look like digits (O, l, S …) are understood.
    """
    if len(text) > 200:
        return ""
    digits = _BETWEEN.sub("", arabic_digits(narrow(text))).translate(_LOOK_ALIKES)
    return digits if re.fullmatch(f"[0-9]{{{DIGITS}}}", digits) else ""


def hash_of(code: str) -> str:
    """Return the fingerprint under which a case is found: slow, and keyed with the secret.

    It takes as long for a wrong code as for a right one, also for one that cannot be a code.
    """
    secret = _secret()
    slow = hashlib.scrypt(code.encode(), salt=secret, dklen=32, **_COST)
    return hmac.new(secret, slow, hashlib.sha256).hexdigest()


def once(*parts: str) -> str:
    """Return a fingerprint of a form that nobody can make without the portal's secret."""
    return hmac.new(_secret(), "\n".join(parts).encode(), hashlib.sha256).hexdigest()


def _secret() -> bytes:
    """Return the portal's secret, made when it is needed for the first time."""
    row = Secret.objects.filter(name=_NAME).first()
    if row is None:
        locked = keys.encrypt(_PURPOSE, secrets.token_bytes(32))
        try:
            with transaction.atomic():
                row = Secret.objects.create(name=_NAME, locked=locked)
        except IntegrityError:  # another process was quicker
            row = Secret.objects.get(name=_NAME)
    return keys.decrypt(_PURPOSE, bytes(row.locked))
