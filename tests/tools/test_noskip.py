"""A skipped test is found in pytest's report."""

import pytest

from tools import noskip

PASSED = '<testcase classname="tests.a" name="test_one"/>'
SKIPPED = '<testcase classname="tests.a" name="test_two"><skipped message="later"/></testcase>'


@pytest.fixture
def report(tmp_path):
    """Give a function that writes a report with the given cases."""

    def write(*cases: str) -> str:
        path = tmp_path / "report.xml"
        path.write_text(f"<testsuites><testsuite>{''.join(cases)}</testsuite></testsuites>")
        return str(path)

    return write


def test_a_report_without_a_skipped_test_is_good(report):
    assert noskip.main([report(PASSED)]) == 0


def test_a_skipped_test_is_named(report, capsys):
    assert noskip.main([report(PASSED, SKIPPED)]) == 1
    assert "tests.a::test_two" in capsys.readouterr().err


def test_a_report_without_tests_proves_nothing(report):
    assert noskip.main([report()]) == 1


def test_no_report_proves_nothing():
    assert noskip.main([]) == 1
