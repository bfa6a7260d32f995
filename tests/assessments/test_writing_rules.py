"""An analysis is saved as a whole, held to its figures, and proposed when it is whole."""

from decimal import Decimal

import pytest

from assessments.models import Analysis, IndicatorScore, ItemScore, QuestionScore, Result
from assessments.rules.results import keep_figures
from assessments.rules.writing.causes import all_causes, causes_for
from assessments.rules.writing.content import (
    AnalysisContent,
    CauseContent,
    Kept,
    PointContent,
)
from assessments.rules.writing.gathering import matter_of
from assessments.rules.writing.points import proposed_points
from assessments.rules.writing.saving import analysis_of_result, save_analysis, stored_content
from assessments.rules.writing.states import Material, sentences_of
from assessments.rules.writing.submitting import reading_of, submit_analysis
from ita_portal.audit.models import AuditEvent
from ita_portal.documents.models import Proposal
from ita_portal.documents.rules.proposals import send_back, withdraw
from ita_portal.errors import Refused, Stale
from tests.factories.assessments import SAMUT_SAKHON_2562, ResultFactory

NINE = CauseContent(("broken_link",), "ลิงก์เปลี่ยนเมื่อย้ายเว็บไซต์")


@pytest.fixture
def result(office, load_year):
    made = ResultFactory(office=office, framework=load_year(2564))
    keep_figures(made)
    return made


def saved(result, by, *, revision=0, **content):
    return save_analysis(
        result, content=AnalysisContent(**content), expected_revision=revision, by=by
    )


def change_score(result, number, score):
    IndicatorScore.objects.filter(result=result, indicator__number=number).update(
        score=Decimal(score)
    )


def sentences(result):
    return {one.key: one for one in reading_of(result).sentences}


def total_sentence(result):
    return Material.of(matter_of(result, target=None)).built["total"]


def test_what_nobody_touched_is_built_anew(result, officer):
    built = total_sentence(result)
    saved(result, officer, sentences={"total": built.text})

    change_score(result, 9, "95.00")

    assert not analysis_of_result(result).sentences.all()
    assert "95.32" in sentences(result)["total"].text
    assert not sentences(result)["total"].verdict.is_red


def test_an_edited_sentence_is_red_after_a_score_changed(result, officer):
    saved(result, officer, sentences={"total": "ปีนี้เราได้ 91.50 คะแนน อยู่ในระดับ A"})

    change_score(result, 9, "95.00")

    total = sentences(result)["total"]
    assert total.text == "ปีนี้เราได้ 91.50 คะแนน อยู่ในระดับ A"
    assert [(one.old, one.new) for one in total.verdict.changes] == [
        ("91.50", "95.32"),
        ("ระดับ A", "ระดับ AA"),
    ]


def test_a_score_that_changes_while_somebody_writes_does_not_slip_in(result, officer):
    built = total_sentence(result)
    shown = {"total": Kept(built.text, built.figures)}
    change_score(result, 9, "95.00")

    saved(result, officer, sentences={"total": f"{built.text} แล้ว"}, shown=shown)

    assert sentences(result)["total"].verdict.is_red


def test_a_sentence_shown_and_not_touched_is_not_kept(result, officer):
    built = total_sentence(result)
    shown = {"total": Kept(built.text, built.figures)}
    change_score(result, 9, "95.00")

    saved(result, officer, sentences={"total": built.text}, shown=shown)

    assert "95.32" in sentences(result)["total"].text


def test_an_emptied_sentence_stays_out_of_the_report(result, officer):
    saved(result, officer, sentences={"levels": ""})

    assert sentences(result)["levels"].is_left_out
    assert "เมื่อเทียบระดับรายตัว" not in str(reading_of(result).words)


def test_a_sentence_whose_figures_are_gone_is_told(result, officer):
    result.national_mean = Decimal("90.00")
    result.save()
    saved(result, officer, sentences={"national": "สูงกว่าประเทศ (90.00 คะแนน) 1.50 คะแนน"})

    result.national_mean = None
    result.save()

    assert sentences(result)["national"].verdict.is_red
    assert sentences(result)["national"].is_orphan


