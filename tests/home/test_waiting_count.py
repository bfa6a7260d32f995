"""The number beside the inbox: asked in one query, and the same as what the inbox lists."""

from __future__ import annotations

from ita_portal.home.sample import load_sample
from ita_portal.home.waiting import count_waiting, waiting_for
from ita_portal.organisations.access import permissions_of
from ita_portal.organisations.models import Appointment, Office


def test_the_count_is_that_of_the_list_for_everybody(load_year, count_queries):
    for year in range(2562, 2570):
        load_year(year)
    office = Office.objects.get(code=load_sample()["code"])
    counts = {}

    for post in Appointment.objects.select_related("user"):
        may = permissions_of(post.user, office)
        with count_queries() as asked:
            counts[post.user.username] = count_waiting(post.user, office, may)
        assert counts[post.user.username] == waiting_for(post.user, office, may).count
        assert len(asked) == 1

    assert max(counts.values()) > 1
    assert min(counts.values()) == 0
