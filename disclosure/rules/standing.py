"""Where each item of a year stands: its state, what is missing, its worth, what comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from disclosure.models import Entry, EvidenceStatus, Setting
from disclosure.rules.owners import Holder

Status = EvidenceStatus


class State(StrEnum):
    """Where an item stands, as it follows from its evidence."""

    EMPTY = "empty"
    IN_WORK = "in_work"
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    NOT_APPLICABLE = "not_applicable"


STATE_WORDS = {
    State.EMPTY: "ยังไม่มีหลักฐาน",
    State.IN_WORK: "กำลังจัดทำ",
    State.PROPOSED: "รอตรวจและรับ",
    State.ACCEPTED: "รับแล้ว",
    State.NOT_APPLICABLE: "ไม่เกี่ยวข้อง",
}


@dataclass(frozen=True)
class Piece:
    """What the standing needs to know of a piece of evidence that was not withdrawn.

    `components` are those of its latest content, `shown` those of the version that is accepted
    (None while none is).
    """

    status: str
    owner: str
    components: Sequence[str]
    shown: Sequence[str] | None


@dataclass(frozen=True)
class Standing:
    """An item of the checklist as it stands today.

    `worth` is in points of the total, None where the year's structure is not fully known;
    `papers` counts the portal's own papers at it, `errors` what was neither mended nor answered.
    """

    code: str
    title: str
    heading: str
    worth: Decimal | None
    components: tuple[str, ...]
    entry: Entry | None
    papers: int
    pieces: tuple[Piece, ...]
    errors: int
    people: tuple[Holder, ...]
    today: date

    @property
    def counts(self) -> Counter[str]:
        """How many pieces of evidence stand in which status."""
        return Counter(piece.status for piece in self.pieces)

    @property
    def public(self) -> int:
        """How much of it the public sees: papers, and evidence that was accepted."""
        return self.papers + sum(1 for piece in self.pieces if piece.shown is not None)

    @property
    def waiting(self) -> int:
        """How many pieces wait to be accepted."""
        return self.counts[Status.PROPOSED]

    @property
    def returned(self) -> int:
        """How many pieces were returned to their authors."""
        return self.counts[Status.RETURNED]

    @property
    def is_not_applicable(self) -> bool:
        """Whether it was accepted that the item does not concern the office."""
        return self.entry is not None and self.entry.is_not_applicable

    @property
    def state(self) -> State:
        """Where the item stands: what somebody has to do now counts before what is done."""
        if self.is_not_applicable:
            return State.NOT_APPLICABLE
        counts = self.counts
        if counts[Status.PROPOSED] or (self.entry and self.entry.setting == Setting.PROPOSED):
            return State.PROPOSED
        if counts[Status.DRAFT] or counts[Status.RETURNED]:
            return State.IN_WORK
        return State.ACCEPTED if self.public else State.EMPTY

    @property
    def state_words(self) -> str:
        """The state for people."""
        return STATE_WORDS[self.state]

    @property
    def owner(self) -> str:
        """The group that looks after it, or those of its evidence while none is set."""
        if self.entry is not None and self.entry.owner is not None:
            return self.entry.owner.name
        return " · ".join(dict.fromkeys(piece.owner for piece in self.pieces if piece.owner))

    @property
    def uncovered(self) -> list[str]:
        """The components that no evidence shows, not even a draft."""
        shown = {one for piece in self.pieces for one in (*piece.components, *(piece.shown or ()))}
        return [one for one in self.components if one not in shown | self._by_papers]

    @property
    def unaccepted(self) -> list[str]:
        """The components that nothing accepted shows."""
        shown = {one for piece in self.pieces for one in piece.shown or ()}
        return [one for one in self.components if one not in shown | self._by_papers]

    @property
    def _by_papers(self) -> set[str]:
        return set(self.entry.shown_by_papers) if self.entry and self.papers else set()

    @property
    def is_filled(self) -> bool:
        """Whether anything is there, be it a draft."""
        return bool(self.pieces or self.papers)

    @property
    def is_ready(self) -> bool:
        """Whether its points can be expected: accepted, every component shown, no open error."""
        return bool(self.public) and not self.unaccepted and not self.errors

    @property
    def is_open(self) -> bool:
        """Whether something remains to be done."""
        return not self.is_not_applicable and not self.is_ready

    @property
    def is_late(self) -> bool:
        """Whether it is past its date and not done."""
        due_on = self.entry.due_on if self.entry else None
        return self.is_open and due_on is not None and due_on < self.today

    @property
    def at_stake(self) -> Decimal | None:
        """The points that would be lost if it stayed as it is; None while they are not known."""
        if not self.is_open:
            return Decimal(0)
        return self.worth

    @property
    def lacks(self) -> list[str]:
        """What is missing, in words, the most basic first."""
        if self.is_not_applicable:
            return []
        said = [
            ("ยังไม่กำหนดผู้รับผิดชอบ", not (self.entry and self.entry.owner_id)),
            (
                "ไม่มีผู้ดำรงตำแหน่งในกลุ่มที่รับผิดชอบ",
                bool(self.entry and self.entry.owner_id) and not self.people,
            ),
            ("ยังไม่มีหลักฐาน", not self.is_filled),
            (f"ขาดองค์ประกอบ {len(self.uncovered)} ข้อ", self.is_filled and bool(self.uncovered)),
            (f"ข้อผิดพลาดที่ต้องแก้หรือชี้แจง {self.errors} จุด", self.errors > 0),
            ("ยังไม่เขียนว่าข้อมูลอยู่ส่วนใดของหน้า", not (self.entry and self.entry.place)),
        ]
        return [words for words, is_so in said if is_so]

    @property
    def next_step(self) -> str:
        """What to do next, in words; "" when nothing is left."""
        if self.is_not_applicable:
            return ""
        counts = self.counts
        steps = [
            ("พิจารณาคำขอว่าไม่เกี่ยวข้อง", bool(self.entry and self.entry.setting == Setting.PROPOSED)),
            ("กำหนดกลุ่มที่รับผิดชอบ", not (self.entry and self.entry.owner_id)),
            ("เพิ่มหลักฐาน", not self.is_filled),
            ("แก้ไขที่ส่งคืน", counts[Status.RETURNED] > 0),
            ("แก้ไขหรือชี้แจงข้อผิดพลาด", self.errors > 0),
            ("ตรวจร่างแล้วเสนอ", counts[Status.DRAFT] > 0),
            ("ตรวจและรับ", counts[Status.PROPOSED] > 0),
            ("เพิ่มหรือระบุองค์ประกอบที่ขาด", bool(self.unaccepted)),
            ("เขียนว่าข้อมูลอยู่ส่วนใดของหน้า", not (self.entry and self.entry.place)),
        ]
        return next((words for words, is_so in steps if is_so), "")
