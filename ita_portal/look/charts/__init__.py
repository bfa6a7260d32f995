"""Charts drawn on the server: the same on a page and on paper, with a table of their figures.

`chart_from` reads a chart, `svg` draws it, `table` tells it in figures. Pure Python.
"""

from ita_portal.look.charts.data import BARS, LINES, RADAR, Chart, Mark, Series, chart_from
from ita_portal.look.charts.svg import draw, svg
from ita_portal.look.charts.words import ARABIC, THAI, Row, Table, table

__all__ = [
    "ARABIC",
    "BARS",
    "LINES",
    "RADAR",
    "THAI",
    "Chart",
    "Mark",
    "Row",
    "Series",
    "Table",
    "chart_from",
    "draw",
    "svg",
    "table",
]
