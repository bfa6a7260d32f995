"""A block of cells copied from a spreadsheet, and the fields that its figures belong to.

Figures go where a code or name beside or above them says; without any, one after the other into
the fields in order. Nothing is stored here: the page shows what goes where, and a person saves.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from io import StringIO
from typing import Any

from django import forms

from assessments.rules.files.headings import tight
from ita_portal.thai.numerals import echo, narrow, parse_decimal

MOST_CELLS = 2000
TOO_LARGE = f"วางได้ไม่เกิน {MOST_CELLS:,} ช่องต่อครั้ง"
NOTHING_FOUND = "ไม่พบตัวเลขในสิ่งที่วาง โปรดคัดลอกช่องคะแนนจากตารางคำนวณมาวางใหม่"
OF_OTHERS = "สิ่งที่วางมีรหัส {code} ซึ่งไม่ใช่ช่องของหน้านี้ จึงไม่ได้ใช้ โปรดวางในหน้าที่มีรหัสนี้"
COMMA = "“{typed}” ใช้จุลภาคคั่นทศนิยม โปรดใช้จุด เช่น 91.25"
_COMMA_DECIMAL = re.compile(r"[0-9]{1,3},[0-9]{1,2}")
_NUMBER_IN_FRONT = re.compile(r"^[0-9]{1,2}[.)]\s*")
_WORD = re.compile("[A-Za-zก-๎]")
_CODE = re.compile(r"[A-Za-z]{1,3}[0-9]{1,3}")
_NOTHING_WRITTEN = {"-", "–", "—"}

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Target:
    """A field that a figure can go into, and by what the figure finds it.

    `codes` are the words that name it, `number` its place where a column of numbers names the
    rows (None where that would be ambiguous). `refuse` tells why it cannot hold a figure, for
    fields that cannot say so themselves; `is_choice` wants the figure as its choices write it.
    """

    name: str
    label: str
    codes: tuple[str, ...]
    number: int | None = None
    refuse: Callable[[Decimal], str] = lambda _: ""
    is_choice: bool = False


@dataclass(frozen=True)
class Placed:
    """A figure and the field that it goes into; `before` is what stood there."""

    name: str
    label: str
    value: str
    before: str = ""


@dataclass
class Pasted:
    """What became of a pasted block: the figures placed, and what could not be."""

    placed: list[Placed] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def values(self) -> dict[str, str]:
        """The figures by the names of their fields."""
        return {one.name: one.value for one in self.placed}

    def tell_before(self, data: Mapping[str, str]) -> None:
        """Note of each placed figure what stood in its field, as the form was sent."""
        self.placed = [replace(one, before=data.get(one.name, "")) for one in self.placed]


class PasteForm(forms.Form):
    """The field into which a block is pasted, beside the form whose fields it fills."""

    pasted = forms.CharField(
        label="ช่องที่คัดลอกมา",
        required=False,
        max_length=100_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "wrap": "off"}),
    )


def placed_over(data: Mapping[str, Any], values: Mapping[str, str]) -> dict[str, Any]:
    """Return the data of a form with some fields' values put in place of what was typed."""
    return {name: data.get(name, "") for name in data} | dict(values)


def place(text: str, targets: Sequence[Target]) -> Pasted:
    """Return which figures of the pasted text go where; the text is tabs and lines as copied."""
    rows, found = read_block(text), Pasted()
    if sum(map(len, rows)) > MOST_CELLS:
        found.problems.append(TOO_LARGE)
        return found
    ways = (_by_heading, _by_code, _of_others, _by_number, _in_order)
    pairs = next(pairs for way in ways if (pairs := way(rows, targets, found)) is not None)
    _take(pairs, found)
    if not found.placed and not found.problems:
        found.problems.append(NOTHING_FOUND)
    return found


