"""A portal of its own with an office whose director signs, for tests with real processes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from tests.jobs.real_portal import PATIENCE, ROOT, Portal

MAKE_OFFICE = """
from tests.factories.organisations import AppointmentFactory, OfficeFactory
office = OfficeFactory(code="office1")
for role in ("director", "officer"):
    AppointmentFactory(office=office, role=role, user__username=role)
"""
PROPOSE = """
import sys
from ita_portal.organisations.models import Office, User
from tests.documents.numbering import propose_order
office, officer = Office.objects.get(), User.objects.get(username="officer")
for _ in range(int(sys.argv[1])):
    propose_order(office, officer)
"""
SIGN = """
import os, signal, sys
from ita_portal.documents.models import Proposal
from ita_portal.documents.rules import issuing, signing
from ita_portal.jobs import rules as jobs
from ita_portal.organisations.models import User
from tests.documents.ways import sign
die = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
if "before-commit" in sys.argv: signing.tell_signed = die
if "before-message" in sys.argv: jobs.send = die
director = User.objects.get(username="director")
for proposal in Proposal.objects.awaiting_decision():
    sign(proposal, director)
"""
SWEEP = "from ita_portal.jobs.tasks import sweep; sweep()"
BEGIN = "import django; django.setup()\n"
STATES = """
SELECT d.status, n.number, n.state, j.state, count(*) OVER () FROM documents_document d
JOIN documents_papernumber n ON n.document_id = d.id
JOIN jobs_job j ON j.key = 'documents.render:' || d.id ORDER BY n.number
"""


class PaperPortal(Portal):
    """A portal with an office, the fonts, and papers that real processes propose, sign and make."""

    @classmethod
    def made_in(cls, folder: Path) -> PaperPortal:
        """Make the portal with its database in `folder`."""
        portal = cls(folder, "tests.documents.worker_settings")
        (folder / "fonts").symlink_to(Path(settings.FONT_DIR).resolve())
        portal.run("manage.py", "migrate", "-v", "0")
        portal.do(MAKE_OFFICE)
        return portal

    def do(self, lines: str, *arguments: str) -> int:
        """Run lines of Python in a process of the portal; return its exit status."""
        command = [sys.executable, "-c", BEGIN + lines, *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, timeout=PATIENCE, check=False
        )
        return done.returncode

    def propose(self, count: int) -> None:
        """Propose so many orders; each has its number reserved."""
        assert self.do(PROPOSE, str(count)) == 0

    def sign(self, *how: str) -> int:
        """Let the director sign all that waits; `how` tells at which moment the process dies."""
        return self.do(SIGN, *how)

    def stop_at(self, moments: Sequence[str]) -> None:
        """Let workers stop at a moment of making a PDF, the first paper at the first one."""
        (self.folder / "stop-at").write_text("\n".join(moments))

    @property
    def stopped(self) -> int:
        """How many papers are at the moments at which they stop."""
        return len(list(self.folder.glob("stopped-*")))

    @property
    def states(self) -> list[tuple[object, ...]]:
        """Of each signed paper, by number: its state, number, the number's state, the job's."""
        return [row[:4] for row in self.ask(STATES)]

    @property
    def files(self) -> list[str]:
        """The names of all PDFs that are kept, and of what is half written."""
        kept = self.folder / "files" / "documents"
        return sorted(path.name for path in kept.rglob("*") if path.is_file())

    def wait_until_ready(self, count: int) -> None:
        """Wait until so many papers can be read by everybody."""
        ready = ("ready", "used", "done")
        self.wait_for(
            lambda: [(a, c, d) for a, _, c, d in self.states] == [ready] * count,
            f"the papers are not ready: {self.states}",
        )
