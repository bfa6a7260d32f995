"""A drawing as SVG that means the same in a browser and in WeasyPrint.

Only presentation attributes: the pages allow no style attribute, and WeasyPrint reads no style
sheet of the page into a drawing. Typeface and size of the text are the page's own (in units:
Sarabun at 14 or TH SarabunPSK at 21.3), so they are not named here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from html import escape

from ita_portal.look.charts import looks
from ita_portal.look.charts.bars import bars
from ita_portal.look.charts.data import BARS, LINES, RADAR, Chart
from ita_portal.look.charts.lines import lines
from ita_portal.look.charts.radar import radar
from ita_portal.look.charts.shapes import START, Box, Dot, Drawing, Look, Path, Shape, Text
from ita_portal.look.charts.words import ARABIC, description, in_digits

DRAW: dict[str, Callable[[Chart], Drawing]] = {RADAR: radar, BARS: bars, LINES: lines}


def draw(chart: Chart) -> Drawing:
    """Return the geometry of a chart. The same chart gives the same drawing."""
    return DRAW[chart.type](chart)


def svg(chart: Chart, *, digits: str = ARABIC) -> str:
    """Return `chart` as an inline `<svg>`, escaped and safe, with title and description in Thai.

    The same chart gives the same text. `digits` is "arabic" or "thai". Raises ValueError for
    other digits.
    """
    drawing = draw(chart)
    name = _name(chart)
    title = escape(in_digits(chart.title, digits))
    told = escape(in_digits(description(chart, drawing.note), digits))
    shapes = "".join(_element(shape, digits) for shape in drawing.shapes)
    width, height = _at(drawing.width), _at(drawing.height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="drawing {chart.type}"'
        f' width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img"'
        f' aria-labelledby="{name}-title" aria-describedby="{name}-desc">'
        f'<title id="{name}-title">{title}</title><desc id="{name}-desc">{told}</desc>'
        f"{shapes}</svg>"
    )


def _name(chart: Chart) -> str:
    """Return a name for the ids, the same whenever the chart is."""
    frozen = json.dumps(chart.as_dict(), ensure_ascii=False, sort_keys=True)
    return f"chart-{hashlib.sha256(frozen.encode()).hexdigest()[:10]}"


def _element(shape: Shape, digits: str) -> str:
    match shape:
        case Text():
            return _text(shape, digits)
        case Path(points, look, closed):
            tag = "polygon" if closed else "polyline"
            corners = " ".join(f"{_at(x)},{_at(y)}" for x, y in points)
            return f'<{tag} points="{corners}"{_look(look)}/>'
        case Box(x, y, width, height, look):
            size = f'width="{_at(width)}" height="{_at(height)}"'
            return f'<rect x="{_at(x)}" y="{_at(y)}" {size}{_look(look)}/>'
        case Dot(x, y, look, radius):
            return f'<circle cx="{_at(x)}" cy="{_at(y)}" r="{_at(radius)}"{_look(look)}/>'


def _text(text: Text, digits: str) -> str:
    attributes = [f'x="{_at(text.x)}" y="{_at(text.y)}"']
    attributes += [f'text-anchor="{text.anchor}"'] if text.anchor != START else []
    attributes += [f'font-size="{text.size:g}em"'] if text.size != 1 else []
    attributes += ['font-weight="600"'] if text.bold else []
    attributes.append(f'fill="{looks.SOFT if text.soft else looks.INK}"')
    return f"<text {' '.join(attributes)}>{escape(in_digits(text.words, digits))}</text>"


def _look(look: Look) -> str:
    attributes = [f' class="{look.name}"' if look.name else "", f' fill="{look.fill}"']
    if look.fill_opacity != 1:
        attributes.append(f' fill-opacity="{look.fill_opacity:g}"')
    if look.stroke != "none":
        attributes.append(f' stroke="{look.stroke}" stroke-width="{look.stroke_width:g}"')
    if look.dash:
        attributes.append(f' stroke-dasharray="{look.dash}"')
    return "".join(attributes)


def _at(number: float) -> str:
    """Return a coordinate with at most one decimal: "140", "36.5"."""
    return f"{round(number, 1) + 0:g}"
