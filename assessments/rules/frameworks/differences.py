"""What differs between two frameworks, in words: weights, levels, structure, items by their duties.

Pure. Items are compared by duty and not by number, so that a renumbered item is no new one, and a
split or merged one is told as such.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from assessments.rules.frameworks.contents import plain
from assessments.rules.frameworks.facts import (
    FrameworkFacts,
    IndicatorFacts,
    InstrumentFacts,
    ItemFacts,
    QuestionFacts,
    RoundingPlace,
    ScaleFacts,
    Trust,
)
from assessments.rules.frameworks.matching import places_of, sharing

PLACES = {
    RoundingPlace.END: "ปัดเศษครั้งเดียวเมื่อสิ้นสุด",
    RoundingPlace.INSTRUMENT: "ปัดเศษที่แบบวัด",
    RoundingPlace.INDICATOR: "ปัดเศษที่ตัวชี้วัด",
}

TRUSTS = {
    Trust.OFFICE: "รายการของเขตพื้นที่การศึกษา อ่านจากเอกสารแล้ว",
    Trust.NATIONAL: "รายการระดับประเทศ",
    Trust.UNVERIFIED: "ยังไม่ได้ตรวจสอบ",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs: which part of the framework, what, and how it was and is ("" none).

    `counts` tells whether it can change a total or a level.
    """

    part: str
    what: str
    before: str
    after: str
    counts: bool = False


def differences(old: FrameworkFacts, new: FrameworkFacts) -> list[Difference]:
    """Return all that differs from `old` to `new`, what can change a total first in each part."""
    return [
        *_year(old, new),
        *_levels(old, new),
        *_instruments(old, new),
        *_named(
            "ตัวชี้วัด",
            {str(one.number): _indicator(one) for one in old.indicators},
            {str(one.number): _indicator(one) for one in new.indicators},
            label="ตัวชี้วัดที่ {}",
        ),
        *_named(
            "ตัวชี้วัดย่อย",
            {one.number: one.name for one in old.subindicators},
            {one.number: one.name for one in new.subindicators},
            label="ตัวชี้วัดย่อย {}",
        ),
        *_items(old, new),
        *_questions(old, new),
        *_scales(old, new),
    ]


def _year(old: FrameworkFacts, new: FrameworkFacts) -> Iterator[Difference]:
    told: list[tuple[str, Callable[[FrameworkFacts], str], bool]] = [
        ("เกณฑ์ผ่าน", lambda facts: plain(facts.pass_mark), True),
        ("การปัดเศษ", lambda facts: PLACES[facts.rounding.place], True),
        ("ทราบวิธีปัดเศษ", lambda facts: _certain(facts.rounding.certain), False),
        ("จำนวนข้อ OIT ตามคู่มือ", lambda facts: str(facts.items_expected), True),
        ("คะแนนที่ข้อ OIT หนึ่งได้", lambda facts: _listed(map(plain, facts.item_marks)), True),
        ("ทราบคะแนนของข้อ", lambda facts: _certain(facts.item_marks_certain), False),
        ("ทราบเกณฑ์ระดับ", lambda facts: _certain(facts.levels_certain), False),
        ("ประเด็นการวิเคราะห์", lambda facts: _listed(facts.analysis_issues), False),
        ("มาตรการภายใน", lambda facts: _listed(facts.internal_measures), False),
        ("ความน่าเชื่อถือ", lambda facts: TRUSTS[facts.trust], False),
        ("ที่มาของรายการ", lambda facts: facts.basis, False),
        ("แหล่งอ้างอิง", lambda facts: facts.source, False),
    ]
    for what, value, counts in told:
        if value(old) != value(new):
            yield Difference("ข้อมูลของปี", what, value(old), value(new), counts)


def _levels(old: FrameworkFacts, new: FrameworkFacts) -> Iterator[Difference]:
    def bands(facts: FrameworkFacts) -> dict[str, str]:
        return {
            band.code: f"{band.name} ตั้งแต่ {plain(band.minimum_total)}"
            + (
                f" และทุกแบบวัด {plain(band.minimum_instrument)}"
                if band.minimum_instrument is not None
                else ""
            )
            + (" ผ่าน" if band.passed else " ไม่ผ่าน")
            for band in facts.bands
        }

    return _named("ระดับ", bands(old), bands(new), label="ระดับ {}")


def _instruments(old: FrameworkFacts, new: FrameworkFacts) -> Iterator[Difference]:
    def told(one: InstrumentFacts) -> str:
        return f"{one.name} น้ำหนัก {plain(one.weight)}"

    before = {one.code: told(one) for one in old.instruments}
    after = {one.code: told(one) for one in new.instruments}
    return _named("แบบวัด", before, after, label="แบบวัด {}")


def _indicator(one: IndicatorFacts) -> str:
    asked = "" if one.questions_expected is None else f" ข้อคำถาม {one.questions_expected} ข้อ"
    return f"{one.name} ({one.instrument}){asked}"


