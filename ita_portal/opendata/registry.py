"""All tables of open data, in the order in which they are shown."""

from __future__ import annotations

from ita_portal.opendata.dataset import Dataset
from ita_portal.opendata.tables.complaints import COMPLAINT_STATISTICS
from ita_portal.opendata.tables.dictionary import dictionary_of
from ita_portal.opendata.tables.disclosure import DISCLOSURE
from ita_portal.opendata.tables.measures import MEASURES
from ita_portal.opendata.tables.offices import OFFICES
from ita_portal.opendata.tables.scores import SCORES

DATA = (OFFICES, SCORES, DISCLOSURE, MEASURES, COMPLAINT_STATISTICS)
"""The tables that hold data of the offices."""

DICTIONARY = dictionary_of(DATA)
DATASETS: dict[str, Dataset] = {one.name: one for one in (*DATA, DICTIONARY)}
