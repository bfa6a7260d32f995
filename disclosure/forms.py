"""The form in which evidence is proposed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict

from disclosure.models import Evidence
from disclosure.rules.wording import (
    LONGEST_LINK,
    LONGEST_TEXT,
    LONGEST_TITLE,
    meaningful_title,
    safe_link,
    whole_text,
)
from ita_portal.errors import Refused
from ita_portal.organisations.models import Office, OfficeGroup


class EvidenceForm(forms.Form):
    """A link or a text, by a name that says what it is, and the group that looks after it."""

    title = forms.CharField(
        label="ชื่อหลักฐาน",
        help_text="บอกว่าผู้อ่านจะได้พบอะไร เช่น “แผนปฏิบัติราชการประจำปีงบประมาณ พ.ศ. 2567” ไม่ใช่ “คลิกที่นี่”",
        error_messages={"required": "กรุณาตั้งชื่อหลักฐาน ให้ผู้อ่านรู้ว่าจะได้พบอะไร"},
        widget=forms.TextInput(attrs={"maxlength": LONGEST_TITLE}),
    )
    url = forms.CharField(
        label="ลิงก์",
        required=False,
        help_text="ที่อยู่เต็มของหน้าหรือไฟล์บนเว็บไซต์หลัก ที่ทุกคนเปิดได้โดยไม่ต้องลงชื่อเข้าใช้",
        widget=forms.URLInput(attrs={"maxlength": LONGEST_LINK, "inputmode": "url"}),
    )
    text = forms.CharField(
        label="หรือข้อความที่จะเผยแพร่",
        required=False,
        strip=False,
        help_text="ใช้แทนลิงก์ เมื่อเนื้อหาสั้นพอที่จะแสดงในหน้าของข้อนี้ได้ทั้งหมด",
        widget=forms.Textarea(attrs={"rows": 6, "maxlength": LONGEST_TEXT}),
    )
    owner = forms.ModelChoiceField(
        label="กลุ่มที่รับผิดชอบ",
        queryset=OfficeGroup.objects.none(),
        empty_label="เลือกกลุ่ม/หน่วย",
        error_messages={"required": "กรุณาเลือกกลุ่มที่รับผิดชอบ"},
    )
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: QueryDict | None = None, *, office: Office, evidence: Evidence | None = None
    ) -> None:
        super().__init__(data, initial=_initial(evidence) if evidence else None)
        current = evidence.owner_id if evidence else None
        groups = OfficeGroup.objects.filter(Q(is_active=True) | Q(pk=current), office=office)
        owner = self.fields["owner"]
        if isinstance(owner, forms.ModelChoiceField):
            owner.queryset = groups
        owner.required = groups.exists()

    def clean_title(self) -> str:
        return _checked(meaningful_title, self.cleaned_data["title"])

    def clean_url(self) -> str:
        typed = self.cleaned_data["url"]
        return _checked(safe_link, typed) if typed else ""

    def clean_text(self) -> str:
        return _checked(whole_text, self.cleaned_data["text"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        url, text = data.get("url", ""), data.get("text", "")
        if url and text:
            self.add_error("text", "ใส่ลิงก์หรือข้อความอย่างใดอย่างหนึ่ง หากมีทั้งสองอย่าง ให้เสนอเป็นสองรายการ")
        if not (url or text or self.errors.keys() & {"url", "text"}):
            self.add_error("url", "กรุณาใส่ลิงก์ หรือเขียนข้อความที่จะเผยแพร่")
        return data

    def facts(self) -> dict[str, Any]:
        """Return what a valid form says, as the rules take it."""
        data = self.cleaned_data
        return {
            "kind": Evidence.Kind.LINK if data["url"] else Evidence.Kind.TEXT,
            "title": data["title"],
            "url": data["url"],
            "text": data["text"],
            "owner": data["owner"],
        }


def _initial(evidence: Evidence) -> dict[str, object]:
    return {
        "title": evidence.title,
        "url": evidence.url,
        "text": evidence.text,
        "owner": evidence.owner_id,
        "version": evidence.proposed_at.isoformat(),
    }


def _checked(check: Callable[[str], str], typed: str) -> str:
    """Pass a rule's refusal to the field it is about."""
    try:
        return check(typed)
    except Refused as refused:
        raise forms.ValidationError(refused.message) from None
