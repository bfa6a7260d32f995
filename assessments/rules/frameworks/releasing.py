"""From a draft to a framework: what is wrong or unknown in it, and its release as a new version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments.models import Framework, FrameworkDraft
from assessments.rules.arithmetic.items import questions_are_known
from assessments.rules.frameworks.contents import Content, as_raw
from assessments.rules.frameworks.drafting import locked_draft
from assessments.rules.frameworks.facts import FrameworkFacts, Trust
from assessments.rules.frameworks.files import checksum_of_text, read_text
from assessments.rules.frameworks.rows import SCORE_DECIMALS
from assessments.rules.frameworks.shapes import facts_and_problems
from assessments.rules.frameworks.source_lines import SourceLines
from assessments.rules.frameworks.storing import write_framework
from assessments.rules.frameworks.tables import Problem
from assessments.rules.frameworks.writing import toml_of
from ita_portal.audit.rules import record
from ita_portal.errors import Refused
from ita_portal.organisations.models import Office, User

HAS_ERRORS = "ร่างยังมีสิ่งที่ต้องแก้ {count} แห่ง จึงออกกรอบไม่ได้ โปรดแก้ตามแบบตรวจให้ครบ"
NO_NOTE = "ปีนี้มีกรอบฉบับที่ {version} อยู่แล้ว โปรดบอกสิ่งที่เปลี่ยนจากฉบับก่อน"
AT_ONCE = "มีผู้ออกกรอบของปีนี้พร้อมกัน โปรดเปิดหน้ากรอบการประเมินแล้วตรวจฉบับล่าสุด"

NAMES = {
    ".fiscal_year": "ปีงบประมาณ",
    ".basis": "ที่มาของรายการ",
    ".source": "แหล่งอ้างอิง",
    ".pass_mark": "เกณฑ์ผ่าน",
    ".items_expected": "จำนวนข้อ OIT ตามคู่มือ",
    ".item_marks": "คะแนนที่ข้อ OIT หนึ่งได้",
    ".analysis_issues": "ประเด็นการวิเคราะห์",
    ".internal_measures": "มาตรการภายใน",
    "levels.rule": "ชื่อเกณฑ์ระดับ",
    "levels.bands.code": "รหัสระดับ",
    "levels.bands.name": "ชื่อระดับ",
    "levels.bands.minimum_total": "คะแนนรวมขั้นต่ำของระดับ",
    "levels.bands.minimum_instrument": "คะแนนขั้นต่ำรายแบบวัด",
    "instruments.code": "รหัสแบบวัด",
    "instruments.name": "ชื่อแบบวัด",
    "instruments.weight": "ค่าน้ำหนัก",
    "indicators.number": "เลขตัวชี้วัด",
    "indicators.name": "ชื่อตัวชี้วัด",
    "indicators.questions_expected": "จำนวนข้อคำถามตามคู่มือ",
    "subindicators.number": "เลขตัวชี้วัดย่อย",
    "subindicators.name": "ชื่อตัวชี้วัดย่อย",
    "items.code": "เลขข้อ OIT",
    "items.title": "ชื่อข้อ OIT",
    "items.duties": "หน้าที่ของข้อ OIT",
    "questions.code": "รหัสข้อคำถาม",
    "questions.topic": "เรื่องของข้อคำถาม",
    "questions.scale": "มาตรวัดของข้อคำถาม",
}
"""What a message on screen calls the keys of the file."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the check list says: an error stops the release, the rest is only said to be unknown.

    `table`, `index` (from 0) and `key` name the place in the draft's content.
    """

    message: str
    table: str
    index: int
    key: str
    is_error: bool = True


def findings_of(content: Content, fiscal_year: int) -> list[Finding]:
    """Return all that is wrong or unknown in a draft's content, errors first.

    The errors are those that a file would be refused for, and besides: an item under no
    sub-indicator in a year that has sub-indicators. Where a year says that its list was read in
    the offices' own sources, a missing item is an error too.
    """
    facts, problems = _read(content, fiscal_year)
    errors = [Finding(_on_screen(one), one.table, one.index, one.key) for one in problems]
    if not errors:
        errors.extend(_incomplete(facts))
    return errors + ([] if problems else list(_unknown(facts)))


def facts_of_draft(draft: FrameworkDraft) -> FrameworkFacts | None:
    """Return the facts of a draft whose shape and sums hold together, else None."""
    facts, problems = _read(draft.content, draft.fiscal_year)
    return None if problems else facts


@transaction.atomic
def release_draft(
    draft: FrameworkDraft, *, change_note: str, expected_revision: int, office: Office, by: User
) -> Framework:
    """Release a draft as the year's newest version; the draft is gone then.

    Earlier versions stay as they are, with the results that use them. Raises Stale when somebody
    saved meanwhile; Refused when the draft is gone, has errors, or says nothing about what
    changed though there is a version before. Of several at once one releases.
    """
    draft = locked_draft(draft, expected_revision)
    errors = [one for one in findings_of(draft.content, draft.fiscal_year) if one.is_error]
    if errors:
        raise Refused(HAS_ERRORS.format(count=len(errors)))
    before = Framework.objects.of_year(draft.fiscal_year)
    if before and not change_note.strip():
        raise Refused(NO_NOTE.format(version=before.version))
    framework = _write(draft, before, change_note.strip(), by)
    detail = {"fiscal_year": framework.fiscal_year, "version": framework.version}
    record(by=by, office=office, verb="framework.released", subject=framework, detail=detail)
    draft.delete()
    return framework


def _write(draft: FrameworkDraft, before: Framework | None, note: str, by: User) -> Framework:
    """Write the draft's facts as rows, by way of the file that they are exported as."""
    version = before.version + 1 if before else 1
    facts, _ = _read(draft.content | {"version": version}, draft.fiscal_year)
    name = f"{draft.fiscal_year}.toml"
    text = toml_of(facts)
    framework = Framework(released_at=timezone.now(), released_by=by, change_note=note)
    try:
        with transaction.atomic():
            return write_framework(
                framework, read_text(text, name=name), checksum_of_text(text, name=name)
            )
    except IntegrityError as error:
        raise Refused(AT_ONCE) from error


