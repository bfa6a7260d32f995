"""What the browser loads comes from us: whole, unchanged, and from no other host."""

import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
STATIC = ROOT / "static"
MANIFEST = STATIC / "vendor" / "MANIFEST.sha256"
SPRITE = STATIC / "img" / "icons.svg"

TEXT = {".css", ".js", ".svg", ".html", ".txt", ".json"}
COMMENT = re.compile(r"/\*.*?\*/|<!--.*?-->|\{#.*?#\}", re.DOTALL)
ADDRESS = re.compile(r"""(?:\bhttps?:|\bwss?:|["'(=]\s*)//[a-z0-9-]+(?:\.[a-z0-9-]+)+""", re.I)
NAMESPACE = re.compile(r"https?://www\.w3\.org/[\w/.#-]+")
KNOWN_WORDS = (
    "https://popper.js.org/docs/v2/"  # in the words of an error of Bootstrap, never fetched
)
STYLE = re.compile(r"\sstyle\s*=|<style\b|\son[a-z]+\s*=\s*[\"']", re.I)
ICON_TAG = re.compile(r"""\{%\s*(?:icon\s+|chip\s+\S+\s+)["']([a-z0-9-]+)["']""")
ICON_USE = re.compile(r"icons\.svg[^\"']*#([a-z0-9-]+)")

LISTED = dict(
    reversed(line.split("  ", 1)) for line in MANIFEST.read_text(encoding="ascii").splitlines()
)
WEB_FILES = [
    path
    for folder in (STATIC, ROOT / "templates")
    for path in sorted(folder.rglob("*"))
    if path.suffix in TEXT and path.is_file()
]
PAGES = [
    path
    for path in WEB_FILES
    if path.suffix == ".html" and path.relative_to(ROOT).parts[1] not in {"documents", "emails"}
]


def name(path: Path) -> str:
    """Name a file in a test's title."""
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("listed", LISTED)
def test_a_vendored_file_is_the_one_that_was_taken_over(listed):
    content = (STATIC / listed).read_bytes()

    assert hashlib.sha256(content).hexdigest() == LISTED[listed]


def test_every_vendored_file_is_in_the_manifest():
    found = {path for path in (STATIC / "vendor").rglob("*") if path.is_file()} - {MANIFEST}

    assert {path.relative_to(STATIC).as_posix() for path in found} <= LISTED.keys()


def test_every_vendored_package_brings_its_licence():
    packages = {path for path in (STATIC / "vendor").iterdir() if path.is_dir()}

    assert all((package / "LICENSE").exists() for package in packages)


def test_the_lock_of_the_vendored_packages_names_no_host():
    lock = ROOT / "tools" / "vendor" / "package-lock.json"

    assert "http" not in lock.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", WEB_FILES, ids=name)
def test_no_file_for_the_browser_refers_to_another_host(path):
    text = NAMESPACE.sub("", COMMENT.sub("", path.read_text(encoding="utf-8")))
    text = text.replace(KNOWN_WORDS, "")

    assert not ADDRESS.findall(text)


@pytest.mark.parametrize("path", WEB_FILES, ids=name)
def test_no_file_for_the_browser_names_a_source_map(path):
    assert "sourceMappingURL" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_page_keeps_style_and_script_out_of_its_tags(path):
    """The content security policy refuses both."""
    assert not STYLE.findall(COMMENT.sub("", path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_icon_that_a_template_draws_is_in_the_sprite(path):
    sprite = SPRITE.read_text(encoding="utf-8")
    text = path.read_text(encoding="utf-8")

    drawn = {*ICON_TAG.findall(text), *ICON_USE.findall(text)}

    assert {icon for icon in drawn if f'id="{icon}"' not in sprite} == set()
