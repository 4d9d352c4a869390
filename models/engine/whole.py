"""What must not be cut off in the middle is done to its end, also when its task is cancelled."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Coroutine

Done = TypeVar("Done")


async def whole(doing: Coroutine[Any, Any, Done]) -> Done:
    """Do it to its end and return what came of it; a task that is cancelled meanwhile is stopped only then."""
    task = asyncio.ensure_future(doing)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await task
        raise
