"""One test for each rule of the house about templates."""

import re

import pytest
from django.template.loader import get_template

from tests.architecture.house import TEMPLATES, height_of_rooms, short, templates

ROOF = {"parts"}
"""Folders of the layout, which knows every room; so do the files beside the folders."""

PRINTED = {"documents/pdf.html", "documents/case_file.html"}
"""Pages that no browser sees: WeasyPrint is given the styles with the words."""

ASKS_ONLY = {
    "documents/parts/verify_file.html": "a file is looked into and nothing changes: no cookie",
    "complaints/new.html": "who speaks has no cookie; a token of its own stands in the form",
    "complaints/receipt.html": "who speaks has no cookie; the ticket is known to the page alone",
    "complaints/track.html": "who speaks has no cookie; the code is known to them alone",
    "complaints/follow.html": "who speaks has no cookie; the ticket is known to the page alone",
    "disclosure/note.html": "who speaks has no cookie; a token of its own stands in the form",
}
"""Forms for everybody without a token, each with its reason."""

LINK = re.compile(r"\{%\s*url\s+[\"'](\w+):")
INLINE = re.compile(r"<[^>]*\s(?:style|on[a-z]+)\s*=|<style\b|<script\b(?![^>]*\ssrc=)", re.I)
UNSAFE = re.compile(r"\|\s*(?:safe|safeseq)\b|\{%\s*autoescape\s+off")
OPEN_QUESTION = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")


def room_of(path) -> str | None:
    """Return the room whose folder the template lies in; None for the layout."""
    parts = path.relative_to(TEMPLATES).parts
    return None if len(parts) == 1 or parts[0] in ROOF else parts[0]


IN_ROOMS = [path for path in templates() if room_of(path)]


@pytest.mark.parametrize("path", templates(), ids=short)
def test_a_template_can_be_read(path):
    assert get_template(path.relative_to(TEMPLATES).as_posix())


@pytest.mark.parametrize("path", IN_ROOMS, ids=short)
def test_the_folder_of_a_template_is_a_room(path):
    assert room_of(path) in height_of_rooms()


@pytest.mark.parametrize("path", IN_ROOMS, ids=short)
def test_a_template_links_to_its_own_room_or_a_lower_one(path):
    """An address upward is an arrow that no import contract sees; the layout may have them."""
    heights, room = height_of_rooms(), room_of(path)

    linked = set(LINK.findall(path.read_text(encoding="utf-8"))) - {room}
    assert {name for name in linked if heights[name] >= heights[room]} == set()


@pytest.mark.parametrize("path", IN_ROOMS, ids=short)
def test_a_template_takes_parts_of_its_own_room_or_a_lower_one(path):
    heights, room = height_of_rooms(), room_of(path)

    taken = re.findall(r"\{%\s*(?:include|extends)\s+[\"'](\w+)/", path.read_text(encoding="utf-8"))
    higher = {name for name in set(taken) - {room} - ROOF if heights.get(name, 99) >= heights[room]}
    assert higher == set()


@pytest.mark.parametrize("path", templates(), ids=short)
def test_a_template_has_no_style_or_script_of_its_own(path):
    """The content security policy would not let the browser use it."""
    if path.relative_to(TEMPLATES).as_posix() in PRINTED:
        return

    assert INLINE.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", templates(), ids=short)
def test_a_template_never_trusts_what_was_typed(path):
    assert UNSAFE.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", templates(), ids=short)
def test_a_template_has_no_open_questions(path):
    assert OPEN_QUESTION.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", templates(), ids=short)
def test_every_form_that_changes_something_carries_a_token(path):
    text = path.read_text(encoding="utf-8")

    if path.relative_to(TEMPLATES).as_posix() in ASKS_ONLY:
        return
    for form in re.findall(r"<form\b[^>]*method=\"post\"[^>]*>.*?</form>", text, re.S | re.I):
        assert "{% csrf_token %}" in form


@pytest.mark.parametrize("path", templates(), ids=short)
def test_a_page_of_the_staff_or_the_public_has_a_title_that_says_what_and_whose(path):
    text = path.read_text(encoding="utf-8")
    if not re.search(r"\{% extends \"base_(?:office|public)\.html\" %\}", text):
        return

    assert re.search(r"\{% block title %\}.*?office\.(?:short_name|name).*?\{% endblock %\}", text)
