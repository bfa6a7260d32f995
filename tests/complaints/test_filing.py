"""Files of a complaint on the disk: noise, without a name, and swept up when nobody needs them."""

from __future__ import annotations

import os
import time

import pytest

from complaints.models import Attachment
from complaints.rules import filing
from complaints.rules.filing import add_file, bytes_of, files_of, path_of, sweep
from ita_portal.errors import Refused
from ita_portal.keys import KeyLostError
from tests.complaints.cast import case_of, picture, text_file, upload

DAY = 86_400


@pytest.fixture
def case(office, complaint_officer):
    """Give a case without files."""
    return case_of(office)


def test_a_file_is_opened_as_it_came(case):
    row = add_file(case, text_file("บันทึกลับ.txt", "เนื้อความ"))

    file = files_of(case)[0]
    assert (file.name, file.may_tell) == ("บันทึกลับ.txt", False)
    assert bytes_of(case, row).decode() == "เนื้อความ"
    assert "เนื้อความ".encode() not in path_of(row.key).read_bytes()


def test_a_picture_is_made_anew(case):
    row = add_file(case, picture("IMG_สวน.PNG.jpg"))

    assert b"TelephoneOfTheWitness" not in bytes_of(case, row)
    assert files_of(case)[0].name.endswith(".jpg")


def test_the_same_content_is_one_file_in_a_case_and_looks_different_in_another(case, office):
    other = case_of(office)
    first = add_file(case, text_file("a.txt", "same"))

    assert add_file(case, text_file("b.txt", "same")) == first
    second = add_file(other, text_file("a.txt", "same"))
    assert first.once != second.once
    assert path_of(first.key).read_bytes() != path_of(second.key).read_bytes()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("run.exe", b"MZ\x90\x00" + b"0" * 100, "โปรแกรม"),
        ("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "สคริปต์"),
        ("broken.jpg", b"\xff\xd8\xff\xe0" + b"0" * 50, "ภาพ"),
        ("wrong.pdf", b"just words", ".pdf"),
        ("empty.txt", b"", "ว่างเปล่า"),
    ],
)
def test_what_may_do_harm_is_refused_and_nothing_is_left(case, name, content, told):
    with pytest.raises(Refused, match=told):
        add_file(case, upload(name, content))

    assert not Attachment.objects.exists()


def test_a_file_that_was_only_counted_is_too_large(case):
    """Of five gigabytes a few are stored, and `size` tells how large it was."""
    huge = upload("film.pdf", b"%PDF-1.7")
    huge.size = 5 * 2**30

    with pytest.raises(Refused, match="ใหญ่เกินไป"):
        add_file(case, huge)


def test_a_case_takes_so_many_files_and_says_so(case, monkeypatch):
    monkeypatch.setattr(filing, "MOST_FILES", 1)
    add_file(case, text_file("1.txt", "1"))

    with pytest.raises(Refused, match="ครบ"):
        add_file(case, text_file("2.txt", "2"))


def test_a_file_that_was_changed_or_moved_on_the_disk_does_not_open(case):
    one, two = (add_file(case, text_file(f"{n}.txt", str(n))) for n in (1, 2))
    path_of(one.key).write_bytes(path_of(two.key).read_bytes())

    with pytest.raises(KeyLostError):
        bytes_of(case, one)
    path_of(one.key).unlink()
    with pytest.raises(Refused, match="ไม่อยู่ในที่เก็บ"):
        bytes_of(case, one)


def test_what_nobody_needs_is_swept_after_two_days(case):
    kept = path_of(add_file(case, text_file("1.txt", "1")).key)
    orphan, young = kept.with_name("0" * 40), kept.with_name("1" * 40)
    for path in (orphan, young):
        path.write_bytes(b"noise")
    for path in (kept, orphan):
        os.utime(path, (time.time() - 3 * DAY,) * 2)

    assert sweep() == 1
    assert kept.exists()
    assert young.exists()
    assert not orphan.exists()


def test_the_disk_being_full_leaves_no_half_file(case, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(Attachment, "save", full)
    before = set(path_of("ab" + "0" * 38).parent.parent.rglob("*"))

    with pytest.raises(OSError, match="no space"):
        add_file(case, text_file("1.txt", "1"))
    files = {path for path in path_of("ab").parent.parent.rglob("*") if path.is_file()}
    assert files <= before
