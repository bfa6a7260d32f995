"""Secrets that rest in the database, and the keys that do not."""

import multiprocessing
import stat

import pytest

from ita_portal import keys


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Give a data folder of the test's own."""
    settings.DATA_DIR = tmp_path
    return tmp_path / "keys"


def test_what_was_locked_opens_and_cannot_be_read_before():
    locked = keys.encrypt("samples", "ความลับ".encode())

    assert "ความลับ".encode() not in locked
    assert keys.decrypt("samples", locked).decode() == "ความลับ"


def test_the_key_is_made_on_first_use_for_its_owner_alone(folder):
    assert not folder.exists()

    keys.encrypt("samples", b"x")

    assert stat.S_IMODE((folder / "samples.key").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_new_key_opens_what_the_old_one_locked():
    old = keys.encrypt("samples", b"x")

    keys.change_key("samples")
    new = keys.renewed("samples", old)

    assert keys.decrypt("samples", old) == keys.decrypt("samples", new) == b"x"
    assert old.partition(b":")[0] != new.partition(b":")[0]


def test_a_forgotten_key_opens_nothing_any_more():
    old = keys.encrypt("samples", b"x")
    keys.change_key("samples")
    new = keys.renewed("samples", old)

    gone = keys.forget_old_keys("samples")

    assert gone == 1
    assert keys.decrypt("samples", new) == b"x"
    with pytest.raises(keys.KeyLostError):
        keys.decrypt("samples", old)


def test_a_lost_key_is_said_with_its_file_and_no_new_one_is_made(folder):
    locked = keys.encrypt("samples", b"x")
    (folder / "samples.key").unlink()

    with pytest.raises(keys.KeyLostError) as lost:
        keys.decrypt("samples", locked)

    assert "keys/samples.key" in lost.value.message
    assert "ชุดสำรอง" in lost.value.message
    assert not (folder / "samples.key").exists()


def test_a_key_made_after_the_loss_does_not_pass_for_the_lost_one(folder):
    locked = keys.encrypt("samples", b"x")
    (folder / "samples.key").unlink()
    keys.encrypt("samples", b"y")

    with pytest.raises(keys.KeyLostError, match="ไม่พบกุญแจ"):
        keys.decrypt("samples", locked)


def test_damage_is_told_from_a_lost_key():
    locked = keys.encrypt("samples", b"x")

    with pytest.raises(keys.KeyLostError, match="เสียหาย"):
        keys.decrypt("samples", locked[:-8] + b"AAAAAAA=")


def test_the_key_of_another_purpose_opens_nothing():
    keys.encrypt("others", b"y")
    locked = keys.encrypt("samples", b"x")

    with pytest.raises(keys.KeyLostError):
        keys.decrypt("others", locked)


@pytest.mark.parametrize("purpose", ["", "../x", "A", "x/y", "ก"])
def test_a_purpose_is_a_plain_name(purpose):
    with pytest.raises(ValueError, match="no name of a purpose"):
        keys.encrypt(purpose, b"x")


def _lock(queue: "multiprocessing.Queue[bytes]") -> None:
    queue.put(keys.encrypt("samples", b"x"))


def test_processes_that_lock_for_the_first_time_at_once_share_one_key():
    fork = multiprocessing.get_context("fork")
    queue: multiprocessing.Queue[bytes] = fork.Queue()
    processes = [fork.Process(target=_lock, args=(queue,)) for _ in range(8)]
    for process in processes:
        process.start()

    locked = [queue.get(timeout=20) for _ in processes]

    for process in processes:
        process.join()
    assert {keys.decrypt("samples", one) for one in locked} == {b"x"}
    assert len({one.partition(b":")[0] for one in locked}) == 1
