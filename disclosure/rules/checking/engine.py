"""All checks over one piece of evidence, or over a file that is not stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from disclosure.rules.checking.around import (
    check_reuse,
    check_scan,
    check_stale,
    check_title,
)
from disclosure.rules.checking.components import check_component
from disclosure.rules.checking.content import Content
from disclosure.rules.checking.context import Context
from disclosure.rules.checking.contradictions import check_contradiction
from disclosure.rules.checking.date_checks import check_date, check_date_order
from disclosure.rules.checking.document_numbers import check_document_number
from disclosure.rules.checking.findings import Check, Finding, Severity, error, info
from disclosure.rules.checking.fiscal import check_fiscal_year
from disclosure.rules.checking.links import check_address, check_link
from disclosure.rules.checking.mixed import check_mixed_years
from disclosure.rules.checking.months import check_monthly
from disclosure.rules.checking.office_names import check_office_name
from disclosure.rules.checking.personal import check_personal_data
from disclosure.rules.checking.reading.files import read_file
from disclosure.rules.checking.reading.recognising import Recogniser
from disclosure.rules.checking.signatures import check_signature
from ita_portal.errors import Refused

_OF_CONTENT: tuple[Callable[[Content, Context], Iterator[Finding]], ...] = (
    check_fiscal_year,
    check_mixed_years,
    check_contradiction,
    check_document_number,
    check_date,
    check_date_order,
    check_signature,
    check_office_name,
    check_component,
    check_monthly,
    check_link,
    check_reuse,
    check_personal_data,
    check_stale,
)
_WORST_FIRST = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def check_file(
    path: Path, *, name: str, context: Context, recogniser: Recogniser | None = None
) -> list[Finding]:
    """Return what is wrong with a file, worst first; one that cannot be taken is one finding.

    Nothing is raised for a bad file. `name` is the name that people gave it.
    """
    try:
        content = read_file(path, name=name, recogniser=recogniser)
    except Refused as refused:
        return [error(Check.FILE, refused.message, mend="แนบไฟล์อื่นแทน")]
    return check_content(content, context)


def check_content(content: Content, context: Context) -> list[Finding]:
    """Return what is wrong with what was read, and with its title and its link; worst first."""
    found = [*check_scan(content), *check_title(context)]
    found += [info(Check.FILE, note) for note in content.notes]
    if context.link:
        found += check_address(context.link, context)
    for check in _OF_CONTENT:
        found += check(content, context)
    if content.was_recognised:
        found = [_softened(one) for one in found]
    return sorted(dict.fromkeys(found), key=lambda one: _WORST_FIRST[one.severity])


def _softened(finding: Finding) -> Finding:
    """What was read from a picture may be misread, so that no error rests on it alone."""
    if finding.check in {Check.FILE, Check.SCAN, Check.TITLE} or not finding.is_alarm:
        return finding
    is_error = finding.severity is Severity.ERROR
    return replace(
        finding,
        severity=Severity.WARNING if is_error else Severity.INFO,
        message=f"{finding.message} (อ่านจากภาพ โปรดตรวจกับต้นฉบับ)",
    )
