"""What the tries of its links mean for a piece of evidence: findings of the check `link`."""

from __future__ import annotations

from disclosure.models import Evidence, LinkCheck, Severity
from disclosure.rules.checking.findings import Check
from disclosure.rules.engine import Found
from disclosure.rules.links.checking import latest, links_of
from disclosure.rules.links.limits import PATIENCE_OF
from disclosure.rules.links.verdicts import Reason

_BY_LOOKS = {Reason.SCHEME, Reason.MALFORMED, Reason.CREDENTIALS, Reason.PRIVATE}
"""What the checks see without calling anybody; it is not told twice."""
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_LONGEST = 300


def with_links(evidence: Evidence, found: list[Found]) -> list[Found]:
    """Add to what was found what the links of the present content answered, errors first."""
    addresses = links_of(evidence, shown=False)
    checks = latest(evidence.office, addresses)
    told = [_found(checks[one], found) for one in addresses if one in checks]
    both = [*found, *(one for one in told if one is not None)]
    return sorted(both, key=lambda one: _ORDER[Severity(one.severity)])


def _found(check: LinkCheck, found: list[Found]) -> Found | None:
    if check.tried_at is None or check.verdict == LinkCheck.Verdict.OPENS:
        return None
    if Reason(check.reason) in _BY_LOOKS and any(one.code == Check.LINK for one in found):
        return None
    where = f"ลิงก์ {check.address[:_LONGEST]}"
    if check.is_confirmed and check.confirmed_by is not None:
        words = (
            f"{check.words} แต่{check.confirmed_by.full_name}ยืนยันว่าเปิดได้: {check.confirmed_because}"
        )
        return Found(Check.LINK, Severity.INFO, words, where)
    fails = check.verdict == LinkCheck.Verdict.FAILS
    severity = Severity.ERROR if fails else Severity.WARNING
    return Found(Check.LINK, severity, check.words, where, check.mend)


def may_be_confirmed(check: LinkCheck) -> bool:
    """Tell whether a person's word may stand against what the tries say."""
    is_open = check.verdict == LinkCheck.Verdict.OPENS or check.tried_at is None
    return not is_open and Reason(check.reason) not in _NEVER_CONFIRMED


_NEVER_CONFIRMED = _BY_LOOKS | {Reason.OWN_HIDDEN}


def is_final(check: LinkCheck) -> bool:
    """Tell whether further tries change nothing: nobody can open it as it is written."""
    return Reason(check.reason) in PATIENCE_OF and Reason(check.reason) in _BY_LOOKS
