"""What forms and menus offer: stages, reasons, members; and what the team agreed on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from models import db


@dataclass(frozen=True, slots=True)
class StageRow:
    """One stage, its place among them, from 1, and how many contacts are in it, where they were counted."""

    id: int
    name: str
    kind: str
    position: int
    every_days: int | None
    contacts: int


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """One reason why people never bought or left; see models.reasons."""

    id: int
    name: str
    ends_contact: bool
    is_unknown: bool
    is_ours: bool
    asks_again: bool


@dataclass(frozen=True, slots=True)
class BusinessRow:
    """What a team agreed on; see models.business."""

    name: str
    birthday_days: int
    grace_days: int
    need_days: int
    phone_region: str


async def business() -> BusinessRow:
    """Read what the team agreed on."""
    (row,) = await db.reader().rows("SELECT name, birthday_days, grace_days, need_days, phone_region FROM business")
    return BusinessRow(**row)


async def stages(*, counted: bool = True) -> list[StageRow]:
    """List the stages in their order; not `counted`, they come at once also where a million contacts are in them."""
    contacts = "(SELECT count(*) FROM contact c WHERE c.stage_id = s.id AND c.archived_at IS NULL)" if counted else "0"
    rows = await db.reader().rows(
        "SELECT s.id, s.name, s.kind, row_number() OVER (ORDER BY s.position, s.id) AS position, s.every_days,"  # noqa: S608
        f" {contacts} AS contacts FROM stage s WHERE s.archived_at IS NULL ORDER BY s.position, s.id"
    )
    return [StageRow(**row) for row in rows]


async def reasons(kind: str) -> list[ReasonRow]:
    """List the reasons of one stage kind in their order; none for a kind that does not ask."""
    rows = await db.reader().rows(
        "SELECT id, name, ends_contact, is_unknown, is_ours, asks_again FROM reason"
        " WHERE kind = ?1 AND archived_at IS NULL ORDER BY position, id",
        [kind],
    )
    return [
        ReasonRow(
            row["id"],
            row["name"],
            ends_contact=bool(row["ends_contact"]),
            is_unknown=bool(row["is_unknown"]),
            is_ours=bool(row["is_ours"]),
            asks_again=bool(row["asks_again"]),
        )
        for row in rows
    ]


async def is_ours(contact_id: int) -> bool:
    """Tell whether the reason of a contact is our own doing, and a problem is open with them."""
    sql = (
        "SELECT count(*) FROM contact c JOIN reason r ON r.id = c.reason_id WHERE c.id = ?1 AND r.is_ours"
        " AND EXISTS (SELECT 1 FROM problem p WHERE p.contact_id = c.id AND p.closed_at IS NULL)"
    )
    return await db.reader().number(sql, [contact_id]) > 0


class MemberRow(NamedTuple):
    """One member, as the screens show them."""

    id: int
    name: str


async def member_of(account: str) -> MemberRow | None:
    """Find the member behind an operating-system account, unless they left."""
    rows = await db.reader().rows("SELECT id, name FROM member WHERE account = ?1 AND left_at IS NULL", [account])
    return MemberRow(**rows[0]) if rows else None


async def members(*, also_left: bool = False) -> dict[str, int]:
    """Give the id of each member by name, with `also_left` of those who left, too."""
    rows = await db.reader().rows("SELECT id, name FROM member WHERE left_at IS NULL OR ?1 ORDER BY name", [also_left])
    return {row["name"]: row["id"] for row in rows}
