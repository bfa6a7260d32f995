"""Fill a round with notes and photographs, or make the PDF of its report; see progress_report.

`python -m bench.report_once fill|render STEPS PHOTOS`; `render` prints the seconds of the
processor, the most megabytes of the process, the pages and the bytes of the PDF.
"""

from __future__ import annotations

import io
import random
import resource
import sys
from pathlib import Path
from time import process_time

import django

django.setup()

from django.conf import settings  # noqa: E402 - after the setup
from django.utils import timezone  # noqa: E402
from PIL import Image  # noqa: E402

from bench.open_once import OPENS, make_office  # noqa: E402
from ita_portal.documents.rendering.document import document_html  # noqa: E402
from ita_portal.documents.rendering.fonts import installed_fonts  # noqa: E402
from ita_portal.documents.rendering.pdf import to_pdf  # noqa: E402
from ita_portal.documents.rendering.photos import PhotoFetcher  # noqa: E402
from ita_portal.files.accepting import PHOTOS  # noqa: E402
from ita_portal.files.rules import keep  # noqa: E402
from ita_portal.organisations.models import User  # noqa: E402
from measures.models import GroupReport, Round, StepFile, StepReport  # noqa: E402
from measures.rules.progress.opening import open_due_rounds  # noqa: E402
from measures.rules.progress.report import reading_of  # noqa: E402

RESULT = "จัดประชุมคณะทำงานเพื่อทบทวนขั้นตอน ปรับคู่มือ และเผยแพร่ผลบนเว็บไซต์ของสำนักงานให้ประชาชนทราบ"


def fill(steps: int, photos: int) -> None:
    """Open a round of one group and note every step, some with a photograph."""
    by = User.objects.create_user("bench-report", first_name="ทดสอบ", last_name="รายงาน")
    User.objects.create_user("bench-director", first_name="ทดสอบ", last_name="ลงนาม")
    make_office(1, 1, steps, by)
    open_due_rounds(OPENS)
    now = timezone.now()
    StepReport.objects.update(state="done", result=RESULT, updated_at=now, updated_by=by)
    GroupReport.objects.update(status="sent", sent_at=now, sent_by=by)
    picture = _photograph()
    for report in StepReport.objects.order_by("pk")[:photos]:
        file = keep([picture], name="งาน.jpg", office=None, by=by, accept=PHOTOS)
        StepFile.objects.create(report=report, file=file, caption="กิจกรรม", position=1)


def _photograph() -> bytes:
    """Return a picture of the size and weight that photographs are kept with."""
    noise = random.Random(1).randbytes(200 * 150 * 3)  # noqa: S311 - a picture, no secret
    small = Image.frombytes("RGB", (200, 150), noise)
    target = io.BytesIO()
    small.resize((1600, 1200), Image.Resampling.BICUBIC).save(target, "JPEG", quality=85)
    return target.getvalue()


def render() -> None:
    """Make the PDF as the worker does, and print the figures."""
    fonts = installed_fonts(Path(settings.FONT_DIR))
    start = process_time()
    words = reading_of(Round.objects.get()).words
    fetcher = PhotoFetcher(words)
    made = to_pdf(document_html(words, fonts=fonts), fonts=fonts, fetcher=fetcher)
    seconds = process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(seconds, memory, made.pages, len(made.data))


if __name__ == "__main__":
    if sys.argv[1] == "fill":
        fill(int(sys.argv[2]), int(sys.argv[3]))
    else:
        render()
