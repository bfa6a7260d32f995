"""Changes to a framework in the making: from one content to another, which may be half-done.

Pure: nothing is stored, and the content that is given is left as it is. Numbers that others refer
to are changed together with what refers to them; the OIT items of the measures and of their report
follow from the items' duties by themselves. Places are from 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from assessments.rules.frameworks.contents import Content
from assessments.rules.frameworks.duties import MEASURES_DUTY, REPORT_DUTY
from ita_portal.errors import Refused

Row = dict[str, Any]

LOST_DUTIES = "ข้อที่แยกแล้วยังไม่มีข้อใดรับหน้าที่ต่อไปนี้: {duties} โปรดให้ข้อใดข้อหนึ่งรับไว้ เพื่อให้ยังเทียบกับปีก่อนได้"
TOO_FEW = "โปรดเลือกข้อที่จะรวมอย่างน้อยสองข้อ"
GONE = "ไม่พบข้อที่เลือกในร่างฉบับล่าสุด โปรดเปิดรายการข้อแล้วเลือกใหม่"

_DIGITS = re.compile(r"\d+")


def copied_for_year(content: Content, fiscal_year: int) -> Content:
    """Return the content as the first draft of another year: the same list, nothing certain.

    What was read for one year says nothing sure about the next: titles are carried, and
    rounding, levels, marks and scales are assumptions again, until somebody says they are not; how
    many questions there are is not known.
    """
    copy = deepcopy(content)
    before = copy["fiscal_year"]
    copy |= {
        "fiscal_year": fiscal_year,
        "version": 1,
        "trust": "unverified",
        "basis": f"คัดลอกจากกรอบการประเมินปีงบประมาณ พ.ศ. {before} ยังไม่ได้ตรวจกับคู่มือของปี {fiscal_year}",
        "source": f"กรอบการประเมินปีงบประมาณ พ.ศ. {before} ในระบบนี้",
        "item_marks_certain": False,
    }
    for table in (copy["rounding"], copy["levels"], *copy.get("scales", {}).values()):
        table["certain"] = False
    for item in copy.get("items", []):
        item["basis"] = "carried"
    for indicator in copy.get("indicators", []):
        indicator.pop("questions_expected", None)
    return copy


def with_instruments(content: Content, rows: Sequence[Row]) -> Content:
    """Put `rows` in place of the instruments; each has its old code in "was" ("" for a new one)."""
    copy = deepcopy(content)
    codes = {row["was"]: row["code"] for row in rows if row["was"]}
    copy["instruments"] = [_without_was(row) for row in rows]
    for part in (*copy.get("indicators", []), *copy.get("questions", [])):
        part["instrument"] = codes.get(part["instrument"], part["instrument"])
    return _with_lists(copy)


def with_structure(
    content: Content, indicators: Sequence[Row], subindicators: Sequence[Row]
) -> Content:
    """Put rows in place of the indicators and sub-indicators; "was" holds their old numbers.

    Sub-indicators, items and questions follow the new numbers. An item of a sub-indicator that is
    gone stands under none; a question of an indicator that is gone is told by the checks.
    """
    copy = deepcopy(content)
    numbers = {row["was"]: row["number"] for row in indicators if row["was"] is not None}
    subs = {row["was"]: row["number"] for row in subindicators if row["was"]}
    copy["indicators"] = sorted(map(_without_was, indicators), key=lambda row: row["number"])
    copy["subindicators"] = [
        _without_was(row) | {"indicator": numbers.get(row["indicator"], row["indicator"])}
        for row in subindicators
    ]
    copy["subindicators"].sort(key=lambda row: _natural(row["number"]))
    known = {row["number"] for row in copy["subindicators"]}
    for item in copy.get("items", []):
        number = subs.get(item.get("subindicator"))
        item.pop("subindicator", None)
        if number in known:
            item["subindicator"] = number
    for question in copy.get("questions", []):
        question["indicator"] = numbers.get(question["indicator"], question["indicator"])
    return _with_lists(copy)


def with_questions(content: Content, instrument: str, rows: Sequence[Row]) -> Content:
    """Put `rows` in place of the questions of one instrument; the others stay in their order."""
    copy = deepcopy(content)
    others = [one for one in copy.get("questions", []) if one["instrument"] != instrument]
    order = [one["code"] for one in copy.get("instruments", [])]
    rank = {code: place for place, code in enumerate(order)}
    copy["questions"] = sorted(
        [*others, *rows], key=lambda row: rank.get(row["instrument"], len(order))
    )
    return copy


def with_item_codes(content: Content, codes: Sequence[str]) -> Content:
    """Give the items other codes, in their order; raises Refused when their number differs."""
    items = content.get("items", [])
    if len(codes) != len(items):
        raise Refused(GONE)
    return _with_items(
        content, [item | {"code": code} for item, code in zip(items, codes, strict=True)]
    )


def numbered(content: Content) -> Content:
    """Number the items anew, O1, O2, … in the order in which they stand."""
    return with_item_codes(content, [f"O{n}" for n, _ in enumerate(content.get("items", []), 1)])


def added_item(content: Content, item: Row) -> Content:
    """Add an item at the end; the expected number of items grows when they were all there."""
    items = [*content.get("items", []), _with_duty(content, item)]
    copy = _with_items(content, items)
    copy["items_expected"] = max(copy["items_expected"], len(items))
    return copy


def changed_item(content: Content, place: int, item: Row, *, to: int | None = None) -> Content:
    """Put `item` in place of one; with `to`, move it to that place."""
    items = list(content.get("items", []))
    _require_places(items, [place])
    del items[place]
    items.insert(place if to is None else to, _with_duty(content, item))
    return _with_items(content, items)


def removed_item(content: Content, place: int) -> Content:
    """Take an item away; the year is then expected to have one less, if none was missing."""
    items = list(content.get("items", []))
    _require_places(items, [place])
    was_whole = len(items) == content["items_expected"]
    del items[place]
    copy = _with_items(content, items)
    copy["items_expected"] -= was_whole
    return copy


def split_item(content: Content, place: int, parts: Sequence[Row]) -> Content:
    """Put several items in place of one; between them they carry all its duties.

    A duty may be divided among the parts or shared by several. Raises Refused when one would be
    lost: a history that follows duties would end there.
    """
    items = list(content.get("items", []))
    _require_places(items, [place])
    carried = {duty for part in parts for duty in part["duties"]}
    if lost := [duty for duty in items[place]["duties"] if duty not in carried]:
        raise Refused(LOST_DUTIES.format(duties=", ".join(lost)))
    items[place : place + 1] = [
        _with_place(part, items[place].get("subindicator")) for part in parts
    ]
    return _grown(content, items)


def merged(content: Content, places: Sequence[int]) -> Row:
    """Return what one item in place of several would be: the first's code, the duties of all."""
    items = content.get("items", [])
    _require_places(items, places)
    chosen = [items[place] for place in sorted(places)]
    first: Row = deepcopy(chosen[0])
    return first | {
        "title": " และ".join(item["title"] for item in chosen),
        "duties": _union(item["duties"] for item in chosen),
        "components": _union(item.get("components", []) for item in chosen),
        "basis": "derived",
    }


