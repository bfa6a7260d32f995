"""How a journey waits: for what shows that the page has done it, never for a length of time.

A press only begins something: the page may still be the old one, or none, when the next line
reads. So nothing is read at once after it; it is read until it is what it should be.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import TypeVar

from playwright.sync_api import Error, Locator, Page

Read = TypeVar("Read")

PAUSE = 50
"""Milliseconds between two looks."""
SLOW = float(os.environ.get("ITA_JOURNEY_SLOW", "0"))
"""How many times slower the browser is made, to find what reads too early; 0: as it is."""
PATIENCE = 20.0 * max(1.0, SLOW)
"""Seconds until something that has not come is given up."""
LATENCY = 75
"""Milliseconds that each answer is late for every time that the browser is slower."""

SETTLED = """async () => {
  await document.fonts.ready;
  for (let frames = 0; frames < 2; frames += 1) {
    await new Promise(requestAnimationFrame);
  }
}"""
WIDTHS = "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"


def eventually(
    read: Callable[[], Read], wanted: object = True, *, within: float = PATIENCE
) -> Read:
    """Read again and again until it is `wanted`, or a function of that name is true of it.

    What cannot be read because the page is just being left counts as not yet.

    Raises:
        AssertionError: it has not become so `within` as many seconds; tells what was read last.

    """
    is_wanted = wanted if callable(wanted) else lambda found: found == wanted
    end = time.monotonic() + within
    found: object = "nothing"
    while True:
        try:
            found = read()
        except Error as error:
            found = error
        else:
            if is_wanted(found):
                return found
        if time.monotonic() > end:
            raise AssertionError(f"it is {found!r}, not {wanted!r}")
        time.sleep(PAUSE / 1000)


def settled(page: Page) -> Page:
    """Wait until the page has loaded, its letters are there, and it has been laid out."""

    def done() -> bool:
        page.wait_for_load_state()
        page.evaluate(SETTLED)
        return True

    eventually(done)
    return page


def at_rest(one: Locator) -> dict[str, float]:
    """Return where the element stands (pixels of the window), once nothing moves it any more."""
    settled(one.page)
    before: list[object] = [None, None]

    def box() -> dict[str, float] | None:
        one.page.evaluate(SETTLED)
        before.append(one.bounding_box())
        return before[-1] if before[-1] == before[-2] == before[-3] else None

    return eventually(box, bool)


def fits(page: Page, width: int | None = None) -> None:
    """Require that nothing has to be moved sideways, at `width` pixels or as the page is."""
    size = page.viewport_size
    if width:
        page.set_viewport_size({"width": width, "height": size["height"]})
    settled(page)
    eventually(lambda: page.evaluate(WIDTHS), lambda found: found[0] <= found[1], within=5)
    page.set_viewport_size(size)


def slow_down(page: Page) -> None:
    """Make the page as slow as ITA_JOURNEY_SLOW says, to see that the journey still waits."""
    if not SLOW:
        return
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOW})
    session.send("Network.enable")
    line = {"offline": False, "downloadThroughput": -1, "uploadThroughput": -1}
    session.send("Network.emulateNetworkConditions", {**line, "latency": LATENCY * SLOW})
