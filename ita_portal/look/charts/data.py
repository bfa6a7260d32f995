"""A chart as data: what is compared, in figures. How it is drawn is for the modules beside.

A chart is frozen with the words of a paper, so it goes to plain JSON and comes back the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from ita_portal.thai.text import clean

RADAR, BARS, LINES = "radar", "bars", "lines"

LABELS = {RADAR: (3, 15), BARS: (1, 15), LINES: (1, 12)}
"""How many labels each type of chart can hold: the fewest and the most."""

MOST_SERIES = 3
HEADINGS = {RADAR: "ตัวชี้วัด", BARS: "ตัวชี้วัด", LINES: "ปีงบประมาณ"}

Value = Decimal | None
_TWO_PLACES = Decimal("0.01")


@dataclass(frozen=True)
class Series:
    """A row of figures, one for each label; None where there is none.

    `drafts` holds the places of figures that are not final: they are drawn hollow.
    """

    name: str
    values: tuple[Value, ...]
    drafts: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Mark:
    """What the figures are held against, such as the pass mark (เกณฑ์ผ่าน), for each label."""

    name: str
    values: tuple[Value, ...]

    @property
    def same(self) -> Value:
        """The one value for all labels; None when they differ or one has none."""
        return self.values[0] if len(set(self.values)) == 1 else None


@dataclass(frozen=True)
class Chart:
    """Figures from 0 to 100 that are drawn as a radar, bars or lines, the first series foremost.

    `labels` stand in the drawing; `long_labels` name the same in full, for the key, the table
    and who listens. `heading` says what the labels are.

    Raises ValueError, in English, for what cannot be drawn: it was made by a program.
    """

    type: str
    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    long_labels: tuple[str, ...] = ()
    mark: Mark | None = None
    unit: str = "คะแนน"
    heading: str = field(default="")

    def __post_init__(self) -> None:
        if self.type not in LABELS:
            raise ValueError(f"{self.type!r} is no type of chart")
        fewest, most = LABELS[self.type]
        if not fewest <= len(self.labels) <= most:
            raise ValueError(f"{self.type} holds {fewest} to {most} labels: {len(self.labels)}")
        if not 1 <= len(self.series) <= MOST_SERIES:
            raise ValueError(f"a chart holds 1 to {MOST_SERIES} series: {len(self.series)}")
        if not self.title.strip():
            raise ValueError("a chart without a title tells nothing to who cannot see it")
        self._require_lengths()
        self._require_percent()

    def _require_lengths(self) -> None:
        count = len(self.labels)
        if self.long_labels and len(self.long_labels) != count:
            raise ValueError(f"{len(self.long_labels)} long labels for {count} labels")
        rows: list[Series | Mark] = [*self.series, *([self.mark] if self.mark else [])]
        for row in rows:
            if len(row.values) != count:
                raise ValueError(f"{row.name!r} has {len(row.values)} values for {count} labels")
        for series in self.series:
            if not series.drafts <= set(range(count)):
                raise ValueError(f"{series.name!r} has drafts beyond its {count} values")

    def _require_percent(self) -> None:
        for value in self.known:
            if not (value.is_finite() and 0 <= value <= 100):
                raise ValueError(f"{value} is not between 0 and 100")

    @property
    def known(self) -> list[Decimal]:
        """All figures of the drawing, those of the mark too."""
        rows = [one.values for one in self.series]
        if self.mark:
            rows.append(self.mark.values)
        return [value for row in rows for value in row if value is not None]

    @property
    def names(self) -> list[str]:
        """What each label stands for, in full: "1 การปฏิบัติหน้าที่"."""
        long = self.long_labels or self.labels
        return [
            full if full.startswith(label) else f"{label} {full}"
            for label, full in zip(self.labels, long, strict=True)
        ]

    @property
    def label_heading(self) -> str:
        """What the labels are, as the head of their column."""
        return self.heading or HEADINGS[self.type]

    def as_dict(self) -> dict[str, Any]:
        """Return the chart as plain JSON; `chart_from` gives it back."""
        return {
            "type": self.type,
            "title": self.title,
            "labels": list(self.labels),
            "long_labels": list(self.long_labels),
            "series": [_series_dict(one) for one in self.series],
            "mark": _mark_dict(self.mark) if self.mark else None,
            "unit": self.unit,
            "heading": self.heading,
        }


def chart_from(data: Mapping[str, Any]) -> Chart:
    """Return the chart that `data` tells: the JSON of `as_dict`, or one with Decimals in it.

    Only "type", "title", "labels" and "series" must be there. A mark has a "value" for all
    labels or "values" for each. Texts are cleaned as all that is kept. Raises ValueError for
    anything that is no chart.
    """
    try:
        labels = _texts(data["labels"])
        mark = data.get("mark")
        return Chart(
            type=str(data["type"]),
            title=_text(data["title"]),
            labels=labels,
            series=tuple(map(_series_from, data["series"])),
            long_labels=_texts(data.get("long_labels") or ()),
            mark=_mark_from(mark, len(labels)) if mark else None,
            unit=_text(data.get("unit", "คะแนน")),
            heading=_text(data.get("heading", "")),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"this is no chart: {error!r}") from error


def _series_from(data: Mapping[str, Any]) -> Series:
    drafts = frozenset(int(place) for place in data.get("drafts") or ())
    return Series(_text(data["name"]), _values(data["values"]), drafts)


def _mark_from(data: Mapping[str, Any], count: int) -> Mark:
    values = _values(data["values"]) if "values" in data else (_value(data["value"]),) * count
    return Mark(_text(data["name"]), values)


def _series_dict(series: Series) -> dict[str, Any]:
    told = {"name": series.name, "values": list(map(_written, series.values))}
    return told | ({"drafts": sorted(series.drafts)} if series.drafts else {})


def _mark_dict(mark: Mark) -> dict[str, Any]:
    if mark.same is not None:
        return {"name": mark.name, "value": _written(mark.same)}
    return {"name": mark.name, "values": list(map(_written, mark.values))}


def _texts(values: Sequence[str]) -> tuple[str, ...]:
    if isinstance(values, str):
        raise TypeError("labels are a list of texts")
    return tuple(map(_text, values))


def _text(value: str) -> str:
    return " ".join(clean(value).split())


def _values(values: Sequence[object]) -> tuple[Value, ...]:
    if isinstance(values, str):
        raise TypeError("values are a list")
    return tuple(map(_value, values))


def _value(value: object) -> Value:
    """Return a figure with two decimals, half up; floats are refused, they are never exact."""
    if value is None:
        return None
    if isinstance(value, bool | float):
        raise TypeError(f"{value!r} is neither text nor Decimal")
    try:
        number = Decimal(str(value))
        return number.quantize(_TWO_PLACES, ROUND_HALF_UP) if number.is_finite() else number
    except InvalidOperation as error:
        raise ValueError(f"{value!r} is no figure") from error


def _written(value: Value) -> str | None:
    return None if value is None else str(value.quantize(_TWO_PLACES, ROUND_HALF_UP))
