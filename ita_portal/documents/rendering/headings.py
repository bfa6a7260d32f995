"""Where headings and subjects are parted, as a typist would: before a phrase, longer line first."""

from __future__ import annotations

import re

from ita_portal.look.charts.letters import width

ROOM = 29.0
"""The width of a line of a report's heading, in multiples of the letters' size (em)."""

SUBJECT_ROOM = 42.0
"""The width of a line of a subject, in the same measure: 16 cm in bold letters."""

_BEFORE = width("เรื่อง ")

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


def subject_lines(subject: str, office_name: str) -> list[str]:
    """Return a subject in the lines in which it stands centred below the heading.

    Lines that somebody parted stay as they are. Else the office's name begins a line, and the
    fiscal year goes on in that line if there is room, or begins its own; what is too long still
    is parted before a phrase.
    """
    if len(typed := _lines(subject)) > 1:
        return typed
    of_office = f"ของ{office_name}"
    marked = subject.replace(of_office, f"\n{of_office}")
    lines: list[str] = []
    for line in _lines(marked.replace(" ประจำปีงบประมาณ", "\nประจำปีงบประมาณ")):
        joined = f"{lines[-1]} {line}" if lines and lines[-1].startswith(of_office) else ""
        if joined and width(joined) <= SUBJECT_ROOM:
            lines[-1] = joined
        else:
            lines += heading_lines(line, SUBJECT_ROOM if lines else SUBJECT_ROOM - _BEFORE)
    return lines


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]
