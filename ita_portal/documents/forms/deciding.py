"""What somebody types who decides about a proposed paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator

from ita_portal.documents.kinds import DocumentKind
from ita_portal.documents.models import Proposal
from ita_portal.documents.rendering.paragraphs import paragraphs_of
from ita_portal.documents.rules.chain import LONGEST_NOTE
from ita_portal.documents.rules.comments import MOST_COMMENTS, TypedComment
from ita_portal.documents.rules.proposals import LONGEST_COMMENT
from ita_portal.documents.rules.signing import intent_of, intent_of_all

BLANK_ROWS = 3
"""Empty fields for comments at paragraphs that a page offers to begin with."""


class SignForm(forms.Form):
    """The password asked again, and the declaration that goes with a paper of `kind`.

    With `papers` of a bundle it is the one that goes with all of them.
    """

    password = forms.CharField(
        label="รหัสผ่านของท่าน",
        strip=False,
        error_messages={"required": "โปรดกรอกรหัสผ่านของท่าน เพื่อยืนยันว่าเป็นท่านที่ลงนาม"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    intent = forms.BooleanField()

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's own
        kind: DocumentKind,
        papers: Sequence[Proposal] = (),
        **kwargs: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        super().__init__(*args, **kwargs)
        intent = self.fields["intent"]
        intent.label = intent_of_all(papers) if papers else intent_of(kind)
        what = "เอกสารทุกฉบับ" if len(papers) > 1 else kind.word
        intent.error_messages["required"] = f"โปรดอ่าน{what} แล้วทำเครื่องหมายในช่องนี้ก่อนลงนาม"


def _long(limit: int) -> MaxLengthValidator:
    """Return the check of a long text.

    Not max_length: its attribute lets the browser cut off what is pasted without a word.
    """
    return MaxLengthValidator(limit, message=f"ความเห็นยาวเกิน {limit:,} ตัวอักษร โปรดย่อให้สั้นลง")


class EndorseForm(forms.Form):
    """That one agrees at the step which was shown, and what one wants to add."""

    position = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        label="ความเห็นเพิ่มเติม (ถ้ามี)",
        required=False,
        validators=[_long(LONGEST_NOTE)],
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SendBackForm(forms.Form):
    """Why papers go back: in one text, and with the `papers` given also at their paragraphs.

    The fields at paragraphs come in rows, `at_<n>` with the number of the proposal and the place
    of the paragraph ("12-3"), `said_<n>` with the comment. The button "more" asks for more rows;
    nothing is missing then, since nothing is sent back.
    """

    comment = forms.CharField(
        label="ความเห็น",
        validators=[_long(LONGEST_COMMENT)],
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "โปรดเขียนความเห็นว่าต้องแก้ไขอะไร ก่อนส่งคืน"},
    )

    def __init__(self, *args: Any, papers: Sequence[Proposal] = (), **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.asks_for_more = "more" in self.data
        self.fields["comment"].required = not self.asks_for_more
        self.rows = self._count() if papers else 0
        choices = _choices(papers)
        if self.rows:
            self.fields["comment"].help_text = "เว้นว่างได้ เมื่อเขียนความเห็นที่ย่อหน้าแล้ว"
        for row in range(self.rows):
            self.fields[f"at_{row}"] = forms.ChoiceField(
                label=f"ย่อหน้าของความเห็นข้อ {row + 1}",
                required=False,
                choices=choices,
                error_messages={"invalid_choice": "ไม่มีย่อหน้านี้ในเอกสาร โปรดเลือกอีกครั้ง"},
            )
            self.fields[f"said_{row}"] = forms.CharField(
                label=f"ความเห็นข้อ {row + 1}",
                required=False,
                validators=[_long(LONGEST_COMMENT)],
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def _count(self) -> int:
        """Return how many rows there are: those that were sent, and more when more were asked."""
        if not self.is_bound:
            return BLANK_ROWS
        sent = sum(1 for name in self.data if name.startswith("said_"))
        return min(max(sent, BLANK_ROWS) + (BLANK_ROWS if self.asks_for_more else 0), MOST_COMMENTS)

    @property
    def comment_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The fields of each comment at a paragraph: where, and what."""
        return [(self[f"at_{row}"], self[f"said_{row}"]) for row in range(self.rows)]

    @property
    def has_comments(self) -> bool:
        """Whether something was typed at a paragraph, so that the page shows the fields."""
        return any(said.value() for _, said in self.comment_rows)

    def clean(self) -> dict[str, Any]:
        """Ask for the paragraph of each comment, and for a comment on the whole without any."""
        typed = super().clean() or {}
        if self.asks_for_more:
            return typed
        for row in range(self.rows):
            if typed.get(f"said_{row}") and not typed.get(f"at_{row}") and not self._wrong(row):
                self.add_error(f"at_{row}", "โปรดเลือกย่อหน้าที่ความเห็นนี้พูดถึง")
        if self.comments and "comment" in self.errors and not self.data.get("comment", "").strip():
            del self.errors["comment"]
            typed["comment"] = ""
        return typed

    def _wrong(self, row: int) -> bool:
        return f"at_{row}" in self.errors

    @property
    def comments(self) -> list[TypedComment]:
        """The comments at paragraphs that were typed."""
        typed = self.cleaned_data
        rows = [(typed.get(f"at_{row}"), typed.get(f"said_{row}")) for row in range(self.rows)]
        return [_comment(where, said) for where, said in rows if where and said]


def _comment(where: str, said: str) -> TypedComment:
    proposal_id, _, place = where.partition("-")
    return TypedComment(int(proposal_id), int(place), said)


def _choices(papers: Sequence[Proposal]) -> list[Any]:
    """Return the paragraphs to choose from; of several papers, each paper's in a group."""
    groups = [
        (
            paper.title,
            [
                (f"{paper.pk}-{one.place}", f"{one.place}. {one.excerpt}")
                for one in paragraphs_of(paper.words)
            ],
        )
        for paper in papers
    ]
    nothing = [("", "เลือกย่อหน้า")]
    return nothing + (groups[0][1] if len(groups) == 1 else groups)
