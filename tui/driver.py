"""Our terminal driver: ends when the terminal does, answers a bare Esc at once, never waits, never reports a mouse.

Leans on private parts of Textual 8.2.8; tests/house/test_textual_contract.py says so when they change.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import termios
from codecs import getincrementaldecoder
from typing import TYPE_CHECKING, Any

from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._parser import ParseError
from textual._time import get_time
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Resize
from typing_extensions import override

from tui.cells.grid import Grid
from tui.outlet import Outlet
from tui.paste import PasteCleaner

if TYPE_CHECKING:
    from types import FrameType

    from textual.app import App
    from textual.message import Message

ENTER = "\x1b[?1049h\x1b[?25l\x1b[?2004h\x1b[?7l"
LEAVE = "\x18\x1b[?2026l\x1b[?2004l\x1b[?2048l\x1b[?7h\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l\x1b[0m"
"""Undoes everything Textual asks of a terminal. The first byte (CAN) ends a sequence that was cut in half."""

OUTPUT = 2
"""Textual draws on standard error, which the guard found to be a terminal."""

DRAIN_SECONDS = 0.4
LAST_SECONDS = 0.3


class WellkeptDriver(LinuxDriver):
    """Textual's Linux driver with the manners that a shared server needs."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = False,  # noqa: ARG002  Textual passes it; we never want it
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=False, size=size)
        self.outlet = Outlet(OUTPUT)
        self._wake_out, self._wake_in = os.pipe()
        self._running = self._left = False
        self._grid = Grid(0, 0)
        self._frame = ""
        self._in_frame = False
        self.was_resized = False

    @property
    @override
    def can_suspend(self) -> bool:
        """Never: there may be no shell to come back to."""
        return False

    @override
    def write(self, data: str) -> None:
        """Send what makes the terminal show this: only the cells that change, and a whole frame at a time."""
        if self._left:  # what Textual still draws while it closes would land in the shell
            return
        if (self._grid.width, self._grid.height) != self._app.size:
            self._grid = Grid(*self._app.size)
        self._frame += self._grid.drawing(data)
        self._in_frame = data == SYNC_START or (self._in_frame and data != SYNC_END)
        if not self._in_frame:
            if self._frame not in ("", SYNC_START + SYNC_END):
                self.outlet.write(self._frame)
            self._frame = ""

    def forget(self) -> None:
        """Believe nothing about what the terminal shows: the next frame is drawn whole."""
        self._grid.forget()

    @override
    def start_application_mode(self) -> None:
        self.outlet.start()
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual's is
        self._watch_size()
        self._running = True
        if self._key_thread is None:  # the terminal did not let itself be set up, so it is not there
            hang_up()

    def _watch_size(self) -> None:
        """Tell a size that changed from the one that Textual asks for itself, when it starts."""
        textual = signal.getsignal(signal.SIGWINCH)

        def on_resize(signum: int, frame: FrameType | None) -> None:
            self.was_resized = True
            if callable(textual):
                textual(signum, frame)

        signal.signal(signal.SIGWINCH, on_resize)

    @override
    def process_message(self, message: Message) -> None:
        self.was_resized |= isinstance(message, Resize)  # terminals that tell it themselves, in band
        super().process_message(message)

    @override
    def stop_application_mode(self) -> None:
        self._running = False
        super().stop_application_mode()
        self._left = True

    @override
    def disable_input(self) -> None:
        if self._wake_in >= 0:
            os.write(self._wake_in, b".")
        super().disable_input()

    @override
    def close(self) -> None:
        super().close()
        if not self.outlet.finish(DRAIN_SECONDS):
            self.outlet.give_up(LEAVE, LAST_SECONDS)
        for fd in (self._wake_in, self._wake_out):
            os.close(fd)
        self._wake_in = self._wake_out = -1

    def let_go(self) -> None:
        """Give the terminal back by force, from any thread, when the loop is stuck."""
        if self.attrs_before is not None:
            with contextlib.suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
        self.outlet.give_up(LEAVE, LAST_SECONDS)

    @override
    def _sigtstp_application(self, *_: object) -> None:
        """Do not stop: see can_suspend."""

    @override
    def _sigcont_application(self, *_: object) -> None:
        """Someone stopped us by force and let us go on: take the terminal again, without starting twice."""
        if self._running:
            self._loop.call_soon_threadsafe(self._enter_again)

    def _enter_again(self) -> None:
        with contextlib.suppress(termios.error):
            attributes = termios.tcgetattr(self.fileno)
            attributes[0] = self._patch_iflag(attributes[0])
            attributes[3] = self._patch_lflag(attributes[3])
            termios.tcsetattr(self.fileno, termios.TCSANOW, attributes)
        self.outlet.write(ENTER)
        self.forget()
        self._app.refresh(layout=True)

    @override
    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except Exception as error:  # noqa: BLE001  a thread's last stop: the app says it without private text
            self._loop.call_soon_threadsafe(self._app._handle_exception, error)  # noqa: SLF001

    @override
    def run_input_thread(self) -> None:
        """Read until told to stop; a terminal that ends hangs up on the whole program."""
        poll = select.poll()
        poll.register(self.fileno, select.POLLIN)
        poll.register(self._wake_out, select.POLLIN)
        parser, cleaner = XTermParser(self._debug), PasteCleaner()
        decode = getincrementaldecoder("utf-8")("replace").decode
        while not self.exit_event.is_set():
            ready = {fd for fd, _ in poll.poll(_patience_ms(parser))}
            if self._wake_out in ready:
                break
            if self.fileno in ready:
                data = _read(self.fileno)
                if not data:
                    hang_up()
                    break
                self._pass_on(parser, cleaner.clean(decode(data)))
            for message in parser.tick():
                self.process_message(message)
        with contextlib.suppress(EOFError, ParseError):
            list(parser.feed(""))

    def _pass_on(self, parser: XTermParser, text: str) -> None:
        if text:  # an empty feed means the end to the parser
            for message in parser.feed(text):
                self.process_message(message)


def hang_up() -> None:
    """Tell this process what a closing terminal tells its own: the rest is the business of tui.leaving."""
    os.kill(os.getpid(), signal.SIGHUP)


def _patience_ms(parser: XTermParser) -> float | None:
    """Return how long the parser may wait for the rest of a key, in milliseconds; None for ever."""
    deadline = parser._timeout_time  # noqa: SLF001
    return None if deadline is None else max(0.0, (deadline - get_time()) * 1000 + 1)


def _read(fd: int) -> bytes:
    """Return what was typed, or nothing when the terminal has gone."""
    try:
        return os.read(fd, 4096)
    except OSError:
        return b""
