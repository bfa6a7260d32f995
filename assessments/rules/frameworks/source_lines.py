"""Where in a TOML text a value stands: line numbers for messages to the person who edits it.

The standard library's reader keeps no line numbers, so the text is scanned for its table heads and
keys. A form the scan does not know (a table written in one line) gives the nearest line above.
"""

import re

TABLE_HEAD = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_.-]+)\s*\]\]?")
KEY = re.compile(r"\s*([A-Za-z0-9_-]+)\s*=")


class SourceLines:
    """The line numbers, from 1, of a TOML text's tables and keys."""

    def __init__(self, text: str) -> None:
        self._lines: dict[tuple[str, int, str], int] = {}
        self._counts: dict[str, int] = {}
        table = ("", 0)
        for number, line in enumerate(text.splitlines(), start=1):
            head, key = TABLE_HEAD.match(line), KEY.match(line)
            if head:
                table = self._enter(head.group(2), repeated=head.group(1) == "[[")
                self._lines.setdefault((*table, ""), number)
            elif key:
                self._lines.setdefault((*table, key.group(1)), number)

    def line_of(self, table: str = "", index: int = 0, key: str = "") -> int | None:
        """Return the line of `key` in the `index`-th table of that name, from 0.

        `key` may itself name a table. Falls back to the head of the table that holds it, then to
        a top-level key of that table's name; None when nothing of it stands in the text.
        """
        inner = f"{table}.{key}" if table else key
        places = [
            (table, index, key),
            (inner, 0, ""),
            (table, index, ""),
            (table, 0, ""),
            ("", 0, table),
        ]
        return next((self._lines[place] for place in places if place in self._lines), None)

    def _enter(self, name: str, *, repeated: bool) -> tuple[str, int]:
        index = self._counts.get(name, 0) if repeated else 0
        self._counts[name] = index + 1
        return name, index
