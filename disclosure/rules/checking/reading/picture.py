"""Reading the words of a picture that is a file of its own."""

from __future__ import annotations

from pathlib import Path

from disclosure.rules.checking.content import Content, Page
from disclosure.rules.checking.flat import repaired
from disclosure.rules.checking.reading.recognising import Recogniser
from ita_portal.files.images import open_picture


def read_picture(path: Path, *, name: str, recogniser: Recogniser | None) -> Content:
    """Return the words of a picture that passed `look_into`; none without a recogniser.

    Raises Refused when it turns out to be broken.
    """
    text = ""
    if recogniser:
        with path.open("rb") as source, open_picture(source) as picture:
            text = repaired(recogniser.read(picture))
    page = Page("ภาพ", text, has_picture=True)
    blind = () if text.strip() else (1,)
    return Content("image", (page,), name, unreadable_pages=blind, was_recognised=not blind)
