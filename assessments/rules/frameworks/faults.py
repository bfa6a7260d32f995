"""What a check of a framework's facts finds wrong."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong at a key of the `index`-th table of that name, from 0; told in Thai."""

    table: str
    index: int
    key: str
    message: str
