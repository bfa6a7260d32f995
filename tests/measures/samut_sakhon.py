"""The announcement of Samut Sakhon of 25 June 2563 as a plan: its shape, facts and lengths.

Titles of aspects, groups and posts are the official ones; the sentences are written anew.
"""

from __future__ import annotations

from ita_portal.organisations.models import Appointment, Office, User
from measures.models import Plan
from measures.rules.content import IssueContent, MeasureContent, PlanContent, StepContent
from measures.rules.plan import save_plan, start_plan
from tests.factories.organisations import AppointmentFactory, GroupFactory, OfficeFactory

NAME = "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาสมุทรสาคร"
GROUPS = (
    "กลุ่มอำนวยการ",
    "กลุ่มนโยบายและแผน",
    "กลุ่มบริหารงานการเงินและสินทรัพย์",
    "กลุ่มบริหารงานบุคคล",
    "กลุ่มพัฒนาครูและบุคลากรทางการศึกษา",
    "กลุ่มส่งเสริมการจัดการศึกษา",
    "กลุ่มส่งเสริมการศึกษาทางไกล เทคโนโลยีสารสนเทศและการสื่อสาร",
)
DEPUTY = "รองผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถมศึกษา"
SUBJECT = f"มาตรการส่งเสริมคุณธรรมและความโปร่งใส ของ{NAME}"

PREVENTION = (
    "ตรวจนโยบายเดิมของสำนักงานเรื่องการไม่ทุจริตทุกข้อ แล้วปรับข้อที่ล้าสมัยให้ใช้ได้จริง",
    "เขียนแผนกันการทุจริตของปี และนำขึ้นหน้าเว็บของสำนักงานให้ทุกคนอ่านได้",
    "สุ่มตรวจงานที่เสี่ยงในสำนักงาน แล้วใช้สิ่งที่พบแก้วิธีทำงานในไตรมาสถัดไป",
)
DISCLOSURE = (
    ("กลุ่มอำนวยการ", "ข้อมูลทั่วไปของสำนักงาน ข่าว และช่องทางถามตอบ"),
    ("กลุ่มนโยบายและแผน", "แผนงานประจำปีและแผนระยะยาวของเขตพื้นที่"),
    ("กลุ่มบริหารงานการเงินและสินทรัพย์", "แผนการใช้เงินทั้งปีและเรื่องการซื้อการจ้าง"),
    ("กลุ่มบริหารงานบุคคล", "นโยบายด้านคน ผลที่ทำแล้ว และเรื่องร้องเรียน"),
    ("กลุ่มพัฒนาครูและบุคลากรทางการศึกษา", "เกณฑ์การพัฒนาคนของสำนักงาน"),
    (None, "การเปิดให้ผู้เกี่ยวข้องร่วมคิดร่วมทำ"),
)
SYSTEM = (
    "ลดและปรับขั้นตอนบริการตามแนวทางของพระราชบัญญัติการอำนวยความสะดวก พ.ศ. 2558",
    "ทำงานต่อประชาชนอย่างตรวจสอบได้ และนำข้อร้องเรียนที่ได้รับมาแก้ระบบงานทุกเดือน",
    "ใช้ระบบคอมพิวเตอร์ช่วยให้บริการเร็วขึ้นและถูกต้องขึ้น",
    "รวมบริการไว้จุดเดียวแบบ One Stop Service ให้ใช้เวลาน้อยที่สุด",
)
COMMUNICATION = (
    "เผยแพร่ข่าวผ่านหลายช่องทางที่เข้าถึงง่าย รวมทั้งเว็บไซต์ www.skn.go.th",
    "บอกผลงานของสำนักงานแก่ประชาชนอย่างต่อเนื่อง",
    "เพิ่มช่องทางรับความเห็นและรับเรื่องร้องเรียนเจ้าหน้าที่",
    "ตั้งผู้ตอบคำถามที่บุคคลและหน่วยงานภายนอกถามเข้ามา",
)
OPENING = (
    "เพื่อให้ประชาชนได้รับบริการที่ดีและข้อมูลที่ถูกต้อง ตามผลการประเมินประจำปีงบประมาณ พ.ศ. 2562 "
    "จึงกำหนดมาตรการไว้ให้บุคลากรถือปฏิบัติ ดังนี้"
)
CLOSING = (
    f"ให้กลุ่มที่รับผิดชอบรายงานต่อกลุ่มส่งเสริมการจัดการศึกษา รอบ 6 เดือน และ 12 เดือน เพื่อเสนอผู้อำนวยการ{NAME}"
)


def office() -> Office:
    """Return the office with its seven groups."""
    office = OfficeFactory(code="skn1", name=NAME, short_name="สพป.สมุทรสาคร")
    for position, name in enumerate(GROUPS, 1):
        GroupFactory(office=office, name=name, position=position)
    return office


def acting_deputy(office: Office) -> User:
    """Return the deputy who signs for the director, under an invented name."""
    return AppointmentFactory(
        office=office,
        role=Appointment.Role.DIRECTOR,
        title=DEPUTY,
        capacity=Appointment.Capacity.ACTING,
        principal_title=f"ผู้อำนวยการ{NAME}",
        user__prefix="นาย",
        user__first_name="สมมุติ",
        user__last_name="ใจซื่อ",
    ).user


def content(office: Office) -> PlanContent:
    """Return the plan as it would be typed."""
    number = {group.name: group.pk for group in office.groups.all()}

    def only(title: str, purpose: str, steps: tuple[str, ...], *owners: str) -> IssueContent:
        measure = MeasureContent(
            title=title,
            steps=tuple(StepContent(text) for text in steps),
            owner_ids=frozenset(number[name] for name in owners),
            every_group=not owners,
        )
        return IssueContent(title, purpose, measures=(measure,))

    shared = tuple(
        MeasureContent(
            title=title,
            owner_ids=frozenset({number[owner]} if owner else ()),
            every_group=owner is None,
        )
        for owner, title in DISCLOSURE
    )
    return PlanContent(
        subject=SUBJECT,
        layout=Plan.Layout.PROSE,
        opening=OPENING,
        closing=CLOSING,
        issues=(
            only("ด้านป้องกันการทุจริต", "เพื่อให้สาธารณชนรู้ว่าสำนักงานทำอะไรบ้าง", PREVENTION, GROUPS[5]),
            IssueContent("ด้านการเปิดเผยข้อมูล", "เพื่อเปิดข้อมูลให้ครบ 5 ประเด็น", measures=shared),
            only("ด้านการปรับปรุงระบบการทำงาน", "เพื่อให้ผู้มาติดต่อเห็นการปรับปรุง", SYSTEM),
            only(
                "ด้านประสิทธิภาพการสื่อสาร",
                "เพื่อให้ผู้มาติดต่อได้รับข่าวสาร",
                COMMUNICATION,
                GROUPS[0],
                GROUPS[6],
            ),
        ),
    )


def plan(office: Office, by: User) -> Plan:
    """Return the saved plan of 2563."""
    started = start_plan(office=office, fiscal_year=2563, by=by)
    return save_plan(started, content=content(office), expected_revision=1, by=by)
