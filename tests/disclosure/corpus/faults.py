"""The faults that the tests seed into the clean papers: one or more for every row of the table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """What of a paper is written in another way, and the check that must say so."""

    check: str
    paper: str
    old: str
    new: str


@dataclass(frozen=True)
class Around:
    """What is wrong around a clean paper: its title, or where else its file stands.

    `stands` is "other_items" or "last_year", "" where only the title is wrong.
    """

    check: str
    paper: str
    title: str = ""
    stands: str = ""


OTHER_OFFICE = "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาเลย เขต 2"
_TAIL = "(นายสมมติ ตัวอย่างดี)\nผู้อำนวยการ{office}"
FAULTS = tuple(
    Fault(*row)
    for row in (
        # wrong or missing fiscal year
        ("fiscal_year", "ANNOUNCEMENT", "{y}", "{p}"),
        ("fiscal_year", "BUDGET", "ประจำปี พ.ศ. {y}\n", "ประจำปี พ.ศ. {p}\n"),
        ("fiscal_year", "BUDGET", "ประจำปี พ.ศ. {y}\n", "ประจำปีงบประมาณ พ.ศ. ....\n"),
        ("fiscal_year", "HALF_YEAR", "ประจำปีงบประมาณ พ.ศ. {y} รอบ", "ประจำปีงบประมาณ พ.ศ. {n} รอบ"),
        ("fiscal_year", "YEAR_REPORT", "ประจำปีงบประมาณ พ.ศ. {y}\n", "ประจำปีงบประมาณ พ.ศ.\n"),
        ("fiscal_year", "RISK", "{y}", "{n}"),
        ("fiscal_year", "DECLARATION", "ปีงบประมาณ พ.ศ. {y}", "ปีงบประมาณ พ.ศ. ……"),
        ("fiscal_year", "MONTHLY", "พ.ศ. {y}", "พ.ศ. {n}"),
        ("fiscal_year", "MEASURES", "ประจำปีงบประมาณ พ.ศ. {y}", "ประจำปีงบประมาณ พ.ศ. {p}"),
        ("fiscal_year", "SURVEY", "ปีงบประมาณ {y}", "ปีงบประมาณ {n}"),
        ("fiscal_year", "YEAR_BEFORE", "{p}", "2559"),
        ("fiscal_year", "STATISTICS", "ปีงบประมาณ พ.ศ. {y}", "ปีงบประมาณ พ.ศ. 25{y}"),
        # cover and text of two years
        (
            "mixed_years",
            "ANNOUNCEMENT",
            "จึงขอประกาศแผนการจัดซื้อจัดจ้าง ประจำปีงบประมาณ พ.ศ. {y}",
            "จึงขอประกาศแผนการจัดซื้อจัดจ้าง ประจำปีงบประมาณ พ.ศ. {p}",
        ),
        (
            "mixed_years",
            "HALF_YEAR",
            "(1 ตุลาคม {p} - 31 มีนาคม {y})",
            "(1 ตุลาคม {pp2} - 31 มีนาคม {p})",
        ),
        ("mixed_years", "YEAR_REPORT", "การดำเนินงานปีนี้", "การดำเนินงานประจำปีงบประมาณ พ.ศ. {p}"),
        (
            "mixed_years",
            "STATISTICS",
            "ระหว่างวันที่ 1 ตุลาคม {p} ถึงวันที่ 30 กันยายน {y}",
            "ระหว่างวันที่ 1 ตุลาคม {pp2} ถึงวันที่ 30 กันยายน {p}",
        ),
        ("mixed_years", "RISK", "ปีงบประมาณ {y} สำนักงาน", "ปีงบประมาณ {p} สำนักงาน"),
        ("mixed_years", "DECLARATION", "ข้าพเจ้าและบุคลากร", "ในปีงบประมาณ พ.ศ. {p} ข้าพเจ้าและบุคลากร"),
        ("mixed_years", "BUDGET", "รายจ่ายประจำปีงบประมาณ พ.ศ. {y}", "รายจ่ายประจำปีงบประมาณ พ.ศ. {p}"),
        (
            "mixed_years",
            "MEASURES",
            "จึงกำหนดมาตรการ ดังนี้",
            "จึงกำหนดมาตรการ ประจำปีงบประมาณ พ.ศ. {p} ดังนี้",
        ),
        # text against table
        ("contradiction", "ANNOUNCEMENT", "245,500.00", "254,500.00"),
        ("contradiction", "HALF_YEAR", "|230,000|", "|240,000|"),
        (
            "contradiction",
            "HALF_YEAR",
            "สูงสุด คือ นิเทศเต็มพื้นที่ จำนวน 80,000",
            "สูงสุด คือ พัฒนาทักษะการอ่าน จำนวน 60,000",
        ),
        ("contradiction", "HALF_YEAR", "รวมทั้งสิ้น 3 โครงการ", "รวมทั้งสิ้น 5 โครงการ"),
        ("contradiction", "STATISTICS", "จำนวน 7 เรื่อง", "จำนวน 9 เรื่อง"),
        ("contradiction", "STATISTICS", "|รวม|7|5|2", "|รวม|8|5|2"),
        ("contradiction", "STATISTICS", "เดือนมิถุนายน {y} จำนวน 3", "เดือนธันวาคม {p} จำนวน 3"),
        ("contradiction", "STATISTICS", "มีเรื่องร้องเรียน จำนวน 7 เรื่อง", "ไม่มีเรื่องร้องเรียน"),
        (
            "contradiction",
            "SCORES",
            "ต่ำสุด คือ การป้องกันการทุจริต ร้อยละ 81.25",
            "ต่ำสุด คือ การใช้งบประมาณ ร้อยละ 90.12",
        ),
        ("contradiction", "SCORES", "การปฏิบัติหน้าที่ ร้อยละ 96.41", "การปฏิบัติหน้าที่ ร้อยละ 98.41"),
        (
            "contradiction",
            "SURVEY",
            "สูงที่สุด คือ เจ้าหน้าที่ผู้ให้บริการ (ร้อยละ 92.40)",
            "สูงที่สุด คือ กระบวนการขั้นตอน (ร้อยละ 88.20)",
        ),
        ("contradiction", "MONTHLY", "|รวม|23|300,000.00", "|รวม|32|300,000.00"),
        ("contradiction", "BUDGET", "|รวม|690,000|", "|รวม|960,000|"),
        ("contradiction", "YEAR_BEFORE", "รวมทั้งสิ้น 3 รายการ", "รวมทั้งสิ้น 13 รายการ"),
        (
            "contradiction",
            "RISK",
            "การตรวจรับพัสดุไม่ครบ คะแนน 8 มาตร",
            "การใช้รถราชการเพื่อส่วนตัว คะแนน 8 มาตร",
        ),
        # number, date, order of dates, signature
        ("document_number", "ORDER", "ที่ 215/{y}\n", "ที่      /{y}\n"),
        ("document_number", "ORDER", "ที่ 215/{y}\n", "ที่ ...../{y}\n"),
        ("document_number", "MEMO", "ศธ 04007/1284", "ศธ 04007/....."),
        ("document_number", "MEMO", "ศธ 04007/1284", "ศธ 04007/"),
        ("document_number", "LETTER", "04007/2210", "04007/........"),
        ("document_number", "MINUTES", "ครั้งที่ 2/{y}", "ครั้งที่ ..../{y}"),
        ("document_number", "ORDER", "ที่ 215/{y}\n", ""),
        ("date", "ANNOUNCEMENT", "12 ตุลาคม พ.ศ. {p}", "          พ.ศ. {p}"),
        ("date", "ANNOUNCEMENT", "ประกาศ ณ วันที่ 12 ตุลาคม พ.ศ. {p}\n", ""),
        ("date", "ORDER", "9 มกราคม พ.ศ. {y}", "..... มกราคม พ.ศ. {y}"),
        ("date", "ORDER", "9 มกราคม พ.ศ. {y}", "31 กุมภาพันธ์ พ.ศ. {y}"),
        ("date", "MEMO", "วันที่ 18 มีนาคม {y}\n", "วันที่      มีนาคม {y}\n"),
        ("date", "MEMO", "วันที่ 18 มีนาคม {y}\n", "วันที่\n"),
        ("date", "DECLARATION", "4 มกราคม พ.ศ. {y}", "34 มกราคม พ.ศ. {y}"),
        ("date", "LETTER", "ในวันที่ 28 กุมภาพันธ์ {y}", "ในวันที่ 31 เมษายน {y}"),
        ("date_order", "MEMO", "ลงวันที่ 9 มกราคม {y}", "ลงวันที่ 9 เมษายน {y}"),
        ("date_order", "HALF_YEAR", "(1 ตุลาคม {p} - 31 มีนาคม {y})", "(31 มีนาคม {y} - 1 ตุลาคม {p})"),
        (
            "date_order",
            "STATISTICS",
            "1 ตุลาคม {p} ถึงวันที่ 30 กันยายน {y}",
            "30 กันยายน {y} ถึงวันที่ 1 ตุลาคม {p}",
        ),
        ("date_order", "ORDER", "จึงแต่งตั้ง", "ตามประกาศ ลงวันที่ 20 มีนาคม {y} จึงแต่งตั้ง"),
        ("date_order", "ANNOUNCEMENT", "ตามเอกสารแนบท้าย", "ตามมติที่ประชุมเมื่อวันที่ 25 ตุลาคม {p}"),
        ("date_order", "DECLARATION", "ข้าพเจ้าและ", "ตามที่ได้ประชุมเมื่อวันที่ 10 กุมภาพันธ์ {y} ข้าพเจ้าและ"),
        ("signature", "ANNOUNCEMENT", _TAIL, "ผู้อำนวยการ{office}"),
        ("signature", "ORDER", "(นางสาวตัวอย่าง ใจสมมติ)", "(..................................)"),
        ("signature", "DECLARATION", "(ดร.สมมติ ซื่อตรงดี)\nผู้อำนวยการ{office}", ""),
        ("signature", "MEMO", "(นายสมมุติ ผู้รายงาน)\nนักวิเคราะห์นโยบายและแผนชำนาญการ", ""),
        ("signature", "LETTER", _TAIL, "(                         )\nผู้อำนวยการ{office}"),
        ("signature", "MINUTES", "(นางสมมุติ คนทำงาน)\n", "(..........................)\n"),
        # the office's name
        ("office_name", "ANNOUNCEMENT", "{office} จึงขอ", OTHER_OFFICE + " จึงขอ"),
        ("office_name", "DECLARATION", "ประกาศ{office}", "ประกาศ" + OTHER_OFFICE),
        ("office_name", "HALF_YEAR", "{office}", OTHER_OFFICE),
        ("office_name", "CONTACT", "{office}", OTHER_OFFICE),
        ("office_name", "MANUAL", "{office}", "{wrong}"),
        ("office_name", "GUIDELINE", "{office}", "{other_kind}"),
        ("office_name", "MEMO", "เรียน ผู้อำนวยการ{office}", "เรียน ผู้อำนวยการ" + OTHER_OFFICE),
        ("office_name", "YEAR_REPORT", "{office}", "{other_area}"),
        # components and months
        (
            "component",
            "MANUAL",
            (
                "2. ขั้นตอนและระยะเวลา\n|ขั้นตอน|รายละเอียด|ระยะเวลา|ผู้รับผิดชอบ\n"
                "|1|ยื่นคำขอและตรวจเอกสาร|10 นาที|กลุ่มส่งเสริมการจัดการศึกษา\n"
                "|2|ตรวจสอบทะเบียน|1 วัน|กลุ่มส่งเสริมการจัดการศึกษา\n|3|เสนอลงนามและส่งมอบ|1 "
                "วัน|กลุ่มอำนวยการ\n"
            ),
            "2. ผู้รับบริการติดต่อกลุ่มส่งเสริมการจัดการศึกษาได้ในวันราชการ\n",
        ),
        (
            "component",
            "GUIDELINE",
            "3. ระยะเวลา ตรวจสอบเบื้องต้นภายใน 15 วัน แจ้งความคืบหน้าทุก 30 วัน\n",
            "",
        ),
        (
            "component",
            "HALF_YEAR",
            (
                "|ความก้าวหน้า\n|1|พัฒนาทักษะการอ่าน|100,000|60,000|อยู่ระหว่างดำเนินการ\n"
                "|2|นิเทศเต็มพื้นที่|80,000|80,000|ดำเนินการแล้วเสร็จ\n"
                "|3|ค่ายคุณธรรมนักเรียน|50,000|10,000|อยู่ระหว่างดำเนินการ"
            ),
            (
                "\n|1|พัฒนาทักษะการอ่าน|100,000|60,000\n|2|นิเทศเต็มพื้นที่|80,000|80,000\n"
                "|3|ค่ายคุณธรรมนักเรียน|50,000|10,000"
            ),
        ),
        (
            "component",
            "MEASURES",
            (
                "|ผู้รับผิดชอบ|ระยะเวลา|การกำกับติดตาม\n"
                "|เผยแพร่ข้อมูลต่อสาธารณะ|ทบทวนข้อมูลบนเว็บไซต์ทุกเดือน|กลุ่มอำนวยการ|ต.ค. "
                "{pp} - ก.ย. {yy}|รายงานทุก 6 เดือน\n|ป้องกันผลประโยชน์ทับซ้อน|อบรมบุคลากรปีละ "
                "2 ครั้ง|กลุ่มบริหารงานบุคคล|ม.ค. {yy} - มิ.ย. {yy}|รายงานทุก 6 เดือน"
            ),
            (
                "\n|เผยแพร่ข้อมูลต่อสาธารณะ|ทบทวนข้อมูลบนเว็บไซต์ทุกเดือน\n"
                "|ป้องกันผลประโยชน์ทับซ้อน|อบรมบุคลากรปีละ 2 ครั้ง"
            ),
        ),
        ("component", "CONTACT", "\nอีเมล saraban@office.example.go.th", ""),
        ("monthly", "MONTHLY", "|เม.ย. {yy}|1|5,000.00\n|พ.ค. {yy}|1|7,500.00\n", ""),
        ("monthly", "MONTHLY", "{months}", ""),
        ("monthly", "MONTHLY", "|ต.ค. {pp}|2|30,000.00\n", ""),
        # links, people, old news
        ("link", "CONTACT", "https://www.office.go.th", "#"),
        ("link", "GUIDELINE", "แจ้งได้ที่เว็บไซต์หลัก", "แจ้งได้ที่ http://localhost:8080/complaint"),
        ("link", "MANUAL", "ดูท้ายคู่มือ", "ดูที่ http://192.168.1.20/flow.pdf"),
        ("link", "HALF_YEAR", "ปัญหาอุปสรรค", "รายละเอียด https://www.example.com/xxxx ปัญหาอุปสรรค"),
        (
            "link",
            "MEASURES",
            "พบจุดอ่อน",
            "ดูที่ https://drive.google.com/drive/folders/1AbCdEf พบจุดอ่อน",
        ),
        (
            "personal_data",
            "MINUTES",
            "1. นายสมมติ ตัวอย่างดี ประธาน",
            "1. นายสมมติ ตัวอย่างดี ประธาน เลขประจำตัวประชาชน 1-1020-00345-67-8",
        ),
        (
            "personal_data",
            "ORDER",
            "2. ผู้อำนวยการกลุ่มอำนวยการ",
            "2. นายสมมติ 3100600123456 ผู้อำนวยการกลุ่มอำนวยการ เลขบัตรประชาชน",
        ),
        ("personal_data", "HALF_YEAR", "ปัญหาอุปสรรค", "ผู้ประสานงาน 081-234-5678 ปัญหาอุปสรรค"),
        ("personal_data", "STATISTICS", "เดือนที่มี", "ผู้ร้องเรียน นายสมมติ ตัวอย่างดี เดือนที่มี"),
        ("personal_data", "MEMO", "บัดนี้", "ผู้ร้อง ชื่อ นางสมมุติ คนทำงาน แจ้งว่า บัดนี้"),
        ("stale", "GUIDELINE", "15 พฤศจิกายน {p}", "15 พฤศจิกายน 2558"),
        ("stale", "CONTACT", "เว็บไซต์ https", "ปรับปรุงล่าสุดเมื่อวันที่ 3 มีนาคม 2559\nเว็บไซต์ https"),
    )
)

AROUND = (
    *(
        Around("title", paper, title)
        for paper, title in (
            ("ANNOUNCEMENT", "คลิกที่นี่"),
            ("ORDER", "คลิกเพื่อดูรายละเอียด"),
            ("MEMO", "ดาวน์โหลดเอกสาร"),
            ("HALF_YEAR", "ไฟล์แนบ 1"),
            ("YEAR_REPORT", "เอกสารแนบ (2)"),
            ("STATISTICS", "๑๒"),
            ("MONTHLY", "O14"),
            ("MANUAL", "scan0001"),
            ("GUIDELINE", "IMG_20240115_0932"),
            ("DECLARATION", "รายละเอียดเพิ่มเติม"),
            ("BUDGET", "Untitled-1"),
            ("CONTACT", "https://www.office.go.th/contact"),
            ("RISK", "final.pdf"),
            ("MEASURES", "New Microsoft Word Document"),
            ("SURVEY", "หลักฐาน ข้อ 3"),
            ("YEAR_BEFORE", "ดูที่นี่"),
            ("LETTER", "-"),
            ("MINUTES", "Download"),
        )
    ),
    *(
        Around("reused_file", paper, stands="other_items")
        for paper in ("ANNOUNCEMENT", "HALF_YEAR", "STATISTICS", "MANUAL", "MEASURES", "LETTER")
    ),
    *(
        Around("stale", paper, stands="last_year")
        for paper in ("ORDER", "YEAR_REPORT", "DECLARATION", "BUDGET", "MONTHLY", "RISK")
    ),
)
