"""A new year's framework, from the copy of the last one to a file that an empty portal loads."""

import subprocess
import sys

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import ROOT
from tests.journeys.waiting import fits

pytestmark = pytest.mark.django_db

FRAMEWORKS = "/office/sample1/frameworks/"
YEAR = 2571
WEIGHTS = "แบบวัดและค่าน้ำหนัก"


def save(page, part: str) -> None:
    """Save the part that is shown; the page of the draft says so."""
    page.get_by_role("button", name="บันทึก", exact=True).click()
    expect(page.get_by_text(f"บันทึก{part}แล้ว")).to_be_visible()


def checks(page) -> Locator:
    return page.locator("section[aria-labelledby=checks] li a")


def test_a_framework_is_copied_changed_broken_repaired_released_and_loaded(portal, enter, tmp_path):
    page = enter("coordinator")
    draft = f"{portal.address}{FRAMEWORKS}{YEAR}/draft/"
    page.goto(f"{portal.address}{FRAMEWORKS}")
    page.get_by_label("ปีงบประมาณ พ.ศ.").fill("๒๕๗๑")
    page.get_by_role("button", name="เริ่มร่าง").click()
    page.wait_for_url(draft)
    for part in ("facts", "weights", "levels", "structure", "questions", "scales", "items"):
        page.goto(f"{draft}{part}/")
        fits(page, 360)

    split_and_merge(page, draft)
    break_and_repair_a_weight(page, draft)
    file = release_and_export(page, draft, tmp_path)

    text = file.read_text(encoding="utf-8")
    assert 'title = "โครงสร้างของสำนักงาน"' in text
    assert 'duties = ["work_manual", "service_manual"]' in text
    assert f'"fiscal_year": {YEAR}, "status": "created"' in loaded_into_nothing(file, tmp_path)


def split_and_merge(page, draft) -> None:
    page.goto(f"{draft}items/1/split/")
    page.locator("#id_part1-title").fill("โครงสร้างของสำนักงาน")
    page.locator("#id_part2-title").fill("หน้าที่และอำนาจ")
    page.locator("#id_part2-code").fill("O๒")
    page.get_by_role("button", name="แยกข้อ").click()
    expect(page.get_by_text("แยกข้อแล้ว")).to_be_visible()
    page.get_by_label("เลือกข้อ O8").check()
    page.get_by_label("เลือกข้อ O9").check()
    page.get_by_role("button", name="รวมข้อที่เลือก").click()
    merge = page.get_by_role("button", name="รวมข้อ", exact=True)
    expect(merge).to_be_visible()
    fits(page, 360)
    merge.click()
    expect(page.get_by_text("รวมข้อแล้ว")).to_be_visible()
    codes = page.locator("input[name=code]")
    expect(codes).not_to_have_count(0)
    last = f"O{codes.count()}"
    page.get_by_role("button", name="เรียงเลขใหม่").click()
    expect(codes.last).to_have_value(last)
    expect(codes.nth(1)).to_have_value("O2")


def break_and_repair_a_weight(page, draft) -> None:
    page.goto(f"{draft}weights/")
    page.locator("#id_instruments-2-weight").fill("๓๕")
    save(page, WEIGHTS)
    wrong = checks(page).filter(has_text="ค่าน้ำหนักรวมกันได้ 95 ต้องรวมกันได้ 100")
    expect(wrong).to_have_count(1)
    page.goto(f"{draft}release/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("button", name="ออกกรอบ")).to_have_count(0)
    page.goto(draft)
    wrong.click()
    page.locator("#id_instruments-2-weight").fill("40")
    save(page, WEIGHTS)
    expect(checks(page).filter(has_text="ค่าน้ำหนัก")).to_have_count(0)


def release_and_export(page, draft, folder):
    page.goto(f"{draft}release/")
    fits(page, 360)
    page.get_by_role("button", name="ออกกรอบฉบับที่ 1").click()
    expect(page.get_by_text(f"ออกกรอบปี {YEAR} ฉบับที่ 1 แล้ว")).to_be_visible()
    fits(page, 360)
    with page.expect_download() as download:
        page.get_by_role("link", name="ดาวน์โหลดไฟล์กรอบ").click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def loaded_into_nothing(file, folder) -> str:
    """Return what `load_frameworks` says of the file in a portal that has no data yet."""
    environment = {"ITA_DATA_DIR": str(folder / "empty"), "PATH": "/usr/bin:/bin"}

    def manage(*words: str) -> str:
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    manage("migrate", "--verbosity", "0")
    return manage("load_frameworks", str(file), "--json")
