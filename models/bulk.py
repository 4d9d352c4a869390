"""The same verb for many contacts, as one step of undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from models.history import one_step
from models.rules.refusals import NotFound, Refused

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

__all__ = ["Done", "each", "one_step"]


class Done(NamedTuple):
    """For how many it was done, and which contacts it was refused for, each with the sentence that says why."""

    done: int
    refused: list[tuple[int, str]]


async def each(contact_ids: Sequence[int], verb: Callable[[int], Awaitable[object]]) -> Done:
    """Do `verb` for each of these contacts, each in a transaction of its own, so that one refusal stops no other.

    One undo takes all of it back; cancelled on the way, what is done by then stays, whole, and can be taken back.
    Raises BookUnusable.
    """
    refused: list[tuple[int, str]] = []
    with one_step():
        for contact_id in contact_ids:
            try:
                await verb(contact_id)
            except (Refused, NotFound) as refusal:
                refused.append((contact_id, str(refusal)))
    return Done(len(contact_ids) - len(refused), refused)
