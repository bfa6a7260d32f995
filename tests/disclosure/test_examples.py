"""The filled examples: one for each duty of every year, in words that the portal itself takes."""

from __future__ import annotations

import tomllib

from assessments.rules.frameworks.files import framework_paths
from disclosure.rules.examples import examples, examples_of
from disclosure.rules.wording import meaningful_title


def duties_of_all_years():
    for path in framework_paths():
        for item in tomllib.loads(path.read_text(encoding="utf-8"))["items"]:
            yield from item.get("duties", [])


def test_every_duty_of_every_year_has_an_example_and_no_example_is_left_over():
    assert set(examples()) == set(duties_of_all_years())


def test_an_example_is_short_complete_and_bears_the_years_of_its_item():
    for example in examples_of(examples(), 2569):
        assert meaningful_title(example.title) == example.title
        assert all(example)
        assert max(map(len, example)) <= 120
        assert "{" not in "".join(example)


def test_the_item_shows_its_example_as_one(client, login, officer, item):
    page = login(officer).get("/office/sample1/disclosure/2564/O1/").content.decode()

    assert "แผนผังโครงสร้างการแบ่งกลุ่มงานของสำนักงาน ปี 2564" in page
    assert "เป็นตัวอย่างของพอร์ทัล ไม่ใช่ของสำนักงานใด" in page
