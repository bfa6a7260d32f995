"""How an office does its papers, as it is set on the page of a kind."""

from __future__ import annotations

from typing import Any

from django import forms

from ita_portal.documents.kinds import KINDS, DocumentKind, Numbering
from ita_portal.documents.models import PaperSettings
from ita_portal.documents.rules.settings import ENDORSING, Choice, Mode
from ita_portal.organisations.models import Appointment

NOT_SET = "ตามที่ตั้งไว้สำหรับเอกสารทุกชนิด"
DIGITS = {"thai": "เลขไทย (๑๒๓)", "arabic": "เลขอารบิก (123)"}
_QR = {"yes": "แสดง", "no": "ไม่แสดง"}


class WaysForm(forms.Form):
    """The chain, the numbers, the digits and the QR code of a kind, or of all kinds.

    A field that is left at its first choice takes what counts for all kinds, and for all kinds
    what the kind itself says. The steps of the chain stand in a row of lists; empty ones are
    left out.
    """

    revision = forms.IntegerField(widget=forms.HiddenInput)
    own_chain = forms.ChoiceField(label="ลำดับการเสนอ", required=False, widget=forms.RadioSelect)
    numbering = forms.ChoiceField(label="การออกเลข", required=False, widget=forms.RadioSelect)
    before_number = forms.CharField(
        label="รหัสนำหน้าเลข",
        required=False,
        max_length=60,
        help_text="รหัสตัวอักษรและเลขประจำของเจ้าของเรื่อง เช่น ศธ 04152 ใช้กับชนิดที่เขียนรหัสนำหน้าเลข",
    )
    digits = forms.ChoiceField(label="ตัวเลขในเอกสาร", required=False)
    carries_qr = forms.ChoiceField(label="คิวอาร์โค้ดสำหรับตรวจสอบ", required=False)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        one = KINDS.get(kind)
        self._choices(one)
        roles = [("", "ไม่มีขั้นนี้"), *((role, Appointment.Role(role).label) for role in ENDORSING)]
        for place in range(1, len(ENDORSING) + 1):
            self.fields[f"step_{place}"] = forms.ChoiceField(
                label=f"ขั้นที่ {place}", required=False, choices=roles
            )
        if one is not None and one.numbering == Numbering.NEVER:
            del self.fields["numbering"], self.fields["before_number"]

    def _choices(self, kind: DocumentKind | None) -> None:
        nothing = NOT_SET if kind else "ตามแบบของเอกสารแต่ละชนิด"
        chains = {"": NOT_SET if kind else "ไม่มีผู้ให้ความเห็นชอบ เสนอผู้ลงนามโดยตรง", "own": "กำหนดเอง"}
        modes = dict(Mode.choices)
        if kind and kind.numbering == Numbering.REQUIRED:
            del modes[Mode.NONE]
        for name, choices in {
            "own_chain": chains,
            "numbering": {"": nothing, **modes},
            "digits": {"": nothing, **DIGITS},
            "carries_qr": {"": nothing, **_QR},
        }.items():
            self.fields[name].choices = list(choices.items())  # type: ignore[attr-defined]

    @property
    def steps(self) -> list[forms.BoundField]:
        """The lists of the chain, in their order."""
        return [self[f"step_{place}"] for place in range(1, len(ENDORSING) + 1)]

    def clean(self) -> dict[str, Any]:
        """Refuse a chain that names a role twice, at the field where it comes again."""
        typed, seen = super().clean() or {}, set()
        for place in range(1, len(ENDORSING) + 1):
            role = typed.get(f"step_{place}")
            if role and role in seen:
                self.add_error(f"step_{place}", "ตำแหน่งนี้อยู่ในขั้นก่อนหน้าแล้ว โปรดเลือกครั้งเดียว")
            seen.add(role)
        return typed

    @property
    def choice(self) -> Choice:
        """What was chosen, as the rule takes it."""
        typed = self.cleaned_data
        own = typed["own_chain"] == "own"
        steps = [typed[f"step_{place}"] for place in range(1, len(ENDORSING) + 1)]
        return Choice(
            chain=[role for role in steps if role] if own else None,
            numbering=typed.get("numbering", ""),
            prefix=typed.get("before_number", ""),
            digits=typed["digits"],
            carries_qr={"yes": True, "no": False}.get(typed["carries_qr"]),
        )


def as_typed(row: PaperSettings | None) -> dict[str, Any]:
    """Return what is set, as the fields of the form hold it."""
    if row is None:
        return {"revision": 0, "own_chain": ""}
    qr = {True: "yes", False: "no"}.get(row.carries_qr, "")  # type: ignore[arg-type]
    steps = {f"step_{place}": role for place, role in enumerate(row.chain or (), 1)}
    return {
        "revision": row.revision,
        "own_chain": "" if row.chain is None else "own",
        "numbering": row.numbering,
        "before_number": row.prefix,
        "digits": row.digits,
        "carries_qr": qr,
        **steps,
    }
