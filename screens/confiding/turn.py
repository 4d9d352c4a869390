"""Whose turn it is to be typed to, while a screen looks whether it has to ask for a passphrase first."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING

from textual import work
from typing_extensions import override

from models.rules.refusals import REFUSALS
from screens.confiding import hiding
from screens.frame import Frame

if TYPE_CHECKING:
    from collections.abc import Awaitable, Iterator

    from textual.events import Key

BEAT = 0.002
"""Seconds between two looks at whether what is opened is there."""


class Asking(Frame):
    """A working screen that asks for a passphrase: what is typed too early is never taken for keys of this screen."""

    _is_between = False

    @contextmanager
    def between(self) -> Iterator[None]:
        """Have what is typed wait until another screen is in front, or the block is left. Inside a worker."""
        self._is_between = True
        try:
            yield
        finally:
            self._is_between = False

    @work
    async def confidential(self, doing: Awaitable[None]) -> None:
        """Do what asks and opens, and say why not. What it is about is no argument: Textual writes those down."""
        with self.between():
            try:
                await doing
            except REFUSALS as refusal:
                await self._say_why_not(refusal)

    @property
    def is_hidden(self) -> bool:
        """Whether nothing confidential is shown now."""
        return hiding.is_hidden(self.session)

    @override
    async def takes(self, event: Key) -> bool:
        """Let what is typed before a passphrase is asked, and between it and what it opens, wait for that."""
        while self._is_between and not self._is_covered:  # noqa: ASYNC110  (nobody tells when a screen is there)
            await asyncio.sleep(BEAT)
        if self.app.screen is self:
            return await super().takes(event)
        await self.app.on_event(event)
        return True

    @property
    def _is_covered(self) -> bool:
        """Whether another screen stands before this one, and takes keys."""
        return self.app.screen is not self and self.app.screen.is_mounted
