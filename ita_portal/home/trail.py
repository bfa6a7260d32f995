"""The trail in words: the sentence of each verb that the rules record."""

VERBS = {
    "office.created": "สร้างสำนักงาน",
    "office.changed": "แก้ไขข้อมูลสำนักงาน",
    "group.added": "เพิ่มกลุ่ม/หน่วย",
    "group.changed": "แก้ไขกลุ่ม/หน่วย",
    "person.added": "เพิ่มบุคลากร",
    "person.changed": "แก้ไขข้อมูลบุคลากร",
    "person.password_reset": "ตั้งรหัสผ่านใหม่ให้บุคลากร",
    "appointment.added": "แต่งตั้ง",
    "appointment.ended": "สิ้นสุดการแต่งตั้ง",
    "result.saved": "บันทึกคะแนน",
    "result.imported": "นำเข้าคะแนน",
    "result.confirmed": "ยืนยันคะแนน",
    "result.reopened": "เปิดคะแนนให้แก้ไข",
    "scenario.kept": "เก็บสถานการณ์สมมติของคะแนน",
    "scenario.deleted": "ลบสถานการณ์สมมติของคะแนน",
    "plan.started": "เริ่มแผนมาตรการ",
    "plan.saved": "บันทึกแผนมาตรการ",
    "plan.submitted": "เสนอแผนมาตรการ",
    "plan.returned": "ส่งคืนแผนมาตรการ",
    "plan.approved": "อนุมัติแผนมาตรการ",
    "document.signed": "ลงนามเอกสาร",
    "document.render_again": "สั่งจัดทำไฟล์เอกสารใหม่",
    "evidence.proposed": "เสนอหลักฐาน",
    "evidence.resubmitted": "เสนอหลักฐานอีกครั้ง",
    "evidence.accepted": "รับหลักฐานขึ้นเผยแพร่",
    "evidence.returned": "ส่งคืนหลักฐาน",
    "evidence.withdrawn": "ถอนหลักฐาน",
}


def sentence(verb: str) -> str:
    """Return the Thai words of a recorded verb; an unknown one is shown as it is."""
    return VERBS.get(verb, verb)
