"""A framework written as a file says the same when it is read, by a portal or by a draft."""

import pytest
from hypothesis import given

from assessments.rules.frameworks.contents import as_json, as_raw, content_of
from assessments.rules.frameworks.files import (
    checksum,
    checksum_of_text,
    framework_paths,
    read_framework,
    read_text,
)
from assessments.rules.frameworks.shapes import facts_and_problems
from assessments.rules.frameworks.source_lines import SourceLines
from assessments.rules.frameworks.writing import WIDTH, toml_of
from tests.assessments.generated_frameworks import frameworks


@given(frameworks())
def test_what_is_written_is_read_again(facts):
    assert read_text(toml_of(facts), name=f"{facts.fiscal_year}.toml") == facts


@given(frameworks())
def test_a_drafts_content_says_the_same_as_the_file(facts):
    raw = as_raw(as_json(content_of(facts)))

    told, problems = facts_and_problems(raw, SourceLines(""), file_year=str(facts.fiscal_year))

    assert problems == []
    assert told == facts


@pytest.mark.parametrize("path", framework_paths(), ids=lambda path: path.stem)
def test_a_shipped_year_is_written_as_it_stands_but_for_comments(path):
    written = toml_of(read_framework(path))

    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    assert [line for line in written.splitlines() if line[:1] != "#"] == lines


@pytest.mark.parametrize("path", framework_paths(), ids=lambda path: path.stem)
def test_a_written_year_has_the_checksum_of_the_file_it_came_from(path):
    """So that another portal finds it unchanged, and does not load it in place of its own."""
    written = toml_of(read_framework(path))

    assert checksum_of_text(written, name=path.name) == checksum(path)


def test_no_list_makes_a_line_that_nobody_can_read():
    for path in framework_paths():
        for line in toml_of(read_framework(path)).splitlines():
            assert len(line) <= WIDTH or not line.endswith("]")
