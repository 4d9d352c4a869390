"""A file that is there whole or not at all: made beside its place, for its owner alone, and then put there."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from models.engine import book_file

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def passing(folder: Path) -> Iterator[Path]:
    """Give a new file, for its owner alone, that is gone after the block unless it was settled. Raises OSError."""
    descriptor, name = tempfile.mkstemp(dir=folder, prefix=".wellkept-")  # mode 0600
    os.close(descriptor)
    try:
        yield Path(name)
    finally:
        for file in (Path(name), *book_file.beside(Path(name))):
            file.unlink(missing_ok=True)


def settle(fresh: Path, target: Path) -> None:
    """Put a whole file where it belongs, so that it is there after a power cut, too. Raises OSError."""
    _to_disk(fresh)
    fresh.replace(target)
    with suppress(OSError):  # it is there; a folder that cannot be told so is no reason to say that it is not
        _to_disk(target.parent)


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
