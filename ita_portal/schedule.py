"""What works in the background, and when: the rooms' work, named by string. Read by settings."""

from datetime import timedelta

JOB_HANDLERS = {
    "documents.render": (
        "ita_portal.documents.tasks.render_document",
        "ita_portal.documents.tasks.note_failure",
    ),
    "documents.day": (
        "ita_portal.documents.rules.day.do_day",
        "ita_portal.documents.rules.day.note_failure",
    ),
    "documents.preview": (
        "ita_portal.documents.tasks.make_preview",
        "ita_portal.documents.tasks.note_no_preview",
    ),
    "notifications.send": (
        "ita_portal.notifications.tasks.send_waiting",
        "ita_portal.notifications.tasks.note_failure",
    ),
    "measures.day": ("measures.tasks.do_day", "measures.tasks.note_failure"),
    "complaints.news": (
        "complaints.rules.news.send_news",
        "complaints.rules.news.note_failure",
    ),
    "complaints.copy": (
        "complaints.rules.making_copies.make_copy",
        "complaints.rules.copying.note_failure",
    ),
    "complaints.day": ("complaints.tasks.do_day", "complaints.tasks.note_failure"),
    "disclosure.check": (
        "disclosure.rules.running.run_checks",
        "disclosure.rules.running.note_failure",
    ),
    "disclosure.office": (
        "disclosure.rules.rechecking.check_office",
        "disclosure.rules.rechecking.note_office_failure",
    ),
    "disclosure.links": (
        "disclosure.rules.links.working.run",
        "disclosure.rules.links.working.note_failure",
    ),
    "disclosure.freeze": (
        "disclosure.rules.handing_in.freezing.freeze",
        "disclosure.rules.handing_in.freezing.note_failure",
    ),
    "disclosure.words": (
        "disclosure.rules.search.placing.read_words",
        "disclosure.rules.search.placing.note_failure",
    ),
    "disclosure.day": ("disclosure.tasks.do_day", "disclosure.tasks.note_failure"),
}
"""What does a kind of job, and what is told when it has failed; both take the subject's id."""

AFTER_READY = ["disclosure.rules.search.placing.place_paper"]
"""What is told, with its id, that a paper's PDF stands: within the transaction that says so."""

DAILY_JOBS = ["measures.day", "documents.day", "complaints.day", "disclosure.day"]
"""The kinds of job above that are done once a day; the id they are given is the day's ordinal."""

CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "jobs.sweep", "schedule": 5.0, "options": {"expires": 30}},
    "heartbeat": {"task": "jobs.heartbeat", "schedule": 10.0, "options": {"expires": 30}},
    "day": {"task": "jobs.begin_day", "schedule": 60.0, "options": {"expires": 60}},
    "mail": {"task": "notifications.hand_over", "schedule": 60.0, "options": {"expires": 60}},
    "publish": {"task": "disclosure.publish", "schedule": 60.0, "options": {"expires": 60}},
    "links": {"task": "disclosure.links_due", "schedule": 60.0, "options": {"expires": 60}},
    "tidy": {"task": "jobs.tidy", "schedule": timedelta(hours=6), "options": {"expires": 3600}},
}
