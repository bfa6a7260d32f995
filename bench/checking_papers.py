"""The papers over which the checks are measured: made anew, of one to six pages each.

Like those that offices publish: a title, a table, and long text, with both kinds of digits.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from ita_portal.thai.numerals import thai_digits

OFFICE = "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาสกลนคร เขต 1"
YEAR = 2567
_TITLES = (
    "รายงานผลการดำเนินงานประจำปีงบประมาณ พ.ศ. 2567",
    "แผนการใช้จ่ายงบประมาณประจำปีงบประมาณ พ.ศ. 2567",
    "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. 2567",
    "รายงานผลการสำรวจความพึงพอใจการให้บริการ ประจำปีงบประมาณ พ.ศ. 2567",
)
_TEXT = (
    "การดำเนินงานเป็นไปตามแผนปฏิบัติการของสำนักงาน ซึ่งทุกกลุ่มร่วมกันกำหนดขั้นตอน ระยะเวลา และผู้รับผิดชอบ",
    "โครงการที่ได้รับจัดสรรงบประมาณมีความก้าวหน้าตามกำหนด และรายงานผลต่อที่ประชุมทุก 3 เดือน",
    "ตามระเบียบกระทรวงการคลังว่าด้วยการจัดซื้อจัดจ้างและการบริหารพัสดุภาครัฐ พ.ศ. 2560 และที่แก้ไขเพิ่มเติม",
    "สำนักงานเปิดโอกาสให้ผู้มีส่วนได้ส่วนเสียแสดงความคิดเห็นผ่านเว็บไซต์ และนำข้อเสนอแนะมาปรับปรุงการให้บริการ",
    "เมื่อวันที่ 15 มกราคม 2567 ที่ประชุมรับทราบผลการเบิกจ่ายร้อยละ 46.20 ของวงเงินทั้งปี",
)
_ROWS = ("โรงเรียนปลอดภัย", "ยกระดับผลสัมฤทธิ์", "สำนักงานสุจริต", "นิเทศเต็มพื้นที่", "ค่ายคุณธรรม")
_STYLE = "body{font:16pt 'TH SarabunPSK','Sarabun',serif}p{margin:0 0 4pt}td{padding:0 6pt}"


def make_papers(folder: Path, count: int) -> list[Path]:
    """Write so many PDFs into the folder."""
    fonts = FontConfiguration()
    made = []
    for number in range(count):
        path = folder / f"{number}.pdf"
        HTML(string=_html(number)).write_pdf(path, font_config=fonts)
        made.append(path)
    return made


def _html(number: int) -> str:
    lines = [_TITLES[number % len(_TITLES)], OFFICE]
    text = [_TEXT[(number + at) % len(_TEXT)] for at in range(14 * (1 + number % 6))]
    budgets = [40_000 + 1_500 * (number + at) for at in range(len(_ROWS))]
    rows = [
        f"{at}|{name}|{sum_:,}"
        for at, (name, sum_) in enumerate(zip(_ROWS, budgets, strict=True), 1)
    ]
    table = [*rows, f"|รวม|{sum(budgets):,}"]
    if number % 2:
        lines, text, table = ([thai_digits(one) for one in part] for part in (lines, text, table))
    cells = ("".join(f"<td>{escape(cell)}</td>" for cell in row.split("|")) for row in table)
    body = "".join(f"<p>{escape(one)}</p>" for one in lines)
    body += f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"
    body += "".join(f"<p>{escape(one)}</p>" for one in text)
    return f"<html lang=th><style>{_STYLE}</style>{body}</html>"
