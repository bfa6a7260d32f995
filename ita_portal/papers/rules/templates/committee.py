"""The committee that analyses a year's result: its order, and the memo that proposes it."""

from __future__ import annotations

from ita_portal.organisations.models import Appointment, Office
from ita_portal.papers.kinds import WRITTEN
from ita_portal.papers.rules.content import new_key
from ita_portal.papers.rules.people import (
    coordinating,
    deputies_of,
    director_of,
    groups_of,
    head_of,
)
from ita_portal.papers.rules.templates.base import (
    ITA,
    Started,
    Template,
    Wanted,
    listed,
    plain,
    points,
)
from ita_portal.papers.rules.templates.result import told_of

COMMITTEE = f"คณะกรรมการวิเคราะห์ผล{ITA}"
MEASURES = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
_DUTIES = (
    "ศึกษาผลการประเมินของปีที่ผ่านมาเป็นรายตัวชี้วัดและรายข้อ หาสาเหตุของคะแนนที่ยังขาด",
    "จัดทำรายงานการวิเคราะห์ผล พร้อมข้อเสนอว่าควรปรับปรุงเรื่องใดก่อน",
    f"ยกร่าง{MEASURES}ที่ตอบผลการวิเคราะห์ เสนอผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา",
    "ปฏิบัติงานอื่นที่เกี่ยวข้องตามที่ได้รับมอบหมาย",
)


def _order(wanted: Wanted) -> Started:
    office, told = wanted.office, told_of(wanted.office, wanted.year - 1)
    content = WRITTEN["order"].first_content() | {
        "reasons": _reasons(office, wanted.year - 1, told.sentences if told else {}),
        "orders": (
            "ดังนั้น เพื่อให้สำนักงานทราบว่าคะแนนส่วนใดยังขาดเพราะเหตุใด และกำหนดมาตรการของปีต่อไปได้ตรงจุด "
            f"จึงแต่งตั้ง{COMMITTEE} ประจำปีงบประมาณ พ.ศ. {wanted.year} ดังนี้"
        ),
        "members": _members(wanted),
        "duties_lead": "ให้คณะกรรมการมีหน้าที่ ดังนี้",
        "duties": points(*_DUTIES),
    }
    note = ""
    if told:
        content["bound"] = {"year": wanted.year - 1, "figures": told.figures}
    else:
        note = (
            f"ผลการประเมินปีงบประมาณ พ.ศ. {wanted.year - 1} ยังไม่ได้ยืนยันในระบบ "
            "ร่างนี้จึงยังไม่มีคะแนน โปรดเติมเองหรือยืนยันคะแนนแล้วเริ่มใหม่"
        )
    subject = f"แต่งตั้ง{COMMITTEE}ของ{office.name} ประจำปีงบประมาณ พ.ศ. {wanted.year}"
    return Started("order", subject, content, note)


def _reasons(office: Office, year: int, sentences: dict[str, str]) -> str:
    said = " ".join(sentences.values()) or f"ปีงบประมาณ พ.ศ. {year}"
    return f"ตามที่ได้รับแจ้งผล{ITA} {office.name} {said} นั้น"


def _members(wanted: Wanted) -> list[dict[str, str]]:
    """Return director, deputies, the head of each group, and who coordinates as secretaries."""
    office, post = wanted.office, coordinating(wanted.office, on=wanted.on)
    own = post.group_id if post else None
    groups = groups_of(office)
    rows = [_member(director_of(office), "ประธานกรรมการ")]
    rows += [_member(one, "รองประธานกรรมการ") for one in deputies_of(office, on=wanted.on)]
    rows += [_member(head_of(one), "กรรมการ") for one in groups if one.pk != own]
    rows += [_member(head_of(one), "กรรมการและเลขานุการ") for one in groups if one.pk == own]
    return [*rows, *_secretary(post, has_head=any(one.pk == own for one in groups))]


