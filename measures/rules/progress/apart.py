"""Doing many things of which one that fails must not keep the others from being done."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

logger = logging.getLogger(__name__)


class Failures:
    """What has failed of a row of deeds: each is logged and kept, and all are raised at the end."""

    def __init__(self) -> None:
        self._kept: list[Exception] = []

    @contextmanager
    def kept(self, what: str) -> Iterator[None]:
        """Do what stands inside; keep its failure and go on."""
        try:
            yield
        except Exception as error:
            logger.exception("%s: failed, the others go on", what)
            self._kept.append(error)

    @contextmanager
    def apart(self, what: str) -> Iterator[None]:
        """The same in a transaction of its own, which is undone when it fails."""
        with self.kept(what), transaction.atomic():
            yield

    def raise_any(self, what: str) -> None:
        """Raise what was kept, if anything: an OSError alone as it is, all else as a group.

        Raises ExceptionGroup, or the OSError, which the worker tries again by itself.
        """
        if len(self._kept) == 1 and isinstance(self._kept[0], OSError):
            raise self._kept[0]
        if self._kept:
            raise ExceptionGroup(what, self._kept)
