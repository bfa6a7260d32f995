"""Forms of groups, people and appointments; dates are typed the Thai way."""

from __future__ import annotations

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from ita_portal.organisations.access import COMPLAINT_ROLES
from ita_portal.organisations.models import Appointment, Office, OfficeGroup, User
from ita_portal.thai.dates import parse_date, short_date
from ita_portal.thai.text import clean

NOT_HERE = {Appointment.Role.SUPERVISOR, *COMPLAINT_ROLES}
"""Roles that an office's administrator does not give: others appoint them."""


class ThaiDateField(forms.CharField):
    """A day typed as 1/10/2568, ๑ ต.ค. ๖๘ or 2025-10-01; gives a date."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - Django's own options
        options.setdefault("help_text", "เช่น 1 ต.ค. 2568 หรือ 1/10/2568")
        super().__init__(**options)

    def to_python(self, value: object) -> date | None:  # type: ignore[override]
        text = super().to_python(value)
        if not text:
            return None
        try:
            return parse_date(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def prepare_value(self, value: object) -> object:
        return short_date(value) if isinstance(value, date) else value


class CleanForm(forms.Form):
    """A form whose texts are cleaned for Thai; one of which nothing is left was not filled in."""

    helper = FormHelper()
    helper.form_tag = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, value in cleaned.items():
            if isinstance(value, str):
                cleaned[name] = clean(value).strip()
        for name in [n for n, f in self.fields.items() if f.required and cleaned.get(n) == ""]:
            self.add_error(name, self.fields[name].error_messages["required"])
        return cleaned


class OfficeForm(CleanForm):
    """How the public reaches the office."""

    address = forms.CharField(
        label="ที่อยู่", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    phone = forms.CharField(label="โทรศัพท์", required=False, max_length=100)
    email = forms.EmailField(label="อีเมล", required=False)
    website = forms.URLField(label="เว็บไซต์หลัก", required=False, assume_scheme="https")


class GroupForm(CleanForm):
    """A group or unit."""

    name = forms.CharField(label="ชื่อกลุ่ม/หน่วย", max_length=200)
    short_name = forms.CharField(label="ชื่อย่อ", max_length=60, required=False)


class GroupEditForm(GroupForm):
    """A group or unit that is there already, and whether it is still in use."""

    is_active = forms.BooleanField(label="ใช้งานอยู่", required=False, initial=True)


class PersonForm(CleanForm):
    """A new person."""

    username = forms.CharField(
        label="ชื่อผู้ใช้", max_length=60, help_text="ตัวอักษรอังกฤษ ตัวเลข และ . _ - เท่านั้น"
    )
    prefix = forms.CharField(  # type: ignore[assignment] # a field, not the form's own prefix
        label="คำนำหน้าชื่อ", max_length=40, required=False
    )
    first_name = forms.CharField(label="ชื่อ", max_length=80)
    last_name = forms.CharField(label="นามสกุล", max_length=80)
    email = forms.EmailField(label="อีเมล", required=False)

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        for validator in User._meta.get_field("username").validators:
            validator(username)
        if User.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError("มีชื่อผู้ใช้นี้แล้ว โปรดใช้ชื่ออื่น")
        return username


class AppointmentForm(CleanForm):
    """A post of a person: role, capacity and dates."""

    role = forms.ChoiceField(
        label="บทบาทในระบบ",
        choices=[(role.value, role.label) for role in Appointment.Role if role not in NOT_HERE],
    )
    group = forms.ModelChoiceField(
        label="กลุ่ม/หน่วย", queryset=OfficeGroup.objects.none(), required=False
    )
    title = forms.CharField(label="ตำแหน่งของตน", max_length=200, help_text="ตามที่พิมพ์ใต้ชื่อในเอกสาร")
    capacity = forms.ChoiceField(label="ลงนามในฐานะ", choices=Appointment.Capacity.choices)
    principal_title = forms.CharField(
        label="ตำแหน่งของผู้ที่ตนทำการแทน",
        max_length=200,
        required=False,
        help_text="กรอกเมื่อรักษาราชการแทนหรือปฏิบัติราชการแทน",
    )
    order_number = forms.CharField(
        label="คำสั่งที่ให้อำนาจ", max_length=100, required=False, help_text="เช่น คำสั่งที่ 169/2568"
    )
    starts_on = ThaiDateField(label="ตั้งแต่วันที่")
    ends_on = ThaiDateField(label="ถึงวันที่", required=False)

    def __init__(self, *args: Any, office: Office, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        groups = OfficeGroup.objects.filter(office=office, is_active=True)
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        own = cleaned.get("capacity") == Appointment.Capacity.OWN
        if not own and not cleaned.get("principal_title"):
            self.add_error("principal_title", "โปรดกรอกตำแหน่งของผู้ที่ตนทำการแทน")
        if own and cleaned.get("principal_title"):
            self.add_error("principal_title", "เว้นว่างไว้เมื่อลงนามในตำแหน่งของตนเอง")
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "วันสิ้นสุดต้องไม่ก่อนวันเริ่มต้น")
        return cleaned


class EndForm(CleanForm):
    """The last day of an appointment."""

    on = ThaiDateField(label="วันสุดท้ายของการแต่งตั้ง")
