"""From the command line to the screens: the guard first, then Textual."""

from __future__ import annotations

import gc
import importlib
import os
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from screens.preferences import Preferences
from tui import crash, guard, log, settings

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from tui.settings import Settings


def screens(kept: Settings, *, account: str, now: datetime | None, keeps: bool = True) -> int:
    """Open the screens on a book for the member of `account`; return the exit code when they are left.

    `now` pins the clock. With `keeps` false no draft outlasts the session, and nothing that was seen of keys, as the
    book does not either. Raises NoTerminal, BookUnusable, NotYours.
    """
    terminal()
    guard.scrub(os.environ)
    environ = guard.as_started(os.environ)
    guard.keep_memory_private()
    log_path = _logging(kept)
    crash.install(log_path)
    gc.disable()  # nothing is garbage before the first page is on the screen; looking for it takes a tenth of the time
    sitting = importlib.import_module("tui.sitting")  # Textual comes with it, into an environment that is clean by now
    try:
        return int(
            sitting.run(
                kept.db,
                zone=kept.zone,
                account=account,
                environ=environ,
                now=now,
                log_path=log_path,
                preferences=_preferences(kept),
                drafts=kept.state / "drafts" if kept.state and keeps else None,
                pins=kept.pins if keeps else None,
            )
        )
    finally:
        gc.enable()
        log.stop()


def terminal() -> None:
    """Return if the screens can be drawn here. Raises NoTerminal."""
    guard.terminal_ready(os.environ)


def _preferences(kept: Settings) -> Preferences:
    """Hand on what was chosen, and the way to change it."""
    return Preferences(
        theme=kept.theme,
        glyphs=kept.glyphs,
        start_veiled=kept.start_veiled,
        zone=str(kept.zone),
        keys=kept.keys,
        guides=kept.guides,
        notices=kept.notices,
        save=partial(_save, kept.config),
    )


def _save(config: Path | None, name: str, value: object) -> None:
    from tui import settings_change  # noqa: PLC0415  (only a change needs it)

    settings_change.change(config, name, value)


def _logging(kept: Settings) -> Path | None:
    """Start the log and return its path; None where there is no place for it, which is no reason to stop."""
    if kept.state is not None:
        with suppress(settings.NoFolder):
            settings.ensure_private_dir(kept.state)
    return log.start(kept.state)
