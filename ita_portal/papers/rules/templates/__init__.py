"""Papers of the yearly work as they begin: prefilled from the year's result and the office.

Whatever `Template` a module of this folder defines is offered; nothing has to be listed.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from ita_portal.papers.rules.templates.base import Started, Template


def _defined() -> dict[str, Template]:
    modules = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]
    found = {
        value.code: value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, Template)
    }
    return dict(sorted(found.items(), key=lambda pair: pair[1].place))


TEMPLATES = _defined()

__all__ = ["TEMPLATES", "Started", "Template"]
