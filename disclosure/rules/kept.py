"""Rendered public pages, kept in the memory of the process that made them.

A page is kept under its place together with the stamp of everything it was made from. The stamp
is read anew on each request, so a kept page is never out of date, in no process, and no cache
server is needed. How much is kept is bounded: what was asked for longest ago goes first.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock

from django.conf import settings

DEFAULT_LIMIT = 16 * 2**20
"""Bytes of pages that a process keeps, unless the setting KEPT_PAGES_BYTES says otherwise."""


@dataclass(frozen=True, slots=True)
class Page:
    """A rendered page; the ETag is made from its bytes, so equal pages have equal ETags."""

    body: bytes
    etag: str


def page_of(html: str) -> Page:
    """Return the page that `html` is sent as."""
    body = html.encode()
    return Page(body, f'"{hashlib.sha256(body).hexdigest()[:32]}"')


class KeptPages:
    """A bounded store of pages, safe to use from several threads."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Hashable, tuple[Hashable, Page]] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    @property
    def size(self) -> int:
        """The bytes of all pages that are kept."""
        return self._size

    def page(self, place: Hashable, stamp: Hashable, make: Callable[[], str]) -> Page:
        """Return the page of `place` as it is at `stamp`; `make` renders it where it is not kept.

        A page of an older stamp makes room for the new one at once.
        """
        with self._lock:
            kept = self._pages.get(place)
            if kept is not None and kept[0] == stamp:
                self._pages.move_to_end(place)
                return kept[1]
        page = page_of(make())
        self._keep(place, stamp, page)
        return page

    def clear(self) -> None:
        """Forget every page."""
        with self._lock:
            self._pages.clear()
            self._size = 0

    def _keep(self, place: Hashable, stamp: Hashable, page: Page) -> None:
        limit = getattr(settings, "KEPT_PAGES_BYTES", DEFAULT_LIMIT)
        with self._lock:
            before = self._pages.pop(place, None)
            self._size += len(page.body) - (len(before[1].body) if before else 0)
            self._pages[place] = (stamp, page)
            while self._size > limit:
                _, (_, dropped) = self._pages.popitem(last=False)
                self._size -= len(dropped.body)


YEAR_PAGES = KeptPages()
"""The public pages of the years, of this process."""
