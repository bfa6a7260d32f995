#!/usr/bin/env python3
"""Copy the front-end files of others into static/, and write down their hashes.

For those who renew them, with Node's npm at hand:

    (cd tools/vendor && npm ci --ignore-scripts) && python3 tools/vendor/update.py

The portal itself needs neither npm nor this script. Safe to repeat: the same packages give the
same bytes. The hashes are of our copies: names of source maps are taken out, since the maps are
not shipped and collecting static files stops at a name that leads nowhere.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
MODULES = HERE / "node_modules"
STATIC = HERE.parent.parent / "static"
VENDOR = STATIC / "vendor"
SPRITE = STATIC / "img" / "icons.svg"
MANIFEST = VENDOR / "MANIFEST.sha256"

COPIES = {
    "bootstrap/dist/css/bootstrap.min.css": "bootstrap/bootstrap.min.css",
    "bootstrap/dist/js/bootstrap.bundle.min.js": "bootstrap/bootstrap.bundle.min.js",
    "bootstrap/LICENSE": "bootstrap/LICENSE",
    "@popperjs/core/LICENSE.md": "bootstrap/LICENSE.popper",
    "htmx.org/dist/htmx.min.js": "htmx/htmx.min.js",
    "htmx.org/LICENSE": "htmx/LICENSE",
    "bootstrap-icons/LICENSE": "bootstrap-icons/LICENSE",
    "@fontsource/sarabun/LICENSE": "sarabun/LICENSE",
}
"""File in node_modules to file in static/vendor."""

WEIGHTS = (400, 600, 700)
SUBSETS = ("thai", "latin")

SOURCE_MAP = re.compile(rb"\n?(?:/\*|//)[#@] sourceMappingURL=[^\n]*\n?")
FACE = re.compile(r"/\* sarabun-(?P<subset>\w+)-\d+-normal \*/\n@font-face \{.*?\n\}", re.DOTALL)
WOFF = re.compile(r", url\([^)]*\.woff\) format\('woff'\)")
SYMBOL = re.compile(r'<symbol [^>]*id="(?P<name>[^"]+)".*?</symbol>', re.DOTALL)


def main() -> None:
    """Renew everything that comes out of node_modules."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    for source, target in COPIES.items():
        write(VENDOR / target, SOURCE_MAP.sub(b"\n", (MODULES / source).read_bytes()))
    write_sarabun()
    write(SPRITE, sprite(wanted_icons()).encode())
    tidy_lock()
    write(MANIFEST, manifest().encode())
    print(f"{MANIFEST.relative_to(STATIC.parent)}: {sum(1 for _ in vendored())} files")


def write(path: Path, content: bytes) -> None:
    """Write `content` to `path`, with the folders that it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def write_sarabun() -> None:
    """Copy Sarabun's Thai and Latin parts with the ranges that tell the browser which to load.

    The package's own files per subset leave the ranges out; then every page loads both parts,
    and the Latin one draws Thai letters that it does not have.
    """
    package = MODULES / "@fontsource" / "sarabun"
    faces = []
    for weight in WEIGHTS:
        sheet = (package / f"{weight}.css").read_text(encoding="utf-8")
        for face in FACE.finditer(sheet):
            if face["subset"] in SUBSETS:
                faces.append(WOFF.sub("", face[0]).replace("./files/", ""))
                name = f"sarabun-{face['subset']}-{weight}-normal.woff2"
                write(VENDOR / "sarabun" / name, (package / "files" / name).read_bytes())
    if len(faces) != len(WEIGHTS) * len(SUBSETS):
        raise SystemExit("the package's style sheet is laid out anew: see FACE")
    write(VENDOR / "sarabun" / "sarabun.css", ("\n\n".join(faces) + "\n").encode())


def wanted_icons() -> list[str]:
    """Return the names in icons.txt, without its comments."""
    lines = (HERE / "icons.txt").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def sprite(names: list[str]) -> str:
    """Return one SVG with a `<symbol>` for each name, to be drawn by `<use href="…#name">`."""
    whole = (MODULES / "bootstrap-icons" / "bootstrap-icons.svg").read_text(encoding="utf-8")
    symbols = {found["name"]: found[0] for found in SYMBOL.finditer(whole)}
    missing = sorted(set(names) - symbols.keys())
    if missing:
        raise SystemExit(f"Bootstrap Icons has no {', '.join(missing)}")
    body = "\n".join(symbols[name] for name in sorted(set(names)))
    return (
        "<!-- Bootstrap Icons (MIT): static/vendor/bootstrap-icons/LICENSE -->\n"
        f'<svg xmlns="http://www.w3.org/2000/svg" fill="currentColor">\n{body}\n</svg>\n'
    )


def tidy_lock() -> None:
    """Take the addresses of sponsors out of the lock: it names packages, versions and hashes."""
    path = HERE / "package-lock.json"
    lock = json.loads(path.read_text(encoding="utf-8"))
    for package in lock["packages"].values():
        package.pop("funding", None)
        package.pop("resolved", None)
    write(path, (json.dumps(lock, indent=2, ensure_ascii=False) + "\n").encode())


def vendored() -> Iterator[Path]:
    """Yield the files that the manifest answers for, in a fixed order."""
    yield SPRITE
    yield from sorted(path for path in VENDOR.rglob("*") if path.is_file() and path != MANIFEST)


def manifest() -> str:
    """Return lines as `sha256sum` writes and checks them, with names relative to static/."""
    return "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(STATIC).as_posix()}\n"
        for path in vendored()
    )


if __name__ == "__main__":
    main()
