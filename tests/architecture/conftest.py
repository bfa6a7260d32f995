"""A whole office for the rules of the house: something real to stand in every address."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.cache import cache
from django.utils import timezone

from assessments.models import Framework, Scenario
from assessments.rules.frameworks.drafting import start_draft
from assessments.rules.frameworks.rows import facts_of
from assessments.rules.frameworks.storing import write_framework
from assessments.rules.source_files import add_source_file
from complaints.models import CopyKind, DayOff, Publication, Way
from complaints.rules.answering import keep_template
from complaints.rules.case_file import Blacking
from complaints.rules.copying import ask_copy
from complaints.rules.filing import add_file
from complaints.rules.publishing import permit
from disclosure.models import VisitorNote
from ita_portal.documents.models import Proposal
from ita_portal.documents.models.previews import PAPER_FILE
from ita_portal.documents.rules.previewing import preview_of
from ita_portal.organisations.models import Appointment, Office, User
from tests.complaints.cast import case_of, text_file
from tests.disclosure.handing import hand
from tests.documents.numbering import propose_order
from tests.factories.assessments import ResultFactory
from tests.factories.disclosure import EvidenceFactory, FindingFactory, kept_file, link_of
from tests.factories.documents import (
    drawn_preview,
    issue_paper,
    place_of_photo,
    propose_paper,
    with_pdf,
)
from tests.factories.measures import MeasureFactory, PlanFactory
from tests.measures.progress_cast import places_of_progress, sign
from tests.papers.samples import places_of_papers


@pytest.fixture
def places(
    office, other_office, director, officer, supervisor, complaint_officer, load_year
) -> dict[str, dict[str, object]]:
    """Give what stands in the addresses: an office with two years, every thing in them once.

    "" holds the values for all, a name of an address those that differ there.
    """
    result = ResultFactory(office=office, framework=load_year(2568))
    source = {"pk": add_source_file(result, [b"1,2"], name="a.csv", by=officer).pk}
    kept = Scenario.objects.create(
        office=office, fiscal_year=2568, name="ก", scores={}, created_by=officer
    )
    start_draft(fiscal_year=2568, office=office, by=supervisor)
    old = load_year(2567)
    ResultFactory(office=office, framework=old, status="draft", confirmed_at=None)
    write_framework(Framework(), replace(facts_of(old), version=2), "a newer version")
    plan = PlanFactory(office=office, fiscal_year=2569, result=result)
    MeasureFactory(issue__plan=plan)
    shown = sign(PlanFactory(office=office, fiscal_year=2566), officer, director)
    with_pdf(shown.announcement)
    item = load_year(2569).items.first()
    evidence = EvidenceFactory(office=office, item=item)
    file = kept_file(office, officer)
    with_file = EvidenceFactory(
        office=office, item=item, kind="file", url="", file=file, accepted=True
    )
    handed = hand(office, item.framework, director)
    paper = with_pdf(issue_paper(Appointment.objects.get(user=director)))
    proposal = propose_paper(office, officer)
    person = {"pk": officer.pk}
    preview = {"code": drawn_preview(office, director)}
    return {
        "": {
            "office": office.code,
            "year": 2569,
            "code": paper.code,
            "item": item.code,
            "pk": evidence.pk,
            "file": 1,
            "part": "levels",
            "place": 1,
            "version": 1,
            "months": 6,
            "kind": "order",
            "case": "replaced for its room below",
            "what": "channel",
            "group": office.groups.first().pk,
            "finding": FindingFactory(evidence=evidence).pk,
            "link": link_of(evidence).pk,
            "number": 1,
            "dataset": "scores.csv",
        },
        "disclosure:note_answer": {"pk": note_of(office, item.code).pk},
        "disclosure:public_file": {"pk": with_file.pk},
        "disclosure:evidence_file": {"pk": with_file.pk},
        "disclosure:version_file": {"pk": with_file.pk},
        "disclosure:hand_in_take_out": {"pk": handed.pieces.get().pk},
        "disclosure:handed_file": {"pk": handed.pieces.get().pk},
        "documents:": {"pk": proposal.pk},
        "documents:proposal_photo": place_of_photo(office, officer),
        "documents:number_void": {"pk": propose_order(office, officer).number.pk},
        "documents:preview_print": {"code": printable(proposal, officer)},
        "documents:preview": preview,
        "documents:preview_page": preview,
        "documents:preview_small": preview,
        "documents:preview_retry": preview,
        **places_of_papers(office, officer),
        "assessments:": {"year": 2568},
        "assessments:framework": {"year": 2569},
        "assessments:result_version": {"year": 2567},
        "assessments:scenario_rename": {"pk": kept.pk},
        "assessments:source_file": source,
        "assessments:source_file_remove": source,
        "measures:public": {"year": shown.fiscal_year},
        **places_of_progress(shown, officer),
        **places_of_complaints(office, complaint_officer, director),
        "staff:group_edit": {"pk": office.groups.first().pk},
        "staff:appointment_add": person,
        "staff:password_reset": person,
        "staff:appointment_end": {"pk": Appointment.objects.get(user=officer).pk},
    }


def note_of(office: Office, code: str) -> VisitorNote:
    """Return a visitor's note about an item of 2569."""
    day = timezone.localdate()
    return VisitorNote.objects.create(
        office=office, fiscal_year=2569, code=code, kind="wrong", noted_on=day, last_on=day
    )


def places_of_complaints(
    office: Office, handler: User, director: User
) -> dict[str, dict[str, object]]:
    """Return what stands in the addresses of complaints: a usual case with a file."""
    permit(office, Publication.STATISTICS, by=director)
    cache.clear()  # the hour of the office may be full of other tests
    case = case_of(office)
    file = add_file(case, text_file("a.txt", "words"))
    closed = DayOff.objects.create(office=office, on=timezone.localdate(), name="x", by=handler)
    shy = case_of(office, way=Way.HIDDEN)
    words = keep_template(office, name="x", words="x", by=handler)
    copy = ask_copy(case, CopyKind.FULL, by=handler, blacking=Blacking())
    return {
        "complaints:case_name": {"case": shy.seal},
        "complaints:case_name_decide": {"case": shy.seal, "pk": 1},
        "complaints:": {"case": case.seal, "pk": file.pk, "to": "checking"},
        "complaints:template_edit": {"pk": words.pk},
        "complaints:template_remove": {"pk": words.pk},
        "complaints:case_copy": {"case": case.seal, "pk": copy.pk},
        "complaints:day_off_remove": {"pk": closed.pk},
        "complaints:handler_end": {"pk": Appointment.objects.get(user=handler).pk},
    }


def printable(proposal: Proposal, by: User) -> str:
    """Let the copy of a proposed paper to print stand, and return its fingerprint."""
    preview = preview_of(proposal.words, office=proposal.office, by=by)
    preview.folder.mkdir(parents=True, exist_ok=True)
    (preview.folder / PAPER_FILE).write_bytes(b"%PDF-1.7 to print")
    preview.pages, preview.made_at = 1, timezone.now()
    preview.save(update_fields=["pages", "made_at"])
    return preview.words_sha256
