"""The kinds of background work: which function does a task, and what follows when it fails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Handler:
    """How one kind of job is done.

    `run(subject_id)` does the work outside any transaction and must be safe to run twice.
    `failed(subject_id)` notes on the subject that the job has ended without success.
    """

    run: Callable[[int], None]
    failed: Callable[[int], None]


def handler_of(task: str) -> Handler:
    """Return the handler of `task`, as the setting JOB_HANDLERS names it.

    Named by string and loaded when needed: the web server never loads what only the worker
    uses. KeyError for a task that no room does.
    """
    run, failed = settings.JOB_HANDLERS[task]
    return Handler(run=import_string(run), failed=import_string(failed))
