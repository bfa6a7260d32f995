"""What is chosen when a paper is proposed: which others go with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from ita_portal.documents.kinds import KINDS
from ita_portal.documents.models import Proposal
from ita_portal.papers.models import Paper
from ita_portal.papers.rules.proposing import label_of

CHANGED = "เอกสารที่เลือกมีการแก้ไขหรือเปลี่ยนสถานะหลังจากที่ท่านเปิดหน้านี้ โปรดอ่านฉบับล่าสุดแล้วเลือกใหม่"


def chosen_as(paper: Paper) -> str:
    """Return how a paper is chosen: with the revision that stood on the page."""
    return f"{paper.pk}-{paper.revision}"


class ProposeForm(forms.Form):
    """The revision that was read, the papers that go along, and the title of the bundle."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    others = forms.MultipleChoiceField(
        label="เอกสารอื่นที่กำลังเขียน",
        required=False,
        error_messages={"invalid_choice": CHANGED},
        widget=forms.CheckboxSelectMultiple,
    )
    beside = forms.MultipleChoiceField(
        label="เอกสารที่ท่านเสนอไว้แล้ว และยังไม่มีผู้พิจารณา",
        required=False,
        error_messages={"invalid_choice": CHANGED},
        widget=forms.CheckboxSelectMultiple,
    )
    title = forms.CharField(
        label="ชื่อเรื่องของชุดเอกสาร",
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        others: Sequence[Paper] = (),
        singles: Sequence[Proposal] = (),
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["others"].choices = [(chosen_as(one), label_of(one)) for one in others]
        fields["beside"].choices = [
            (str(one.pk), f"{KINDS[one.kind].name} {one.title}") for one in singles
        ]

    @property
    def is_open(self) -> bool:
        """Whether the papers to go along are shown at once: some are chosen, or were sent."""
        return self.is_bound or bool(self.initial.get("others"))

    def chosen_papers(self) -> set[str]:
        """Return the papers that go along, as `chosen_as` names them."""
        return set(self.cleaned_data["others"])

    def chosen_proposals(self) -> list[int]:
        """Return one's own proposals that go along, by primary key."""
        return [int(one) for one in self.cleaned_data["beside"]]
