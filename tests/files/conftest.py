"""A private folder for each test, and a short way to keep a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ita_portal.files.accepting import DOCUMENTS, Accept
from ita_portal.files.models import StoredFile
from ita_portal.files.rules import keep


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    """Give the folder in which private files lie."""
    settings.PRIVATE_FILES = tmp_path
    return tmp_path


@pytest.fixture
def kept(office, officer) -> Callable[..., StoredFile]:
    """Give a function that keeps bytes under a name, as an officer of the office."""

    def keep_it(data: bytes, name: str, accept: Accept = DOCUMENTS) -> StoredFile:
        return keep([data], name=name, office=office, by=officer, accept=accept)

    return keep_it


@pytest.fixture
def on_disk(folder) -> Callable[[], list[Path]]:
    """Give a function that lists all files of the private folder."""
    return lambda: sorted(path for path in folder.rglob("*") if path.is_file())
