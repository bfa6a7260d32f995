"""Whether the facts of a year hold together: sums, references, levels.

Each check yields `Fault`s: the place in the file and what is wrong there, in Thai.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from assessments.rules.frameworks.duties import documents_of
from assessments.rules.frameworks.facts import Band, FrameworkFacts
from assessments.rules.frameworks.faults import Fault
from assessments.rules.frameworks.limits import LIMITS
from assessments.rules.frameworks.source_lines import SourceLines
from assessments.rules.frameworks.tables import Problem

HUNDRED = Decimal(100)
MOST_DECIMALS = 4


def problems_of(facts: FrameworkFacts, lines: SourceLines, *, file_year: str) -> list[Problem]:
    """Return every problem of the facts with its line; none when they hold together.

    `file_year` is the file's name without ".toml", which must be the fiscal year.
    """
    faults = [fault for check in CHECKS for fault in check(facts)]
    if file_year != str(facts.fiscal_year):
        faults.append(
            Fault("", 0, "fiscal_year", f"ปี {facts.fiscal_year} ไม่ตรงกับชื่อไฟล์ {file_year}")
        )
    return [
        Problem(
            lines.line_of(fault.table, fault.index, fault.key),
            fault.message,
            fault.table,
            fault.index,
            fault.key,
        )
        for fault in faults
    ]


def _weights(facts: FrameworkFacts) -> Iterator[Fault]:
    total = sum((instrument.weight for instrument in facts.instruments), Decimal(0))
    if total != HUNDRED:
        yield Fault("instruments", 0, "weight", f"ค่าน้ำหนักรวมกันได้ {total} ต้องรวมกันได้ 100")
    for index, instrument in enumerate(facts.instruments):
        if not 0 < instrument.weight <= HUNDRED:
            message = f"ค่าน้ำหนักของ {instrument.code} ต้องมากกว่า 0 และไม่เกิน 100"
            yield Fault("instruments", index, "weight", message)


def _repeats(facts: FrameworkFacts) -> Iterator[Fault]:
    named: list[tuple[str, str, list[str]]] = [
        ("levels.bands", "code", [band.code for band in facts.bands]),
        ("instruments", "code", [instrument.code for instrument in facts.instruments]),
        ("indicators", "number", [str(indicator.number) for indicator in facts.indicators]),
        ("subindicators", "number", [sub.number for sub in facts.subindicators]),
        ("items", "code", [item.code for item in facts.items]),
        ("questions", "code", [question.code for question in facts.questions]),
    ]
    for table, key, values in named:
        for index in _repeated(values):
            yield Fault(table, index, key, f"{table}.{key} ซ้ำกัน: {values[index]}")


def _repeated(values: Sequence[str]) -> Iterator[int]:
    """Yield the place of each value that already stood before it."""
    seen: set[str] = set()
    for index, value in enumerate(values):
        if value in seen:
            yield index
        seen.add(value)


def _indicators(facts: FrameworkFacts) -> Iterator[Fault]:
    instruments = {instrument.code: instrument for instrument in facts.instruments}
    for index, indicator in enumerate(facts.indicators):
        instrument = instruments.get(indicator.instrument)
        if instrument is None:
            message = f"ตัวชี้วัดที่ {indicator.number} อ้างถึงแบบวัด {indicator.instrument} ที่ไม่มี"
            yield Fault("indicators", index, "instrument", message)
        elif indicator.number not in instrument.indicators:
            message = f"แบบวัด {instrument.code} ไม่ได้ระบุตัวชี้วัดที่ {indicator.number}"
            yield Fault("indicators", index, "instrument", message)


def _instruments(facts: FrameworkFacts) -> Iterator[Fault]:
    instrument_of = {indicator.number: indicator.instrument for indicator in facts.indicators}
    for index, instrument in enumerate(facts.instruments):
        if not instrument.indicators:
            message = f"แบบวัด {instrument.code} ต้องมีตัวชี้วัดอย่างน้อยหนึ่งตัว"
            yield Fault("instruments", index, "indicators", message)
        for place in _repeated([str(number) for number in instrument.indicators]):
            message = f"แบบวัด {instrument.code} ระบุตัวชี้วัดที่ {instrument.indicators[place]} ซ้ำ"
            yield Fault("instruments", index, "indicators", message)
        for number in instrument.indicators:
            if instrument_of.get(number) != instrument.code:
                message = f"แบบวัด {instrument.code} อ้างถึงตัวชี้วัดที่ {number} ที่ไม่มีในแบบวัดนี้"
                yield Fault("instruments", index, "indicators", message)


def _subindicators(facts: FrameworkFacts) -> Iterator[Fault]:
    known = {indicator.number for indicator in facts.indicators}
    for index, sub in enumerate(facts.subindicators):
        if sub.indicator not in known:
            message = f"ตัวชี้วัดย่อย {sub.number} อ้างถึงตัวชี้วัดที่ {sub.indicator} ที่ไม่มี"
            yield Fault("subindicators", index, "indicator", message)


def _items(facts: FrameworkFacts) -> Iterator[Fault]:
    known = {sub.number for sub in facts.subindicators}
    for index, item in enumerate(facts.items):
        if item.subindicator is not None and item.subindicator not in known:
            message = f"ข้อ {item.code} อ้างถึงตัวชี้วัดย่อย {item.subindicator} ที่ไม่มี"
            yield Fault("items", index, "subindicator", message)
        if not item.duties:
            message = f"ข้อ {item.code} ต้องมี duties อย่างน้อยหนึ่งอย่าง"
            yield Fault("items", index, "duties", message)
    if len(facts.items) > facts.items_expected:
        message = f"มีข้อ OIT {len(facts.items)} ข้อ มากกว่า {facts.items_expected} ข้อที่ระบุไว้"
        yield Fault("", 0, "items_expected", message)


def _documents(facts: FrameworkFacts) -> Iterator[Fault]:
    """What a document's item is, its duty says too; they must not disagree."""
    known = {item.code for item in facts.items}
    measures, report = documents_of(facts.items)
    for key, code, by_duty in (
        ("analysis_and_measures", facts.measures_item, measures),
        ("report", facts.report_item, report),
    ):
        if code is not None and code not in known:
            yield Fault("measure_documents", 0, key, f"อ้างถึงข้อ {code} ที่ไม่มี")
        elif code not in (None, by_duty):
            message = f"ข้อ {code} ไม่ใช่ข้อแรกที่มีหน้าที่นี้ใน duties (คือ {by_duty or 'ไม่มีข้อใด'})"
            yield Fault("measure_documents", 0, key, message)


