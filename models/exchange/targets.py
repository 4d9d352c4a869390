"""Files to write to: each appears whole or not at all, and never in place of the book."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from models import db
from models.engine import book_file, whole_file
from models.rules.refusals import NotFound, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator


class NotWritten(Refused):
    """The file could not be written; whatever stood there before still does."""


@contextmanager
def appearing(target: Path) -> Iterator[BinaryIO]:
    """Open a file that takes the place of `target` when the block is done; after an error nothing is left of it.

    It is for its owner alone. Raises NotFound for a folder that is not there, NotWritten.
    """
    path = Path(os.path.realpath(target))
    try:
        _check(path, named=target)
        with whole_file.passing(path.parent) as fresh:
            with fresh.open("wb") as stream:
                yield stream
            whole_file.settle(fresh, path)
    except FileNotFoundError as error:
        raise NotFound(f"There is no folder {path.parent}. Make it, or name a file elsewhere.") from error
    except OSError as error:
        raise NotWritten(f"{target} could not be written: {error.strerror}. Nothing was changed there.") from error


def _check(path: Path, *, named: Path) -> None:
    if path.exists() and not path.is_file():
        raise NotWritten(f"{named} is not a file. Name a file to export to, or - for standard output.")
    if book_file.is_part_of(path, db.path()):
        raise NotWritten(f"{named} is the book itself. Name another file to export to.")
