"""What several tries say together: a slow hour condemns nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from disclosure.rules.links.limits import LONGEST_RETRY_AFTER, PATIENCE, PATIENCE_OF, PAUSES
from disclosure.rules.links.trying import LinkTry
from disclosure.rules.links.verdicts import TOLD, Reason, Verdict

STILL_TRYING = "ระบบจะลองอีกก่อนถือว่าเปิดไม่ได้"


@dataclass(frozen=True)
class Tried:
    """A try with its time."""

    at: datetime
    one: LinkTry


@dataclass(frozen=True)
class Standing:
    """What stands after all tries: verdict, reason, and the words for people."""

    verdict: Verdict
    reason: Reason
    words: str
    mend: str


def standing(tries: Sequence[Tried]) -> Standing:
    """Return what the tries, oldest first, say together; at least one is needed.

    The last try gives the reason. What fails by it stays unsure until as many tries as its
    patience asks for have failed, over its time, with none between that opened.
    """
    reason = tries[-1].one.reason
    told = TOLD[reason]
    if told.verdict is not Verdict.FAILS or _is_condemned(reason, failing(tries)):
        return Standing(told.verdict, reason, told.words, told.mend)
    return Standing(Verdict.UNSURE, reason, f"{told.words} {STILL_TRYING}", told.mend)


def failing(tries: Sequence[Tried]) -> list[Tried]:
    """Return the tries that failed since the last that opened, oldest first."""
    found: list[Tried] = []
    for tried in reversed(tries):
        if tried.one.verdict is Verdict.OPENS:
            break
        if tried.one.verdict is Verdict.FAILS:
            found.insert(0, tried)
    return found


def _is_condemned(reason: Reason, failed: Sequence[Tried]) -> bool:
    patience = PATIENCE_OF.get(reason, PATIENCE)
    over = failed[-1].at - failed[0].at
    return len(failed) >= patience.tries and over >= patience.over


def pause_after(tries: Sequence[Tried]) -> timedelta | None:
    """Return when to try again, counted from the last try; None when the nights are enough.

    A host that names a time (`Retry-After`) is not asked before, up to LONGEST_RETRY_AFTER.
    """
    last = tries[-1].one
    if last.verdict is Verdict.OPENS or PATIENCE_OF.get(last.reason) is not None:
        return None
    asked = min(timedelta(seconds=last.retry_after or 0), LONGEST_RETRY_AFTER)
    row = 0
    for tried in reversed(tries):
        if tried.one.verdict is Verdict.OPENS:
            break
        row += 1
    own = PAUSES[row - 1] if row <= len(PAUSES) else None
    if own is None:
        return asked or None
    return max(own, asked)
