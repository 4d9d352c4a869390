"""Outreach: the reasons that make a contact need it, kept in one indexed table, worked out anew by every verb.

The facts are read by SQL, so that this file needs no noun's file and every noun's verbs can use it.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tortoise import fields
from tortoise.models import Model

from models import db
from models.engine.fields import UTCField, link, written
from models.reading import today
from models.rules import outreach as rules
from models.rules.outreach import Facts, Open, OpenFollowUp, Reason, Snoozes, Thresholds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tortoise.backends.base.client import BaseDBAsyncClient

BATCH = 500
"""Contacts worked out at a time."""


class Outreach(Model):
    """One reason of one contact, from `due_at` on, and until `ends_at` if that is set. `kind` is a ReasonKind.

    `stage_id` is the contact's, kept so by triggers: the reasons of one stage are an index range, too.
    """

    id = fields.IntField(primary_key=True)
    contact_id: int
    contact = link("Contact")
    kind = fields.SmallIntField()
    subject = fields.IntField(default=0)
    due_at = UTCField()
    ends_at = UTCField(null=True, db_index=True)
    stage_id = fields.IntField(db_default=0)

    class Meta:
        """Where reasons for outreach are kept."""

        table = "outreach"
        table_description = "A reason for outreach"
        unique_together = (("contact", "kind", "subject"),)
        indexes = (("kind", "due_at", "id"), ("stage_id", "kind", "due_at", "id"))


async def roll(*, at: datetime) -> None:
    """Work out anew what ended by itself, as a birthday does; to be called when a day begins or the program starts."""
    ended = await today.ended(now=at)
    if ended:
        async with db.transaction() as connection:
            await refresh(connection, ended, at=at)


async def refresh(connection: BaseDBAsyncClient, contact_ids: Sequence[int], *, at: datetime) -> None:
    """Work out anew the reasons of these contacts, inside the transaction of `connection`."""
    if not contact_ids:
        return
    agreed = await thresholds(connection)
    for start in range(0, len(contact_ids), BATCH):
        batch = await _with_next_told(connection, list(contact_ids[start : start + BATCH]))
        await connection.execute_query(_LAST_INTERACTION.format(ids=_marks(batch)), batch)
        facts = await _facts(connection, batch)
        snoozes = await _snoozes(connection, batch)
        wanted = {
            (contact_id, reason.kind.value, reason.subject): reason
            for contact_id, about in facts.items()
            for reason in rules.reasons(about, now=at, snoozes=snoozes[contact_id], thresholds=agreed)
        }
        await _keep(connection, wanted, batch)


async def thresholds(connection: BaseDBAsyncClient) -> Thresholds:
    """Read what the team agreed on, as it is in the transaction of `connection`."""
    (row,) = await connection.execute_query_dict("SELECT birthday_days, grace_days, need_days FROM business")
    return Thresholds(**row)


_LAST_INTERACTION = """
UPDATE contact SET last_interaction_at = last.at
FROM (SELECT c.id, (SELECT max(i.at) FROM interaction i
                    WHERE i.contact_id = c.id AND i.outcome NOT IN ('no-answer', 'left-word')) AS at
      FROM contact c WHERE c.id IN ({ids})) AS last
WHERE contact.id = last.id AND contact.last_interaction_at IS NOT last.at"""

_CONTACTS = """
SELECT c.id, s.kind AS stage_kind, c.stage_since_at, c.created_at, c.last_interaction_at, c.birthday, c.do_not_contact,
       coalesce(c.every_days, s.every_days) AS every_days, c.archived_at,
       coalesce(r.is_unknown, 0) AS reason_unknown, coalesce(r.ends_contact, 0) AS contact_ends
