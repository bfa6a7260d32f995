"""Make `.venv/` with the pinned packages, and fetch the typeface of the papers.

Standard library only: this runs with the system's Python.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.debian import Missing, ensure_libraries

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed.sha256"
LOCKS = ("requirements.txt", "requirements-dev.txt")
PINS = (*LOCKS, "tools/fonts.txt", "tools/fonts-fallback.txt")
OLDEST = (3, 11)


def data_dir() -> Path:
    """Return where the portal keeps its data: ITA_DATA_DIR, or var/ in the project."""
    return Path(os.environ.get("ITA_DATA_DIR") or ROOT / "var").resolve()


def install() -> None:
    """Install what is missing.

    Safe to repeat and quick when nothing changed. A stamp is written last, so that an
    install that was broken off is done again. Raises Missing when the machine lacks what this
    user may not install, and CalledProcessError when a package cannot be had.
    """
    if sys.version_info < OLDEST:
        raise Missing(
            f"ต้องใช้ Python {OLDEST[0]}.{OLDEST[1]} ขึ้นไป / needs Python 3.11 or newer, "
            f"this is {sys.version.split()[0]}: call make with PYTHON=/path/to/python3"
        )
    ensure_libraries()
    if not is_current():
        STAMP.unlink(missing_ok=True)
        make_venv()
        install_packages()
        STAMP.write_text(pins(), encoding="ascii")
    fetch_fonts()


def is_current() -> bool:
    """Tell whether the environment holds the pinned packages and its Python still starts."""
    return STAMP.exists() and STAMP.read_text(encoding="ascii") == pins() and starts(PYTHON)


def pins() -> str:
    """Return the SHA-256 over everything that says what is to be installed."""
    contents = (ROOT.joinpath(name).read_bytes() for name in PINS)
    return hashlib.sha256(b"\0".join(contents)).hexdigest()


def starts(python: Path) -> bool:
    """Tell whether a Python is there and works: its base may be gone after an upgrade."""
    if not python.exists():
        return False
    return subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode == 0


def make_venv() -> None:
    """Make the environment anew, unless a working one is there to be brought up to date."""
    if not starts(PYTHON):
        say("สร้าง .venv / making .venv")
        subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)


def install_packages() -> None:
    """Install exactly what the locks name: with uv if it is there and works, else with pip."""
    say("ติดตั้งแพ็กเกจ / installing packages (about half a minute)")
    locks = [part for lock in LOCKS for part in ("-r", str(ROOT / lock))]
    if uv := shutil.which("uv"):
        command = [uv, "pip", "install", "--quiet", "--python", str(PYTHON), "--require-hashes"]
        if subprocess.run([*command, *locks], cwd=ROOT, check=False).returncode == 0:
            return
        say("uv ใช้ไม่ได้ ใช้ pip แทน / uv did not work, pip takes over")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", *locks], cwd=ROOT, check=True)


def fetch_fonts() -> None:
    """Fetch the papers' typeface into the data folder; does nothing when it is there."""
    target = data_dir() / "fonts"
    target.mkdir(parents=True, exist_ok=True)
    subprocess.run([PYTHON, ROOT / "tools" / "fonts.py", "--into", target], cwd=ROOT, check=True)


def say(line: str) -> None:
    """Tell the person at the terminal what goes on; results stay alone on standard output."""
    print(line, file=sys.stderr, flush=True)
