"""What is pending with a contact: unpleasant news that they still have to hear, and a problem that is to be solved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.reading import problems

if TYPE_CHECKING:
    from tortoise.backends.base.client import BaseDBAsyncClient


async def of_contact(contact_id: int, connection: BaseDBAsyncClient) -> list[tuple[int | None, str]]:
    """List what is not to be archived over without a reason: follow-ups with unpleasant news, and an open problem.

    The second of each names the sentence in models.rules.unpleasant.
    """
    news: list[tuple[int | None, str]] = [(row_id, "archive") for row_id in await _untold(contact_id, connection)]
    return news + [(None, "archive_unsolved")] * bool(await unsolved(contact_id, connection))


async def unsolved(contact_id: int, connection: BaseDBAsyncClient) -> str:
    """Say which problem is open with a contact, the first if there are several; "" for none."""
    rows = await connection.execute_query_dict(problems.FIRST_OPEN, [contact_id])
    return str(rows[0]["text"]) if rows else ""


async def _untold(contact_id: int, connection: BaseDBAsyncClient) -> list[int]:
    rows = await connection.execute_query_dict(
        "SELECT id FROM follow_up WHERE contact_id = ?1 AND state = 'open' AND tone = 'unpleasant'", [contact_id]
    )
    return [row["id"] for row in rows]
