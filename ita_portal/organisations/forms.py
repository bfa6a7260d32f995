"""Forms of signing in and of one's own account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.http import HttpRequest

from ita_portal.organisations.models import User


class SignInForm(AuthenticationForm):
    """User name and password."""

    error_messages = {
        "invalid_login": "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง โปรดลองอีกครั้ง",
        "inactive": "บัญชีนี้ถูกปิดการใช้งาน โปรดติดต่อผู้ดูแลระบบของสำนักงาน",
    }

    username = forms.CharField(
        label="ชื่อผู้ใช้",
        max_length=60,  # no name is longer, and the trail of wrong passwords takes 255 at most
        widget=forms.TextInput(
            attrs={"autofocus": True, "autocomplete": "username", "autocapitalize": "none"}
        ),
    )
    password = forms.CharField(
        label="รหัสผ่าน",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class AccountPasswordForm(PasswordChangeForm):
    """A new password, with the old one asked for as signing in does: wrong ones are counted."""

    def __init__(self, request: HttpRequest, user: User, **options: Any) -> None:  # noqa: ANN401 - Django's own options
        super().__init__(user, **options)
        self.request = request

    def clean_old_password(self) -> str:
        old: str = self.cleaned_data["old_password"]
        if authenticate(self.request, username=self.user.get_username(), password=old) is None:
            raise forms.ValidationError(
                self.error_messages["password_incorrect"], code="password_incorrect"
            )
        return old
