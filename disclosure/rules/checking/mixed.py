"""Whether the cover and the text of a paper speak of one year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from disclosure.rules.checking.content import Content, Page
from disclosure.rules.checking.context import Context
from disclosure.rules.checking.findings import Check, Finding, error
from disclosure.rules.checking.fiscal import title_years, wanted_year
from disclosure.rules.checking.flat import flat
from disclosure.rules.checking.heads import head_of
from disclosure.rules.checking.words import LOOKING_AHEAD, LOOKING_BACK, finder
from disclosure.rules.checking.years import Mention, Role, buddhist, mentions

_SAME_WORDS = 11
_MISTAKEN = {1, 2, 3, 4, 10}
"""By how many years a year is mistyped or left over; others are of history."""
_ERA = r"(?:พ\.?ศ\.?)?"
_YEARS_RANGE = re.compile(
    rf"(?:ตลาคม|ต\.?ค\.?){_ERA}(?P<first>[0-9]{{4}}|[0-9]{{2}})(?:[-–—−]|ถง|จนถง|สนสด){{1,2}}"
    rf"(?:วนท)?(?:[0-9]{{1,2}})?(?:เดอน)?(?P<month>มนาคม|กนยายน|ม\.?ค\.?|ก\.?ย\.?){_ERA}"
    rf"(?P<last>[0-9]{{4}}|[0-9]{{2}})(?![0-9])"
)
_ASSESSMENT = finder("ประเมินคุณธรรมและความโปร่งใส", "ผลการประเมิน ITA", "ITA Online")
_MEND = "แก้ปีให้ตรงกันทั้งเล่ม ทั้งปก หัวเรื่อง และเนื้อหา"


def check_mixed_years(content: Content, context: Context) -> Iterator[Finding]:
    """Find a text that is of another year than its title says."""
    if not content.letters:
        return
    head = head_of(content)
    said = title_years(head)
    years = {one.year for one in said if one.role is not Role.RANGE}
    if len(years) != 1 or len(said) > len([one for one in said if one.year in years]):
        years = set()
    body = list(_body(content, len(head.flat)))
    if years:
        of_title = years.pop()
        yield from _first(_other_year(body, of_title, _phrases(head.flat, said, context), context))
        yield from _first(_other_period(content, of_title))
    elif not said:
        yield from _first(_other_period(content, wanted_year(context)))


def _first(findings: Iterator[Finding]) -> Iterator[Finding]:
    yield from (one for one, _ in zip(findings, range(1), strict=False))


def _body(content: Content, title_length: int) -> Iterator[tuple[Page, Mention]]:
    """Yield the years after the title, with their page."""
    first = content.first
    for page in content.pages:
        for one in mentions(page.flat):
            is_title = page is first and one.start < title_length
            if one.role in {Role.FISCAL, Role.PLAIN} and not is_title:
                yield page, one


def _other_year(
    body: list[tuple[Page, Mention]], of_title: int, phrases: set[str], context: Context
) -> Iterator[Finding]:
    is_said_again = any(one.year == of_title for _, one in body)
    for page, one in body:
        if abs(one.year - of_title) not in _MISTAKEN:
            continue
        words = _phrase(page.flat, one, context)
        same = any(_common_end(words, phrase) >= _SAME_WORDS for phrase in phrases)
        explained = _is_explained(page.flat, one) or _is_of_assessment(page.flat, one, of_title)
        if (same and not explained) or (
            not explained and (not is_said_again or _is_own(page, one))
        ):
            yield error(
                Check.MIXED_YEARS,
                f"ชื่อเอกสารบอกปี {of_title} แต่เนื้อหาบอกปี {one.year}",
                where=page.where(one.lead_at, one.end),
                mend=_MEND,
            )


def _is_own(page: Page, one: Mention) -> bool:
    """Tell whether the words speak of the paper's own year: “ประจำปีงบประมาณ”."""
    return page.flat.startswith("ประจาป", one.lead_at) and one.role is Role.FISCAL


def _is_of_assessment(text: str, one: Mention, of_title: int) -> bool:
    """Tell whether the words speak of the assessment of the year before, on which papers build."""
    before = text[max(0, one.lead_at - 150) : one.lead_at]
    return one.year == of_title - 1 and bool(_ASSESSMENT.search(before))


def _is_explained(text: str, one: Mention) -> bool:
    before = re.split("จง|ดงนน", text[max(0, one.lead_at - 90) : one.start])[-1]
    after = text[one.end : one.end + 40]
    return bool(
        LOOKING_BACK.search(before)
        or LOOKING_BACK.search(after[:12])
        or LOOKING_AHEAD.search(before)
        or LOOKING_AHEAD.search(after)
        or re.match(r"(?:และ|กบ|,|หรอ)(?:ปงบประมาณ|ป)?(?:พ\.?ศ\.?)?[0-9]{4}", after)
        or re.search(r"[0-9]{4}(?:และ|กบ|,|หรอ)(?:ปงบประมาณ|ป)?(?:พ\.?ศ\.?)?$", before)
    )


def _phrases(text: str, said: list[Mention], context: Context) -> set[str]:
    return {_phrase(text, one, context) for one in said}


def _phrase(text: str, one: Mention, context: Context) -> str:
    """Return the words before a year, without the office's name."""
    words = text[max(0, one.lead_at - 160) : one.lead_at]
    for name in filter(None, (context.office, context.short_name)):
        words = words.replace("ของ" + flat(name), "").replace(flat(name), "")
    return words[-40:]


def _common_end(one: str, other: str) -> int:
    pairs = zip(reversed(one), reversed(other), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _other_period(content: Content, of_title: int) -> Iterator[Finding]:
    """A period from October on tells its fiscal year by itself."""
    for page in content.pages:
        for match in _YEARS_RANGE.finditer(page.flat):
            first, last = buddhist(match["first"]), buddhist(match["last"])
            before = page.flat[max(0, match.start() - 60) : match.start()]
            if last - first != 1 or last == of_title or LOOKING_BACK.search(before):
                continue
            if LOOKING_AHEAD.search(before):
                continue
            yield error(
                Check.MIXED_YEARS,
                f"ช่วงเวลาในเนื้อหาเป็นของปีงบประมาณ พ.ศ. {last} แต่เอกสารเป็นของปี {of_title}",
                where=page.where(match.start(), match.end()),
                mend=_MEND,
            )
