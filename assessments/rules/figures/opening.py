"""The arithmetic of a total as people read it: what stands open, sums written out, what is unknown.

Pure: a node of the tree goes in, Thai words and figures in Arabic digits come out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from assessments.rules.arithmetic.scoring import round_half_up
from assessments.rules.figures.tree import Kind, Node, Operation

EXACT_PLACES = 6
TERMS_AT_MOST = 12
"""A sum of more terms is told by their number alone; every term stands below it anyway."""

COUNTED_AS = {
    Kind.INSTRUMENT: "แบบวัด",
    Kind.INDICATOR: "ตัวชี้วัด",
    Kind.SUBINDICATOR: "ตัวชี้วัดย่อย",
    Kind.ITEM: "ข้อ OIT",
    Kind.QUESTION: "ข้อคำถาม",
}
MADE_OF = {
    Kind.SUBINDICATOR: "คำนวณจากคะแนนข้อ OIT",
    Kind.QUESTION: "คำนวณจากคะแนนข้อคำถาม",
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A node as a page shows it. `formula` is its sum written out, `exact` its unrounded value.

    `source` is the level of detail that counts, `notes` what has to be known about it. `is_open`
    tells that it stands opened from the start, as all do that lead to the lowest figure.
    """

    node: Node
    formula: str
    exact: str
    source: str
    notes: list[str]
    is_open: bool
    parts: list["Opened"]


def opened(node: Node, *, everything: bool = False, here: bool = True) -> Opened:
    """Return `node` with all below it; opened on the way to the lowest indicator, or all of it.

    The way goes on to its lowest sub-indicator; of equal figures the first one leads on. `here`
    tells that the way comes through this node.
    """
    way = _lowest(node.parts) if here else None
    return Opened(
        node=node,
        formula=_formula(node),
        exact=exact(node.value),
        source=_source(node),
        notes=_notes(node),
        is_open=bool(node.parts) and (everything or here),
        parts=[opened(one, everything=everything, here=one is way) for one in node.parts],
    )


def exact(value: Decimal | None) -> str:
    """Return a value with six decimals, "≈" before one that goes on after them; "" for None."""
    if value is None:
        return ""
    written = round_half_up(value, EXACT_PLACES)
    return f"{'' if _ends(value) else '≈ '}{written}"


def _ends(value: Decimal) -> bool:
    """Tell whether the value has no more than six decimals; a third is held to 28 digits only."""
    return round_half_up(value, EXACT_PLACES) == round_half_up(value, 18)


def _term(value: Decimal) -> str:
    """Return a value as a term of a sum: as short as it is exact, at most six decimals."""
    short = round_half_up(value)
    return str(short) if short == round_half_up(value, 18) else str(round_half_up(value, 6))


def _lowest(parts: Iterable[Node]) -> Node | None:
    known = [(depth, part) for part in parts if (depth := _depth(part)) is not None]
    return min(known, key=lambda one: one[0], default=(None, None))[1]


def _depth(part: Node) -> Decimal | None:
    """Return how low the way through a part leads; an instrument leads to its lowest indicator."""
    if part.kind is not Kind.INSTRUMENT:
        return part.counted
    return min((one.counted for one in part.parts if one.counted is not None), default=None)


def _formula(node: Node) -> str:
    if node.operation is Operation.SUM:
        return " + ".join(_term(part.points) for part in node.parts if part.points is not None)
    if node.operation is not Operation.MEAN:
        return ""
    count, counted_as = len(node.parts), COUNTED_AS[node.parts[0].kind]
    if count == 1:
        return f"เท่ากับ{counted_as}เดียวที่มี"
    terms = " + ".join(_term(part.counted) for part in node.parts if part.counted is not None)
    if count > TERMS_AT_MOST:
        terms = f"ผลรวมของ {count} {counted_as}"
    return f"({terms}) ÷ {count}"


def _source(node: Node) -> str:
    if node.kind is not Kind.INDICATOR:
        return ""
    if node.operation is Operation.TOLD:
        return "คะแนนตัวชี้วัดที่ได้รับแจ้ง"
    if node.operation is Operation.OPEN:
        return "ยังไม่ทราบคะแนน"
    return MADE_OF[node.parts[0].kind]


def _notes(node: Node) -> list[str]:
    if node.kind is Kind.INDICATOR:
        return [*_unknown_detail(node), *_told_beside(node)]
    if node.kind in {Kind.TOTAL, Kind.INSTRUMENT} and node.operation is Operation.OPEN:
        parts = COUNTED_AS[node.parts[0].kind]
        return [f"ยังไม่คิดคะแนน เพราะทราบคะแนนเพียง {node.known_parts} จาก {len(node.parts)} {parts}"]
    return []


def _unknown_detail(node: Node) -> list[str]:
    """Say why an indicator's score is not made of anything finer."""
    if node.operation is Operation.MEAN:
        return []
    leaves = list(_leaves(node))
    if not leaves:
        return ["ไม่ทราบคะแนนรายข้อ และกรอบการประเมินของปีนี้ยังไม่บอกข้อของตัวชี้วัดนี้ครบ"]
    known = sum(leaf.value is not None for leaf in leaves)
    counted_as = COUNTED_AS[leaves[0].kind]
    if not known:
        return [f"ไม่ทราบคะแนนรายข้อ ({len(leaves)} {counted_as})"]
    return [f"ทราบคะแนนเพียง {known} จาก {len(leaves)} {counted_as} จึงยังคำนวณจากคะแนนรายข้อไม่ได้"]


def _told_beside(node: Node) -> list[str]:
    if node.difference is None or node.operation is Operation.TOLD:
        return []
    if not node.difference:
        return [f"ตรงกับคะแนนที่ได้รับแจ้ง {node.published:.2f}"]
    return [
        f"ได้รับแจ้ง {node.published:.2f} ต่างจากที่คำนวณได้ {abs(node.difference):.2f} คะแนน "
        "ใช้คะแนนที่คำนวณได้ เพราะมาจากข้อมูลที่ละเอียดกว่า"
    ]


def _leaves(node: Node) -> Iterable[Node]:
    for part in node.parts:
        if part.kind in {Kind.ITEM, Kind.QUESTION}:
            yield part
        else:
            yield from _leaves(part)
