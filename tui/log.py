"""The file log: verbs and ids, never contents. Two files of 512 kB, for their owner alone."""

import logging
import os
import time
from collections.abc import Iterable
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

FILE = "wellkept.log"
MOST_BYTES = 512 * 1024
_LOG = logging.getLogger("wellkept")
_FORM = "%(asctime)sZ %(process)d %(levelname)s %(message)s"


def start(folder: Path | None) -> Path | None:
    """Log to a file in this folder and return its path; None, and no log, where that cannot be.

    Other libraries' records go nowhere: they could hold what people typed.
    """
    logging.raiseExceptions = False  # a full disk must not print a traceback across the screen
    logging.lastResort = None
    if folder is None:
        return None
    try:
        return _open(folder / FILE)
    except OSError:
        return None


def stop() -> None:
    """Close the file."""
    for handler in _LOG.handlers[:]:
        _LOG.removeHandler(handler)
        handler.close()


def verb(name: str, *ids: int) -> None:
    """Log that a verb was done to the things with these ids."""
    _LOG.info("%s", " ".join([name, *(str(int(i)) for i in ids)]))


def trouble(kind: str, frames: Iterable[str]) -> None:
    """Log an unexpected failure: the kind of error and where it was, nothing of what it said."""
    _LOG.error("%s", " < ".join([kind, *frames]))


def _open(path: Path) -> Path:
    stop()
    _make_private(path)
    handler = RotatingFileHandler(path, maxBytes=MOST_BYTES, backupCount=1, encoding="utf-8")
    handler.rotator = _rotate
    formatter = logging.Formatter(_FORM, datefmt="%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    _LOG.addHandler(handler)
    _LOG.setLevel(logging.INFO)
    _LOG.propagate = False
    return path


def _make_private(path: str | Path) -> None:
    """Make sure the file is there, is a file of ours, and that nobody else reads it."""
    fd = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK, 0o600)
    try:
        os.fchmod(fd, 0o600)
    finally:
        os.close(fd)


def _rotate(source: str, target: str) -> None:
    with suppress(OSError):
        Path(source).replace(target)
        _make_private(source)
