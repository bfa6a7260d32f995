"""The portal's settings for a real worker that stops where a test says, to be killed there."""

from ita_portal.settings import *  # noqa: F403, TID251 - these are the settings
from ita_portal.settings import JOB_HANDLERS as _HANDLERS  # noqa: TID251

JOB_HANDLERS = _HANDLERS | {
    "documents.render": (
        "tests.documents.stopping.render_document",
        "ita_portal.documents.tasks.note_failure",
    )
}
