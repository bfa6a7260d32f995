"""The shipped framework files hold together, and a broken one is refused with its name and line."""

from decimal import Decimal

import pytest

from assessments.rules.frameworks.facts import RoundingPlace, Trust
from assessments.rules.frameworks.files import checksum, framework_paths, read_framework
from assessments.rules.frameworks.tables import FrameworkFileError

SOUND = """\
fiscal_year = 2570
version = 1
trust = "office"
basis = "อ่านครบ"
source = "ตัวอย่าง"
pass_mark = 85
items_expected = 1
item_marks = [0, 100]
item_marks_certain = true

[measure_documents]
report = "O1"

[rounding]
place = "end"
decimals = 2
mode = "half_up"
certain = true

[levels]
rule = "two"
certain = true

[[levels.bands]]
code = "ดี"
name = "ดี"
minimum_total = 85.0
minimum_instrument = 80
passed = true

[[levels.bands]]
code = "ต่ำ"
name = "ต่ำ"
minimum_total = 0
passed = false

[[instruments]]
code = "IIT"
name = "แบบวัดภายใน"
weight = 60
indicators = [1]

[[instruments]]
code = "OIT"
name = "แบบตรวจ"
weight = 40
indicators = [2]

[[indicators]]
number = 1
name = "หนึ่ง"
instrument = "IIT"

[[indicators]]
number = 2
name = "สอง"
instrument = "OIT"

[[subindicators]]
number = "2.1"
name = "ย่อย"
indicator = 2

[[items]]
code = "O1"
title = "ข้อหนึ่ง"
subindicator = "2.1"
duties = ["integrity_measures_report"]
basis = "source"

[[questions]]
code = "I1"
instrument = "IIT"
indicator = 1
scale = "two"

[scales.two]
labels = ["มี", "ไม่มี"]
points = [0, 100]
certain = true
"""


@pytest.fixture
def write(tmp_path):
    """Give a function that writes a framework file and returns its path."""

    def write_file(text, name="2570.toml"):
        path = tmp_path / name
        path.write_bytes(text.encode())
        return path

    return write_file


def refusal_of(path):
    with pytest.raises(FrameworkFileError) as refused:
        read_framework(path)
    return refused.value


def line_of(text, wanted):
    return text.splitlines().index(wanted) + 1


def test_eight_years_come_with_the_portal():
    assert [path.stem for path in framework_paths()] == [str(year) for year in range(2562, 2570)]


@pytest.mark.parametrize("path", framework_paths(), ids=lambda path: path.stem)
def test_a_shipped_year_has_its_structure(path):
    facts = read_framework(path)

    assert str(facts.fiscal_year) == path.stem
    assert [instrument.weight for instrument in facts.instruments] == [30, 30, 40]
    assert [indicator.number for indicator in facts.indicators] == list(range(1, 11))
    assert facts.rounding.place is RoundingPlace.END
    assert not facts.rounding.certain
    assert not (facts.analysis_issues and facts.internal_measures)


@pytest.mark.parametrize(
    ("year", "trust", "items", "expected", "subindicators", "questions"),
    [
        (2562, Trust.OFFICE, 48, 48, 7, 10),
        (2563, Trust.OFFICE, 43, 43, 7, 40),
        (2564, Trust.OFFICE, 43, 43, 7, 40),
        (2565, Trust.OFFICE, 43, 43, 7, 0),
        (2566, Trust.OFFICE, 43, 43, 7, 0),
        (2567, Trust.UNVERIFIED, 35, 35, 7, 24),
        (2568, Trust.NATIONAL, 28, 28, 8, 0),
        (2569, Trust.NATIONAL, 22, 26, 0, 0),
    ],
)
def test_each_year_keeps_what_is_known_of_it(
    year, trust, items, expected, subindicators, questions
):
    facts = read_framework(framework_paths()[year - 2562])

    assert facts.trust is trust
    assert (len(facts.items), facts.items_expected) == (items, expected)
    assert (len(facts.subindicators), len(facts.questions)) == (subindicators, questions)


def test_what_is_not_known_stays_empty():
    partial_credit = read_framework(framework_paths()[0])
    from_memory = read_framework(framework_paths()[5])

    assert partial_credit.item_marks == ()
    assert not partial_credit.item_marks_certain
    assert partial_credit.measures_item is None
    assert all(scale.points == () for scale in from_memory.scales)
    assert not from_memory.levels_certain


