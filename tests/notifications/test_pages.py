"""The pages of one's own messages, and the number in the menu."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from ita_portal.notifications.models import Message
from ita_portal.notifications.rules import gather
from tests.notifications.conftest import DAY, reminder


@pytest.fixture
def page(office) -> str:
    """Give the address of the list."""
    return reverse("notifications:messages", args=[office.code])


def read_page(office, message) -> str:
    """Return the address that marks a message as read."""
    return reverse("notifications:read", args=[office.code, message.pk])


def test_who_was_told_nothing_is_told_so(login, officer, page):
    text = login(officer).get(page).content.decode()

    assert "ยังไม่มีข้อความถึงท่าน" in text
    assert "อ่านแล้วทั้งหมด" not in text
    assert "badge" not in text


def test_the_list_shows_unread_ones_first_and_then_the_latest(login, officer, tell_one, page):
    for key in "abc":
        tell_one(key=key, subject=f"เรื่อง {key}")
    Message.objects.filter(key="c").update(read_at=timezone.now())

    text = login(officer).get(page).content.decode()

    assert text.index("เรื่อง b") < text.index("เรื่อง a") < text.index("เรื่อง c")
    assert "ยังไม่ได้อ่าน 2 ข้อความ" in text
    assert 'href="/office/sample1/plans/2568/"' in text


def test_what_was_typed_is_shown_as_words(login, officer, tell_one, page):
    tell_one(subject="<b>เรื่อง</b>", lines=[("<script>", "")])

    text = login(officer).get(page).content.decode()

    assert "&lt;b&gt;เรื่อง&lt;/b&gt;" in text
    assert "&lt;script&gt;" in text


def test_one_marks_a_message_as_read(login, officer, tell_one, office, page):
    first, second = tell_one(key="a"), tell_one(key="b")

    response = login(officer).post(read_page(office, first), follow=True)

    assert response.redirect_chain == [(page, 302)]
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.read_at is not None
    assert second.read_at is None


def test_reading_again_keeps_the_first_time(login, officer, tell_one, office):
    message, client = tell_one(), login(officer)
    client.post(read_page(office, message))
    first = Message.objects.get().read_at

    client.post(read_page(office, message))

    assert Message.objects.get().read_at == first


def test_one_marks_all_as_read_but_nobody_elses(login, officer, coordinator, tell_one, office):
    tell_one(key="a")
    tell_one(key="b", office=None)
    tell_one(key="a", user=coordinator)

    response = login(officer).post(
        reverse("notifications:read_all", args=[office.code]), follow=True
    )

    assert "ทำเครื่องหมายว่าอ่านแล้ว 2 ข้อความ" in response.content.decode()
    assert list(Message.objects.unread().values_list("user", flat=True)) == [coordinator.pk]


def test_looking_changes_nothing(login, officer, tell_one, page, office):
    message = tell_one()
    client = login(officer)

    client.get(page)

    assert client.get(read_page(office, message)).status_code == 405
    assert Message.objects.get().read_at is None


@pytest.mark.parametrize("who", ["director", "administrator", "coordinator", "supervisor"])
def test_the_messages_of_others_are_nobodys_business(login, tell_one, page, office, request, who):
    message, client = tell_one(), login(request.getfixturevalue(who))

    assert message.subject not in client.get(page).content.decode()
    assert client.post(read_page(office, message)).status_code == 404
    assert Message.objects.get().read_at is None


def test_who_works_in_two_offices_reads_each_where_it_belongs(
    login, stranger, tell_one, office, other_office, page
):
    from tests.factories.organisations import AppointmentFactory  # noqa: PLC0415

    AppointmentFactory(user=stranger, office=office)
    here = tell_one(user=stranger, key="here", subject="เรื่องที่นี่")
    tell_one(user=stranger, key="there", subject="เรื่องที่โน่น", office=other_office)
    tell_one(user=stranger, key="both", subject="เรื่องทั้งสอง", office=None)

    text = login(stranger).get(page).content.decode()

    assert here.subject in text
    assert "เรื่องทั้งสอง" in text
    assert "เรื่องที่โน่น" not in text
    assert "ยังไม่ได้อ่าน 2 ข้อความ" in text


def test_the_menu_of_every_page_tells_how_many_are_unread(login, officer, tell_one, office):
    for key in "abc":
        tell_one(key=key)

    text = login(officer).get(reverse("home:inbox", args=[office.code])).content.decode()

    assert '3<span class="visually-hidden"> ข้อความที่ยังไม่ได้อ่าน</span>' in text


def test_the_number_in_the_menu_costs_one_query(login, officer, tell_one, office, count_queries):
    tell_one()
    client, where = login(officer), reverse("home:inbox", args=[office.code])

    with count_queries() as asked:
        client.get(where)

    assert sum("notifications_message" in query["sql"] for query in asked) == 1


def test_the_list_asks_no_more_when_it_grows(login, officer, tell_one, page, count_queries):
    client = login(officer)
    tell_one(lines=[("ก", "/"), ("ข", "/")])
    with count_queries() as few:
        client.get(page)

    for number in range(20):
        tell_one(key=str(number), lines=[("ก", "/"), ("ข", "/")])
    gather([reminder(officer, str(number)) for number in range(20)], day=DAY)
    with count_queries() as many:
        client.get(page)

    assert len(many) == len(few)


def test_a_long_list_has_pages(login, officer, tell_one, page):
    for number in range(31):
        tell_one(key=str(number), subject=f"เรื่องที่ {number}.")

    client = login(officer)
    first = client.get(page).content.decode()
    second = client.get(page, {"page": 2}).content.decode()

    assert "เรื่องที่ 30." in first
    assert "เรื่องที่ 0." not in first
    assert "เรื่องที่ 0." in second
