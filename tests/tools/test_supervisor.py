"""The supervisor keeps its children running, and leaves none behind."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tools import supervisor
from tools.supervisor import Child, Supervisor

ROOT = Path(__file__).resolve().parent.parent.parent
SLEEPER = "import time; time.sleep(60)"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
HEALTH = "http://127.0.0.1:1/"  # nobody answers there


@pytest.fixture
def child(tmp_path):
    """Give a function that makes a child out of a line of Python, and end them all afterwards."""
    made = []

    def make(line: str, name: str = "sleeper") -> Child:
        made.append(
            Child(name, [sys.executable, "-c", line], tmp_path / f"{name}.log", tmp_path / name)
        )
        return made[-1]

    yield make
    for one in made:
        one.signal_group(signal.SIGKILL)
        if one.process is not None:
            one.process.wait()


def eventually(true, within=10.0):
    """Wait until `true()` holds."""
    deadline = time.monotonic() + within
    while not true():
        assert time.monotonic() < deadline, "it never came to be"
        time.sleep(0.02)


def running(keeper):
    """Run a supervisor in a thread, as long as the test needs it."""
    thread = threading.Thread(target=keeper.run, args=(HEALTH, "", 0.02), daemon=True)
    thread.start()
    return thread


def is_alive(pid):
    """Tell whether a process is there and no zombie."""
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


def test_a_child_that_dies_is_started_again(child):
    sleeper = child(SLEEPER)
    sleeper.look_after()
    first = sleeper.process.pid

    sleeper.process.kill()
    sleeper.process.wait()
    sleeper.look_after()

    assert sleeper.is_running()
    assert sleeper.process.pid != first


def test_a_child_that_dies_at_once_is_started_less_and_less_often(child):
    broken = child("raise SystemExit(3)")
    broken.start()

    waits = []
    for _ in range(4):
        broken.process.wait()
        broken.look_after()
        waits.append(max(0, round(broken.due - time.monotonic())))
        if broken.process is None:
            broken.start()  # as if the time had passed

    assert waits == [0, 1, 2, 4]


def test_a_child_begins_with_an_empty_temporary_folder(child):
    tidy = child("import os; open(os.environ['TMPDIR'] + '/new', 'w').close()")
    tidy.temporary.mkdir()
    (tidy.temporary / "left-over").touch()

    tidy.start()
    tidy.process.wait()

    assert [path.name for path in tidy.temporary.iterdir()] == ["new"]


def test_a_log_that_has_grown_large_is_put_aside(child):
    sleeper = child(SLEEPER)
    sleeper.log.write_bytes(b"x" * (supervisor.LARGEST_LOG + 1))

    sleeper.start()

    assert sleeper.log.stat().st_size == 0
    assert sleeper.log.with_suffix(".log.1").stat().st_size == supervisor.LARGEST_LOG + 1


def test_asking_to_stop_ends_all_children(child):
    keeper = Supervisor([child(SLEEPER, "one"), child(SLEEPER, "two")])
    thread = running(keeper)
    eventually(lambda: all(one.is_running() for one in keeper.children))

    keeper.ask_to_stop()
    thread.join(5)

    assert not thread.is_alive()
    assert not any(one.is_running() for one in keeper.children)


def test_a_child_that_will_not_end_is_killed_with_what_it_started(child, monkeypatch, tmp_path):
    monkeypatch.setattr(supervisor, "PATIENCE", 0.3)
    note = tmp_path / "grandchild"
    deaf = child(
        "import subprocess, sys;"
        f"p = subprocess.Popen([sys.executable, '-c', {SLEEPER!r}]);"
        f"open({str(note)!r}, 'w').write(str(p.pid));" + DEAF
    )
    keeper = Supervisor([deaf])
    deaf.start()
    eventually(lambda: note.exists() and note.read_text())

    time.sleep(0.2)  # the signal's handler stands after the note
    keeper.stop()

    assert deaf.process.returncode == -signal.SIGKILL
    eventually(lambda: not is_alive(int(note.read_text())))


def test_children_end_when_the_supervisor_is_killed_outright(tmp_path):
    note = tmp_path / "child"
    program = (
        "import pathlib, sys, time; from tools.supervisor import Child;"
        f"folder = pathlib.Path({str(tmp_path)!r});"
        f"one = Child('one', [sys.executable, '-c', {SLEEPER!r}], folder / 'log', folder / 'tmp');"
        f"one.start(); pathlib.Path({str(note)!r}).write_text(str(one.process.pid)); time.sleep(60)"
    )
    keeper = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT)
    eventually(lambda: note.exists() and note.read_text())

    keeper.kill()
    keeper.wait()

    eventually(lambda: not is_alive(int(note.read_text())))


def test_a_port_that_somebody_listens_on_is_not_free(monkeypatch, capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("PORT", str(taken.getsockname()[1]))

        port = supervisor.wanted_port()

    assert port is None
    assert "มีโปรแกรมอื่นใช้อยู่" in capsys.readouterr().err


@pytest.mark.parametrize("words", ["0", "70000", "-1", "eighty", "80.5"])
def test_a_port_that_is_none_is_refused(words, monkeypatch, capsys):
    monkeypatch.setenv("PORT", words)

    port = supervisor.wanted_port()

    assert port is None
    assert words in capsys.readouterr().err


def test_two_supervisors_do_not_share_a_data_folder(tmp_path):
    first = supervisor.lock(tmp_path)
    second = supervisor.lock(tmp_path)
    first.close()
    third = supervisor.lock(tmp_path)

    assert second is None
    assert third is not None
    third.close()


def test_the_worker_uses_threads_on_the_queue_in_a_folder(monkeypatch, tmp_path):
    monkeypatch.delenv("REDIS_URL", raising=False)
    on_disk = {one.name: one.command for one in supervisor.portal_children(8000, tmp_path)}
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:6379/0")
    on_redis = {one.name: one.command for one in supervisor.portal_children(8000, tmp_path)}

    assert "threads" in on_disk["worker"]
    assert "prefork" in on_redis["worker"]


def test_the_greeting_shows_the_address_and_the_sample_sign_ins(tmp_path):
    (tmp_path / "sample-sign-ins.txt").write_text("officer  เจ้าหน้าที่\n", encoding="utf-8")

    words = supervisor.greeting(8010, tmp_path)

    assert "http://localhost:8010/" in words
    assert "officer  เจ้าหน้าที่" in words
    assert os.fspath(tmp_path) in words
