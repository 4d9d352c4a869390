"""Sits somebody down at a book: opens it, finds who they are, and shows the app until they leave."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from models import db
from models.vault.pins import Pins
from screens.drafts import Drafts
from screens.session import Session
from tui import clock, crash, look, seat
from tui.app import WellkeptApp
from tui.leaving import watch

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from screens.preferences import Preferences
    from tui.look import Terminal


def run(
    path: Path,
    *,
    zone: ZoneInfo,
    account: str,
    environ: Mapping[str, str],
    now: datetime | None = None,
    log_path: Path | None = None,
    preferences: Preferences,
    drafts: Path | None = None,
    pins: Path | None = None,
) -> int:
    """Open the book at `path` and show it until its reader leaves; return the exit code. Raises BookUnusable.

    `account` is the operating-system account, `environ` the environment that it began in; `now` is the present moment,
    aware, unless given; `drafts` is the folder of what is typed and not saved, `pins` that of what was seen of keys and
    of confidential notes.
    """
    terminal = look.terminal(environ)
    glyphs = terminal.glyphs(preferences.glyphs)
    session = Session(0, account, zone, partial(clock.now, now), glyphs, preferences=preferences)
    session.veiled = preferences.start_veiled
    session.account = account
    session.vault.pins = Pins(pins)
    session.drafts = Drafts(drafts, book=str(path.resolve()), member=account)
    return asyncio.run(_run(path, session, terminal=terminal, log_path=log_path))


async def _run(path: Path, session: Session, *, terminal: Terminal, log_path: Path | None) -> int:
    asyncio.get_running_loop().set_exception_handler(crash.on_loop_error)
    async with db.opened(path):
        await seat.take(session)
        app = WellkeptApp(session, terminal=terminal, log_path=log_path)
        watch(app, salvage=session.drafts.flush)
        try:
            await app.run_async(mouse=False)
        finally:
            session.drafts.flush()
            session.vault.agent.lock()
        return app.return_code or 0
