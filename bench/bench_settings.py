"""The portal's own settings, with one more address and a switch for the kept pages."""

import os

from ita_portal.settings import *  # noqa: F403, TID251 - a bench measures the portal as it is

ROOT_URLCONF = "bench.bench_urls"
KEPT_PAGES_BYTES = int(os.environ.get("BENCH_KEPT_PAGES_BYTES", str(16 * 2**20)))
