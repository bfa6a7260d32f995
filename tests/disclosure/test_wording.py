"""Which titles and links may stand in public."""

from __future__ import annotations

import pytest

from disclosure.rules.wording import meaningful_title, safe_link
from ita_portal.errors import Refused


@pytest.mark.parametrize(
    "title",
    [
        "", "   ", "\u200b", "คลิก", "คลิกที่นี่", "คลิก ที่นี่ >>", "Click here", "ดาวน์โหลด",
        "123", "๑๒๓", "1.2", "--", "https://www.example.go.th/oit/1", "www.example.go.th",
        "skn1.go.th/oit", "/o/skn1/", "ก" * 301,
    ],
)  # fmt: skip
def test_a_title_that_says_nothing_is_refused(title):
    with pytest.raises(Refused):
        meaningful_title(title)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  แผนปฏิบัติการ  ประจำปี ๒๕๖๗ \n", "แผนปฏิบัติการ ประจำปี ๒๕๖๗"),
        ("Q&A", "Q&A"),
        ("เอกสารประกอบ www.example.go.th", "เอกสารประกอบ www.example.go.th"),
        ("คู่มือการคลิก", "คู่มือการคลิก"),
    ],
)
def test_a_title_that_says_what_it_is_is_kept_clean(typed, kept):
    assert meaningful_title(typed) == kept


@pytest.mark.parametrize(
    "link",
    [
        "", "#", "oit/1.pdf", "ftp://www.example.go.th/", "javascript:alert(1)", "file:///etc/passwd",
        "data:text/html,x", "https://user:secret@www.example.go.th/", "https://user@www.example.go.th/",
        "http://localhost/", "http://127.0.0.1/x", "http://192.168.1.10/oit", "http://[::1]/",
        "http://server.local/", "http://", "https://www.example.go.th/a b", "https://[broken/",
        "https://www.example.go.th/" + "a" * 1000,
    ],
)  # fmt: skip
def test_a_link_that_not_everybody_can_open_is_refused(link):
    with pytest.raises(Refused):
        safe_link(link)


@pytest.mark.parametrize(
    "link",
    [
        "https://www.example.go.th/oit/1.pdf?a=1#หน้า2",
        "http://www.example.go.th:8080/เอกสาร/แผน.pdf",
        "https://drive.google.com/file/d/abc/view?usp=sharing",
    ],
)
def test_an_open_link_is_kept_as_it_is(link):
    assert safe_link(f" {link}\n") == link
