"""The smallest program with the manners of Wellkept, run by the tests in a real terminal.

Usage: small_app.py FOLDER WHAT: keeps a diary of how it ended in FOLDER; WHAT says what goes wrong.
"""

import asyncio
import os
import sys
import threading
from pathlib import Path

from tui import crash, guard, log


def main() -> int:
    """Run, as tui/__main__.py does it."""
    folder, what = Path(sys.argv[1]), sys.argv[2]
    try:
        guard.terminal_ready(os.environ)
    except guard.NoTerminal as refusal:
        sys.stderr.write(f"{guard.error_line(refusal)}\n")
        return 2
    guard.scrub(os.environ)
    guard.keep_memory_private()
    log_path = log.start(folder)
    crash.install(log_path)
    log.verb("open")
    try:
        return asyncio.run(screens(folder, what, log_path))
    except Exception as error:  # noqa: BLE001  the last stop, as in tui/__main__.py
        return crash.report(error, log_path)


async def screens(folder: Path, what: str, log_path: Path | None) -> int:
    """Run the app with its database, here a file that says how it was left."""
    from tests.servers.small_screens import SmallApp  # noqa: PLC0415  Textual loads after the guard
    from tui import leaving  # noqa: PLC0415

    diary = folder / "diary"
    asyncio.get_running_loop().set_exception_handler(crash.on_loop_error)
    app = SmallApp(what)
    app.log_path = log_path

    def salvage() -> None:
        if what == "stuck-salvage":
            threading.Event().wait()
        diary.write_text("salvaged")

    beat = 60.0 if what == "no-beat" else 0.1
    stalled = 0.5 if what == "stalled" else 60.0
    patience = leaving.Patience(grace=1.0, beat=beat, stalled=stalled, salvage=0.5)
    leaving.watch(app, salvage=salvage, patience=patience)
    try:
        await app.run_async(mouse=True)  # the driver must refuse it
    finally:
        diary.write_text("closed")
    return app.return_code or 0


if __name__ == "__main__":
    sys.exit(main())
