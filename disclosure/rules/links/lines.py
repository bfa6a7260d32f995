"""The links of a piece of evidence as its page shows them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from disclosure.models import Evidence, LinkCheck
from disclosure.rules.links.checking import links_of
from disclosure.rules.links.findings import is_final, may_be_confirmed
from disclosure.rules.links.limits import KEPT_TRIES
from disclosure.rules.links.tries import Tried
from disclosure.rules.links.working import tries_of
from ita_portal.organisations.access import Permission
from ita_portal.organisations.models import User

_SHOWN_TRIES = 4


@dataclass(frozen=True)
class LinkLine:
    """A link with what is known of it; `check` is None while nobody has asked for it.

    `is_older` when only the version that the public sees stands on it.
    """

    address: str
    check: LinkCheck | None
    is_older: bool
    may_confirm: bool
    may_try: bool

    @property
    def place(self) -> str:
        """The id of the field for the word of a person."""
        return f"confirm-{self.check.pk if self.check else 0}"

    @property
    def tries(self) -> list[Tried]:
        """The last tries, newest first."""
        return list(reversed(tries_of(self.check)[-_SHOWN_TRIES:])) if self.check else []

    @property
    def count(self) -> str:
        """How many tries there were, as far as they are kept."""
        kept = len(self.check.tries) if self.check else 0
        return f"{kept}+" if kept >= KEPT_TRIES else str(kept)


def lines_of(
    evidence: Evidence,
    checks: Mapping[str, LinkCheck],
    *,
    user: User,
    may: Collection[Permission],
) -> list[LinkLine]:
    """Return the links of a piece, with what `user`, who may do `may`, can do about them."""
    present = set(links_of(evidence, shown=False))
    decides = Permission.DISCLOSURE_ACCEPT in may and evidence.proposed_by_id != user.pk
    return [
        LinkLine(
            address=one,
            check=checks.get(one),
            is_older=one not in present,
            may_confirm=decides and _waits_for_word(checks.get(one)),
            may_try=Permission.DISCLOSURE_EDIT in may and _may_be_tried(checks.get(one)),
        )
        for one in links_of(evidence)
    ]


def _waits_for_word(check: LinkCheck | None) -> bool:
    return check is not None and may_be_confirmed(check) and not check.is_confirmed


def _may_be_tried(check: LinkCheck | None) -> bool:
    """Tell whether another try could change anything."""
    return check is not None and not check.is_waiting and not is_final(check)
