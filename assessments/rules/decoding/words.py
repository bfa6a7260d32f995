"""What a decoded score says, in Thai sentences: how sure it is, and on what it rests."""

from decimal import Decimal
from enum import StrEnum

from assessments.rules.decoding.decoder import Decoding
from ita_portal.thai.numerals import format_score

MOST_OF_A_FEW = 10
"""Up to so many patterns can be gone through one by one."""


class Certainty(StrEnum):
    """How much the patterns tell, and its short name for people."""

    NONE = "ไม่มีรูปแบบที่ตรง"
    ONE = "มีรูปแบบเดียว"
    FEW = "มีไม่กี่รูปแบบ"
    MANY = "มีหลายรูปแบบ"
    STOPPED = "ค้นไม่หมด"


def certainty_of(decoding: Decoding) -> Certainty:
    """Return how much the patterns of a score tell."""
    if not decoding.complete:
        return Certainty.STOPPED
    found = len(decoding.patterns)
    if found < 2:
        return Certainty.ONE if found else Certainty.NONE
    return Certainty.FEW if found <= MOST_OF_A_FEW else Certainty.MANY


def certainty_sentences(decoding: Decoding) -> list[str]:
    """Return how sure the decoding is, and what it takes for granted, in whole sentences."""
    sentences = [_main_sentence(decoding)]
    if not decoding.marks_certain:
        sentences.append(
            f"ยังไม่ยืนยันว่าปีงบประมาณ พ.ศ. {decoding.fiscal_year} ข้อหนึ่งได้คะแนนตามค่าที่ใช้ถอดเท่านั้น "
            "หากปีนั้นให้คะแนนเป็นอย่างอื่นได้ด้วย ผลนี้อาจไม่ตรง"
        )
    return sentences


def loss_words(lost: Decimal) -> str:
    """Return lost items as "2" or, where marks can be partial, as "1.5" or "0.67"."""
    return f"{lost.normalize():f}" if lost == round(lost, 2) else format_score(lost)


def _main_sentence(decoding: Decoding) -> str:
    found, score = len(decoding.patterns), format_score(decoding.score)
    match certainty_of(decoding):
        case Certainty.NONE:
            return (
                f"ไม่มีการเสียคะแนนแบบใดที่ให้ {score} คะแนนได้ตามโครงสร้างข้อของปีนี้ "
                "โปรดตรวจคะแนนที่กรอก มิฉะนั้นปีนั้นให้คะแนนบางส่วนหรือปัดเศษต่างออกไป"
            )
        case Certainty.ONE if not any(loss.lost for loss in decoding.patterns[0]):
            return f"{score} คะแนนเกิดได้แบบเดียว คือไม่มีข้อใดเสียคะแนน"
        case Certainty.ONE:
            return f"{score} คะแนนเกิดได้แบบเดียว จึงแน่ใจได้ว่าแต่ละตัวชี้วัดย่อยเสียกี่ข้อ แต่บอกไม่ได้ว่าเป็นข้อใด"
        case Certainty.STOPPED if found:
            return (
                f"มีมากกว่า {found} รูปแบบที่ให้ {score} คะแนน ระบบหยุดค้นไว้เท่านี้ "
                f"รูปแบบที่แสดงจึงเป็นเพียงบางส่วน {_sure_words(decoding)}"
            )
        case Certainty.STOPPED:
            return "คะแนนที่ข้อหนึ่งได้มีค่าละเอียดเกินไป ระบบจึงหยุดโดยยังไม่ได้ค้น"
    few = "ลองไล่ตรวจทีละรูปแบบได้" if found <= MOST_OF_A_FEW else "รูปแบบมากเกินกว่าจะไล่ตรวจทีละแบบ"
    return f"มี {found} รูปแบบที่ให้ {score} คะแนน {few} {_sure_words(decoding)}"


def _sure_words(decoding: Decoding) -> str:
    """Return what every pattern loses, also those that were not listed."""
    if not decoding.always_lost:
        return "ไม่มีตัวชี้วัดย่อยใดที่เสียทุกรูปแบบ"
    return f"ที่แน่ใจได้คือเสียใน {', '.join(decoding.always_lost)} ทุกรูปแบบ"
