"""The offices that an import's rows are of: those that stand, and those that the file adds."""

from __future__ import annotations

from dataclasses import dataclass, field

from assessments.rules.files.headings import OFFICE_CODE, OFFICE_NAME
from assessments.rules.files.rows import Entry
from assessments.rules.files.scores import Problem
from ita_portal.errors import Refused
from ita_portal.organisations.models import Office
from ita_portal.organisations.rules import full_name_of, kind_of, new_office
from ita_portal.thai.numerals import echo


@dataclass
class ImportOffices:
    """The offices of the portal and those that the file adds.

    A code that stands for another name is most likely a typing mistake, and scores under a wrong
    office are worse than a row that was not stored.
    """

    problems: list[Problem]
    names: dict[str, str]
    by_code: dict[str, Office] = field(default_factory=dict)
    _codes: dict[str, str] = field(default_factory=dict)
    _new: list[Office] = field(default_factory=list)
    _full_names: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for office in Office.objects.all():
            self._add(office)

    def knows(self, entry: Entry) -> bool:
        """Tell whether the row's office stands or can be made; name what is wrong otherwise."""
        office = self.by_code.get(entry.office_code)
        if office is None and entry.doubts:
            self.problems += entry.doubts  # no office is made for a row that will not be stored
            return False
        wrong = self._wrong_name(entry, office) if office else self._cannot_be_made(entry)
        if wrong:
            self.problems += [Problem(entry.row, *wrong), *entry.doubts]
        return wrong is None

    def store(self) -> None:
        """Write the new offices."""
        Office.objects.bulk_create(self._new)

    def _add(self, office: Office) -> None:
        self.by_code[office.code] = office
        for name in (office.name, office.short_name):
            self._codes.setdefault(full_name_of(name), office.code)

    def _wrong_name(self, entry: Entry, office: Office) -> tuple[str, str] | None:
        names = {self._full(office.name), self._full(office.short_name)}
        if not entry.office_name or self._full(entry.office_name) in names:
            return None
        return OFFICE_NAME, f"รหัส {office.code} เป็นของ “{office.name}” ชื่อในแถวนี้ไม่ตรงกัน"

    def _full(self, name: str) -> str:
        """Return `full_name_of` the name, which is asked for in every row of an office."""
        if name not in self._full_names:
            self._full_names[name] = full_name_of(name)
        return self._full_names[name]

    def _cannot_be_made(self, entry: Entry) -> tuple[str, str] | None:
        code, name = entry.office_code, self.names.get(entry.office_code)
        if not name:
            return OFFICE_NAME, f"ยังไม่มีสำนักงานรหัส {echo(code)} ต้องมีชื่อจึงจะสร้างได้"
        taken = self._codes.get(full_name_of(name))
        if taken:
            return OFFICE_CODE, f"“{echo(name)}” มีรหัส {taken} อยู่แล้ว"
        try:
            office = new_office(code=code, name=name, kind=kind_of(name))
        except Refused as refused:
            return OFFICE_CODE, refused.message
        self._add(office)
        self._new.append(office)
        return self._wrong_name(entry, office)
