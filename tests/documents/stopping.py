"""Making PDFs in a real worker that stops at a part of each: so that it can be killed just there.

The file `stop-at` in the portal's folder says by lines at which part the papers stop, the first
paper at the first one, e.g. "before to_pdf". That paper n is there is noted in `stopped-n`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings

from ita_portal.documents import tasks

PATIENCE = 60
"""Seconds that it waits to be killed."""
_REAL = {part: getattr(tasks, part) for part in ("to_pdf", "sealed", "_keep_file")}
_now = threading.local()


def render_document(document_id: int) -> None:
    """Make the PDF as the portal does, stopping before or after the part that is named for it."""
    sign = Path(settings.DATA_DIR) / "stop-at"
    stops = sign.read_text().splitlines() if sign.exists() else []
    _now.paper = document_id
    _now.moment = stops[document_id - 1] if document_id <= len(stops) else ""
    for part, real in _REAL.items():
        setattr(tasks, part, _stopping(part, real))
    tasks.render_document(document_id)


def _stopping(part: str, real: Callable[..., Any]) -> Callable[..., Any]:
    def done(*args: Any, **words: Any) -> Any:
        if _now.moment == f"before {part}":
            _wait()
        result = real(*args, **words)
        if _now.moment == f"after {part}":
            _wait()
        return result

    return done


def _wait() -> None:
    (Path(settings.DATA_DIR) / f"stopped-{_now.paper}").touch()
    time.sleep(PATIENCE)
