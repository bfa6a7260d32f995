"""What every page with a signature on it does: ask for the password again, note from where."""

from __future__ import annotations

from django.contrib.auth import authenticate
from django.http import HttpRequest

from ita_portal.documents.forms import SignForm
from ita_portal.documents.rules.issuing import Confirmation
from ita_portal.organisations.models import User
from ita_portal.organisations.visitors import address_of
from ita_portal.thai.text import clean

LONGEST_DEVICE = 300


def confirmation_of(request: HttpRequest) -> Confirmation:
    """Return from where a deed was confirmed; the address is counted as at signing in."""
    device = " ".join(clean(request.headers.get("User-Agent", "")).split())
    return Confirmation(address_of(request), device[:LONGEST_DEVICE])


def is_the_person(request: HttpRequest, form: SignForm, user: User) -> bool:
    """Tell whether the password of the valid `form` is that of `user`; else note it at the form.

    It is asked as signing in does, so that wrong ones are counted together.
    """
    person = authenticate(request, username=user.username, password=form.cleaned_data["password"])
    if person is None:
        form.add_error("password", "รหัสผ่านไม่ถูกต้อง ระบบจึงยังไม่ลงนาม โปรดลองอีกครั้ง")
    return person is not None
