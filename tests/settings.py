"""The settings of the tests: the portal's own, over a data folder that goes when they end.

A module of its own, since pytest-django reads the settings before any conftest.py: what that
one sets in the environment comes too late, and the tests would write into a running portal.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_REAL = Path(os.environ.get("ITA_DATA_DIR") or Path(__file__).resolve().parent.parent / "var")
_DATA = Path(tempfile.mkdtemp(prefix="ita-tests-"))
atexit.register(shutil.rmtree, _DATA, ignore_errors=True)

_DATA.joinpath("static").mkdir()  # WhiteNoise warns when there is none
_DATA.joinpath("fonts").symlink_to(_REAL.resolve() / "fonts")  # as `make install` put them there
os.environ["ITA_DATA_DIR"] = str(_DATA)
os.environ.setdefault("ITA_BASE_URL", "http://testserver")
os.environ["ITA_LINKS"] = "off"  # no test calls a foreign host; those about links say so
os.environ["DJANGO_SETTINGS_MODULE"] = "ita_portal.settings"  # for programs that tests start
if "REDIS_URL" in os.environ:
    # pytest-xdist's workers gw0, gw1 … each have a database; the queue and the cache live in it.
    _worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    os.environ["REDIS_URL"] = f"{os.environ['REDIS_URL'].rpartition('/')[0]}/{_worker}"

from ita_portal.settings import *  # noqa: E402, F403, TID251 - these are the settings

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, not memory: tests of several people at once need the locks of a real database.
    DATABASES["default"]["TEST"] = {"NAME": str(_DATA / "tests.sqlite3")}  # noqa: F405
    # What a test writes need not survive a power cut, and a busy disk must not fail a test.
    _PRAGMAS = DATABASES["default"]["OPTIONS"]["init_command"]  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] = _PRAGMAS.replace(  # noqa: F405
        "synchronous=FULL", "synchronous=OFF"
    )
