"""The three verdicts on a link, the reasons for them, and the words for people."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """Whether an outsider can open an address; unsure while the portal cannot tell."""

    OPENS = "opens"
    FAILS = "fails"
    UNSURE = "unsure"


class Reason(StrEnum):
    """What an address answered, or why it was not called."""

    OK = "ok"
    # nobody can open it, whenever it is tried
    SCHEME = "scheme"
    MALFORMED = "malformed"
    CREDENTIALS = "credentials"
    PRIVATE = "private"
    # who may enter is asked first
    LOGIN = "login"
    DRIVE = "drive"
    # it is not there, or not reached
    NOT_FOUND = "not_found"
    GONE = "gone"
    SOFT_404 = "soft_404"
    HOME = "home"
    SERVER_ERROR = "server_error"
    UNKNOWN_HOST = "unknown_host"
    CLOSED = "closed"
    LOOP = "loop"
    BAD_TLS = "bad_tls"
    OWN_HIDDEN = "own_hidden"
    # the portal cannot tell
    UNTRIED = "untried"
    FORBIDDEN = "forbidden"
    BUSY = "busy"
    SLOW = "slow"
    ENDLESS = "endless"
    EMPTY = "empty"
    SAME_AS_MISSING = "same_as_missing"
    ODD = "odd"
    BROKEN = "broken"
    TLS_CHAIN = "tls_chain"
    PRIVATE_NAME = "private_name"
    PORT = "port"
    OFFLINE = "offline"
    OWN = "own"


@dataclass(frozen=True)
class Told:
    """What one try that ended for a reason says, the sentence about it, and how to mend it."""

    verdict: Verdict
    words: str
    mend: str = ""


_ASK = "เปิดลิงก์ด้วยเครื่องที่ไม่ได้ลงชื่อเข้าใช้ ถ้าเปิดได้ให้ผู้ตรวจยืนยันพร้อมเหตุผล"
_OWN_SITE = "นำข้อมูลขึ้นเว็บไซต์ของสำนักงาน แล้วใช้ลิงก์ที่เปิดได้โดยไม่ต้องลงชื่อเข้าใช้"
_NEW = "ค้นหาที่อยู่ใหม่ของข้อมูลแล้วแก้ลิงก์ หรือแนบเป็นไฟล์ในพอร์ทัลแทน"
_OPERATOR = "แจ้งผู้ดูแลเว็บไซต์ปลายทาง หรือแนบเป็นไฟล์ในพอร์ทัลแทน"
_F, _U = Verdict.FAILS, Verdict.UNSURE

TOLD: dict[Reason, Told] = {
    Reason.OK: Told(Verdict.OPENS, "เปิดได้โดยไม่ต้องลงชื่อเข้าใช้"),
    Reason.SCHEME: Told(_F, "ลิงก์ไม่ได้ขึ้นต้นด้วย http:// หรือ https:// บุคคลภายนอกจึงเปิดไม่ได้", _OWN_SITE),
    Reason.MALFORMED: Told(_F, "ที่อยู่ของลิงก์ไม่สมบูรณ์", "คัดลอกที่อยู่เต็มจากช่องที่อยู่ของเบราว์เซอร์"),
    Reason.CREDENTIALS: Told(_F, "ลิงก์มีชื่อผู้ใช้หรือรหัสผ่านอยู่ด้วย ระบบจึงไม่เปิด", _OWN_SITE),
    Reason.PRIVATE: Told(
        _F, "ลิงก์ชี้ไปยังเครื่องภายในเครือข่าย บุคคลภายนอกเปิดไม่ได้ และระบบไม่เปิดให้", _OWN_SITE
    ),
    Reason.LOGIN: Told(_F, "ลิงก์พาไปหน้าลงชื่อเข้าใช้ ผู้ประเมินเปิดดูข้อมูลไม่ได้", _OWN_SITE),
    Reason.DRIVE: Told(
        _F,
        "ที่เก็บไฟล์ร่วมขอสิทธิ์ก่อนเปิด ผู้ประเมินเปิดดูข้อมูลไม่ได้",
        "ตั้งค่าการแชร์ให้ทุกคนที่มีลิงก์เปิดได้ หรือแนบเป็นไฟล์ในพอร์ทัลแทน",
    ),
    Reason.NOT_FOUND: Told(_F, "เว็บไซต์ปลายทางตอบว่าไม่มีหน้านี้ (404)", _NEW),
    Reason.GONE: Told(_F, "เว็บไซต์ปลายทางตอบว่าหน้านี้ถูกลบไปแล้ว (410)", _NEW),
    Reason.SOFT_404: Told(_F, "ลิงก์เปิดได้ แต่เป็นหน้าที่บอกว่าไม่พบข้อมูล", _NEW),
    Reason.HOME: Told(_F, "ลิงก์พาไปหน้าแรกของเว็บไซต์ ไม่ใช่หน้าของข้อมูล", _NEW),
    Reason.SERVER_ERROR: Told(_F, "เว็บไซต์ปลายทางขัดข้อง (5xx)", _OPERATOR),
    Reason.UNKNOWN_HOST: Told(
        _F, "ไม่มีเว็บไซต์ชื่อนี้ในอินเทอร์เน็ต", "ตรวจตัวสะกดของที่อยู่ หรือแนบเป็นไฟล์ในพอร์ทัลแทน"
    ),
    Reason.CLOSED: Told(_F, "เว็บไซต์ปลายทางไม่รับการเชื่อมต่อ", _OPERATOR),
    Reason.LOOP: Told(_F, "ลิงก์พาวนไปมาไม่สิ้นสุด", _OPERATOR),
    Reason.BAD_TLS: Told(
        _F, "ใบรับรองความปลอดภัยของเว็บไซต์ปลายทางใช้ไม่ได้ เบราว์เซอร์จะเตือนก่อนเปิด", _OPERATOR
    ),
    Reason.OWN_HIDDEN: Told(
        _F,
        "หน้านี้ของพอร์ทัลยังไม่เผยแพร่ หรือไม่มีแล้ว",
        "เผยแพร่หน้านั้นก่อน หรือแก้ลิงก์เป็นหน้าสาธารณะที่มีอยู่",
    ),
    Reason.UNTRIED: Told(_U, "ระบบยังไม่ได้ลองเปิดลิงก์นี้", _ASK),
    Reason.FORBIDDEN: Told(_U, "เว็บไซต์ปลายทางไม่ยอมให้ระบบเปิด (403) แต่คนอาจเปิดได้", _ASK),
    Reason.BUSY: Told(_U, "เว็บไซต์ปลายทางขอให้ลองใหม่ภายหลัง (429) ระบบจะลองอีกเอง", _ASK),
    Reason.SLOW: Told(_U, "เว็บไซต์ปลายทางตอบช้าเกินกำหนด ระบบจะลองอีกเอง", _ASK),
    Reason.ENDLESS: Told(_U, "เว็บไซต์ปลายทางส่งข้อมูลไม่สิ้นสุด ระบบจึงหยุดอ่าน", _ASK),
    Reason.EMPTY: Told(_U, "ลิงก์เปิดได้ แต่เป็นหน้าว่าง", _ASK),
    Reason.SAME_AS_MISSING: Told(
        _U, "เว็บไซต์ปลายทางแสดงหน้าเดียวกันนี้กับที่อยู่ที่ไม่มีจริงด้วย จึงบอกไม่ได้ว่ามีข้อมูลหรือไม่", _ASK
    ),
    Reason.ODD: Told(_U, "เว็บไซต์ปลายทางตอบผิดปกติ", _ASK),
    Reason.BROKEN: Told(_U, "การเชื่อมต่อขาดกลางคัน ระบบจะลองอีกเอง", _ASK),
    Reason.TLS_CHAIN: Told(
        _U, "ระบบตรวจใบรับรองความปลอดภัยของเว็บไซต์ปลายทางไม่ครบ บางเบราว์เซอร์อาจเตือน", _OPERATOR
    ),
    Reason.PRIVATE_NAME: Told(
        _U, "ชื่อเว็บไซต์นี้ชี้ไปยังเครือข่ายภายใน ระบบจึงไม่เปิด และบุคคลภายนอกอาจเปิดไม่ได้", _ASK
    ),
    Reason.PORT: Told(_U, "ลิงก์ใช้พอร์ตที่ระบบไม่เปิด", _ASK),
    Reason.OFFLINE: Told(_U, "พอร์ทัลออกอินเทอร์เน็ตไม่ได้ในเวลานั้น จึงยังไม่ทราบผล ระบบจะลองอีกเอง"),
    Reason.OWN: Told(_U, "ลิงก์พากลับมาที่พอร์ทัลนี้"),
}
"""For each reason, what a single try says; `tries.standing` says what all tries say together."""
