"""Evidence of OIT items, and signed papers that stand on them by their duty."""

from __future__ import annotations

import datetime
import hashlib

import factory
from django.utils import timezone

from disclosure.models import Evidence, EvidenceFinding, EvidenceVersion, LinkCheck
from disclosure.models.link import mark_of
from disclosure.rules.content import copy_content
from ita_portal.documents.models import Document, Signature
from ita_portal.files.accepting import DOCUMENTS
from ita_portal.files.models import StoredFile
from ita_portal.files.rules import keep
from ita_portal.organisations.models import Office, User
from tests.factories.organisations import GroupFactory, OfficeFactory, UserFactory


class EvidenceFactory(factory.django.DjangoModelFactory):
    """A link that waits to be accepted; give `item`. With a group of the same office."""

    class Meta:
        model = Evidence
        skip_postgeneration_save = True

    office = factory.SubFactory(OfficeFactory)
    position = factory.Sequence(lambda n: n)
    kind = Evidence.Kind.LINK
    title = factory.Sequence(lambda n: f"ทะเบียนข้อมูลฉบับที่ {n}")
    url = factory.Sequence(lambda n: f"https://www.example.go.th/oit/{n}.pdf")
    owner = factory.SubFactory(GroupFactory, office=factory.SelfAttribute("..office"))
    proposed_at = factory.LazyFunction(timezone.now)
    proposed_by = factory.SubFactory(UserFactory)

    class Params:
        accepted = factory.Trait(
            status=Evidence.Status.ACCEPTED,
            decided_at=factory.LazyFunction(timezone.now),
            decided_by=factory.SubFactory(UserFactory),
        )
        returned = factory.Trait(
            status=Evidence.Status.RETURNED,
            decided_at=factory.LazyFunction(timezone.now),
            decided_by=factory.SubFactory(UserFactory),
            comment="โปรดใช้ไฟล์ที่ลงนามแล้ว",
        )
        withdrawn = factory.Trait(
            status=Evidence.Status.WITHDRAWN,
            decided_at=factory.LazyFunction(timezone.now),
            decided_by=factory.SubFactory(UserFactory),
            comment="ย้ายไปอยู่อีกข้อหนึ่ง",
        )
        as_text = factory.Trait(
            kind=Evidence.Kind.TEXT, url="", text="เปิดทำการวันจันทร์ถึงวันศุกร์\nเวลา 8.30–16.30 น."
        )

    @factory.post_generation
    def as_version(self, create: bool, extracted: bool | None) -> None:
        """Keep what was proposed as version 1, and show it where it was accepted."""
        if self.status == Evidence.Status.DRAFT:
            return
        version = EvidenceVersion(evidence=self, number=1, status=self.status)
        copy_content(self, version)
        for name in ("proposed_at", "proposed_by", "decided_at", "decided_by", "comment"):
            setattr(version, name, getattr(self, name))
        version.save()
        self.number = 1
        if self.status == Evidence.Status.ACCEPTED:
            self.shown, self.shown_at, self.was_public = version, self.decided_at, True
        self.save()


class FindingFactory(factory.django.DjangoModelFactory):
    """An error that stands at a piece of evidence; give `evidence`."""

    class Meta:
        model = EvidenceFinding

    mark = factory.Sequence(lambda n: f"mark {n}")
    code = "fiscal_year"
    severity = EvidenceFinding.Severity.ERROR
    message = "ชื่อเอกสารบอกปี 2561 แต่ที่ต้องใช้คือปีงบประมาณ พ.ศ. 2564"
    place = "หน้า 1 “แผนปฏิบัติการประจำปี 2561”"
    mend = "แก้ปีให้ตรง"
    found_at = factory.LazyFunction(timezone.now)


def link_of(evidence: Evidence) -> LinkCheck:
    """Keep the link of a piece of evidence as one that nobody has tried yet."""
    facts = {"mark": mark_of(evidence.url), "address": evidence.url}
    return LinkCheck.objects.create(office=evidence.office, **facts)


def kept_file(
    office: Office, by: User, *, name: str = "แผน.txt", words: str = "แผน", data: bytes = b""
) -> StoredFile:
    """Keep a file of the office: a text of these words, or these bytes."""
    return keep([data or words.encode()], name=name, office=office, by=by, accept=DOCUMENTS)


class PaperFactory(factory.django.DjangoModelFactory):
    """A signed announcement of measures whose PDF stands: three pages, public."""

    class Meta:
        model = Document
        skip_postgeneration_save = True

    office = factory.SubFactory(OfficeFactory)
    kind = "announcement"
    fiscal_year = 2564
    title = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
    words = factory.LazyFunction(dict)
    words_sha256 = hashlib.sha256(b"{}").hexdigest()
    duties = factory.LazyFunction(lambda: ["integrity_measures"])
    dated_on = datetime.date(2021, 6, 25)
    status = Document.Status.READY
    issued_by = factory.SubFactory(UserFactory)
    pdf = "documents/none.pdf"
    sha256 = "0" * 64
    size = 51200
    pages = 3
    ready_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def signed(self, create: bool, extracted: bool | None) -> None:
        if extracted is False:
            return
        Signature.objects.create(
            document=self,
            user=self.issued_by,
            name=self.issued_by.full_name,
            lines=["ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา"],
            capacity="own",
            intent="ข้าพเจ้าได้อ่านและลงนาม",
            words_sha256=self.words_sha256,
            signed_at=timezone.now(),
        )
