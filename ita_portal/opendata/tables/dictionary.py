"""The data dictionary: a row is a column of another table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from ita_portal.opendata.columns import Column, Kind, Row
from ita_portal.opendata.dataset import Dataset, Selection

COLUMNS = (
    Column("dataset", Kind.TEXT, "ชุดข้อมูล", "The dataset", is_key=True),
    Column("place", Kind.INTEGER, "ลำดับคอลัมน์", "Place of the column, from 1", is_key=True),
    Column("column", Kind.TEXT, "ชื่อคอลัมน์", "Name of the column"),
    Column(
        "type",
        Kind.TEXT,
        "ชนิดข้อมูล",
        "What the column holds; a decimal has two places and is text in JSON",
        values=tuple(Kind),
    ),
    Column("is_key", Kind.BOOLEAN, "เป็นส่วนหนึ่งของคีย์", "Whether it is a part of the key"),
    Column("may_be_empty", Kind.BOOLEAN, "ว่างได้", "Whether it may be empty"),
    Column("values", Kind.TEXT, "ค่าที่เป็นไปได้", "The values it may have, if few", may_be_empty=True),
    Column("description_th", Kind.TEXT, "ความหมาย", "What it means, in Thai"),
    Column("description_en", Kind.TEXT, "ความหมาย (อังกฤษ)", "What it means, in English"),
)


def dictionary_of(others: Sequence[Dataset]) -> Dataset:
    """Return the table that describes the others."""

    def listed(selection: Selection) -> list[Row]:
        return [
            _row(dataset.name, place, column)
            for dataset in sorted(others, key=lambda one: one.name)
            if selection.dataset in {None, dataset.name}
            for place, column in enumerate(dataset.columns, 1)
        ]

    def rows(selection: Selection) -> Iterator[Row]:
        return (row for row in listed(selection) if str(row[0]) >= selection.starts_at)

    def count(selection: Selection) -> int:
        return len(listed(selection))

    return Dataset(
        name="dictionary",
        title="พจนานุกรมข้อมูล",
        title_en="Data dictionary",
        about="ความหมายของทุกคอลัมน์ในทุกชุดข้อมูล",
        about_en="What every column of every dataset means.",
        columns=COLUMNS,
        parameters=("dataset",),
        rows=rows,
        count=count,
        updated=_updated,
    )


def _row(dataset: str, place: int, column: Column) -> Row:
    return (
        dataset,
        place,
        column.name,
        column.kind.value,
        column.is_key,
        column.may_be_empty,
        ", ".join(column.values) or None,
        column.th,
        column.en,
    )


def _updated() -> datetime | None:
    return None  # it changes with the portal, not with the data
