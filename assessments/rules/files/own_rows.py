"""The rows of one office's own file: those of other offices are kept out."""

from __future__ import annotations

from collections.abc import Sequence

from assessments.rules.files.headings import OFFICE_CODE, OFFICE_NAME
from assessments.rules.files.row_cells import code_of
from assessments.rules.files.scores import Problem, ScoreRow
from ita_portal.organisations.models import Office
from ita_portal.organisations.rules import full_name_of

OTHER_OFFICE = "แถวนี้เป็นของสำนักงานอื่น"
NEEDS_CODE = "ไม่มีรหัสสำนักงาน ไฟล์ที่มีหลายสำนักงานต้องมีรหัสทุกแถว"


def rows_of(office: Office, rows: Sequence[ScoreRow], problems: list[Problem]) -> list[ScoreRow]:
    """Return the rows of `office`; name those of others, of which nothing more is judged.

    Rows without a code are given the office's own, unless the file names another office anywhere:
    in the table of many offices an empty cell may mean the office above it.
    """
    of_one = {code_of(row) for row in rows} <= {"", office.code}
    names = {full_name_of(office.name), full_name_of(office.short_name)}
    own: list[ScoreRow] = []
    for row in rows:
        code = code_of(row)
        other_name = str(row.cells.get(OFFICE_NAME, "")) if not code else ""
        if code not in {"", office.code}:
            problems.append(Problem(row.number, OFFICE_CODE, OTHER_OFFICE))
        elif other_name and full_name_of(other_name) not in names:
            problems.append(Problem(row.number, OFFICE_NAME, OTHER_OFFICE))
        else:
            own.append(row)
            _give_code(row, office, of_one=of_one)
    return own


def _give_code(row: ScoreRow, office: Office, *, of_one: bool) -> None:
    """Fill in the office's own code where none is written; an unreadable one stays a problem."""
    unreadable = any(problem.column == OFFICE_CODE for problem in row.problems)
    if unreadable or OFFICE_CODE in row.cells:
        return
    if of_one:
        row.cells[OFFICE_CODE] = office.code
    else:
        row.problems.append(Problem(row.number, OFFICE_CODE, NEEDS_CODE))
