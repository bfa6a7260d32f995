"""{% load handed %}: what a frozen copy keeps as text, as people read it."""

from __future__ import annotations

from datetime import datetime

from django import template

from ita_portal.thai.numerals import NOTHING
from ita_portal.thai.templatetags.thai import time_of

register = template.Library()


@register.filter
def moment(kept: str) -> str:
    """Return a moment that was kept in ISO form as "20 พ.ย. 2569 14:20 น."; "–" for none."""
    return time_of(datetime.fromisoformat(kept)) if kept else NOTHING
