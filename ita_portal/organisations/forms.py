"""Forms of signing in and of one's own account."""

from __future__ import annotations

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm


class SignInForm(AuthenticationForm):
    """User name and password."""

    error_messages = {
        "invalid_login": "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง โปรดลองอีกครั้ง",
        "inactive": "บัญชีนี้ถูกปิดการใช้งาน โปรดติดต่อผู้ดูแลระบบของสำนักงาน",
    }

    username = forms.CharField(
        label="ชื่อผู้ใช้",
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
    """A new password, with the old one asked for."""
