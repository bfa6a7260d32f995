"""What somebody types who decides about a proposed paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator

from ita_portal.documents.kinds import DocumentKind
from ita_portal.documents.rules.proposals import LONGEST_COMMENT, intent_of


class SignForm(forms.Form):
    """The password asked again, and the declaration that goes with a paper of `kind`."""

    password = forms.CharField(
        label="รหัสผ่านของท่าน",
        strip=False,
        error_messages={"required": "โปรดกรอกรหัสผ่านของท่าน เพื่อยืนยันว่าเป็นท่านที่ลงนาม"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    intent = forms.BooleanField()

    def __init__(self, *args: Any, kind: DocumentKind, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        intent = self.fields["intent"]
        intent.label = intent_of(kind)
        intent.error_messages["required"] = f"โปรดอ่าน{kind.name} แล้วทำเครื่องหมายในช่องนี้ก่อนลงนาม"


class SendBackForm(forms.Form):
    """Why the paper goes back."""

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
