"""Which typeface papers are set in: TH SarabunPSK, or Sarabun where that could not be had.

`tools/fonts.py` puts the files into the folder; nothing here downloads.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Face:
    """One font file of a family: weight as in CSS (400, 700), style "normal" or "italic"."""

    file: str
    weight: int
    style: str


@dataclass(frozen=True)
class Family:
    """A family that papers can be set in.

    `size` is in points: the size at which its letters are as wide as TH SarabunPSK at 16 pt.
    """

    name: str
    size: str
    faces: tuple[Face, ...]


@dataclass(frozen=True)
class FontSet:
    """A family whose four faces lie in `folder`."""

    family: Family
    folder: Path

    @property
    def name(self) -> str:
        """The family's name, as CSS and the finished PDF call it."""
        return self.family.name

    @property
    def size(self) -> str:
        """The size of running text in points."""
        return self.family.size

    @property
    def css(self) -> str:
        """The `@font-face` rules of the four faces."""
        return "\n".join(
            f'@font-face{{font-family:"{self.name}";font-weight:{face.weight};'
            f'font-style:{face.style};src:url("{(self.folder / face.file).as_uri()}")}}'
            for face in self.family.faces
        )


def _four_faces(stem: str, bold_italic: str) -> tuple[Face, ...]:
    return (
        Face(f"{stem}-Regular.ttf", 400, "normal"),
        Face(f"{stem}-Bold.ttf", 700, "normal"),
        Face(f"{stem}-Italic.ttf", 400, "italic"),
        Face(f"{stem}-{bold_italic}.ttf", 700, "italic"),
    )


OFFICIAL = Family("TH SarabunPSK", "16", _four_faces("THSarabun", "Bold-Italic"))
"""The face and size of official papers.

**Source:** the guide to typing official letters by computer that came with circular
นร 0106/ว 2019 of November B.E. 2553.
"""

FALLBACK = Family("Sarabun", "10.5", _four_faces("Sarabun", "BoldItalic"))
"""The open successor; at 16 pt it would be half as wide again as the official face."""


def installed_fonts(folder: Path) -> FontSet:
    """Return the official face if its files lie in `folder`, else the fallback.

    Raises FileNotFoundError when neither is whole: papers in a chance font would be wrong
    for good, since a PDF is made once.
    """
    folder = folder.resolve()
    for family in (OFFICIAL, FALLBACK):
        if all((folder / face.file).is_file() for face in family.faces):
            return FontSet(family, folder)
    raise FileNotFoundError(f"no fonts for papers in {folder}: run tools/fonts.py --into {folder}")
