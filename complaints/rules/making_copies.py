"""The PDF of a case's file. Only the worker loads this module: it draws the pages."""

from __future__ import annotations

import logging
from datetime import datetime, time
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from complaints.models import CaseCopy, CopyKind, CopyState
from complaints.rules.case_file import Section, sections_of
from complaints.rules.copying import blacking_of
from complaints.rules.filing import path_of, write_sealed
from complaints.rules.sealing import key_of, place_of, seal
from ita_portal.documents.rendering.fonts import FontSet, installed_fonts
from ita_portal.documents.rendering.pdf import to_unseen_pdf
from ita_portal.files.disk import new_key

logger = logging.getLogger(__name__)


def make_copy(copy_id: int) -> None:
    """Make the PDF, seal it, and let it stand. Safe to run twice and at the same time."""
    rows = CaseCopy.objects.select_related("case__office", "asked_by")
    copy = rows.filter(pk=copy_id, state=CopyState.WAITING).first()
    if copy is None:
        return
    blacking = blacking_of(copy)
    sections = sections_of(copy.case, copy.kind, by=copy.asked_by, blacking=blacking)
    fonts = installed_fonts(Path(settings.FONT_DIR))
    data, name = to_unseen_pdf(html_of(copy, sections, fonts), fonts=fonts), new_key()
    place = place_of(copy.case.seal, f"copy-bytes:{name}")
    sealed = seal(key_of(copy.case), place=place, data=data)
    write_sealed(path_of(name), sealed, datetime.combine(copy.asked_on, time()).timestamp())
    mine = CaseCopy.objects.filter(pk=copy_id, state=CopyState.WAITING)
    if not mine.update(state=CopyState.READY, key=name):
        path_of(name).unlink(missing_ok=True)  # another was quicker, or the case was purged


def html_of(copy: CaseCopy, sections: list[Section], fonts: FontSet) -> str:
    """Return the page that is drawn; its title tells of no case."""
    context = {
        "title": "สำนวนเรื่องร้องเรียน",
        "office": copy.case.office,
        "copy": copy,
        "is_blacked": copy.kind == CopyKind.BLACKED,
        "sections": sections,
        "family": mark_safe(f'"{fonts.name}"'),  # noqa: S308 - a constant of fonts.py
        "size": fonts.size,
    }
    return render_to_string("documents/case_file.html", context)
