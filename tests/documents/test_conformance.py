"""Every finished PDF is PDF/A-3a and PDF/UA-1, as a validator sees it, and tells its structure.

The validator passes the test files of veraPDF; see docs/decisions/pdf-validator.md. What no
validator can judge is looked at here: whose header is whose, and whether a bookmark leads on.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import pairwise

import pikepdf
import pytest

from ita_portal.documents.rendering.document import document_title
from tests.documents import report_samples
from tests.documents.paper_samples import EMBLEM, KINDS
from tests.documents.samples import announcement
from tests.documents.test_report_book import words as book_words
from tests.documents.verdict import findings

FORMS = sorted(KINDS)
TABLES = ["analysis_report", "complaint_statistics", "progress_report", "table_announcement"]
FORBIDDEN = {"/JavaScript", "/JS", "/OpenAction", "/AA", "/Launch", "/EmbeddedFiles", "/AcroForm"}


@pytest.fixture(scope="module")
def opened(papers) -> Iterator[dict[str, pikepdf.Pdf]]:
    """The PDF of every form."""
    files = {form: pikepdf.open(io.BytesIO(paper.pdf.data)) for form, paper in papers.items()}
    yield files
    for file in files.values():
        file.close()


@pytest.mark.parametrize("form", FORMS)
def test_the_validator_finds_nothing(papers, form):
    assert findings(papers[form].pdf.data) == []


@pytest.mark.parametrize(
    "words",
    [
        announcement(draft_mark="ฉบับร่าง ยังไม่ลงนาม", dated="", signature=None, verification=None),
        report_samples.draft(),
        book_words(emblem=EMBLEM),
        announcement(opening=["ดูรายการ ✓ และ ○ ที่ https://www.example.go.th/a"], sections=[]),
    ],
    ids=["draft", "draft report", "book with annexes", "symbols and addresses"],
)
def test_nor_in_drafts_annexes_and_symbols(paper, words):
    assert findings(paper(words).pdf.data) == []


def test_the_validator_does_find_a_fault(papers):
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(papers["announcement"].pdf.data)) as pdf:
        del pdf.Root.MarkInfo
        pdf.save(target)

    assert any("TAGGED" in one or "MARK" in one.upper() for one in findings(target.getvalue()))


@pytest.mark.parametrize("form", FORMS)
def test_nothing_in_the_file_acts_by_itself_and_it_is_open_to_all(opened, form):
    pdf = opened[form]

    assert not pdf.is_encrypted
    found = {key for one in pdf.objects for key in keys_of(one)}
    assert not found & FORBIDDEN


def keys_of(one: pikepdf.Object) -> set[str]:
    is_named = isinstance(one, pikepdf.Dictionary | pikepdf.Stream)
    return set(one.keys()) if is_named else set()


@pytest.mark.parametrize("form", FORMS)
def test_title_language_and_profiles_are_told(opened, papers, form):
    root, words = opened[form].Root, KINDS[form]()

    metadata = root.Metadata.read_raw_bytes().decode()

    assert str(root.Lang) == "th"
    assert root.ViewerPreferences.DisplayDocTitle
    assert root.MarkInfo.Marked
    assert papers[form].reader.metadata.title == document_title(words)
    assert str(root.OutputIntents[0].S) == "/GTS_PDFA1"
    for told in ('pdfaid:part="3"', 'pdfaid:conformance="A"', 'pdfuaid:part="1"'):
        name, value = told.replace('"', "").split("=")
        assert re.search(rf'{name}(="{value}"|>{value}<)', metadata), told


@pytest.mark.parametrize("form", FORMS)
def test_headings_go_down_one_step_at_a_time_and_are_the_bookmarks(opened, form):
    pdf = opened[form]

    levels = [int(str(one.S)[2:]) for one in nodes(pdf) if re.match(r"/H\d", str(one.S))]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    with pdf.open_outline() as outline:
        marks = list(flat(outline.root))
    assert len(marks) == len(levels)
    assert all(str(mark.title).strip() and mark.destination is not None for mark in marks)


def flat(marks: list[pikepdf.OutlineItem]) -> Iterator[pikepdf.OutlineItem]:
    for mark in marks:
        yield mark
        yield from flat(mark.children)


def nodes(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Give every element of the structure tree in the order in which it is read."""
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Array):
            waiting.extend(reversed(list(one)))
        elif isinstance(one, pikepdf.Dictionary) and "/S" in one:
            yield one
            waiting.append(one.get("/K", pikepdf.Array()))


@pytest.mark.parametrize("form", FORMS)
def test_every_picture_is_told_in_words(opened, form):
    told = [str(one.get("/Alt", "")) for one in nodes(opened[form]) if one.S == "/Figure"]

    assert told
    assert all(len(one) > 4 for one in told)


@pytest.mark.parametrize("form", TABLES)
def test_every_cell_names_the_header_of_its_column_and_the_title_of_its_group(opened, form):
    found = 0
    for table in (one for one in nodes(opened[form]) if one.S == "/Table"):
        heads, group = [], []
        for section in table.K:
            for row in section.K:
                cells = list(row.K)
                if section.S == "/THead":
                    heads = [str(cell.ID) for cell in cells]
                elif cells[0].S == "/TH":
                    group = [str(cells[0].ID)]
                named = [[str(one) for one in cell.A.Headers] for cell in cells if cell.S == "/TD"]
                assert named == [[head, *group] for head in heads[: len(named)]]
                assert all(cell.A.Scope == "/Column" for cell in cells if cell.S == "/TH")
                found += len(named)

    assert found >= 16


def test_a_line_of_the_contents_is_one_link_to_its_part(opened):
    pdf = opened["analysis_report"]

    links = [one for one in pdf.pages[2].obj.Annots if one.Subtype == "/Link"]

    assert [str(one.Dest) for one in links] == ["part-1", "part-2", "part-3"]


def test_the_address_to_verify_at_is_a_link(opened):
    pdf = opened["complaint_statistics"]

    links = [str(one.A.URI) for one in pdf.pages[0].obj.Annots]

    assert links == [KINDS["complaint_statistics"]()["verification"]["url"]]
