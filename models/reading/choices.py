"""What forms and menus offer: stages, reasons, members."""

from __future__ import annotations

from dataclasses import dataclass

from models import db


@dataclass(frozen=True, slots=True)
class StageRow:
    """One stage and how many contacts are in it, where they were counted."""

    id: int
    name: str
    kind: str
    position: int
    every_days: int | None
    contacts: int


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """One reason why people never bought or left."""

    name: str
    ends_contact: bool


async def stages(*, counted: bool = True) -> list[StageRow]:
    """List the stages in their order; not `counted`, they come at once also where a million contacts are in them."""
    number = "(SELECT count(*) FROM contact c WHERE c.stage_id = s.id AND c.archived_at IS NULL)" if counted else "0"
    rows = await db.reader().rows(
        f"SELECT s.id, s.name, s.kind, s.position, s.every_days, {number} AS contacts FROM stage s"  # noqa: S608
        " ORDER BY s.position, s.id"
    )
    return [StageRow(**row) for row in rows]


async def reasons(kind: str) -> list[ReasonRow]:
    """List the reasons of one stage kind in their order; none for a kind that does not ask."""
    rows = await db.reader().rows("SELECT name, ends_contact FROM reason WHERE kind = ?1 ORDER BY position, id", [kind])
    return [ReasonRow(row["name"], bool(row["ends_contact"])) for row in rows]


async def members() -> dict[str, int]:
    """Give the id of each member by name."""
    return {row["name"]: row["id"] for row in await db.reader().rows("SELECT id, name FROM member ORDER BY name")}
