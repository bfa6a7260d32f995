"""The worker and the scheduler: one Celery application, set up from Django's settings."""

import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ita_portal.settings")
# "filesystem://" is our queue: Kombu's own stops the worker over a half-written message.
TRANSPORT_ALIASES["filesystem"] = "ita_portal.jobs.folder_queue:Transport"
app = Celery("ita_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