def merge_items(content: Content, places: Sequence[int], item: Row) -> Content:
    """Put one item in place of several; it carries the duties of all, whatever it says itself.

    Raises Refused for less than two items.
    """
    if len(set(places)) < 2:
        raise Refused(TOO_FEW)
    all_duties = merged(content, places)["duties"]
    items = list(content["items"])
    items[min(places)] = item | {"duties": _union([all_duties, item["duties"]])}
    gone = set(places) - {min(places)}
    return _grown(content, [one for place, one in enumerate(items) if place not in gone])


def known_duties(content: Content) -> dict[str, list[str]]:
    """Return the titles of the items that carry each duty, by duty."""
    found: dict[str, list[str]] = {}
    for item in content.get("items", []):
        for duty in item["duties"]:
            found.setdefault(duty, []).append(f"{item['code']} {item['title']}")
    return found


def _grown(content: Content, items: list[Row]) -> Content:
    """Put `items` in place; as many are missing of the expected ones as before."""
    copy = _with_items(content, items)
    copy["items_expected"] += len(items) - len(content["items"])
    return copy


def _with_items(content: Content, items: Iterable[Row]) -> Content:
    copy = deepcopy(content)
    copy["items"] = [deepcopy(item) for item in items]
    documents = {
        key: item["code"]
        for key, duty in (("analysis_and_measures", MEASURES_DUTY), ("report", REPORT_DUTY))
        if (item := _first_with(copy["items"], duty))
    }
    copy.pop("measure_documents", None)
    if documents:
        copy["measure_documents"] = documents
    return copy


def _with_lists(content: Content) -> Content:
    """Let each instrument name the indicators that name it."""
    for instrument in content.get("instruments", []):
        instrument["indicators"] = sorted(
            one["number"]
            for one in content.get("indicators", [])
            if one["instrument"] == instrument["code"]
        )
    return content


def _with_duty(content: Content, item: Row) -> Row:
    """Give an item without a duty one of its own, which no other item of the draft carries."""
    if item["duties"]:
        return item
    stem = f"duty_{content['fiscal_year']}_{item['code'].lower()}"
    taken, duty, count = known_duties(content), stem, 1
    while duty in taken:
        count += 1
        duty = f"{stem}_{count}"
    return item | {"duties": [duty]}


def _with_place(item: Row, subindicator: str | None) -> Row:
    return item | ({"subindicator": subindicator} if subindicator else {})


def _first_with(items: Iterable[Row], duty: str) -> Row | None:
    return next((item for item in items if duty in item["duties"]), None)


def _require_places(items: Sequence[object], places: Iterable[int]) -> None:
    if any(not 0 <= place < len(items) for place in places):
        raise Refused(GONE)


def _union(lists: Iterable[Iterable[str]]) -> list[str]:
    return list(dict.fromkeys(one for listed in lists for one in listed))


def _without_was(row: Mapping[str, Any]) -> Row:
    return {key: value for key, value in row.items() if key != "was"}


def _natural(number: str) -> list[int]:
    """Return the parts of a number to sort by: 9.10 comes after 9.9."""
    return [int(part) for part in _DIGITS.findall(number)]
