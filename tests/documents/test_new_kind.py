"""A new kind of paper is one module and one template, and nothing else has to know of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings as real_settings
from django.urls import reverse

from ita_portal.documents import kinds
from ita_portal.documents.models import Document
from ita_portal.documents.rules.numbers import number_of
from ita_portal.documents.tasks import render_document
from tests.documents import samples
from tests.documents.ways import at, sign, text_of
from tests.factories.documents import propose_paper

MODULE = """
from ita_portal.documents.kinds.base import DocumentKind, Numbering

THANKS = DocumentKind(
    code="thanks", name="หนังสือขอบคุณ (ทดลอง)", template="thanks",
    digits="arabic", duties=(), place=90, numbering=Numbering.REQUIRED, is_yearly=False,
)
"""
TEMPLATE = """<h1>{{ heading }} ที่ {{ number }}</h1><p>ขอขอบคุณผู้ให้ข้อมูลทุกท่าน</p>
{% include "documents/blocks/signature.html" with before_date="ให้ไว้ ณ วันที่" %}"""


@pytest.fixture
def thanks(tmp_path, monkeypatch, settings) -> kinds.DocumentKind:
    """Put a module and a template where kinds and templates are, as a programmer would."""
    (tmp_path / "thanks_for_a_test.py").write_text(MODULE, encoding="utf-8")
    body = tmp_path / "documents" / "thanks" / "body.html"
    body.parent.mkdir(parents=True)
    body.write_text(TEMPLATE, encoding="utf-8")
    monkeypatch.setattr(kinds, "__path__", [*kinds.__path__, str(tmp_path)])
    settings.TEMPLATES = [
        {**one, "DIRS": [*one.get("DIRS", []), tmp_path]} for one in real_settings.TEMPLATES
    ]
    found = kinds._defined()
    monkeypatch.setitem(kinds.KINDS, "thanks", found["thanks"])
    return found["thanks"]


def test_it_is_found_by_itself_in_its_place(thanks):
    assert list(kinds.KINDS)[-1] == thanks.code
    assert (thanks.word, thanks.register) == ("หนังสือขอบคุณ", "thanks")


def test_it_goes_the_whole_way(thanks, login, client, office, officer, director, coordinator):
    words = samples.announcement(kind=thanks.code, digits="arabic", heading="หนังสือขอบคุณ")
    proposal = propose_paper(office, officer, kind=thanks, title="ขอบคุณ", words=words)
    page = text_of(login(director).get(at(proposal)))
    assert "จองไว้ให้หนังสือขอบคุณฉบับนี้" in page
    assert "ขอขอบคุณผู้ให้ข้อมูลทุกท่าน" in page
    assert number_of(proposal).text.startswith("1/")

    sign(proposal, director)
    document = Document.objects.get()
    render_document(document.pk)

    document.refresh_from_db()
    pdf = Path(real_settings.PRIVATE_FILES) / document.pdf.name
    assert pdf.read_bytes().startswith(b"%PDF")
    public = client.get(reverse("documents:public", args=[office.code, document.code]))
    assert document.number_text in text_of(public)
    for name in ("settings", "registers", "document_list"):
        said = text_of(login(coordinator).get(reverse(f"documents:{name}", args=[office.code])))
        assert "ขอบคุณ" in said
    own = reverse("documents:settings_edit", args=[office.code, thanks.code])
    assert login(coordinator).get(own).status_code == 200
