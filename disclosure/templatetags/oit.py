"""{% load oit %}: the rows of the public year.

They are made here and not in a template, because this is the one page that is made often and is
long: a template takes five times as long for the same rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from disclosure.rules.reading import Row

register = template.Library()

_NOTHING = '<p class="soft mb-0">ยังไม่มีข้อมูลเผยแพร่</p>'


@register.simple_tag
def oit_rows(
    rows: Iterable[Row], icons: str, later: Mapping[str, str] | str | None = None
) -> SafeString:
    """Draw items with their evidence; `icons` is the address of the sprite. All is escaped.

    `later` says by code what changed since the year was handed in; "" or None for nothing.
    """
    sprite, marks = escape(icons), later if isinstance(later, Mapping) else {}
    drawn = [_drawn(row, sprite, marks.get(row.code, "")) for row in rows]
    return mark_safe("".join(drawn))  # noqa: S308 - every value was escaped in _drawn


def _drawn(row: Row, sprite: str, later: str) -> str:
    code = escape(row.code)
    links = "".join(
        f'\n<div class="file">{_icon(sprite, icon)} <a href="{escape(href)}">{escape(title)}</a>'
        f" <small>{escape(kind)}</small></div>"
        for title, href, kind, icon in row.links
    )
    nothing = _NOTHING
    if row.not_applicable:
        icon = _icon(sprite, "dash-circle")
        nothing = (
            f'\n<p class="mb-0"><span class="chip mute">{icon} ไม่เกี่ยวข้องกับสำนักงาน</span>'
            f' <span class="soft">{escape(row.not_applicable)}</span></p>'
        )
    mark = ""
    if row.has_paper:
        icon = _icon(sprite, "shield-check")
        mark = f' <span class="chip good">{icon} ตรวจสอบเอกสารได้</span>'
    if later:
        icon = _icon(sprite, "clock-history")
        mark += f' <span class="chip warn">{icon} {escape(later)}</span>'
    who = ""
    if links:
        who = f'\n<div class="who">{escape(row.owner)}<small>ปรับปรุง {row.updated}</small></div>'
    return (
        f'\n<li class="item" id="{code}">'
        f'<a class="code text-decoration-none" href="{code}/">{code}</a>'
        f'\n<div class="what"><h3 class="h4 mb-0">{escape(row.title)}{mark}</h3>'
        f"{links}{nothing if row.not_applicable or not links else ''}</div>{who}</li>"
    )


def _icon(sprite: str, name: str) -> str:
    return (
        '<svg class="icon" aria-hidden="true" focusable="false">'
        f'<use href="{sprite}#{name}"></use></svg>'
    )
