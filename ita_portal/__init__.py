"""The portal: its roof (settings, addresses, worker) and the shared rooms below the domain apps."""

from ita_portal.celery import app as celery_app

__all__ = ["celery_app"]
