"""What the portal keeps of complaints: few plain facts, and everything told under seal."""

from complaints.models.carried import CaseCopy, CopyKind, CopyState, NewsAddress
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
from complaints.models.together import AnswerTemplate, CaseLink

__all__ = [
    "ENDED",
    "FINISHED",
    "KEEP_FIELDS",
    "LIFECYCLE",
    "AnswerTemplate",
    "Attachment",
    "Author",
    "Case",
    "CaseCopy",
    "CaseLink",
    "CaseQuerySet",
    "Channel",
    "Clock",
    "ComplaintSettings",
    "CopyKind",
    "CopyState",
    "DayOff",
    "Ending",
    "Event",
    "Happening",
    "Kind",
    "Message",
    "NameOpening",
    "NewsAddress",
    "Permit",
    "Publication",
    "PurgedFigure",
    "Secret",
    "SettledFigures",
    "Status",
    "Way",
]