def test_a_question_can_be_reversed_in_one_of_its_parts_only():
    facts = read_framework(framework_paths()[2])

    question = next(question for question in facts.questions if question.code == "I11")

    assert question.reverse_scored is None
    assert question.reversed_parts == (2,)


def test_a_sound_file_is_read_with_decimals_and_tuples(write):
    facts = read_framework(write(SOUND))

    assert facts.bands[0].minimum_total == Decimal("85.0")
    assert facts.instruments[0].indicators == (1,)
    assert facts.questions[0].reverse_scored is None
    assert facts.report_item == "O1"


BROKEN = [
    ("weight = 40", "weight = 39", "weight = 60", "99 ต้องรวมกันได้ 100"),
    ("weight = 60", "weight = 0", "weight = 0", "มากกว่า 0"),
    ('code = "OIT"', 'code = "IIT"', None, "instruments.code ซ้ำกัน: IIT"),
    ('code = "ต่ำ"', 'code = "ดี"', None, "levels.bands.code ซ้ำกัน: ดี"),
    ("number = 2", "number = 1", None, "indicators.number ซ้ำกัน: 1"),
    ('instrument = "OIT"', 'instrument = "XIT"', 'instrument = "XIT"', "XIT ที่ไม่มี"),
    ("indicators = [2]", "indicators = [2, 3]", "indicators = [2, 3]", "ตัวชี้วัดที่ 3 ที่ไม่มี"),
    ("indicators = [2]", "indicators = [2, 2]", "indicators = [2, 2]", "ตัวชี้วัดที่ 2 ซ้ำ"),
    ("indicators = [2]", "indicators = []", "indicators = []", "อย่างน้อยหนึ่งตัว"),
    ("indicator = 2", "indicator = 7", "indicator = 7", "ตัวชี้วัดที่ 7 ที่ไม่มี"),
    ('subindicator = "2.1"', 'subindicator = "9.9"', 'subindicator = "9.9"', "9.9 ที่ไม่มี"),
    ('duties = ["integrity_measures_report"]', "duties = []", "duties = []", "อย่างน้อยหนึ่งอย่าง"),
    ('report = "O1"', 'analysis_and_measures = "O1"', None, "ไม่ใช่ข้อแรกที่มีหน้าที่นี้"),
    ('title = "ข้อหนึ่ง"', 'title = "' + "ก" * 401 + '"', None, "ไม่เกิน 400 ตัวอักษร"),
    ('title = "ข้อหนึ่ง"', 'title = "\\u0000"', None, "ข้อความที่ไม่ว่าง"),
    ("weight = 60", "weight = 60.005", "weight = 60.005", "ไม่เกิน 2 ตำแหน่ง"),
    ("items_expected = 1", "items_expected = 99999", "items_expected = 99999", "ไม่เกิน 32767"),
    ("items_expected = 1", "items_expected = 0", "items_expected = 0", "มากกว่า 0 ข้อ"),
    ('report = "O1"', 'report = "O2"', 'report = "O2"', "O2 ที่ไม่มี"),
    ('scale = "two"', 'scale = "six"', 'scale = "six"', "six ที่ไม่มี"),
    ("indicator = 1", "indicator = 2", None, "ที่ไม่มีในแบบวัด IIT"),
    ('scale = "two"', 'scale = "two"\nreversed_parts = [2]', "reversed_parts = [2]", "ข้อย่อย"),
    ('name = "หนึ่ง"', 'name = "หนึ่ง"\nquestions_expected = 0', "questions_expected = 0", "0 ข้อที่"),
    ("points = [0, 100]", "points = [0]", "points = [0]", "ไม่เท่ากัน"),
    ("points = [0, 100]", "points = [0, 101]", "points = [0, 101]", "ระหว่าง 0 ถึง 100"),
    ("pass_mark = 85", "pass_mark = 185", "pass_mark = 185", "ระหว่าง 0 ถึง 100"),
    ("item_marks = [0, 100]", "item_marks = [-1]", "item_marks = [-1]", "ระหว่าง 0 ถึง 100"),
    ("minimum_total = 85.0", "minimum_total = 101", "minimum_total = 101", "ระหว่าง 0 ถึง 100"),
    ("minimum_total = 0", "minimum_total = 90", "minimum_total = 90", "ต่ำกว่าระดับ ดี"),
    ("minimum_total = 0", "minimum_total = 1", "minimum_total = 1", "ครอบคลุม 0–100"),
    ("minimum_instrument = 80", "minimum_instrument = 86", "minimum_instrument = 86", "ไม่เกิน"),
    ("passed = false", "passed = true", None, "ไม่ตรงกับเกณฑ์ผ่าน"),
    ("fiscal_year = 2570", "fiscal_year = 2571", "fiscal_year = 2571", "ไม่ตรงกับชื่อไฟล์"),
    ("decimals = 2", "decimals = 9", "decimals = 9", "ไม่เกิน 4"),
    ('place = "end"', 'place = "middle"', 'place = "middle"', "end, instrument, indicator"),
    ('mode = "half_up"', 'mode = "down"', 'mode = "down"', "half_up"),
    ('trust = "office"', 'trust = "hearsay"', 'trust = "hearsay"', "trust"),
    ("version = 1", 'version = "one"', 'version = "one"', "จำนวนเต็ม"),
    ("version = 1", "version = true", "version = true", "จำนวนเต็ม"),
    ("pass_mark = 85", "pass_mark = nan", "pass_mark = nan", "ต้องเป็นตัวเลข"),
    ("weight = 60", 'weight = "60"', 'weight = "60"', "instruments.weight ต้องเป็นตัวเลข"),
    ("weight = 60", "wieght = 60", "wieght = 60", "wieght เป็นคีย์ที่ระบบไม่รู้จัก"),
    ('title = "ข้อหนึ่ง"', 'title = ""', 'title = ""', "items.title"),
    ('duties = ["integrity_measures_report"]', "duties = [1]", "duties = [1]", "รายการของข้อความ"),
    ("indicators = [1]", "indicators = 1", "indicators = 1", "วงเล็บเหลี่ยม"),
    ("passed = false", "passed = 0", "passed = 0", "true หรือ false"),
    ("[rounding]", "[roundings]", "[roundings]", "roundings เป็นคีย์ที่ระบบไม่รู้จัก"),
    ("version = 1", "version = = 1", "version = = 1", "TOML"),
]


