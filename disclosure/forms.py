"""The forms in which evidence is proposed, and an item is set."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from disclosure.models import Entry, Evidence, NoteKind, NoteStatus
from disclosure.rules.content import BACKWARDS, Facts
from disclosure.rules.entries import LONGEST_PLACE, EntryFacts
from disclosure.rules.noting import LONGEST as LONGEST_NOTE
from disclosure.rules.owning import AS_IS, Group, OwnerChange
from disclosure.rules.uploads import ACCEPTED
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
from ita_portal.staff.forms import CleanForm, ThaiDateField
from ita_portal.thai.numerals import arabic_digits

_CHOOSE_ONE = "ใส่ไฟล์ ลิงก์ หรือข้อความอย่างใดอย่างหนึ่ง หากมีหลายอย่าง ให้เสนอเป็นหลายรายการ"
_TIME = re.compile(r"(?P<hour>[01]?\d|2[0-3])[.:](?P<minute>[0-5]\d)(?: ?น\.?)?")


class EvidenceForm(forms.Form):
    """A file, a link or a text, by a name that says what it is, and what it is evidence of."""

    title = forms.CharField(
        label="ชื่อหลักฐาน",
        help_text="บอกว่าผู้อ่านจะได้พบอะไร เช่น “แผนปฏิบัติราชการประจำปีงบประมาณ พ.ศ. 2567” ไม่ใช่ “คลิกที่นี่”",
        error_messages={"required": "กรุณาตั้งชื่อหลักฐาน ให้ผู้อ่านรู้ว่าจะได้พบอะไร"},
        widget=forms.TextInput(attrs={"maxlength": LONGEST_TITLE}),
    )
    file = forms.FileField(
        label="ไฟล์",
        required=False,
        allow_empty_file=True,
        help_text=ACCEPTED.words,
        widget=forms.FileInput(attrs={"accept": ACCEPTED.suffixes, "class": "form-control"}),
    )
    url = forms.CharField(
        label="หรือลิงก์",
        required=False,
        help_text="ที่อยู่เต็มของหน้าหรือไฟล์บนเว็บไซต์หลัก ที่ทุกคนเปิดได้โดยไม่ต้องลงชื่อเข้าใช้",
        widget=forms.URLInput(attrs={"maxlength": LONGEST_LINK, "inputmode": "url"}),
    )
    text = forms.CharField(
        label="หรือข้อความที่จะเผยแพร่",
        required=False,
        strip=False,
        help_text="ใช้แทนไฟล์หรือลิงก์ เมื่อเนื้อหาสั้นพอที่จะแสดงในหน้าของข้อนี้ได้ทั้งหมด",
        widget=forms.Textarea(attrs={"rows": 6, "maxlength": LONGEST_TEXT}),
    )
    components = forms.MultipleChoiceField(
        label="หลักฐานนี้แสดงองค์ประกอบใด", required=False, widget=forms.CheckboxSelectMultiple
    )
    owner = forms.ModelChoiceField(
        label="กลุ่มที่รับผิดชอบ",
        queryset=OfficeGroup.objects.none(),
        empty_label="เลือกกลุ่ม/หน่วย",
        error_messages={"required": "กรุณาเลือกกลุ่มที่รับผิดชอบ"},
    )
    starts_on = ThaiDateField(label="ข้อมูลตั้งแต่วันที่ (ถ้ามี)", required=False)
    ends_on = ThaiDateField(label="ข้อมูลถึงวันที่ (ถ้ามี)", required=False)
    publish_on = ThaiDateField(
        label="เผยแพร่ตั้งแต่วันที่ (ถ้าต้องการตั้งเวลา)",
        required=False,
        help_text="เว้นว่างไว้ให้เผยแพร่ทันทีที่มีผู้รับ",
    )
    publish_time = forms.CharField(label="เวลา", required=False, help_text="เช่น 08.30 น.")
    is_shared = forms.BooleanField(label="ใช้ไฟล์ร่วมกับข้ออื่นโดยตั้งใจ", required=False)
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
        *,
        office: Office,
        components: Sequence[str] = (),
        evidence: Evidence | None = None,
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, files, initial=_initial(evidence) if evidence else initial)
        self.kept = evidence.file if evidence else None
        current = evidence.owner_id if evidence else None
        groups = OfficeGroup.objects.filter(Q(is_active=True) | Q(pk=current), office=office)
        owner = self.fields["owner"]
        if isinstance(owner, forms.ModelChoiceField):
            owner.queryset = groups
        owner.required = groups.exists()
        self._offer(components)
        if self.kept:
            self.fields["file"].help_text = f"ไฟล์ที่มีอยู่: {self.kept.name} เลือกไฟล์ใหม่เมื่อต้องการแทน"

    def _offer(self, components: Sequence[str]) -> None:
        field = self.fields["components"]
        if not components:
            del self.fields["components"]
        elif isinstance(field, forms.MultipleChoiceField):
            field.choices = [(one, one) for one in components]

    def clean_title(self) -> str:
        return _checked(meaningful_title, self.cleaned_data["title"])

    def clean_url(self) -> str:
        typed = self.cleaned_data["url"]
        return _checked(safe_link, typed) if typed else ""

    def clean_text(self) -> str:
        return _checked(whole_text, self.cleaned_data["text"])

    def clean_publish_time(self) -> time | None:
        typed = arabic_digits(self.cleaned_data["publish_time"].strip())
        if not typed:
            return None
        found = _TIME.fullmatch(typed)
        if found is None:
            raise forms.ValidationError("เวลาไม่ถูกต้อง โปรดเขียนเช่น 08.30 น.")
        return time(int(found["hour"]), int(found["minute"]))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        given = [name for name in ("file", "url", "text") if data.get(name)]
        if len(given) > 1:
            self.add_error(given[-1], _CHOOSE_ONE)
        if not (given or self.kept or self.errors.keys() & {"file", "url", "text"}):
            self.add_error("url", "กรุณาเลือกไฟล์ ใส่ลิงก์ หรือเขียนข้อความที่จะเผยแพร่")
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", BACKWARDS)
        if data.get("publish_time") and not data.get("publish_on"):
            self.add_error("publish_on", "กรุณาระบุวันที่เผยแพร่ด้วย หรือเว้นเวลาไว้")
        return data

    @property
    def upload(self) -> UploadedFile | None:
        """The new file of a valid form, if there is one."""
        return self.cleaned_data["file"] or None

    def facts(self) -> Facts:
        """Return what a valid form says, as the rules take it; a new file is not among it."""
        data = self.cleaned_data
        kind = Evidence.Kind.LINK if data["url"] else Evidence.Kind.FILE
        return {
            "kind": Evidence.Kind.TEXT if data["text"] else kind,
            "title": data["title"],
            "url": data["url"],
            "text": data["text"],
            "file": None if data["url"] or data["text"] else self.kept,
            "owner": data["owner"],
            "components": data.get("components", []),
            "starts_on": data["starts_on"],
            "ends_on": data["ends_on"],
            "publish_at": self._publish_at(),
        }

    def _publish_at(self) -> datetime | None:
        day = self.cleaned_data["publish_on"]
        if day is None:
            return None
        at = self.cleaned_data["publish_time"] or time(0, 0)
        return timezone.make_aware(datetime.combine(day, at))


def _initial(evidence: Evidence) -> dict[str, object]:
    at = timezone.localtime(evidence.publish_at) if evidence.publish_at else None
    return {
        "title": evidence.title,
        "url": evidence.url,
        "text": evidence.text,
        "owner": evidence.owner_id,
        "components": evidence.components,
        "starts_on": evidence.starts_on,
        "ends_on": evidence.ends_on,
        "publish_on": at.date() if at else None,
        "publish_time": f"{at:%H.%M}" if at else "",
        "is_shared": evidence.is_shared,
        "version": evidence.proposed_at.isoformat(),
    }


def _checked(check: Callable[[str], str], typed: str) -> str:
    """Pass a rule's refusal to the field it is about."""
    try:
        return check(typed)
    except Refused as refused:
        raise forms.ValidationError(refused.message) from None


