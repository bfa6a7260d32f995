"""The sentences of an analysis, each built from the figures that it says. Pure.

Every number in a sentence is one of its figures, of the year's framework, or a year, so that it
is true whatever the scores are; the tests hold it to that. Digits are Arabic.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from assessments.rules.arithmetic.gains import next_level
from assessments.rules.arithmetic.scoring import IndicatorOutcome, Outcome
from assessments.rules.arithmetic.standing import (
    PUBLISHED_TOLERANCE,
    YearChange,
    compare_published,
    highest,
    lowest,
    summary_sentences,
)
from assessments.rules.frameworks.facts import FrameworkFacts
from assessments.rules.writing.matter import Matter
from ita_portal.thai.numerals import format_score as score


class Part(StrEnum):
    """Which part of the analysis a sentence belongs to, and its name for people."""

    OVERVIEW = "ผลในภาพรวม"
    STANDING = "จุดแข็งและจุดที่ต้องพัฒนา"
    TREND = "เทียบกับปีก่อน ๆ และค่าเฉลี่ย"
    TARGET = "เป้าหมาย"
    ISSUES = "ผลตามประเด็น"


@dataclass(frozen=True, slots=True)
class Built:
    """A sentence that was built: its place, its words, and the figures that it says."""

    key: str
    part: Part
    text: str
    figures: dict[str, str] = field(default_factory=dict)


def built_sentences(matter: Matter) -> list[Built]:
    """Return all sentences that the year's figures give, in the order of the report."""
    return [*_overview(matter), *_standing(matter), *_trend(matter), *_target(matter)]


def named(one: IndicatorOutcome) -> str:
    """Return how a sentence calls an indicator."""
    return f"ตัวชี้วัดที่ {one.number} {one.name}"


def listed(parts: Iterable[str]) -> str:
    """Join as Thai does: commas, and the word for “and”, apart from Latin letters and digits."""
    *front, last = parts
    apart = " " if last[:1].isascii() else ""
    return f"{', '.join(front)} และ{apart}{last}" if front else last


# -- overview -------------------------------------------------------------------------------------


def _overview(matter: Matter) -> Iterator[Built]:
    if matter.outcome is None:
        if matter.total is not None:
            yield _total_alone(matter, matter.total)
        return
    outcome = matter.outcome
    text = summary_sentences(outcome, None)[0]
    figures = {
        "total": score(outcome.total),
        "level": f"ระดับ {outcome.band.name}",
        "verdict": "ผ่านเกณฑ์" if outcome.band.passed else "ไม่ผ่านเกณฑ์",
    }
    yield Built("total", Part.OVERVIEW, text, figures)
    yield from _told(matter, outcome)
    yield from _published(matter, outcome)
    yield _instruments(outcome)


def _total_alone(matter: Matter, total: Decimal) -> Built:
    text = f"ปีงบประมาณ พ.ศ. {matter.fiscal_year} ได้คะแนนรวม {score(total)} คะแนน ตามที่ได้รับแจ้ง"
    figures = {"total": score(total)}
    if matter.told.level:
        text += f" อยู่ในระดับ {matter.told.level}"
        figures["level"] = f"ระดับ {matter.told.level}"
    return Built("total", Part.OVERVIEW, f"{text} โดยไม่ทราบคะแนนรายตัวชี้วัด", figures)


def _told(matter: Matter, outcome: Outcome) -> Iterator[Built]:
    told = matter.told
    found = compare_published(outcome, told.total, told.level)
    if told.total is None:
        if not found.level_agrees:
            yield _other_level(told.level, outcome)
        return
    figures = {"told": score(told.total), "computed": score(outcome.total)}
    if found.difference is not None and abs(found.difference) > PUBLISHED_TOLERANCE:
        figures["difference"] = score(abs(found.difference))
        text = (
            f"คะแนนรวมที่ได้รับแจ้งคือ {figures['told']} คะแนน แต่คะแนนที่คำนวณจากตัวชี้วัดคือ "
            f"{figures['computed']} คะแนน ต่างกัน {figures['difference']} คะแนน"
        )
    else:
        text = (
            f"คะแนนรวมที่ได้รับแจ้ง {figures['told']} คะแนน สอดคล้องกับที่คำนวณจากตัวชี้วัด "
            f"({figures['computed']} คะแนน)"
        )
    if not found.level_agrees:
        figures |= {"told.level": told.level, "level": f"ระดับ {outcome.band.name}"}
        text += f" ส่วนระดับที่ได้รับแจ้งคือ {told.level} แต่คำนวณได้ {figures['level']}"
    yield Built("told", Part.OVERVIEW, text, figures)


