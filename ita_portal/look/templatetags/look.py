"""{% load look %}: icons, chips and bars, made in one place so that they look alike."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

STATE_CHIPS = {
    "draft": ("mute", "pencil"),
    "in_work": ("mute", "pencil"),
    "not_applicable": ("mute", "dash-circle"),
    "queued": ("mute", "hourglass-split"),
    "pending": ("warn", "hourglass-split"),
    "submitted": ("warn", "hourglass-split"),
    "proposed": ("warn", "hourglass-split"),
    "returned": ("bad", "arrow-counterclockwise"),
    "failed": ("bad", "exclamation-triangle"),
    "withdrawn": ("mute", "x-circle"),
    "confirmed": ("good", "check-circle"),
    "locked": ("good", "lock"),
    "approved": ("good", "check-circle"),
    "accepted": ("good", "check-circle"),
    "ready": ("good", "check-circle"),
    "done": ("good", "check-circle"),
    "sent": ("good", "send"),
    "open": ("warn", "hourglass-split"),
    "not_started": ("mute", "circle"),
    "under_way": ("warn", "circle-half"),
    "not_possible": ("bad", "x-circle"),
    "before": ("mute", "clock"),
    "within": ("mute", "clock-history"),
    "past": ("warn", "exclamation-circle"),
}
"""Colour and icon of a state; its word comes with it, so a state is told three ways."""


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw the icon `name` of the sprite, as decoration: the words beside it say what it means."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("img/icons.svg"),
        name,
    )


@register.simple_tag
def state(code: str, label: str) -> SafeString:
    """Draw a state as a chip: its Thai word, an icon and a colour."""
    colour, name = STATE_CHIPS.get(code, ("mute", "circle"))
    return format_html('<span class="chip {}">{} {}</span>', colour, icon(name), label)


@register.simple_tag
def chip(colour: str, icon_name: str, words: str) -> SafeString:
    """Draw a chip; `colour` is good, warn, bad or mute."""
    return format_html('<span class="chip {}">{} {}</span>', colour, icon(icon_name), words)


@register.simple_tag
def bar(score: Decimal, pass_mark: Decimal) -> SafeString:
    """Draw a bar of 0–100 with the pass mark as a dashed line; the figure stands beside it.

    An SVG with width attributes, since the content security policy allows no style attribute.
    """
    weak = "weak" if score < pass_mark else ""
    return format_html(
        '<svg class="track" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"'
        ' focusable="false"><rect class="rail" width="100" height="10"></rect>'
        '<rect class="fill {}" width="{}" height="10"></rect>'
        '<line class="pass" x1="{}" x2="{}" y1="0" y2="10"></line></svg>',
        weak,
        score,
        pass_mark,
        pass_mark,
    )