def _items(old: FrameworkFacts, new: FrameworkFacts) -> Iterator[Difference]:
    """Tell each old item's fate by the duties it carried, then the items that are new."""
    yield from _renumbered(old, new)
    for item in old.items:
        yield from _fate(item, sharing(item, new.items), old.items)
    for item in new.items:
        came_from = sharing(item, old.items)
        if not came_from:
            yield Difference("ข้อ OIT", f"เพิ่มข้อ {item.code}", "", item.title, counts=True)
        elif len(came_from) > 1:
            before = _listed(f"{one.code} {one.title}" for one in came_from)
            yield Difference("ข้อ OIT", f"รวมเป็นข้อ {item.code}", before, item.title, counts=True)


def _renumbered(old: FrameworkFacts, new: FrameworkFacts) -> Iterator[Difference]:
    """Tell in one line which items only have another number: there may be dozens."""
    places = places_of(old, new).items
    moved = [(before, after) for before, after in places.items() if before != after]
    if moved:
        before, after = (_listed(codes) for codes in zip(*moved, strict=True))
        yield Difference("ข้อ OIT", f"เปลี่ยนเลข {len(moved)} ข้อ", before, after)


def _fate(
    item: ItemFacts, heirs: list[ItemFacts], all_old: Iterable[ItemFacts]
) -> Iterator[Difference]:
    if not heirs:
        yield Difference("ข้อ OIT", f"ตัดข้อ {item.code}", item.title, "", counts=True)
    elif len(heirs) > 1:
        after = _listed(f"{one.code} {one.title}" for one in heirs)
        yield Difference("ข้อ OIT", f"แยกข้อ {item.code}", item.title, after, counts=True)
    elif len(sharing(heirs[0], all_old)) == 1:
        yield from _changed(item, heirs[0])


def _changed(item: ItemFacts, heir: ItemFacts) -> Iterator[Difference]:
    what = f"ข้อ {item.code}"
    fields: list[tuple[str, str, str, bool]] = [
        ("ตัวชี้วัดย่อย", item.subindicator or "ไม่ทราบ", heir.subindicator or "ไม่ทราบ", True),
        ("ชื่อ", item.title, heir.title, False),
        ("หน้าที่", _listed(item.duties), _listed(heir.duties), False),
        ("องค์ประกอบ", _listed(item.components), _listed(heir.components), False),
    ]
    for name, before, after, counts in fields:
        if before != after:
            yield Difference("ข้อ OIT", f"{what} เปลี่ยน{name}", before, after, counts)


def _questions(old: FrameworkFacts, new: FrameworkFacts) -> Iterator[Difference]:
    def told(one: QuestionFacts) -> str:
        reverse = {None: "", True: " กลับคะแนน", False: ""}[one.reverse_scored]
        parts = f" กลับคะแนนข้อย่อย {_listed(map(str, one.reversed_parts))}"
        return (
            f"{one.topic or 'ไม่ทราบเรื่อง'} (ตัวชี้วัดที่ {one.indicator} มาตรวัด {one.scale}"
            f"{f' {one.subquestions} ข้อย่อย' if one.subquestions else ''}"
            f"{reverse}{parts if one.reversed_parts else ''})"
        )

    before = {one.code: told(one) for one in old.questions}
    after = {one.code: told(one) for one in new.questions}
    return _named("ข้อคำถาม", before, after, label="ข้อคำถาม {}")


def _scales(old: FrameworkFacts, new: FrameworkFacts) -> Iterator[Difference]:
    def told(scale: ScaleFacts) -> str:
        points = _listed(map(plain, scale.points)) or "ไม่ทราบคะแนน"
        reverse = _listed(map(plain, scale.points_reversed))
        return f"{_listed(scale.labels)}: {points}{f' (กลับ {reverse})' if reverse else ''}"

    before = {scale.code: told(scale) for scale in old.scales}
    after = {scale.code: told(scale) for scale in new.scales}
    return _named("มาตรวัด", before, after, label="มาตรวัด {}")


def _named(
    part: str, before: Mapping[str, str], after: Mapping[str, str], *, label: str
) -> Iterator[Difference]:
    """Tell what was taken away, changed and added under its name."""
    for name, told in before.items():
        if name not in after:
            yield Difference(part, f"ตัด{label.format(name)}", told, "", counts=True)
        elif after[name] != told:
            yield Difference(part, f"เปลี่ยน{label.format(name)}", told, after[name], counts=True)
    for name, told in after.items():
        if name not in before:
            yield Difference(part, f"เพิ่ม{label.format(name)}", "", told, counts=True)


def _certain(certain: bool) -> str:  # noqa: FBT001 - the one value it is about
    return "แน่ชัด" if certain else "ยังไม่แน่ชัด"


def _listed(values: Iterable[str]) -> str:
    return ", ".join(values)
