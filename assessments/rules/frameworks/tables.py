"""Read the values of a TOML table as the types they must have, and note each that has not.

A value of the wrong shape is noted as a problem with its line, and a harmless stand-in is given
back, so that one reading of a file finds all its problems.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assessments.rules.frameworks.source_lines import SourceLines


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a framework file: the line, if it has one, and what is wrong, in Thai.

    `table`, `index` (from 0) and `key` say where it is in what the file says, with or without
    lines: a draft on screen has none.
    """

    line: int | None
    message: str
    table: str = ""
    index: int = 0
    key: str = ""


class FrameworkFileError(Exception):
    """A framework file was refused; nothing of it may be used.

    `name` is the file's name, `problems` all that was found, `line` the line of the first one
    (None for a problem of the whole file), `message` one text line for each problem.
    """

    def __init__(self, name: str, problems: Sequence[Problem]) -> None:
        self.name = name
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line or 0))
        self.line = self.problems[0].line
        self.message = "\n".join(_told(name, problem) for problem in self.problems)
        super().__init__(self.message)


def _told(name: str, problem: Problem) -> str:
    place = f"{name}:{problem.line}" if problem.line else name
    return f"{place}: {problem.message}"


def _is_told(value: object) -> bool:
    """Tell whether the value is a text with something in it; no database keeps a NUL."""
    return isinstance(value, str) and bool(value.strip()) and "\x00" not in value


class Table:
    """One table of the file, whose values are asked for by key and type."""

    def __init__(
        self,
        raw: Mapping[str, object],
        lines: SourceLines,
        problems: list[Problem],
        *,
        name: str = "",
        index: int = 0,
    ) -> None:
        self._raw = raw
        self._lines = lines
        self._problems = problems
        self._name = name
        self._index = index
        self._asked: set[str] = set()

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text that is not empty, or `default` where one is given and the key absent."""
        if default is not None and key not in self._raw:
            self._asked.add(key)
            return default
        value = self._get(key)
        if _is_told(value):
            return str(value)
        self._wrong(key, "ต้องเป็นข้อความที่ไม่ว่าง")
        return ""

    def optional_text(self, key: str) -> str | None:
        return self.text(key) if self._has(key) else None

    def choice(self, key: str, choices: Sequence[str]) -> str:
        """Return a text that is one of `choices`."""
        value = self._get(key)
        if isinstance(value, str) and value in choices:
            return value
        self._wrong(key, f"ต้องเป็นค่าใดค่าหนึ่งใน {', '.join(choices)}")
        return choices[0]

    def whole(self, key: str) -> int:
        """Return a whole number from 0 upwards."""
        return self._as_whole(key, self._get(key))

    def optional_whole(self, key: str) -> int | None:
        return self.whole(key) if self._has(key) else None

    def wholes(self, key: str, *, required: bool = True) -> tuple[int, ...]:
        return tuple(self._as_whole(key, value) for value in self._list(key, required=required))

    def decimal(self, key: str) -> Decimal:
        """Return a finite number."""
        return self._as_decimal(key, self._get(key))

    def optional_decimal(self, key: str) -> Decimal | None:
        return self.decimal(key) if self._has(key) else None

    def decimals(self, key: str, *, required: bool = True) -> tuple[Decimal, ...]:
        return tuple(self._as_decimal(key, value) for value in self._list(key, required=required))

    def flag(self, key: str) -> bool:
        """Return true or false."""
        value = self._get(key)
        if isinstance(value, bool):
            return value
        self._wrong(key, "ต้องเป็น true หรือ false")
        return False

    def optional_flag(self, key: str) -> bool | None:
        return self.flag(key) if self._has(key) else None

    def texts(self, key: str, *, required: bool = True) -> tuple[str, ...]:
        """Return a list of texts, none of them empty."""
        values = self._list(key, required=required)
        found = tuple(str(value) for value in values if _is_told(value))
        if len(found) < len(values):
            self._wrong(key, "ต้องเป็นรายการของข้อความที่ไม่ว่าง")
        return found

    def table(self, key: str, *, required: bool = True) -> "Table":
        """Return the table under `key`; an empty one where it may be and is absent."""
        value = self._get(key) if required or self._has(key) else {}
        if isinstance(value, Mapping):
            return self._inner(value, key)
        self._wrong(key, "ต้องเป็นตาราง")
        return self._inner({}, key)

    def tables(self, key: str) -> list["Table"]:
        """Return the tables of the list under `key`; none where the key is absent."""
        values = self._list(key, required=False)
        rows = [value for value in values if isinstance(value, Mapping)]
        if len(rows) < len(values):
            self._wrong(key, "ต้องเป็นรายการของตาราง")
        return [self._inner(row, key, index) for index, row in enumerate(rows)]

    def named_tables(self, key: str) -> list[tuple[str, "Table"]]:
        """Return the tables that stand under `key` by name; none where the key is absent."""
        outer = self.table(key, required=False)
        return [(name, outer.table(name)) for name in outer._raw]

    def refuse_unknown_keys(self) -> None:
        """Note every key that nobody asked for: most likely a misspelt one."""
        for key in self._raw.keys() - self._asked:
            self._wrong(key, "เป็นคีย์ที่ระบบไม่รู้จัก")

    def _has(self, key: str) -> bool:
        self._asked.add(key)
        return key in self._raw

    def _get(self, key: str) -> object:
        return self._raw[key] if self._has(key) else None

    def _list(self, key: str, *, required: bool = True) -> list[object]:
        value = self._get(key) if required or self._has(key) else []
        if isinstance(value, list):
            return value
        self._wrong(key, "ต้องเป็นรายการในวงเล็บเหลี่ยม")
        return []

    def _as_whole(self, key: str, value: object) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        self._wrong(key, "ต้องเป็นจำนวนเต็มตั้งแต่ 0 ขึ้นไป")
        return 0

    def _as_decimal(self, key: str, value: object) -> Decimal:
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            number = Decimal(value)
            if number.is_finite():
                return number
        self._wrong(key, "ต้องเป็นตัวเลข")
        return Decimal(0)

    def _inner(self, raw: Mapping[str, object], key: str, index: int = 0) -> "Table":
        name = f"{self._name}.{key}" if self._name else key
        return Table(raw, self._lines, self._problems, name=name, index=index)

    def _wrong(self, key: str, message: str) -> None:
        line = self._lines.line_of(self._name, self._index, key)
        missing = "" if key in self._raw else " (ไม่มีในไฟล์)"
        told = f"{self._label(key)}{missing} {message}"
        self._problems.append(Problem(line, told, self._name, self._index, key))

    def _label(self, key: str) -> str:
        return f"{self._name}.{key}" if self._name else key
