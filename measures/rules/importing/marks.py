"""The marks before steps: ๑. 1) (๑) 1.1 ก. - and what stands under what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ita_portal.thai.numerals import arabic_digits

_N = "[0-9๐-๙]{1,2}"
_BULLETS = "-–—•●▪◦·*➢➣➤►▶✓✔☑★☆■□◆◇○❖⮚→⇒"
_MARKS = (
    ("word", re.compile(rf"(?:ขั้นตอน|ขั้น|กิจกรรม|ข้อ)\s?(?:ที่)?\s?({_N})(?:\s*[.):]\s*|\s+)(?!\d)")),
    ("parted", re.compile(rf"\(({_N}(?:\.{_N}){{1,3}})\)\s*")),
    ("dotted", re.compile(rf"({_N}(?:\.{_N}){{1,3}})[.)]?\s*(?!\s*น\.)(?=\D)")),
    ("round", re.compile(rf"\(({_N})\)\s*")),
    ("half", re.compile(rf"({_N})\)\s*")),
    ("dot", re.compile(rf"({_N})\.\s*(?![0-9๐-๙])")),
    ("letters", re.compile(r"\(([ก-ฮ])\)\s*")),
    ("letter", re.compile(r"([ก-ฮ])[.)]\s+")),
    ("slash", re.compile(rf"({_N})/\s*(?=\D)")),
    ("roman", re.compile(r"\(?([ivx]{1,4})[.)]\s+")),
    ("latin", re.compile(r"\(?([A-Za-z])[.)]\s+")),
    ("dash", re.compile(rf"()(?:[{_BULLETS}]\s*(?=\S)|o\s+(?=[ก-๙]))")),
)
_BARE = re.compile(rf"({_N})\s+(?=[^0-9๐-๙\s])")
_FEWEST = 2
_LETTERS = "กขคงจฉชซฌญ"
_INLINE_DASH = re.compile(r"(?<![0-9๐-๙.–-])\s+(?=[-–]\s?[^\s0-9๐-๙–-])")
_COUNTED = {"word": "{}", "slash": "{}/", "half": "{})", "round": "({})", "dot": "{}."}


@dataclass(frozen=True)
class Mark:
    """A mark as it was read: its style, its numbers in Arabic digits, and what follows it."""

    style: str
    value: str
    rest: str

    @property
    def number(self) -> int | None:
        """Its last number; None for letters and dashes."""
        last = self.value.rpartition(".")[2]
        return int(last) if last.isdecimal() else None


def mark_of(line: str) -> Mark | None:
    """Return the mark with which a line begins, None for a line without one."""
    for style, pattern in _MARKS:
        found = pattern.match(line)
        if found and found.end() <= len(line):
            depth = found[1].count(".")
            name = f"{style}{depth}" if style in {"dotted", "parted"} else style
            return Mark(name, arabic_digits(found[1]), line[found.end() :].strip())
    return None


def without_mark(text: str) -> str:
    """Return the text without the mark before it; a text that is nothing else stays."""
    mark = mark_of(text.strip())
    return mark.rest if mark and mark.rest else text.strip()


def steps_of(text: str) -> tuple[str, ...]:
    """Return the steps that a text holds, in order and without their own marks.

    What stands under a step (1.1, (๑), - under 1.) stays with it, each on a line with its mark. A
    line without a mark belongs to the step before it; when nothing in the text is marked, each line
    is a step. No word is lost.
    """
    lines = [piece for line in text.split("\n") if line.strip() for piece in _pieces(line.strip())]
    if not any(mark_of(line) for line in lines):
        lines = _with_dots(lines)
    if not any(mark_of(line) for line in lines):
        return tuple(lines)
    steps = _Steps()
    for line in lines:
        steps.add(line)
    return tuple("\n".join(step) for step in steps.found if step)


def _with_dots(lines: list[str]) -> list[str]:
    """Return lines that count from 1 on with a bare number before them as if a dot followed it."""
    bare = [_BARE.match(line) for line in lines]
    numbers = [int(arabic_digits(found[1])) for found in bare if found]
    if len(numbers) < _FEWEST or not bare[0] or numbers != list(range(1, len(numbers) + 1)):
        return lines
    return [
        f"{found[1]}. {line[found.end() :]}" if found else line
        for found, line in zip(bare, lines, strict=True)
    ]


def parts_of(step: str) -> tuple[str, tuple[str, ...]]:
    """Return what a step says and its numbered sub-steps (1.1, (๑), ก.), without their marks.

    What stands deeper, has a dash before it or no mark stays as lines where it stands. No word is
    lost.
    """
    first, *lines = step.split("\n")
    mark = next((m for line in lines if (m := mark_of(line)) and m.value), None)
    text, parts = [first], list[list[str]]()
    if mark and mark.number == 2:
        text, parts = _first_inside(first, mark)
    for line in lines:
        found = mark_of(line)
        if mark and found and found.style == mark.style and found.rest:
            parts.append([found.rest])
        else:
            (parts[-1] if parts else text).append(line)
    return "\n".join(text), tuple("\n".join(part) for part in parts)


def _first_inside(line: str, second: Mark) -> tuple[list[str], list[list[str]]]:
    """Return a line and the first sub-step, when that stands in it: “ดังนี้ 3.1 …”, then 3.2."""
    wanted = second.value[:-1] + "1"
    for space in re.finditer(r"\s+", line):
        mark = mark_of(line[space.end() :])
        if mark and (mark.style, mark.value) == (second.style, wanted) and mark.rest:
            return [line[: space.start()]], [[mark.rest]]
    return [line], []


class _Steps:
    """Steps as they are found line by line; `_styles` are the styles of marks from outside in."""

    def __init__(self) -> None:
        self.found: list[list[str]] = []
        self._styles: list[str] = []
        self._last = 0

    def add(self, line: str) -> None:
        mark = mark_of(line)
        if mark is None:
            self._add_to_last(line)
        elif self._level(mark) == 0:
            self._begin(mark)
        else:
            self._add_to_last(line)

    def _add_to_last(self, line: str) -> None:
        if self.found:
            self.found[-1].append(line)
        else:
            self.found.append([line])

    def _begin(self, mark: Mark) -> None:
        number = mark.number or 0
        if number == 1 and self._last >= 1:
            self._free_heading()
        self._last = number
        self.found.append([mark.rest] if mark.rest else [])

    def _free_heading(self) -> None:
        """Let a line without a mark, before the numbers begin anew, stand by itself."""
        if self.found and len(self.found[-1]) > 1 and mark_of(self.found[-1][-1]) is None:
            self.found.append([self.found[-1].pop()])

    def _level(self, mark: Mark) -> int:
        outranks = mark.style in {"dot", "word"} and self._styles[:1] != [mark.style]
        if outranks and self._styles and self._styles[0].startswith(("dotted", "parted")):
            self._styles = [mark.style]
        elif mark.style in self._styles:
            del self._styles[self._styles.index(mark.style) + 1 :]
        else:
            self._styles.append(mark.style)
        return len(self._styles) - 1


def _pieces(line: str) -> Iterator[str]:
    """Yield the parts of a line in which several marks follow each other."""
    mark = mark_of(line)
    if mark and mark.style == "dash":
        yield from (piece.strip() for piece in _INLINE_DASH.split(line))
        return
    while mark:
        following = _following(mark)
        found = re.search(rf"\s(?={following}\s*[^\s0-9๐-๙.])", line[1:]) if following else None
        if not found:
            break
        yield line[: found.start() + 1].strip()
        line = line[found.start() + 1 :].strip()
        mark = mark_of(line)
    yield line


def _following(mark: Mark) -> str:
    """Return the pattern of the mark that comes next in the same row of numbers."""
    if mark.style == "letters" and mark.value in _LETTERS[:-1]:
        return rf"\({_LETTERS[_LETTERS.index(mark.value) + 1]}\)"
    if mark.number is None or mark.style == "word":
        return ""
    digits = "".join(f"[{d}{chr(0x0E50 + int(d))}]" for d in str(mark.number + 1))
    if mark.style in _COUNTED:
        before, after = _COUNTED[mark.style].split("{}")
        return f"{re.escape(before)}{digits}{re.escape(after)}"
    before = "".join(
        f"[{d}{chr(0x0E50 + int(d))}]" if d.isdecimal() else r"\."
        for d in mark.value[: mark.value.rindex(".") + 1]
    )
    return f"{before}{digits}" if mark.style.startswith("dotted") else ""