def _other_level(told: str, outcome: Outcome) -> Built:
    """Say that another level was told than the scores give, where no total was told."""
    figures = {"told.level": told, "level": f"ระดับ {outcome.band.name}"}
    text = f"ระดับที่ได้รับแจ้งคือ {told} แต่คำนวณได้ {figures['level']}"
    return Built("told", Part.OVERVIEW, text, figures)


def _published(matter: Matter, outcome: Outcome) -> Iterator[Built]:
    """Name the indicators whose items or questions give another score than was told."""
    figures = {}
    for one in outcome.indicators:
        if one.number in matter.published:
            told, computed = score(matter.published[one.number]), score(one.score)
            shown = f"{named(one)} (คำนวณได้ {computed} ได้รับแจ้ง {told})"
            figures[f"indicator.{one.number}"] = shown
    if figures:
        text = f"ตัวชี้วัดที่คำนวณจากรายข้อแล้วต่างจากที่ได้รับแจ้ง คือ {listed(figures.values())}"
        yield Built("published", Part.OVERVIEW, text, figures)


def _instruments(outcome: Outcome) -> Built:
    figures, parts = {}, []
    for one in outcome.instruments:
        figures[one.code] = f"{score(one.weighted)} จาก {_plain(one.weight)} คะแนน"
        parts.append(f"{one.code} ได้ {figures[one.code]}")
    losses = {one.code: one.weight - one.weighted for one in outcome.instruments}
    most = max(losses.values())
    text = f"เมื่อถ่วงน้ำหนักแล้ว {listed(parts)}"
    if most > 0:
        figures["lost"] = f"{score(most)} คะแนน"
        codes = [code for code, lost in losses.items() if lost == most]
        figures["lost.in"] = listed(codes)
        each = " เท่ากัน" if len(codes) > 1 else ""
        text += f" คะแนนที่ขาดไปมากที่สุดอยู่ที่ {figures['lost.in']}{each} คือ {figures['lost']}"
    return Built("instruments", Part.OVERVIEW, text, figures)


# -- standing -------------------------------------------------------------------------------------


def _standing(matter: Matter) -> Iterator[Built]:
    outcome = matter.outcome
    if outcome is None:
        return
    texts = summary_sentences(outcome, None)
    best, worst = highest(outcome), lowest(outcome)
    if best == worst:
        figures = {"score": score(outcome.indicators[0].score)}
        yield Built("equal", Part.STANDING, texts[1], figures)
    else:
        yield Built("highest", Part.STANDING, texts[1], _extreme(outcome, best))
        yield Built("lowest", Part.STANDING, texts[2], _extreme(outcome, worst))
    yield _levels(outcome)
    yield _passed(outcome)
    yield Built("weak", Part.STANDING, texts[-1], _weak(outcome))


def _extreme(outcome: Outcome, numbers: Sequence[int]) -> dict[str, str]:
    chosen = [one for one in outcome.indicators if one.number in numbers]
    figures = {f"indicator.{one.number}": named(one) for one in chosen}
    figures["score"] = score(chosen[0].score)
    if len(chosen) > 1:
        figures["count"] = f"{len(chosen)} ตัว"
    return figures


def _levels(outcome: Outcome) -> Built:
    counts: dict[str, int] = {}
    for one in sorted(outcome.indicators, key=lambda one: -one.score):
        counts[one.band.name] = counts.get(one.band.name, 0) + 1
    figures = {f"level.{name}": f"ระดับ {name} {count} ตัว" for name, count in counts.items()}
    figures["of"] = f"{len(outcome.indicators)} ตัว"
    text = f"ตัวชี้วัดทั้ง {figures['of']} เมื่อเทียบระดับรายตัว อยู่ใน" + listed(
        figures[f"level.{name}"] for name in counts
    )
    return Built("levels", Part.STANDING, text, figures)


