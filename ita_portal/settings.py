"""The portal's settings: everything that depends on the machine is read from the environment.

The names are listed in docs/operations.md; without any of them the portal runs on SQLite with
its queue, uploads and keys in `var/`.
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF

from ita_portal.first_run import kept_secret
from ita_portal.mail import *  # noqa: F403 - EMAIL_HOST and its like
from ita_portal.schedule import *  # noqa: F403 - JOB_HANDLERS and its like

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("ITA_DATA_DIR") or BASE_DIR / "var").resolve()
DATABASE_URL = os.environ.get("DATABASE_URL", "")
REDIS_URL = os.environ.get("REDIS_URL", "")
BASE_URL = os.environ.get("ITA_BASE_URL", "http://localhost:8000").rstrip("/")
DEBUG = os.environ.get("ITA_DEBUG", "") in {"1", "on", "true"}
HTTPS = BASE_URL.startswith("https://")

_FOLDERS = "files queue/messages queue/done queue/control cache fonts static"
for folder in _FOLDERS.split():
    (DATA_DIR / folder).mkdir(parents=True, exist_ok=True)

SECRET_KEY = os.environ.get("ITA_SECRET_KEY") or kept_secret(DATA_DIR / "secret-key")
_HOSTS = os.environ.get("ITA_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
ALLOWED_HOSTS = [host.strip() for host in _HOSTS.split(",") if host.strip()]
CSRF_TRUSTED_ORIGINS = [BASE_URL] if urlsplit(BASE_URL).hostname else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "axes",
    "csp",
    "crispy_forms",
    "crispy_bootstrap5",
    "ita_portal.thai",
    "ita_portal.look",
    "ita_portal.organisations",
    "ita_portal.files",
    "ita_portal.audit",
    "ita_portal.staff",
    "ita_portal.jobs",
    "ita_portal.notifications",
    "ita_portal.documents",
    "assessments",
    "ita_portal.papers",
    "measures",
    "complaints",
    "disclosure",
    "ita_portal.home",
]

MIDDLEWARE = [
    "ita_portal.home.middleware.refuse_nul",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "ita_portal.urls"
WSGI_APPLICATION = "ita_portal.wsgi.application"

_CONTEXT = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "ita_portal.home.context.office_year",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": _CONTEXT},
    },
]

# --- data -----------------------------------------------------------------------------------

_SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": str(DATA_DIR / "ita.sqlite3"),
    "CONN_MAX_AGE": 60,
    "OPTIONS": {
        # IMMEDIATE: a transaction that reads and then writes would else fail at once with
        # "database is locked" when two run together. FULL: what was signed survives a power cut.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
            "PRAGMA mmap_size=134217728;PRAGMA journal_size_limit=27103364;"
        ),
    },
}
_SERVER = (
    dj_database_url.parse(DATABASE_URL, conn_max_age=60, conn_health_checks=True)
    if DATABASE_URL
    else None
)
DATABASES = {"default": _SERVER or _SQLITE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

PRIVATE_FILES = DATA_DIR / "files"
FONT_DIR = DATA_DIR / "fonts"
TSA_URL = os.environ.get("ITA_TSA_URL", "")  # a time-stamp server (RFC 3161) for the seals
# On a machine without internet no link is tried; other ports than these are never called.
LINKS_ARE_TRIED = os.environ.get("ITA_LINKS", "") != "off"
LINK_PORTS = {80, 443, *map(int, os.environ.get("ITA_LINK_PORTS", "").split())}
_CC_BY = "https://creativecommons.org/licenses/by/4.0/"
OPEN_DATA_LICENCE = os.environ.get("ITA_OPEN_DATA_LICENCE", _CC_BY)
ACCEL_PREFIX = os.environ.get("ITA_ACCEL_PREFIX", "")  # nginx's internal location, if behind it
MEDIA_ROOT = PRIVATE_FILES  # never served by address: every file goes through a view
FILE_UPLOAD_HANDLERS = ["ita_portal.files.uploads.BoundedUpload"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000_000  # bytes of typed text in one form
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # a plan of 600 steps has 6,200 at most

AFTER_APPROVAL = {
    "announcement": ["measures.rules.approval.carry_on_rounds"],
}
"""By kind of paper, what follows in its own room when one is approved; see documents' rules."""

_CACHE = "redis.RedisCache" if REDIS_URL else "filebased.FileBasedCache"
CACHES = {
    "default": {
        "BACKEND": f"django.core.cache.backends.{_CACHE}",
        "LOCATION": REDIS_URL or DATA_DIR / "cache",
    }
}

# --- background work ------------------------------------------------------------------------

CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost"
# An outage of the broker must not hold up a page: the job is in the database, a sweep sends it.
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"max_retries": 0, "interval_start": 0, "visibility_timeout": 3600}
    if REDIS_URL
    else {
        "data_folder_in": str(DATA_DIR / "queue/messages"),
        "data_folder_out": str(DATA_DIR / "queue/messages"),
        "control_folder": str(DATA_DIR / "queue/control"),
        "store_processed": True,  # else each message passes through the system's temp folder
        "processed_folder": str(DATA_DIR / "queue/done"),
        "polling_interval": 0.1,
    }
)
CELERY_BROKER_CONNECTION_TIMEOUT = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# True would lose the running jobs for good when Redis restarts.
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_TIMEZONE = "Asia/Bangkok"

# --- who may enter --------------------------------------------------------------------------

AUTH_USER_MODEL = "organisations.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "organisations:sign_in"
LOGIN_REDIRECT_URL = "home:start"
LOGOUT_REDIRECT_URL = "home:offices"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "ita_portal.organisations.visitors.address_of"
AXES_LOCKOUT_TEMPLATE = "organisations/locked_out.html"
AXES_RESET_ON_SUCCESS = True
AXES_SENSITIVE_PARAMETERS = ["held"]  # what was typed stays out of the log of sign-ins
AXES_VERBOSE = False

SESSION_COOKIE_AGE = 12 * 3600  # a working day; what was typed survives the end of a session
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "ita_portal.organisations.views.csrf_failure"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- words and looks ------------------------------------------------------------------------

LANGUAGE_CODE = "th"
TIME_ZONE = "Asia/Bangkok"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Collected files (a deployment) carry their hash in their name; without them (`make run`)
# they are served from where they lie.
_COLLECTED = (STATIC_ROOT / "staticfiles.json").exists()
WHITENOISE_USE_FINDERS = not _COLLECTED
_STATIC = (
    "whitenoise.storage.CompressedManifestStaticFilesStorage"
    if _COLLECTED or os.environ.get("ITA_COLLECT")
    else "django.contrib.staticfiles.storage.StaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _STATIC},
}
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"ita_portal": {"level": "INFO"}, "axes": {"level": "ERROR"}},
}
