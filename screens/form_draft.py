"""The draft of one open form: what was typed into it before, and what stands in it now, written soon."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from screens.drafts import Drafts, Key, Values
    from screens.fields import Field

WITHIN = 1.0
"""Seconds in which a draft is written; more may come meanwhile."""


class FormDraft:
    """Keeps what is typed into the form `key`, which has these fields; `later` does a thing in so many seconds."""

    def __init__(
        self,
        drafts: Drafts,
        key: Key,
        fields: Sequence[Field],
        later: Callable[[float, Callable[[], Awaitable[None]]], object],
    ) -> None:
        self._drafts, self._key, self._fields, self._later = drafts, key, fields, later
        self._is_writing = False
        self.before = drafts.take(key)
        """What was typed when the form was left, by field id."""

    def keep(self, values: Values) -> None:
        """Keep what was typed, if anything was; what is only chosen is not worth it."""
        changed = {field.id: values[field.id] for field in self._fields if values[field.id] != field.first}
        is_worth_it = any(field.id in changed and not field.options for field in self._fields)
        self._drafts.hold(self._key, changed if is_worth_it else {})
        if not self._is_writing:
            self._is_writing = True
            self._later(WITHIN, self._write)

    async def _write(self) -> None:
        self._is_writing = False
        await asyncio.to_thread(self._drafts.flush)

    def leave(self) -> None:
        """Let it come back when the same form is opened again."""
        self._drafts.leave(self._key)

    def drop(self) -> None:
        """Forget it: the form was saved."""
        self._drafts.drop(self._key)
