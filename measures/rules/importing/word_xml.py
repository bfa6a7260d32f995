"""Looking at the XML of a Word file by the names of its elements, whatever their namespace."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element


def name_of(element: Element) -> str:
    """Return the name of an element without its namespace: Word has two, for the same names."""
    return str(element.tag).rpartition("}")[2]


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Yield the direct children of that name."""
    return (one for one in (element if element is not None else ()) if name_of(one) == name)


def child(element: Element | None, name: str) -> Element | None:
    """Return the first direct child of that name."""
    return next(children(element, name), None)


def attribute(element: Element | None, name: str) -> str:
    """Return an attribute by its name without namespace; "" when there is none."""
    if element is None:
        return ""
    return next((v for key, v in element.attrib.items() if key.rpartition("}")[2] == name), "")