def read_block(text: str) -> list[list[str]]:
    """Return the rows of cells of a copied block, without empty rows at its ends."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    rows = [[narrow(cell) for cell in row] for row in csv.reader(StringIO(lines), delimiter="\t")]
    while rows and not any(rows[-1]):
        rows.pop()
    while rows and not any(rows[0]):
        rows.pop(0)
    return rows


def read_figure(cell: str) -> Decimal | None:
    """Return the figure of a cell, None for an empty one; a percent sign may follow.

    Raises ValueError with a Thai message for anything else, such as a comma for the decimals.
    """
    typed = narrow(cell).removesuffix("%").rstrip()
    if not typed or typed in _NOTHING_WRITTEN:
        return None
    if _COMMA_DECIMAL.fullmatch(typed):
        raise ValueError(COMMA.format(typed=echo(cell)))
    return parse_decimal(typed)


Pair = tuple[Target, str, str]  # a field, the cell, and where the cell stands


def _by_heading(rows: Rows, targets: Sequence[Target], found: Pasted) -> list[Pair] | None:
    """Take figures from the row under a row of codes; None where no row names two fields."""
    known = _known(targets)
    heads = [
        {place: one for place, cell in enumerate(row) if (one := _named(cell, known))}
        for row in rows
    ]
    line = next((n for n, head in enumerate(heads) if _names_two(head)), None)
    if line is None:
        return None
    named = heads[line]
    below = [(place, cells) for place, cells in enumerate(rows) if place > line and any(cells)]
    if len(below) > 1:
        found.problems.append(f"ใต้หัวตารางมี {len(below)} แถว โปรดวางครั้งละหนึ่งแถว")
        return []
    return [
        (target, cells[column], f"แถว {place + 1} คอลัมน์ {column + 1}")
        for place, cells in below
        for column, target in named.items()
        if column < len(cells)
    ]


def _by_code(rows: Rows, targets: Sequence[Target], found: Pasted) -> list[Pair] | None:
    """Take from each row the figure after its code; None where no row has one."""
    known = _known(targets)
    named = [_code_in(row, known) for row in rows]
    if not any(named):
        return None
    pairs: list[Pair] = []
    for number, (row, code) in enumerate(zip(rows, named, strict=True), 1):
        if code:
            column, target = code
            pairs.append((target, _figure_after(row, column), f"แถว {number}"))
        elif any(map(_is_figure, row)):
            found.problems.append(f"แถว {number}: ไม่พบรหัสหรือชื่อของช่องใด จึงไม่ได้ใช้")
    return pairs


def _of_others(rows: Rows, targets: Sequence[Target], found: Pasted) -> list[Pair] | None:
    """Take nothing beside codes of others: the marks of O1, O2 … are not indicators 1, 2 …."""
    code = next((cell for row in rows for cell in row if _CODE.fullmatch(cell)), None)
    if code is None:
        return None
    found.problems.append(OF_OTHERS.format(code=code))
    return []


def _by_number(rows: Rows, targets: Sequence[Target], found: Pasted) -> list[Pair] | None:
    """Take the last figure of each row whose first cell numbers the fields; None without such."""
    numbers = {str(one.number): one for one in targets if one.number is not None}
    lines = [(number, row) for number, row in enumerate(rows, 1) if any(map(_is_figure, row))]
    firsts = [row[0] for _, row in lines]
    if len(lines) < 2 or any(len(row) < 2 for _, row in lines):
        return None
    if not numbers.keys() >= set(firsts) or firsts != sorted(set(firsts), key=int):
        return None
    return [(numbers[row[0]], _figure_after(row, 0), f"แถว {number}") for number, row in lines]


def _in_order(rows: Rows, targets: Sequence[Target], found: Pasted) -> list[Pair]:
    """Take the figures one after the other, row by row, beside words that only name them."""
    cells = list(_without_names(rows))
    if len(cells) > len(targets):
        found.problems.append(
            f"วางมา {len(cells)} ค่า แต่มี {len(targets)} ช่อง จึงไม่ได้ใช้ค่าตั้งแต่ลำดับที่ {len(targets) + 1}"
        )
    return [(target, cell, where) for target, (cell, where) in zip(targets, cells, strict=False)]


def _without_names(rows: Rows) -> Iterator[tuple[str, str]]:
    """Yield the cells with their places, but for headings and columns of words alone."""
    width = max(map(len, rows), default=0)
    columns = [[row[n] if n < len(row) else "" for row in rows] for n in range(width)]
    figures = [n for n, column in enumerate(columns) if not _is_words(column)]
    has_heading = len(rows) > 1 and _is_words(rows[0])
    for number, row in enumerate(rows, 1):
        if number == 1 and has_heading:
            continue
        for column in figures:
            yield row[column] if column < len(row) else "", f"แถว {number} คอลัมน์ {column + 1}"


def _take(pairs: Sequence[Pair], found: Pasted) -> None:
    """Keep the figures that can be read, and say of the others why they cannot."""
    taken: set[str] = set()
    for target, cell, where in pairs:
        try:
            figure = read_figure(cell)
        except ValueError as error:
            found.problems.append(f"{where} ({target.label}): {error}")
            continue
        if figure is None:
            continue
        refusal = target.refuse(figure)
        if target.name in taken:
            refusal = "มีคะแนนของช่องนี้มากกว่าหนึ่งครั้ง จึงใช้ค่าแรก"
        if refusal:
            found.problems.append(f"{where} ({target.label}): {refusal}")
            continue
        taken.add(target.name)
        value = f"{figure.normalize():f}" if target.is_choice else cell.removesuffix("%").rstrip()
        found.placed.append(Placed(target.name, target.label, value))


def _known(targets: Sequence[Target]) -> dict[str, Target]:
    return {tight(code): one for one in targets for code in one.codes}


def _named(cell: str, known: dict[str, Target]) -> Target | None:
    """Return the field that a cell names: by its code, its name, or both in one cell."""
    if not cell or _is_figure(cell):
        return None
    first = cell.split(maxsplit=1)[0]
    ways = (cell, _NUMBER_IN_FRONT.sub("", cell), first)
    return next((known[tight(way)] for way in ways if tight(way) in known), None)


def _code_in(row: Sequence[str], known: dict[str, Target]) -> tuple[int, Target] | None:
    return next(((n, one) for n, cell in enumerate(row) if (one := _named(cell, known))), None)


def _figure_after(row: Sequence[str], column: int) -> str:
    """Return the first figure after `column`; else the last cell, so that it can be named."""
    after = [cell for cell in row[column + 1 :] if cell]
    return next((cell for cell in after if _is_figure(cell)), after[-1] if after else "")


def _names_two(head: dict[int, Target]) -> bool:
    return len({one.name for one in head.values()}) > 1


def _is_words(cells: Sequence[str]) -> bool:
    """Tell whether cells hold words alone; 99,13 is no figure, but neither is it a word."""
    written = [cell for cell in cells if cell]
    return bool(written) and all(_WORD.search(cell) and not _is_figure(cell) for cell in written)


def _is_figure(cell: str) -> bool:
    try:
        return read_figure(cell) is not None
    except ValueError:
        return False
