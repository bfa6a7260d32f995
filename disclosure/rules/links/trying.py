"""One try of one address, as an outsider: pure network, it knows no database."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from disclosure.rules.links.verdicts import TOLD, Reason, Verdict


@dataclass(frozen=True)
class LinkTry:
    """What one try gave. `final` is where it led, `retry_after` in seconds what the host asks."""

    reason: Reason
    status: int | None = None
    final: str = ""
    seconds: float = 0.0
    retry_after: int | None = None

    @property
    def verdict(self) -> Verdict:
        """What this one try says; it condemns nothing by itself (`tries.standing`)."""
        return TOLD[self.reason].verdict

    @property
    def words(self) -> str:
        """The sentence for people."""
        return TOLD[self.reason].words

    @property
    def mend(self) -> str:
        """What to do about it, "" for nothing."""
        return TOLD[self.reason].mend


def try_link(address: str, *, own_hosts: Collection[str] = ()) -> LinkTry:
    """Try an address once. Raises nothing for a bad address or a bad answer.

    `own_hosts` are the portal's own: they are not called, the reason is then `Reason.OWN`.
    """
    return LinkTry(Reason.UNTRIED)
