"""Two people write one plan, and nothing of either is lost."""

from __future__ import annotations

import dataclasses
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from measures.rules.content import IssueContent, MeasureContent, PlanContent, StepContent
from measures.rules.merging import HEAD, Base, Conflict, Tree, fingerprint, merge


def key(number: int) -> UUID:
    return UUID(int=number)


def step(number: int, text: str = "", **facts) -> StepContent:
    return StepContent(text or f"ขั้น {number}", key(number), **facts)


def measure(number: int, *steps: StepContent, **facts) -> MeasureContent:
    return MeasureContent(facts.pop("title", f"มาตรการ {number}"), steps, key=key(number), **facts)


def issue(number: int, *measures: MeasureContent, **facts) -> IssueContent:
    title = facts.pop("title", f"ประเด็น {number}")
    return IssueContent(title, measures=measures, key=key(number), **facts)


def plan(*issues: IssueContent, subject: str = "เรื่อง") -> PlanContent:
    return PlanContent(subject, "table", "ความนำ", "", issues, "own")


START = plan(issue(1, measure(10, step(100), step(101)), measure(11, step(110))), issue(2))
BASE = Base.of(START)


def with_steps(*steps: StepContent) -> PlanContent:
    """Return the plan with other steps in its first measure."""
    return plan(issue(1, measure(10, *steps), measure(11, step(110))), issue(2))


def steps_of(content: PlanContent) -> list[str]:
    return [one.text for one in content.issues[0].measures[0].steps]


def test_what_only_one_side_changed_is_taken_from_it():
    mine, theirs = (
        with_steps(step(100, "ของฉัน"), step(101)),
        with_steps(step(100), step(101, "ของเขา")),
    )

    merged = merge(BASE, mine, theirs)

    assert steps_of(merged.content) == ["ของฉัน", "ของเขา"]
    assert not merged.conflicts


def test_a_row_that_both_have_changed_is_asked_about_and_mine_stands_in_it():
    merged = merge(
        BASE, with_steps(step(100, "ก"), step(101)), with_steps(step(100, "ข"), step(101))
    )

    assert merged.conflicts == {key(100): Conflict.BOTH_CHANGED}
    assert steps_of(merged.content)[0] == "ก"


def test_the_same_change_on_both_sides_is_no_conflict():
    same = with_steps(step(100, "ก"), step(101))

    assert not merge(BASE, same, same).conflicts


def test_a_row_that_i_leave_to_the_other_is_taken_from_the_other():
    mine, theirs = with_steps(step(100, "ก"), step(101)), with_steps(step(100, "ข"), step(101))

    merged = merge(BASE, mine, theirs, unchanged={key(100)})

    assert steps_of(merged.content)[0] == "ข"
    assert not merged.conflicts


def test_rows_added_by_both_stand_where_each_has_put_them():
    mine = with_steps(step(100), step(901, "ของฉัน"), step(101))
    theirs = with_steps(step(100), step(101), step(902, "ของเขา"))

    merged = merge(BASE, mine, theirs)

    assert steps_of(merged.content) == ["ขั้น 100", "ของฉัน", "ขั้น 101", "ของเขา"]


def test_what_one_side_has_removed_and_the_other_left_alone_is_gone():
    assert steps_of(merge(BASE, with_steps(step(101)), START).content) == ["ขั้น 101"]
    assert steps_of(merge(BASE, START, with_steps(step(101))).content) == ["ขั้น 101"]


def test_what_they_removed_and_i_changed_stays_and_is_asked_about():
    merged = merge(BASE, with_steps(step(100, "ยังใช้"), step(101)), with_steps(step(101)))

    assert merged.conflicts == {key(100): Conflict.THEY_REMOVED}
    assert steps_of(merged.content) == ["ยังใช้", "ขั้น 101"]


def test_a_step_added_to_a_measure_that_they_removed_keeps_the_whole_measure():
    mine = with_steps(step(100), step(101), step(900, "เพิ่ม"))
    theirs = plan(issue(1, measure(11, step(110))), issue(2))

    merged = merge(BASE, mine, theirs)

    assert merged.conflicts == {key(10): Conflict.THEY_REMOVED}
    assert steps_of(merged.content) == ["ขั้น 100", "ขั้น 101", "เพิ่ม"]


def test_what_i_removed_and_they_changed_comes_back():
    merged = merge(BASE, with_steps(step(101)), with_steps(step(100, "ของเขา"), step(101)))

    assert merged.conflicts == {key(100): Conflict.I_REMOVED}
    assert steps_of(merged.content) == ["ของเขา", "ขั้น 101"]


