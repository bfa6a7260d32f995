"""A file goes out as it came, under its own name, and nothing in it can run."""

from __future__ import annotations

import pytest
from django.test import override_settings

from ita_portal.errors import Refused
from ita_portal.files.disk import path_of
from ita_portal.files.sending import response
from tests.files import samples

pytestmark = pytest.mark.django_db

PDF = samples.pdf()


def body(answer) -> bytes:
    """Return what an answer sends."""
    sent = b"".join(answer)
    answer.close()
    return sent


def test_a_file_is_sent_as_it_was_kept(kept):
    answer = response(kept(PDF, "ประกาศ ๑.pdf"), inline=False)

    assert body(answer) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Length"] == str(len(PDF))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert "filename*=UTF-8''%E0%B8%9B" in answer["Content-Disposition"]


@pytest.mark.parametrize(
    ("name", "data", "shown"),
    [
        ("ก.pdf", PDF, True),
        ("ก.png", samples.picture("PNG"), True),
        ("ก.heic", samples.picture("HEIF"), False),
        ("ก.docx", samples.docx(), False),
        ("ก.txt", b"hello", False),
        ("ก.csv", b"a,b", False),
    ],
)
def test_only_what_a_browser_shows_by_itself_is_shown(kept, name, data, shown):
    answer = response(kept(data, name), inline=True)
    body(answer)

    assert answer["Content-Disposition"].startswith("inline" if shown else "attachment")
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer["Content-Security-Policy"].endswith("; sandbox") == (not name.endswith(".pdf"))


@override_settings(ACCEL_PREFIX="/private/")
def test_behind_nginx_the_file_is_named_and_not_sent(kept):
    file = kept(PDF, "ประกาศ.pdf")

    answer = response(file, inline=True)

    assert answer["X-Accel-Redirect"] == f"/private/kept/{file.key[:2]}/{file.key}"
    assert answer.content == b""


@pytest.mark.parametrize("prefix", ["", "/private/"])
def test_a_file_that_is_not_what_was_kept_is_not_sent(kept, settings, prefix):
    settings.ACCEL_PREFIX = prefix
    file = kept(PDF, "ประกาศ.pdf")
    path_of(file.key).write_bytes(b"something else")

    with pytest.raises(Refused, match="ผู้ดูแลระบบ"):
        response(file, inline=False)