def _questions(facts: FrameworkFacts) -> Iterator[Fault]:
    instrument_of = {indicator.number: indicator.instrument for indicator in facts.indicators}
    scales = {scale.code for scale in facts.scales}
    for index, question in enumerate(facts.questions):
        if instrument_of.get(question.indicator) != question.instrument:
            message = (
                f"ข้อคำถาม {question.code} อ้างถึงตัวชี้วัดที่ {question.indicator} "
                f"ที่ไม่มีในแบบวัด {question.instrument}"
            )
            yield Fault("questions", index, "indicator", message)
        if question.scale not in scales:
            message = f"ข้อคำถาม {question.code} ใช้มาตรวัด {question.scale} ที่ไม่มี"
            yield Fault("questions", index, "scale", message)
        if any(not 1 <= part <= (question.subquestions or 1) for part in question.reversed_parts):
            message = f"ข้อคำถาม {question.code} ไม่มีข้อย่อยตามที่ระบุใน reversed_parts"
            yield Fault("questions", index, "reversed_parts", message)


def _expected_questions(facts: FrameworkFacts) -> Iterator[Fault]:
    for index, one in enumerate(facts.indicators):
        asked = sum(question.indicator == one.number for question in facts.questions)
        if one.questions_expected is not None and asked > one.questions_expected:
            message = (
                f"ตัวชี้วัดที่ {one.number} มีข้อคำถาม {asked} ข้อ มากกว่า {one.questions_expected} ข้อที่ระบุไว้"
            )
            yield Fault("indicators", index, "questions_expected", message)