def _member(position: str, role: str, name: str = "") -> dict[str, str]:
    return {"key": new_key(), "name": name, "position": position, "role": role}


def _secretary(post: Appointment | None, *, has_head: bool) -> list[dict[str, str]]:
    """Return who coordinates by name: assistant of the group's head, or secretary alone."""
    if post is None:
        return []
    role = "กรรมการและผู้ช่วยเลขานุการ" if has_head else "กรรมการและเลขานุการ"
    return [_member(post.title, role, post.user.full_name)]


def _memo(wanted: Wanted) -> Started:
    office, year = wanted.office, wanted.year
    content = WRITTEN["memo"].first_content() | head_of_memo(wanted)
    content |= {
        "background": plain(
            f"สำนักงานต้องเข้ารับ{ITA} ประจำปีงบประมาณ พ.ศ. {year} "
            f"ซึ่งขอให้แสดงผลการวิเคราะห์ของปีงบประมาณ พ.ศ. {year - 1} และมาตรการที่สอดคล้องกับผลนั้น"
        ),
        "facts": _facts(office, year - 1),
        "law": plain(f"คู่มือ{ITA} ประจำปีงบประมาณ พ.ศ. {year}"),
        "matter": points(
            f"แต่งตั้ง{COMMITTEE}",
            "วิเคราะห์ผลและจัดทำรายงานการวิเคราะห์",
            f"ออกประกาศ{MEASURES} ประจำปีงบประมาณ พ.ศ. {year}",
            lead="เห็นควรดำเนินการตามลำดับ ดังนี้",
        ),
        "papers": listed(
            [
                f"คำสั่งแต่งตั้ง{COMMITTEE} ประจำปีงบประมาณ พ.ศ. {year}",
                f"ประกาศ{MEASURES} ประจำปีงบประมาณ พ.ศ. {year}",
                "อนุญาตให้ใช้บันทึกฉบับนี้แจ้งผู้เกี่ยวข้อง",
            ]
        ),
    }
    subject = f"ขอแต่งตั้ง{COMMITTEE} และออกประกาศ{MEASURES} ประจำปีงบประมาณ พ.ศ. {year}"
    return Started("memo", subject, content)


def _facts(office: Office, year: int) -> list[dict[str, str]]:
    told = told_of(office, year)
    said = " ".join(told.sentences.values()) if told else f"ปีงบประมาณ พ.ศ. {year}"
    return plain(f"ผลการประเมินของ{office.name} {said}")


def head_of_memo(wanted: Wanted, *, of_writer: bool = False) -> dict[str, object]:
    """Return the head of a memo to the director, and who writes it.

    It is of the group that coordinates the ITA; with `of_writer` of the writer's own, if that
    has one.
    """
    office, post = wanted.office, coordinating(wanted.office, on=wanted.on)
    posts = Appointment.objects.filter(user=wanted.by, office=office).current(wanted.on)
    own = posts.select_related("group").first()
    title = own.title if own else ""
    if of_writer and own and own.group:
        post = own
    return {
        "agency": office.short_name,
        "group": post.group.name if post and post.group else "",
        "phone": office.phone,
        "to": director_of(office),
        "authors": [
            {"key": new_key(), "name": wanted.by.full_name, "position": title, "dated": ""}
        ],
    }


COMMITTEE_ORDER = Template(
    code="committee_order",
    name="คำสั่งแต่งตั้งคณะกรรมการวิเคราะห์ผล ITA",
    told="ใส่คะแนน ระดับ ตัวชี้วัดที่สูงและต่ำที่สุดของปีก่อน และให้ผู้อำนวยการทุกกลุ่มเป็นกรรมการ",
    place=10,
    start=_order,
)
COMMITTEE_MEMO = Template(
    code="committee_memo",
    name="บันทึกข้อความเสนอคำสั่งและประกาศ",
    told="เสนอคำสั่งแต่งตั้งคณะกรรมการกับประกาศมาตรการให้ลงนามพร้อมกัน",
    place=20,
    start=_memo,
)
