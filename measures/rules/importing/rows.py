"""Understanding the rows of tables: which measure they begin or continue, under which issue."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from measures.rules.importing.beside import Beside
from measures.rules.importing.cells import (
    is_continued_text,
    is_number,
    mark_only,
    number_in,
    on_one_line,
    owners_and_times,
    said,
    said_again,
    times_in,
    uncontinued,
    with_numbers,
)
from measures.rules.importing.choices import Choices
from measures.rules.importing.found import Draft, Fate, FoundLayout, Place, Problem, Use, quoted
from measures.rules.importing.heading_words import FIELD_NAMES, Field
from measures.rules.importing.headings import MOST_ROWS, Layout, chosen_layout, layout_at
from measures.rules.importing.marks import mark_of, without_mark
from measures.rules.importing.tables import Cell, Row, Source, Stray, Table
from measures.rules.importing.titles import Title

NO_HEADINGS = "ตารางนี้ไม่มีหัวตารางที่ระบบรู้จัก จึงไม่ได้นำเข้าแถวนี้: {}"
OUTSIDE = "ข้อความนอกตารางมาตรการ: {}"
NO_COLUMN = "คอลัมน์ “{}” ไม่มีที่ในแผน: {}"
NO_MEASURE = "ประเด็นนี้ไม่มีมาตรการอยู่ข้างใต้: {}"
NO_HEADING = "ข้อความในคอลัมน์ที่ไม่มีหัว: {}"
_ISSUE = re.compile(r"^(?:ประเด็น|ด้าน|มิติ|จุดอ่อน|ส่วนที่|หมวด)")
_NOT_AN_ISSUE = re.compile(r"^(?:หมายเหตุ|รวม|ที่มา|\*|ข้อมูล ณ)")
_TOTAL = re.compile(r"รวม(?:ทั้งสิ้น|ทั้งหมด|งบประมาณ|เงิน|เป็นเงิน)*(?:ทั้งสิ้น)?\s*(?:\(บาท\))?")
_FEW = 2
_PARTED = ("dotted", "parted")
_WIDE = 0.6
"""The share of a table's width from which a single cell stands over it, and not in a column."""
_TEXTS = {
    Field.STEPS: "steps",
    Field.OWNERS: "owners",
    Field.MONITORING: "monitoring",
    Field.TARGET: "targets",
    Field.BUDGET: "budgets",
}


