"""A real terminal for tests: a pseudo-terminal, the program on it, and what a person would see."""

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import termios
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any, Self

import pyte

PATIENCE = 30.0
KITTY_KEYS = re.compile(rb"\x1b\[[<>=][\d;]*u")  # pyte would draw these
PASSED_ON = ("PATH", "COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG")


class NeverCame(AssertionError):
    """What a test waited for did not happen; the text shows the screen."""


class Terminal:
    """A program in a terminal of its own. Nothing is read but while a method waits: a test can stall it.

    The environment is small and made anew: HOME is `home`, the terminal is xterm-256color. With `hangs_up=False` the
    terminal does not control the program, so that closing it sends no SIGHUP, as under `setsid`.
    """

    def __init__(
        self,
        argv: Sequence[str | Path],
        *,
        rows: int = 24,
        cols: int = 80,
        env: Mapping[str, str] | None = None,
        home: Path,
        hangs_up: bool = True,
    ) -> None:
        self.raw = bytearray()
        self._drawn = 0
        self._screen = pyte.Screen(cols, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._ours, self._theirs = os.openpty()
        self.resize(rows, cols)
        self._cooked = self.modes()
        kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        base = {**kept, "HOME": str(home), "TERM": "xterm-256color", "LANG": "C.UTF-8", "COLORTERM": "truecolor"}
        self.process = subprocess.Popen(
            [*(["setsid", "--ctty"] if hangs_up else []), *argv],
            stdin=self._theirs,
            stdout=self._theirs,
            stderr=self._theirs,
            env={**base, **(env or {})},
            cwd=home,
            start_new_session=not hangs_up,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def send(self, keys: str | bytes) -> None:
        """Type these keys."""
        os.write(self._ours, keys.encode() if isinstance(keys, str) else keys)

    def resize(self, rows: int, cols: int) -> None:
        """Change the size of the window."""
        self._screen.resize(rows, cols)
        fcntl.ioctl(self._theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))

    def scribble(self, text: str) -> None:
        """Write into the window as another program does."""
        os.write(self._theirs, text.encode())

    def signal(self, signum: int) -> None:
        """Send the program a signal."""
        self.process.send_signal(signum)

    def screen(self) -> str:
        """Return what is seen now, line by line, without the blanks at the ends of lines."""
        self._draw()
        return "\n".join(line.rstrip() for line in self._screen.display)

    def column(self, x: int) -> str:
        """Return what stands in one column, counted in cells from 0, line by line."""
        self._draw()
        return "".join(self._screen.buffer[y][x].data or " " for y in range(self._screen.lines))

    def mark(self) -> int:
        """Return a place in the output, for `bytes_since` and `wait_for`."""
        return len(self.raw)

    def bytes_since(self, mark: int = 0) -> bytes:
        """Return every byte that the program wrote since then."""
        return bytes(self.raw[mark:])

    def wait_for(self, wanted: str | bytes, *, since: int = 0) -> None:
        """Wait until the screen shows this text, or until these bytes were written since a mark."""
        if isinstance(wanted, bytes):
            self.wait_until(lambda: wanted in self.raw[since:], what=repr(wanted))
        else:
            self.wait_until(lambda: wanted in self.screen(), what=wanted)

    def wait_until(self, done: Callable[[], bool], *, what: str) -> None:
        """Read until this is so."""
        deadline = monotonic() + PATIENCE
        while not done():
            if monotonic() > deadline:
                raise NeverCame(f"{what} never came; the screen shows:\n{self.screen()}")
            self._pump(0.02)

    def silent_for(self, seconds: float) -> bool:
        """Tell whether the program writes nothing for so long."""
        mark = self.mark()
        self._pump(seconds)
        return mark == self.mark()

    def wait(self, patience: float = PATIENCE, *, reading: bool = True) -> int:
        """Wait until the program has ended, and return its exit code: negative for the signal that killed it."""
        deadline = monotonic() + patience
        ended = os.pidfd_open(self.process.pid)
        try:
            while not select.select([ended], [], [], 0)[0]:
                if monotonic() > deadline:
                    raise NeverCame(f"the end never came; the screen shows:\n{self.screen()}")
                watched = [ended, self._ours] if reading and self._ours >= 0 else [ended]
                if self._ours in select.select(watched, [], [], deadline - monotonic())[0]:
                    self._read()
        finally:
            os.close(ended)
        while self._ours >= 0 and self._pump(0):
            pass
        return self.process.wait()

    def modes(self) -> list[Any]:
        """Return the terminal's modes, as termios has them."""
        return termios.tcgetattr(self._theirs)

    def is_cooked(self) -> bool:
        """Tell whether the terminal's modes are as they were before the program."""
        return self.modes() == self._cooked

    def make_cooked(self) -> None:
        """Set the modes that they had before the program, as a shell does."""
        termios.tcsetattr(self._theirs, termios.TCSANOW, self._cooked)

    def cpu_seconds(self) -> float:
        """Return the processor time that the program has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def hang_up(self) -> None:
        """Close the window."""
        for fd in (self._ours, self._theirs):
            if fd >= 0:
                os.close(fd)
        self._ours = self._theirs = -1

    def close(self) -> None:
        """End the program, if it still runs, and the terminal."""
        with suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.hang_up()

    def _pump(self, seconds: float) -> bool:
        """Read what comes within so many seconds; False if nothing did."""
        ready = select.select([self._ours], [], [], max(seconds, 0))[0]
        return bool(ready) and self._read()

    def _read(self) -> bool:
        try:
            data = os.read(self._ours, 65536)
        except OSError:
            return False
        self.raw += data
        return True

    def _draw(self) -> None:
        """Let the screen follow; a sequence that has not come whole waits."""
        tail = self.raw.rfind(b"\x1b", max(self._drawn, len(self.raw) - 24))
        end = len(self.raw) if tail < 0 or re.search(rb"[@-Z\\^-~]", self.raw[tail + 2 :]) else tail
        self._stream.feed(KITTY_KEYS.sub(b"", bytes(self.raw[self._drawn : end])))
        self._drawn = end
