"""Leaves cleanly on a signal, a vanished or stalled terminal or a lost parent; by force when the loop is stuck."""

import asyncio
import contextlib
import os
import select
import signal
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any

from textual.app import App

from tui.driver import WellkeptDriver

SIGNALS = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT)


@dataclass(frozen=True, kw_only=True)
class Patience:
    """How long to wait, in seconds."""

    grace: float = 2.0
    """From being told to leave to ending the process by force."""
    beat: float = 2.0
    """Between two looks at whether anybody is still there."""
    stalled: float = 120.0
    """How long a terminal may take nothing before it counts as gone: a pager or a copy mode may hold it a while."""
    salvage: float = 1.0
    """What the salvage may take."""


def _nothing() -> None:
    pass


def watch(app: App[Any], *, salvage: Callable[[], None] = _nothing, patience: Patience | None = None) -> None:
    """Watch over this app until the process ends; call in the main thread, inside the loop, before `run_async`.

    When it is time to leave, the app exits with 128 + the signal's number, as after a `q`. If the process has not ended
    after the grace, `salvage` runs in a thread of its own, the terminal is given back, and the process ends.
    """
    loop = asyncio.get_running_loop()
    patience = patience or Patience()
    told = _signals()
    parent = os.getppid()

    def stand_by() -> None:
        signum = None
        while signum is None:
            signum = _told(told, patience.beat) or _nobody_there(app, parent, patience.stalled)
        _leave(app, loop, signum)
        Event().wait(patience.grace)
        _by_force(app, salvage, patience.salvage, 128 + signum)

    Thread(target=stand_by, name="wellkept-leaving", daemon=True).start()


def _signals() -> int:
    """Have signals only noted, and return where to read them. The note is made in C, even while the loop is stuck."""
    read_end, write_end = os.pipe()
    os.set_blocking(write_end, False)
    signal.set_wakeup_fd(write_end, warn_on_full_buffer=False)
    for signum in SIGNALS:
        signal.signal(signum, lambda *_: None)  # also where the parent had it ignored, as nohup does
    return read_end


def _told(read_end: int, seconds: float) -> int | None:
    """Return the signal that tells us to leave, if one comes within so many seconds."""
    if not select.select([read_end], [], [], seconds)[0]:
        return None
    return next((signum for signum in os.read(read_end, 64) if signum in SIGNALS), None)


def _nobody_there(app: App[Any], parent: int, stalled: float) -> int | None:
    """Return SIGHUP if the terminal has gone or takes nothing, or the parent has ended without a word."""
    driver = app._driver  # noqa: SLF001  Textual has no public name for it
    blocked = isinstance(driver, WellkeptDriver) and driver.outlet.blocked_for() > stalled
    return signal.SIGHUP if blocked or os.getppid() != parent or not os.isatty(0) else None


def _leave(app: App[Any], loop: asyncio.AbstractEventLoop, signum: int) -> None:
    with contextlib.suppress(RuntimeError):  # the loop is closed already: the app has ended by itself
        loop.call_soon_threadsafe(lambda: app.exit(return_code=128 + signum))


def _by_force(app: App[Any], salvage: Callable[[], None], seconds: float, code: int) -> None:
    """Save what can be saved, give the terminal back and end, whatever the other threads are doing."""
    try:
        saving = Thread(target=salvage, daemon=True)
        saving.start()
        saving.join(seconds)
        driver = app._driver  # noqa: SLF001
        if isinstance(driver, WellkeptDriver):
            driver.let_go()
    finally:
        os._exit(code)
