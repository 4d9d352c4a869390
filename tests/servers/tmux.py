"""A window of tmux for tests: the program in it, keys to it, and what a person sees."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, Self

from tests.servers.terminal import PASSED_ON, PATIENCE, NeverCame

if TYPE_CHECKING:
    from collections.abc import Sequence

BEAT = 0.02
OPTIONS = {"status": "off", "escape-time": "0"}
SHELL = ("sh", "-c", '"$@"; echo "left with $?"; exec cat', "sh")
"""Says how the program ended, as tmux does not always learn it."""


class Tmux:
    """A program in a window of 80x24, on a tmux server of its own, which ends with the test.

    The environment is small and made anew; `env` is added to it.
    """

    def __init__(self, argv: Sequence[str | Path], *, home: Path, env: dict[str, str]) -> None:
        kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        self._env = {**kept, "HOME": str(home), "LANG": "C.UTF-8", "TERM": "xterm-256color", **env}
        self._name = f"wellkept-{os.getpid()}-{home.name}"
        new = ("new-session", "-d", "-x", "80", "-y", "24", "-c", str(home), "--", *SHELL, *map(str, argv))
        options = [word for name, value in OPTIONS.items() for word in ("set-option", "-g", name, value, ";")]
        self._tmux("start-server", ";", *options, *new)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        socket = Path(self._tmux("display-message", "-p", "#{socket_path}").strip())
        self._tmux("kill-server")
        socket.unlink(missing_ok=True)

    def press(self, *keys: str) -> None:
        """Press keys by the names that tmux has for them: press("g", "c", "Enter", "C-s")."""
        self._tmux("send-keys", *keys)

    def type(self, text: str) -> None:
        """Type this text."""
        self._tmux("send-keys", "-l", "--", text)

    @property
    def screen(self) -> str:
        """What is seen now."""
        return self._tmux("capture-pane", "-p")

    def wait_for(self, *wanted: str) -> None:
        """Wait until the screen shows all of these at once."""
        deadline = monotonic() + PATIENCE
        while missing := _missing(wanted, seen := self.screen):
            if monotonic() > deadline:
                message = f"{missing} never came; the screen shows:\n{seen}"
                raise NeverCame(message)
            Event().wait(BEAT)

    def wait(self) -> int:
        """Wait until the program has ended and given the screen back, and return its exit code."""
        self.wait_for("left with")
        return int(self.screen.rpartition("left with")[2])

    def _tmux(self, *command: str) -> str:
        whole = ["tmux", "-L", self._name, "-f", "/dev/null", "-u", *command]
        ran = subprocess.run(whole, env=self._env, capture_output=True, text=True, check=True, timeout=PATIENCE)
        return ran.stdout


def _missing(wanted: Sequence[str], seen: str) -> list[str]:
    return [text for text in wanted if text not in seen]
