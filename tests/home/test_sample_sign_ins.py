"""The sample office and the way into it come together or not at all."""

from __future__ import annotations

import pytest

from ita_portal.home import sample
from ita_portal.organisations.models import Office


def test_without_its_sign_ins_there_is_no_sample_office(load_year, monkeypatch):
    """The password is kept nowhere else: a second run would find an office that nobody enters."""
    for year in range(2562, 2570):
        load_year(year)

    def disk_full(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(sample, "_write_sign_ins", disk_full)

    with pytest.raises(OSError, match="no space"):
        sample.load_sample()

    assert not Office.objects.exists()
