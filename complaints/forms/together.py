"""The form by which cases are merged, parted and related."""

from __future__ import annotations

from typing import Any

from django import forms

from complaints.models import Case, CaseQuerySet
from complaints.rules.merging import found_by_label
from ita_portal.staff.forms import CleanForm

DEEDS = [
    ("link", "บันทึกว่าเกี่ยวข้องกัน แต่ดำเนินการแยกกัน"),
    ("merge", "รวมเรื่องนี้เข้ากับเรื่องนั้น (เรื่องนั้นเป็นเรื่องหลัก)"),
    ("lead", "รวมเรื่องนั้นเข้ากับเรื่องนี้ (เรื่องนี้เป็นเรื่องหลัก)"),
]
_OTHERS = [("split", "แยก"), ("unlink", "ยกเลิก")]
NOT_FOUND = "ไม่พบเรื่องเลขนี้ในทะเบียนของท่าน โปรดพิมพ์เลขที่/ปี เช่น 7/2569"


class TogetherForm(CleanForm):
    """What to do with which other case, named by its number in the register."""

    number = forms.CharField(
        label="เลขที่เรื่องอีกเรื่องหนึ่ง",
        max_length=30,
        required=False,
        help_text="เช่น 7/2569",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    deed = forms.ChoiceField(
        label="ทำอะไร", choices=[*DEEDS, *_OTHERS], widget=forms.RadioSelect, initial="link"
    )

    def __init__(self, *args: Any, case: Case, cases: CaseQuerySet, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        self.case, self.cases = case, cases

    @property
    def deeds(self) -> list[tuple[str, str]]:
        """What is chosen from; to part is done beside the case in question."""
        return DEEDS

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        number, deed = cleaned.get("number", ""), cleaned.get("deed")
        other = found_by_label(number, self.cases) if number else None
        is_own = deed == "split" and (not number or _goes_with(other, self.case))
        if not is_own and (other is None or deed == "split"):
            self.add_error("number", NOT_FOUND)
        cleaned["other"] = other
        return cleaned


def _goes_with(other: Case | None, leader: Case) -> bool:
    return other is not None and other.merged_into_id == leader.pk
