"""An office's years as a score file, and the empty file to fill in.

What is exported can be imported again, and changes nothing then.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal

from assessments.models import Framework, Result
from assessments.rules.files.columns import (
    STATUS_COLUMN,
    Column,
    item_columns,
    question_columns,
    respondents_columns,
    score_columns,
)
from assessments.rules.files.headings import (
    FISCAL_YEAR,
    LEVEL,
    NATIONAL_MEAN,
    OFFICE_CODE,
    OFFICE_NAME,
    RANK,
    RANK_OF,
    STATUS,
    TOTAL,
    indicator_column,
    respondents_column,
)
from assessments.rules.files.lines import ScoreLine, line_of
from assessments.rules.files.sheet import guarded
from assessments.rules.files.sheets import workbook_bytes
from ita_portal.organisations.models import Office

Value = str | int | Decimal | None
_EXPLAINED = "คำอธิบาย"


def export_workbook(office: Office) -> bytes:
    """Return all the office's years as XLSX: texts as texts, scores as numbers."""
    columns, rows = _table(office)
    return workbook_bytes(
        title="คะแนน",
        headings=[column.name for column in columns],
        rows=[[row.get(column.name) for column in columns] for row in rows],
        explained=(_EXPLAINED, _explanation(columns)),
    )


def export_text(office: Office) -> bytes:
    """Return all the office's years as CSV: UTF-8 with a byte order mark, as Excel wants it."""
    columns, rows = _table(office)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(column.name for column in columns)
    for row in rows:
        writer.writerow(_written(row.get(column.name)) for column in columns)
    return text.getvalue().encode("utf-8-sig")


def template_workbook(
    office: Office, *, year: int | None = None, items: bool = False, questions: bool = False
) -> bytes:
    """Return an empty score file with Thai headings; a second sheet explains each column.

    With `year` it has columns for the respondents, and, if asked for, for the OIT items and the
    questions of that year.
    """
    columns = score_columns()
    if year is not None:
        columns += respondents_columns(_instruments(year))
        columns += question_columns(year=year) if questions else []
        columns += item_columns(year=year) if items else []
    examples = {OFFICE_CODE: office.code, OFFICE_NAME: office.name}
    shown = [
        Column(one.name, one.heading, one.meaning, examples.get(one.name, one.example))
        for one in columns
    ]
    return workbook_bytes(
        title="คะแนน",
        headings=[column.heading for column in columns],
        rows=[],
        explained=(_EXPLAINED, _explanation(shown)),
    )


def _table(office: Office) -> tuple[list[Column], list[Mapping[str, Value]]]:
    """Return the columns and the office's years in order; drafts are marked where there are any.

    Respondents, questions and items have columns where any year knows of them.
    """
    results = list(Result.objects.of(office).for_history())
    lines = [line_of(result) for result in results]
    columns = [
        *score_columns(),
        *respondents_columns({code for line in lines for code in line.published.respondents}),
        *question_columns({code for line in lines for code in line.questions}),
        *item_columns({code for line in lines for code in line.marks}),
    ]
    if any(not result.is_settled for result in results):
        columns.append(STATUS_COLUMN)
    return columns, [_row(*pair) for pair in zip(results, lines, strict=True)]


def _instruments(year: int) -> set[str]:
    framework = Framework.objects.of_year(year)
    return set(framework.instruments.values_list("code", flat=True)) if framework else set()


def _row(result: Result, line: ScoreLine) -> Mapping[str, Value]:
    told = line.published
    return {
        OFFICE_CODE: result.office.code,
        OFFICE_NAME: result.office.name,
        FISCAL_YEAR: result.fiscal_year,
        **{indicator_column(number): score for number, score in line.scores.items()},
        **{code.casefold(): points for code, points in told.points.items()},
        **{respondents_column(code): people for code, people in told.respondents.items()},
        **line.questions,
        **line.marks,
        TOTAL: told.total,
        LEVEL: told.level,
        RANK: told.rank,
        RANK_OF: told.rank_of,
        NATIONAL_MEAN: told.national_mean,
        STATUS: result.get_status_display(),
    }


def _written(value: Value) -> str:
    if value is None:
        return ""
    return guarded(value) if isinstance(value, str) else str(value)


def _explanation(columns: Sequence[Column]) -> list[list[str]]:
    """Explain the columns one below the other, so that no reader takes this for a table of scores.

    Examples stand in the last place, all of one made-up year.
    """
    lines = [[column.name, column.heading, column.meaning, column.example] for column in columns]
    return [["ชื่อในไฟล์", "หัวตาราง", "ความหมาย", "ตัวอย่าง"], *lines]
