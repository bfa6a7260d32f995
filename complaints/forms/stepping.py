"""The form of a step: of each step only the fields that it asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from complaints.forms.telling import LONG, long_words
from complaints.models import Case, Status
from complaints.rules.steps import (
    BODIES,
    MEASURES,
    PARTICULARS,
    PROPOSALS,
    REASONS,
    endings_after,
    papers_to_choose,
)
from ita_portal.staff.forms import CleanForm, ThaiDateField

_S = Status
_FIELDS: dict[str, tuple[str, ...]] = {
    _S.COMPLETE: ("on", "particulars", "note", "paper_code", "paper"),
    _S.PROPOSED: ("on", "proposal", "reasons", "body", "note", "paper_code", "paper"),
    _S.FACT_FINDING: ("on", "paper_code", "paper", "note"),
    _S.FINDINGS: ("on", "note", "paper_code", "paper"),
    _S.DECIDED: ("on", "ending", "reasons", "body", "measure", "note", "paper_code", "paper"),
    _S.TOLD: ("on", "paper_code", "paper"),
    _S.CLOSED: ("on", "note", "paper_code", "paper"),
}
"""What is written at a step, besides the words to the person."""
_NOTES = {
    _S.PROPOSED: "เหตุผลและความเห็น",
    _S.FINDINGS: "สรุปผลการสืบข้อเท็จจริง",
    _S.DECIDED: "รายละเอียดคำสั่ง",
}
_NOTHING = ("", "– ไม่เลือก –")


def _choices(label: str, names: dict[str, str], **options: Any) -> forms.ChoiceField:  # noqa: ANN401
    return forms.ChoiceField(
        label=label, choices=[_NOTHING, *names.items()], required=False, **options
    )


def _several(label: str, names: dict[str, str]) -> forms.MultipleChoiceField:
    widget = forms.CheckboxSelectMultiple
    choices = list(names.items())
    return forms.MultipleChoiceField(label=label, choices=choices, required=False, widget=widget)


class StepForm(CleanForm):
    """What is written at a step."""

    on = ThaiDateField(label="วันที่ทำขั้นนี้")
    proposal = forms.ChoiceField(
        label="เสนอให้", choices=list(PROPOSALS.items()), widget=forms.RadioSelect, required=False
    )
    particulars = _several("รายการที่มีครบ", PARTICULARS)
    ending = forms.ChoiceField(label="ผลการพิจารณา", widget=forms.RadioSelect, required=False)
    reasons = _several("เหตุตามระเบียบ (เมื่อไม่รับ)", REASONS)
    measure = _choices("สั่งให้ (เมื่อพบการกระทำผิด)", MEASURES)
    body = _choices("หน่วยงาน (เมื่อส่งต่อ)", BODIES)
    note = long_words("รายละเอียด", rows=4, most=LONG, help_text="เฉพาะผู้รับเรื่องเห็น")
    paper_code = forms.ChoiceField(label="เอกสารในระบบ", required=False)
    paper = forms.CharField(
        label="หรือพิมพ์ชื่อเอกสาร",
        max_length=400,
        required=False,
        help_text="เช่น คำสั่งที่ 12/2569 ลงวันที่ 1 พ.ย. 2569 เรื่อง แต่งตั้งคณะกรรมการสืบข้อเท็จจริง",
    )
    words = long_words(
        "ข้อความถึงผู้ร้องเรียน",
        rows=4,
        most=LONG,
        help_text="ผู้ร้องอ่านได้ด้วยรหัสติดตาม และนับเป็นการแจ้งความคืบหน้า",
    )

    def __init__(self, *args: Any, case: Case, to: Status, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        self.case = case
        kept = {*_FIELDS.get(to, ()), "words"}
        for name in [name for name in self.fields if name not in kept]:
            del self.fields[name]
        if "paper_code" in kept:
            papers = papers_to_choose(case.office, to)
            self.fields["paper_code"].choices = [_NOTHING, *papers]  # type: ignore[attr-defined]
        if "ending" in kept:
            endings = [(one.value, one.label) for one in endings_after(case.status)]
            self.fields["ending"].choices = endings  # type: ignore[attr-defined]
        if to in _NOTES:
            self.fields["note"].label = _NOTES[to]
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"

    def clean_on(self) -> object:
        day = self.cleaned_data["on"]
        if not self.case.received_on <= day <= timezone.localdate():
            raise forms.ValidationError("ต้องไม่ก่อนวันรับเรื่อง และไม่เป็นวันในอนาคต")
        return day

    def facts(self) -> dict[str, str]:
        """Return what is kept of the step; a paper of the portal by its name and its code."""
        facts = dict(self.cleaned_data)
        names = dict(self.fields["paper_code"].choices) if "paper_code" in self.fields else {}  # type: ignore[attr-defined]
        if facts.get("paper_code"):
            facts["paper"] = str(names[facts["paper_code"]])
        if facts.get("on"):
            facts["on"] = self["on"].field.prepare_value(facts["on"])
        for name in ("reasons", "particulars"):
            facts[name] = "\n".join(facts.get(name, []))
        return {
            name: str(words) for name, words in facts.items() if name not in {"words", "ending"}
        }
