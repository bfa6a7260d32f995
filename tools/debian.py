"""What the portal needs from Debian's packages, and how it comes to the machine.

Standard library only: this runs with the system's Python, before there is anything else.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Iterable
from ctypes.util import find_library
from pathlib import Path

LIBRARIES = ("libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-dejavu-core")
"""WeasyPrint draws the papers with Pango; DejaVu has the signs that Thai faces lack."""

BROWSER = ("chromium", "fonts-thai-tlwg")
SERVERS = ("postgresql", "redis-server")

APT = ("apt-get", "-o", "DPkg::Lock::Timeout=300")  # somebody else may be installing: wait
BROWSER_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class Missing(Exception):
    """The machine lacks something that this user may not install; the text says what to do."""


def is_debian() -> bool:
    """Tell whether packages are managed by apt and dpkg here."""
    return bool(shutil.which("apt-get") and shutil.which("dpkg-query"))


def may_install() -> bool:
    """Tell whether this process may install packages."""
    return is_debian() and os.geteuid() == 0


def is_installed(package: str) -> bool:
    """Tell whether Debian's `package` is installed."""
    answer = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${db:Status-Status}", package],
        capture_output=True,
        text=True,
        check=False,
    )
    return answer.stdout == "installed"


def absent(packages: Iterable[str]) -> list[str]:
    """Return those of `packages` that are not installed."""
    return [package for package in packages if not is_installed(package)]


def ensure(packages: Iterable[str]) -> None:
    """Install what is missing of `packages`.

    Safe to repeat; nothing is touched when all are there. Raises Missing where this user may not
    install, with the one command for an administrator, and when apt-get fails.
    """
    wanted = absent(packages)
    if not wanted:
        return
    if not may_install():
        raise Missing(administrator_command(wanted))
    install = [*APT, "install", "--yes", "--no-install-recommends", *wanted]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if subprocess.run(install, env=quiet, check=False).returncode == 0:
        return
    # The lists of a fresh machine are empty or old: renew them once, and only when needed.
    for command in ([*APT, "update"], install):
        if subprocess.run(command, env=quiet, check=False).returncode != 0:
            raise Missing(
                f"ติดตั้งไม่สำเร็จ / could not be installed: {' '.join(wanted)}\n"
                f"  failed: {' '.join(command)}"
            )


def administrator_command(packages: Iterable[str]) -> str:
    """Return what to tell somebody who may not install: one command for an administrator."""
    return (
        "เครื่องนี้ยังขาดส่วนประกอบของระบบ ให้ผู้ดูแลเครื่องสั่งคำสั่งนี้หนึ่งครั้ง แล้วลองใหม่\n"
        "This machine lacks system packages. Ask an administrator to run once:\n\n"
        f"  sudo apt-get install --yes --no-install-recommends {' '.join(packages)}\n"
    )


def ensure_libraries() -> None:
    """See that the libraries are there which the portal's Python packages load.

    Raises Missing. On a system without dpkg the libraries are looked for by name only.
    """
    if is_debian():
        venv = () if importlib.util.find_spec("ensurepip") else ("python3-venv",)
        ensure((*venv, *LIBRARIES))
        return
    names = ("pangoft2-1.0", "harfbuzz-subset")
    if lost := [name for name in names if find_library(name) is None]:
        raise Missing(
            f"ไม่พบไลบรารี / libraries not found: {', '.join(lost)}. "
            "Install Pango (with its FreeType part) and HarfBuzz (with its subset part)."
        )


def browser() -> Path | None:
    """Return the Chromium that the journeys drive, or None."""
    found = (shutil.which(name) for name in BROWSER_NAMES)
    return next((Path(path) for path in found if path), None)
