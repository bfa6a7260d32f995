"""Whatever is typed into a paper of any form comes out as text, and leaves the file sound."""

from __future__ import annotations

from typing import Any

import pytest

from ita_portal.documents.rendering.document import body_html
from ita_portal.documents.rendering.prose import NEVER_PRINTED
from tests.documents.conftest import squeezed
from tests.documents.paper_samples import KINDS
from tests.documents.twin import words_of
from tests.documents.verdict import findings

HOSTILE = (
    "{{ settings.SECRET_KEY }} {% include '/etc/passwd' %} <script>alert(1)</script>"
    "<img src=x onerror=alert(2)> </style></title></svg> &lt;b&gt; \x00\x07\x1b\x7f\u202e"
    "\ufeff\ue000"
    '\ud800 "\'><a href="javascript:alert(3)">ก</a> url(file:///etc/passwd) ็่้ \u200b'
)
TYPED = {
    *("text", "opening", "closing", "title", "who", "role", "paragraphs", "decision", "foreword"),
    *("name", "position", "lead", "to", "caption", "lines", "long_labels", "subject_lines"),
}
"""Keys of what people type; `cells` have their own."""


def hostile(words: Any, key: str = "") -> Any:
    """Return words with hostile text behind everything that somebody typed."""
    if isinstance(words, dict):
        return {
            name: hostile(one, "text" if key == "cells" else name) for name, one in words.items()
        }
    if isinstance(words, list):
        return [hostile(one, key) for one in words]
    return f"{words} {HOSTILE}" if isinstance(words, str) and key in TYPED else words


@pytest.mark.parametrize("form", sorted(KINDS))
def test_hostile_text_comes_out_as_text_in_every_form(paper, form):
    words = hostile(KINDS[form]())

    made = paper(words)

    twin = body_html(words)
    visible = squeezed(NEVER_PRINTED.sub("", HOSTILE))[:60]
    assert words_of(twin).count(visible) >= 4
    assert made.text.count(visible) >= 3
    for tag in ("<script", "<img src=x", '<a href="javascript', "</style>", "root:"):
        assert tag not in twin
    assert not NEVER_PRINTED.search(made.text)
    assert findings(made.pdf.data) == []


@pytest.mark.parametrize("form", sorted(KINDS))
def test_without_an_emblem_a_paper_is_whole(paper, form):
    made = paper(KINDS[form]() | {"emblem": None})

    assert made.pdf.pages >= 1
    assert findings(made.pdf.data) == []
    assert "ตราสัญลักษณ์" not in made.text