def _read(content: Mapping[str, Any], fiscal_year: int) -> tuple[FrameworkFacts, list[Problem]]:
    return facts_and_problems(as_raw(content), SourceLines(""), file_year=str(fiscal_year))


def _incomplete(facts: FrameworkFacts) -> Iterator[Finding]:
    is_verified = facts.trust is Trust.OFFICE
    if facts.rounding.decimals != SCORE_DECIMALS:
        message = f"ระบบเก็บคะแนนได้เพียง {SCORE_DECIMALS} ตำแหน่งทศนิยม"
        yield Finding(message, "rounding", 0, "decimals")
    if facts.subindicators or is_verified:
        for index, item in enumerate(facts.items):
            if item.subindicator is None:
                message = f"ข้อ {item.code} ยังไม่อยู่ใต้ตัวชี้วัดย่อยใด"
                yield Finding(message, "items", index, "subindicator")
    if is_verified and len(facts.items) < facts.items_expected:
        yield Finding(_missing_items(facts), "", 0, "items_expected")


def _unknown(facts: FrameworkFacts) -> Iterator[Finding]:
    """What may be released, but said on every page that it is not known."""
    if facts.trust is not Trust.OFFICE:
        yield _doubt("รายการของปีนี้ยังไม่ได้ตรวจกับเอกสารของปีนั้น", "", 0, "trust")
        if len(facts.items) < facts.items_expected:
            yield _doubt(_missing_items(facts), "", 0, "items_expected")
    if facts.items and not facts.subindicators:
        message = "ยังไม่ทราบตัวชี้วัดย่อยของปีนี้ จึงคำนวณจากคะแนนรายข้อไม่ได้"
        yield _doubt(message, "subindicators", 0, "")
    if not facts.rounding.certain:
        yield _doubt("ยังไม่ทราบแน่ชัดว่าปัดเศษที่ขั้นใด", "rounding", 0, "place")
    if not facts.levels_certain:
        yield _doubt("เกณฑ์ระดับยังไม่แน่ชัด", "levels", 0, "certain")
    if not facts.item_marks_certain:
        yield _doubt("คะแนนที่ข้อ OIT หนึ่งได้ยังไม่แน่ชัด", "", 0, "item_marks")
    yield from _empty_parts(facts)


def _doubt(message: str, table: str, index: int, key: str) -> Finding:
    return Finding(message, table, index, key, is_error=False)


def _empty_parts(facts: FrameworkFacts) -> Iterator[Finding]:
    used = {item.subindicator for item in facts.items}
    for index, sub in enumerate(facts.subindicators):
        if sub.number not in used:
            message = f"ตัวชี้วัดย่อย {sub.number} ยังไม่มีข้อ OIT"
            yield _doubt(message, "subindicators", index, "number")
    for index, one in enumerate(facts.indicators):
        asked = sum(question.indicator == one.number for question in facts.questions)
        if asked and not questions_are_known(facts, one.number):
            message = f"ยังไม่ทราบว่าข้อคำถามของตัวชี้วัดที่ {one.number} ครบหรือไม่ จึงยังไม่ใช้คำนวณ"
            yield _doubt(message, "indicators", index, "questions_expected")
    for scale in facts.scales:
        if not scale.points:
            message = f"ยังไม่ทราบคะแนนของคำตอบในมาตรวัด {scale.code}"
            yield _doubt(message, f"scales.{scale.code}", 0, "points")


def _missing_items(facts: FrameworkFacts) -> str:
    return f"มีข้อ OIT {len(facts.items)} ข้อ จาก {facts.items_expected} ข้อตามคู่มือ"


def _on_screen(problem: Problem) -> str:
    """Return a problem's message with the names that people know instead of a file's keys."""
    label = f"{problem.table}.{problem.key}" if problem.table else problem.key
    name = NAMES.get(f"{problem.table}.{problem.key}")
    if name and problem.message.startswith(label):
        rest = problem.message.removeprefix(label).removeprefix(" (ไม่มีในไฟล์)")
        return f"{name}{_where(problem)}{rest}"
    return problem.message.replace(" duties ", " หน้าที่ ")


def _where(problem: Problem) -> str:
    is_row = problem.table not in {"", "levels", "rounding"}
    return f" (ลำดับที่ {problem.index + 1})" if is_row else ""
