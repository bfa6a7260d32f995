"""What the portal keeps of complaints: few plain facts, and everything told under seal."""

from complaints.models.case import (
    ENDED,
    FINISHED,
    LIFECYCLE,
    Case,
    CaseQuerySet,
    Channel,
    Clock,
    Ending,
    Kind,
    Status,
    Way,
)
from complaints.models.office import (
    KEEP_FIELDS,
    ComplaintSettings,
    DayOff,
    PurgedFigure,
    Secret,
)
from complaints.models.opening import NameOpening
from complaints.models.parts import Attachment, Author, Event, Happening, Message
from complaints.models.publishing import Permit, Publication, SettledFigures

__all__ = [
    "ENDED",
    "FINISHED",
    "KEEP_FIELDS",
    "LIFECYCLE",
    "Attachment",
    "Author",
    "Case",
    "CaseQuerySet",
    "Channel",
    "Clock",
    "ComplaintSettings",
    "DayOff",
    "Ending",
    "Event",
    "Happening",
    "Kind",
    "Message",
    "NameOpening",
    "Permit",
    "Publication",
    "PurgedFigure",
    "Secret",
    "SettledFigures",
    "Status",
    "Way",
]
