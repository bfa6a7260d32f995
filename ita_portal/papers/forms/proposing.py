"""What is chosen when a paper is proposed: which others go with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from ita_portal.documents.kinds import KINDS
from ita_portal.documents.models import Proposal
from ita_portal.papers.models import Paper
from ita_portal.papers.rules.proposing import label_of


class ProposeForm(forms.Form):
    """The revision that was read, the papers that go along, and the title of the bundle."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    others = forms.MultipleChoiceField(
        label="เอกสารอื่นที่กำลังเขียน", required=False, widget=forms.CheckboxSelectMultiple
    )
    beside = forms.MultipleChoiceField(
        label="เอกสารที่ท่านเสนอไว้แล้ว และยังไม่มีผู้พิจารณา",
        required=False,
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
        fields["others"].choices = [(str(one.pk), label_of(one)) for one in others]
        fields["beside"].choices = [
            (str(one.pk), f"{KINDS[one.kind].name} {one.title}") for one in singles
        ]

    def chosen_papers(self) -> list[int]:
        """Return the papers that go along, by primary key."""
        return [int(one) for one in self.cleaned_data["others"]]

    def chosen_proposals(self) -> list[int]:
        """Return one's own proposals that go along, by primary key."""
        return [int(one) for one in self.cleaned_data["beside"]]
