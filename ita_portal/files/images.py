"""Pictures: opened with care, and photographs made upright, small, and silent about the camera.

Memory is bounded: a JPEG is unpacked at a fraction of its size, everything else whole (four bytes a
pixel), and from there on strip by strip.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO

import pillow_heif
from PIL import Image, ImageCms, ImageFile, ImageOps

from ita_portal.errors import Refused
from ita_portal.files.accepting import MOST_JPEG_PIXELS, MOST_PIXELS, MOST_WEBP_PIXELS, PHOTOS
from ita_portal.files.disk import EMPTY, too_large

LONG_SIDE = 1600
"""Pixels of the longer side of a photograph at most: sharp on paper over the whole width."""
PHOTO_BYTES = 600 * 1024
"""What a photograph may weigh at most; a report holds more than a hundred."""
NO_PICTURE = "ไฟล์นี้ไม่ใช่ภาพที่อ่านได้ หรือภาพเสียหายหรือไม่ครบ โปรดถ่ายหรือบันทึกใหม่เป็น JPEG หรือ PNG"
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")

_QUALITIES = (85, 75, 65, 55)
_IN_MEMORY = 2**20
_STRIP = 256  # rows of a picture that are worked on at once
_WHITE: dict[str, float | tuple[float, ...]] = {
    "L": 255,
    "RGB": (255, 255, 255),
    "CMYK": (0, 0, 0, 0),
}
_SPACES = {"L": "GRAY", "RGB": "RGB", "CMYK": "CMYK"}
_SIXTEEN_BITS = ("I", "I;16", "I;16B", "I;16L", "I;16N")
_ORIENTATION = 0x0112  # the EXIF tag
# What Pillow and its decoders raise on pictures that are broken or made to break them.
_BROKEN = (OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, EOFError)
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)

pillow_heif.register_heif_opener(thumbnails=False)
Image.MAX_IMAGE_PIXELS = (
    MOST_JPEG_PIXELS  # for all of the process; Pillow's own is lower by a third
)


@contextmanager
def open_picture(source: IO[bytes], *, formats: tuple[str, ...] = FORMATS) -> Iterator[Image.Image]:
    """Give the first picture of a file, not unpacked, after a look at its size in pixels.

    Raises Refused when it is too large; and when it turns out to be broken, also while the caller
    works with it.
    """
    # WeasyPrint lets half pictures pass in its whole process; a half photograph is no evidence.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(source, formats=formats) as picture:
            _require_bearable(picture)
            yield picture
    except _BOMBS as error:
        raise Refused(_too_many_pixels(MOST_JPEG_PIXELS)) from error
    except (*_BROKEN, MemoryError, RuntimeError) as error:
        raise Refused(NO_PICTURE) from error


def unpack(picture: Image.Image) -> None:
    """Unpack an opened picture whole; a JPEG only as large as a photograph needs it."""
    width, height = picture.size
    scale = LONG_SIDE / max(width, height)
    if scale < 1:
        picture.draft(None, (int(width * scale) + 1, int(height * scale) + 1))
    picture.load()


def as_photo(chunks: Iterable[bytes], *, most: int = PHOTOS.max_bytes) -> bytes:
    """Return the photograph as a JPEG of at most LONG_SIDE pixels and PHOTO_BYTES, in sRGB.

    It stands upright, has white where it was transparent, is the first picture of a film, and
    carries nothing of what the camera wrote into it (place, time, device, preview). The same bytes
    give the same photograph. `chunks` may be an opened file.

    Raises Refused for what is no whole picture, has more than `most` bytes, or too many pixels; the
    last two before anything is unpacked.
    """
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        size = 0
        for chunk in chunks:
            size += len(chunk)
            if size > most:
                raise Refused(too_large(most))
            spool.write(chunk)
        if not size:
            raise Refused(EMPTY)
        spool.seek(0)
        with open_picture(spool) as picture:
            return _weighed(_small(picture))


def _require_bearable(picture: Image.Image) -> None:
    """Raise Refused for more pixels than the memory bears.

    A progressive JPEG cannot be unpacked in part.
    """
    if picture.format == "WEBP":
        most = MOST_WEBP_PIXELS
    elif picture.format in {"JPEG", "MPO"} and not picture.info.get("progressive"):
        most = MOST_JPEG_PIXELS
    else:
        most = MOST_PIXELS
    if picture.width * picture.height > most:
        raise Refused(_too_many_pixels(most))


def _too_many_pixels(most: int) -> str:
    return f"ภาพใหญ่เกินไป รับได้ไม่เกิน {most // 1_000_000} ล้านพิกเซล โปรดย่อขนาดภาพก่อน"


def _small(picture: Image.Image) -> Image.Image:
    """Return the opened picture small, in sRGB and upright, without anything that came with it."""
    profile, orientation = picture.info.get("icc_profile"), picture.getexif().get(_ORIENTATION)
    unpack(picture)
    reduced = _reduced(picture)
    reduced.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS, reducing_gap=None)
    coloured = _in_srgb(reduced, profile)
    coloured.getexif()[_ORIENTATION] = orientation if orientation in range(1, 9) else 1
    return ImageOps.exif_transpose(coloured)


def _reduced(picture: Image.Image) -> Image.Image:
    """Return the picture on white, averaged down to not less than twice of what is wanted.

    Worked on in strips, so that no second copy of a large picture is made.
    """
    factor = max(1, max(picture.size) // (2 * LONG_SIDE))
    height = _STRIP * factor
    mode = _plain_mode(picture)
    size = (-(-picture.width // factor), -(-picture.height // factor))
    canvas = Image.new(mode, size, _WHITE[mode])
    for top in range(0, picture.height, height):
        bottom = min(top + height, picture.height)
        strip = _plain(picture.crop((0, top, picture.width, bottom)), mode)
        canvas.paste(strip.reduce(factor) if factor > 1 else strip, (0, top // factor))
    return canvas


def _plain_mode(picture: Image.Image) -> str:
    if picture.mode == "CMYK":
        return "CMYK"
    grey = picture.mode in {"1", "L", *_SIXTEEN_BITS} and "transparency" not in picture.info
    return "L" if grey else "RGB"


def _plain(strip: Image.Image, mode: str) -> Image.Image:
    """Return a strip without transparency, eight bits a colour, in `mode`."""
    if strip.mode in _SIXTEEN_BITS:
        strip = strip.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if strip.mode in {"LA", "PA", "La", "RGBA", "RGBa"} or "transparency" in strip.info:
        strip = strip.convert("RGBA")
        white = Image.new("RGBA", strip.size, (255, 255, 255, 255))
        strip = Image.alpha_composite(white, strip)
    return strip if strip.mode == mode else strip.convert(mode)


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the picture in the colours of every screen; a useless profile is passed over."""
    if profile:
        try:
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if given.profile.xcolor_space.strip() == _SPACES[picture.mode]:
                srgb = ImageCms.createProfile("sRGB")
                turned = ImageCms.profileToProfile(picture, given, srgb, outputMode="RGB")
                return turned or picture.convert("RGB")
        except (ImageCms.PyCMSError, *_BROKEN):
            return picture.convert("RGB")
    return picture.convert("RGB")


def _weighed(picture: Image.Image) -> bytes:
    """Return the picture as a JPEG that weighs no more than it may: first coarser, then smaller."""
    while True:
        for quality in _QUALITIES:
            data = _jpeg(picture, quality)
            if len(data) <= PHOTO_BYTES:
                return data
        picture = picture.resize((max(1, picture.width * 3 // 4), max(1, picture.height * 3 // 4)))


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    data = io.BytesIO()
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    bare.save(data, "JPEG", quality=quality, optimize=True, progressive=False, subsampling="4:2:0")
    return data.getvalue()
