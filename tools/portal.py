"""The commands behind the Makefile: `python3 -m tools.portal run`.

Standard library only, since the first thing it does is install the rest. Exit status: what the
started program gave; 2 when the machine lacks something.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tools.checks import CHECKS
from tools.debian import BROWSER, Missing, browser, ensure, may_install
from tools.install import PYTHON, ROOT, data_dir, install, say

REPORTS = ROOT / "var" / "reports"
PARALLEL = ["--numprocesses=auto", "--dist=loadfile"]
"""By files: what a file's tests share is made once. A browser wants the machine for itself."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do the named command and return its exit status."""
    commands: dict[str, Callable[[], int]] = {
        "install": lambda: 0,
        "run": run,
        "test": test,
        "check": check,
        "bench": lambda: call(PYTHON, "bench/run.py"),
    }
    parser = argparse.ArgumentParser(prog="portal", description=__doc__)
    parser.add_argument("command", choices=commands)
    chosen = parser.parse_args(arguments).command
    try:
        install()
        return commands[chosen]()
    except Missing as missing:
        say(str(missing))
        return 2
    except subprocess.CalledProcessError as error:
        say(f"ไม่สำเร็จ / failed: {' '.join(str(part) for part in error.cmd)}")
        return 2


def run() -> int:
    """Become the supervisor: Ctrl-C then reaches it and nobody in between."""
    os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), "-m", "tools.supervisor"])  # noqa: S606 - no shell wanted


def test() -> int:
    """Run the tests, and then those that drive a browser, in a process of their own.

    A browser is needed only where ITA_REQUIRE_BROWSER is set; elsewhere one line says that the
    journey was not walked. Returns the first status that is not 0.
    """
    status = pytest("tests", ["-m", "not browser", *PARALLEL])
    if status != 0 or os.environ.get("ITA_SKIP_BROWSER"):
        return status
    return browser_test()


def browser_test() -> int:
    """Walk the journeys in a headless Chromium, which is installed first where that may be."""
    if browser() is None and may_install():
        ensure(BROWSER)
    if browser() is None:
        say(
            "ไม่ได้ทดสอบด้วยเบราว์เซอร์ เพราะไม่มี Chromium / the browser journey was NOT run: "
            f"no Chromium here (apt-get install {' '.join(BROWSER)})"
        )
        return 1 if os.environ.get("ITA_REQUIRE_BROWSER") else 0
    # Playwright keeps an event loop in the tests' thread, in which Django would refuse its
    # database; nothing else runs in that loop.
    return pytest("browser", ["-m", "browser", "tests/journeys"], DJANGO_ALLOW_ASYNC_UNSAFE="true")


def pytest(report: str, arguments: list[str], **environment: str) -> int:
    """Run pytest, with a report in var/reports/ from which .ci/run counts what was skipped."""
    REPORTS.mkdir(parents=True, exist_ok=True)
    path = REPORTS / f"{os.environ.get('ITA_REPORT_PREFIX', '')}{report}.xml"
    path.unlink(missing_ok=True)
    return call(PYTHON, "-m", "pytest", f"--junitxml={path}", "-rfEs", *arguments, **environment)


def check() -> int:
    """Run every check, the later ones also when an earlier one found something."""
    failed = []
    for name, check_one in CHECKS.items():
        say(f"== {name}")
        command, environment = check_one.command, check_one.environment
        if call(PYTHON, *command, **environment) != 0:
            failed.append(name)
    if failed:
        say(f"ไม่ผ่าน / failed: {', '.join(failed)}")
    return 1 if failed else 0


def call(*command: str | Path, **environment: str) -> int:
    """Run a program in the project's folder and return its exit status."""
    values = {**os.environ, "ITA_DATA_DIR": str(data_dir()), **environment}
    return subprocess.run(command, cwd=ROOT, env=values, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
