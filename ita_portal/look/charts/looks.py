"""The hand of all charts: teal for now, grey for before, gold dashes for the mark.

What differs in colour differs in form too – filled and hollow, thick and thin, whole and
dashed – so that a grey print and a colour-blind eye tell the same.
"""

from __future__ import annotations

from dataclasses import replace

from ita_portal.look.charts.shapes import Look

INK, SOFT = "#17262b", "#4d6067"
TEAL, GOLD, BAD, GREY, RULE, PAPER = (
    "#0f5c5c",
    "#a8780f",
    "#a4282a",
    "#748684",
    "#d9e0de",
    "#ffffff",
)

GRID = Look("grid", stroke=RULE)
MARK = Look("mark", stroke=GOLD, stroke_width=1.5, dash="5 4")
UNDER_MARK = Look("veil", stroke=PAPER, stroke_width=4)
"""Keeps the mark in sight where it crosses a bar."""

AREA = Look("area", fill=TEAL, fill_opacity=0.14)
VEIL = Look("veil", fill=PAPER, fill_opacity=0.85)

LINES = (
    Look("first", stroke=TEAL, stroke_width=2.25),
    Look("second", stroke=SOFT, stroke_width=1.25),
    Look("third", stroke=SOFT, stroke_width=1.5, dash="1.5 3"),
)
DOTS = (
    Look("first", fill=TEAL, stroke=TEAL, stroke_width=1.5),
    Look("second", fill=PAPER, stroke=SOFT, stroke_width=1.25),
    Look("third", fill=SOFT, stroke=SOFT, stroke_width=1.25),
)
HOLLOW = Look("draft", fill=PAPER, stroke=TEAL, stroke_width=2)
BARS = (
    Look("first", fill=TEAL, stroke=TEAL),
    Look("second", fill=PAPER, stroke=SOFT),
    Look("third", fill="#c3cdca", stroke=SOFT, dash="1.5 2"),
)
WEAK = Look("weak", fill=BAD, stroke=BAD)
"""A bar of the first series that ends before the mark; the mark's line tells the same."""


def unfinished(look: Look) -> Look:
    """Return the look of a line that leads to a draft."""
    return replace(look, dash="2 3")
