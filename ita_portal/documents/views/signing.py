"""What every page with a signature on it does: ask for the password once more."""

from __future__ import annotations

from django.contrib.auth import authenticate
from django.http import HttpRequest

from ita_portal.documents.forms import SignForm
from ita_portal.organisations.models import User


def is_the_person(request: HttpRequest, form: SignForm, user: User) -> bool:
    """Tell whether the password of the valid `form` is that of `user`; else note it at the form.

    It is asked as signing in does, so that wrong ones are counted together.
    """
    person = authenticate(request, username=user.username, password=form.cleaned_data["password"])
    if person is None:
        form.add_error("password", "รหัสผ่านไม่ถูกต้อง ระบบจึงยังไม่ลงนาม โปรดลองอีกครั้ง")
    return person is not None
