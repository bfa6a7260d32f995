"""The kinds of official papers: a value each, one module for each form.

Whatever `DocumentKind` a module of this folder defines is a kind; nothing has to be listed.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from ita_portal.documents.kinds.analysis_report import ANALYSIS_REPORT
from ita_portal.documents.kinds.announcement import FREE_ANNOUNCEMENT, MEASURES_ANNOUNCEMENT
from ita_portal.documents.kinds.base import DocumentKind, Numbering
from ita_portal.documents.kinds.complaint_statistics import COMPLAINT_STATISTICS
from ita_portal.documents.kinds.memo import MEMO
from ita_portal.documents.kinds.order import ORDER
from ita_portal.documents.kinds.progress_report import PROGRESS_HALF, PROGRESS_YEAR


def _defined() -> dict[str, DocumentKind]:
    """Return every kind that a module of this folder defines, by code, in the order of places."""
    modules = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]
    kinds = {
        value.code: value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, DocumentKind)
    }
    return dict(sorted(kinds.items(), key=lambda pair: pair[1].place))


KINDS = _defined()

__all__ = [
    "ANALYSIS_REPORT",
    "COMPLAINT_STATISTICS",
    "FREE_ANNOUNCEMENT",
    "KINDS",
    "MEASURES_ANNOUNCEMENT",
    "MEMO",
    "ORDER",
    "PROGRESS_HALF",
    "PROGRESS_YEAR",
    "DocumentKind",
    "Numbering",
]
