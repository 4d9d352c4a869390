"""An app that ends on an unexpected failure without showing or keeping anything private."""

from pathlib import Path
from typing import Any, TypeVar

from textual.worker import WorkerFailed
from typing_extensions import override

from tui import crash
from tui.terminal_app import TerminalApp

ReturnT = TypeVar("ReturnT")


class DiscreetApp(TerminalApp[ReturnT]):
    """Textual prints locals and messages when it crashes; this says one line and logs where it was."""

    log_path: Path | None = None
    failure: str | None = None
    """What is said on the way out, if something went wrong."""

    @override
    def _handle_exception(self, error: Exception) -> None:
        cause = error.error if isinstance(error, WorkerFailed) else error
        crash.record(cause)
        self.failure = self.failure or crash.sentence(cause, self.log_path)
        super()._handle_exception(error)
        self._return_code = crash.EXIT_CODE

    @override
    def _fatal_error(self) -> None:
        self._close_messages_no_wait()

    @override
    def panic(self, *renderables: Any) -> None:
        """End, without drawing what was to be shown: it may hold anything."""
        self._close_messages_no_wait()

    @override
    def _print_error_renderables(self) -> None:
        self._exit_renderables.clear()
        if self.failure:
            crash.say(self.failure)
