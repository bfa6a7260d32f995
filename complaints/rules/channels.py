"""The ways in which a complaint can be brought in: the office's own, and bodies outside it."""

from __future__ import annotations

import re
from typing import NamedTuple

from ita_portal.organisations.models import Office


class Channel(NamedTuple):
    """A way to bring in a complaint. `href` is "" where there is nothing to press."""

    name: str
    icon: str
    words: str
    href: str
    advice: str


OUTSIDE = (
    Channel(
        name="ศูนย์บริการประชาชน สำนักงานปลัดสำนักนายกรัฐมนตรี",
        icon="telephone",
        words="สายด่วน 1111",
        href="tel:1111",
        advice="รับเรื่องร้องเรียนและข้อเสนอแนะเกี่ยวกับหน่วยงานของรัฐทุกแห่ง",
    ),
    Channel(
        name="ศูนย์ดำรงธรรม กระทรวงมหาดไทย",
        icon="telephone",
        words="สายด่วน 1567",
        href="tel:1567",
        advice="รับเรื่องร้องทุกข์ได้ทุกจังหวัด",
    ),
    Channel(
        name="สำนักงานคณะกรรมการป้องกันและปราบปรามการทุจริตแห่งชาติ (สำนักงาน ป.ป.ช.)",
        icon="globe",
        words="www.nacc.go.th",
        href="https://www.nacc.go.th/",
        advice="รับเรื่องกล่าวหาการทุจริตต่อหน้าที่และร่ำรวยผิดปกติของเจ้าหน้าที่ของรัฐ",
    ),
)
"""Bodies that hear a complaint when one does not wish to bring it to the office itself."""

_NUMBER = re.compile(r"\+?[0-9][0-9 ()-]{2,}")


def office_channels(office: Office) -> list[Channel]:
    """Return the office's own ways, those only for which its row holds an address."""
    channels = []
    if office.address:
        channels += [
            Channel("มาด้วยตนเอง", "geo-alt", office.address, "", "ในวันและเวลาราชการ"),
            Channel(
                "ส่งหนังสือทางไปรษณีย์",
                "envelope",
                office.address,
                "",
                f"จ่าหน้าซองถึง ผู้อำนวยการ{office.name}",
            ),
        ]
    if office.phone:
        advice = "เจ้าหน้าที่จะบันทึกเรื่องของท่านเป็นหนังสือ"
        channels.append(Channel("โทรศัพท์", "telephone", office.phone, dialled(office.phone), advice))
    if office.email:
        href = f"mailto:{office.email}"
        channels.append(Channel("อีเมล", "envelope", office.email, href, "ส่งได้ตลอดเวลา"))
    return channels


def dialled(phone: str) -> str:
    """Return the address under which a telephone dials `phone`; "" where it is not one number."""
    if not _NUMBER.fullmatch(phone.strip()):
        return ""
    return "tel:" + re.sub("[^0-9+]", "", phone)
