"""A portal as `make run` starts it, in a data folder of its own, and a browser."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.journeys.waiting import PATIENCE, slow_down

# Playwright's event loop runs in the thread of the tests, where Django would refuse its database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
STARTUP = 300
"""Seconds that a portal may take for its database, its frameworks and its sample office."""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

expect.set_options(timeout=PATIENCE * 1000)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let every journey count as one, whatever its file says: a browser wants the machine alone."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True)
class Portal:
    """A running portal: its address, and the password of the sample sign-ins."""

    address: str
    password: str
    data: Path

    def shell(self, code: str) -> str:
        """Run Python in the portal's own Django, beside what is running; return what it prints."""
        made = subprocess.run(
            [sys.executable, "manage.py", "shell", "-v", "0", "-c", code],
            cwd=ROOT,
            env=_environment(self.data, self.address),
            capture_output=True,
            text=True,
        )
        assert made.returncode == 0, made.stderr
        return made.stdout.strip()


def _environment(data: Path, address: str) -> dict[str, str]:
    return {
        **{k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL"}},
        "DJANGO_SETTINGS_MODULE": "ita_portal.settings",
        "ITA_DATA_DIR": str(data),
        "ITA_BASE_URL": address,
    }


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def _wait_until_healthy(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + STARTUP
    while time.monotonic() < end:
        if process.poll() is not None:
            pytest.fail(f"the supervisor ended with {process.returncode}")
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    pytest.fail("the portal did not become healthy")


@pytest.fixture(scope="session")
def portal(tmp_path_factory) -> Iterator[Portal]:
    """Start web, worker and scheduler with the sample office, as `make run` does."""
    data = tmp_path_factory.mktemp("portal")
    port = _free_port()
    shutil.copytree(settings.FONT_DIR, data / "fonts")
    address = f"http://127.0.0.1:{port}"
    with (data / "supervisor.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tools.supervisor"],
            cwd=ROOT,
            env=_environment(data, address) | {"PORT": str(port)},
            stdout=log,
            stderr=log,
        )
        try:
            _wait_until_healthy(address, process)
            sign_ins = (data / "sample-sign-ins.txt").read_text(encoding="utf-8")
            password = re.search(r": (\S+)", sign_ins).group(1)
            yield Portal(address, password, data)
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=60) == 0


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Debian's Chromium without a screen."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> list[str]:
    """Give the errors that the pages of a test log; who provokes one takes it out again."""
    return []


@pytest.fixture
def new_page(browser, portal, complaints) -> Iterator:
    """Give a function that opens a page of its own session; no page may log an error."""
    contexts = []

    def open_page(width: int = 1280) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        slow_down(page)
        page.on(
            "console",
            lambda message: complaints.append(message.text) if message.type == "error" else None,
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints


@pytest.fixture
def enter(portal, new_page):
    """Give a function that signs a sample person in and returns their page."""

    def sign_in(username: str, width: int = 1280) -> Page:
        page = new_page(width)
        page.goto(f"{portal.address}/sign-in/")
        page.get_by_label("ชื่อผู้ใช้").fill(username)
        page.get_by_label("รหัสผ่าน").fill(portal.password)
        page.get_by_role("button", name="ลงชื่อเข้าใช้").click()
        page.wait_for_url("**/office/**")
        return page

    return sign_in
