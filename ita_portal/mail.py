"""The settings of e-mail, from the environment. Read by settings; without EMAIL_HOST none is sent.

The names are Django's own and are listed in docs/operations.md.
"""

import os

_ON = {"1", "on", "true"}

EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_USE_SSL = os.environ.get("EMAIL_USE_SSL", "") in _ON
# A password must not travel in the open: encryption is left out only where that is said.
EMAIL_USE_TLS = not EMAIL_USE_SSL and os.environ.get("EMAIL_USE_TLS", "on") in _ON
EMAIL_PORT = int(os.environ.get("EMAIL_PORT") or (465 if EMAIL_USE_SSL else 587))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_TIMEOUT = 10  # seconds; a silent server must not hold up the worker
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'dummy'}.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM") or EMAIL_HOST_USER or "ita-portal@localhost"
