"""Bulk: one verb done to many contacts, one transaction each, all of them one step of undo."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, NamedTuple

from models.history import RUN
from models.rules.refusals import NotFound, Refused

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence


class Done(NamedTuple):
    """To how many contacts it was done, and whom it was refused, by id, with the sentence that says why."""

    done: int
    refused: list[tuple[int, str]]


async def each(contact_ids: Sequence[int], verb: Callable[[int], Awaitable[object]]) -> Done:
    """Do a verb to one contact after the other. What else it raises ends the run, and what was done stays."""
    refused: list[tuple[int, str]] = []
    token = RUN.set(str(uuid.uuid4()))
    try:
        for contact_id in contact_ids:
            try:
                await verb(contact_id)
            except (Refused, NotFound) as why:
                refused.append((contact_id, str(why)))
    finally:
        RUN.reset(token)
    return Done(len(contact_ids) - len(refused), refused)
