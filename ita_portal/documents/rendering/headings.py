"""Where a long heading is parted, as a typist would: before a phrase, the longer line first."""

from __future__ import annotations

import re

from ita_portal.look.charts.letters import width

ROOM = 29.0
"""The width of a line of a report's heading, in multiples of the letters' size (em)."""

_PHRASE = re.compile("(?<=.)(?=ในการ|ของ|ประจำ|ตาม| )")


def heading_lines(text: str, room: float = ROOM) -> list[str]:
    """Return a heading in lines that end with a whole phrase, each as full as may be.

    A line without a place to part it is left to the layout, which parts it at a word.
    """
    lines = []
    while width(text) > room:
        fitting = [m.start() for m in _PHRASE.finditer(text) if width(text[: m.start()]) <= room]
        if not fitting:
            break
        lines.append(text[: fitting[-1]].rstrip())
        text = text[fitting[-1] :].lstrip()
    return [*lines, text]
