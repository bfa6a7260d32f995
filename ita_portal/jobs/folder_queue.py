"""The queue on disk: Kombu's own, but a message is seen whole or not at all.

Kombu writes a message under the name that the worker looks for. A worker that reads it at that
moment, or after the writer was killed or the disk was full, finds half of it and stops for
good. Here the message gets its name when it is complete, and one that cannot be read is put
aside.
"""

from __future__ import annotations

import logging
import time
import uuid
from pathlib import Path
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.json import dumps

logger = logging.getLogger(__name__)


class Channel(filesystem.Channel):
    """Puts messages into the folder and takes them out again."""

    def _put(self, queue: str, payload: dict[str, Any], **_: object) -> None:  # type: ignore[override]
        name = f"{time.time_ns()}_{uuid.uuid4()}.{queue}.msg"  # the order in which they are read
        path = Path(self.data_folder_out) / name
        part = path.with_name(f"{name}.part")
        try:
            part.write_text(dumps(payload), encoding="utf-8")
            part.replace(path)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise ChannelError(f"cannot put {name} into the queue") from error

    def _get(self, queue: str, timeout: float | None = None) -> Any:  # noqa: ANN401
        while True:
            try:
                return super()._get(queue)
            except ValueError:  # it has left the folder already; the sweep sends it anew
                logger.warning("a message of the queue %s cannot be read", queue)


class Transport(filesystem.Transport):
    """Kombu's transport with the channel above; `ita_portal.celery` names it."""

    Channel = Channel
