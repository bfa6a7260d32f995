"""By what an answer is known to be the same as before, without making it.

Every rule that changes something public counts up the revision of its office in the same
transaction; what offices there are, and what is loaded of the frameworks, is told beside it. The
figures go out as a keyed digest, since how often an office changes something is nobody's business.
"""

from __future__ import annotations

from functools import cache

from django.db.models import Count, Max, Sum
from django.utils.crypto import salted_hmac

from assessments.models import Framework
from disclosure.rules.versions import publish_due
from ita_portal.opendata.dataset import Dataset
from ita_portal.opendata.registry import DATASETS
from ita_portal.organisations.models import Office


def etag_of(dataset: Dataset, asked: str, *, office: str | None = None) -> str:
    """Return the tag of what a table answers to `asked`, in 3 queries.

    What is due by now is published before. With `office` its own changes alone count.
    """
    publish_due()
    state = [_shape(), dataset.name, asked, *_offices(office), *_frameworks()]
    return digest(*state)


def digest(*state: object) -> str:
    """Return a tag that differs when anything of the state does, and tells nothing of it."""
    return f'"{salted_hmac("opendata", repr(state), algorithm="sha256").hexdigest()[:32]}"'


@cache
def _shape() -> str:
    """Return what the tables look like, so that a newer portal answers anew."""
    return repr([(one.name, one.columns) for one in DATASETS.values()])


def _offices(code: str | None) -> tuple[object, ...]:
    rows = Office.objects.filter(is_active=True)
    if code:
        rows = rows.filter(code=code)
    found = rows.aggregate(n=Count("pk"), last=Max("pk"), revisions=Sum("public_revision"))
    return tuple(found.values())


def _frameworks() -> tuple[object, ...]:
    found = Framework.objects.aggregate(n=Count("pk"), last=Max("pk"), loaded=Max("loaded_at"))
    return tuple(found.values())