def _passed(outcome: Outcome) -> Built:
    passed = sum(one.passed for one in outcome.indicators)
    figures = {
        "mark": score(outcome.pass_mark),
        "count": f"{passed} ตัว",
        "of": f"{len(outcome.indicators)} ตัว",
    }
    text = (
        f"ตัวชี้วัดที่ได้ตั้งแต่เกณฑ์ผ่าน {figures['mark']} คะแนนขึ้นไป มี {figures['count']} "
        f"จากทั้งหมด {figures['of']}"
    )
    return Built("passed", Part.STANDING, text, figures)


def _weak(outcome: Outcome) -> dict[str, str]:
    below = [one for one in outcome.indicators if not one.passed]
    figures = {"mark": score(outcome.pass_mark)}
    if below:
        figures["count"] = f"{len(below)} ตัว"
    for one in below:
        figures[f"indicator.{one.number}"] = f"{named(one)} ({score(one.score)} คะแนน)"
    return figures


# -- trend ----------------------------------------------------------------------------------------


def _trend(matter: Matter) -> Iterator[Built]:
    if matter.total is None:
        return
    if matter.before:
        yield _change(matter, matter.total, matter.before)
    if len(matter.history) > 2:
        yield _years(matter.history)
    if matter.earlier and matter.outcome:
        yield _indicator_changes(matter, matter.outcome)
    if matter.told.national_mean is not None:
        yield _national(matter.total, matter.told.national_mean)
    if matter.told.rank is not None:
        yield _rank(matter.told.rank, matter.told.rank_of)


def _change(matter: Matter, total: Decimal, before: YearChange) -> Built:
    difference = total - before.total
    figures = {"before": f"ปี {before.fiscal_year} ({score(before.total)} คะแนน)"}
    if difference:
        figures["direction"] = "เพิ่มขึ้น" if difference > 0 else "ลดลง"
        figures["change"] = score(abs(difference))
        text = f"คะแนนรวม{figures['direction']}จาก{figures['before']} {figures['change']} คะแนน"
    else:
        figures["direction"] = "เท่ากับ"
        text = f"คะแนนรวม{figures['direction']}{figures['before']}"
    if before.fiscal_year < matter.fiscal_year - 1:
        text += f" ซึ่งเป็นปีล่าสุดก่อนปี {matter.fiscal_year} ที่มีคะแนนรวมในระบบ"
    return Built("change", Part.TREND, text, figures)


def _years(history: Sequence[YearChange]) -> Built:
    ups = sum(one.change is not None and one.change > 0 for one in history)
    downs = sum(one.change is not None and one.change < 0 for one in history)
    figures = {
        "span": f"ปี {history[0].fiscal_year} ถึงปี {history[-1].fiscal_year}",
        "years": f"{len(history)} ปี",
        "best": _best_years(history, max(one.total for one in history)),
        "worst": _best_years(history, min(one.total for one in history)),
        "ups": f"เพิ่มขึ้น {ups} ครั้ง",
        "downs": f"ลดลง {downs} ครั้ง",
    }
    text = (
        f"ตั้งแต่{figures['span']} มีคะแนนรวมในระบบ {figures['years']} สูงที่สุดคือ{figures['best']} "
        f"ต่ำที่สุดคือ{figures['worst']} เมื่อเทียบกับปีก่อนหน้าที่มีคะแนน {figures['ups']} {figures['downs']}"
    )
    return Built("years", Part.TREND, text, figures)


def _best_years(history: Sequence[YearChange], total: Decimal) -> str:
    years = [f"ปี {one.fiscal_year}" for one in history if one.total == total]
    return f"{listed(years)} ({score(total)} คะแนน)"