class RowReader:
    """Reads tables one after the other; a table without headings goes on with those before it.

    `fates` tells what became of every text, `layouts` which headings were found.
    """

    def __init__(self, choices: Choices | None = None) -> None:
        self.drafts: list[Draft] = []
        self.problems: list[Problem] = []
        self.beside = Beside()
        self.title = Title()
        self.fates: dict[Place, Fate] = {}
        self.layouts: list[FoundLayout] = []
        self._choices = choices or Choices()
        self._block = 0
        self._label: list[Place] = []
        self._layout: Layout | None = None
        self._before: Layout | None = None
        self._width = 0
        self._issue = self._part = self._issue_mark = ""
        self._all_marked = True  # of all measures but the last, to whose title a row may add
        self._unused: dict[str, tuple[Problem, list[Place]]] = {}

    def read(self, source: Source) -> None:
        for self._block, block in enumerate(source.blocks):
            if isinstance(block, Stray):
                self._stray(block, [(self._block, 0, 0)])
            else:
                self._table(block)
        self._tell_label()
        self._tell_unused("issue", "part")

    def _table(self, table: Table) -> None:
        if table.width != self._width:
            self._layout, self._width = self._fitted(table), table.width
        if self._block in self._choices.heads:
            self._layout = None  # what stands above the chosen row is in no table
        skip = 0
        for place, row in enumerate(table.rows):
            layout = None if skip else self._headings_at(table, place)
            if layout:
                self._begin_table(layout, row)
                skip = layout.rows
            if skip:
                self._mark(row, row.filled, Use.HEADING)
                skip -= 1
                continue
            self._row(row, table.rows[place + 1 : place + 2])

    def _fitted(self, table: Table) -> Layout | None:
        """Return the layout before, for a table that goes on with as many columns, else wide."""
        before = self._layout
        columns = sorted(before.headings) if before else []
        if before is None or len(columns) != table.width or len(columns) <= _FEW:
            return None
        place = {column: nth for nth, column in enumerate(columns)}
        return Layout(
            {place[c]: field for c, field in before.fields.items() if c in place},
            before.rows,
            {place[c]: text for c, text in before.headings.items()},
            {place[c]: month for c, month in before.months.items()},
        )

    def _headings_at(self, table: Table, place: int) -> Layout | None:
        """Return the layout when headings stand here: where a person said, else where they are."""
        rows = table.rows[place : place + MOST_ROWS]
        chosen = self._choices.heads.get(self._block)
        if chosen is not None and rows[0].number <= chosen:
            return chosen_layout(rows) if rows[0].number == chosen else None
        if self._before and self._before.stands_in(rows[0]):
            return self._before
        return self._headings(rows, first=not place)

    def _begin_table(self, layout: Layout, row: Row) -> None:
        """Under other headings the issue of the table before has no more say."""
        if self._before is None or not layout.says_the_same(self._before):
            self._tell_unused("issue", "part")
            self._issue = self._part = self._issue_mark = ""
            fields = self._choices.columns.get((self._block, row.number))
            layout = layout if fields is None else replace(layout, fields=fields)
            self.layouts.append(FoundLayout(self._block, row.number, layout))
        else:  # written again on another page: what was set by hand holds there as well
            layout = replace(layout, fields=self._before.fields)
        self._layout = self._before = layout

    def _headings(self, rows: Sequence[Row], *, first: bool) -> Layout | None:
        """Return the layout when headings stand here; amid measures only what is beyond doubt."""
        layout = layout_at(rows)
        if layout is None or self._layout is None or layout.says_the_same(self._layout):
            return layout
        return layout if layout.is_beyond_doubt(first=first) else None

    def _row(self, row: Row, following: Sequence[Row]) -> None:
        layout = self._layout
        if not row.filled:
            return
        if layout is None or not layout.has_work:
            text = " ".join(cell.text for cell in row.filled)
            otherwise = NO_HEADINGS if len(row.filled) > 1 else OUTSIDE
            self._stray(Stray(text, row.number), self._places(row, row.filled), otherwise)
        elif _TOTAL.fullmatch(row.filled[0].text):
            text = " ".join(cell.text for cell in row.filled)
            self._leave(row.number, OUTSIDE.format(quoted(text)), self._places(row, row.filled))
        elif self._stands_over(row, layout, following):
            numbers = [cell for cell in row.filled if is_number(cell, layout)]
            self._mark(row, numbers, Use.NUMBER)
            cell = next(cell for cell in row.filled if cell not in numbers)
            self._heading(cell.text, row, self._places(row, [cell]))
        else:
            self._content(row, layout)

    # --- rows that stand over others -----------------------------------------------------------

    def _stands_over(self, row: Row, layout: Layout, following: Sequence[Row]) -> bool:
        """Tell whether the row is an issue by itself, or a remark, and no part of a measure."""
        texts = [cell for cell in row.filled if not is_number(cell, layout)]
        if len(texts) != 1:
            return False
        cell = texts[0]
        if cell.width >= _WIDE * self._width and self._width > 1:
            return True
        field = layout.fields.get(cell.column)
        if field in {Field.ISSUE, Field.NUMBER} or (field is None and _ISSUE.match(cell.text)):
            return True
        if field != Field.MEASURE or any(one.is_continued for one in row.cells):
            return False
        if len(row.filled) > 1:  # its number stands before it
            return bool(_ISSUE.match(cell.text))
        return not self._steps_follow(layout, following)

    @staticmethod
    def _steps_follow(layout: Layout, following: Sequence[Row]) -> bool:
        """Tell whether the next row goes on with a measure whose title stands alone in its row."""
        measure = layout.column_of(Field.MEASURE)
        for row in following:
            cell = row.at(measure) if measure is not None else None
            filled = [layout.fields.get(one.column) for one in row.filled]
            return (cell is None or not cell.text) and Field.STEPS in filled
        return False

    def _heading(self, text: str, row: Row, places: list[Place]) -> None:
        if _NOT_AN_ISSUE.match(text):
            self._leave(row.number, OUTSIDE.format(quoted(text)), places)
        elif not self._take_beside(text, places):
            self._begin_issue(text, row.number, places)

    def _begin_issue(self, text: str, row: int | None, places: list[Place]) -> None:
        if is_continued_text(text) and self._is_the_same(text):
            self._set(places, Use.PART if self._part else Use.ISSUE)
            return
        mark = mark_of(text)
        is_part = mark and mark.style.startswith(_PARTED) and self._issue
        outer = mark.value.partition(".")[0] if mark else ""
        if is_part and (not self._issue_mark or outer == self._issue_mark):
            self._tell_unused("part")
            self._part = on_one_line(without_mark(text))
        else:
            self._tell_unused("issue", "part")
            self._issue, self._part = on_one_line(without_mark(text)), ""
            self._issue_mark = mark.value if mark else ""
        what = Use.PART if self._part else Use.ISSUE
        self._set(places, what)
        self._unused[what.value] = Problem(row, NO_MEASURE.format(quoted(text))), places

    def _is_the_same(self, text: str) -> bool:
        known = {"".join(one.split()) for one in (self._issue, self._part)}
        return "".join(without_mark(uncontinued(text)).split()) in known

    def _tell_unused(self, *what: str) -> None:
        """An issue or a part of it under which nothing stands is in no measure: tell it."""
        for one in what:
            if one in self._unused:
                problem, places = self._unused.pop(one)
                self._leave(problem.row, problem.message, places)

    # --- what became of each text --------------------------------------------------------------

    def _places(self, row: Row, cells: Sequence[Cell]) -> list[Place]:
        return [(self._block, row.number, cell.column) for cell in cells]

    def _set(self, places: Sequence[Place], use: Use, measure: int | None = None) -> None:
        self.fates.update(dict.fromkeys(places, Fate(use, measure)))

    def _mark(self, row: Row, cells: Sequence[Cell], use: Use, measure: int | None = None) -> None:
        self._set(self._places(row, cells), use, measure)

    def _leave(self, row: int | None, message: str, places: Sequence[Place]) -> None:
        self.problems.append(Problem(row, message))
        self._set(places, Use.LEFT)

    # --- rows of measures ----------------------------------------------------------------------

    def _content(self, row: Row, layout: Layout) -> None:
        by_field = self._by_field(row, layout)
        if not by_field:
            return
        titles = by_field.pop(Field.MEASURE, [])
        issues = by_field.pop(Field.ISSUE, [])
        if issues:
            text = "\n".join(cell.text for cell in issues)
            self._issue_cell(text, row, self._places(row, issues), alone=not titles)
        draft = self._draft(row, layout, [cell.text for cell in titles])
        self._mark(row, titles, Use.MEASURE, len(self.drafts) - 1)
        by_field[Field.OWNERS], times = owners_and_times(by_field.pop(Field.OWNERS, []), layout)
        times += times_in(row, by_field.pop(Field.PERIOD, []), layout)
        self._mark(row, self._timed(row, layout), Use.PERIOD, len(self.drafts) - 1)
        draft.periods += times
        steps = [said(cell, Field.STEPS, layout) for cell in by_field.get(Field.STEPS, [])]
        if any(steps) or times:
            draft.rows.append(("\n".join(steps), "\n".join(times)))
        for field, cells in by_field.items():
            self._fill(draft, field, cells, row, layout)

    def _by_field(self, row: Row, layout: Layout) -> dict[Field, list[Cell]]:
        """Return the cells by what they hold; numbers and what has no place are marked so."""
        by_field: dict[Field, list[Cell]] = {}
        cells = with_numbers(row, layout)
        self._mark(row, row.filled, Use.NUMBER)  # but for those that follow
        for cell in cells:
            field = self._field(cell, layout)
            if field:
                by_field.setdefault(field, []).append(cell)
            elif not mark_only(cell.text):
                self._unplaced(cell, row, layout)
        return by_field

    def _timed(self, row: Row, layout: Layout) -> list[Cell]:
        return [cell for cell in row.filled if self._field(cell, layout) == Field.PERIOD]

    @staticmethod
    def _field(cell: Cell, layout: Layout) -> Field | None:
        covered = range(cell.column, cell.column + cell.width)
        return next((layout.fields[c] for c in covered if c in layout.fields), None)

    def _unplaced(self, cell: Cell, row: Row, layout: Layout) -> None:
        heading = layout.headings.get(cell.column, "")
        words = NO_COLUMN.format(heading, quoted(cell.text)) if heading else ""
        words = words or NO_HEADING.format(quoted(cell.text))
        self._leave(row.number, words, self._places(row, [cell]))

    def _issue_cell(self, text: str, row: Row, places: list[Place], *, alone: bool) -> None:
        """An issue's cell may go on after the end of a page: without a mark, and with no title."""
        self._set(places, Use.PART if self._part else Use.ISSUE)
        unmarked = mark_of(text) is None and not _ISSUE.match(text)
        if alone and unmarked and self._issue and self._issue_mark:
            whole = f"{self._issue} {on_one_line(text)}"
            for draft in self.drafts:
                if draft.issue == self._issue:
                    draft.issue = whole
            self._issue = whole
        elif not self._is_the_same(text):
            self._begin_issue(text, row.number, places)

    def _draft(self, row: Row, layout: Layout, titles: list[str]) -> Draft:
        """Return the measure that the row begins, or the one that it continues."""
        self._unused.clear()
        last = self.drafts[-1] if self.drafts else None
        same = last is not None and (last.issue, last.part) == (self._issue, self._part)
        if last and same and self._says_again(last, row, layout, titles):
            return last
        if last and same and (not titles or self._goes_on(row, layout, titles)):
            last.titles += titles
            return last
        self._all_marked = self._all_marked and (last is None or _is_marked(last))
        draft = Draft(row.number, self._issue, self._part, list(titles))
        draft.number = number_in(row, layout)
        self.drafts.append(draft)
        return draft

    @staticmethod
    def _says_again(last: Draft, row: Row, layout: Layout, titles: list[str]) -> bool:
        """Tell whether a row says the title of the measure above again, and has no other number."""
        if not titles or not last.titles:
            return False
        same = said_again("\n".join(titles), "\n".join(last.titles))
        return same and number_in(row, layout) in {"", last.number}

    def _goes_on(self, row: Row, layout: Layout, titles: list[str]) -> bool:
        """Tell whether a title only ends the one above, which a page's end has cut."""
        if mark_of(titles[0]):
            return False
        column = layout.column_of(Field.NUMBER)
        if column is not None and not layout.has(Field.ISSUE):
            cell = row.at(column)
            return cell is not None and not cell.text and not cell.is_continued
        return self._all_marked and _is_marked(self.drafts[-1])

    def _fill(
        self, draft: Draft, field: Field, cells: list[Cell], row: Row, layout: Layout
    ) -> None:
        if field in _TEXTS:
            kept: list[str] = getattr(draft, _TEXTS[field])
            kept.extend(said(cell, field, layout) for cell in cells)
            self._mark(row, cells, Use(field.value), len(self.drafts) - 1)
            return
        heading = FIELD_NAMES[field] if field == Field.NUMBER else layout.heading_of(field)
        for cell in cells:
            if field == Field.NUMBER and mark_only(cell.text):
                self._mark(row, [cell], Use.NUMBER, len(self.drafts) - 1)
                continue
            if field != Field.NUMBER:
                draft.others.append((heading, cell.text))
            words = NO_COLUMN.format(heading, quoted(cell.text))
            self._leave(row.number, words, self._places(row, [cell]))

    # --- text beside the tables ----------------------------------------------------------------

    def _stray(self, stray: Stray, places: list[Place], otherwise: str = OUTSIDE) -> None:
        if not stray.note and self._take_beside(stray.text, places):
            return
        self._tell_label()
        if not stray.note and self._before is None and self.title.take(stray.text):
            self._set(places, Use.TITLE)
            return
        words = f"{stray.note}: {quoted(stray.text)}" if stray.note else ""
        self._leave(stray.row, words or otherwise.format(quoted(stray.text)), places)

    def _take_beside(self, text: str, places: list[Place]) -> bool:
        taken = self.beside.take(text, places)
        if taken:
            self._set(places, Use.BESIDE)
            self._label = places
        return taken

    def _tell_label(self) -> None:
        label = self.beside.left_over()
        if label:
            self._leave(None, OUTSIDE.format(quoted(label)), self._label)

    def leave_beside(self, what: str) -> None:
        """Tell the time or the owners that stand beside the table when no measure needs them."""
        for text in getattr(self.beside, what):
            self._leave(None, OUTSIDE.format(quoted(text)), self.beside.places[what])


def _is_marked(draft: Draft) -> bool:
    """Tell whether the title of a measure has a number before it."""
    return bool(draft.titles and mark_of(draft.titles[0]))
