"""What the tests of the house rules walk over: rooms, files, models, templates, routes."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from django.apps import AppConfig, apps
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
DOMAIN = ("assessments", "measures", "complaints", "disclosure")
CODE = ("ita_portal", *DOMAIN)
ROOF = {"settings", "mail", "schedule", "urls", "celery", "wsgi", "asgi"}
"""Modules of ita_portal that only wire the rooms together."""


def own_apps() -> list[AppConfig]:
    """Return the apps that are ours, and not a package's."""
    return [config for config in apps.get_app_configs() if Path(config.path).parent in OWN_PLACES]


OWN_PLACES = {ROOT, ROOT / "ita_portal"}


def own_models() -> list[type[models.Model]]:
    """Return our models, without the tables that many-to-many fields make by themselves."""
    return [model for config in own_apps() for model in config.get_models()]


def contract_layers() -> list[set[str]]:
    """Return the layers of the import contract from the roof to the ground."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    return [{name.strip() for name in layer.split("|")} for layer in layers]


def height_of_rooms() -> dict[str, int]:
    """Return how high each room stands, by the last part of its name; the ground is 0."""
    heights = {}
    for height, layer in enumerate(reversed(contract_layers())):
        for name in layer:
            heights[name.rpartition(".")[2]] = height
    return heights


def python_files(*folders: str) -> list[Path]:
    """Return the Python files in the folders of the project, without migrations."""
    return [
        path
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def templates() -> list[Path]:
    """Return all templates."""
    return sorted(TEMPLATES.rglob("*.html"))


def short(path: Path) -> str:
    """Name a file in a test's title."""
    return path.relative_to(ROOT).as_posix()


def routes() -> Iterator[tuple[str, str, type]]:
    """Yield name, pattern and view class of every address of the portal."""
    yield from _walk(get_resolver(), "", "")


def _walk(resolver: URLResolver, room: str, before: str) -> Iterator[tuple[str, str, type]]:
    for entry in resolver.url_patterns:
        pattern = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield f"{room}:{entry.name}", pattern, entry.callback.view_class
        else:
            yield from _walk(entry, entry.namespace or room, pattern)