def _indicator_changes(matter: Matter, outcome: Outcome) -> Built:
    changes = {
        one: one.score - matter.earlier[one.number]
        for one in outcome.indicators
        if one.number in matter.earlier
    }
    figures = {
        "of": f"{len(changes)} ตัว",
        "ups": f"เพิ่มขึ้น {sum(change > 0 for change in changes.values())} ตัว",
        "downs": f"ลดลง {sum(change < 0 for change in changes.values())} ตัว",
        "same": f"เท่าเดิม {sum(change == 0 for change in changes.values())} ตัว",
    }
    text = (
        f"เมื่อเทียบกับปี {matter.fiscal_year - 1} ตัวชี้วัดที่มีทั้งสองปี {figures['of']} คะแนน{figures['ups']} "
        f"{figures['downs']} {figures['same']}"
    )
    for name, words, most in (
        ("rise", "เพิ่มขึ้นมากที่สุดคือ", max(changes.values())),
        ("fall", "ลดลงมากที่สุดคือ", min(changes.values())),
    ):
        if (most > 0) if name == "rise" else (most < 0):
            those = [named(one) for one, change in changes.items() if change == most]
            figures[name] = f"{listed(those)} ({score(abs(most))} คะแนน)"
            text += f" {words}{figures[name]}"
    return Built("indicator_changes", Part.TREND, text, figures)


def _national(total: Decimal, mean: Decimal) -> Built:
    difference = total - mean
    figures = {"mean": score(mean)}
    if difference:
        figures["direction"] = "สูงกว่า" if difference > 0 else "ต่ำกว่า"
        figures["difference"] = score(abs(difference))
        text = (
            f"คะแนนรวม{figures['direction']}ค่าเฉลี่ยของประเทศที่ได้รับแจ้ง ({figures['mean']} คะแนน) "
            f"{figures['difference']} คะแนน"
        )
    else:
        figures["direction"] = "เท่ากับ"
        text = f"คะแนนรวม{figures['direction']}ค่าเฉลี่ยของประเทศที่ได้รับแจ้ง ({figures['mean']} คะแนน)"
    return Built("national", Part.TREND, text, figures)


def _rank(rank: int, rank_of: int | None) -> Built:
    shown = f"อันดับที่ {rank}" + (f" จาก {rank_of} หน่วยงาน" if rank_of else "")
    return Built("rank", Part.TREND, f"ตามที่ได้รับแจ้ง สำนักงานอยู่ใน{shown}", {"rank": shown})


# -- target ---------------------------------------------------------------------------------------


def _target(matter: Matter) -> Iterator[Built]:
    if matter.total is None:
        return
    if matter.target is not None:
        yield _gap(matter.total, matter.target)
    if matter.outcome and matter.facts:
        yield from _next_level(matter.facts, matter.outcome)


def _gap(total: Decimal, target: Decimal) -> Built:
    figures = {"target": score(target)}
    text = f"สำนักงานตั้งเป้าหมายคะแนนรวมไว้ {figures['target']} คะแนน "
    if total >= target:
        figures["reached"] = "ถึงเป้าหมายแล้ว"
        text += f"ซึ่ง{figures['reached']}"
    else:
        figures["gap"] = f"ขาดอีก {score(target - total)} คะแนน"
        text += f"คะแนนที่ได้ยัง{figures['gap']}"
    return Built("target", Part.TARGET, text, figures)


def _next_level(facts: FrameworkFacts, outcome: Outcome) -> Iterator[Built]:
    found = next_level(facts, outcome)
    if found is None:
        return
    figures = {"level": f"ระดับ {found.name}"}
    conditions = []
    if found.gap > 0:
        figures["gap"] = f"คะแนนรวมต้องเพิ่มอีก {score(found.gap)} คะแนน"
        conditions.append(figures["gap"])
    if found.minimum_instrument is not None:
        figures["minimum"] = f"ทุกแบบวัดต้องได้ตั้งแต่ {score(found.minimum_instrument)} จาก 100 คะแนน"
        conditions.append(figures["minimum"])
    text = f"การจะได้{figures['level']} {listed(conditions)}"
    yield Built("next_level", Part.TARGET, text, figures)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
