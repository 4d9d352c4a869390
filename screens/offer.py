"""What is offered after something was done: a question in the hint line that is in nobody's way."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from typing_extensions import override

from models.rules.refusals import REFUSALS
from screens.frame import Frame
from screens.text import fit
from screens.widgets.line import Line

if TYPE_CHECKING:
    from textual import events

RAISING = frozenset({"enter", "ctrl+s"})
"""The keys that save a form, and so raise the question: hit twice, they answer nothing."""
NOT_NOW = frozenset({"n", "escape"})
SHORTEST = 8
"""Cells of a name below which it is left out."""

Answering = tuple[str, Callable[[], Awaitable[Any]]]
"""The words of an answer, and what it does."""


@dataclass(frozen=True)
class Offer:
    """One question about somebody, and its answers by key; without a y it is a hint, and every other key passes.

    `question` has a place, {name}, for " with " and the name, which is left out where there is no room for it.
    """

    question: str
    name: str
    answers: Mapping[str, Answering]

    @property
    def keys(self) -> list[tuple[str, str]]:
        """The answers, as the hint line draws them."""
        words = [*((key, words) for key, (words, _) in self.answers.items()), ("n", "not now")]
        return [piece for key, words in words for piece in ((f"  {key}", "strong"), (f" {words}", ""))]

    def asked(self, room: int) -> str:
        """Ask in so many cells, by name where there is room for it; nothing where there is not even for the rest."""
        for name in (f" with {self._called(room)}", ""):
            asked = self.question.format(name=name)
            if cell_len(asked) <= room:
                return asked
        return ""

    def _called(self, room: int) -> str:
        left = room - cell_len(self.question.format(name=" with "))
        return fit(self.name, max(left, SHORTEST)) if cell_len(self.name) > left else self.name


class Offering(Frame):
    """A working screen that can offer something. Any key but an answer means not now, and does what it always does."""

    _offer: Offer | None = None

    def offer(self, offer: Offer) -> None:
        """Ask, until the next key."""
        self._offer = offer
        self.show_hints()

    @override
    def show_hints(self) -> None:
        """Say what is offered instead of the keys, as long as it is."""
        if self._offer is None:
            super().show_hints()
            return
        keys = self._offer.keys
        asked = self._offer.asked(self.size.width - 1 - sum(cell_len(text) for text, _ in keys))
        if not asked:  # a narrow window: the question takes the place of what was said
            self.query_one("#state", Line).show([(f" {self._offer.asked(self.size.width - 1)}", "")])
        self.query_one("#hints", Line).show([(f" {asked}" if asked else "", ""), *keys])

    @override
    async def takes(self, event: events.Key) -> bool:
        """Take an answer; any other key takes the offer away."""
        if self._offer is None:
            return await super().takes(event)
        if event.key in RAISING and "y" in self._offer.answers:
            return True
        offer, self._offer = self._offer, None
        self.show_hints()
        if event.key in offer.answers:
            await self._do_as_answered(offer.answers[event.key][1])
        return event.key in NOT_NOW | offer.answers.keys() or await super().takes(event)

    async def _do_as_answered(self, answer: Callable[[], Awaitable[Any]]) -> None:
        self.heard()
        try:
            await answer()
        except REFUSALS as refusal:
            await self._say_why_not(refusal)
        await asyncio.sleep(0)  # a form comes up before the next key is read
