"""What a browser would send of the form on a page, if nothing but the named fields were changed."""

from __future__ import annotations

from html.parser import HTMLParser


class _Fields(HTMLParser):
    """Reads the fields of a page's forms that are posted, signing out left aside."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str | list[str]] = {}
        self._select: str | None = None
        self._textarea: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        name = told.get("name") or ""
        if tag == "textarea":
            self._textarea, self.values[name] = name, ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in told:
            self.values[self._select] = told.get("value") or ""
        elif tag == "input" and name and name != "csrfmiddlewaretoken":
            self._input(name, told)

    def _input(self, name: str, told: dict[str, str | None]) -> None:
        value = told.get("value") or ("on" if told.get("type") == "checkbox" else "")
        if told.get("type") != "checkbox":
            self.values[name] = value
        elif "checked" in told:
            chosen = self.values.setdefault(name, [])
            assert isinstance(chosen, list)
            chosen.append(value)

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.values[self._textarea] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._textarea:
            told = str(self.values[self._textarea])
            self.values[self._textarea] = told.removeprefix("\r").removeprefix("\n")
            self._textarea = None
        elif tag == "select":
            self._select = None


def sent(page: str, **changes: object) -> dict[str, object]:
    """Return the fields of the page's form as they stand, with the changes."""
    reader = _Fields()
    reader.feed(page)
    return reader.values | changes
