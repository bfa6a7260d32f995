"""What a killed worker leaves on the disk: parts of files and folders that never got their name.

Nothing that is younger than a day is touched: a worker may be at it. Whole PDFs are never removed,
whatever the rows say: a paper is worth more than the place that a copy of it takes.
"""

from __future__ import annotations

import contextlib
import shutil
import time
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings

KEPT_FOR = timedelta(days=1)


def sweep_leftovers() -> int:
    """Remove what has been left behind for a day; return how many. Safe to repeat."""
    root = Path(settings.PRIVATE_FILES)
    left = [
        *_old((root / "documents").glob("*/*.part")),
        *_old((root / "previews").glob("*.part")),
    ]
    for path in left:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return len(left)


def _old(paths: Iterable[Path]) -> Iterator[Path]:
    before = time.time() - KEPT_FOR.total_seconds()
    for path in paths:
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime < before:
                yield path
