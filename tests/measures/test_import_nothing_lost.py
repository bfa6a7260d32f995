"""Whatever a file says stands in a measure or in a problem: for any table that one can think of."""

from __future__ import annotations

import json
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from measures.rules.importing.choices import Choices
from measures.rules.importing.found import PlanReading, Use
from measures.rules.importing.heading_words import Field
from measures.rules.importing.reading import understood
from measures.rules.importing.tables import Cell, Row, Source, Stray, Table

HEADINGS = (
    "ที่",
    "ประเด็น",
    "มาตรการ",
    "ขั้นตอน",
    "กิจกรรม",
    "ระยะเวลา",
    "ผู้รับผิดชอบ",
    "การติดตาม",
    "งบประมาณ",
    "ตัวชี้วัด",
    "ต.ค.",
    "สีที่ชอบ",
    "",
)
BEFORE = ("", "๑. ", "2) ", "(๒.๑) ", "1.1 ", "- ", "ประเด็นที่ ๓ ")
LABELS = (*BEFORE, "มาตรการ", "ประจำปี ", "หมายเหตุ ", "ระยะเวลาดำเนินการ ", "ผู้รับผิดชอบ ")
AFTER = ("", "\n๒. ", "\n- ", " และ ")
LETTERS = "กขคงจฉชซญฐณดตถทธนบปผฝพฟภมยรลวศสหอ"


def word(number: int) -> str:
    """Return a word that stands nowhere else."""
    return "".join(LETTERS[int(digit)] * 2 + LETTERS[int(digit) + 10] for digit in f"{number:04}")


class Writer:
    """Draws what stands in a file, and remembers its words."""

    def __init__(self, draw) -> None:
        self.draw = draw
        self.words: list[str] = []
        self.number = 0

    def word(self) -> str:
        self.words.append(word(len(self.words)))
        return self.words[-1]

    def text(self, before: Sequence[str] = BEFORE) -> str:
        after = self.draw(st.sampled_from(AFTER))
        return self.draw(st.sampled_from(before)) + self.word() + (after and after + self.word())

    def row(self, width: int) -> Row:
        self.number += 1
        if self.draw(st.integers(0, 5)) == 0:
            return Row(self.number, (Cell(self.text(LABELS), 0, width),))
        fates = self.draw(st.lists(st.sampled_from("ttt..c"), min_size=width, max_size=width))
        cells = [
            Cell(self.text() if fate == "t" else "", column, 1, fate == "c")
            for column, fate in enumerate(fates)
        ]
        return Row(self.number, tuple(cells))

    def headings(self, width: int) -> Row:
        self.number += 1
        heads = self.draw(st.lists(st.sampled_from(HEADINGS), min_size=width, max_size=width))
        return Row(self.number, tuple(Cell(head, n) for n, head in enumerate(heads)))

    def table(self) -> Table:
        width = self.draw(st.integers(1, 6))
        head = [self.headings(width)] if self.draw(st.integers(0, 4)) else []
        rows = [self.row(width) for _ in range(self.draw(st.integers(0, 6)))]
        return Table("", (*head, *rows))


@st.composite
def sources(draw) -> tuple[Source, list[str]]:
    """Draw a file: tables with and without headings, merged cells, text between; and its words."""
    writer = Writer(draw)
    blocks: list[Table | Stray] = []
    for _ in range(draw(st.integers(1, 3))):
        if draw(st.booleans()):
            blocks.append(Stray(writer.text(LABELS)))
        blocks.append(writer.table())
    return Source(tuple(blocks)), writer.words


def all_words(reading: PlanReading) -> str:
    """Return everything that a reading tells."""
    told = [problem.message for problem in reading.problems]
    for one in reading.measures:
        told += [one.issue, one.part, one.title, *one.steps, *one.owners]
        told += [one.period.text, one.monitoring, one.target, one.budget.text]
        told += [text for _, text in one.others]
    return "\n".join([*told, reading.title])


@given(sources())
def test_every_word_stands_in_a_measure_or_in_a_problem(drawn):
    source, words = drawn

    told = all_words(understood(source, fiscal_year=2567, groups=[]))

    assert [one for one in words if one not in told] == []


@given(sources())
def test_the_same_file_is_understood_in_the_same_way(drawn):
    source, _ = drawn

    first = understood(source, fiscal_year=2567, groups=[])

    assert understood(source, fiscal_year=2567, groups=[]) == first


@given(sources())
def test_every_text_of_the_file_has_a_fate_and_what_is_left_stands_in_a_problem(drawn):
    source, words = drawn

    reading = understood(source, fiscal_year=2567, groups=[])

    places = dict(_texts(source))
    assert set(reading.seen.fates) == set(places)
    problems = "\n".join(problem.message for problem in reading.problems)
    left = [place for place, fate in reading.seen.fates.items() if fate.use == Use.LEFT]
    assert [w for p in left for w in words if w in places[p] and w not in problems] == []


def _texts(source: Source):
    for block, one in enumerate(source.blocks):
        if isinstance(one, Stray):
            yield (block, 0, 0), one.text
        else:
            for row in one.rows:
                yield from (((block, row.number, c.column), c.text) for c in row.filled)


@st.composite
def choices(draw) -> Choices:
    """Draw what somebody might set by hand, sensible or not."""
    blocks, rows = st.integers(0, 4), st.integers(0, 9)
    fields = st.dictionaries(st.integers(0, 6), st.sampled_from(Field), max_size=6)
    heads = draw(st.dictionaries(blocks, rows, max_size=3))
    columns = {(block, row): draw(fields) for block, row in heads.items()}
    columns |= draw(st.dictionaries(st.tuples(blocks, rows), fields, max_size=3))
    return Choices(heads, columns)


@given(sources(), choices())
def test_nothing_is_lost_whatever_is_set_by_hand(drawn, chosen):
    source, words = drawn

    reading = understood(source, fiscal_year=2567, groups=[], choices=chosen)

    told = all_words(reading)
    headings = [
        text for place, text in _texts(source) if reading.seen.fates[place].use == Use.HEADING
    ]
    assert [one for one in words if one not in told and one not in "\n".join(headings)] == []
    assert set(reading.seen.fates) == set(dict(_texts(source)))


@given(choices())
def test_what_is_set_by_hand_survives_the_session(chosen):
    assert Choices.from_json(json.loads(json.dumps(chosen.as_json()))) == chosen
