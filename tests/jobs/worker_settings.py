"""The portal's settings for a real worker that knows the work of the tests."""

from ita_portal.settings import *  # noqa: F403, TID251 - these are the settings
from ita_portal.settings import JOB_HANDLERS as _HANDLERS  # noqa: TID251

JOB_HANDLERS = _HANDLERS | {
    f"tests.{name}": (f"tests.jobs.deeds.{name}", "tests.jobs.deeds.failed")
    for name in ("quick", "slow", "broken")
}
