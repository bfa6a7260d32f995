"""What somebody types who revokes a paper."""

from __future__ import annotations

from django import forms
from django.core.validators import MaxLengthValidator

from ita_portal.documents.rules.revoking import LONGEST_REASON
from ita_portal.staff.forms import CleanForm

TOO_LONG = f"เหตุที่ยกเลิกยาวเกิน {LONGEST_REASON} ตัวอักษร โปรดย่อให้สั้นลง"


class RevokeForm(CleanForm):
    """Why the paper does not hold any more, and the password asked again."""

    reason = forms.CharField(
        label="เหตุที่ยกเลิก",
        validators=[MaxLengthValidator(LONGEST_REASON, TOO_LONG)],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="ข้อความนี้แสดงต่อสาธารณะบนหน้าเอกสารและหน้าตรวจสอบ",
        error_messages={"required": "โปรดเขียนเหตุที่ยกเลิกเอกสาร ข้อความนี้จะแสดงต่อสาธารณะ"},
    )
    password = forms.CharField(
        label="รหัสผ่านของท่าน",
        strip=False,
        error_messages={"required": "โปรดกรอกรหัสผ่านของท่าน เพื่อยืนยันว่าเป็นท่านที่ยกเลิก"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
