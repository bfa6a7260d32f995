"""The portal's settings for a real worker that stops in the middle of the deeds of the day."""

from ita_portal.settings import *  # noqa: F403, TID251 - these are the settings
from ita_portal.settings import JOB_HANDLERS as _HANDLERS  # noqa: TID251

JOB_HANDLERS = _HANDLERS | {
    "measures.day": ("tests.measures.killing.do_day", "measures.tasks.note_failure")
}


class _TablesAtOnce:
    """Say of every app that it has no migrations, so that its tables are made in one go."""

    def __contains__(self, app: str) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None


MIGRATION_MODULES = _TablesAtOnce()