@pytest.mark.parametrize(("sound", "broken", "line", "message"), BROKEN)
def test_a_broken_file_is_refused_with_its_name_and_line(write, sound, broken, line, message):
    before, _, after = f"\n{SOUND}".partition(f"\n{sound}\n")
    text = f"{before}\n{broken}\n{after}"[1:]
    expected = line_of(text, line) if line else before.count("\n") + 1

    refused = refusal_of(write(text))

    problem = next(one for one in refused.problems if message in one.message)
    assert refused.name == "2570.toml"
    assert problem.line == expected
    assert f"2570.toml:{expected}: " in refused.message


def test_all_problems_are_told_at_once_in_the_order_of_their_lines(write):
    text = SOUND.replace("weight = 40", "weight = 39").replace("points = [0, 100]", "points = [0]")

    refused = refusal_of(write(text))

    assert len(refused.problems) == 2
    assert refused.line == line_of(text, "weight = 60")
    assert refused.message.count("2570.toml:") == 2


def test_a_missing_key_is_told_at_the_head_of_its_table(write):
    text = SOUND.replace('title = "ข้อหนึ่ง"\n', "")

    refused = refusal_of(write(text))

    assert refused.line == line_of(text, "[[items]]")
    assert "items.title (ไม่มีในไฟล์)" in refused.message


def test_a_missing_table_is_told_without_a_line(write):
    before, after = SOUND.split("[rounding]")
    text = before + after[after.index("[levels]") :]

    refused = refusal_of(write(text))

    assert refused.line is None
    assert refused.message.startswith("2570.toml: rounding (ไม่มีในไฟล์)")


def test_a_file_without_levels_is_refused(write):
    before, after = SOUND.split("[[levels.bands]]", 1)
    text = before + after[after.index("[[instruments]]") :]

    refused = refusal_of(write(text))

    assert refused.line == line_of(text, "[levels]")


def test_a_file_that_ends_too_early_names_its_last_line(write):
    text = 'fiscal_year = 2570\nbasis = "อ่านครบ"\nitem_marks = [0,'

    assert refusal_of(write(text)).line == 3


def test_a_file_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "2570.toml"
    path.write_bytes('basis = "อ่าน"'.encode("cp874"))

    assert "UTF-8" in refusal_of(path).message


def test_the_checksum_sees_facts_and_not_their_writing(write):
    plain = checksum(write(SOUND))

    rewritten = checksum(write("# note\r\n" + SOUND.replace("\n", "\r\n"), "other.toml"))
    changed = checksum(write(SOUND.replace("weight = 60", "weight = 61"), "changed.toml"))

    assert rewritten == plain
    assert changed != plain
    assert len(plain) == 64
