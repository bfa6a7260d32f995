"""{% load charts %}: charts on pages and papers, each with the table of its figures.

A chart comes as a `Chart` or as the plain JSON that a paper froze; an empty one draws nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from ita_portal.look.charts import ARABIC, Chart, chart_from, svg, table

register = template.Library()

Value = Chart | Mapping[str, Any]


@register.inclusion_tag("parts/charts/chart.html")
def chart(value: Value | None, digits: str = ARABIC) -> dict[str, Any]:
    """Draw a chart on a page, with its figures to unfold beneath it."""
    if not value:
        return {}
    drawn = _chart(value)
    return {
        "chart": drawn,
        "drawing": mark_safe(svg(drawn, digits=digits)),  # noqa: S308 - escaped by svg()
        "table": table(drawn, digits=digits),
    }


@register.simple_tag
def chart_svg(value: Value, digits: str = ARABIC) -> SafeString:
    """Draw a chart alone, as a paper wants it; `digits` is "thai" or "arabic"."""
    return mark_safe(svg(_chart(value), digits=digits))  # noqa: S308 - escaped by svg()


@register.inclusion_tag("parts/charts/table.html")
def chart_table(value: Value, digits: str = ARABIC) -> dict[str, Any]:
    """Write the figures of a chart as a table with a caption; `digits` as in `chart_svg`."""
    return {"table": table(_chart(value), digits=digits)}


def _chart(value: Value) -> Chart:
    return value if isinstance(value, Chart) else chart_from(value)
