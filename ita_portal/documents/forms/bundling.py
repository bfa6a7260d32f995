"""Which papers go together, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from ita_portal.documents.models import Proposal
from ita_portal.documents.rules.proposals import LONGEST_TITLE
from ita_portal.thai.numerals import arabic_digits


class BundleForm(forms.Form):
    """A title, and for each of one's single proposals its place in the bundle, or none."""

    title = forms.CharField(
        label="เรื่องของชุดเอกสาร",
        max_length=LONGEST_TITLE,
        error_messages={"required": "โปรดตั้งชื่อเรื่องของชุดเอกสาร"},
    )

    def __init__(self, *args: Any, papers: Sequence[Proposal], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.papers = list(papers)
        for paper in self.papers:
            self.fields[f"place_{paper.pk}"] = forms.CharField(
                label=f"ลำดับของ {paper.title}",
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 3}),
            )

    @property
    def rows(self) -> list[tuple[Proposal, forms.BoundField]]:
        """Each paper with the field for its place."""
        return [(paper, self[f"place_{paper.pk}"]) for paper in self.papers]

    def clean(self) -> dict[str, Any]:
        """Read the places: whole numbers, Thai digits too, each once, two at least."""
        typed = super().clean() or {}
        places: dict[int, int] = {}
        for paper in self.papers:
            text = arabic_digits(str(typed.get(f"place_{paper.pk}") or "")).strip()
            if not text:
                continue
            if not text.isascii() or not text.isdigit() or int(text) in places:
                self.add_error(f"place_{paper.pk}", "โปรดกรอกลำดับเป็นตัวเลขที่ไม่ซ้ำกัน")
                continue
            places[int(text)] = paper.pk
        if len(places) < 2 and not self.errors:
            self.add_error(None, "โปรดกรอกลำดับของเอกสารอย่างน้อย 2 ฉบับที่จะรวมเป็นชุด")
        typed["numbers"] = [places[place] for place in sorted(places)]
        return typed
