"""Load a framework file into rows: safe to repeat, and never under a result's feet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from django.db import transaction
from django.db.models import ProtectedError

from assessments.models import Framework, QuestionScore
from assessments.rules.frameworks.facts import FrameworkFacts
from assessments.rules.frameworks.files import checksum, read_framework
from assessments.rules.frameworks.rows import SCORE_DECIMALS, facts_of
from assessments.rules.frameworks.storing import (
    complete_framework,
    delete_parts,
    write_framework,
)

_MESSAGES = {
    "created": "โหลดใหม่",
    "unchanged": "ไม่เปลี่ยนแปลง",
    "completed": "เติมส่วนที่ระบบรุ่นก่อนไม่ได้เก็บ",
    "replaced": "โหลดแทนชุดเดิม",
}


@dataclass(frozen=True)
class LoadOutcome:
    """What became of one file, and why: a key of `_MESSAGES`, or "refused"."""

    fiscal_year: int
    status: str
    message: str


@transaction.atomic
def load_framework(path: Path) -> LoadOutcome:
    """Load one framework file; a version that results use is never changed.

    Safe to repeat: a file that says the same leaves the rows alone, save that it fills in what
    an older portal did not keep of it, or its files did not say. A file that says something else
    replaces the rows of its version in place while nothing uses them and it was not released on
    screen, and is refused otherwise: then the changed list needs a new version number. Raises
    FrameworkFileError when the file does not hold together, OSError when it cannot be read.
    """
    facts, mark = read_framework(path), checksum(path)
    if facts.rounding.decimals != SCORE_DECIMALS:
        return _refused(facts, f"เก็บคะแนนได้เพียง {SCORE_DECIMALS} ตำแหน่งทศนิยม")
    framework = (
        Framework.objects.select_for_update()
        .filter(fiscal_year=facts.fiscal_year, version=facts.version)
        .first()
    )
    if framework is None:
        write_framework(Framework(), facts, mark)
        return _outcome(facts, "created")
    if framework.checksum == mark:
        return _outcome(facts, _complete(framework, facts))
    if framework.released_at:
        reason = f"ฉบับที่ {framework.version} ออกจากหน้าจอของระบบนี้"
        return _refused(facts, f"{reason} จึงแก้ไขไม่ได้ โปรดออกเป็นฉบับใหม่")
    if _tells_only_more(framework, facts):
        framework.checksum = mark
        complete_framework(framework, facts)
        return _outcome(facts, "completed")
    used = framework.results.count()
    if used:
        reason = f"มีผลการประเมิน {used} รายการใช้กรอบฉบับที่ {framework.version} อยู่"
        return _refused(facts, f"{reason} จึงแก้ไขไม่ได้ โปรดออกเป็นฉบับใหม่")
    return _replace(framework, facts, mark)


def _replace(framework: Framework, facts: FrameworkFacts, mark: str) -> LoadOutcome:
    try:
        with transaction.atomic():
            delete_parts(framework)
            write_framework(framework, facts, mark)
    except ProtectedError as error:
        reason = f"มีข้อมูลอื่น {len(error.protected_objects)} รายการอ้างถึงกรอบนี้"
        return _refused(facts, f"{reason} จึงแก้ไขไม่ได้ โปรดออกเป็นฉบับใหม่")
    return _outcome(facts, "replaced")


def _complete(framework: Framework, facts: FrameworkFacts) -> str:
    """Fill in what a row does not keep that is older than its columns; return what was done.

    The file is the one that the row was loaded from, and no score was ever computed from these
    columns while they were empty, so results that use the row do not matter.
    """
    if facts_of(framework) == facts:
        return "unchanged"
    complete_framework(framework, facts)
    return "completed"


def _tells_only_more(framework: Framework, facts: FrameworkFacts) -> bool:
    """Tell whether all that is new is how many questions an indicator has, where none counted yet.

    Files of an older portal did not say it; without any score of a question no figure follows.
    """
    known = facts_of(framework)
    older = {one.number: one.questions_expected for one in known.indicators}
    indicators = tuple(
        replace(one, questions_expected=None) if older.get(one.number) is None else one
        for one in facts.indicators
    )
    has_scores = QuestionScore.objects.filter(question__framework=framework).exists()
    return replace(facts, indicators=indicators) == known and not has_scores


def _outcome(facts: FrameworkFacts, status: str) -> LoadOutcome:
    return LoadOutcome(facts.fiscal_year, status, _MESSAGES[status])


def _refused(facts: FrameworkFacts, message: str) -> LoadOutcome:
    return LoadOutcome(facts.fiscal_year, "refused", message)
