"""The screen of small_app.py: a line of text that answers keys and breaks on request."""

import asyncio
import threading
from collections.abc import Callable
from threading import Event

from textual.app import ComposeResult, RenderResult
from textual.content import Content
from textual.events import Key, Paste
from textual.widget import Widget
from typing_extensions import override

from tui.discreet import DiscreetApp
from tui.driver import WellkeptDriver
from tui.mono import Monochrome

CANARY = "Ada Stone is leaving her husband"


def break_with_private_text(contact: str = CANARY) -> None:
    """Fail as a bug would: with private text in a variable, in the message, and in the one behind it."""
    try:
        int(contact)
    except ValueError as error:
        raise RuntimeError(f"cannot show {contact}") from error


class Face(Widget):
    """Shows the last key, or fails to."""

    DEFAULT_CSS = "Face { background: red; color: yellow; height: 3; }"
    shown = "ready"
    broken = False

    @override
    def render(self) -> RenderResult:
        if self.broken:
            break_with_private_text()
        return Content.styled(self.shown, "bold reverse on blue")

    def say(self, text: str) -> None:
        """Show this."""
        self.shown = text
        self.refresh()


class SmallApp(DiscreetApp[None]):
    """Shows keys; F-keys of the program are letters."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [("B", "break", "Break")]

    def __init__(self, what: str) -> None:
        super().__init__(driver_class=WellkeptDriver)
        self.what = what
        if self.no_color:
            self._filters = [Monochrome()]

    @override
    def compose(self) -> ComposeResult:
        yield Face()

    def on_mount(self) -> None:
        """Break, if that is what was asked for."""
        if self.what == "mount":
            break_with_private_text()

    def flood(self) -> None:
        """Write more than a terminal holds."""
        assert self._driver is not None
        self._driver.write("~" * 20_000)

    def on_key(self, event: Key) -> None:
        """Show the key, as soon as it is known."""
        assert self._driver is not None
        self._driver.write(f"\x1b]9;{event.key}\x07")
        self.query_one(Face).say(f"key {event.key}")
        if event.key == "q":
            self.exit()
        troubles = self.troubles()
        if event.character == "!" and self.what in troubles:
            troubles[self.what]()

    def troubles(self) -> dict[str, Callable[[], object]]:
        """Return what can go wrong when ! is pressed."""
        return {
            "render": self.break_face,
            "worker": lambda: self.run_worker(self.broken_worker()),
            "thread": lambda: self.run_worker(break_with_private_text, thread=True),
            "task": self.broken_task,
            "plain-thread": self.broken_thread,
            "input": self.break_input,
            "blocked": Event().wait,
            "stuck-salvage": Event().wait,
            "stalled": lambda: self.set_interval(0.01, self.flood),
            "flood-once": self.flood_once,
        }

    def flood_once(self) -> None:
        """Fill the terminal and every buffer."""
        for _ in range(100):
            self.flood()

    def break_face(self) -> None:
        """Make the next drawing fail."""
        self.query_one(Face).broken = True
        self.query_one(Face).refresh()

    def break_input(self) -> None:
        """Make the thread that reads keys fail at the next one."""
        assert self._driver is not None
        self._driver.process_message = lambda message: break_with_private_text(str(message) + CANARY)  # type: ignore[method-assign]

    async def broken_worker(self) -> None:
        """Fail in a worker."""
        break_with_private_text()

    def broken_task(self) -> None:
        """Fail in a task that nobody waits for."""
        task = asyncio.get_running_loop().create_task(self.broken_worker())
        task.add_done_callback(lambda _: self.query_one(Face).say("survived"))

    def broken_thread(self) -> None:
        """Fail in a thread that nobody waits for."""
        thread = threading.Thread(target=break_with_private_text)
        thread.start()
        thread.join()
        self.query_one(Face).say("survived")

    def on_paste(self, event: Paste) -> None:
        """Show what was pasted."""
        self.query_one(Face).say(f"pasted {event.text}")

    def action_break(self) -> None:
        """Fail in an action."""
        break_with_private_text()
