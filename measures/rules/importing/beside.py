"""Time and owners that a file tells once, above or below its table, for all measures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from measures.rules.importing.found import Place
from measures.rules.importing.marks import without_mark
from measures.rules.importing.owners import owners_of
from measures.rules.importing.periods import parse_period

_LABEL = re.compile(
    r"^(?P<what>(?:กรอบ)?(?:ระยะเวลา|ช่วงเวลา)(?:ใน)?(?:การ)?(?:ดำเนินการ|ดำเนินงาน)?"
    r"|(?:กลุ่ม/?|กลุ่มงาน|หน่วยงาน|หน่วย|ผู้)(?:ที่)?รับผิดชอบ(?:หลัก)?)"
    r"\s*(?:คือ|ได้แก่)?\s*[:\uff1a]?\s*(?P<rest>.*)$",
    re.DOTALL,
)
_LONGEST_OWNER = 100  # letters; what is longer is a sentence and no group


class Beside:
    """Collects them; the label may stand before its text or alone on the line above."""

    def __init__(self) -> None:
        self.periods: list[str] = []
        self.owners: list[str] = []
        self.places: dict[str, list[Place]] = {"periods": [], "owners": []}
        self._label = ""
        self._is_time = False

    def take(self, text: str, places: Sequence[Place] = ()) -> bool:
        """Tell whether the text is such a label, or what a label before it asked for.

        `places` are where it stands in the file.
        """
        before = len(self.periods), len(self.owners)
        taken = self._take(text)
        after = len(self.periods), len(self.owners)
        if after != before:
            self.places["owners" if after[1] > before[1] else "periods"] += places
        return taken

    def _take(self, text: str) -> bool:
        if self._label and self._keep(text):
            return True
        found = _LABEL.match(without_mark(text))
        if not found:
            return False
        self._is_time = "เวลา" in found["what"]
        if found["rest"].strip():
            return self._keep(found["rest"])
        self._label = text
        return True

    def left_over(self) -> str:
        """Return a label after which nothing came that fits it, and forget it; "" for none."""
        label, self._label = self._label, ""
        return label

    def _keep(self, text: str) -> bool:
        text = text.strip()
        if self._is_time:
            try:
                parse_period(text, fiscal_year=2560)  # any year: only whether it is a time
            except ValueError:
                return False
            self.periods.append(text)
        else:
            owners = owners_of(text)
            if not owners or max(map(len, owners)) > _LONGEST_OWNER:
                return False
            self.owners.append(text)
        self._label = ""
        return True
