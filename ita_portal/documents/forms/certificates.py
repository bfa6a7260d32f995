"""What an administrator gives to install a certificate."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile

MOST_BYTES = 200_000
"""Of a PKCS#12 file; one with a long chain has some 15,000."""


class CertificateForm(forms.Form):
    """The file of the certificate, and the password with which it was made."""

    file = forms.FileField(
        label="ไฟล์ใบรับรอง (.p12 หรือ .pfx)",
        error_messages={
            "required": "โปรดเลือกไฟล์ใบรับรองที่ผู้ออกให้มา",
            "empty": "ไฟล์ที่เลือกว่างเปล่า โปรดเลือกไฟล์ใบรับรองที่ผู้ออกให้มา",
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".p12,.pfx,application/x-pkcs12"}),
        help_text="ไฟล์ PKCS#12 ที่มีทั้งใบรับรองและกุญแจส่วนตัว",
    )
    password = forms.CharField(
        label="รหัสผ่านของไฟล์",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text="รหัสที่ตั้งไว้เมื่อได้ไฟล์มา ระบบใช้เปิดไฟล์ครั้งเดียวและไม่เก็บไว้",
    )

    def clean_file(self) -> UploadedFile:
        """Refuse what is far larger than any certificate, before it is read."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError("ไฟล์ใหญ่เกินกว่าจะเป็นใบรับรอง โปรดเลือกไฟล์ .p12 หรือ .pfx")
        return file
