"""Installing says what is missing, repeats what was broken off, and leaves alone what is done."""

import pytest

from tools import debian, install, portal


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Give a folder that looks like the project, where nothing is really installed."""
    (tmp_path / "tools").mkdir()
    for name in install.PINS:
        (tmp_path / name).write_text("pinned\n", encoding="ascii")
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(install, "ROOT", tmp_path)
    monkeypatch.setattr(install, "STAMP", tmp_path / ".venv" / "stamp")
    monkeypatch.setattr(install, "starts", lambda _: True)
    monkeypatch.setattr(install, "ensure_libraries", lambda: None)
    monkeypatch.setattr(install, "fetch_fonts", lambda: None)
    return tmp_path


@pytest.fixture
def installs(monkeypatch):
    """Give the list that grows with every install of packages."""
    done = []
    monkeypatch.setattr(install, "install_packages", lambda: done.append("packages"))
    return done


def test_a_second_install_does_nothing(project, installs):
    install.install()
    install.install()

    assert installs == ["packages"]


def test_a_changed_lock_is_installed(project, installs):
    install.install()
    (project / "requirements.txt").write_text("pinned anew\n", encoding="ascii")
    install.install()

    assert len(installs) == 2


def test_an_install_that_was_broken_off_is_done_again(project, installs, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(install, "install_packages", lambda: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            install.install()

    install.install()

    assert installs == ["packages"]


def test_who_may_not_install_gets_the_command_for_an_administrator(monkeypatch):
    monkeypatch.setattr(debian, "is_installed", lambda package: package == "libpangoft2-1.0-0")
    monkeypatch.setattr(debian, "may_install", lambda: False)

    with pytest.raises(debian.Missing) as refusal:
        debian.ensure(debian.LIBRARIES)

    assert (
        "sudo apt-get install --yes --no-install-recommends libharfbuzz-subset0 fonts-dejavu-core"
        in str(refusal.value)
    )


def test_nothing_is_installed_when_all_is_there(monkeypatch):
    monkeypatch.setattr(debian, "is_installed", lambda _: True)
    monkeypatch.setattr(debian.subprocess, "run", lambda *_, **__: 1 / 0)

    debian.ensure(debian.LIBRARIES)


def test_a_machine_that_lacks_something_ends_the_command_with_2(monkeypatch, capsys):
    def lacking():
        raise debian.Missing("sudo apt-get install …")

    monkeypatch.setattr(portal, "install", lacking)

    assert portal.main(["test"]) == 2
    assert "sudo apt-get install" in capsys.readouterr().err


@pytest.mark.parametrize(("required", "status"), [("", 0), ("1", 1)])
def test_without_a_browser_the_journey_is_said_to_be_missing(required, status, monkeypatch, capsys):
    monkeypatch.setenv("ITA_REQUIRE_BROWSER", required)
    monkeypatch.setattr(portal, "browser", lambda: None)
    monkeypatch.setattr(portal, "may_install", lambda: False)

    assert portal.browser_test() == status
    assert "the browser journey was NOT run" in capsys.readouterr().err
