"""What somebody types who records papers that were signed by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from ita_portal.documents.models import Proposal
from ita_portal.documents.rules.recording import SCANS, ByHand, signatories
from ita_portal.organisations.models import Appointment, Office
from ita_portal.staff.forms import CleanForm, ThaiDateField
from ita_portal.thai.dates import short_date


class SignatoryChoice(forms.ModelChoiceField):
    """A choice among appointments that give the power to sign, each told with its dates."""

    def label_from_instance(self, obj: Appointment) -> str:
        until = f"ถึง {short_date(obj.ends_on)}" if obj.ends_on else "เป็นต้นไป"
        lines = " ".join(obj.signature_lines)
        return f"{obj.user.full_name} {lines} (ตั้งแต่ {short_date(obj.starts_on)} {until})"


class ByHandForm(CleanForm):
    """The day on which the paper was signed, and whose signature stands on it."""

    signed_on = ThaiDateField(
        label="วันที่ลงนามบนกระดาษ", error_messages={"required": "โปรดกรอกวันที่ที่อยู่บนเอกสาร"}
    )
    post = SignatoryChoice(
        Appointment.objects.none(),
        label="ลายมือชื่อของ",
        empty_label=None,
        error_messages={
            "required": "โปรดเลือกว่าเป็นลายมือชื่อของใคร",
            "invalid_choice": "วันที่กรอก ผู้นี้ไม่มีตำแหน่งหรือคำสั่งที่ให้อำนาจลงนาม โปรดเลือกใหม่",
        },
    )

    def __init__(self, data: QueryDict | dict[str, Any] | None, *, office: Office) -> None:
        super().__init__(data)
        self.office = office
        day = self._day()
        field = self.fields["post"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        field.queryset = signatories(office, on=day) if day else Appointment.objects.none()

    def _day(self) -> date | None:
        try:
            day: date | None = self.fields["signed_on"].clean(self.data.get("signed_on", ""))
        except forms.ValidationError:
            return None
        return day

    @property
    def signed(self) -> ByHand:
        """What was chosen, once the form is valid."""
        return ByHand(self.cleaned_data["post"], self.cleaned_data["signed_on"])


class ScanInput(forms.FileInput):
    """A field for several files: the pages of one paper, photographed."""

    allow_multiple_selected = True


class ScanField(forms.FileField):
    """The scan of one paper: one file or several; what is in them is checked as they are kept."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - Django's own options
        widget = ScanInput(attrs={"accept": SCANS.suffixes, "class": "form-control"})
        super().__init__(allow_empty_file=True, widget=widget, **options)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:  # noqa: ANN401
        uploads = data if isinstance(data, (list, tuple)) else [data]
        return [super(ScanField, self).clean(one, initial) for one in uploads or [None]]


class ScansForm(CleanForm):
    """The scans of the papers of a bundle, or of a single paper, and what the recorder checked."""

    compared = forms.BooleanField(
        label="ข้าพเจ้าตรวจแล้วว่าฉบับสแกนตรงกับข้อความที่เสนอทุกหน้า และมีลายมือชื่อครบ",
        error_messages={"required": "โปรดตรวจฉบับสแกนกับข้อความที่เสนอ แล้วทำเครื่องหมายในช่องนี้"},
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
        *,
        papers: Sequence[Proposal],
    ) -> None:
        super().__init__(data, files)
        self.names = {paper.pk: f"scan_{paper.pk}" for paper in papers}
        for paper in papers:
            self.fields[self.names[paper.pk]] = ScanField(
                label=f"ฉบับสแกนของ “{paper.title}”",
                help_text=f"PDF หนึ่งไฟล์ หรือภาพถ่าย JPEG ของทุกหน้าเรียงตามลำดับ {SCANS.words}",
                error_messages={"required": "โปรดเลือกไฟล์สแกนของเอกสารที่ลงนามแล้ว"},
            )
        self.order_fields([*self.names.values(), "compared"])

    def uploads(self, paper: Proposal) -> list[UploadedFile]:
        """Return the files that were given for a paper, in their order, once the form is valid."""
        return list(self.cleaned_data[self.names[paper.pk]])