def _scales(facts: FrameworkFacts) -> Iterator[Fault]:
    for scale in facts.scales:
        table = f"scales.{scale.code}"
        lengths = {len(scale.labels), len(scale.points), len(scale.points_reversed or scale.points)}
        if len(lengths) > 1:
            message = f"มาตรวัด {scale.code} มีจำนวนคำตอบกับจำนวนคะแนนไม่เท่ากัน"
            yield Fault(table, 0, "points", message)
        for key, points in (("points", scale.points), ("points_reversed", scale.points_reversed)):
            if _outside(points):
                yield Fault(table, 0, key, _range_message(f"คะแนนของมาตรวัด {scale.code}"))


def _ranges(facts: FrameworkFacts) -> Iterator[Fault]:
    if _outside([facts.pass_mark]):
        yield Fault("", 0, "pass_mark", _range_message("เกณฑ์ผ่าน"))
    if _outside(facts.item_marks):
        yield Fault("", 0, "item_marks", _range_message("คะแนนของข้อ OIT"))
    if facts.rounding.decimals > MOST_DECIMALS:
        message = f"จำนวนทศนิยมต้องไม่เกิน {MOST_DECIMALS}"
        yield Fault("rounding", 0, "decimals", message)
    for index, band in enumerate(facts.bands):
        if _outside([band.minimum_total]):
            message = _range_message(f"คะแนนรวมขั้นต่ำของระดับ {band.code}")
            yield Fault("levels.bands", index, "minimum_total", message)


def _bands(facts: FrameworkFacts) -> Iterator[Fault]:
    if not facts.bands:
        yield Fault("levels", 0, "", "ต้องมีระดับผลการประเมินอย่างน้อยหนึ่งระดับ")
        return
    for index, band in enumerate(facts.bands):
        if band.minimum_instrument is not None and not 0 < band.minimum_instrument <= (
            band.minimum_total
        ):
            message = f"คะแนนขั้นต่ำรายแบบวัดของระดับ {band.code} ต้องมากกว่า 0 และไม่เกินคะแนนรวมขั้นต่ำ"
            yield Fault("levels.bands", index, "minimum_instrument", message)
        if band.passed != (band.minimum_total >= facts.pass_mark):
            message = f"การผ่านของระดับ {band.code} ไม่ตรงกับเกณฑ์ผ่าน {facts.pass_mark}"
            yield Fault("levels.bands", index, "passed", message)
    yield from _order_of_bands(facts.bands)


def _order_of_bands(bands: Sequence[Band]) -> Iterator[Fault]:
    """Every level must be reachable, and together they must leave no score without a level."""
    for index, (above, below) in enumerate(pairwise(bands), start=1):
        if _height(below) >= _height(above):
            message = f"ระดับ {below.code} ต้องอยู่ต่ำกว่าระดับ {above.code} ที่อยู่ก่อนหน้า"
            yield Fault("levels.bands", index, "minimum_total", message)
    last = bands[-1]
    if last.minimum_total != 0 or last.minimum_instrument is not None:
        message = f"ระดับสุดท้าย {last.code} ต้องเริ่มจาก 0 โดยไม่มีเงื่อนไขอื่น จึงจะครอบคลุม 0–100"
        yield Fault("levels.bands", len(bands) - 1, "minimum_total", message)


def _height(band: Band) -> tuple[Decimal, Decimal]:
    return band.minimum_total, band.minimum_instrument or Decimal(0)


def _outside(scores: Iterable[Decimal]) -> bool:
    return any(not 0 <= score <= HUNDRED for score in scores)


def _range_message(what: str) -> str:
    return f"{what} ต้องอยู่ระหว่าง 0 ถึง 100"


CHECKS: tuple[Callable[[FrameworkFacts], Iterator[Fault]], ...] = (
    _weights,
    _repeats,
    _indicators,
    _instruments,
    _subindicators,
    _items,
    _documents,
    _questions,
    _expected_questions,
    _scales,
    _ranges,
    _bands,
    *LIMITS,
)
