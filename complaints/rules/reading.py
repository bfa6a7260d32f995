"""A case as its handlers read it: what was told, by whom, and what happened since."""

from __future__ import annotations

from dataclasses import dataclass

from complaints.models import Case, Event, Way
from complaints.rules.filing import SealedFile, files_of
from complaints.rules.receiving import (
    CONTENT_FIELDS,
    IDENTITY_FIELDS,
    STANDINGS,
    missing_of_unnamed,
)
from complaints.rules.sealing import content_of, identity_of
from complaints.rules.tracking import Said, messages_of


@dataclass(frozen=True)
class Opened:
    """What a handler sees. `told` and `identity` are labels with their words, empty ones left out.

    A hidden name stays under seal: `identity` is empty then, as it is for the unnamed.
    """

    told: list[tuple[str, str]]
    identity: list[tuple[str, str]]
    missing: list[str]
    said: list[Said]
    files: list[SealedFile]
    events: list[Event]


def opened(case: Case) -> Opened:
    """Return the case for its handlers. Raises KeyLostError when it cannot be unsealed."""
    content = content_of(case)
    identity = identity_of(case) if case.way == Way.NAMED else {}
    files = files_of(case)
    lacks = case.way == Way.UNNAMED and not files
    shown = content | {"standing": STANDINGS.get(content.get("standing", ""), "")}
    return Opened(
        told=[(label, shown[name]) for name, label in CONTENT_FIELDS.items() if shown.get(name)],
        identity=[
            (label, identity[name]) for name, label in IDENTITY_FIELDS.items() if identity.get(name)
        ],
        missing=missing_of_unnamed(content) if lacks else [],
        said=messages_of(case),
        files=files,
        events=list(Event.objects.filter(case=case).select_related("by")),
    )
