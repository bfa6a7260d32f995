"""A new year's framework, from the copy of the last one to a file that an empty portal loads."""

import subprocess
import sys

import pytest

from tests.journeys.conftest import ROOT

pytestmark = pytest.mark.django_db

FRAMEWORKS = "/office/sample1/frameworks/"
YEAR = 2571


def fits_a_phone(page) -> bool:
    """Tell whether the page needs no scrolling sideways at 360 pixels."""
    page.set_viewport_size({"width": 360, "height": 900})
    root = "document.documentElement"
    wider = page.evaluate(f"{root}.scrollWidth > {root}.clientWidth")
    page.set_viewport_size({"width": 1280, "height": 900})
    return not wider


def save(page) -> None:
    page.get_by_role("button", name="บันทึก", exact=True).click()


def checks(page) -> list[str]:
    return page.locator("section[aria-labelledby=checks] li a").all_inner_texts()


def test_a_framework_is_copied_changed_broken_repaired_released_and_loaded(portal, enter, tmp_path):
    page = enter("coordinator")
    draft = f"{portal.address}{FRAMEWORKS}{YEAR}/draft/"
    page.goto(f"{portal.address}{FRAMEWORKS}")
    page.get_by_label("ปีงบประมาณ พ.ศ.").fill("๒๕๗๑")
    page.get_by_role("button", name="เริ่มร่าง").click()
    page.wait_for_url(draft)
    for part in ("facts", "weights", "levels", "structure", "questions", "scales", "items"):
        page.goto(f"{draft}{part}/")
        assert fits_a_phone(page), part

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
    page.get_by_label("เลือกข้อ O8").check()
    page.get_by_label("เลือกข้อ O9").check()
    page.get_by_role("button", name="รวมข้อที่เลือก").click()
    assert fits_a_phone(page)
    page.get_by_role("button", name="รวมข้อ").click()
    page.get_by_role("button", name="เรียงเลขใหม่").click()
    assert page.locator("input[name=code]").nth(1).input_value() == "O2"


def break_and_repair_a_weight(page, draft) -> None:
    page.goto(f"{draft}weights/")
    page.locator("#id_instruments-2-weight").fill("๓๕")
    save(page)
    assert "ค่าน้ำหนักรวมกันได้ 95 ต้องรวมกันได้ 100" in checks(page)
    page.goto(f"{draft}release/")
    assert page.get_by_role("button", name="ออกกรอบ").count() == 0
    page.goto(draft)
    page.get_by_role("link", name="ค่าน้ำหนักรวมกันได้ 95").click()
    page.locator("#id_instruments-2-weight").fill("40")
    save(page)
    assert not [words for words in checks(page) if "ค่าน้ำหนัก" in words]


def release_and_export(page, draft, folder):
    page.goto(f"{draft}release/")
    assert fits_a_phone(page)
    page.get_by_role("button", name="ออกกรอบฉบับที่ 1").click()
    page.get_by_role("heading", name="กรอบการประเมิน", exact=True).wait_for()
    assert fits_a_phone(page)
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
