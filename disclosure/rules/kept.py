"""Rendered public pages, kept in the memory of the process that made them.

A page is kept under its place together with the stamp of everything it was made from. The stamp
is read anew on each request, so a kept page is never out of date, in no process, and no cache
server is needed. How much is kept is bounded: what was asked for longest ago goes first.
"""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from threading import Lock

from django.conf import settings

DEFAULT_LIMIT = 16 * 2**20
"""Bytes of pages that a process keeps, unless the setting KEPT_PAGES_BYTES says otherwise."""

WORTH_PACKING = 1024
"""Bytes from which on a page is packed."""


@dataclass(frozen=True, slots=True)
class Page:
    """A rendered page; the ETag is made from its bytes, so equal pages have equal ETags.

    `packed` is the same by gzip, made once for a page that is kept, else b"". Nothing of a visitor
    is on it that its length could tell.
    """

    body: bytes
    etag: str
    packed: bytes = b""

    @property
    def packed_etag(self) -> str:
        """The ETag of the packed bytes: other bytes have another one."""
        return f'{self.etag[:-1]}-gzip"'

    @property
    def size(self) -> int:
        """The bytes that it takes to keep."""
        return len(self.body) + len(self.packed)


def page_of(html: str) -> Page:
    """Return the page that `html` is sent as."""
    body = html.encode()
    return Page(body, f'"{hashlib.sha256(body).hexdigest()[:32]}"')


def packed(page: Page) -> Page:
    """Return the page with its bytes packed too, where that is worth it; always the same bytes."""
    if len(page.body) < WORTH_PACKING:
        return page
    return replace(page, packed=gzip.compress(page.body, compresslevel=6, mtime=0))


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
        page = packed(page_of(make()))
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
            self._size += page.size - (before[1].size if before else 0)
            self._pages[place] = (stamp, page)
            while self._size > limit:
                _, (_, dropped) = self._pages.popitem(last=False)
                self._size -= dropped.size


YEAR_PAGES = KeptPages()
"""The public pages of the years, of this process."""