def test_the_order_is_that_of_who_has_changed_it():
    turned = with_steps(step(101), step(100))

    assert steps_of(merge(BASE, turned, START).content) == ["ขั้น 101", "ขั้น 100"]
    assert steps_of(merge(BASE, START, turned).content) == ["ขั้น 101", "ขั้น 100"]


def test_a_measure_moved_to_another_issue_brings_what_the_other_wrote_in_it():
    mine = plan(issue(1, measure(11, step(110))), issue(2, measure(10, step(100), step(101))))
    theirs = with_steps(step(100), step(101, "ของเขา"))

    merged = merge(BASE, mine, theirs)

    assert [one.key for one in merged.content.issues[0].measures] == [key(11)]
    assert merged.content.issues[1].measures[0].steps[1].text == "ของเขา"


def test_the_head_counts_as_a_row():
    mine = dataclasses.replace(START, subject="ของฉัน")
    theirs = dataclasses.replace(START, subject="ของเขา")

    assert merge(BASE, mine, START).content.subject == "ของฉัน"
    assert merge(BASE, START, theirs).content.subject == "ของเขา"
    assert merge(BASE, mine, theirs).conflicts == {HEAD: Conflict.BOTH_CHANGED}


def test_parts_never_come_to_stand_in_parts():
    before = plan(issue(1), issue(2))
    mine = plan(issue(1, parts=(issue(2),)))
    theirs = plan(issue(1), issue(2, parts=(issue(3),)))

    merged = merge(Base.of(before), mine, theirs)

    assert [one.key for one in merged.content.issues[0].parts] == [key(2), key(3)]


def test_white_space_is_no_change():
    assert fingerprint(step(1, "ก  ข\r\nค")) == fingerprint(step(1, "ก ข\nค"))


def test_a_new_line_is_a_change_where_it_begins_a_paragraph():
    head = plan(subject="ก\nข")

    assert fingerprint(step(1, "ก ข")) != fingerprint(step(1, "ก\nข"))
    assert fingerprint(issue(1, purpose="ก ข")) != fingerprint(issue(1, purpose="ก\nข"))
    assert fingerprint(head) == fingerprint(plan(subject="ก ข"))


def test_an_edit_of_line_breaks_alone_is_saved():
    mine = with_steps(step(100, "สำรวจ\nแล้วสรุป"), step(101))

    merged = merge(Base.of(with_steps(step(100, "สำรวจ แล้วสรุป"), step(101))), mine, START)

    assert steps_of(merged.content)[0] == "สำรวจ\nแล้วสรุป"


def test_the_base_comes_back_from_the_page_as_it_was():
    deep = plan(
        issue(
            1,
            measure(10, step(100, parts=(step(1000),)), step(101)),
            parts=(issue(3, measure(30)),),
        ),
        issue(2),
    )

    assert Base.read(Base.of(deep).written()) == Base.of(deep)


def test_what_cannot_be_read_of_a_base_counts_as_unknown():
    written = Base.of(START).written()

    assert Base.read(f"x {written[:40]} 9{'z' * 40}").parent == {}
    assert Base.read(f"{written} {written}") == Base.of(START)


@st.composite
def plans(draw):
    """Give a plan of up to four of each kind of row; keys are the same from plan to plan."""

    def rows(first: int, make):
        numbers = draw(st.lists(st.integers(0, 3), unique=True, max_size=4))
        return tuple(make(first + number) for number in numbers)

    def a_step(number: int) -> StepContent:
        parts = rows(number * 10, lambda n: step(n, draw(st.sampled_from("กข"))))
        return step(number, draw(st.sampled_from("กข")), parts=parts)

    def a_measure(number: int) -> MeasureContent:
        return measure(number, *rows(number * 10, a_step), title=draw(st.sampled_from("กข")))

    def an_issue(number: int) -> IssueContent:
        return issue(number, *rows(number * 10, a_measure), title=draw(st.sampled_from("กข")))

    return plan(*rows(1, an_issue))


@given(plans(), plans())
def test_where_nobody_else_wrote_the_page_is_what_is_saved(before, mine):
    merged = merge(Base.of(before), mine, before)

    assert merged.content == mine
    assert not merged.conflicts


@given(plans(), plans())
def test_a_page_on_which_nothing_was_written_changes_nothing(before, theirs):
    merged = merge(Base.of(before), before, theirs)

    assert merged.content == theirs
    assert not merged.conflicts


@given(plans(), plans(), plans())
def test_no_row_that_somebody_wrote_is_lost(before, mine, theirs):
    base = Base.of(before)

    merged = merge(base, mine, theirs)

    kept = Tree.of(merged.content).rows
    for side in (mine, theirs):
        for row in Tree.of(side).rows.values():
            written = fingerprint(row) != base.was.get(row.key)
            assert not written or row.key in kept
