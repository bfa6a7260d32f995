"""The title above a table, which is what the plan is called."""

from __future__ import annotations

import re

from ita_portal.thai.numerals import arabic_digits

_TITLE = re.compile(r"^(?:\(?ร่าง\)?\s*)?(?:การกำหนด|ตาราง|รายละเอียด|แนวทาง)?\s*(?:แผน|มาตรการ)")
_GOES_ON = re.compile(r"^(?:ของ|สำนักงาน|สพ[มป]|ประจำปี|ปีงบประมาณ|ปี\s*[0-9๐-๙]|ภายใน|ใน)")
_SENTENCE = re.compile(r"นี้|เพื่อ|ต่อไป")
_NUMBERED = re.compile(r"^[^\s]*\s*ที่\s*[0-9๐-๙]")
_YEAR = re.compile(r"25[0-9]{2}")
_LONGEST = 300


class Title:
    """Collects the lines of the title, as long as no other text has come between."""

    def __init__(self) -> None:
        self.text = ""
        self._is_open = True

    def take(self, line: str) -> bool:
        """Tell whether the line begins the title or goes on with it, and keep it then."""
        line = " ".join(line.split())
        whole = f"{self.text} {line}".strip()
        fits = self._is_open and len(whole) <= _LONGEST and not _SENTENCE.search(line)
        if fits and (_GOES_ON if self.text else _TITLE).match(line) and not _NUMBERED.match(line):
            self.text = whole
            return True
        self._is_open = not self.text
        return False


def names_another_year(title: str, fiscal_year: int) -> bool:
    """Tell whether a title names years (Buddhist), and not this one."""
    years = set(_YEAR.findall(arabic_digits(title)))
    return bool(years) and str(fiscal_year) not in years
