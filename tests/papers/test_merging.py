"""Two people write one paper, and no word of either is lost."""

from __future__ import annotations

from ita_portal.papers.rules.merging import base_of, merge, read_base


def content(**changes: object) -> dict[str, object]:
    rows = [{"key": key, "text": f"ข้อ {key}"} for key in "abc"]
    return {"subject": "เรื่อง", "reasons": "เหตุผล", "rows": rows, **changes}


def keys(found: dict) -> str:
    return "".join(row["key"] for row in found["rows"])


def test_what_each_has_changed_comes_together():
    base = base_of(content())

    merged = merge(base, content(subject="ของฉัน"), content(reasons="ของเขา"))

    assert merged.conflicts == {}
    assert (merged.content["subject"], merged.content["reasons"]) == ("ของฉัน", "ของเขา")
    assert merged.others == 1


def test_one_place_with_two_texts_is_a_conflict_that_shows_both():
    merged = merge(base_of(content()), content(reasons="ของฉัน"), content(reasons="ของเขา"))

    assert merged.conflicts == {"reasons": "ของเขา"}
    assert merged.content["reasons"] == "ของฉัน"


def test_the_same_text_from_both_is_no_conflict():
    merged = merge(base_of(content()), content(reasons="ใหม่"), content(reasons="ใหม่ "))

    assert merged.conflicts == {}


def test_rows_of_both_are_kept_in_their_places():
    rows = content()["rows"]
    mine = content(rows=[rows[0], {"key": "m", "text": "ของฉัน"}, *rows[1:]])
    theirs = content(rows=[*rows, {"key": "t", "text": "ของเขา"}])

    merged = merge(base_of(content()), mine, theirs)

    assert keys(merged.content) == "ambct"


def test_a_row_that_i_removed_stays_when_somebody_wrote_on_it():
    rows = content()["rows"]
    theirs = content(rows=[rows[0], {"key": "b", "text": "เขียนเพิ่ม"}, rows[2]])

    merged = merge(base_of(content()), content(rows=[rows[0], rows[2]]), theirs)

    assert [row["text"] for row in merged.content["rows"]] == ["ข้อ a", "เขียนเพิ่ม", "ข้อ c"]


def test_a_row_that_they_removed_goes_unless_i_wrote_on_it():
    rows = content()["rows"]
    theirs = content(rows=[rows[0]])
    mine = content(rows=[rows[0], rows[1], {"key": "c", "text": "เขียนเพิ่ม"}])

    merged = merge(base_of(content()), mine, theirs)

    assert keys(merged.content) == "ac"


def test_a_list_that_i_put_in_another_order_keeps_mine():
    rows = content()["rows"]

    merged = merge(base_of(content()), content(rows=rows[::-1]), content(reasons="ของเขา"))

    assert keys(merged.content) == "cba"


def test_a_base_that_cannot_be_read_makes_every_difference_a_question():
    assert read_base("{") == {}
    merged = merge({}, content(subject="ก"), content(subject="ข"))

    assert merged.conflicts == {"subject": "ข"}
