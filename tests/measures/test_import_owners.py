"""Owners in one cell are told apart, and matched to the groups of the office."""

from __future__ import annotations

import pytest

from measures.rules.importing.owners import GroupName, matched, owners_of

NAMES = (
    "กลุ่มอำนวยการ",
    "กลุ่มนโยบายและแผน",
    "กลุ่มส่งเสริมการศึกษาทางไกล เทคโนโลยีสารสนเทศและการสื่อสาร",
    "กลุ่มบริหารงานการเงินและสินทรัพย์",
    "กลุ่มบริหารงานบุคคล",
    "กลุ่มนิเทศ ติดตาม และประเมินผลการจัดการศึกษา",
    "กลุ่มส่งเสริมการจัดการศึกษา",
    "กลุ่มกฎหมายและคดี",
    "หน่วยตรวจสอบภายใน",
)
GROUPS = [GroupName(pk, name) for pk, name in enumerate(NAMES, 1)] + [
    GroupName(10, "กลุ่มพัฒนาครูและบุคลากรทางการศึกษา", "กพค.")
]


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("กลุ่มอำนวยการ", ("กลุ่มอำนวยการ",)),
        ("- กลุ่มอำนวยการ\n-กลุ่มกฎหมายและคดี", ("กลุ่มอำนวยการ", "กลุ่มกฎหมายและคดี")),
        ("-กลุ่มอำนวยการ -ทุกกลุ่มงาน", ("กลุ่มอำนวยการ", "ทุกกลุ่มงาน")),
        ("๑. กลุ่มอำนวยการ\n๒. หน่วยตรวจสอบภายใน", ("กลุ่มอำนวยการ", "หน่วยตรวจสอบภายใน")),
        ("กลุ่มอำนวยการ, กลุ่มนโยบายและแผน", ("กลุ่มอำนวยการ", "กลุ่มนโยบายและแผน")),
        ("กลุ่มอำนวยการ/กลุ่มนโยบายและแผน", ("กลุ่มอำนวยการ", "กลุ่มนโยบายและแผน")),
        ("กลุ่มอำนวยการ และกลุ่มกฎหมายและคดี", ("กลุ่มอำนวยการ", "กลุ่มกฎหมายและคดี")),
        ("กลุ่มอำนวยการ กลุ่มนโยบายและแผน", ("กลุ่มอำนวยการ", "กลุ่มนโยบายและแผน")),
        ("1. กลุ่มอำนวยการ 2. กลุ่มนโยบายและแผน", ("กลุ่มอำนวยการ", "กลุ่มนโยบายและแผน")),
        ("หลัก: กลุ่มอำนวยการ ร่วม: ทุกกลุ่ม", ("หลัก: กลุ่มอำนวยการ", "ร่วม: ทุกกลุ่ม")),
        ("กลุ่มอำนวยการ และ\nกลุ่มนโยบายและแผน", ("กลุ่มอำนวยการ", "กลุ่มนโยบายและแผน")),
        ("กลุ่มส่งเสริม\nการจัดการศึกษา", ("กลุ่มส่งเสริม การจัดการศึกษา",)),
        ("กลุ่มบริหารงานบุคคล\nกลุ่มบริหารงานบุคคล", ("กลุ่มบริหารงานบุคคล",)),
        ("", ()),
    ],
)
def test_owners_in_a_cell_are_told_apart(text, owners):
    assert owners_of(text) == owners


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        ("กลุ่มอำนวยการ", "กลุ่มอำนวยการ"),
        ("กลุ่มงานอำนวยการ", "กลุ่มอำนวยการ"),
        ("กลุ่ม อำนวยการ", "กลุ่มอำนวยการ"),
        ("กลุ่มส่งเสริมการศึกษาทางไกลฯ", NAMES[2]),
        ("กลุ่ม DLICT", NAMES[2]),
        ("กลุ่มบริหารงานการเงินและสินทรัพย์ (งานพัสดุ)", NAMES[3]),
        ("กลุ่มนิเทศติดตามและประเมินผลฯ", NAMES[5]),
        ("กลุ่มนิเทศฯ", NAMES[5]),
        ("กพค.", "กลุ่มพัฒนาครูและบุคลากรทางการศึกษา"),
        ("กลุ่มอำนวยการ สำนักงานเขตพื้นที่การศึกษาตัวอย่าง", "กลุ่มอำนวยการ"),
        ("ตสน.", "หน่วยตรวจสอบภายใน"),
        ("กลุ่มกฏหมายและคดี", "กลุ่มกฎหมายและคดี"),
    ],
)
def test_an_owner_is_matched_to_its_group(owner, name):
    found = matched([owner], GROUPS)

    assert [group.name for group in found.groups] == [name]
    assert found.unknown == ()


@pytest.mark.parametrize(
    "owner",
    [
        "ทุกกลุ่มงานในสพป. ตัวอย่าง เขต ๓",
        "ทุกกลุ่ม/หน่วย",
        "ทุกกลุ่มและทุกหน่วย",
        "กลุ่มงานทุกกลุ่ม",
        "ทุกกลุ่ม ในสังกัด",
        "ส่วนราชการภูมิภาคทุกแห่ง",
    ],
)
def test_every_group_is_told_from_one(owner):
    found = matched(owners_of(owner), GROUPS)

    assert (found.every_group, found.groups, found.unknown) == (True, (), ())


@pytest.mark.parametrize(
    "owner",
    [
        "ทุกโรงเรียนในสังกัด",
        "บุคลากรทุกคน",
        "ผู้บริหารทุกคน",
        "ทุกกลุ่ม (ยกเว้นกลุ่มอำนวยการ)",
        "ทุกกลุ่มที่เกี่ยวข้อง",
    ],
)
def test_people_and_schools_are_not_every_group(owner):
    found = matched(owners_of(owner), GROUPS)

    assert (found.every_group, found.unknown) == (False, (owner,))


@pytest.mark.parametrize(
    ("owner", "group"),
    [
        ("กลุ่มนโยบายและแผน (นายสมมติ)", "กลุ่มนโยบายและแผน"),
        ("ผอ.กลุ่มอำนวยการ", "กลุ่มอำนวยการ"),
        ("หลัก: กลุ่มกฎหมายและคดี", "กลุ่มกฎหมายและคดี"),
    ],
)
def test_a_post_and_words_in_brackets_are_told(owner, group):
    found = matched(owners_of(owner), GROUPS)

    assert [one.name for one in found.groups] == [group]
    assert found.remarks == (owner,)


def test_a_short_name_in_brackets_is_the_group_itself():
    assert matched(["กลุ่มส่งเสริมการศึกษาทางไกลฯ (DLICT)"], GROUPS).remarks == ()


@pytest.mark.parametrize("owner", ["กลุ่มส่งเสริม", "กลุ่มบริหารงาน", "กลุ่มดาวเทียม", "นายสมมติ"])
def test_an_owner_that_may_be_several_groups_or_none_is_left_to_people(owner):
    found = matched([owner], GROUPS)

    assert found.groups == ()
    assert found.unknown == (owner,)


def test_an_office_without_groups_matches_none():
    assert matched(["กลุ่มอำนวยการ"], []).unknown == ("กลุ่มอำนวยการ",)
