"""Fetch the typeface of official papers: `.venv/bin/python tools/fonts.py --into var/fonts`.

TH SarabunPSK comes unmodified out of a pinned wheel, with its licence beside it; its licence
lets it be copied and passed on, but it is kept out of the repository. If it cannot be had,
Sarabun is fetched in its place, and the papers are set in that. Nothing is done when the
files are there already. Exit status: 0 a typeface is there, 1 none could be had.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

TOOLS = Path(__file__).resolve().parent
LICENCE_TEXT = 13
"""Number of the licence among the names in a font file."""


class Unobtainable(Exception):
    """A typeface could not be fetched, or is not the one that was pinned."""


@dataclass(frozen=True)
class Typeface:
    """A family in a wheel: where it lies, the SHA-256 of each face, where its licence stands.

    Without `licence` the text is taken from the first face's own name table.
    """

    name: str
    requirement: str
    folder: str
    faces: dict[str, str]
    licence: str = ""

    @property
    def licence_name(self) -> str:
        """The name of the licence file beside the fonts."""
        return f"LICENCE-{self.name.replace(' ', '-')}.txt"


OFFICIAL = Typeface(
    name="TH SarabunPSK",
    requirement="fonts.txt",
    folder="odoo/addons/l10n_th_base_utils/static/fonts/thai/THSarabun/",
    faces={
        "THSarabun-Regular.ttf": (
            "51a071f55fe0b21d05334bea94d6e13393edd23e4bf775fd6b1f829bece967f4"
        ),
        "THSarabun-Bold.ttf": ("7457675c19186491cae40957f07d2426f0fe9633379fa0198b78fc0db753702b"),
        "THSarabun-Italic.ttf": (
            "79ba913cdb90bac50e312875823e55322f7b80c5a5ab8a0e4d351ee215840004"
        ),
        "THSarabun-Bold-Italic.ttf": (
            "8a8731b6bed21f1a0b6788162239d4390974e1ad379462235d55a6377e8b1689"
        ),
    },
)
FALLBACK = Typeface(
    name="Sarabun",
    requirement="fonts-fallback.txt",
    folder="fontpkg_sarabun/files/",
    faces={
        "Sarabun-Regular.ttf": ("226d4f368fbc0457990ddef2692679badfd2c1a4e89e5ac4d43c10ba7743b2f1"),
        "Sarabun-Bold.ttf": ("d38308ca27d067b9a1b79006337c1f9a66c29aa016d96a9d88d3801da7fa83b9"),
        "Sarabun-Italic.ttf": ("595a968e97a8b8179a6bde2d74d4f91b11475dcfb6cf270037d76d8ed71160ea"),
        "Sarabun-BoldItalic.ttf": (
            "5ef1b930f9a3afed5ec83374b5617cad3a89d91a8fc5e372dc028c2aa2950f8d"
        ),
    },
    licence="fontpkg_sarabun/LICENSE",
)


def is_there(typeface: Typeface, folder: Path) -> bool:
    """Tell whether all faces lie in `folder`, each with its pinned hash, and the licence."""
    return (folder / typeface.licence_name).is_file() and all(
        (folder / name).is_file() and _sha256((folder / name).read_bytes()) == pinned
        for name, pinned in typeface.faces.items()
    )


def fetch(typeface: Typeface, folder: Path) -> None:
    """Download the wheel and put faces and licence into `folder`. Safe to repeat.

    Raises Unobtainable when the wheel cannot be had or holds other files than the pinned ones.
    """
    with (
        tempfile.TemporaryDirectory() as download,
        zipfile.ZipFile(_download(typeface, Path(download))) as wheel,
    ):
        found = {name: _pinned_face(typeface, name, wheel) for name in typeface.faces}
        licence = _licence(typeface, found, wheel)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / typeface.licence_name).write_text(licence, encoding="utf-8")
    for name, data in found.items():
        part = folder / f"{name}.part"
        part.write_bytes(data)
        part.replace(folder / name)


def _download(typeface: Typeface, into: Path) -> Path:
    """Let pip download the one wheel that is named, with its hash, in the requirement file."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    command += ["--only-binary=:all:", "--dest", str(into)]
    command += ["-r", str(TOOLS / typeface.requirement)]
    try:
        subprocess.run(command, check=True, timeout=300, stdout=sys.stderr)
    except (subprocess.SubprocessError, OSError) as error:
        raise Unobtainable(f"pip could not download it ({error})") from error
    return next(into.glob("*.whl"))


def _pinned_face(typeface: Typeface, name: str, wheel: zipfile.ZipFile) -> bytes:
    try:
        data = wheel.read(typeface.folder + name)
    except KeyError as error:
        raise Unobtainable(f"the wheel has no {name}") from error
    if _sha256(data) != typeface.faces[name]:
        raise Unobtainable(f"{name} is not the file that was pinned")
    return data


def _licence(typeface: Typeface, found: dict[str, bytes], wheel: zipfile.ZipFile) -> str:
    if typeface.licence:
        return wheel.read(typeface.licence).decode("utf-8")
    with TTFont(io.BytesIO(next(iter(found.values())))) as font:
        text = str(font["name"].getDebugName(LICENCE_TEXT))
    return "\n".join(text.splitlines()) + "\n"


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def main() -> int:
    """Fetch the official typeface, or the fallback; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--into", type=Path, required=True, help="folder for the font files")
    folder = parser.parse_args().into
    for typeface in (OFFICIAL, FALLBACK):
        if is_there(typeface, folder):
            return 0
        try:
            fetch(typeface, folder)
        except Unobtainable as error:
            print(f"fonts: {typeface.name} is not to be had: {error}", file=sys.stderr)
        else:
            print(f"fonts: papers are set in {typeface.name}", file=sys.stderr)
            return 0
    print("fonts: none for official papers; run this again once online", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
