"""The secret of a new portal."""

from __future__ import annotations

import stat

from ita_portal.first_run import kept_secret


def test_a_secret_is_made_once_and_for_its_owner_alone(tmp_path):
    first = kept_secret(tmp_path / "secret-key")

    assert len(first) >= 64
    assert kept_secret(tmp_path / "secret-key") == first
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


def test_a_secret_that_is_there_is_not_made_anew(tmp_path):
    (tmp_path / "secret-key").write_text("kept\n", encoding="ascii")

    assert kept_secret(tmp_path / "secret-key") == "kept"
