"""Write a framework as the TOML file that it could have been loaded from.

The layout is that of the files in assessments/frameworks: `read_text(toml_of(facts))` gives the
same facts again. Written here and not by a package, which would not keep that layout.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from assessments.rules.frameworks.contents import Content, content_of, plain
from assessments.rules.frameworks.facts import FrameworkFacts

WIDTH = 100
"""The longest line in which a list stands whole."""

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_HEAD = """\
# ITA framework of fiscal year {year} (B.E.) for education service area offices.
# assessments/frameworks/README.md explains every key.
"""


def toml_of(facts: FrameworkFacts) -> str:
    """Return the text of the framework's file, ready to be loaded as `<fiscal year>.toml`."""
    return toml_of_content(content_of(facts))


def toml_of_content(content: Content) -> str:
    """Return the TOML text of a framework's content; the values of the year itself stand first."""
    lines = [_HEAD.format(year=content["fiscal_year"])]
    lines.extend(_table("", content))
    return "\n".join(lines) + "\n"


def _table(name: str, values: Mapping[str, Any]) -> Iterator[str]:
    """Yield a table's own values, then the tables in it, each after an empty line."""
    inner = {key: value for key, value in values.items() if _holds_tables(value)}
    for key, value in values.items():
        if key not in inner:
            yield _line(key, value)
    for key, value in inner.items():
        yield from _inner(f"{name}.{_key(key)}" if name else _key(key), value)


def _inner(name: str, value: Any) -> Iterator[str]:  # noqa: ANN401 - a table or a list of them
    if isinstance(value, Mapping):
        if not value or not all(map(_holds_tables, value.values())):
            yield f"\n[{name}]"
        yield from _table(name, value)
        return
    for row in value:
        yield f"\n[[{name}]]"
        yield from _table(name, row)


def _holds_tables(value: object) -> bool:
    if isinstance(value, list):
        return any(isinstance(one, Mapping) for one in value)
    return isinstance(value, Mapping)


def _line(key: str, value: object) -> str:
    whole = f"{_key(key)} = {_value(value)}"
    if isinstance(value, list) and len(whole) > WIDTH:
        rows = "".join(f"    {_value(one)},\n" for one in value)
        return f"{_key(key)} = [\n{rows}]"
    return whole


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, list):
        return f"[{', '.join(_value(one) for one in value)}]"
    return _text(value) if isinstance(value, str) else str(value)


def _text(text: str) -> str:
    """Return a basic string; JSON escapes as TOML does, but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else _text(key)
