"""What may be written as a paper by itself: one module for each form.

Whatever `WrittenKind` a module of this folder defines can be written; nothing has to be listed.
A new one is a module here, with the `DocumentKind` of the same code in the documents room, and
one template there.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from ita_portal.papers.kinds.base import WrittenKind


def _defined() -> dict[str, WrittenKind]:
    """Return what every module of this folder defines, by the kind's code, in order of places."""
    modules = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]
    kinds = {
        value.code: value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, WrittenKind)
    }
    return dict(sorted(kinds.items(), key=lambda pair: pair[1].kind.place))


WRITTEN = _defined()

__all__ = ["WRITTEN", "WrittenKind"]
