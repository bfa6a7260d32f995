"""What a chart says to who cannot see it: a description, and the table of its figures."""

from __future__ import annotations

from dataclasses import dataclass

from ita_portal.look.charts.data import BARS, LINES, RADAR, Chart, Series, Value
from ita_portal.look.charts.key import mark_words
from ita_portal.thai.numerals import NOTHING, format_score, thai_digits_in_prose

KINDS = {RADAR: "แผนภาพใยแมงมุม", BARS: "แผนภูมิแท่ง", LINES: "กราฟเส้น"}
ARABIC, THAI = "arabic", "thai"


@dataclass(frozen=True)
class Row:
    """A row of the table: what it is about, and its figures."""

    name: str
    figures: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """All figures of a chart as words, ready to print; the first heading is over the names."""

    caption: str
    heading: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def in_digits(text: str, digits: str) -> str:
    """Return `text` with the digits of a page ("arabic") or those of a paper ("thai").

    Raises ValueError for other digits.
    """
    if digits not in (ARABIC, THAI):
        raise ValueError(f"{digits!r} are no digits of ours")
    return thai_digits_in_prose(text) if digits == THAI else text


def table(chart: Chart, *, digits: str = ARABIC) -> Table:
    """Return every figure of `chart`, the mark's in the last column; drafts say so."""
    columns = [one.name for one in chart.series]
    rows = [[_figure(one, place) for one in chart.series] for place in range(len(chart.labels))]
    if chart.mark:
        columns.append(chart.mark.name)
        for row, value in zip(rows, chart.mark.values, strict=True):
            row.append(format_score(value))
    return Table(
        caption=in_digits(f"{chart.title} ({chart.unit})" if chart.unit else chart.title, digits),
        heading=in_digits(chart.label_heading, digits),
        columns=tuple(in_digits(name, digits) for name in columns),
        rows=tuple(
            Row(in_digits(name, digits), tuple(in_digits(figure, digits) for figure in row))
            for name, row in zip(chart.names, rows, strict=True)
        ),
    )


def description(chart: Chart, note: str) -> str:
    """Return the drawing in words: what kind it is, and every figure in its order."""
    series = [f"{one.name}: {_listed(chart, one)}" for one in chart.series]
    parts = [KINDS[chart.type], *series, mark_words(chart.mark) if chart.mark else "", note]
    return ". ".join(part for part in parts if part)


def _listed(chart: Chart, series: Series) -> str:
    return ", ".join(f"{name} {_figure(series, n)}" for n, name in enumerate(chart.names))


def _figure(series: Series, place: int) -> str:
    value: Value = series.values[place]
    figure = NOTHING if value is None else format_score(value)
    return f"{figure} (ร่าง)" if place in series.drafts and value is not None else figure
