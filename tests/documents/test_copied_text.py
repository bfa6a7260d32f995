"""What is copied out of a finished PDF is what was put in: measured, for every form.

Two programs read each file: PDFium (Chrome's) and pypdf. The measure is by letters, without white
space, since a line's end is none of the text's: share of the twin's letters that come out in their
order. pdftotext -raw gives the same as these two; see docs/decisions/pdf-validator.md.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

import pypdfium2
import pytest

from ita_portal.documents.rendering.document import body_html
from ita_portal.documents.rendering.prose import VERBATIM
from ita_portal.thai.numerals import thai_digits_in_prose
from tests.documents.conftest import Paper, squeezed
from tests.documents.pages import flow_of
from tests.documents.paper_samples import KINDS
from tests.documents.twin import paragraphs, without_dots, words_of

FORMS = sorted(KINDS)
REACHED = {"table_announcement": 0.994}
"""Share of letters in their order; 1 for every other form. A row that is longer than a page gives
its short cells at the end of its first page, so they stand before the rest of the long one."""
FURNITURE = re.compile(r"(-[๐-๙]{1,2}-)?(/[^/]{1,30}?\.\.\.)?$")
"""Page number and catchword, which are drawn after all else on a page."""


def by_pdfium(data: bytes) -> str:
    return "".join(without_dots(line.text) for line in flow_of(data))


def by_pypdf(paper: Paper) -> str:
    return "".join(FURNITURE.sub("", lines_of(page)) for page in paper.pages)


def lines_of(page: str) -> str:
    """Return a page without white space and dotted lines, and with the dots of its catchword."""
    return "".join(without_dots(squeezed(line)) for line in page.splitlines())


def share(put_in: str, come_out: str) -> float:
    """Return which share of the letters of `put_in` come out in their order."""
    matcher = SequenceMatcher(None, put_in, come_out, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / len(put_in)


@pytest.mark.parametrize("form", FORMS)
def test_every_letter_is_copied_out_in_its_order(papers, form, record_property):
    put_in = words_of(body_html(KINDS[form](), is_printed=True))
    readers = {"PDFium": by_pdfium(papers[form].pdf.data), "pypdf": by_pypdf(papers[form])}

    shares = {name: share(put_in, text) for name, text in readers.items()}

    for name, reached in shares.items():
        record_property(f"{form} by {name}", f"{reached:.4%}")
        assert reached >= REACHED.get(form, 1), (name, reached)


@pytest.mark.parametrize("form", FORMS)
def test_what_is_not_of_the_text_is_a_repeated_head_alone(papers, form):
    put_in = Counter(words_of(body_html(KINDS[form](), is_printed=True)))
    heads = heads_again(papers[form], form)

    come_out = Counter(by_pdfium(papers[form].pdf.data))

    assert come_out == put_in + heads


def heads_again(paper: Paper, form: str) -> Counter[str]:
    """Return the letters of the heads that tables repeat on their next pages."""
    tables = list(tables_of(KINDS[form]()))
    heads = [squeezed("".join(column["title"] for column in one["columns"])) for one in tables]
    shown = squeezed("".join(paper.pages))
    found: Counter[str] = Counter()
    for head, own in Counter(heads).items():
        for _ in range(shown.count(head) - own):
            found += Counter(head)
    return found


def tables_of(words: Any) -> Iterator[dict[str, Any]]:
    if isinstance(words, dict):
        if "columns" in words and "groups" in words:
            yield words
        for one in words.values():
            yield from tables_of(one)
    elif isinstance(words, list):
        for one in words:
            yield from tables_of(one)


@pytest.mark.parametrize("form", FORMS)
def test_spaces_are_copied_where_they_were_typed_and_nowhere_else(papers, form):
    """Within a line; at its end a reader puts a new line, with or without a space."""
    told = "\n".join(paragraphs(body_html(KINDS[form](), is_printed=True)))
    spaced = {squeezed(one): one for one in told.split("\n")}

    lines = [line.strip() for line in as_copied(papers[form].pdf.data).splitlines()]

    alone = [line for line in lines if squeezed(line) in spaced]
    assert len(alone) >= 8
    wrong = [line for line in alone if " ".join(line.split()) != spaced[squeezed(line)]]
    assert wrong == []


def as_copied(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        pages = [document[number].get_textpage() for number in range(len(document))]
        return "\n".join(page.get_text_range() for page in pages)


@pytest.mark.parametrize("form", FORMS)
def test_each_text_of_the_words_is_on_the_paper_and_in_its_twin(papers, form):
    words = KINDS[form]()
    twin = words_of(body_html(words))
    lines = "".join(line.text for line in flow_of(papers[form].pdf.data))

    for text in texts_of(words):
        assert text in twin, text
        assert form == "table_announcement" or text in lines, text


UNPRINTED = {"draft_mark", "standing", "chart", "fiscal_year", "level", "number_prefix", "dated"}


def texts_of(words: Any, key: str = "") -> Iterator[str]:
    """Give every text of frozen words as it is printed, but what a form says otherwise."""
    if isinstance(words, dict):
        for name, one in words.items():
            if name not in VERBATIM | UNPRINTED:
                yield from texts_of(one, name)
    elif isinstance(words, list):
        for one in words:
            yield from texts_of(one, key)
    elif isinstance(words, str) and words:
        yield squeezed(thai_digits_in_prose(words))