def test_two_who_begin_at_once_do_not_lose_a_word(result, officer, coordinator):
    saved(result, officer, sentences={"total": "ฉบับแรก"})

    with pytest.raises(Stale):
        saved(result, coordinator, sentences={"total": "ฉบับที่สอง"})

    assert Analysis.objects.get(result=result).revision == 1


def test_everything_comes_back_as_it_was_written(result, officer):
    points = (
        PointContent(9, "9.1", "O1", "ไม่มีผัง", "จัดทำผัง"),
        PointContent(9, "9.2", "", "อาจเสียสองข้อ", "ไล่ตรวจ"),
        PointContent(2, "", "", "บุคลากรไม่ทราบแผน", "ชี้แจง"),
    )
    content = AnalysisContent(
        target=Decimal("95.00"),
        sentences={"own.overview": "คำของเรา"},
        causes={9: NINE},
        points=points,
        answers={"มาตรการป้องกันการรับสินบน": "มีประกาศแล้ว"},
    )

    analysis = save_analysis(result, content=content, expected_revision=0, by=officer)
    kept = stored_content(analysis)

    assert kept.target == Decimal("95.00")
    assert kept.sentences == {"own.overview": "คำของเรา"}
    assert kept.causes == {9: NINE}
    assert kept.points == points
    assert kept.answers == content.answers


def test_saving_and_proposing_stand_in_the_trail(result, officer):
    saved(result, officer, causes={9: NINE})
    submit_analysis(result, words_sha256=reading_of(result).words_sha256, by=officer)

    verbs = set(AuditEvent.objects.values_list("verb", flat=True))

    assert {"analysis.saved", "analysis.submitted", "proposal.submitted"} <= verbs


def test_the_report_counts_for_the_year_that_answers_it(result, officer):
    saved(result, officer, causes={9: NINE})

    analysis = submit_analysis(result, words_sha256=reading_of(result).words_sha256, by=officer)

    assert analysis.proposal.fiscal_year == 2565
    assert "2564" in analysis.proposal.title
    assert analysis.proposal.words["fiscal_year"] == 2564
    assert not analysis.is_open


def test_what_lacks_is_named_and_keeps_it_back(result, officer):
    saved(result, officer, sentences={"total": "ปีนี้เราได้ 91.50 คะแนน"})
    change_score(result, 9, "76.00")
    Result.objects.filter(pk=result.pk).update(status="draft", confirmed_at=None)
    result.refresh_from_db()

    words = [one.words for one in reading_of(result).lacks]

    assert any("ยังเป็นร่าง" in one for one in words)
    assert any("ตัวเลขในประโยคเปลี่ยนไปแล้ว" in one for one in words)
    assert any("ตัวชี้วัดที่ 9" in one and "สาเหตุ" in one for one in words)
    with pytest.raises(Refused, match="ยังเสนอไม่ได้"):
        submit_analysis(result, words_sha256=reading_of(result).words_sha256, by=officer)
    assert not Proposal.objects.exists()


def test_a_report_that_reads_otherwise_by_now_is_not_proposed(result, officer):
    saved(result, officer, causes={9: NINE})
    read = reading_of(result).words_sha256
    change_score(result, 1, "99.14")

    with pytest.raises(Stale):
        submit_analysis(result, words_sha256=read, by=officer)


def test_a_report_that_nobody_saved_is_not_proposed(result, officer):
    with pytest.raises(Refused, match="ยังไม่ได้บันทึก"):
        submit_analysis(result, words_sha256=reading_of(result).words_sha256, by=officer)


def test_what_is_proposed_is_not_written_on_until_it_comes_back(result, officer, director):
    saved(result, officer, causes={9: NINE})
    submit_analysis(result, words_sha256=reading_of(result).words_sha256, by=officer)
    with pytest.raises(Refused, match="แก้ไขไม่ได้"):
        saved(result, officer, revision=1)

    send_back(analysis_of_result(result).proposal, comment="เพิ่มสาเหตุ", by=director)
    analysis = saved(result, officer, revision=1, causes={9: NINE, 2: NINE})
    again = submit_analysis(result, words_sha256=reading_of(result).words_sha256, by=officer)

    assert analysis.revision == 2
    assert again.proposal.after.return_comment == "เพิ่มสาเหตุ"