class EntryForm(CleanForm):
    """Who looks after an item, until when, and where on the page its data is."""

    owner = forms.ModelChoiceField(
        label="กลุ่มที่รับผิดชอบ",
        queryset=OfficeGroup.objects.none(),
        required=False,
        empty_label="ยังไม่กำหนด",
    )
    post = forms.CharField(
        label="ตำแหน่งที่รับผิดชอบในกลุ่ม (ถ้ามี)",
        required=False,
        max_length=200,
        help_text="ชื่อตำแหน่ง ไม่ใช่ชื่อบุคคล เมื่อย้าย ผู้ดำรงตำแหน่งคนใหม่รับช่วงเอง",
    )
    deputy = forms.ModelChoiceField(
        label="กลุ่มสำรอง", queryset=OfficeGroup.objects.none(), required=False, empty_label="ไม่มี"
    )
    due_on = ThaiDateField(label="กำหนดเสร็จ", required=False)
    place = forms.CharField(
        label="ข้อมูลอยู่ส่วนใดของหน้า",
        required=False,
        help_text="ประโยคที่ส่งพร้อมลิงก์ เช่น “หัวข้อโครงสร้างหน่วยงาน รายการแรกของหน้า”",
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": LONGEST_PLACE}),
    )
    components = forms.CharField(
        label="องค์ประกอบที่สำนักงานกำหนด",
        required=False,
        help_text="บรรทัดละหนึ่งข้อ เพราะรายการของปีนี้ไม่ได้ระบุองค์ประกอบไว้",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    shown_by_papers = forms.MultipleChoiceField(
        label="องค์ประกอบที่เอกสารซึ่งลงนามในพอร์ทัลแสดงแล้ว",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        entry: Entry,
        components: Sequence[str],
        has_own_list: bool,
        sets_owners: bool,
    ) -> None:
        super().__init__(data, initial=_of_entry(entry))
        self._entry = entry
        groups = OfficeGroup.objects.filter(
            Q(is_active=True) | Q(pk__in=[entry.owner_id, entry.deputy_id]), office=entry.office
        )
        for name in ("owner", "deputy"):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = groups
        if not sets_owners:
            for name in ("owner", "post", "deputy", "due_on"):
                del self.fields[name]
        if has_own_list:
            del self.fields["components"]
        papers = self.fields["shown_by_papers"]
        if not components:
            del self.fields["shown_by_papers"]
        elif isinstance(papers, forms.MultipleChoiceField):
            papers.choices = [(one, one) for one in components]

    def facts(self) -> EntryFacts:
        """Return what a valid form says, as the rules take it.

        What the person may not set stays as it was when the form was read: its revision guards it.
        """
        data, entry = self.cleaned_data, self._entry
        return {
            "owner": data.get("owner", entry.owner),
            "deputy": data.get("deputy", entry.deputy),
            "post": data.get("post", entry.post),
            "due_on": data.get("due_on", entry.due_on),
            "components": data.get("components", "").splitlines(),
            "shown_by_papers": data.get("shown_by_papers", []),
            "place": data["place"],
        }


def _of_entry(entry: Entry) -> dict[str, object]:
    return {
        "owner": entry.owner_id,
        "post": entry.post,
        "deputy": entry.deputy_id,
        "due_on": entry.due_on,
        "place": entry.place,
        "components": "\n".join(entry.components),
        "shown_by_papers": entry.shown_by_papers,
        "revision": entry.revision,
    }


_AS_IT_IS, _NONE = "", "none"


class OwnersForm(CleanForm):
    """What is set for many items at once; what is left empty stays as it is at each of them."""

    owner = forms.ChoiceField(label="กลุ่มที่รับผิดชอบ", required=False)
    post = forms.CharField(
        label="ตำแหน่งที่รับผิดชอบในกลุ่ม (ถ้ามี)",
        required=False,
        max_length=200,
        help_text="เว้นว่างไว้ให้คงเดิม แต่เมื่อเปลี่ยนกลุ่ม ตำแหน่งเดิมจะถูกนำออก",
    )
    deputy = forms.ChoiceField(label="กลุ่มสำรอง", required=False)
    due_on = ThaiDateField(
        label="กำหนดเสร็จ", required=False, help_text="เช่น 31 มี.ค. 2569 เว้นว่างไว้ให้คงเดิม"
    )

    def __init__(self, data: QueryDict | None = None, *, office: Office) -> None:
        super().__init__(data)
        self._groups = {str(one.pk): one for one in office.groups.filter(is_active=True)}
        named = [(key, group.name) for key, group in self._groups.items()]
        for name, none in (("owner", "ยังไม่กำหนด"), ("deputy", "ไม่มี")):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [(_AS_IT_IS, "คงเดิม"), (_NONE, none), *named]

    def change(self) -> OwnerChange:
        """Return what a valid form says, as the rule takes it."""
        data = self.cleaned_data
        return OwnerChange(
            owner=self._group(data["owner"]),
            deputy=self._group(data["deputy"]),
            post=data["post"],
            due_on=data["due_on"],
        )

    def _group(self, chosen: str) -> Group:
        return AS_IS if chosen == _AS_IT_IS else self._groups.get(chosen)


class NoteForm(forms.Form):
    """What a visitor says of an item. Nothing asks who that is."""

    kind = forms.ChoiceField(
        label="พบปัญหาอะไร",
        choices=NoteKind.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "กรุณาเลือกว่าเปิดไม่ได้ หรือข้อมูลไม่ตรง",
            "invalid_choice": "กรุณาเลือกว่าเปิดไม่ได้ หรือข้อมูลไม่ตรง",
        },
    )
    words = forms.CharField(
        label="รายละเอียด",
        required=False,
        max_length=LONGEST_NOTE,
        help_text="เขียนหรือไม่ก็ได้ เช่น ข้อความที่เห็น หรือตัวเลขที่ไม่ตรง โปรดอย่าเขียนชื่อหรือข้อมูลส่วนบุคคลของใคร",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    sum = forms.CharField(
        label="คำตอบ",
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class NoteAnswerForm(forms.Form):
    """What the office says to a visitor's note."""

    status = forms.ChoiceField(
        label="ผลการตรวจสอบ",
        choices=[(one.value, one.label) for one in (NoteStatus.MENDED, NoteStatus.NOT_SO)],
        widget=forms.RadioSelect,
        error_messages={"required": "กรุณาเลือกผลการตรวจสอบ"},
    )
    answer = forms.CharField(
        label="คำตอบ",
        max_length=LONGEST_NOTE,
        help_text="ผู้แจ้งและทุกคนอ่านคำตอบนี้ได้ที่หน้าสาธารณะของข้อนี้ เป็นเวลา 90 วัน",
        error_messages={"required": "กรุณาเขียนคำตอบ ผู้ที่แจ้งจะอ่านได้ที่หน้าของข้อนี้"},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
