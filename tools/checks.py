"""What `make check` looks at: one entry for each tool, as CI and the commit hook run it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field

ROOMS = ("ita_portal", "assessments", "measures", "complaints", "disclosure", "tools")

LIKE_PRODUCTION = {
    "ITA_BASE_URL": "https://portal.example.org",
    "ITA_ALLOWED_HOSTS": "portal.example.org",
    "ITA_SECRET_KEY": "only-for-the-check-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFG",
    "ITA_DEBUG": "",
    "ITA_DATA_DIR": tempfile.gettempdir() + "/ita-check",  # the check writes nothing of worth
}


@dataclass(frozen=True)
class Check:
    """Arguments for the environment's Python, and what differs in its environment variables."""

    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)


CHECKS = {
    "format": Check(("-m", "ruff", "format", "--check", "--quiet", ".")),
    "lint": Check(("-m", "ruff", "check", "--quiet", ".")),
    "types": Check(("-m", "mypy", *ROOMS)),
    "import contracts": Check(("-m", "importlinter.cli", "--no-cache")),
    "template format": Check(("-m", "djlint", "--check", "--quiet", "templates")),
    "template lint": Check(("-m", "djlint", "--lint", "--quiet", "templates")),
    "migrations": Check(("manage.py", "makemigrations", "--check", "--dry-run")),
    "deployment": Check(
        ("manage.py", "check", "--deploy", "--fail-level", "WARNING"), LIKE_PRODUCTION
    ),
}
