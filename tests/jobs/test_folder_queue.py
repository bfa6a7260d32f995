"""The queue on disk: messages are whole, in order, and one that is spoilt stops nothing."""

import queue

import pytest
from kombu import Connection
from kombu.exceptions import ChannelError

from ita_portal.celery import app
from ita_portal.jobs.folder_queue import Transport


@pytest.fixture
def folder(tmp_path):
    """Give the folder of messages that wait."""
    for name in ("messages", "done", "control"):
        (tmp_path / name).mkdir()
    return tmp_path / "messages"


@pytest.fixture
def box(folder):
    """Give a queue over the folder."""
    Transport.global_state.clear()  # it remembers the queues of the test before
    options = {
        "data_folder_in": str(folder),
        "data_folder_out": str(folder),
        "processed_folder": str(folder.with_name("done")),
        "control_folder": str(folder.with_name("control")),
        "store_processed": True,
    }
    with (
        Connection(transport=Transport, transport_options=options) as connection,
        connection.SimpleQueue("celery") as opened,
    ):
        yield opened


def read(box) -> list[object]:
    """Take all messages out."""
    found = []
    while True:
        try:
            message = box.get_nowait()
        except queue.Empty:
            return found
        message.ack()
        found.append(message.payload)


def test_the_portal_without_redis_uses_this_queue():
    with app.connection_for_write("filesystem://") as connection:
        assert type(connection.transport) is Transport


def test_messages_come_out_whole_once_and_in_order(box):
    for number in range(20):
        box.put({"job": number, "words": "ภาษาไทย"})

    first, second = read(box), read(box)

    assert [message["job"] for message in first] == list(range(20))
    assert first[0]["words"] == "ภาษาไทย"
    assert second == []


def test_a_message_that_is_being_written_is_not_there_yet(box, folder):
    (folder / "1_a.celery.msg.part").write_text("{")

    assert read(box) == []


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b'{"body": '])
def test_a_spoilt_message_is_put_aside(box, folder, content):
    (folder / "0_a.celery.msg").write_bytes(content)
    box.put("whole")

    assert read(box) == ["whole"]
    assert list(folder.iterdir()) == []


def test_a_full_disk_is_told_and_leaves_nothing_half_written(box, folder, monkeypatch):
    def full(path, text, **_):
        path.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_text", full)
    with pytest.raises(ChannelError):
        box.put("lost")

    assert list(folder.iterdir()) == []
