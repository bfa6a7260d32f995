"""Score files made for a test, with the figures of two real offices."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

from assessments.rules.frameworks.facts import FrameworkFacts
from tests.factories.assessments import KHON_KAEN_2564, SAMUT_SAKHON_2562

COLUMNS = [
    "office_code",
    "office_name",
    "fiscal_year",
    *(f"indicator_{number}" for number in range(1, 11)),
    *("iit", "eit", "oit", "total", "level", "rank", "rank_of", "national_mean"),
]
SAMUT_SAKHON = "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาสมุทรสาคร"
KHON_KAEN = "สำนักงานเขตพื้นที่การศึกษามัธยมศึกษาขอนแก่น"
KHON_KAEN_TOTALS = {
    2558: "80.25",
    2559: "80.96",
    2560: "75.54",
    2561: "66.57",
    2562: "86.82",
    2563: "87.67",
}


def row(code: str, name: str, year: object, scores: Sequence[str] = (), **cells: str) -> list[str]:
    """Return a row of a score file: "" where nothing is given."""
    given = {"office_code": code, "office_name": name, "fiscal_year": str(year)}
    given |= {f"indicator_{number}": score for number, score in enumerate(scores, 1)} | cells
    return [given.get(column, "") for column in COLUMNS]


def samut_sakhon(**changed: str) -> list[str]:
    """Return the row of 2562 as the office printed it."""
    cells = {"iit": "29.56", "eit": "27.72", "oit": "33.97", "total": "91.25", "level": "A"}
    return row("skn1", SAMUT_SAKHON, 2562, SAMUT_SAKHON_2562, **{**cells, **changed})


def khon_kaen(**changed: str) -> list[str]:
    """Return the row of 2564 as the office printed it."""
    cells = {"iit": "28.38", "eit": "29.19", "oit": "33.93", "total": "91.50", "level": "A"}
    return row("kkn-sec", KHON_KAEN, 2564, KHON_KAEN_2564, **{**cells, **changed})


def both_offices() -> list[list[str]]:
    """Return all that the two offices' papers print."""
    alone = [row("kkn-sec", KHON_KAEN, y, total=total) for y, total in KHON_KAEN_TOTALS.items()]
    return [samut_sakhon(), *alone, khon_kaen()]


def csv_text(rows: Sequence[Sequence[str]], delimiter: str = ",") -> str:
    """Return the rows under the English headings as CSV."""
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter).writerows([COLUMNS, *rows])
    return written.getvalue()


def csv_file(folder: Path, *rows: Sequence[str]) -> Path:
    """Write a CSV file in UTF-8."""
    path = folder / "scores.csv"
    path.write_text(csv_text(rows), encoding="utf-8")
    return path


def details_file(folder: Path, *rows: Mapping[str, object]) -> Path:
    """Write a CSV file with a column for everything that any row has."""
    columns = list(dict.fromkeys(column for cells in rows for column in cells))
    written = io.StringIO()
    writer = csv.DictWriter(written, columns)
    writer.writeheader()
    writer.writerows(rows)
    path = folder / "details.csv"
    path.write_text(written.getvalue(), encoding="utf-8")
    return path


def marks_of(facts: FrameworkFacts, earned: Mapping[str, int]) -> dict[str, str]:
    """Return marks of 0 and 100: in each sub-indicator the first items earn theirs."""
    marks = {}
    for number, count in earned.items():
        codes = [item.code for item in facts.items if item.subindicator == number]
        marks |= {code: "100" if n < count else "0" for n, code in enumerate(codes)}
    return marks


KHON_KAEN_EARNED = {"9.1": 8, "9.2": 6, "9.3": 6, "9.4": 2, "9.5": 4, "10.1": 7, "10.2": 2}
"""The items that the office earned in 2564 in each sub-indicator: 75.92 and 93.75."""


def khon_kaen_items(facts: FrameworkFacts, **changed: object) -> dict[str, object]:
    """Return the row of 2564 with its items in place of indicators 9 and 10."""
    told = {f"indicator_{n}": score for n, score in enumerate(KHON_KAEN_2564[:8], 1)}
    row = {"office_code": "kkn-sec", "office_name": KHON_KAEN, "fiscal_year": "2564"}
    return row | told | marks_of(facts, KHON_KAEN_EARNED) | changed


def xlsx_file(folder: Path, *rows: Sequence[object]) -> Path:
    """Write a workbook with numbers as numbers."""
    book = Workbook()
    for cells in [COLUMNS, *rows]:
        book.active.append([_number(cell) for cell in cells])
    path = folder / "scores.xlsx"
    book.save(path)
    return path


def _number(cell: object) -> object:
    try:
        return float(str(cell))
    except ValueError:
        return cell or None
