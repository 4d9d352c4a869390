"""The verb doctor: looks at everything that Wellkept stands on, and says what to do about each finding."""

from __future__ import annotations

import os
import platform
import sys
from importlib import metadata
from typing import TYPE_CHECKING

from models import key_health
from models.engine import book_health, copy_health
from models.engine.book_health import FAIL, OK, WARN, Finding
from models.rules.refusals import BookUnusable
from screens.glyphs import ASCII
from tui import clock, guard, settings
from tui.cli import output
from tui.cli.verb import Answer, FreeVerb

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator
    from datetime import datetime

    from tui.settings import Settings

_PARTS = {"wellkept": "Wellkept", "textual": "Textual", "tortoise-orm": "Tortoise ORM", "aiosqlite": "aiosqlite"}
_NOWHERE = "/nonexistent"
_UNUSABLE = 5


def _arguments(parser: ArgumentParser) -> None:
    parser.epilog = "The book is looked at and never changed. The exit code is 5 when it cannot be used."


def _doctor(args: Namespace, now: datetime | None) -> Answer:
    kept, about_settings = _settings(args.db)
    book = book_health.examined(kept.db) if kept else [each for each in about_settings if each.level == FAIL]
    copies = copy_health.examined(kept.db, now=clock.now(now).astimezone(kept.zone)) if kept else []
    people = key_health.examined(kept.db, kept.pins) if kept else []
    found = [*_versions(), *about_settings, *(book if kept else []), *people, *copies, *_terminal()]
    unusable = any(each.level == FAIL for each in book)
    lines = [line for each in found for line in _said(each)]
    return Answer(lines, {"findings": [each._asdict() for each in found]}, _UNUSABLE if unusable else 0)


def _said(found: Finding) -> Iterator[str]:
    first, *rest = output.wrapped(found.what, indent=" " * 6)
    yield f"{found.level:<6}{first.lstrip()}"
    yield from rest
    if found.remedy:
        yield from output.wrapped(f"→ {found.remedy}", indent=" " * 6)


def _versions() -> Iterator[Finding]:
    yield Finding(OK, f"Python {platform.python_version()}")
    yield book_health.sqlite_version()
    for package, name in _PARTS.items():
        try:
            yield Finding(OK, f"{name} {metadata.version(package)}")
        except metadata.PackageNotFoundError:
            yield Finding(FAIL, f"{name} is not installed", "Install wellkept again, with pipx or `uv tool`.")


def _settings(db: str | None) -> tuple[Settings | None, list[Finding]]:
    """Read the settings; when they are bad, go on without the file, as the book is still to be looked at."""
    try:
        kept = settings.load(os.environ, db=db, mend=False)
        there = kept.config is not None and kept.config.exists()
        where = kept.config if there else f"the defaults, as there is no {kept.config}"
        notices = [_parted(notice)._replace(level=WARN) for notice in kept.notices]
        return kept, [Finding(OK, f"the settings are {where}; the time zone is {kept.zone}"), *notices]
    except settings.BadSettings as error:
        first = _parted(error)
    except (BookUnusable, OSError) as error:
        return None, [_parted(error)]
    try:
        return settings.load(_without_file(), db=db, mend=False), [first]
    except (settings.BadSettings, BookUnusable) as error:
        return None, [_parted(error)]


def _without_file() -> dict[str, str]:
    return {**os.environ, "XDG_CONFIG_HOME": _NOWHERE, "TZ": ""}


def _terminal() -> Iterator[Finding]:
    if output.glyphs() is ASCII:
        yield Finding(
            WARN,
            "the character set here is not UTF-8, so signs are drawn in ASCII",
            "Set LANG to a UTF-8 locale, such as C.UTF-8.",
        )
    if not sys.stdout or not sys.stdout.isatty():
        yield Finding(OK, "this is not a terminal, so none was looked at")
        return
    try:
        guard.terminal_ready(os.environ)
        yield Finding(OK, f"the terminal is {os.environ.get('TERM', '')}")
    except guard.NoTerminal as error:
        yield _parted(error)._replace(level=WARN)


def _parted(error: Exception | str) -> Finding:
    """Part what happened from what to do."""
    what, _, remedy = str(error).partition(". ")
    return Finding(FAIL, what, remedy)


VERBS = {"doctor": FreeVerb(arguments=_arguments, run=_doctor)}
