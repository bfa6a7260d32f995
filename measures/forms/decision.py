"""What the director types when deciding about a plan."""

from __future__ import annotations

from django import forms
from django.core.validators import MaxLengthValidator

from measures.rules.plan import INTENT, LONGEST_COMMENT


class SignForm(forms.Form):
    """The password asked again, and the declaration."""

    password = forms.CharField(
        label="รหัสผ่านของท่าน",
        strip=False,
        error_messages={"required": "โปรดกรอกรหัสผ่านของท่าน เพื่อยืนยันว่าเป็นท่านที่ลงนาม"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    intent = forms.BooleanField(
        label=INTENT, error_messages={"required": "โปรดอ่านประกาศ แล้วทำเครื่องหมายในช่องนี้ก่อนลงนาม"}
    )


class SendBackForm(forms.Form):
    """Why the plan goes back."""

    comment = forms.CharField(
        label="ความเห็น",
        # Not max_length: its attribute lets the browser cut off what is pasted without a word.
        validators=[
            MaxLengthValidator(
                LONGEST_COMMENT,
                message=f"ความเห็นยาวเกิน {LONGEST_COMMENT:,} ตัวอักษร โปรดย่อให้สั้นลง",
            )
        ],
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "โปรดเขียนความเห็นว่าต้องแก้ไขอะไร ก่อนส่งคืน"},
    )
