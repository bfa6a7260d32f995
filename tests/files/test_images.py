"""Photographs become upright, small, and silent about where and with what they were taken."""

from __future__ import annotations

import io
import subprocess
import sys
import textwrap

import pytest
from PIL import Image, ImageCms, ImageFile

from ita_portal.errors import Refused
from ita_portal.files.accepting import MEGABYTE, PHOTOS
from ita_portal.files.images import LONG_SIDE, PHOTO_BYTES, as_photo
from tests.files import samples

ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825


def photo(data: bytes) -> Image.Image:
    """Return the photograph made of these bytes, unpacked."""
    picture = Image.open(io.BytesIO(as_photo([data])))
    picture.load()
    return picture


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    """Return a picture as a file."""
    data = io.BytesIO()
    picture.save(data, kind, **options)
    return data.getvalue()


def corners(picture: Image.Image) -> list[int]:
    """Return how bright the corners are: top left, top right, bottom left, bottom right."""
    grey, (width, height) = picture.convert("L"), picture.size
    places = [(4, 4), (width - 5, 4), (4, height - 5), (width - 5, height - 5)]
    return [grey.getpixel(place) for place in places]


def marked(size: tuple[int, int] = (90, 60)) -> Image.Image:
    """Return a dark picture whose top left corner is bright."""
    picture = Image.new("RGB", size, (20, 20, 20))
    picture.paste((250, 250, 250), (0, 0, size[0] // 3, size[1] // 3))
    return picture


TURNS = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How a camera stores a picture that it held turned: what undoes each orientation of EXIF."""


@pytest.mark.parametrize("orientation", TURNS)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_turned_picture_stands_upright(kind, orientation):
    turn = TURNS[orientation]
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    stored = marked().transpose(turn) if turn is not None else marked()

    made = photo(saved(stored, kind, exif=exif))

    assert made.size == (90, 60)
    assert [value > 128 for value in corners(made)] == [True, False, False, False]


def test_place_and_device_are_gone():
    exif = Image.Exif()
    exif[MAKE] = "ยี่ห้อกล้อง"
    exif.get_ifd(GPS)[2] = (13.0, 45.0, 0.0)
    data = saved(marked(), "JPEG", exif=exif, comment=b"secret", dpi=(300, 300))
    assert b"secret" in data

    made = as_photo([data])

    assert b"secret" not in made
    assert b"Exif" not in made
    assert not Image.open(io.BytesIO(made)).getexif()
    assert Image.open(io.BytesIO(made)).info.keys() <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
    }


@pytest.mark.parametrize(
    ("size", "made"),
    [
        ((4000, 3000), (1600, 1200)),
        ((3000, 4000), (1200, 1600)),
        ((8000, 100), (1600, 20)),
        ((20_000, 2), (1600, 1)),
        ((800, 600), (800, 600)),
        ((1, 1), (1, 1)),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_large_picture_is_made_small_and_a_small_one_left(size, made, kind):
    assert photo(samples.picture(kind, size)).size == made


def test_a_photograph_weighs_no_more_than_it_may():
    noise = Image.effect_noise((1600, 1600), 120)
    noise = Image.merge("RGB", [noise, noise.rotate(90), noise.rotate(180)])

    made = as_photo([saved(noise, "PNG")])

    assert len(made) <= PHOTO_BYTES


def test_the_same_bytes_give_the_same_photograph():
    data = samples.picture("JPEG", (2500, 1700))

    assert as_photo([data]) == as_photo([data[:1000], data[1000:]])


@pytest.mark.parametrize("mode", ["RGBA", "LA", "PA", "P"])
def test_what_is_transparent_is_white(mode):
    clear = Image.new("RGBA", (50, 50), (255, 0, 0, 0))
    clear.paste((0, 0, 0, 255), (25, 0, 50, 50))
    picture = clear.convert("LA") if mode in {"LA", "PA"} else clear
    options = {}
    if mode == "P":
        picture = clear.convert("RGB").convert("P", palette=Image.Palette.ADAPTIVE)
        options = {"transparency": picture.getpixel((2, 2))}

    made = photo(saved(picture, "PNG", **options))

    left, right, *_ = corners(made)
    assert left > 250
    assert right < 5


def test_a_grey_picture_of_sixteen_bits_keeps_its_shades():
    deep = Image.new("I;16", (60, 30), 40_000)

    assert corners(photo(saved(deep, "PNG")))[0] == pytest.approx(40_000 >> 8, abs=2)


def test_printing_colours_become_those_of_a_screen():
    cyan = Image.new("CMYK", (60, 30), (255, 0, 0, 0))

    red, green, blue = photo(saved(cyan, "JPEG", quality=95)).getpixel((5, 5))

    assert red < 60
    assert min(green, blue) > 120


def test_a_colour_profile_is_applied_and_goes():
    """Of a profile whose red and blue are swapped, red must come out blue."""
    swapped = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, blue = swapped.index(b"rXYZ"), swapped.index(b"bXYZ")
    swapped[red : red + 4], swapped[blue : blue + 4] = b"bXYZ", b"rXYZ"
    picture = Image.new("RGB", (60, 30), (255, 0, 0))

    made = photo(saved(picture, "PNG", icc_profile=bytes(swapped)))

    red_now, _, blue_now = made.getpixel((5, 5))
    assert blue_now > 200 > red_now
    assert "icc_profile" not in made.info


@pytest.mark.parametrize("profile", [b"no profile", b"\0" * 200])
def test_a_useless_colour_profile_is_passed_over(profile):
    picture = Image.new("RGB", (60, 30), (200, 0, 0))

    assert photo(saved(picture, "JPEG", icc_profile=profile)).getpixel((5, 5))[0] > 190


def test_of_a_film_the_first_picture_is_taken():
    first, second = Image.new("RGB", (60, 30), "white"), Image.new("RGB", (60, 30), "black")
    for kind in ("WEBP", "PNG"):
        made = photo(saved(first, kind, save_all=True, append_images=[second]))
        assert corners(made) == [255] * 4


def test_a_picture_of_an_iphone_is_taken():
    made = photo(saved(marked((2000, 1000)), "HEIF"))

    assert made.size == (1600, 800)
    assert corners(made)[0] > 200


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "ว่างเปล่า"),
        (b"hello", "ไม่ใช่ภาพ"),
        (samples.pdf(), "ไม่ใช่ภาพ"),
        (samples.picture("GIF"), "ไม่ใช่ภาพ"),
        (samples.picture("JPEG", (900, 900))[:5000], "ไม่ครบ"),
        (samples.huge_png(20_000, 10_000), "ล้านพิกเซล"),
        (samples.huge_png(2**31 - 1, 2**31 - 1), "ล้านพิกเซล"),
    ],
)
def test_what_is_no_photograph_is_refused(data, reason):
    with pytest.raises(Refused, match=reason):
        as_photo([data])


def test_a_file_of_60_megabytes_is_refused_before_it_is_read_to_its_end():
    taken = 0

    def chunks():
        nonlocal taken
        for _ in range(60):
            taken += 1
            yield b"\xff" * MEGABYTE

    with pytest.raises(Refused, match="ไม่เกิน 30 เมกะไบต์"):
        as_photo(chunks())

    assert taken == PHOTOS.max_bytes // MEGABYTE + 1


def megabytes_for(data: bytes) -> int:
    """Return by how much a fresh process grows while it makes a photograph."""
    script = textwrap.dedent(
        """
        import resource, sys
        import django
        django.setup()
        from ita_portal.files.images import as_photo

        data = sys.stdin.buffer.read()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        as_photo([data])
        print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", script], input=data, capture_output=True, check=True
    )
    return int(done.stdout)


def test_a_telephone_with_108_megapixels_needs_little_memory():
    assert megabytes_for(samples.picture("JPEG", (12_000, 9_000), mode="L")) < 150


def test_the_largest_picture_that_is_unpacked_whole_stays_within_bounds():
    picture = Image.new("RGBA", (8_000, 6_200), (10, 200, 30, 120))

    assert megabytes_for(saved(picture, "PNG", compress_level=1)) < 320


def test_long_side_fits_on_paper():
    assert LONG_SIDE / (17 / 2.54) > 200  # dots an inch over the whole width of a paper


def test_a_webp_has_less_room_for_its_decoder_holds_it_four_times():
    with pytest.raises(Refused, match="20 ล้านพิกเซล"):
        as_photo([saved(Image.new("L", (6_000, 3_500)), "WEBP", method=0)])


def test_half_a_picture_is_refused_although_weasyprint_lets_them_pass(monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as importing it does
    whole = saved(marked(), "JPEG")

    with pytest.raises(Refused, match="ไม่ครบ"):
        as_photo([whole[: len(whole) // 2]])
