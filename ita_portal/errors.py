"""The one error that says no to a user."""


class Refused(Exception):
    """What was asked for may not be done now; `message` tells the user why, in Thai.

    Raised by rules only, and caught by pages only. A missing right is not a Refused but a 403,
    a thing of another office a 404, a programming mistake a ValueError.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Stale(Refused):
    """Somebody else has changed the thing since the form was opened; what was typed is kept."""

    def __init__(
        self,
        message: str = (
            "มีผู้แก้ไขข้อมูลนี้หลังจากที่ท่านเปิดหน้าไว้ ระบบจึงยังไม่บันทึก "
            "สิ่งที่ท่านกรอกยังอยู่ในหน้านี้ โปรดเทียบกับข้อมูลล่าสุดแล้วบันทึกอีกครั้ง"
        ),
    ) -> None:
        super().__init__(message)