FROM contact c JOIN stage s ON s.id = c.stage_id LEFT JOIN reason r ON r.id = c.reason_id
WHERE c.id IN ({ids})"""

# With the state by itself, SQLite would read all open follow-ups of the book for every batch of contacts; and below all
# open problems.
_FOLLOW_UPS = """
SELECT contact_id, id, due_at, tone, purpose, channel, problem_id, step FROM follow_up
WHERE coalesce(state, '') = 'open' AND contact_id IN ({ids})"""

_NEXT_TOLD = """(
    SELECT n.contact_id FROM disclosure n JOIN contact c ON c.id = n.contact_id LEFT JOIN reason r ON r.id = c.reason_id
    WHERE n.announcement_id = heard.id AND n.told_at IS NULL AND c.archived_at IS NULL
    AND coalesce(r.ends_contact, 0) = 0
    ORDER BY n.id LIMIT 1)"""

_HEARD = """
WITH heard AS (
    SELECT DISTINCT a.id, a.at FROM disclosure d JOIN announcement a ON a.id = d.announcement_id
    WHERE d.contact_id IN ({ids}) AND a.closed_at IS NULL)"""

# Beside the batch: whom an announcement waits for, and whom it waited for until now, where one of the batch is in its
# audience. Only they have a reason of it, and which of them that is may have changed.
_WAITED_FOR = f"""{_HEARD}
SELECT {_NEXT_TOLD} AS contact_id FROM heard
UNION SELECT o.contact_id FROM heard JOIN outreach o ON o.kind = 10 AND o.subject = heard.id"""  # noqa: S608  (our own words)

_OPEN = f"""{_HEARD}
SELECT contact_id, 'problems' AS part, id, opened_at AS since FROM problem
WHERE contact_id IN ({{ids}}) AND (closed_at IS NULL) IS TRUE
UNION ALL SELECT contact_id, 'rumours', id, heard_at FROM rumour WHERE contact_id IN ({{ids}}) AND closed_at IS NULL
UNION ALL SELECT contact_id, 'needs', id, confirmed_at FROM need WHERE contact_id IN ({{ids}}) AND ended_at IS NULL
UNION ALL SELECT contact_id, 'announcements', id, at FROM (SELECT {_NEXT_TOLD} AS contact_id, id, at FROM heard)
WHERE contact_id IN ({{ids}})"""  # noqa: S608  (our own words)

_SNOOZES = "SELECT contact_id, kind, subject, due_at, until_at FROM snooze WHERE contact_id IN ({ids})"


async def _facts(connection: BaseDBAsyncClient, batch: list[int]) -> dict[int, Facts]:
    marks = _marks(batch)
    open_ones: defaultdict[int, list[OpenFollowUp]] = defaultdict(list)
    for row in await connection.execute_query_dict(_FOLLOW_UPS.format(ids=marks), batch):
        row["due_at"] = _time(row["due_at"])
        open_ones[row.pop("contact_id")].append(OpenFollowUp(**row))
    parts: defaultdict[int, dict[str, list[Open]]] = defaultdict(dict)
    for row in await connection.execute_query_dict(_OPEN.format(ids=marks), batch):
        parts[row["contact_id"]].setdefault(row["part"], []).append(Open(row["id"], _time(row["since"])))
    rows = await connection.execute_query_dict(_CONTACTS.format(ids=marks), batch)
    return {row["id"]: _about(row, open_ones[row["id"]], parts[row["id"]]) for row in rows}


async def _with_next_told(connection: BaseDBAsyncClient, batch: list[int]) -> list[int]:
    waited_for = await connection.execute_query_dict(_WAITED_FOR.format(ids=_marks(batch)), batch)
    return list(dict.fromkeys([*batch, *(row["contact_id"] for row in waited_for if row["contact_id"])]))


def _about(row: dict[str, Any], follow_ups: list[OpenFollowUp], parts: dict[str, list[Open]]) -> Facts:
    return Facts(
        stage_kind=row["stage_kind"],
        stage_since_at=_time(row["stage_since_at"]),
        created_at=_time(row["created_at"]),
        last_interaction_at=row["last_interaction_at"] and _time(row["last_interaction_at"]),
        every_days=row["every_days"],
        birthday=row["birthday"],
        do_not_contact=row["do_not_contact"],
        archived=row["archived_at"] is not None,
        reason_unknown=bool(row["reason_unknown"]),
        contact_ends=bool(row["contact_ends"]),
        follow_ups=follow_ups,
        **parts,
    )


async def _snoozes(connection: BaseDBAsyncClient, batch: list[int]) -> defaultdict[int, Snoozes]:
    found: defaultdict[int, Snoozes] = defaultdict(dict)
    for row in await connection.execute_query_dict(_SNOOZES.format(ids=_marks(batch)), batch):
        found[row["contact_id"]][row["kind"], row["subject"]] = (_time(row["due_at"]), _time(row["until_at"]))
    return found


_KEPT = "SELECT id, contact_id, kind, subject, due_at, ends_at FROM outreach WHERE contact_id IN ({ids})"
_GONE = "DELETE FROM outreach WHERE id = ?1"
_MOVED = "UPDATE outreach SET due_at = ?2, ends_at = ?3 WHERE id = ?1"
_NEW = "INSERT INTO outreach (contact_id, kind, subject, due_at, ends_at) VALUES (?1, ?2, ?3, ?4, ?5)"


async def _keep(connection: BaseDBAsyncClient, wanted: dict[tuple[int, int, int], Reason], batch: list[int]) -> None:
    """Make the table say what is wanted, leaving alone the rows that say so already, so that their ids stay.

    By SQL, as a threshold that changes may concern everybody.
    """
    new = {key: [_text(reason.due_at), _text(reason.until)] for key, reason in wanted.items()}
    gone: list[list[Any]] = []
    moved: list[list[Any]] = []
    for row in await connection.execute_query_dict(_KEPT.format(ids=_marks(batch)), batch):
        times = new.pop((row["contact_id"], row["kind"], row["subject"]), None)
        if times is None:
            gone.append([row["id"]])
        elif times != [row["due_at"], row["ends_at"]]:
            moved.append([row["id"], *times])
    for sql, values in ((_GONE, gone), (_MOVED, moved), (_NEW, [[*key, *times] for key, times in new.items()])):
        if values:
            await connection.execute_many(sql, values)


def _marks(batch: list[int]) -> str:
    return ", ".join(f"?{place}" for place in range(1, len(batch) + 1))


def _time(kept: Any) -> datetime:
    return kept if isinstance(kept, datetime) else datetime.fromisoformat(kept)


def _text(at: datetime | None) -> str | None:
    return written(at) if at else None
