"""Read a year's framework from its TOML file, and refuse a file that does not hold together.

A refusal names the file and, for every problem at once, the line and what is wrong in Thai.
"""

import hashlib
import json
import re
import tomllib
import unicodedata
from decimal import Decimal
from pathlib import Path

from assessments.rules.frameworks.facts import FrameworkFacts
from assessments.rules.frameworks.shapes import facts_and_problems
from assessments.rules.frameworks.source_lines import SourceLines
from assessments.rules.frameworks.tables import FrameworkFileError, Problem

FRAMEWORKS = Path(__file__).resolve().parents[2] / "frameworks"
TOML_LINE = re.compile(r"at line (\d+)")


def framework_paths() -> list[Path]:
    """Return the framework files that come with the portal, oldest fiscal year first."""
    return sorted(FRAMEWORKS.glob("*.toml"))


def checksum(path: Path) -> str:
    """Return the SHA-256 of what the file says, in hex.

    Comments, blank lines, line ends and the order of keys do not count: only a changed fact gives
    another checksum. Raises FrameworkFileError when the file is not TOML, OSError when it cannot
    be read.
    """
    return checksum_of_text(_text_of(path), name=path.name)


def checksum_of_text(text: str, *, name: str) -> str:
    """Return the checksum of a framework's TOML text, as `checksum` of a file that holds it."""
    facts = json.dumps(_parse(text, name), ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(facts.encode()).hexdigest()


def read_framework(path: Path) -> FrameworkFacts:
    """Return the facts of one fiscal year, checked; the file's name must be the year.

    Raises FrameworkFileError with every problem found, OSError when the file cannot be read.
    """
    return read_text(_text_of(path), name=path.name)


def read_text(text: str, *, name: str) -> FrameworkFacts:
    """Return the facts that a framework's TOML text tells, as a file of that name would."""
    raw = _parse(text, name)
    facts, problems = facts_and_problems(
        raw, SourceLines(text), file_year=name.removesuffix(".toml")
    )
    if problems:
        raise FrameworkFileError(name, problems)
    return facts


def _text_of(path: Path) -> str:
    try:
        return unicodedata.normalize("NFC", path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        broken = Problem(None, f"ไฟล์ไม่ใช่ UTF-8 ({error.reason})")
        raise FrameworkFileError(path.name, [broken]) from error


def _parse(text: str, name: str) -> dict[str, object]:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except ValueError as error:
        found = TOML_LINE.search(str(error))
        line = int(found.group(1)) if found else len(text.splitlines())
        broken = Problem(line, f"รูปแบบ TOML ไม่ถูกต้อง: {error}")
        raise FrameworkFileError(name, [broken]) from error
