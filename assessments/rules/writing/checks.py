"""What an analysis still lacks before it is proposed, and what should be looked at once more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assessments.models import Result
from assessments.rules.writing.content import AnalysisContent
from assessments.rules.writing.issues import issue_key, issue_titles
from assessments.rules.writing.numbers import without_source
from assessments.rules.writing.points import DECODED
from assessments.rules.writing.sentences import named
from assessments.rules.writing.states import Material, Sentence

LAST_OF_BMP = 0xFFFF
"""The last sign of the plane in which all writing of the papers lies."""


@dataclass(frozen=True)
class Lack:
    """One thing to see to: its words, and the place on the editor's page that it leads to."""

    words: str
    anchor: str = ""


def lacks(
    result: Result, material: Material, sentences: Sequence[Sentence], content: AnalysisContent
) -> list[Lack]:
    """Return what keeps the report from being proposed; empty when nothing does."""
    return [
        *_result(result, material),
        *_red(sentences),
        *_causes(material, content),
        *_misplaced(material, content),
        *_pictures(sentences, content),
    ]


def _result(result: Result, material: Material) -> Iterator[Lack]:
    if not result.is_settled:
        yield Lack(f"คะแนนปีงบประมาณ พ.ศ. {result.fiscal_year} ยังเป็นร่าง ต้องยืนยันคะแนนก่อน")
    if material.matter.total is None:
        yield Lack("คะแนนยังไม่ครบ จึงยังไม่มีคะแนนรวมให้วิเคราะห์")


def _red(sentences: Sequence[Sentence]) -> Iterator[Lack]:
    for one in sentences:
        if one.verdict.is_red:
            shown = one.text if len(one.text) < 60 else f"{one.text[:60]}…"
            yield Lack(f"ตัวเลขในประโยคเปลี่ยนไปแล้ว: “{shown}”", f"sentence-{one.key}")


def _causes(material: Material, content: AnalysisContent) -> Iterator[Lack]:
    for one in material.matter.indicators():
        if not one.passed and one.number not in content.causes:
            words = f"{named(one)} ต่ำกว่าเกณฑ์ผ่าน แต่ยังไม่ได้ระบุสาเหตุ"
            yield Lack(words, f"cause-{one.number}")


def _misplaced(material: Material, content: AnalysisContent) -> Iterator[Lack]:
    """Name points at what the framework has no more, after the result moved to another version."""
    facts = material.matter.facts
    if facts is None:
        return
    places = {("", "")}
    for sub in facts.subindicators:
        places.add((sub.number, ""))
        places |= {(sub.number, i.code) for i in facts.items if i.subindicator == sub.number}
    numbers = {one.number for one in facts.indicators}
    for place, one in enumerate(content.points):
        if one.indicator not in numbers or (one.subindicator, one.item) not in places:
            words = f"ประเด็นที่ต้องพัฒนาลำดับ {place + 1} อ้างข้อที่ไม่มีในกรอบการประเมินที่ใช้อยู่ โปรดลบแล้วเพิ่มใหม่"
            yield Lack(words, f"point-{place}")


def _pictures(sentences: Sequence[Sentence], content: AnalysisContent) -> Iterator[Lack]:
    """Name emoji and other signs that no typeface of papers has: they would be empty boxes."""
    text = "".join([*(one.text for one in sentences), *_own_texts(content)])
    found = "".join(dict.fromkeys(sign for sign in text if ord(sign) > LAST_OF_BMP))
    if found:
        yield Lack(f"มีอักขระที่พิมพ์ในเอกสารไม่ได้ โปรดลบหรือเขียนเป็นคำแทน: {found}")


def doubts(
    material: Material, sentences: Sequence[Sentence], content: AnalysisContent
) -> list[Lack]:
    """Return what should be looked at once more; none of it keeps the report back."""
    return [
        *_sentence_doubts(sentences),
        *_number_doubts(material, content),
        *_points(material, content),
        *_decoded(material, content),
        *_issues(material, content, sentences),
    ]


def _sentence_doubts(sentences: Sequence[Sentence]) -> Iterator[Lack]:
    for one in sentences:
        anchor = f"sentence-{one.key}"
        for number in one.verdict.unknown:
            yield Lack(f"ตัวเลข {number} ในประโยคไม่มีที่มาจากคะแนนของปีนี้", anchor)
        for shown in one.verdict.missing:
            yield Lack(f"ประโยคที่แก้ไม่ได้กล่าวถึง “{shown}” แล้ว", anchor)


def _number_doubts(material: Material, content: AnalysisContent) -> Iterator[Lack]:
    """Name numbers in causes, points and answers that no figure of the year gives."""
    places = {f"cause-{number}": one.text for number, one in content.causes.items()}
    for place, point in enumerate(content.points):
        places[f"point-{place}"] = f"{point.finding}\n{point.proposal}"
    for place, title in enumerate(issue_titles(material.matter.facts), 1):
        places[f"answer-{place}"] = content.answers.get(title, "")
    for anchor, text in places.items():
        for number in dict.fromkeys(without_source(text, material.known)):
            yield Lack(f"ตัวเลข {number} ไม่มีที่มาจากคะแนนของปีนี้ โปรดตรวจ", anchor)


def _points(material: Material, content: AnalysisContent) -> Iterator[Lack]:
    if material.matter.outcome and not content.points:
        yield Lack("ยังไม่มีประเด็นที่ต้องพัฒนารายข้อ", "points")
    for place, point in enumerate(content.points):
        if not point.finding or not point.proposal:
            yield Lack(f"ประเด็นที่ต้องพัฒนาลำดับ {place + 1} ยังกรอกไม่ครบ", f"point-{place}")


def _decoded(material: Material, content: AnalysisContent) -> Iterator[Lack]:
    """Name findings that were decoded from a score which is another one today."""
    today = {one.finding for one in material.proposed}
    for place, point in enumerate(content.points):
        if point.finding.startswith(DECODED) and point.finding not in today:
            words = f"ประเด็นที่ต้องพัฒนาลำดับ {place + 1} ถอดจากคะแนนเดิมหรือแก้ไว้ โปรดเทียบกับการถอดคะแนนวันนี้"
            yield Lack(words, f"point-{place}")


def _issues(
    material: Material, content: AnalysisContent, said: Sequence[Sentence]
) -> Iterator[Lack]:
    """Name an issue of which the report would say nothing at all."""
    texts = {one.key: one.text for one in said}
    for place, title in enumerate(issue_titles(material.matter.facts), 1):
        key = issue_key(place)
        if not texts.get(key, "").strip() and not content.answers.get(title):
            yield Lack(f"ยังไม่มีผลการวิเคราะห์ตามประเด็น “{title}”", f"answer-{place}")


def _own_texts(content: AnalysisContent) -> Iterator[str]:
    yield from (one.text for one in content.causes.values())
    for point in content.points:
        yield point.finding
        yield point.proposal
    yield from content.answers.values()
