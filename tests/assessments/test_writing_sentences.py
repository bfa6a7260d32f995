"""Sentences that are built from figures are true of them, whatever the figures are."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assessments.rules.arithmetic.scoring import outcome
from assessments.rules.arithmetic.standing import changes
from assessments.rules.frameworks.files import framework_paths, read_framework
from assessments.rules.writing.bound import judge
from assessments.rules.writing.issues import issue_sentences, issue_sources, issue_titles
from assessments.rules.writing.matter import Matter, Told
from assessments.rules.writing.numbers import Known, known_from, spelled, values_in
from assessments.rules.writing.sentences import built_sentences

FRAMEWORKS = {facts.fiscal_year: facts for facts in map(read_framework, framework_paths())}
KHON_KAEN_2564 = "99.13 90.34 95.28 95.00 93.17 97.93 97.65 96.33 75.92 93.75"
KHON_KAEN_YEARS = {
    2558: "80.25",
    2559: "80.96",
    2560: "75.54",
    2561: "66.57",
    2562: "86.82",
    2563: "87.67",
    2564: "91.50",
}

score = st.decimals(min_value=0, max_value=100, places=2)
ten = st.lists(score, min_size=10, max_size=10).map(lambda each: dict(enumerate(each, 1)))


@st.composite
def matters(draw):
    facts = draw(st.sampled_from(list(FRAMEWORKS.values())))
    reached = outcome(facts, draw(ten))
    year = facts.fiscal_year
    earlier_years = draw(st.dictionaries(st.integers(2555, year - 1), score, max_size=6))
    codes = [item.code for item in facts.items]
    asked = [question.code for question in facts.questions]
    return Matter(
        fiscal_year=year,
        facts=facts,
        outcome=reached,
        total=reached.total,
        told=Told(
            total=draw(st.none() | score),
            level=draw(st.sampled_from(["", *(band.code for band in facts.bands)])),
            rank=draw(st.none() | st.integers(1, 245)),
            rank_of=draw(st.none() | st.integers(245, 300)),
            national_mean=draw(st.none() | score),
        ),
        target=draw(st.none() | score),
        history=tuple(changes([*earlier_years.items(), (year, reached.total)])),
        earlier=draw(st.just({}) | ten),
        marks={code: draw(st.sampled_from([Decimal(0), Decimal(100)])) for code in codes[:12]},
        questions={code: draw(score) for code in asked[:8]},
        published=draw(st.dictionaries(st.integers(1, 10), score, max_size=3)),
    )


def sentences_of(matter):
    return {one.key: one for one in [*built_sentences(matter), *issue_sentences(matter)]}


def khon_kaen(**more):
    facts = FRAMEWORKS[2564]
    scores = {n: Decimal(word) for n, word in enumerate(KHON_KAEN_2564.split(), 1)}
    reached = outcome(facts, scores)
    history = changes([(year, Decimal(total)) for year, total in KHON_KAEN_YEARS.items()])
    return Matter(
        fiscal_year=2564,
        facts=facts,
        outcome=reached,
        total=reached.total,
        history=tuple(history),
        **more,
    )


@given(matters())
def test_every_figure_of_a_sentence_stands_in_it(matter):
    for one in sentences_of(matter).values():
        for name, shown in one.figures.items():
            assert shown in one.text, (one.key, name)


@given(matters())
def test_every_number_in_a_sentence_is_one_of_its_figures_or_its_year(matter):
    for one in sentences_of(matter).values():
        own = values_in(" ".join(one.figures.values()))
        years = {str(matter.fiscal_year), str(matter.fiscal_year - 1)}

        assert values_in(one.text) <= own | years, one.key


@given(matters())
def test_a_sentence_says_what_can_be_counted_anew(matter):
    said = sentences_of(matter)
    indicators = matter.outcome.indicators
    best = max(indicators, key=lambda one: one.score)
    below = [one for one in indicators if one.score < matter.facts.pass_mark]

    assert said["total"].figures["total"] == f"{matter.outcome.total:.2f}"
    assert said["passed"].figures["count"] == f"{len(indicators) - len(below)} ตัว"
    assert said["weak"].figures.get("count", "0 ตัว") == f"{len(below)} ตัว"
    assert all(f"ตัวชี้วัดที่ {one.number} {one.name}" in said["weak"].text for one in below)
    if "highest" in said:
        assert f"ตัวชี้วัดที่ {best.number} {best.name}" in said["highest"].text
        assert said["highest"].figures["score"] == f"{best.score:.2f}"
    if matter.before:
        rose = matter.total > matter.before.total
        assert ("เพิ่มขึ้น" in said["change"].text) == rose


@given(matters())
def test_a_built_sentence_has_nothing_that_could_be_marked(matter):
    said = sentences_of(matter)
    known = known_from([one.text for one in said.values()])

    for one in said.values():
        assert judge(one.text, one.figures, one.figures, known).is_clean, one.key


@given(matters())
def test_levels_count_every_indicator_once(matter):
    levels = sentences_of(matter)["levels"].figures
    counts = [int(shown.split()[-2]) for name, shown in levels.items() if name != "of"]

    assert sum(counts) == len(matter.outcome.indicators)


def test_khon_kaen_2564_reads_as_its_figures_are():
    said = sentences_of(khon_kaen(target=Decimal(95)))

    assert "91.50" in said["total"].text
    assert "ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่" in said["highest"].text
    assert "ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล (75.92 คะแนน)" in said["weak"].text
    assert said["weak"].figures["count"] == "1 ตัว"
    assert "เพิ่มขึ้นจากปี 2563 (87.67 คะแนน) 3.83 คะแนน" in said["change"].text
    assert "ปี 2561 (66.57 คะแนน)" in said["years"].text
    assert "เพิ่มขึ้น 4 ครั้ง ลดลง 2 ครั้ง" in said["years"].text
    assert "ขาดอีก 3.50 คะแนน" in said["target"].text
    assert "33.93 จาก 40 คะแนน" in said["instruments"].text
    assert "ระดับ AA 6 ตัว, ระดับ A 3 ตัว และระดับ B 1 ตัว" in said["levels"].text


def test_a_total_alone_says_what_a_total_can_tell():
    history = tuple(changes([(2559, Decimal("80.96")), (2560, Decimal("75.54"))]))
    matter = Matter(fiscal_year=2560, total=Decimal("75.54"), history=history)

    said = sentences_of(matter)

    assert set(said) == {"total", "change"}
    assert "ลดลงจากปี 2559 (80.96 คะแนน) 5.42 คะแนน" in said["change"].text


def test_a_level_told_without_a_total_is_not_passed_over():
    sentences = sentences_of(khon_kaen(told=Told(level="AA")))

    assert sentences["told"].text == "ระดับที่ได้รับแจ้งคือ AA แต่คำนวณได้ ระดับ A"


def test_indicators_of_both_years_alone_are_compared():
    text = sentences_of(khon_kaen(earlier={1: Decimal("90.00")}))["indicator_changes"].text

    assert "ตัวชี้วัดที่มีทั้งสองปี 1 ตัว คะแนนเพิ่มขึ้น 1 ตัว ลดลง 0 ตัว" in text


def test_a_level_that_asks_for_instruments_alone_says_so():
    facts = FRAMEWORKS[2567]
    scores = dict(enumerate(map(Decimal, ["80"] * 5 + ["100"] * 5), 1))
    reached = outcome(facts, scores)
    matter = Matter(fiscal_year=2567, facts=facts, outcome=reached, total=reached.total)

    sentences = sentences_of(matter)

    assert sentences["next_level"].text == "การจะได้ระดับ ผ่านดี ทุกแบบวัดต้องได้ตั้งแต่ 85.00 จาก 100 คะแนน"


def test_half_entered_scores_say_nothing():
    assert sentences_of(Matter(fiscal_year=2564, facts=FRAMEWORKS[2564])) == {}


def test_every_issue_of_every_year_has_sources_among_the_scores():
    for facts in FRAMEWORKS.values():
        reached = outcome(facts, dict.fromkeys(range(1, 11), Decimal(90)))
        matter = Matter(
            fiscal_year=facts.fiscal_year, facts=facts, outcome=reached, total=reached.total
        )

        keys = [one.key for one in issue_sentences(matter)]

        assert keys == [f"issue.{place}" for place in range(1, len(issue_titles(facts)) + 1)]


def test_the_two_lists_of_issues_are_never_mixed():
    for facts in FRAMEWORKS.values():
        assert not (facts.analysis_issues and facts.internal_measures)
        assert issue_titles(facts) in {facts.analysis_issues, facts.internal_measures}


@given(st.decimals(min_value=0, max_value=10**6, places=2))
def test_a_number_has_one_spelling(number):
    assert spelled(f"{number:,.2f}") == spelled(f"{number}")
    assert Known(frozenset(), frozenset()) == known_from([])


def test_issues_are_answered_from_names_and_duties_that_the_frameworks_have():
    names = {one.name for facts in FRAMEWORKS.values() for one in facts.indicators}
    duties = {key for facts in FRAMEWORKS.values() for item in facts.items for key in item.duties}
    titles = {title for facts in FRAMEWORKS.values() for title in issue_titles(facts)}

    assert set(issue_sources()) == titles
    for sources in issue_sources().values():
        assert set(sources.indicators) <= names
        assert set(sources.duties) <= duties
