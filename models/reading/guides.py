"""Guides for conversations: those that come with the program, and the team's own in their place."""

from __future__ import annotations

import asyncio
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from models.rules import guiding
from models.rules.refusals import Refused

if TYPE_CHECKING:
    from pathlib import Path

    from models.rules.guiding import Guide

_INSTEAD = "guides/{file} {wrong}, so ours is used. {remedy}"
_MEND = "Write it as ours are: # Title, ## Opening, ## Ask, ## Do not say, ## Record."
_MOST_BYTES = 4 * guiding.LONGEST


class Found(NamedTuple):
    """A guide, and one sentence about the team's own when that could not be used, or ""."""

    guide: Guide
    problem: str


async def named(name: str, folder: Path | None) -> Found:
    """Read the guide of this name: the team's own in `folder`, or else ours."""
    return await asyncio.to_thread(_named, name, folder)


def _named(name: str, folder: Path | None) -> Found:
    file = f"{name}.md"
    wrong, remedy = "", _MEND
    try:
        if (own := _own(folder, file)) is not None:
            return Found(guiding.read(own), "")
    except Refused as refusal:
        wrong = str(refusal)
    except UnicodeDecodeError:
        wrong, remedy = "is not text in UTF-8", "Save it as UTF-8."
    except OSError as error:
        wrong, remedy = f"cannot be read ({error.strerror})", "Look at the file and who may read it."
    return Found(ours(name), wrong and _INSTEAD.format(file=file, wrong=wrong, remedy=remedy))


@cache
def ours(name: str) -> Guide:
    """Read a guide that comes with the program."""
    return guiding.read(files("models").joinpath("guides", f"{name}.md").read_text("utf-8"))


def _own(folder: Path | None, file: str) -> str | None:
    """Return what the team's own file holds, None where there is none. Raises OSError, UnicodeDecodeError, Refused."""
    path = folder and folder / file
    if path is None or not path.exists():
        return None
    if not path.is_file():
        raise Refused("is not a file")
    if path.stat().st_size > _MOST_BYTES:
        raise Refused(guiding.TOO_LONG)
    return path.read_bytes().decode("utf-8-sig")
