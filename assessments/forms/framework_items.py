"""The forms of one OIT item, of splitting and merging, of starting and releasing a framework."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from assessments.forms.framework_fields import CodeField, LinesField, WholeField, WordsField
from assessments.forms.numbers import YearField
from assessments.rules.frameworks.contents import Content
from assessments.rules.frameworks.limits import LENGTHS
from ita_portal.thai.numerals import narrow

BASES = [
    ("source", "อ่านจากเอกสารของปีนี้"),
    ("carried", "ยกมาจากปีใกล้เคียง"),
    ("derived", "สรุปจากข้อมูลอื่น"),
    ("memory", "เขียนจากความจำ ต้องตรวจก่อนใช้"),
]
_DUTY = re.compile(r"[a-z][a-z0-9_]*")
DUTY_HINT = "รหัสที่ตามหน้าที่เดียวกันข้ามปี แม้เลขข้อเปลี่ยน บรรทัดละหนึ่งรหัส เว้นว่างสำหรับหน้าที่ใหม่ ระบบจะตั้งรหัสให้"


class DutiesField(LinesField):
    """Keys of duties: small Latin letters, digits and underscores."""

    def to_python(self, value: str | None) -> list[Any]:
        duties = list(dict.fromkeys(narrow(line) for line in super().to_python(value)))
        for duty in duties:
            if not _DUTY.fullmatch(duty):
                raise forms.ValidationError(
                    f"“{duty}” ใช้เป็นรหัสหน้าที่ไม่ได้ ใช้ตัวอักษร a–z ตัวเลข และขีดล่างเท่านั้น"
                )
        return duties


class ItemForm(forms.Form):
    """One OIT item."""

    code = CodeField(label="เลขข้อ", max_length=LENGTHS["items"]["code"])
    title = WordsField(
        label="ชื่อข้อ",
        max_length=LENGTHS["items"]["title"],
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    subindicator = forms.ChoiceField(label="อยู่ใต้ตัวชี้วัดย่อย", required=False)
    duties = DutiesField(label="หน้าที่", rows=2, help_text=DUTY_HINT)
    components = LinesField(label="องค์ประกอบด้านข้อมูล (บรรทัดละหนึ่งอย่าง)")
    basis = forms.ChoiceField(label="ชื่อข้อได้มาอย่างไร", choices=BASES)

    def __init__(self, *args: Any, content: Content, **options: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **options)
        subs = [
            (one["number"], f"{one['number']} {one['name']}")
            for one in content.get("subindicators", [])
        ]
        field = self.fields["subindicator"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the types
        field.choices = [("", "ยังไม่ทราบ"), *subs]

    def item(self) -> dict[str, Any]:
        """Return the item as the content tells it; call when valid."""
        told = self.cleaned_data
        item = {"code": told["code"], "title": told["title"]}
        if told["subindicator"]:
            item["subindicator"] = told["subindicator"]
        item["duties"] = told["duties"]
        if told["components"]:
            item["components"] = told["components"]
        return item | {"basis": told["basis"]}


class PlacedItemForm(ItemForm):
    """An item that is there already, with the place where it shall stand, from 1."""

    place = WholeField(label="ลำดับที่ในรายการ", lowest=1)


class SplitForm(forms.Form):
    """One part of an item that is split; its duties are chosen from those of the whole."""

    code = CodeField(label="เลขข้อ", max_length=LENGTHS["items"]["code"])
    title = WordsField(
        label="ชื่อข้อ",
        max_length=LENGTHS["items"]["title"],
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    duties = forms.MultipleChoiceField(
        label="หน้าที่ที่ข้อนี้รับ",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "กรุณาเลือกหน้าที่อย่างน้อยหนึ่งอย่าง"},
    )
    components = LinesField(label="องค์ประกอบด้านข้อมูล (บรรทัดละหนึ่งอย่าง)", rows=3)

    def __init__(self, *args: Any, duties: list[str], **options: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **options)
        field = self.fields["duties"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - for the types
        field.choices = [(duty, duty) for duty in duties]

    def item(self) -> dict[str, Any]:
        """Return the part as an item without its sub-indicator; call when valid."""
        told = self.cleaned_data
        item = {"code": told["code"], "title": told["title"], "duties": told["duties"]}
        if told["components"]:
            item["components"] = told["components"]
        return item | {"basis": "derived"}


class DraftYearForm(forms.Form):
    """The fiscal year whose framework shall be made; Thai digits are welcome."""

    year = YearField(
        label="ปีงบประมาณ พ.ศ.",
        error_messages={"required": "กรุณากรอกปีงบประมาณ"},
        widget=forms.TextInput(attrs={"size": 6}),
    )


class ReleaseForm(forms.Form):
    """What changed since the version before; needed when there is one."""

    change_note = WordsField(
        label="สิ่งที่เปลี่ยนจากฉบับก่อน",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)
