"""The numbers of trying links: how long, how much, how often. All in one place, to be changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from disclosure.rules.links.verdicts import Reason


@dataclass(frozen=True)
class Limits:
    """What one try may cost: seconds, bytes, and how many addresses it may follow."""

    connect_seconds: float = 6.0
    silent_seconds: float = 8.0
    whole_seconds: float = 20.0
    page_bytes: int = 400_000
    ends_within_bytes: int = 3_000_000
    redirects: int = 8


LIMITS = Limits()


@dataclass(frozen=True)
class Patience:
    """How many tries must have failed over what time before a link is said to fail."""

    tries: int
    over: timedelta


PATIENCE = Patience(tries=3, over=timedelta(hours=24))
"""**Source:** the domain's rule: dead only after three tries over a day."""

AT_ONCE = Patience(tries=1, over=timedelta(0))
"""For what no waiting changes: nobody may open it, or who may enter is asked first."""

PATIENCE_OF: dict[Reason, Patience] = dict.fromkeys(
    (
        Reason.SCHEME,
        Reason.MALFORMED,
        Reason.CREDENTIALS,
        Reason.PRIVATE,
        Reason.LOGIN,
        Reason.DRIVE,
        Reason.OWN_HIDDEN,
    ),
    AT_ONCE,
)
"""Where the patience is another one than PATIENCE."""

PAUSES = (timedelta(hours=1), timedelta(hours=11), timedelta(hours=12, minutes=30))
"""After the first, second, third try that did not open; later the nightly tries are enough."""

LONGEST_RETRY_AFTER = timedelta(hours=12)
"""A host that asks for more than this is tried then all the same."""

HOST_PAUSE = timedelta(seconds=1)
"""Between two tries of the same host."""

HOSTS_AT_ONCE = 1
"""How many links are tried at the same moment, each of another host."""

WORK = timedelta(seconds=20)
"""How long a job goes from link to link before it lets other work pass."""

CLAIM = timedelta(seconds=60)
"""How long a link that is being tried is left to who tries it; longer than any try."""

KEPT_TRIES = 12
CONFIRMED_FOR = timedelta(days=30)
"""How long a person's word stands."""

NIGHTLY_AFTER = timedelta(hours=20)
"""What was tried less than this ago is not tried again at night."""

STILL_FRESH = timedelta(minutes=10)
"""What was tried less than this ago is not tried again because its evidence was saved."""