def test_a_withdrawn_report_may_be_written_on(result, officer):
    saved(result, officer, causes={9: NINE})
    submit_analysis(result, words_sha256=reading_of(result).words_sha256, by=officer)

    withdraw(analysis_of_result(result).proposal, by=officer)

    assert saved(result, officer, revision=1).revision == 2


def test_known_marks_give_their_items_as_points(result):
    items = {item.code: item for item in result.framework.items.all()}
    lost = {"O1", "O11", "O14"}
    ItemScore.objects.bulk_create(
        ItemScore(result=result, item=item, score=Decimal(0 if code in lost else 100))
        for code, item in items.items()
        if item.subindicator.indicator.number == 9
    )

    points = [one for one in proposed_points(matter_of(result, target=None)) if one.indicator == 9]

    assert [one.item for one in points] == ["O1", "O11", "O14"]
    assert points[0].subindicator == "9.1"
    assert "แผนผังโครงสร้างปัจจุบัน" in points[0].proposal


def test_a_few_full_marks_do_not_hide_what_is_weak(result):
    item = result.framework.items.get(code="O1")
    ItemScore.objects.create(result=result, item=item, score=100)

    points = proposed_points(matter_of(Result.objects.for_history().get(pk=result.pk), target=None))

    assert any(point.indicator == 9 for point in points)


def test_where_every_question_is_known_nothing_is_said_to_be_unknown(office, load_year):
    result = ResultFactory(office=office, framework=load_year(2564), figures=["100.00"] * 10)
    QuestionScore.objects.bulk_create(
        QuestionScore(result=result, question=question, score=90)
        for question in result.framework.questions.filter(indicator__number=1)
    )
    keep_figures(result)

    (point,) = proposed_points(matter_of(result, target=None))

    assert (point.indicator, point.finding) == (1, "ได้คะแนนต่ำที่สุด")


def test_without_marks_the_decoder_says_what_is_sure_and_what_is_likely(result):
    points = [one for one in proposed_points(matter_of(result, target=None)) if one.indicator == 9]
    findings = {one.subindicator: one.finding for one in points}

    assert all("แน่ใจได้" in findings[sub] for sub in ("9.1", "9.3", "9.5"))
    assert "อาจเสีย" in findings["9.2"]
    assert "โปรดตรวจก่อนสรุป" in findings["9.2"]


def test_every_indicator_has_causes_of_its_own_and_keys_stand_once():
    names = {name for cause in all_causes() for name in cause.indicators}

    assert len(names) >= 10
    for name in names:
        keys = [one.key for one in causes_for(name, "OIT")]
        assert len(keys) == len(set(keys)) >= 3


def test_samut_sakhon_2562_names_its_true_highest(office, load_year):
    result = ResultFactory(office=office, framework=load_year(2562), figures=SAMUT_SAKHON_2562)
    said = {
        one.key: one.text for one in sentences_of(Material.of(matter_of(result, target=None)), {})
    }

    assert "ตัวชี้วัดที่ 3 การใช้อำนาจ ได้ 99.30" in said["highest"]
    assert "ตัวชี้วัดที่ 10 การป้องกันการทุจริต (83.04 คะแนน)" in said["weak"]


def test_a_point_at_what_the_framework_has_no_more_keeps_the_report_back(
    result, officer, load_year
):
    saved(result, officer, points=(PointContent(9, "9.5", "O34", "ก", "ข"),))
    Result.objects.filter(pk=result.pk).update(framework=load_year(2568))
    result = Result.objects.for_history().get(pk=result.pk)

    lacks = [one.words for one in reading_of(result).lacks]

    assert any("ไม่มีในกรอบการประเมินที่ใช้อยู่" in one for one in lacks)
