"""What a kind of official paper is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Numbering(StrEnum):
    """Whether papers of a kind carry a number from a register."""

    NEVER = "never"
    OPTIONAL = "optional"
    REQUIRED = "required"


@dataclass(frozen=True)
class DocumentKind:
    """One kind of paper (ชนิดเอกสาร). A new kind is one module in this folder and one template.

    `template` is its folder below `templates/documents/`, with a `body.html`. `digits` is
    "thai" or "arabic"; a single paper may choose the other. `place` orders the kinds wherever
    papers stand together: what an item asks for, then what gives its ground.

    `duties` are the keys of the disclosure duties that a signed paper of the kind fulfils in its
    fiscal year; the OIT item that carries such a duty shows the paper as its evidence. Of a kind
    that `is_yearly` a fiscal year has one: a new one takes the place of the one before it.

    `matter` names the page on which the paper is written, with office and year as arguments:
    the paper's fiscal year less `looks_back`; for a kind that people write as a paper by itself
    (`is_written`) with office and the number of the proposal. It is empty for a kind that is not
    written on a page. `before_subject` stands in the title between the heading and the subject.

    One that `is_internal` is addressed to people of the office: it is read by who has its address,
    and stands in no public list.

    `numbering` says whether a number is due; `number_form` is how it is written, of `prefix`
    (the office's code letters and number), `number` and `year` (Buddhist, of the calendar year).
    `series` is the code of the kind with which it shares one register, empty for one of its own.
    `emblem_cm` is the height of the emblem: 3 or 1.5, 0 for none. `carries_qr` is whether the
    paper shows its verification code; papers of a fixed official form leave it off.

    **Source:** the forms are those of the Office of the Prime Minister's regulation on clerical
    work B.E. 2526; that orders are numbered by calendar year, from its explanation.
    """

    code: str
    name: str
    template: str
    digits: str
    duties: tuple[str, ...]
    place: int
    matter: str = ""
    before_subject: str = ""
    looks_back: int = 0
    is_yearly: bool = True
    is_written: bool = False
    is_internal: bool = False
    numbering: Numbering = Numbering.NEVER
    number_form: str = "{number}/{year}"
    series: str = ""
    emblem_cm: str = "3"
    carries_qr: bool = True

    @property
    def word(self) -> str:
        """What a paper of the kind is called within a sentence: its name without what is added."""
        return self.name.partition(" (")[0]

    @property
    def register(self) -> str:
        """The code under which its numbers are kept; kinds that share it share one run."""
        return self.series or self.code
